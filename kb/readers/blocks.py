"""Paragraphs and tables of any format → document: one line a paragraph, and table rows as a report's text shows them."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.errors import ReadError
from kb.model import Cell, Document, Line, Table

# What stands in XML and in text and says nothing: control characters, and halves of pairs that no encoding holds.
_SILENT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# A row whose cells are longer than this, or of several lines, is read cell by cell: a demand, then its reply.
_LONGEST_CELL = 40


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, which may break lines, and its page from 1 where there are pages."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the format marks it: rows of cell texts; a merged cell's text stands where it begins, the rest of it is empty."""

    rows: tuple[tuple[str, ...], ...]
    page: int | None = None
    # The page of each row, where the table goes on over pages.
    pages: tuple[int | None, ...] = ()

    def page_of(self, row: int) -> int | None:
        """The page of a row from 0."""
        return self.pages[row] if self.pages else self.page


def clean(text: str) -> str:
    """Text in NFC without silent characters."""
    return _SILENT.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")))


def document(path: Path, data: bytes, media_type: str, blocks: Iterable[Paragraph | Grid]) -> Document:
    """The document of a file's blocks.

    A row of short cells is one line, its cells apart by tabs; a row with a long cell is its cells one after another, as
    text that falls out of such a table reads.

    Raises:
        ReadError: there is no text in it.
    """
    lines: list[Line] = []
    tables = []

    def add(text: str, page: int | None) -> int:
        for part in clean(text).split("\n"):
            lines.append(Line(len(lines) + 1, part.rstrip(), page))
        return len(lines)

    for block in blocks:
        if isinstance(block, Paragraph):
            add(block.text, block.page)
        elif cells := list(_rows(block, lines, add)):
            tables.append(Table(tuple(cells), cells[0].first_line, cells[-1].last_line))
    if not any(line.text.strip() for line in lines):
        raise ReadError(path, "", "no text in this file; if it holds pictures of pages, run OCR first (such as ocrmypdf -l kor)")
    return Document(unicodedata.normalize("NFC", path.name), hashlib.sha256(data).hexdigest(), media_type, tuple(lines), tuple(tables))


def _rows(grid: Grid, lines: Sequence[Line], add: Callable[[str, int | None], int]) -> Iterable[Cell]:
    for number, row in enumerate(grid.rows):
        texts = [clean(text).strip("\n ") for text in row]
        if not any(texts):
            continue
        if all("\n" not in text and len(text) <= _LONGEST_CELL for text in texts):
            last = add("\t".join(texts).rstrip("\t"), grid.page_of(number))
            yield from (Cell(number, column, text, first_line=last, last_line=last) for column, text in enumerate(texts))
            continue
        for column, text in enumerate(texts):
            if text:
                first = len(lines) + 1
                yield Cell(number, column, text, first_line=first, last_line=add(text, grid.page_of(number)))
