"""A base → N-Quads and TriG with every passage's graph; Turtle and RDF/XML of the default graph."""

from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph

from kb.namespace import PREFIXES
from kb.store.base import Store


def nquads(store: Store, path: Path) -> None:
    """N-Quads 1.1."""
    ox.serialize(store.quads(), str(path), format=ox.RdfFormat.N_QUADS)


def trig(store: Store, path: Path) -> None:
    """TriG 1.1, statements of one graph together."""
    quads = sorted(store.quads(), key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate)))
    ox.serialize(quads, str(path), format=ox.RdfFormat.TRIG, prefixes=PREFIXES)


def turtle(store: Store, path: Path) -> None:
    """Turtle 1.1 of the default graph, statements of one subject together."""
    ox.serialize(_triples(store), str(path), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def rdfxml(store: Store, path: Path) -> None:
    """RDF/XML of the default graph."""
    ox.serialize(_triples(store), str(path), format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)


def _triples(store: Store) -> list[ox.Triple]:
    plain = [quad.triple for quad in store.quads() if isinstance(quad.graph_name, DefaultGraph)]
    return sorted(plain, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
