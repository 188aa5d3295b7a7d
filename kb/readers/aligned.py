"""Lines of text whose cells stand apart by tabs, upright lines or several spaces → the tables that they are."""

import re
from collections.abc import Sequence

from kb.model import Cell, Line, Table

_LEAST_CELLS, _LEAST_ROWS = 3, 2
_UPRIGHT = re.compile(r"\s*[|｜│┃]\s*")
_RULE = re.compile(r"[\s|｜│┃+=─━┼├┤┌┐└┘┬┴:-]+")
_GAP = re.compile(r"\s{2,}")
# A line that breaks the count of cells so near before the table goes on is part of a row: such a table is read as flowing text.
_NEAR = 3


def tables(lines: Sequence[Line]) -> tuple[Table, ...]:
    """The tables of a text: runs of lines with the same number of cells, three or more, blank lines and rules aside.

    A run in which the cells of some row are broken over lines gives no table: nothing is guessed.
    """
    found: list[Table] = []
    at = 0
    while at < len(lines):
        cells = _cells(lines[at].text)
        if len(cells) < _LEAST_CELLS:
            at += 1
            continue
        rows, end = _run(lines, at, len(cells))
        if len(rows) >= _LEAST_ROWS and not _goes_on(lines, end, len(cells)):
            found.append(Table(tuple(Cell(number, column, text, first_line=line, last_line=line) for number, (line, texts) in enumerate(rows) for column, text in enumerate(texts)),
                               rows[0][0], rows[-1][0]))
        at = max(end, at + 1)
    return tuple(found)


def _run(lines: Sequence[Line], start: int, width: int) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows from a line on that have so many cells, each with its line's number, and where they end."""
    rows: list[tuple[int, list[str]]] = []
    index = last = start
    while index < len(lines):
        text = lines[index].text
        if not text.strip() or _RULE.fullmatch(text):
            index += 1
            if index - last > 2:
                break
            continue
        cells = _cells(text)
        if len(cells) != width:
            break
        rows.append((lines[index].number, cells))
        index += 1
        last = index
    return rows, last


def _goes_on(lines: Sequence[Line], end: int, width: int) -> bool:
    between = [line for line in lines[end:end + _NEAR] if line.text.strip()]
    return any(len(_cells(line.text)) == width for line in between[1:]) if between else False


def _cells(text: str) -> list[str]:
    bare = text.strip()
    if not bare or _RULE.fullmatch(bare):
        return []
    if bare.count("|") + bare.count("│") + bare.count("┃") + bare.count("｜") > 1:
        return [cell.strip() for cell in _UPRIGHT.split(bare.strip("|｜│┃"))]
    if "\t" in bare:
        return [cell.strip() for cell in text.rstrip().split("\t")]
    return _GAP.split(bare)
