"""Flattened table lines → cells: trailing numbers of a line, header phrases, unit notes near a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.korean.money import unit_note
from kb.korean.text import close_up, fold, name_key
from kb.structure.lines import Row

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

    Args:
        activities: whether words may stand below a row's values that belong to it, and not to the next label.

    A label stands before its values, on their line or on the lines just above; the values may be
    broken over several lines. Text below the values is given as `after`.
    """
    paragraph: list[Row] = []
    held: list[str] = []
    label: list[Row] = []
    pending: tuple[str, tuple[str, ...], int, int] | None = None
    after: list[Row] = []
    last_blank = started = False
    for row in rows:
        if row.raw.strip() == "" or row.blank and row.raw.strip() != "-":
            last_blank = True
            continue
        name, values = values_behind(row.raw)
        if last_blank and not values:
            after += paragraph
            paragraph = []
        last_blank = False
        if not values or len(values) > width or (name and len(values) < width and not held and _wordy(name, values)):
            if held:
                after, held, label = [*label, *after], [], []
            paragraph.append(row)
            continue
        if not held:
            if pending:
                yield Record(*pending, tuple(after))
                pending, after = None, []
            wrapped = _continues(paragraph, name) or (not activities or not started) and 0 < len(paragraph) <= 2 and not any(one.mark.sign for one in paragraph)
            label = paragraph if not name else [*paragraph, row] if wrapped else [row]
            if name and label == [row]:
                after += paragraph
                if pending is None and after:
                    after = []
            paragraph = []
            start = (label or [row])[0].number
        held += values
        if len(held) >= width:
            text = " ".join(piece for piece in (values_behind(one.raw)[0] for one in label) if piece)
            pending, after = (text, tuple(held[:width]), start, row.number), []
            held, started = [], True
    if pending:
        yield Record(*pending, (*after, *paragraph))


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
