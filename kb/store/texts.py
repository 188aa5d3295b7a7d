"""The lines of every document of a base, beside its versions: what viewers show around the passages."""

import gzip
import json
import os
import shutil
from pathlib import Path

from kb.model import Document

Lines = list[tuple[int | None, str]]


def pack(document: Document) -> bytes:
    """A document's lines with their pages, as `save` keeps them."""
    return gzip.compress(json.dumps([[line.page, line.text] for line in document.lines], ensure_ascii=False).encode(), mtime=0)


def save(folder: Path, sha256: str, packed: bytes) -> None:
    """Keep the lines of the document with a digest; half a file is never seen."""
    place = folder / "texts" / f"{sha256}.json.gz"
    place.parent.mkdir(exist_ok=True)
    fresh = place.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(packed)
    fresh.replace(place)


def load(folder: Path, sha256: str) -> Lines | None:
    """The lines of the document with a digest, (page, text) each; None where they are not kept."""
    place = folder / "texts" / f"{sha256}.json.gz"
    try:
        return [(page, text) for page, text in json.loads(gzip.decompress(place.read_bytes()))]
    except (OSError, ValueError, EOFError):
        return None


def keep(folder: Path, sha256: str, path: Path) -> None:
    """Keep a copy of a file whose pages viewers show."""
    place = pages(folder, sha256)
    place.parent.mkdir(exist_ok=True)
    fresh = place.with_suffix(f".{os.getpid()}")
    shutil.copyfile(path, fresh)
    fresh.replace(place)


def pages(folder: Path, sha256: str) -> Path:
    """Where the kept copy of a PDF is, if one is kept."""
    return folder / "texts" / f"{sha256}.pdf"


def drop(folder: Path, sha256: str) -> None:
    """Forget the lines and pages of the document with a digest."""
    (folder / "texts" / f"{sha256}.json.gz").unlink(missing_ok=True)
    pages(folder, sha256).unlink(missing_ok=True)
