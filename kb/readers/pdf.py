"""PDF files with text → document, by pypdfium2: every page's letters and rules, put together by where they stand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import ReadError
from kb.model import Document
from kb.readers import pdf_layout, pdf_marks, pdf_pages
from kb.readers.blocks import Grid, Paragraph, document
from kb.readers.plain import data_of

_MOST_PAGES = 3000


def read(path: Path) -> Document:
    """The lines and tables of a PDF, each with its page.

    Raises:
        ReadError: as `data_of`; an encrypted or broken file, one without text, or one of more than 3,000 pages.
    """
    import pypdfium2
    data = data_of(path)
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ReadError(path, "", "is encrypted; save it without a password" if locked else f"cannot be read as PDF: {error}") from error
    with opened:
        if len(opened) > _MOST_PAGES:
            raise ReadError(path, "", f"has {len(opened):,} pages; the limit is {_MOST_PAGES:,}: read it in parts")
        return document(path, data, "application/pdf", pdf_pages.one(list(_blocks(path, opened))))


def _blocks(path: Path, opened: Any) -> Iterator[list[Paragraph | Grid]]:
    import pypdfium2
    for number in range(len(opened)):
        try:
            page = opened[number]
            letters, rules = pdf_marks.letters(page), pdf_marks.rules(page)
        except pypdfium2.PdfiumError as error:
            raise ReadError(path, f"page {number + 1}", f"cannot be read: {error}") from error
        yield pdf_layout.blocks(letters, rules, number + 1)
        page.close()
