"""Paths → a base: read, extract, write as quads, settle names, derive, publish; the only module that knows the whole chain."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kb import ontology
from kb.errors import NotFoundError, ReadError
from kb.graph.derive import derive, underive
from kb.graph.labels import LABELS, settle
from kb.korean.text import name_key
from kb.model import Issue
from kb.namespace import BASE, DCT, GOV, ONTOLOGY, RDF, VOCABULARY
from kb.prepare import Prepared, prepared
from kb.readers import readable
from kb.resolve.identity import document_iri
from kb.store import texts
from kb.store.oxigraph import DiskStore, Writer, writing

# Seconds between two versions of a long ingest; each costs a derivation, which may take one part in _SHARE of the time.
_PUBLISH_EVERY, _SHARE = 5.0, 10
_DIGEST = DCT.modified


@dataclass(slots=True)
class Report:
    """What an ingest did: documents by what became of them, statements by class, issues, refusals, seconds."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    statements: int = 0
    things: set[tuple[str, str]] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    refused: list[ReadError] = field(default_factory=list)
    derived: int = 0
    read: int = 0
    signs: int = 0
    seconds: float = 0.0

    @property
    def coverage(self) -> float | None:
        """How much of the text of the documents read now stands in a passage, 0 to 1; None where none was."""
        return self.read / self.signs if self.signs else None

    @property
    def kinds(self) -> Counter[str]:
        """How many things of each class were read, each once."""
        return Counter(kind for _, kind in self.things)


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files, and the readable files below folders.

    Raises:
        ReadError: a path does not exist, or a folder holds nothing that a reader takes.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            try:
                below = readable(path)
            except OSError as error:
                raise ReadError(path, "", error.strerror or str(error)) from error
            if not below:
                raise ReadError(path, "", "no readable files in this folder")
            found += below
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def ingest(paths: Sequence[Path], folder: Path, progress: Callable[[Path], None] = lambda path: None, base: str = BASE, jobs: int = 1) -> Report:
    """Read files into the base in a folder, which is made where there is none.

    A file that cannot be read is refused and the others are read. A document that is read already and has
    not changed is passed over; one that has changed is replaced. Documents are told apart by file name.

    Args:
        jobs: how many processes read and extract; the base is the same with any number.

    Raises:
        ReadError: nothing could be read; the base is as it was.
        StoreError: the base cannot be written; it is as it was.
    """
    began, report = time.perf_counter(), Report()
    documents = _readings(prepared(expand(paths), base, _held(folder), jobs, progress), report)
    first = next(documents, None)
    if first is None:
        raise report.refused[0] if report.refused else ReadError(folder, "", "nothing to read")
    with writing(folder) as writer:
        _renew_ontology(writer)
        published, pending, wait = time.perf_counter(), False, _PUBLISH_EVERY
        for document in _chain(first, documents):
            if _write(writer.store, document, report, base):
                pending = True
                texts.save(folder, document.sha256, document.text)
                if document.pages is not None:
                    texts.keep(folder, document.sha256, document.pages)
            if pending and (now := time.perf_counter()) - published > wait:
                report.derived = derive(writer.store)
                writer.publish()
                published, pending = time.perf_counter(), False
                wait = max(_PUBLISH_EVERY, _SHARE * (published - now))
        if pending or not (folder / "current").exists():
            report.derived = derive(writer.store)
            writer.publish()
    report.seconds = time.perf_counter() - began
    return report


def _chain(first: Prepared, rest: Iterator[Prepared]) -> Iterator[Prepared]:
    yield first
    yield from rest


def _held(folder: Path) -> dict[str, str]:
    """File name → digest of the documents in a base; none where there is no base."""
    if not (folder / "current").exists():
        return {}
    store = DiskStore(folder).store
    digests = {quad.subject: quad.object.value for quad in store.quads_for_pattern(None, GOV.sha256, None, DefaultGraph()) if isinstance(quad.object, Literal)}
    return {quad.object.value: digests[quad.subject] for quad in store.quads_for_pattern(None, GOV.fileName, None, DefaultGraph())
            if isinstance(quad.object, Literal) and quad.subject in digests}


def _readings(found: Iterable[tuple[Path, Prepared | ReadError]], report: Report) -> Iterator[Prepared]:
    """What could be read; the rest is put down as refused."""
    seen: dict[str, str] = {}
    for path, made in found:
        if isinstance(made, ReadError):
            report.refused.append(made)
        elif seen.setdefault(made.name, made.sha256) != made.sha256:
            report.refused.append(ReadError(path, "", "another file of this name was read just now; documents are told apart by file name, rename one"))
        else:
            yield made


