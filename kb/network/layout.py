"""A network → positions: who answers above, who is answered to on top; dependence from left to right; parts side by side, nothing on anything."""

from collections import deque
from collections.abc import Mapping, Sequence

from kb.network.build import Network

RIGHTWARDS = frozenset(("dependency", "contractors", "neighbourhood"))
_GAP_ALONG, _GAP_LAYERS = 24.0, 70.0
_PART_GAP = 90.0
_DOT = (40.0, 40.0)
# A part is some twice as wide as high, as screens and landscape pages are.
_SHAPE, _NARROWEST = 2.0, 600.0
Place = tuple[float, float]


def positions(net: Network, sizes: Mapping[str, Place] | None = None) -> dict[str, Place]:
    """Node → x, y of its middle in pixels.

    Each part that hangs together is laid out in layers by how far a node is from those that lead nowhere further; a layer
    that grows too broad goes on in the next row. Parts stand on shelves, the largest first. Linear in nodes and edges but
    for the sorting of layers.

    Args:
        sizes: node → width and height in pixels; dots where not given.
    """
    rightwards = net.graph.get("name") in RIGHTWARDS
    after: dict[str, list[str]] = {node: [] for node in net}
    before: dict[str, list[str]] = {node: [] for node in net}
    for source, others in net.adjacency():
        for target in others:
            if source != target:
                after[source].append(target)
                before[target].append(source)
    names: dict[str, str] = {node: str(data.get("label", node)) for node, data in net.nodes(data=True)}
    parts = []
    for part in _parts(after, before):
        placed = _layers(part, after, before, names)
        parts.append(_rows(placed, sizes or {}, rightwards))
    return _shelves(parts)


def _parts(after: Mapping[str, list[str]], before: Mapping[str, list[str]]) -> list[list[str]]:
    seen: set[str] = set()
    found = []
    for start in after:
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for node in part:
            for other in (*after[node], *before[node]):
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        found.append(part)
    return sorted(found, key=lambda part: (-len(part), min(part)))


def _layers(part: Sequence[str], after: Mapping[str, list[str]], before: Mapping[str, list[str]], names: Mapping[str, str]) -> list[list[str]]:
    """Layers from those that lead nowhere; a circle is cut where it has fewest edges left."""
    left = {node: len(after[node]) for node in part}
    depth = dict.fromkeys(part, 0)
    ready = deque(node for node in part if not left[node])
    waiting: list[str] = []
    done: set[str] = set()
    at = 0
    while len(done) < len(part):
        if not ready:
            waiting = waiting or sorted((node for node in part if left[node]), key=lambda node: (left[node], node))
            while waiting[at] in done:
                at += 1
            ready.append(waiting[at])
        node = ready.popleft()
        if node in done:
            continue
        done.add(node)
        for other in before[node]:
            if other not in done:
                depth[other] = max(depth[other], depth[node] + 1)
                left[other] -= 1
                if not left[other]:
                    ready.append(other)
    layers: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in part:
        layers[depth[node]].append(node)
    middle: dict[str, float] = {}
    for layer in layers:
        if len(layer) == 1:
            middle[layer[0]] = 0.0
            continue
        keys = {node: (sum(known) / len(known) if (known := [middle[other] for other in after[node] if other in middle]) else 0.5, names[node]) for node in layer}
        layer.sort(key=keys.__getitem__)
        middle |= {node: index / len(layer) for index, node in enumerate(layer)}
    return [layer for layer in layers if layer]


def _rows(layers: Sequence[Sequence[str]], sizes: Mapping[str, Place], rightwards: bool) -> tuple[dict[str, Place], float, float]:
    """Positions of one part from 0, 0, and how wide and high it is."""
    area = sum((width + _GAP_ALONG) * (height + _GAP_LAYERS) for layer in layers for width, height in (sizes.get(node, _DOT) for node in layer))
    broadest = max(_NARROWEST, (area * (1 / _SHAPE if rightwards else _SHAPE)) ** 0.5)
    placed: dict[str, Place] = {}
    across, deepest = 0.0, 0.0
    spans: list[tuple[list[tuple[str, float, float]], float]] = []
    for layer in layers:
        row: list[tuple[str, float, float]] = []
        along = 0.0
        for node in layer:
            width, height = sizes.get(node, _DOT)
            length, thick = (height, width) if rightwards else (width, height)
            if row and along + length > broadest:
                spans.append((row, along - _GAP_ALONG))
                row, along = [], 0.0
            row.append((node, along + length / 2, thick))
            along += length + _GAP_ALONG
        spans.append((row, along - _GAP_ALONG))
    longest = max(along for _, along in spans)
    for row, along in spans:
        thick = max(thickness for _, _, thickness in row)
        shift = (longest - along) / 2
        for node, middle, _ in row:
            x, y = middle + shift, across + thick / 2
            placed[node] = (y, x) if rightwards else (x, y)
        across += thick + _GAP_LAYERS
    deepest = across - _GAP_LAYERS
    return placed, *((deepest, longest) if rightwards else (longest, deepest))


def _shelves(parts: Sequence[tuple[dict[str, Place], float, float]]) -> dict[str, Place]:
    """Parts side by side on shelves, so that the whole is some half wider than high."""
    area = sum((width + _PART_GAP) * (height + _PART_GAP) for _, width, height in parts)
    broad = max([(area * _SHAPE) ** 0.5, *(width for _, width, _ in parts)], default=0.0)
    found: dict[str, Place] = {}
    x, y, high = 0.0, 0.0, 0.0
    for placed, width, height in parts:
        if x and x + width > broad:
            x, y, high = 0.0, y + high + _PART_GAP, 0.0
        for node, (left, top) in placed.items():
            found[node] = (x + left, y + top)
        x, high = x + width + _PART_GAP, max(high, height)
    return found
