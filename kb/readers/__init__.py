"""Paths → documents: one format a file, one line in READERS."""

from collections.abc import Callable
from pathlib import Path

from kb.errors import ReadError
from kb.model import Document
from kb.readers import docx, html, hwp, ocds, pdf, plain, records, xlsx

# A page of dense print has some 3,000 characters; rules that look for a word's surroundings take longer the longer a line is.
LONGEST_LINE = 20_000
# Some 1,700 pages; what is read of so many lines takes 300 MB.
MOST_LINES = 100_000

Reader = Callable[[Path], Document]

READERS: dict[str, Reader] = {".txt": plain.read, ".text": plain.read, ".md": plain.read, "": plain.read, ".csv": records.read, ".json": ocds.read,
                             ".pdf": pdf.read, ".hwpx": hwp.read, ".hwp": hwp.read, ".docx": docx.read,
                             ".xlsx": xlsx.read, ".xlsm": xlsx.read, ".ods": xlsx.read, ".xls": xlsx.read, ".html": html.read, ".htm": html.read}


def read(path: Path) -> Document:
    """The document in a file, by the reader of its extension.

    Raises:
        ReadError: no reader for the extension, the file cannot be read, it has more than MOST_LINES lines, or one longer than LONGEST_LINE.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(extension for extension in READERS if extension))
        raise ReadError(path, "", f"no reader for {path.suffix} files (known: {known}); save the text as UTF-8 .txt")
    document = reader(path)
    if len(document.lines) > MOST_LINES:
        raise ReadError(path, "", f"{len(document.lines):,} lines; the limit is {MOST_LINES:,}: read it in parts")
    if document.media_type != "application/json" and (long := next((line for line in document.lines if len(line.text) > LONGEST_LINE), None)):
        raise ReadError(path, f"line {long.number}", f"{len(long.text):,} characters; the limit is {LONGEST_LINE:,}: no report has such lines")
    return document


def readable(folder: Path) -> list[Path]:
    """The files below a folder that some reader takes, sorted by name; hidden ones are passed over."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in READERS and path.suffix
                  and not any(part.startswith(".") for part in path.relative_to(folder).parts))
