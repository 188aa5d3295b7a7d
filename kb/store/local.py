"""An Oxigraph engine in this process → the store protocol, its errors made ours."""

from collections.abc import Iterator

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kb.errors import QueryError, StoreError
from kb.store.base import Table, Term


class Engine:
    """Reads of one `pyoxigraph.Store`."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def _query(self, sparql: str) -> "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples":
        try:
            return self.store.query(sparql)
        except SyntaxError as error:
            raise QueryError(f"SPARQL: {error}".replace("\n", " ")) from error
        except (OSError, ValueError) as error:
            raise StoreError(f"the store does not answer: {error}") from error

    def select(self, sparql: str) -> Table:
        """The solutions of a SELECT query."""
        result = self._query(sparql)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("not a SELECT query")
        names = tuple(variable.value for variable in result.variables)
        return Table(names, tuple(tuple(_term(value) for value in row) for row in result))

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK query."""
        result = self._query(sparql)
        if not isinstance(result, ox.QueryBoolean):
            raise QueryError("not an ASK query")
        return bool(result)

    def construct(self, sparql: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        result = self._query(sparql)
        if not isinstance(result, ox.QueryTriples):
            raise QueryError("not a CONSTRUCT or DESCRIBE query")
        return iter(result)

    def quads(self) -> Iterator[Quad]:
        """Every quad."""
        return iter(self.store)


def _term(value: object) -> Term | None:
    return value if isinstance(value, NamedNode | BlankNode | Literal) else None
