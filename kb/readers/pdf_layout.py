"""Letters and rules of a page → its lines, tables and boxes, by where they stand.

The rules make cells by pdfplumber's algorithm (its text is not used: PDFium knows Korean fonts better). What stands in no
cell is lines from top to bottom; two columns of running text beside each other become the rows of a table.
"""

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kb.readers.blocks import Grid, Paragraph
from kb.readers.pdf_marks import Letter, Rule

Box = tuple[float, float, float, float]

_SNAP, _JOIN = 3.0, 4.0
_MOST_CROSSINGS = 8000
# In parts of a letter's size: a gap that is a space, and one between columns.
_SPACE, _COLUMN = 0.25, 1.8
# In parts of the distance that most lines that stand close have: one that leaves a line empty.
_EMPTY = 1.7
# A frame wider than this part of the page's text frames text; a narrower one is a box of a chart.
_WIDE = 0.45
# What begins with a sign is a line of its own.
_SIGN = re.compile(r"[^\w\s(「『《<\[‘“\"'%~]|ㅇ\s|\d{1,2}[.)]\s|[가-하][.)]\s")
# Marks where a cell's line broke for want of room: a full line, perhaps within a word, and one that had room for a letter.
FULL, LOOSE = "\x1e", "\x1f"
_LEAST_COLUMN_LINES, _LEAST_COLUMN_TEXT = 3, 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters on one base line without a column's gap in it."""

    text: str
    left: float
    right: float
    base: float
    size: float


def blocks(letters: Sequence[Letter], rules: Sequence[Rule], page: int) -> list[Paragraph | Grid]:
    """The lines and tables of a page in reading order."""
    if not letters:
        return []
    tables, boxes = _cells(rules, max(one.right for one in letters) - min(one.left for one in letters))
    holders = [cell for table in tables for cell in table] + boxes
    held: dict[Box | None, list[Letter]] = {}
    for letter in letters:
        held.setdefault(_holder(letter, holders), []).append(letter)
    placed: list[tuple[float, float, list[Paragraph | Grid]]] = []
    for table in tables:
        if grid := _grid(table, held, page):
            placed.append((min(cell[1] for cell in table), min(cell[0] for cell in table), [grid]))
    for box in boxes:
        if box in held:
            placed.append((box[1], box[0], [Paragraph(text, page) for text in _joined(_texts(held[box]), box)]))
    lines = _lines(held.get(None, []))
    gaps = [after[0].base - before[0].base for before, after in zip(lines, lines[1:], strict=False)]
    empty = sorted(gaps)[len(gaps) // 4] * _EMPTY if gaps else 0.0
    last = 0.0
    for run in _runs(lines):
        # Where a line's room or more is left free, the text has an empty line.
        apart = [Paragraph("", page)] if last and run[0][0].base - last > empty else []
        placed.append((run[0][0].base - run[0][0].size, run[0][0].left, [*apart, *_of_run(run, page)]))
        last = run[-1][0].base
    return [block for _, _, found in sorted(placed, key=lambda one: (round(one[0] / _JOIN), one[1])) for block in found]


def _cells(rules: Sequence[Rule], width: float) -> tuple[list[list[Box]], list[Box]]:
    """The tables, each as its cells, and the narrow boxes that stand alone."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
    edges = [_edge(rule) for rule in rules]
    if not edges:
        return [], []
    edges = merge_edges(edges, _SNAP, _SNAP, _JOIN, _JOIN)
    edges = merge_edges(edges + [_edge(rule) for rule in _open_sides(edges)], _SNAP, _SNAP, _JOIN, _JOIN)
    along = sum(edge["orientation"] == "h" for edge in edges)
    # A plan or a map crosses its lines too often to be a table, and looking for cells in it would take minutes.
    if along * (len(edges) - along) > _MOST_CROSSINGS:
        return [], []
    cells = [cell for cell in intersections_to_cells(edges_to_intersections(edges, _JOIN, _JOIN)) if cell[2] - cell[0] > _SNAP and cell[3] - cell[1] > _SNAP]
    tables = cells_to_tables(cells)
    in_tables = {cell for table in tables for cell in table}
    return tables, [cell for cell in cells if cell not in in_tables and cell[2] - cell[0] < width * _WIDE]


def _edge(rule: Rule) -> dict[str, Any]:
    along = rule.top == rule.bottom
    return {"x0": rule.left, "x1": rule.right, "top": rule.top, "bottom": rule.bottom, "width": rule.right - rule.left, "height": rule.bottom - rule.top,
            "orientation": "h" if along else "v", "object_type": "line"}


def _open_sides(edges: Sequence[dict[str, Any]]) -> Iterator[Rule]:
    """The sides that a table open to the left and right lacks: where several of its lines begin, or end, one under another, and none runs down."""
    along = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    for end, other in (("x0", "x1"), ("x1", "x0")):
        for group in _stacked(along, end):
            top, bottom, at = group[0]["top"], group[-1]["top"], group[0][end]
            inside = [edge for edge in down if edge["bottom"] > top + _SNAP and edge["top"] < bottom - _SNAP
                      and min(at, group[0][other]) - _SNAP <= edge["x0"] <= max(at, group[0][other]) + _SNAP]
            if len(group) > 1 and inside and not any(abs(edge["x0"] - at) <= _JOIN for edge in inside):
                yield Rule(at, top, at, bottom)


def _stacked(along: Sequence[dict[str, Any]], end: str) -> Iterator[list[dict[str, Any]]]:
    """Lines that have one end in common, from top to bottom."""
    group: list[dict[str, Any]] = []
    for edge in sorted(along, key=lambda one: (round(one[end] / _SNAP), one["top"])):
        if group and abs(edge[end] - group[-1][end]) > _SNAP:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _holder(letter: Letter, cells: Iterable[Box]) -> Box | None:
    x, y = (letter.left + letter.right) / 2, letter.base - letter.size * 0.3
    found = [cell for cell in cells if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]]
    return min(found, key=lambda cell: (cell[2] - cell[0]) * (cell[3] - cell[1]), default=None)


def _lines(letters: Iterable[Letter]) -> list[list[Piece]]:
    """Letters → lines from top to bottom, each as its pieces from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: one.base):
        if rows and letter.base - rows[-1][0].base <= min(letter.size, rows[-1][0].size) * 0.45:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    found = [list(_pieces(sorted(row, key=lambda one: one.left))) for row in rows]
    return [line for line in found if line]


