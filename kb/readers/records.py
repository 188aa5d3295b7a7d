"""CSV file → document: its lines, and one table whose cells know their lines."""

import csv
import io
import re
from pathlib import Path

from kb.errors import ReadError
from kb.model import Cell, Document, Table
from kb.readers import plain

_DELIMITERS = ",;\t|"


def read(path: Path) -> Document:
    """The lines and the table of a CSV file; cells are parted by commas, semicolons, tabs or bars, whichever the head has most of; quotes are doubled.

    Raises:
        ReadError: as the plain reader, or a row has more cells than the head, or a cell is not closed.
    """
    text = plain.read(path)
    head = next((line.text for line in text.lines if line.text.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda sign: (re.sub(r'"[^"]*"', "", head).count(sign), -_DELIMITERS.index(sign)))
    reader = csv.reader(io.StringIO("\n".join(line.text for line in text.lines)), strict=True, delimiter=delimiter)
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
