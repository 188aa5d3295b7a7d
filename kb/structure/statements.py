"""Values → literals and facts: the few shapes that every rule writes."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kb.korean.dates import Period
from kb.model import Entity, Fact, Passage, Value
from kb.namespace import GOV, XSD


def text(value: str) -> Literal:
    """A string literal."""
    return Literal(value)


def integer(value: int) -> Literal:
    """An `xsd:integer`."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: Decimal | int) -> Literal:
    """An `xsd:decimal` in its shortest form without an exponent."""
    shown = format(Decimal(value), "f")
    return Literal(shown.rstrip("0").rstrip(".") if "." in shown else shown, datatype=XSD.decimal)


def year(value: int) -> Literal:
    """An `xsd:gYear`."""
    return Literal(f"{value:04d}", datatype=XSD.gYear)


def day(value: date) -> Literal:
    """An `xsd:date`."""
    return Literal(value.isoformat(), datatype=XSD.date)


def facts(subject: Entity, passage: Passage, *pairs: tuple[NamedNode, Value | None]) -> Iterator[Fact]:
    """One fact a pair of predicate and object; a pair without an object says nothing."""
    return (Fact(subject, predicate, value, passage) for predicate, value in pairs if value is not None)


def dated(subject: Entity, period: Period, passage: Passage) -> Iterator[Fact]:
    """The first day, the last day and the printed form of a period."""
    return facts(subject, passage,
                 (GOV.start, day(period.start) if period.start else None),
                 (GOV.end, day(period.end) if period.end else None),
                 (GOV.dateText, text(period.text) if period.text else None))


def money(subject: Entity, amount: int, printed: str, passage: Passage) -> Iterator[Fact]:
    """An amount in won with its printed form."""
    return facts(subject, passage, (GOV.amount, decimal(amount)), (GOV.currency, text("KRW")), (GOV.amountText, text(printed)))


def label(value: str) -> Literal:
    """A Korean label."""
    return Literal(value, language="ko")
