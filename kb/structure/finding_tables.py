"""Tables whose head names the parts of findings → the findings of their rows, wherever the table comes from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.korean.outline import split
from kb.korean.text import name_key
from kb.model import Cell, Table
from kb.structure.finding_parts import Block, category_above, category_word
from kb.structure.lines import Row
from kb.structure.reading import Reading, unit_level
from kb.vocabulary import Concept, Scheme, scheme

_MARKS = frozenset("○●◎√✓✔VvOo1")
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Head:
    """A table's head: its row, what its columns hold, and the states that are columns of their own."""

    row: int
    roles: Mapping[int, str]
    words: Mapping[int, str]
    states: Mapping[int, Concept]


def blocks(reading: Reading) -> list[Block]:
    """The findings of every table of findings in a document, in order, numbered from 1; none where it has no such table."""
    found: list[Block] = []
    for table in reading.document.tables:
        rows = table.rows()
        if head := _head(rows):
            found += _findings(reading, rows, head, table)
    for number, block in enumerate(found, 1):
        block.number = number
    return found


def _head(rows: Mapping[int, Mapping[int, Cell]]) -> _Head | None:
    """The head among the first rows: a demand, and a state, a reply or a department beside it."""
    columns, states = scheme("finding-column"), scheme("finding-status")
    wide = [number for number in sorted(rows) if sum(bool(cell.text.strip()) for cell in rows[number].values()) > 1]
    for number in wide[:_HEAD_ROWS]:
        roles, words, marked = {}, {}, {}
        for column, cell in rows[number].items():
            if concept := _known(columns, cell.text):
                roles[column], words[column] = concept.id, " ".join(cell.text.split())
            elif state := states.find(cell.text):
                marked[column] = state
        held = set(roles.values())
        if "demand" in held and (held & {"state", "action", "mixed", "plan"} or "unit" in held and "number" in held or len(marked) > 1):
            return _Head(number, roles, words, marked)
    return None


def _known(columns: Scheme, text: str) -> Concept | None:
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text.strip())
    return columns.find(text) or (columns.find(bare) if bare else None)


def _findings(reading: Reading, rows: Mapping[int, Mapping[int, Cell]], head: _Head, table: Table) -> Iterator[Block]:
    head = _of_states(rows, head)
    above, above_line = category_above(reading.lines.rows[:max(table.first_line - 1, 0)])
    held: tuple[Concept | None, int] = (None, 0)
    block: Block | None = None
    for number in sorted(row for row in rows if row > head.row):
        cells = {role: cell for column, role in head.roles.items() if (cell := rows[number].get(column)) and cell.text.strip()}
        if "category" in cells:
            category = category_word(cells["category"].text)
            held = (category, cells["category"].first_line) if category else held
        if "demand" not in cells:
            # The demand's cell reaches over several rows: their replies are its.
            if block is not None and "number" not in cells:
                _fill(block, rows[number], head)
            continue
        if block is not None:
            yield block
        column = next(column for column, role in head.roles.items() if role == "demand")
        # `건의사항` says what kind its findings are, `지적사항` says only that they are findings.
        own = None if name_key(head.words[column]).startswith("지적") else scheme("finding-category").find(head.words[column])
        line = rows[head.row][column].first_line
        category, category_line = held if held[0] else (above, above_line) if above else (own, line)
        block = Block(category, category_line or line, _lines(cells["demand"]), [])
        _fill(block, rows[number], head)
    if block is not None:
        yield block


def _of_states(rows: Mapping[int, Mapping[int, Cell]], head: _Head) -> _Head:
    """The head with a column for categories taken for the states that it holds, where it has no other."""
    if "state" in head.roles.values():
        return head
    for column in (column for column, role in head.roles.items() if role == "category"):
        held = [cell.text for number, row in rows.items() if number > head.row and (cell := row.get(column)) and cell.text.strip()]
        if held and all(scheme("finding-status").find(text) and not scheme("finding-category").find(text) for text in held):
            return _Head(head.row, {**head.roles, column: "state"}, head.words, head.states)
    return head


def _fill(block: Block, cells: Mapping[int, Cell], head: _Head) -> None:
    """Departments, state and replies of one row into its finding."""
    for column, role in head.roles.items():
        cell = cells.get(column)
        if cell is None or not cell.text.strip():
            continue
        if role == "unit":
            names = [name.strip() for name in re.split(r"[/,·、\n]|\s및\s", re.sub(r"\([^()]*\)", "", cell.text))]
            block.units += [(name, cell.first_line) for name in names if unit_level(name)]
        elif role == "state" and block.status_row is None:
            text = " ".join(cell.text.split())
            block.status_text, block.status_row = text, _lines(cell)[0]
            bare = re.sub(r"\s*\([^()]*\)\s*$", "", text)
            block.status = scheme("finding-status").find(text) or scheme("finding-status").find(bare)
        elif role in ("action", "mixed", "plan"):
            block.replies.append((_label(role, head.words[column], cell), _lines(cell)))
    for column, state in head.states.items():
        cell = cells.get(column)
        if cell is not None and cell.text.strip() in _MARKS and block.status_row is None:
            block.status, block.status_text, block.status_row = state, state.label, _lines(cell)[0]


def _label(role: str, words: str, cell: Cell) -> Row:
    """The head of a column as the label that replies stand under; a word that labels are not known by gives way to one that is."""
    wanted = {"action": "finding-action", "plan": "finding-plan", "mixed": "finding-mixed"}[role]
    known = any(concept.id == wanted for concept in scheme("section").all(words))
    shown = words if known else scheme("section")[wanted].label
    return Row(cell.first_line, shown, split(shown), frozenset(), "")


def _lines(cell: Cell) -> list[Row]:
    """A cell's lines as rows, each with the line of the document on which it stands."""
    texts = cell.text.split("\n")
    apart = cell.last_line - cell.first_line + 1 == len(texts)
    return [Row(cell.first_line + (index if apart else 0), text, split(text), frozenset(), "") for index, text in enumerate(texts)]


def first_line(reading: Reading) -> int | None:
    """The line where the first table of findings begins."""
    return next((table.first_line for table in reading.document.tables if _head(table.rows())), None)


def title_line(rows: Sequence[Row], before: int) -> int:
    """The nearest line above a table that names an audit; the table's own where none does."""
    return next((row.number for row in reversed(rows[:before]) if "감사" in row.text and len(row.text) < 60), before)
