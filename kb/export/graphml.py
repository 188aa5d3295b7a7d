"""A base → GraphML: every thing a node, every statement between things an edge."""

from pathlib import Path

import networkx as nx
from pyoxigraph import DefaultGraph, NamedNode

from kb.namespace import BASE, RDF
from kb.query.run import described, short
from kb.store.base import Store


def write(store: Store, path: Path) -> None:
    """GraphML 1.0 of the default graph's things, places aside."""
    edges = [(quad.subject, quad.predicate, quad.object) for quad in store.quads()
             if isinstance(quad.graph_name, DefaultGraph) and quad.predicate != RDF.type and isinstance(quad.subject, NamedNode)
             and isinstance(quad.object, NamedNode) and quad.subject.value.startswith(BASE) and quad.object.value.startswith(BASE) and "#line=" not in quad.subject.value]
    things = described(store, (term for source, _, target in edges for term in (source, target)))
    found: nx.MultiDiGraph = nx.MultiDiGraph()
    for source, relation, target in sorted(edges, key=lambda edge: tuple(node.value for node in edge)):
        for node in (source, target):
            label, kind = things.get(node.value, ("", ""))
            found.add_node(node.value, label=label or short(node), kind=kind)
        found.add_edge(source.value, target.value, relation=relation.value)
    nx.write_graphml(found, str(path), encoding="utf-8")
