"""A network → SVG for print, and PNG and PDF from it: boxes with whole names, edges with what they mean, a legend."""

import re
from html import escape
from typing import Any

from kb.errors import ExportError
from kb.network.build import Network
from kb.network.layout import RIGHTWARDS, Place, positions
from kb.network.looks import extent, look, wrapped

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
    lines = {node: wrapped(data["label"]) for node, data in net.nodes(data=True)}
    sizes = {node: extent(text, _POINTS) for node, text in lines.items()}
    places = positions(net, sizes)
    right = max(places[node][0] + sizes[node][0] / 2 for node in net) + 2 * _MARGIN
    kinds = sorted({data["kind"] for _, data in net.nodes(data=True)})
    top = _MARGIN * 2 + _LEGEND
    bottom = max(places[node][1] + sizes[node][1] / 2 for node in net) + top + _MARGIN
    width = max(right, 240.0 + len(title) * 18, 200.0 + sum(len(classes.get(kind, kind)) * 15 + 40 for kind in kinds))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{bottom:.0f}" viewBox="0 0 {width:.0f} {bottom:.0f}" '
             f'font-family="{FONTS}" role="img" aria-label="{escape(title)}">',
             '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#85929e"/></marker></defs>',
             f'<rect width="100%" height="100%" fill="#ffffff"/><text x="{_MARGIN}" y="34" font-size="20" font-weight="bold">{escape(title)}</text>']
    at = _MARGIN
    for kind in kinds:
        name = classes.get(kind, kind)
        parts.append(f'<rect x="{at:.0f}" y="50" width="14" height="14" rx="2" fill="{look(kind).colour}"/><text x="{at + 19:.0f}" y="62" font-size="13">{escape(name)}</text>')
        at += len(name) * 13 + 44
    parts.append(f'<g transform="translate({_MARGIN} {top})">')
    parts += [_edge(net, source, target, data, places, sizes) for source, target, data in sorted(net.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["relation"]))]
    parts += [_box(node, net.nodes[node], lines[node], places[node], sizes[node]) for node in sorted(net)]
    return ("\n".join([*parts, "</g>", "</svg>"]) + "\n").encode()


def _box(node: str, data: dict[str, str], lines: list[str], place: Place, size: Place) -> str:
    (x, y), (width, height) = place, size
    first = y - (len(lines) - 1) * _POINTS * 1.3 / 2 + _POINTS * 0.36
    text = "".join(f'<tspan x="{x:.1f}" y="{first + index * _POINTS * 1.3:.1f}">{escape(line)}</tspan>' for index, line in enumerate(lines))
    return (f'<g><title>{escape(data["label"])}</title><rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" height="{height:.1f}" rx="5" '
            f'fill="{look(data["kind"]).colour}"/><text font-size="{_POINTS}" fill="#ffffff" text-anchor="middle">{text}</text></g>')


def _edge(net: Network, source: str, target: str, data: dict[str, str], places: dict[str, Place], sizes: dict[str, Place]) -> str:
    (x1, y1), (x2, y2) = places[source], places[target]
    if net.graph.get("name") in RIGHTWARDS:
        side = 1 if x2 >= x1 else -1
        x1, x2 = x1 + side * sizes[source][0] / 2, x2 - side * sizes[target][0] / 2
        bend = f"C{(x1 + x2) / 2:.1f} {y1:.1f} {(x1 + x2) / 2:.1f} {y2:.1f}"
    else:
        side = 1 if y2 >= y1 else -1
        y1, y2 = y1 + side * sizes[source][1] / 2, y2 - side * sizes[target][1] / 2
        bend = f"C{x1:.1f} {(y1 + y2) / 2:.1f} {x2:.1f} {(y1 + y2) / 2:.1f}"
    words = f"{data['label']}\n{data['quotation']}".strip()
    path = f'<path d="M{x1:.1f} {y1:.1f}{bend} {x2:.1f} {y2:.1f}" fill="none" stroke="#aeb6bf" marker-end="url(#a)"><title>{escape(words)}</title></path>'
    if net.number_of_edges() > _NAMED_EDGES:
        return path
    return path + (f'<text x="{(x1 + x2) / 2:.1f}" y="{(y1 + y2) / 2:.1f}" font-size="11" text-anchor="middle" fill="#566573" stroke="#ffffff" stroke-width="3" '
                   f'paint-order="stroke">{escape(data["label"])}</text>')


def png(picture: bytes, scale: float = 1.5) -> bytes:
    """An SVG picture as PNG, by resvg with the fonts of the machine.

    Raises:
        ExportError: the picture is too large for one image.
    """
    return bytes(_drawn("svg_to_png", picture.decode(), scale=scale))


def pdf(picture: bytes) -> bytes:
    """An SVG picture as a PDF page of its size; raises as `png`."""
    return bytes(_drawn("svg_to_pdf", picture.decode()))


def chart(net: Network, title: str) -> bytes:
    """The timeline, treemap, waterfall or board of a network as SVG, drawn by Vega (vl-convert); raises as `png`."""
    from kb.network.charts import spec
    drawn = spec(net, title)
    text = str(_drawn("vega_to_svg" if "marks" in drawn else "vegalite_to_svg", drawn))
    # The library puts an address of its own before a link inside the page.
    return re.sub(r'xlink:href="[^"]*#(e\d+)"', r'href="#\1"', text).encode()


def _drawn(what: str, *given: Any, **options: Any) -> Any:
    import vl_convert
    try:
        return getattr(vl_convert, what)(*given, **options)
    except ValueError as error:
        raise ExportError(f"the picture cannot be drawn: {str(error).splitlines()[0]}") from error