def _write(store: ox.Store, document: Prepared, report: Report, base: str) -> bool:
    """Write one document; False where the base holds it as it is."""
    graph = document_iri(document.name, base)
    held = next((quad.object for quad in store.quads_for_pattern(graph, GOV.sha256, None, graph)), None)
    if document.said is None or held == Literal(document.sha256):
        report.unchanged.append(document.name)
        return False
    said = list(ox.parse(document.said, format=ox.RdfFormat.N_QUADS))
    underive(store)
    if held is not None:
        _remove(store, graph)
    (report.added if held is None else report.replaced).append(document.name)
    report.issues += document.issues
    report.statements += document.statements
    report.things |= document.things
    report.read += document.read
    report.signs += document.signs
    store.extend(said)
    _settle(store, {quad.subject for quad in said if quad.predicate in LABELS and isinstance(quad.subject, NamedNode)})
    return True


def _settle(store: ox.Store, subjects: Iterable[NamedNode]) -> None:
    """Give each thing one preferred label, from what all documents print."""
    named = list(subjects)
    held = [quad for subject in named for predicate in LABELS for quad in store.quads_for_pattern(subject, predicate, None, None)
            if not isinstance(quad.graph_name, DefaultGraph)]
    titles = [quad for subject in named if Quad(subject, RDF.type, GOV.Project) in store
              for quad in store.quads_for_pattern(subject, GOV.text, None, DefaultGraph())]
    remove, add = settle(held, titles)
    for quad in remove:
        store.remove(quad)
        store.remove(Quad(quad.subject, quad.predicate, quad.object))
    store.extend([*add, *(Quad(quad.subject, quad.predicate, quad.object) for quad in add)])


def _graphs(store: ox.Store, document: NamedNode) -> list[NamedNode]:
    """The graphs of a document: its own and those of its passages."""
    places = {quad.subject for quad in store.quads_for_pattern(None, GOV.inDocument, document, None) if quad.subject == quad.graph_name}
    return [document, *(place for place in places if isinstance(place, NamedNode))]


def _remove(store: ox.Store, document: NamedNode) -> None:
    """Take out what only this document says."""
    graphs = _graphs(store, document)
    said = {(quad.subject, quad.predicate, quad.object) for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}
    for graph in graphs:
        store.remove_graph(graph)
    for subject, predicate, value in said:
        if all(isinstance(quad.graph_name, DefaultGraph) for quad in store.quads_for_pattern(subject, predicate, value, None)):
            store.remove(Quad(subject, predicate, value))
    _settle(store, {subject for subject, predicate, _ in said if predicate in LABELS and isinstance(subject, NamedNode)})


def _renew_ontology(writer: Writer) -> None:
    """Put this version's ontology and vocabularies in place of older ones."""
    store, digest = writer.store, Quad(ONTOLOGY, _DIGEST, Literal(ontology.digest()), ONTOLOGY)
    if digest in store:
        return
    old = [graph for graph in store.named_graphs() if isinstance(graph, NamedNode) and (graph == ONTOLOGY or graph.value.startswith(VOCABULARY))]
    said = {(quad.subject, quad.predicate, quad.object) for graph in old for quad in store.quads_for_pattern(None, None, None, graph)}
    for graph in old:
        store.remove_graph(graph)
    for subject, predicate, value in said:
        store.remove(Quad(subject, predicate, value))
    fresh = [*ontology.quads(), digest]
    store.extend([*fresh, *(Quad(quad.subject, quad.predicate, quad.object) for quad in fresh)])


def forget(name: str, folder: Path, base: str = BASE) -> str:
    """Remove a document and what no other document says; returns its file name.

    Args:
        name: the file name or IRI of a document.

    Raises:
        NotFoundError: the base holds no such document.
        StoreError: the base cannot be written; it is as it was.
    """
    with writing(folder) as writer:
        known = {quad.object.value: quad.subject for quad in writer.store.quads_for_pattern(None, GOV.fileName, None, DefaultGraph())
                 if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode)}
        match = next((file for file, subject in known.items() if name in (file, subject.value) or name_key(name) == name_key(file)), None)
        if match is None:
            raise NotFoundError(name, sorted(known))
        digest = next((quad.object for quad in writer.store.quads_for_pattern(known[match], GOV.sha256, None, DefaultGraph())), None)
        _remove(writer.store, known[match])
        if isinstance(digest, Literal) and not any(writer.store.quads_for_pattern(None, GOV.sha256, digest, DefaultGraph())):
            texts.drop(folder, digest.value)
        derive(writer.store)
        writer.publish()
    return match
