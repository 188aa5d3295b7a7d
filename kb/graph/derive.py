"""queries/rules/*.rq → derived triples, each rule's in a graph of its own that says from what."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kb.namespace import DCT, DERIVED, GOV, PROV
from kb.resources import files


def derive(store: ox.Store) -> int:
    """Replace everything derived by what the rules derive now; returns the number of derived triples.

    Rules run in the order of their file names, each seeing what those before it derived.
    """
    underive(store)
    return sum(_run(store, path) for path in files("queries/rules", "*.rq"))


def underive(store: ox.Store) -> None:
    """Remove everything derived; to be done before a document is written, since what it says may be what a rule had derived."""
    for graph in {quad.graph_name for quad in store.quads_for_pattern(None, GOV.rule, None, None)}:
        if isinstance(graph, NamedNode) and graph.value.startswith(DERIVED):
            forget_graph(store, graph)


def forget_graph(store: ox.Store, graph: NamedNode) -> None:
    """Remove a derived graph, and what it says from the default graph: no document says it."""
    for quad in store.quads_for_pattern(None, None, None, graph):
        store.remove(Quad(quad.subject, quad.predicate, quad.object))
    store.remove_graph(graph)


def _run(store: ox.Store, path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    graph = NamedNode(f"{DERIVED}{path.stem}")
    result = store.query(text)
    if not isinstance(result, ox.QueryTriples):
        raise ValueError(f"{path.name} is no CONSTRUCT")
    triples = {triple for triple in result if Quad(triple.subject, triple.predicate, triple.object) not in store}
    quads = [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
    quads += _described(graph, text)
    store.extend([*quads, *(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)])
    return len(triples)


def _described(graph: NamedNode, text: str) -> Iterator[Quad]:
    """What a derived graph says of itself: the rule's name, its summary, the terms that it follows from."""
    if found := re.search(r"^#\+ summary: (.+)$", text, re.M):
        yield Quad(graph, DCT.description, Literal(found[1]), graph)
    yield Quad(graph, GOV.rule, Literal(graph.value.removeprefix(DERIVED)), graph)
    prefixes = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>", text, re.M))
    if found := re.search(r"^#\+ from: (.+)$", text, re.M):
        for name in found[1].split(","):
            prefix, _, local = name.strip().partition(":")
            yield Quad(graph, PROV.wasDerivedFrom, NamedNode(prefixes[prefix] + local), graph)
