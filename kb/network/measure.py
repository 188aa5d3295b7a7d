"""A network → its measures: centrality, bridges, components, circles, communities; networkx for a view, rustworkx for a whole base.

Both engines give the same numbers (a test holds them to it). Neither looks at how many statements join two things: an edge counts once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import networkx as nx
import rustworkx as rx

from kb.network.build import Network

# From here on the Rust engine computes.
_MANY = 2000
_DAMPING, _TOLERANCE = 0.85, 1e-10
_SEED = 1


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a network.

    Attributes:
        degree: node → how many different things it is joined to, in either direction.
        betweenness: node → the share of shortest chains that run through it (0 to 1; Freeman 1977, directed, normalised).
        rank: node → PageRank along the edges (damping 0.85; sums to 1).
        components: sets of nodes joined at all, the largest first.
        bridges: pairs that only one edge holds together, each in order of IRIs.
        cycles: sets of nodes that run in a circle (strongly connected, two or more, or a node with an edge to itself).
        communities: sets of nodes joined more among themselves than with others (Louvain, Blondel et al. 2008, fixed seed).
    """

    degree: Mapping[str, int]
    betweenness: Mapping[str, float]
    rank: Mapping[str, float]
    components: tuple[frozenset[str], ...]
    bridges: tuple[tuple[str, str], ...]
    cycles: tuple[frozenset[str], ...]
    communities: tuple[frozenset[str], ...]


def measures(net: Network, engine: str = "") -> Measures:
    """The measures of a network.

    Args:
        engine: `networkx` or `rustworkx`; by the network's size where not given.
    """
    flat: nx.DiGraph[str] = nx.DiGraph()
    flat.add_nodes_from(sorted(net))
    flat.add_edges_from(sorted(set(net.edges())))
    chosen = engine or ("rustworkx" if len(flat) > _MANY else "networkx")
    degree = {node: len((set(flat.successors(node)) | set(flat.predecessors(node))) - {node}) for node in flat}
    between, components, bridges, strong = _ENGINES[chosen](flat)
    cycles = [part for part in strong if len(part) > 1 or any(flat.has_edge(node, node) for node in part)]
    communities = nx.community.louvain_communities(flat.to_undirected(), seed=_SEED) if flat else []
    return Measures(degree, between, _rank(flat), _ordered(components), tuple(sorted((min(pair), max(pair)) for pair in bridges)), _ordered(cycles), _ordered(communities))


def _ordered(parts: "list[set[str]] | list[frozenset[str]]") -> tuple[frozenset[str], ...]:
    return tuple(sorted((frozenset(part) for part in parts), key=lambda part: (-len(part), min(part))))


_Found = tuple[dict[str, float], list[set[str]], list[tuple[str, str]], list[set[str]]]


def _directed(flat: "nx.DiGraph[str]") -> "tuple[list[str], rx.PyDiGraph[str, float]]":
    directed: rx.PyDiGraph[str, float] = rx.PyDiGraph(multigraph=False)
    nodes = list(flat)
    number = dict(zip(nodes, directed.add_nodes_from(nodes), strict=True))
    directed.add_edges_from([(number[one], number[other], 1.0) for one, other in flat.edges()])
    return nodes, directed


def _rank(flat: "nx.DiGraph[str]") -> dict[str, float]:
    """PageRank by rustworkx for either engine: that of networkx asks for SciPy, 100 MB (a test compares the two)."""
    nodes, directed = _directed(flat)
    return {nodes[index]: value for index, value in rx.pagerank(directed, alpha=_DAMPING, tol=_TOLERANCE, max_iter=1000).items()} if nodes else {}


def _networkx(flat: "nx.DiGraph[str]") -> _Found:
    plain = nx.Graph(flat)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    return (nx.betweenness_centrality(flat), list(nx.weakly_connected_components(flat)), list(nx.bridges(plain)), list(nx.strongly_connected_components(flat)))


def _rustworkx(flat: "nx.DiGraph[str]") -> _Found:
    nodes, directed = _directed(flat)
    number = {node: index for index, node in enumerate(nodes)}
    plain: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    plain.add_nodes_from(nodes)
    plain.add_edges_from([(number[one], number[other], 1.0) for one, other in flat.edges() if one != other])
    between = rx.digraph_betweenness_centrality(directed, normalized=True)
    return ({nodes[index]: value for index, value in between.items()},
            [{nodes[index] for index in part} for part in rx.weakly_connected_components(directed)],
            [(nodes[pair[0]], nodes[pair[-1]]) for pair in rx.bridges(plain)],
            [{nodes[index] for index in part} for part in rx.strongly_connected_components(directed)])


_ENGINES: dict[str, Callable[["nx.DiGraph[str]"], _Found]] = {"networkx": _networkx, "rustworkx": _rustworkx}
