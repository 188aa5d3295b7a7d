"""HWPX and HWP 5 files → document, by python-hwpx: paragraphs, and tables with their cells."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import ReadError
from kb.model import Document
from kb.readers.blocks import Grid, Paragraph, document
from kb.readers.package import package
from kb.readers.plain import data_of

_HWP5 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP3 = b"HWP Document File"


def read(path: Path) -> Document:
    """The paragraphs and tables of an HWPX or HWP 5 file.

    Raises:
        ReadError: as `package`; HWP 3, a distribution document, an encrypted or broken file.
    """
    data = data_of(path)
    if data.startswith(_HWP3):
        raise ReadError(path, "", "is HWP 3 (before 2000); open it in Hangul and save it as HWPX")
    media_type = "application/x-hwp" if data.startswith(_HWP5) else "application/hwp+zip"
    return document(path, data, media_type, list(_blocks(path, data if data.startswith(_HWP5) else package(path))))


def _blocks(path: Path, data: bytes) -> Iterator[Paragraph | Grid]:
    from hwpx import HwpxDocument
    from hwpx.errors import HwpxError
    from hwpx.opc.package import HwpxPackageError
    try:
        opened = HwpxDocument.open(io.BytesIO(data))
        for section in opened.sections:
            for paragraph in section.paragraphs:
                yield from _of(paragraph)
    except (HwpxError, HwpxPackageError) as error:
        raise ReadError(path, "", _advice(str(error))) from error
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OSError, SyntaxError, zipfile.BadZipFile, NotImplementedError) as error:
        raise ReadError(path, "", f"cannot be read as HWP or HWPX: {error}") from error


def _advice(reason: str) -> str:
    locked = any(word in reason.lower() for word in ("distribution", "encrypted", "password"))
    return f"{reason.rstrip('.')}; save it in Hangul without protection" if locked else f"cannot be read as HWP or HWPX: {reason}"


def _of(paragraph: Any) -> Iterator[Paragraph | Grid]:
    """A paragraph's own text, then the tables that stand in it."""
    tables = list(paragraph.tables)
    text = paragraph.text or ""
    if text.strip() or not tables:
        yield Paragraph(text)
    for table in tables:
        yield from _table(table)


def _table(table: Any) -> Iterator[Grid | Paragraph]:
    """A table's rows; a table that lays out others, one cell wide, is what stands in it."""
    cells = [cell for row in table.rows for cell in row.cells]
    if any(cell.tables for cell in cells) or len(cells) == 1:
        for cell in cells:
            for paragraph in cell.paragraphs:
                yield from _of(paragraph)
        return
    width = table.column_count
    rows = [[""] * width for _ in range(table.row_count)]
    for cell in cells:
        row, column = cell.address
        if row < len(rows) and column < width:
            rows[row][column] = "\n".join(paragraph.text or "" for paragraph in cell.paragraphs)
    yield Grid(tuple(map(tuple, rows)))