def _pieces(row: Sequence[Letter]) -> Iterator[Piece]:
    text, start, last, spaced = "", None, None, False
    # Letters set narrower than their font says overlap; a space between them is the smaller.
    usual = statistics.median([(after.left - before.right) / before.size for before, after in zip(row, row[1:], strict=False)] or [0.0])
    for letter in row:
        if letter.text.isspace():
            spaced = bool(text)
            continue
        if start is not None and last is not None:
            if letter.text == last.text and letter.left - last.left < letter.size * 0.15:
                continue
            gap = (letter.left - last.right) / letter.size
            if gap > _COLUMN:
                yield Piece(text, start.left, last.right, start.base, start.size)
                text, start, spaced = "", None, False
            elif spaced or gap - max(-0.5, min(0.0, usual)) > _SPACE:
                text += " "
        text, start, last, spaced = text + letter.text, start or letter, letter, False
    if start is not None and last is not None:
        yield Piece(text, start.left, last.right, start.base, start.size)


def _texts(letters: Iterable[Letter]) -> list[Piece]:
    """The lines of a cell, each as one piece."""
    return [Piece(" ".join(piece.text for piece in line), line[0].left, line[-1].right, line[0].base, line[0].size) for line in _lines(letters)]


def _joined(lines: Sequence[Piece], cell: Box) -> list[str]:
    """The lines of a cell, put together where the next word had no room; a word of one letter a line is a word."""
    if len(lines) > 1 and all(len(line.text) == 1 for line in lines):
        return ["".join(line.text for line in lines)]
    found: list[str] = []
    inner = min((line.left - cell[0] for line in lines), default=0.0)
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        room = cell[2] - inner - before.right if before else 0.0
        # `(2023.` above `9. 1.)` is one date.
        opened = _SIGN.match(line.text) and not (before and before.text.endswith(".") and before.text[-2:-1].isdigit())
        if before is None or opened or len(line.text.split()[0]) * line.size < room:
            found.append(line.text)
        else:
            found[-1] += (FULL if room < line.size * 0.85 else LOOSE) + line.text
    return found


def _grid(table: Sequence[Box], held: dict[Box | None, list[Letter]], page: int) -> Grid | None:
    lefts, tops = sorted({cell[0] for cell in table}), sorted({cell[1] for cell in table})
    rows = [[""] * len(lefts) for _ in tops]
    for cell in table:
        rows[tops.index(cell[1])][lefts.index(cell[0])] = "\n".join(_joined(_texts(held.get(cell, [])), cell))
    return Grid(tuple(map(tuple, rows)), page) if any(map(any, rows)) else None


def _runs(lines: Sequence[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Lines in runs: those that one gutter parts into two columns together, every other line by itself."""
    at = 0
    while at < len(lines):
        end = _columns(lines, at)
        yield list(lines[at:end])
        at = end


def _columns(lines: Sequence[list[Piece]], start: int) -> int:
    """Where the two columns that begin at a line end; the next line where there are none."""
    if len(lines[start]) != 2:
        return start + 1
    low, high = lines[start][0].right, lines[start][1].left
    end, last = start + 1, start + 1
    while end < len(lines) and lines[end][0].base - lines[end - 1][0].base < lines[end][0].size * 4:
        line = lines[end]
        if len(line) == 2 and max(low, line[0].right) + line[0].size * 0.8 < min(high, line[1].left):
            low, high = max(low, line[0].right), min(high, line[1].left)
            last = end + 1
        elif len(line) != 1 or not (line[0].right < high - line[0].size * 0.5 and line[0].left < low or line[0].left > low and line[0].left >= high - line[0].size):
            break
        else:
            last = end + 1
        end += 1
    both = [line for line in lines[start:last] if len(line) == 2]
    running = len(both) >= _LEAST_COLUMN_LINES and all(statistics.median(len(line[side].text) for line in both) >= _LEAST_COLUMN_TEXT for side in (0, 1))
    return last if running else start + 1


def _of_run(run: Sequence[list[Piece]], page: int) -> Iterator[Paragraph | Grid]:
    if len(run) == 1:
        yield Paragraph("\t".join(piece.text for piece in run[0]), page)
        return
    middle = min(line[1].left for line in run if len(line) == 2)
    gaps = [after[0].base - before[0].base for before, after in zip(run, run[1:], strict=False)]
    usual = statistics.median(gaps)
    rows: list[tuple[list[str], list[str]]] = [([], [])]
    for line, gap in zip(run, [0.0, *gaps], strict=True):
        if gap > usual * 1.5:
            rows.append(([], []))
        for piece in line:
            rows[-1][piece.left >= middle - piece.size].append(piece.text)
    yield Grid(tuple(("\n".join(left), "\n".join(right)) for left, right in rows), page)
