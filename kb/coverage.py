"""A document and what was read of it → how much of its text stands in a passage, and the lines that nothing was read from."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import Document, Issue, Statement


@dataclass(frozen=True, slots=True)
class Coverage:
    """Lines (from 1) that a fact was read from, lines that an issue speaks of, how many signs stand in the first, and how many there are."""

    read: frozenset[int]
    doubtful: frozenset[int]
    covered: int
    signs: int

    @property
    def share(self) -> float:
        """The part of the document's signs that stand in a passage, 0 to 1."""
        return self.covered / self.signs if self.signs else 1.0


def coverage(document: Document, statements: Iterable[Statement]) -> Coverage:
    """How much of a document was understood; white space does not count."""
    read: set[int] = set()
    doubtful: set[int] = set()
    for statement in statements:
        (doubtful if isinstance(statement, Issue) else read).update(range(statement.passage.first, statement.passage.last + 1))
    weights = {line.number: len("".join(line.text.split())) for line in document.lines}
    return Coverage(frozenset(read), frozenset(doubtful), sum(weights[number] for number in read), sum(weights.values()))
