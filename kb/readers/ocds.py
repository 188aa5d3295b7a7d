"""Open Contracting (OCDS) JSON → document: its lines as a person reads them, one member a line.

A file that is one long line is shown indented, as `kb text` prints it; any other stands as it is. Several JSON
texts one after the other (`ocdskit` writes such files) are one document.
"""

import json
from pathlib import Path

from kb.errors import ReadError
from kb.model import Document, Line
from kb.readers import plain

_LONGEST_LINE = 2000
_LATIN = "iso-8859-1"


def read(path: Path) -> Document:
    """The lines of a JSON file.

    Raises:
        ReadError: as the plain reader, or the text is not JSON, or nests too deep.
    """
    text = plain.read(path, also=(_LATIN,))
    raw = "\n".join(line.text for line in text.lines)
    try:
        values = list(texts(raw))
    except json.JSONDecodeError as error:
        raise ReadError(path, f"line {error.lineno}", f"not JSON: {error.msg}") from error
    except RecursionError as error:
        raise ReadError(path, "", "JSON that nests too deep") from error
    if max(len(line.text) for line in text.lines) > _LONGEST_LINE:
        raw = "\n".join(json.dumps(value, ensure_ascii=False, indent=1) for value in values)
    lines = tuple(Line(number, line) for number, line in enumerate(raw.split("\n"), 1))
    return Document(text.name, text.sha256, "application/json", lines, ())


def texts(raw: str) -> "list[object]":
    """The values of JSON texts that stand one after the other."""
    decoder, at, found = json.JSONDecoder(), 0, []
    while at < len(raw):
        if raw[at].isspace():
            at += 1
            continue
        value, at = decoder.raw_decode(raw, at)
        found.append(value)
    return found
