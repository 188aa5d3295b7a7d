"""A query and a store → its table, with names for things and the words for places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kb.namespace import GOV, PREFIXES
from kb.ontology import superclasses
from kb.query.bind import bind
from kb.query.catalog import Column, Query
from kb.resources import folder
from kb.store.base import Store, Term

EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A place and its words: file name, lines from 1 (0 for a derived statement, whose rule stands as the file), the exact text."""

    document: str
    first: int
    last: int
    exact: str
    iri: str

    def __str__(self) -> str:
        lines = "" if not self.first else f":{self.first}" if self.first == self.last else f":{self.first}-{self.last}"
        where = self.document + lines
        return f"{where} “{' '.join(self.exact.split())}”"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's answer: its query, columns without the places, rows, names of things, places by row."""

    query: Query
    columns: tuple[Column, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    names: Mapping[str, str]
    evidence: tuple[tuple[Quotation, ...], ...]
    sparql: str

    def shown(self, term: Term | None) -> str:
        """A term as a reader sees it: a thing by its name, a value as it is."""
        return show(term, self.names)


def show(term: Term | None, names: Mapping[str, str]) -> str:
    """A term as a reader sees it."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return names.get(term.value) or short(term)
    return term.value


def short(node: NamedNode) -> str:
    """An IRI without the part that all share."""
    for prefix, base in PREFIXES.items():
        if node.value.startswith(base):
            return f"{prefix}:{node.value.removeprefix(base)}"
    return node.value.rpartition("/id/")[2] or node.value


def answer(query: Query, values: Mapping[str, str], store: Store) -> Answer:
    """Ask a question.

    Args:
        values: its parameters, by name.

    Raises:
        QueryError, NotFoundError, AmbiguousError: as `bind`.
    """
    sparql = bind(query, values, store)
    table = store.select(sparql)
    places = [index for index, name in enumerate(table.columns) if name.startswith(EVIDENCE)]
    kept = [index for index in range(len(table.columns)) if index not in places]
    rows: dict[tuple[Term | None, ...], dict[str, None]] = {}
    for row in table.rows:
        held = rows.setdefault(tuple(row[index] for index in kept), {})
        held.update({place.value: None for index in places if isinstance(place := row[index], NamedNode)})
    quoted = quotations(store, {iri for held in rows.values() for iri in held})
    headings = {column.name: column for column in query.columns}
    columns = tuple(headings.get(table.columns[index]) or Column(table.columns[index], table.columns[index], table.columns[index]) for index in kept)
    return Answer(query, columns, tuple(rows), names_of(store, (term for row in rows for term in row)),
                  tuple(tuple(sorted((quoted[iri] for iri in held if iri in quoted), key=_place)) for held in rows.values()), sparql)


def _place(one: Quotation) -> tuple[bool, str, int, int, str]:
    """The order of places: what documents say before what rules derive, then by document and line."""
    return not one.first, one.document, one.first, one.last, one.iri


def names_of(store: Store, terms: Iterable[Term | None]) -> dict[str, str]:
    """The names of the things among terms, by IRI."""
    nodes = sorted({term for term in terms if isinstance(term, NamedNode)}, key=lambda node: node.value)
    if not nodes:
        return {}
    rows = store.select(_filled("called", "thing", nodes)).rows
    return {thing.value: label.value for thing, label in reversed(rows) if isinstance(thing, NamedNode) and isinstance(label, Literal)}


def described(store: Store, terms: Iterable[Term | None]) -> dict[str, tuple[str, str]]:
    """Name and class of the things among terms, by IRI; the class is the lowest that the base gives."""
    nodes = sorted({term for term in terms if isinstance(term, NamedNode)}, key=lambda node: node.value)
    if not nodes:
        return {}
    table = store.select(_filled("of", "thing", nodes))
    found: dict[str, tuple[str, str]] = {}
    for thing, label, kind in table.rows:
        if isinstance(thing, NamedNode):
            known, above = found.get(thing.value, ("", ""))
            name = kind.value.rpartition("#")[2] if isinstance(kind, NamedNode) else ""
            found[thing.value] = (known or (label.value if isinstance(label, Literal) else ""), _lower(above, name))
    return found


def _lower(one: str, other: str) -> str:
    """The more special of two class names; of two that are not one above the other, the first by name."""
    if not one or not other:
        return one or other
    if getattr(GOV, one) in superclasses(getattr(GOV, other)):
        return other
    if getattr(GOV, other) in superclasses(getattr(GOV, one)):
        return one
    return min(one, other)


def quotations(store: Store, iris: Iterable[str]) -> dict[str, Quotation]:
    """The places of IRIs with their words; an IRI that is no place is left out."""
    nodes = [NamedNode(iri) for iri in sorted(set(iris))]
    if not nodes:
        return {}
    found = {}
    for place, file, first, last, exact in store.select(_filled("places", "place", nodes)).rows:
        if isinstance(place, NamedNode) and file and first and last and exact:
            found[place.value] = Quotation(file.value, int(first.value), int(last.value), exact.value, place.value)
    return found


def _filled(which: str, variable: str, nodes: list[NamedNode]) -> str:
    text = (folder("queries") / "names" / f"{which}.rq").read_text(encoding="utf-8")
    return text.replace(f"VALUES (?{variable}) {{ (UNDEF) }}", f"VALUES (?{variable}) {{ {' '.join(f'({node})' for node in nodes)} }}")


