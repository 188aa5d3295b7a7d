"""What a reader gives: a document of lines, with tables where the format has them, and places in it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document: its number from 1, its text in NFC, its page from 1 where there are pages."""

    number: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: row and column from 0, its text, how far it spans, the lines it stands on."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    first_line: int = 0
    last_line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the format itself marks it, whatever the format is."""

    cells: tuple[Cell, ...]
    first_line: int
    last_line: int

    def rows(self) -> dict[int, dict[int, Cell]]:
        """Row → column → cell, in the order of the cells."""
        found: dict[int, dict[int, Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, {})[cell.column] = cell
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its file name, digest, media type and lines (from 1, split on line feeds)."""

    name: str
    sha256: str
    media_type: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()

    def passage(self, first: int, last: int | None = None, basis: str = "", cell: str = "") -> "Passage":
        """The place from line `first` to line `last` (both from 1, inclusive).

        Args:
            basis: how it was read, where layout rather than words says it.
            cell: the cells of a table, such as `A5:J5`.

        Raises:
            IndexError: no such lines.
        """
        last = first if last is None else last
        if not 1 <= first <= last <= len(self.lines):
            raise IndexError(f"{self.name} has no lines {first} to {last}")
        chosen = self.lines[first - 1:last]
        return Passage(self.name, first, last, "\n".join(line.text for line in chosen), chosen[0].page, basis, cell)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable place: document name, lines from 1 (inclusive), the exact text, the page and cells where there are any."""

    document: str
    first: int
    last: int
    exact: str
    page: int | None = None
    basis: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)
