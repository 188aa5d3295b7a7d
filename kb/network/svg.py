"""A network → SVG for print, and PNG and PDF from it: boxes with whole names, edges with what they mean, a legend."""

import re
from typing import Any

from kb.errors import ExportError
from kb.network.build import Network
from kb.network.layout import RIGHTWARDS, Place, positions
from kb.network.looks import extent, look, named
from kb.network.pages import templates

FONTS = "NanumGothic, 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif"
_MARGIN, _LEGEND = 40.0, 26.0
_POINTS = 14
# More edges than this and their names would hide the boxes; the legend of relations tells them then.
_NAMED_EDGES = 40


def svg(net: Network, classes: dict[str, str], title: str) -> bytes:
    """The picture as one SVG 1.1 file that needs nothing else.

    Args:
        classes: class name → Korean label, for the legend.
        title: the picture's heading.
    """
    lines = {node: named(data) for node, data in net.nodes(data=True)}
    sizes = {node: extent(text, _POINTS) for node, text in lines.items()}
    places = positions(net, sizes)
    kinds = sorted({data["kind"] for _, data in net.nodes(data=True)})
    legend, at = [], _MARGIN
    for kind in kinds:
        legend.append((at, classes.get(kind, kind), look(kind).colour))
        at += len(legend[-1][1]) * 13 + 44
    top = _MARGIN * 2 + _LEGEND
    width = max(at, 80.0 + len(title) * 20, *(places[node][0] + sizes[node][0] / 2 + 2 * _MARGIN for node in net))
    height = max(places[node][1] + sizes[node][1] / 2 for node in net) + top + _MARGIN
    edges = sorted(net.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["relation"]))
    text = templates().get_template("network.svg").render(
        width=round(width), height=round(height), fonts=FONTS, title=title, margin=_MARGIN, top=top, points=_POINTS, legend=legend,
        edges=[_edge(net, source, target, data, places, sizes) for source, target, data in edges],
        boxes=[_box(net.nodes[node], lines[node], places[node], sizes[node]) for node in sorted(net)])
    return text.encode()


def _box(data: dict[str, str], lines: list[str], place: Place, size: Place) -> dict[str, object]:
    (x, y), (width, height) = place, size
    first = y - (len(lines) - 1) * _POINTS * 1.3 / 2 + _POINTS * 0.36
    return {"label": data["label"], "colour": look(data["kind"]).colour, "x": round(x - width / 2, 1), "y": round(y - height / 2, 1), "width": round(width, 1), "height": round(height, 1),
            "middle": round(x, 1), "lines": [(round(first + index * _POINTS * 1.3, 1), line) for index, line in enumerate(lines)]}


def _edge(net: Network, source: str, target: str, data: dict[str, str], places: dict[str, Place], sizes: dict[str, Place]) -> dict[str, object]:
    (x1, y1), (x2, y2) = places[source], places[target]
    rightwards = net.graph.get("name") in RIGHTWARDS
    if rightwards:
        side = 1 if x2 >= x1 else -1
        x1, x2 = x1 + side * sizes[source][0] / 2, x2 - side * sizes[target][0] / 2
        bend = f"C{(x1 + x2) / 2:.1f} {y1:.1f} {(x1 + x2) / 2:.1f} {y2:.1f}"
    else:
        side = 1 if y2 >= y1 else -1
        y1, y2 = y1 + side * sizes[source][1] / 2, y2 - side * sizes[target][1] / 2
        bend = f"C{x1:.1f} {(y1 + y2) / 2:.1f} {x2:.1f} {(y1 + y2) / 2:.1f}"
    return {"path": f"M{x1:.1f} {y1:.1f}{bend} {x2:.1f} {y2:.1f}", "words": f"{data['label']}\n{data['quotation']}".strip(),
            "x": round(_along(x1, x2, rightwards), 1), "y": round(_along(y1, y2, not rightwards), 1), "name": data["label"] if net.number_of_edges() <= _NAMED_EDGES else ""}


def _along(start: float, end: float, forwards: bool, at: float = 0.3) -> float:
    """A coordinate of an edge's curve near its source, where edges that meet at one target are still apart; `forwards` along the layers."""
    middle = (start + end) / 2
    first, second = (middle, middle) if forwards else (start, end)
    return (1 - at) ** 3 * start + 3 * (1 - at) ** 2 * at * first + 3 * (1 - at) * at ** 2 * second + at ** 3 * end


def png(picture: bytes, scale: float = 1.5) -> bytes:
    """An SVG picture as PNG, by resvg with the fonts of the machine.

    Raises:
        ExportError: the picture is too large for one image.
    """
    return bytes(drawn("svg_to_png", picture.decode(), scale=scale))


def pdf(picture: bytes) -> bytes:
    """An SVG picture as a PDF page of its size; raises as `png`."""
    return bytes(drawn("svg_to_pdf", picture.decode()))


def chart(net: Network, title: str) -> bytes:
    """The timeline, treemap, waterfall or board of a network as SVG, drawn by Vega (vl-convert); raises as `png`."""
    from kb.network.charts import spec
    shape = spec(net, title)
    text = str(drawn("vega_to_svg" if "marks" in shape else "vegalite_to_svg", shape))
    # The library puts an address of its own before a link inside the page.
    text = re.sub(r'xlink:href="[^"]*#(e\d+)"', r'href="#\1"', text)
    # It counts its clips on from picture to picture: the same network gives the same file.
    order = {name: f"clip{number}" for number, name in enumerate(dict.fromkeys(re.findall(r'id="(clip\d+)"', text)), 1)}
    return re.sub(r"\bclip\d+\b", lambda found: order.get(found[0], found[0]), text).encode()


def drawn(what: str, *given: Any, **options: Any) -> Any:
    """What a function of vl-convert draws.

    Raises:
        ExportError: it cannot be drawn.
    """
    import vl_convert
    try:
        return getattr(vl_convert, what)(*given, **options)
    except ValueError as error:
        raise ExportError(f"the picture cannot be drawn: {str(error).splitlines()[0]}") from error
