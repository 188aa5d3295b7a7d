"""Paths → documents made ready for a base, in this process or in several: what costs most of an ingest and needs no store."""

import multiprocessing
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kb.coverage import coverage
from kb.errors import ReadError
from kb.extract import extract
from kb.graph.quads import quads
from kb.model import Issue
from kb.namespace import GOV, RDF
from kb.readers import read
from kb.store.texts import pack

# Files that wait for their turn, for each process: enough that none is idle, few enough that little is held.
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document made ready.

    Attributes:
        name: its file name, in NFC.
        sha256: its digest.
        said: its quads, in N-Quads; None where the base holds it as it is.
        text: its lines, as `kb.store.texts` keeps them.
        pages: the file itself, where viewers can show its pages.
        statements: how many were read.
        issues: what was seen and not understood.
        things: the IRIs of the things named and their classes.
        read, signs: how many signs of its text stand in a passage, of how many.
    """

    name: str
    sha256: str
    said: bytes | None = None
    text: bytes = b""
    pages: Path | None = None
    statements: int = 0
    issues: tuple[Issue, ...] = ()
    things: frozenset[tuple[str, str]] = frozenset()
    read: int = 0
    signs: int = 0


def prepare(path: Path, base: str, held: str = "") -> Prepared:
    """Read one file and extract what it says.

    Args:
        base: the IRI under which things live.
        held: the digest of the document of that name in the base, "" where there is none; if it is this one, nothing is extracted.

    Raises:
        ReadError: as `kb.readers.read`.
    """
    document = read(path)
    if held == document.sha256:
        return Prepared(document.name, document.sha256)
    statements = extract(document)
    said = quads(document, statements, base)
    covered = coverage(document, statements)
    serialized = ox.serialize(said, format=ox.RdfFormat.N_QUADS)
    kept = path if document.media_type == "application/pdf" else None
    return Prepared(document.name, document.sha256, serialized, pack(document), kept, len(statements), tuple(one for one in statements if isinstance(one, Issue)),
                    _things(said), covered.covered, covered.signs)


def _things(said: Sequence[Quad]) -> frozenset[tuple[str, str]]:
    """Things and their classes, places and documents aside."""
    base = GOV.Issue.value.rpartition("#")[0]
    return frozenset((quad.subject.value, kind) for quad in said if quad.predicate == RDF.type and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
                     and (kind := quad.object.value.removeprefix(f"{base}#")) not in ("Passage", "Document", "Issue"))


def prepared(paths: Sequence[Path], base: str, known: Mapping[str, str], jobs: int, progress: Callable[[Path], None]) -> Iterator[tuple[Path, Prepared | ReadError]]:
    """Every path with what it came to, in their order.

    Args:
        known: file name → digest of the documents that the base holds.
        jobs: how many processes read; with 1 this one does.
    """
    def held(path: Path) -> str:
        return known.get(unicodedata.normalize("NFC", path.name), "")

    if jobs == 1 or len(paths) < 2:
        for path in paths:
            progress(path)
            yield path, _tried(path, base, held(path))
        return
    # Started afresh, not forked: a store that is open here has threads of its own.
    with ProcessPoolExecutor(min(jobs, len(paths)), multiprocessing.get_context("spawn")) as pool:
        waiting: deque[tuple[Path, Future[Prepared | ReadError]]] = deque()
        rest = iter(paths)
        while True:
            while len(waiting) < jobs * _AHEAD and (ahead := next(rest, None)) is not None:
                waiting.append((ahead, pool.submit(_tried, ahead, base, held(ahead))))
            if not waiting:
                return
            path, future = waiting.popleft()
            progress(path)
            try:
                yield path, future.result()
            except BrokenProcessPool:
                yield path, ReadError(path, "", "the process that read it died, perhaps for want of memory; try fewer --jobs")
                return


def _tried(path: Path, base: str, held: str) -> Prepared | ReadError:
    try:
        return prepare(path, base, held)
    except ReadError as error:
        return error
