"""What a store is: SPARQL in, a table, an answer or triples out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a query: column names, and rows of terms, None where a column is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


class Store(Protocol):
    """A place that answers SPARQL 1.1; the default graph holds every statement once."""

    def select(self, sparql: str) -> Table:
        """The solutions of a SELECT query.

        Raises:
            QueryError: the text is not SPARQL, or no SELECT.
            StoreError: the store does not answer.
        """
        ...

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK query; raises as `select` does."""
        ...

    def construct(self, sparql: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query; raises as `select` does."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Every quad, the default graph's included."""
        ...
