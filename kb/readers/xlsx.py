"""Spreadsheets (XLSX, XLS, ODS) → document, by calamine: each sheet's name, and its rows as a table."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from kb.errors import ReadError
from kb.model import Document
from kb.readers.blocks import Grid, Paragraph, document
from kb.readers.package import package
from kb.readers.plain import data_of

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_CELLS = 5_000_000


def read(path: Path) -> Document:
    """The sheets of a spreadsheet, one after another.

    Raises:
        ReadError: as `package`; the file is broken, protected, or has more than five million cells.
    """
    from python_calamine import CalamineError, CalamineWorkbook
    data = package(path) if path.suffix.lower() != ".xls" else data_of(path)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        blocks = list(_blocks(path, workbook))
    except (CalamineError, ValueError, OSError) as error:
        raise ReadError(path, "", f"cannot be read as a spreadsheet: {error}") from error
    return document(path, data, _MEDIA_TYPE, blocks)


def _blocks(path: Path, workbook: Any) -> Iterator[Paragraph | Grid]:
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            raise ReadError(path, name, f"has more than {_MOST_CELLS:,} cells; not read")
        rows = tuple(tuple(map(shown, row)) for row in sheet.to_python(skip_empty_area=True))
        if any(any(row) for row in rows):
            yield Grid(rows)


def shown(value: object) -> str:
    """A cell's value as a reader sees it: whole numbers without a point, dates as ISO 8601."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
