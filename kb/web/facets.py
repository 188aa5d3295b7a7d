"""The things of a class → facets: which values of a few properties they have, and how many have each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kb.namespace import GOV
from kb.web.source import Source

# Properties whose values are few and tell things apart; the rest is for queries.
_PROPERTIES = (GOV.status, GOV.category, GOV.responsibleUnit, GOV.budgetPhase, GOV.fiscalYear, GOV.contractKind, GOV.headcountKind, GOV.ofUnit, GOV.jurisdiction, GOV.contractor)
_MOST_VALUES = 12


@dataclass(frozen=True, slots=True)
class Facet:
    """One property: its key in addresses, its name, its commonest values as (value, name, how many)."""

    key: str
    name: str
    values: tuple[tuple[str, str, int], ...]


def values(source: Source, nodes: Sequence[NamedNode]) -> dict[str, dict[NamedNode, frozenset[str]]]:
    """Key of a property → thing → its values, as IRIs or text."""
    found: dict[str, dict[NamedNode, frozenset[str]]] = {}
    for predicate in _PROPERTIES:
        held = {node: frozenset(quad.object.value for quad in source.store.quads_for_pattern(node, predicate, None, DefaultGraph()) if isinstance(quad.object, NamedNode | Literal))
                for node in nodes}
        if sum(map(bool, held.values())) > 1:
            found[predicate.value.rpartition("#")[2]] = held
    return found


def chosen(nodes: Sequence[NamedNode], held: Mapping[str, Mapping[NamedNode, frozenset[str]]], asked: Mapping[str, str]) -> list[NamedNode]:
    """The things that have every value asked for."""
    return [node for node in nodes if all(asked[key] in held[key][node] for key in held if asked.get(key))]


def facets(source: Source, nodes: Sequence[NamedNode], held: Mapping[str, Mapping[NamedNode, frozenset[str]]], language: str) -> list[Facet]:
    """The facets of things, each with its commonest values."""
    made = []
    for key, of in held.items():
        counted = Counter(value for node in nodes for value in of[node])
        shown = tuple((value, source.label(NamedNode(value), language) if "://" in value else value, count) for value, count in counted.most_common(_MOST_VALUES))
        if shown:
            made.append(Facet(key, source.label(NamedNode(f"{GOV.status.value.rpartition('#')[0]}#{key}"), language), shown))
    return made
