"""Paths → documents: one format a file, one line in READERS."""

from collections.abc import Callable
from pathlib import Path

from kb.errors import ReadError
from kb.model import Document
from kb.readers import docx, html, hwp, ocds, pdf, plain, records, xlsx

Reader = Callable[[Path], Document]

READERS: dict[str, Reader] = {".txt": plain.read, ".text": plain.read, ".md": plain.read, "": plain.read, ".csv": records.read, ".json": ocds.read,
                             ".pdf": pdf.read, ".hwpx": hwp.read, ".hwp": hwp.read, ".docx": docx.read,
                             ".xlsx": xlsx.read, ".xlsm": xlsx.read, ".ods": xlsx.read, ".xls": xlsx.read, ".html": html.read, ".htm": html.read}


def read(path: Path) -> Document:
    """The document in a file, by the reader of its extension.

    Raises:
        ReadError: no reader for the extension, or the file cannot be read.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(extension for extension in READERS if extension))
        raise ReadError(path, "", f"no reader for {path.suffix} files (known: {known}); save the text as UTF-8 .txt")
    return reader(path)


def readable(folder: Path) -> list[Path]:
    """The files below a folder that some reader takes, sorted by name; hidden ones are passed over."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in READERS and path.suffix
                  and not any(part.startswith(".") for part in path.relative_to(folder).parts))
