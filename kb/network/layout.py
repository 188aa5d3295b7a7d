"""A network → positions: who answers above, who is answered to on top; dependence from left to right."""

import networkx as nx

from kb.network.build import Network

_ACROSS, _DOWN = 230, 150
_LAYER = 360
_WIDEST, _TALLEST = 8, 9


def positions(net: Network) -> dict[str, tuple[float, float]]:
    """Node → x, y in pixels: layers by how far a node is from those that depend on nothing, wrapped where too wide."""
    flat = nx.DiGraph(net)
    order = _layers(flat)
    rightwards = net.graph.get("name") in ("dependency", "contractors", "neighbourhood")
    placed: dict[str, tuple[float, float]] = {}
    offset = 0.0
    for layer in order:
        longest = _TALLEST if rightwards else _WIDEST
        rows = [layer[start:start + longest] for start in range(0, len(layer), longest)]
        for row in rows:
            for index, node in enumerate(row):
                along = index - (len(row) - 1) / 2
                placed[node] = (offset, along * _DOWN * 0.75) if rightwards else (along * _ACROSS, offset)
            offset += _LAYER if rightwards else _DOWN
    return placed


def _layers(flat: "nx.DiGraph[str]") -> list[list[str]]:
    condensed = nx.condensation(flat)
    depth: dict[int, int] = {}
    for node in reversed(list(nx.topological_sort(condensed))):
        depth[node] = 1 + max((depth[other] for other in condensed.successors(node)), default=-1)
    layers: dict[int, list[str]] = {}
    for node, level in depth.items():
        layers.setdefault(level, []).extend(condensed.nodes[node]["members"])
    before: dict[str, float] = {}
    result = []
    for level in sorted(layers):
        row = sorted(layers[level], key=lambda node: (_middle(flat, node, before), flat.nodes[node].get("label", node)))
        before |= {node: index / max(len(row), 1) for index, node in enumerate(row)}
        result.append(row)
    return result


def _middle(flat: "nx.DiGraph[str]", node: str, before: dict[str, float]) -> float:
    known = [before[other] for other in flat.successors(node) if other in before]
    return sum(known) / len(known) if known else 0.5
