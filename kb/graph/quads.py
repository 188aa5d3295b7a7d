"""Facts and issues → quads: each statement in the default graph and in the graph of the passage that says it."""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kb.korean.text import squash
from kb.model import Document, Entity, Fact, Issue, Passage, Statement, Value
from kb.namespace import BASE, DCT, GOV, OA, RDF, SKOS, XSD
from kb.resolve.identity import document_iri, iri, passage_iri
from kb.resolve.labels import keys


def quads(document: Document, statements: Iterable[Statement], base: str = BASE) -> list[Quad]:
    """The quads of one document, once each; every name is a `skos:altLabel` until `labels` are settled.

    Args:
        base: the IRI under which things live, ending in `/`.
    """
    found: dict[Quad, None] = {}
    squashed: dict[Passage, str] = {}
    for statement in statements:
        if statement.passage not in squashed:
            squashed[statement.passage] = squash(statement.passage.exact)
            found.update(dict.fromkeys(_passage(statement.passage, base)))
        said = _issue(statement, base) if isinstance(statement, Issue) else _fact(statement, squashed[statement.passage], base)
        found.update(dict.fromkeys(said))
    found.update(dict.fromkeys(_document(document, base)))
    named = list(found)
    return [*named, *dict.fromkeys(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in named)]


def _fact(fact: Fact, words: str, base: str) -> Iterator[Quad]:
    graph = passage_iri(fact.passage, base)
    subject = iri(fact.subject, base)
    yield Quad(subject, fact.predicate, _term(fact.object, base), graph)
    yield from _description(fact.subject, words, graph, base)
    if isinstance(fact.object, Entity):
        yield from _description(fact.object, words, graph, base)
    if fact.predicate == SKOS.altLabel and isinstance(fact.object, Literal):
        yield from (Quad(subject, SKOS.hiddenLabel, key, graph) for key in keys(fact.object.value))


def _term(value: Value, base: str) -> NamedNode | Literal:
    return iri(value, base) if isinstance(value, Entity) else value


def _description(entity: Entity, words: str, graph: NamedNode, base: str) -> Iterator[Quad]:
    """Class and name of an entity; the name only where the passage holds it."""
    subject = iri(entity, base)
    yield Quad(subject, RDF.type, entity.kind, graph)
    # The closing bracket may stand behind a date that is no part of the name.
    if entity.name and squash(entity.name).rstrip(")") in words:
        yield Quad(subject, SKOS.altLabel, Literal(entity.name, language="ko"), graph)
        yield from (Quad(subject, SKOS.hiddenLabel, key, graph) for key in keys(entity.name))


def _passage(passage: Passage, base: str) -> Iterator[Quad]:
    graph = passage_iri(passage, base)
    yield Quad(graph, RDF.type, GOV.Passage, graph)
    yield Quad(graph, GOV.inDocument, document_iri(passage.document, base), graph)
    yield Quad(graph, GOV.firstLine, Literal(str(passage.first), datatype=XSD.integer), graph)
    yield Quad(graph, GOV.lastLine, Literal(str(passage.last), datatype=XSD.integer), graph)
    yield Quad(graph, OA.exact, Literal(passage.exact), graph)
    if passage.page is not None:
        yield Quad(graph, GOV.page, Literal(str(passage.page), datatype=XSD.integer), graph)
    if passage.cell:
        yield Quad(graph, GOV.cell, Literal(passage.cell), graph)
    if passage.basis:
        yield Quad(graph, GOV.basis, Literal(passage.basis), graph)


def _document(document: Document, base: str) -> Iterator[Quad]:
    graph = document_iri(document.name, base)
    yield Quad(graph, RDF.type, GOV.Document, graph)
    yield Quad(graph, GOV.fileName, Literal(document.name), graph)
    yield Quad(graph, GOV.sha256, Literal(document.sha256), graph)
    yield Quad(graph, DCT.format, Literal(document.media_type), graph)


def _issue(issue: Issue, base: str) -> Iterator[Quad]:
    graph = passage_iri(issue.passage, base)
    name = hashlib.sha256(f"{graph.value}\n{issue.reason}".encode()).hexdigest()[:16]
    subject = NamedNode(f"{base}issue/{name}")
    yield Quad(subject, RDF.type, GOV.Issue, graph)
    yield Quad(subject, GOV.reason, Literal(issue.reason), graph)
    yield Quad(subject, GOV.inDocument, document_iri(issue.passage.document, base), graph)
