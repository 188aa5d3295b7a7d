"""Tables with cells of their own: their head by the words of a scheme, the cells of a row by role, the unit of a column's amounts."""

import re
from collections.abc import Collection, Iterator, Mapping

from kb.errors import AmountError
from kb.korean.money import unit_note, won
from kb.korean.text import fold, name_key
from kb.model import Cell, Passage, Table
from kb.structure.reading import Reading
from kb.vocabulary import scheme

_HEAD_ROWS, _LEAST_CELLS, _NOTE_LINES = 3, 3, 4
_LONGEST_HEAD = 40
_TOTALS = frozenset(("계", "합계", "총계", "소계"))
_NONE = frozenset(("", "-", "–", "없음", "해당없음", "미정"))
# Role → its column and the words of its head.
Roles = dict[str, tuple[int, str]]


def roles(row: Mapping[int, Cell], columns: str) -> Roles:
    """What each column of a head holds, by the words of a scheme of columns; brackets behind the words aside."""
    found: Roles = {}
    known = scheme(columns)
    for column, cell in row.items():
        if not cell.text or len(cell.text) > _LONGEST_HEAD:
            continue
        words = " ".join(cell.text.split())
        concept = known.find(words) or ("(" in words and known.find(re.sub(r"\s*\([^()]*\)\s*$", "", words)) or None)
        if concept:
            found.setdefault(concept.id, (column, words))
    return found


def heads(table: Table, columns: str) -> Iterator[tuple[int, Roles]]:
    """The first rows of a table, each with what its words say of the columns."""
    rows = table.rows()
    # A title or a note that stands in the table's own rows fills a cell or two.
    wide = [number for number in sorted(rows) if sum(bool(cell.text.strip()) for cell in rows[number].values()) >= _LEAST_CELLS]
    for number in wide[:_HEAD_ROWS]:
        yield number, roles(rows[number], columns)


def records(table: Table, head: int, columns: Roles, name: str = "name") -> Iterator[dict[str, Cell]]:
    """The rows below a head as role → cell, without cells that say nothing, and without rows that name nothing or are sums."""
    rows = table.rows()
    for number in sorted(row for row in rows if row > head):
        cells = {role: cell for role, (column, _) in columns.items() if (cell := rows[number].get(column)) and words(cell) not in _NONE}
        if name in cells and name_key(cells[name].text) not in _TOTALS:
            yield cells


def words(cell: Cell) -> str:
    """A cell's text on one line."""
    return " ".join(cell.text.split())


def place(reading: Reading, cell: Cell) -> Passage:
    """The lines that a cell stands on."""
    return reading.document.passage(cell.first_line, cell.last_line)


def factor(reading: Reading, table: Table, head: str) -> int | None:
    """Won per unit of a column: what its head says, else the nearest note above the table; None where none does."""
    above = [row.raw for row in reading.lines.rows[max(0, table.first_line - 1 - _NOTE_LINES):table.first_line + _NOTE_LINES]]
    named = re.search(r"\(\s*(?:단위\s*:\s*)?((?:백|천|만|십|억)*\s*만?원)\s*\)", head)
    return next((found for line in [f"단위: {named[1]}" if named else "", *reversed(above)] if (found := unit_note(line))), None)


def amount(reading: Reading, table: Table, head: str, cell: Cell) -> int:
    """The whole won that a cell of a column prints.

    Raises:
        AmountError: it is no amount, or nothing says in what unit it is.
    """
    printed, per = words(cell), factor(reading, table, head)
    if per is None and re.fullmatch(r"[\d,.\s]+", fold(printed)):
        raise AmountError(f"금액의 단위를 알 수 없음 (unit of the amount not known): {printed}")
    return won(printed, per or 1)


def lines_above(reading: Reading, table: Table) -> list[str]:
    """The few lines above a table, from the top."""
    return [row.text for row in reading.lines.rows[max(0, table.first_line - 1 - _NOTE_LINES):table.first_line - 1]]


def held(found: Roles, *wanted: Collection[str]) -> bool:
    """Whether the head has every role of at least one of the sets."""
    return any(set(one) <= found.keys() for one in wanted)
