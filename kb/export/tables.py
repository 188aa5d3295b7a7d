"""A base → one CSV file a class: a row a thing, a column a property, several values joined by ` | `."""

import csv
from collections import defaultdict
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode

from kb.namespace import GOV, PREFIXES, RDF, SKOS
from kb.query.run import names_of, show
from kb.store.base import Store, Term

_LEFT_OUT = (RDF.type, SKOS.hiddenLabel)


def write(store: Store, path: Path) -> None:
    """Write the files into a folder that is made; things are named, and their IRIs stand in the first column."""
    path.mkdir(parents=True, exist_ok=True)
    values: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    members: dict[str, set[NamedNode]] = defaultdict(set)
    base = PREFIXES["gov"]
    for quad in store.quads():
        if not isinstance(quad.graph_name, DefaultGraph) or not isinstance(quad.subject, NamedNode) or quad.subject.value.startswith(base):
            continue
        if quad.predicate == RDF.type and isinstance(quad.object, NamedNode) and quad.object.value.startswith(base):
            members[quad.object.value.removeprefix(base)].add(quad.subject)
        elif quad.predicate not in _LEFT_OUT and isinstance(quad.object, Term):
            values[quad.subject][quad.predicate].append(quad.object)
    names = names_of(store, (term for held in values.values() for terms in held.values() for term in terms))
    for kind, things in sorted(members.items()):
        if kind != GOV.Derivation.value.removeprefix(base):
            _file(path / f"{kind}.csv", sorted(things, key=lambda thing: thing.value), values, names)


def _file(path: Path, things: list[NamedNode], values: dict[NamedNode, dict[NamedNode, list[Term]]], names: dict[str, str]) -> None:
    columns = sorted({predicate for thing in things for predicate in values[thing]}, key=lambda predicate: predicate.value)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iri", *(_heading(column) for column in columns)])
        for thing in things:
            cells = [" | ".join(sorted(_safe(show(term, names)) for term in values[thing].get(column, []))) for column in columns]
            writer.writerow([thing.value, *cells])


def _heading(predicate: NamedNode) -> str:
    return predicate.value.rpartition("#")[2].rpartition("/")[2]


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") else text
