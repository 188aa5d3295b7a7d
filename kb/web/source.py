"""A folder → its newest version, opened again when another is published, and what pages ask of it often."""

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Literal, NamedNode

from kb import ontology
from kb.base import KnowledgeBase
from kb.namespace import BASE, DCT, GOV, RDF, RDFS, SKOS
from kb.store.oxigraph import DiskStore

_NAMES = (SKOS.prefLabel, DCT.title, GOV.fileName, GOV.demand, GOV.text, GOV.item)
_LONGEST_NAME = 90


class Source:
    """The base in a folder, for reading; `version` changes when another version is published."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.version = ""
        self.refresh()

    def refresh(self) -> bool:
        """Open the newest version where it is not the open one; whether it was not.

        Raises:
            StoreError: there is no base in the folder.
        """
        current = (self.folder / "current").resolve().name
        if current == self.version:
            return False
        self.engine = DiskStore(self.folder)
        self.store: ox.Store = self.engine.store
        self.base = KnowledgeBase(self.folder)
        self.version = current
        self.label = lru_cache(maxsize=50_000)(self._label)
        return True

    def holds(self, node: NamedNode) -> bool:
        """Whether anything is said of a thing, or with it."""
        return next(self.store.quads_for_pattern(node, None, None, DefaultGraph()), None) is not None or \
            next(self.store.quads_for_pattern(None, None, node, DefaultGraph()), None) is not None

    def one(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The text of a thing's one value of a property, "" where there is none."""
        found = next(self.store.quads_for_pattern(subject, predicate, None, DefaultGraph()), None)
        return found.object.value if found is not None and isinstance(found.object, Literal | NamedNode) else ""

    def kinds(self, node: NamedNode) -> list[NamedNode]:
        """The classes of a thing, the most special first."""
        found = [quad.object for quad in self.store.quads_for_pattern(node, RDF.type, None, DefaultGraph()) if isinstance(quad.object, NamedNode)]
        return sorted(set(found), key=lambda kind: (-len(ontology.superclasses(kind)), kind.value))

    def _label(self, node: NamedNode, language: str = "ko") -> str:
        labels = [quad.object for predicate in (SKOS.prefLabel, RDFS.label) for quad in self.store.quads_for_pattern(node, predicate, None, DefaultGraph()) if isinstance(quad.object, Literal)]
        for label in labels:
            if label.language == language:
                return label.value
        # The Korean name of a thing is its name; a term of the ontology has one in each language.
        if labels:
            return labels[0].value
        for predicate in _NAMES:
            if name := self.one(node, predicate):
                return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME - 1] + "…"
        return node.value.removeprefix(BASE).rpartition("#")[2] or node.value
