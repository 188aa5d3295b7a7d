"""Text file → document: UTF-8, UTF-16 or CP949, NFC or NFD, any line ending."""

import codecs
import hashlib
import re
import unicodedata
from pathlib import Path

from kb.errors import ReadError
from kb.model import Document, Line
from kb.readers import aligned

LARGEST = 50 * 1024 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(path: Path, also: tuple[str, ...] = ()) -> Document:
    """The lines of a text file, in NFC.

    Args:
        also: encodings that are tried where the text is in none of the usual ones.

    Raises:
        ReadError: the file is missing, empty, too large, not permitted or no text.
    """
    data = data_of(path)
    text = unicodedata.normalize("NFC", _decode(path, data, also))
    # A form feed ends a page in some exports and says nothing of lines: it stays in its line.
    lines = tuple(Line(number, line) for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1))
    return Document(unicodedata.normalize("NFC", path.name), hashlib.sha256(data).hexdigest(), "text/plain", lines, aligned.tables(lines))


def data_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ReadError: it is missing, a folder, empty, too large or not permitted.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ReadError(path, "", "is a folder")
        if size > LARGEST:
            raise ReadError(path, "", f"{size:,} bytes; the limit is {LARGEST:,}")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(path, "", "no such file") from error
    except PermissionError as error:
        raise ReadError(path, "", "no permission to read") from error
    except OSError as error:
        raise ReadError(path, "", error.strerror or str(error)) from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReadError(path, "", "the file is empty")
    return data


def _decode(path: Path, data: bytes, also: tuple[str, ...]) -> str:
    """Strict UTF-8, then UTF-16 where it shows, then CP949: a detector takes short CP949 for other encodings."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(path, data, encoding)
    for encoding in ("utf-8", _wide(data), "cp949", *also):
        if encoding:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return _text_only(path, text)
    raise ReadError(path, "", "not text in UTF-8, UTF-16 or CP949")


def _strict(path: Path, data: bytes, encoding: str) -> str:
    try:
        return _text_only(path, data.decode(encoding))
    except UnicodeDecodeError as error:
        raise ReadError(path, f"byte {error.start}", f"not valid {encoding}") from error


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: line feeds and spaces then stand beside zero bytes."""
    if len(data) % 2 or b"\x00" not in data[:4000]:
        return ""
    sample = data[:4000]
    little, big = sample[1::2].count(0), sample[0::2].count(0)
    return "utf-16-le" if little > big else "utf-16-be"


def _text_only(path: Path, text: str) -> str:
    controls = _CONTROL.search(text)
    if controls:
        line = text.count("\n", 0, controls.start()) + 1
        raise ReadError(path, f"line {line}", f"control character U+{ord(controls[0]):04X}: not a text file")
    return text
