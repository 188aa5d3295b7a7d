"""A SPARQL 1.1 endpoint by URL → the store protocol, by SPARQLWrapper."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import URLError

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kb.errors import QueryError, StoreError
from kb.store.base import Table, Term

_SECONDS = 60
_EVERY = "SELECT ?s ?p ?o ?g WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


class RemoteStore:
    """A server that answers queries; it is only read."""

    def __init__(self, url: str) -> None:
        self.url = url

    def _ask(self, sparql: str, wanted: str) -> bytes:
        wrapper = SPARQLWrapper(self.url)
        wrapper.setQuery(sparql)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(wanted)
        wrapper.setTimeout(_SECONDS)
        try:
            answer: bytes = wrapper.query().response.read()
        except SPARQLWrapperException as error:
            raise QueryError(f"{self.url}: {' '.join(str(error).split())[:300]}") from error
        except (URLError, OSError, ValueError) as error:
            raise StoreError(f"{self.url}: the server does not answer: {error}") from error
        return answer

    def _json(self, sparql: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._ask(sparql, JSON))
        except ValueError as error:
            raise StoreError(f"{self.url}: the server's answer is no SPARQL result in JSON") from error
        return found

    def select(self, sparql: str) -> Table:
        """The solutions of a SELECT query."""
        found = self._json(sparql)
        if "results" not in found:
            raise QueryError("not a SELECT query")
        names = tuple(found["head"]["vars"])
        return Table(names, tuple(tuple(_term(row.get(name)) for name in names) for row in found["results"]["bindings"]))

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK query."""
        found = self._json(sparql)
        if "boolean" not in found:
            raise QueryError("not an ASK query")
        # Virtuoso answers ASK with a number.
        return bool(int(found["boolean"])) if not isinstance(found["boolean"], bool) else found["boolean"]

    def construct(self, sparql: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        try:
            return iter([quad.triple for quad in ox.parse(self._ask(sparql, TURTLE), format=ox.RdfFormat.TURTLE)])
        except SyntaxError as error:
            raise StoreError(f"{self.url}: the server's answer is no Turtle: {error}") from error

    def quads(self) -> Iterator[Quad]:
        """Every quad."""
        for subject, predicate, value, graph in self.select(_EVERY).rows:
            if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
                yield Quad(subject, predicate, value, graph if isinstance(graph, NamedNode | BlankNode) else ox.DefaultGraph())


def _term(value: dict[str, str] | None) -> Term | None:
    if value is None:
        return None
    kind, text = value["type"], value["value"]
    if kind == "uri":
        return NamedNode(text)
    if kind == "bnode":
        return BlankNode(text)
    if "xml:lang" in value:
        return Literal(text, language=value["xml:lang"])
    return Literal(text, datatype=NamedNode(value["datatype"])) if "datatype" in value else Literal(text)
