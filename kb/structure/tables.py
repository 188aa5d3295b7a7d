"""Flattened table lines → cells: trailing numbers of a line, header phrases, unit notes near a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.korean.money import unit_note
from kb.korean.outline import split
from kb.korean.text import close_up, fold, name_key
from kb.structure.lines import Row

_HEAD = re.compile(r"구분|부서명?|과명|기관명?")
_LONGEST_CELL = 14
_VALUE = re.compile(r"^(?:[△▲+-]?\(?\d{1,3}(?:,\d{3})*(?:\.\d+)?\)?%?|[△▲+-]?\d+(?:\.\d+)?%?|-)$")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a flattened table: its label, its values as printed, the lines it stands on."""

    label: str
    values: tuple[str, ...]
    first: int
    last: int
    after: tuple[Row, ...] = ()


def values_behind(text: str) -> tuple[str, tuple[str, ...]]:
    """A line as label and trailing values: `현 원 52 23` → (`현 원`, (52, 23)); no values, an empty tuple."""
    tokens = fold(text).split()
    count = 0
    while count < len(tokens) and _VALUE.match(tokens[-1 - count]):
        count += 1
    cut = len(tokens) - count
    return " ".join(tokens[:cut]), tuple(tokens[cut:])


def records(rows: Sequence[Row], width: int, activities: bool = False) -> Iterator[Record]:
    """The records of a flattened table whose rows have `width` values.

    A label stands before its values, on their line or on the lines just above; the values may be
    broken over several lines. Text below the values is given as `after`.

    Args:
        activities: whether words may stand below a row's values that belong to it, and not to the next label.
    """
    return _Flattened(width, activities).read(rows)


class _Flattened:
    """What is held while the lines of a flattened table are put together."""

    def __init__(self, width: int, activities: bool) -> None:
        self.width, self.activities = width, activities
        self.paragraph: list[Row] = []
        self.label: list[Row] = []
        self.held: list[str] = []
        self.after: list[Row] = []
        self.pending: tuple[str, tuple[str, ...], int, int] | None = None
        self.started = False

    def read(self, rows: Sequence[Row]) -> Iterator[Record]:
        gap = False
        for row in rows:
            if row.blank and row.raw.strip() != "-":
                gap = True
                continue
            name, values = values_behind(row.raw)
            if gap and not values:
                self.after += self.paragraph
                self.paragraph = []
            gap = False
            if self._words(name, values):
                if self.held:
                    self.after, self.held, self.label = [*self.label, *self.after], [], []
                self.paragraph.append(row)
                continue
            yield from self._values(row, name, values)
        if self.pending:
            yield Record(*self.pending, (*self.after, *self.paragraph))

    def _words(self, name: str, values: tuple[str, ...]) -> bool:
        """Whether a line is words and not values of this table."""
        return not values or len(values) > self.width or (bool(name) and len(values) < self.width and not self.held and _wordy(name, values))

    def _values(self, row: Row, name: str, values: tuple[str, ...]) -> Iterator[Record]:
        if not self.held:
            if self.pending:
                yield Record(*self.pending, tuple(self.after))
                self.pending, self.after = None, []
            self.label = self._label(row, name)
            self.paragraph, self.after = [], []
        self.held += values
        if len(self.held) >= self.width:
            words = " ".join(piece for piece in (values_behind(one.raw)[0] for one in self.label) if piece)
            self.pending = (words, tuple(self.held[:self.width]), (self.label or [row])[0].number, row.number)
            self.held, self.started = [], True

    def _label(self, row: Row, name: str) -> list[Row]:
        """The rows of a label: those just above where the line has none, or where its first words stand there."""
        if not name:
            return self.paragraph
        unmarked = 0 < len(self.paragraph) <= 2 and not any(one.mark.sign for one in self.paragraph)
        wrapped = _continues(self.paragraph, name) or (unmarked and not (self.activities and self.started))
        return [*self.paragraph, row] if wrapped else [row]


def _wordy(name: str, values: tuple[str, ...]) -> bool:
    """Whether a line of words that happens to end in a small number is no table row: `총 2`."""
    return len(values) == 1 and not re.search(r"[,-]", values[0]) and len(values[0]) < 3 and len(name) > 0


def _continues(paragraph: Sequence[Row], name: str) -> bool:
    """Whether a paragraph just above is the first part of a label that ends on this line."""
    return bool(paragraph) and not paragraph[-1].mark.sign and name.startswith("(") and len(paragraph) <= 2


def factor_near(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The won per unit that a note among the rows gives, and the note's line."""
    for row in rows:
        if factor := unit_note(row.raw):
            return factor, row.number
    return None


def is_header(row: Row, *words: str) -> bool:
    """Whether a row is a table header that holds one of the words, in any spacing."""
    key = name_key(close_up(row.raw))
    return any(word in key for word in words) and not values_behind(row.raw)[1]


def upright(rows: Sequence[Row]) -> list[Row]:
    """Rows of a section; a table that came out one cell a line is put together again, each of its rows with the line of its last cell.

    Such a table begins with a head of words, and every row below has a word and then a number for each further column.
    """
    found: list[Row] = []
    at = 0
    while at < len(rows):
        run = [row for row in rows[at:next((index for index in range(at, len(rows)) if not rows[index].blank and not _is_cell(rows[index])), len(rows))] if not row.blank]
        grid = _regular(run) if _HEAD.fullmatch(name_key(rows[at].text)) else []
        if grid:
            found += [replace(cells[-1] if number else cells[0], raw=(joined := " ".join(close_up(cell.raw) for cell in cells)), mark=split(joined)) for number, cells in enumerate(grid)]
            at = rows.index(grid[-1][-1]) + 1
        else:
            found.append(rows[at])
            at += 1
    return found


def _is_cell(row: Row) -> bool:
    text = close_up(row.raw)
    return not row.mark.sign and len(text) <= _LONGEST_CELL and (" " not in text or bool(_VALUE.match(text)))


def _regular(run: Sequence[Row]) -> list[list[Row]]:
    """A run of cells as rows, the head first; nothing where they are no table of words and numbers."""
    numeric = [bool(_VALUE.match(fold(row.raw).strip())) for row in run]
    width = next((index - 1 for index, value in enumerate(numeric) if value), 0)
    if width < 2:
        return []
    grid = [list(run[start:start + width]) for start in range(0, len(run), width)]
    flags = [numeric[start:start + width] for start in range(0, len(run), width)]
    whole = 1 + next((index for index, row in enumerate(flags[1:]) if row != [False] + [True] * (width - 1)), len(flags) - 1)
    return grid[:whole] if whole > 1 else []
