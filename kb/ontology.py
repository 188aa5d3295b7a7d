"""ontology/ → what the code asks of it: superclasses, subproperties, the quads of the ontology and vocabularies."""

import hashlib
from collections import defaultdict
from functools import cache

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kb.namespace import ONTOLOGY, RDFS, VOCABULARY
from kb.resources import files


@cache
def quads() -> tuple[Quad, ...]:
    """The ontology and every vocabulary, each in a graph named by its own IRI."""
    found = []
    for path in files("ontology", "*.ttl"):
        found += [Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY) for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    for path in files("ontology/vocab", "*.ttl"):
        graph = NamedNode(f"{VOCABULARY}{path.stem}")
        found += [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    return tuple(found)


def digest() -> str:
    """A fingerprint of the ontology and vocabularies: another one means that a store holds older ones."""
    return hashlib.sha256("\n".join(sorted(str(quad) for quad in quads())).encode()).hexdigest()


@cache
def _closure(predicate: NamedNode) -> dict[NamedNode, frozenset[NamedNode]]:
    above: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for quad in quads():
        if quad.predicate == predicate and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            above[quad.subject].add(quad.object)

    def all_above(term: NamedNode, seen: frozenset[NamedNode]) -> frozenset[NamedNode]:
        found = set(above.get(term, ()))
        for other in list(found - seen):
            found |= all_above(other, seen | found)
        return frozenset(found)

    return {term: all_above(term, frozenset({term})) for term in above}


def superclasses(kind: NamedNode) -> frozenset[NamedNode]:
    """Every class above a class."""
    return _closure(RDFS.subClassOf).get(kind, frozenset())


def superproperties(predicate: NamedNode) -> frozenset[NamedNode]:
    """Every property above a property."""
    return _closure(RDFS.subPropertyOf).get(predicate, frozenset())
