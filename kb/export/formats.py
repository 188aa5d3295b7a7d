"""The formats of an export, and how one is written: whole, beside its description, or not at all."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.errors import ExportError
from kb.export import describe, graphml, jsonld, rdf, tables
from kb.store.base import Store


@dataclass(frozen=True, slots=True)
class Format:
    """One format: name, media type, file extension, whether it holds named graphs, its writer."""

    name: str
    media_type: str
    extension: str
    graphs: bool
    write: Callable[[Store, Path], None]
    folder: bool = False


FORMATS: tuple[Format, ...] = (
    Format("nquads", "application/n-quads", ".nq", True, rdf.nquads),
    Format("trig", "application/trig", ".trig", True, rdf.trig),
    Format("turtle", "text/turtle", ".ttl", False, rdf.turtle),
    Format("jsonld", "application/ld+json", ".jsonld", False, jsonld.write),
    Format("rdfxml", "application/rdf+xml", ".rdf", False, rdf.rdfxml),
    Format("csv", "text/csv", "", False, tables.write, folder=True),
    Format("graphml", "application/graphml+xml", ".graphml", False, graphml.write),
)


def by_name(name: str, path: Path) -> Format:
    """The format of a name, or of a path's extension where no name is given.

    Raises:
        ExportError: no such format.
    """
    for one in FORMATS:
        if name and name.lower() in (one.name, one.extension.lstrip(".")):
            return one
        if not name and one.extension and path.suffix == one.extension:
            return one
    known = ", ".join(one.name for one in FORMATS)
    raise ExportError(f"{path}: no format {name or path.suffix or 'is named'!r}; --format is one of {known}")


def export(store: Store, path: Path, name: str = "") -> tuple[Path, ...]:
    """Write a base, and its DCAT and VoID description beside it; returns the files written.

    A file appears only when it is whole.

    Raises:
        ExportError: no such format, or the place cannot be written.
    """
    form = by_name(name, path)
    try:
        if form.folder:
            form.write(store, path)
            described = path / "dataset.ttl"
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole(path, lambda part: form.write(store, part))
            described = path.with_name(f"{path.stem}.dataset.ttl")
        text = describe.description(store, path.name, form.media_type)
        whole(described, lambda part: part.write_text(text, encoding="utf-8"))
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error
    return (path, described)


def whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and move it there when it is whole."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        write(Path(part))
        Path(part).chmod(0o644)
        os.replace(part, path)
    finally:
        Path(part).unlink(missing_ok=True)
