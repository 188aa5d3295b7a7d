"""DOCX files → document, by python-docx: paragraphs and tables in their order."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import ReadError
from kb.model import Document
from kb.readers.blocks import Grid, Paragraph, document
from kb.readers.package import package

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(path: Path) -> Document:
    """The paragraphs and tables of a DOCX file.

    Raises:
        ReadError: as `package`, or the file is broken.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    data = package(path)
    try:
        blocks = list(_blocks(docx.Document(io.BytesIO(data))))
    except (KeyError, ValueError, AttributeError, IndexError, SyntaxError, zipfile.BadZipFile, PackageNotFoundError) as error:
        raise ReadError(path, "", f"cannot be read as DOCX: {error}") from error
    return document(path, data, _MEDIA_TYPE, blocks)


def _blocks(holder: Any) -> Iterator[Paragraph | Grid]:
    from docx.table import Table
    for block in holder.iter_inner_content():
        if not isinstance(block, Table):
            yield Paragraph(block.text)
            continue
        rows: list[tuple[str, ...]] = []
        # Held, since an element that nobody holds gives its identity away.
        seen: dict[int, Any] = {}
        for row in block.rows:
            texts = []
            for cell in row.cells:
                # A merged cell comes again in every row and column that it covers.
                texts.append("" if id(cell._tc) in seen else cell.text)
                seen[id(cell._tc)] = cell._tc
            rows.append(tuple(texts))
        yield Grid(tuple(rows))
