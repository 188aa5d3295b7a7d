"""A reading → posts and staff of units at a date, from headings, and from tables lying either way."""

import re
from collections.abc import Iterator, Sequence

from kb.korean.text import close_up, fold, name_key
from kb.model import Entity, Fact, Issue, Statement
from kb.namespace import GOV
from kb.structure.context import Context
from kb.structure.lines import Row, Section
from kb.structure.reading import unit_level
from kb.structure.statements import day, facts, integer
from kb.structure.tables import upright, values_behind
from kb.vocabulary import Concept, scheme

_BOTH = re.compile(
    r"(?P<posts>\d[\d,]*)\s*/\s*(?P<staff>\d[\d,]*)\s*명?\s*\(\s*정원\s*/\s*현원\s*\)"
    r"|현\s?원\s*:?\s*(?P<staff3>\d[\d,]*)\s*명?\s*[,/·]\s*정\s?원\s*:?\s*(?P<posts3>\d[\d,]*)"
    r"|정\s?원\s*:?\s*(?P<posts2>\d[\d,]*)\s*명?\s*[,/·]\s*현\s?원\s*:?\s*(?P<staff2>\d[\d,]*)")
_GRADE = re.compile(r"(?:직|급|원|장|사|이하|이상|기타)$")
_TOTALS = ("계", "합계", "총계", "총원")


def headcounts(context: Context) -> Iterator[Statement]:
    """Every number of posts and staff in the sections about staff."""
    for section in context.reading.lines.of_kind("staff"):
        yield from _in_table(context, section)
    until = min([context.audit_start or 10**9, *(plan.first for plan in context.plans), 200])
    yield from _in_words(context, [row for row in context.reading.lines.rows if row.number < until])


def _in_words(context: Context, rows: Sequence[Row]) -> Iterator[Fact]:
    for row in rows:
        if (found := _BOTH.search(fold(row.raw))) and context.reading.issuer:
            for kind, value in (("posts", found["posts"] or found["posts2"] or found["posts3"]), ("staff", found["staff"] or found["staff2"] or found["staff3"])):
                yield from _fact(context, context.reading.issuer, scheme("headcount-kind")[kind], value, row.number, row.number)


def _in_table(context: Context, section: Section) -> Iterator[Statement]:
    header: tuple[list[Entity | None], int] | None = None
    kinds: tuple[list[Concept | None], int] | None = None
    total = False
    for row in upright(section.rows):
        label, values = values_behind(row.raw)
        key = name_key(close_up(label))
        if not values and (units := _unit_columns(context, row)):
            header, kinds = (units, row.number), None
        elif not values and (columns := _kind_columns(row)):
            header, kinds = None, (columns, row.number)
        elif values and header and (kind := scheme("headcount-kind").find(key)):
            if len(values) != len(header[0]):
                yield Issue("머리글과 칸 수가 다름 (cells do not match the head)", context.reading.lines.passage(header[1], row.number))
                continue
            for unit, value in zip(header[0], values, strict=True):
                if unit is not None and value.replace(",", "").isdigit():
                    yield from _fact(context, unit, kind, value, header[1], row.number)
        elif values and kinds and len(values) == len(kinds[0]):
            unit = context.reading.issuer if key in _TOTALS else context.reading.unit(key) if unit_level(key) else None
            if total and unit == context.reading.issuer:
                continue  # the office's own staff, below its total
            total = total or key in _TOTALS
            for column, value in zip(kinds[0], values, strict=True):
                if unit is not None and column is not None and value.replace(",", "").isdigit():
                    yield from _fact(context, unit, column, value, kinds[1], row.number)


def _unit_columns(context: Context, row: Row) -> list[Entity | None]:
    words = [word for word in fold(row.text).split() if word not in ("구", "분", "구분")]
    found = [context.reading.unit(word) if unit_level(word) else context.reading.issuer if word in _TOTALS else None for word in words]
    return found if any(unit_level(word) for word in words) or _of_grades(words) else []


def _of_grades(words: Sequence[str]) -> bool:
    """Whether a head has a total and then kinds of people: `계 임원 일반직 공무직`; only the total is the body's."""
    return bool(words) and words[0] in _TOTALS and len(words) > 2 and all(_GRADE.search(word) for word in words[1:])


def _kind_columns(row: Row) -> list[Concept | None]:
    words = re.findall(r"정\s?원|현\s?원|결\s?원|과\s?부족|과\s?원|증\s?감|비\s?고", row.text)
    found = [scheme("headcount-kind").find(word) for word in words if not word.startswith("비")]
    return found if sum(one is not None for one in found) >= 2 else []


def _fact(context: Context, unit: Entity, kind: Concept, value: str, first: int, last: int) -> Iterator[Fact]:
    as_of = context.reading.as_of
    when = as_of[0].isoformat() if as_of else str(context.reading.year or "")
    subject = Entity(GOV.Headcount, (*unit.key, kind.id, when))
    passage = context.reading.lines.passage(first, last)
    yield from facts(subject, passage, (GOV.ofUnit, unit), (GOV.headcountKind, kind.iri), (GOV.value, integer(int(value.replace(",", "")))))
    if as_of:
        near = context.reading.lines.passage(as_of[1])
        yield from facts(subject, near, (GOV.asOf, day(as_of[0])))


RULES = (headcounts,)
