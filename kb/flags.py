"""A base → procurement indicators: queries/flags/, each with its rule, its inputs and the passages; never a verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.query.catalog import Query, catalog, query
from kb.query.run import Answer, Quotation, answer
from kb.store.base import Store

CAUTION = "지표일 뿐 판정이 아님: 정당한 까닭이 있을 수 있음 (an indicator, not a verdict: there may be good reasons)"


@dataclass(frozen=True, slots=True)
class Flag:
    """One indicator raised: the rule in Korean and English with its parameters filled in, where the rule comes from, the inputs by heading, the places."""

    name: str
    korean: str
    english: str
    rule: str
    rule_english: str
    source: str
    inputs: Mapping[str, str]
    evidence: tuple[Quotation, ...]


def flags(store: Store, name: str = "", values: Mapping[str, str] | None = None) -> list[Flag]:
    """Every indicator that a base raises, or those of one name.

    Args:
        name: an indicator of queries/flags/; all where empty.
        values: its parameters (`least`, `days`); the defaults of the file where not given.

    Raises:
        NotFoundError: no such indicator.
        QueryError: a parameter is unknown or no number.
    """
    chosen = [query(name, "flags")] if name else list(catalog("flags").values())
    return [flag for one in chosen for flag in _raised(one, answer(one, values or {}, store), values or {})]


def _raised(one: Query, asked: Answer, values: Mapping[str, str]) -> Iterator[Flag]:
    rule, english = one.rule, one.rule_english
    for param in one.params:
        rule, english = (said.replace("{" + param.name + "}", values.get(param.name) or param.default) for said in (rule, english))
    for row, places in zip(asked.rows, asked.evidence, strict=True):
        inputs = {column.korean: asked.shown(term) for column, term in zip(asked.columns, row, strict=True)}
        yield Flag(one.name, one.korean, one.english, rule, english, one.source, inputs, places)
