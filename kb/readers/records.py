"""CSV file → document: its lines, and one table whose cells know their lines."""

import csv
import io
from pathlib import Path

from kb.errors import ReadError
from kb.model import Cell, Document, Table
from kb.readers import plain


def read(path: Path) -> Document:
    """The lines and the table of a CSV file; the delimiter is a comma, quotes are doubled.

    Raises:
        ReadError: as the plain reader, or a row has more cells than the head, or a cell is not closed.
    """
    text = plain.read(path)
    reader = csv.reader(io.StringIO("\n".join(line.text for line in text.lines)), strict=True)
    cells: list[Cell] = []
    width, row, before = 0, 0, 0
    try:
        for values in reader:
            first, before = before + 1, reader.line_num
            if not any(value.strip() for value in values):
                continue
            width = width or len(values)
            if len(values) > width:
                raise ReadError(path, f"line {first}", f"{len(values)} cells below a head of {width}")
            cells += [Cell(row, column, value.strip(), first_line=first, last_line=reader.line_num) for column, value in enumerate(values)]
            row += 1
    except csv.Error as error:
        raise ReadError(path, f"line {reader.line_num}", str(error)) from error
    return Document(text.name, text.sha256, "text/csv", text.lines, (Table(tuple(cells), 1, len(text.lines)),))
