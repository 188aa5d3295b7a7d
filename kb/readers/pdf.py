"""PDF files with text → document, by pypdfium2: the lines of each page in the order in which the file writes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import ReadError
from kb.model import Document
from kb.readers.blocks import Paragraph, document
from kb.readers.plain import data_of

_MOST_PAGES = 3000


def read(path: Path) -> Document:
    """The lines of a PDF, each with its page.

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
        return document(path, data, "application/pdf", list(_lines(path, opened)))


def _lines(path: Path, opened: Any) -> Iterator[Paragraph]:
    import pypdfium2
    for number in range(len(opened)):
        try:
            page = opened[number]
            text = page.get_textpage().get_text_range()
        except pypdfium2.PdfiumError as error:
            raise ReadError(path, f"page {number + 1}", f"cannot be read: {error}") from error
        # A soft break of pdfium, inside a word, is U+FFFE; what is left of it in the text says nothing.
        for line in text.replace("\ufffe", "").splitlines():
            yield Paragraph(line, number + 1)
