"""A thing → what is hit if it goes: what depends on it, the money, the open findings, the dates to come."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.network.chain import money
from kb.query.catalog import query
from kb.query.run import Answer, answer
from kb.resolve.names import find
from kb.store.base import Store


@dataclass(frozen=True, slots=True)
class Impact:
    """What hangs on a thing: three answers of the catalogue, and won by (phase, year).

    `dependents`, `findings` and `dates` are the answers of the questions of those names, with their places.
    """

    thing: str
    dependents: Answer
    findings: Answer
    dates: Answer
    money: Mapping[tuple[str, str], int]


def impact(store: Store, thing: str, at: str = "") -> Impact:
    """What hangs on a thing.

    Args:
        thing: a name in any spelling, or an IRI.
        at: dates from this day on (ISO 8601); today where not given.

    Raises:
        NotFoundError, AmbiguousError: the name means nothing, or several things.
        QueryError: `at` is no date.
    """
    node = find(store, thing)
    dependents, findings, dates = (answer(query(name, "questions"), values, store) for name, values in (
        ("dependents", {"thing": node.value}), ("dependents-findings", {"thing": node.value}), ("dependents-dates", {"thing": node.value, "at": at})))
    return Impact(node.value, dependents, findings, dates, money(store, node.value))
