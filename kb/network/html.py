"""A network → one self-contained page that works offline: pyvis where it is small, WebGL (sigma.js) where it is large; words on a click."""

import json
import re

from markupsafe import Markup
from pyvis.network import Network as Page

from kb.network.build import Network
from kb.network.charts import anchors
from kb.network.layout import RIGHTWARDS, positions
from kb.network.looks import extent, look, named
from kb.network.pages import asset, templates
from kb.network.svg import chart
from kb.query.catalog import query

# pyvis draws some hundreds of nodes whose positions are given; above, WebGL holds twenty thousand.
SMALL = 200
_FONTS = "NanumGothic, Malgun Gothic, Apple SD Gothic Neo, sans-serif"
_LABELLED_EDGES = 15
_POINTS = 14
# Columns that only steer the drawing, or that the quotation shows.
_UNTOLD = frozenset(("whole", "demand", "item"))


def page(net: Network, classes: dict[str, str], title: str) -> str:
    """The page as text.

    Args:
        classes: class name → Korean label, for the legend.
        title: the page's heading; it, labels and quotations are shown as text, whatever they hold.
    """
    if net.graph.get("picture"):
        return _chart(net, title)
    return _small(net, classes, title) if len(net) <= SMALL else _large(net, classes, title)


def _chart(net: Network, title: str) -> str:
    """The picture, and below it each thing with its dates, amounts or state and the words; a part of the picture leads there."""
    places = anchors(net)
    headings = {column.name: column.korean for column in query(net.graph["name"], "networks").columns[3:] if column.name not in _UNTOLD}
    words = [{"anchor": places[node], "label": net.nodes[node]["label"], "facts": " · ".join(f"{headings[name]} {value}" for name, value in net.nodes[node].items() if name in headings),
              "edges": [(net.nodes[target]["label"], data["label"], data["quotation"].split("\n")) for _, target, data in net.out_edges(node, data=True)]} for node in places]
    drawn = Markup(chart(net, title).decode())  # noqa: S704 (Vega writes text as text)
    return templates().get_template("chart.html").render(title=title, picture=drawn, words=words, style=asset("picture.css"))


def _json(value: object) -> Markup:
    """JSON that can stand inside a script element: no text of a document can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def picture_data(net: Network, classes: dict[str, str]) -> dict[str, object]:
    """What the WebGL page draws, column by column: x, y, class, name and edges of nodes; from, to, relation and words of edges."""
    places = positions(net)
    nodes = list(net.nodes(data=True))
    edges = list(net.edges(data=True))
    kinds = sorted({data["kind"] for _, data in nodes})
    relations = sorted({data["label"] for _, _, data in edges})
    kind_at, relation_at = ({name: index for index, name in enumerate(names)} for names in (kinds, relations))
    number = {node: index for index, (node, _) in enumerate(nodes)}
    degree = [0] * len(nodes)
    sources, targets = [number[source] for source, _, _ in edges], [number[target] for _, target, _ in edges]
    for index in (*sources, *targets):
        degree[index] += 1
    return {
        "nodes": {"x": [round(places[node][0]) for node in number], "y": [round(places[node][1]) for node in number], "kind": [kind_at[data["kind"]] for _, data in nodes],
                  "label": [data["label"] for _, data in nodes], "degree": degree},
        "edges": {"source": sources, "target": targets, "relation": [relation_at[data["label"]] for _, _, data in edges], "quotation": [data["quotation"] for _, _, data in edges]},
        "kinds": [{"label": classes.get(kind, kind), "color": look(kind).colour} for kind in kinds],
        "relations": relations,
    }


def _large(net: Network, classes: dict[str, str], title: str) -> str:
    return templates().get_template("large.html").render(title=title, data=_json(picture_data(net, classes)), style=asset("picture.css"), script=asset("network.js"))


def _small(net: Network, classes: dict[str, str], title: str) -> str:
    drawn = Page(height="860px", width="100%", directed=True, cdn_resources="in_line", bgcolor="#ffffff")
    drawn.toggle_physics(False)
    lines = {node: named(data) for node, data in net.nodes(data=True)}
    places = positions(net, {node: extent(text, _POINTS) for node, text in lines.items()})
    for node, data in net.nodes(data=True):
        shown, (x, y) = look(data["kind"]), places[node]
        drawn.add_node(node, label="\n".join(lines[node]), title=f"{classes.get(data['kind'], data['kind'])}\n{data['label']}", x=x, y=y, color=shown.colour, shape=shown.shape,
                       font={"color": "#ffffff", "face": _FONTS, "size": _POINTS}, physics=False)
    curve = {"type": "cubicBezier", "forceDirection": "horizontal" if net.graph.get("name") in RIGHTWARDS else "vertical", "roundness": 0.45}
    for source, target, data in net.edges(data=True):
        drawn.add_edge(source, target, title=f"{data['label']}\n{data['quotation']}".strip(), label=data["label"] if net.number_of_edges() <= _LABELLED_EDGES else "",
                       color="#aab7b8", font={"size": 11, "color": "#566573"}, smooth=curve, words=data["quotation"], relation=data["label"])
    kinds = sorted({data["kind"] for _, data in net.nodes(data=True)})
    head = templates().get_template("head.html").render(title=title, style=asset("picture.css"))
    body = templates().get_template("small.html").render(title=title, kinds=[(kind, classes.get(kind, kind), look(kind).colour) for kind in kinds],
                                                         relations=sorted({data["label"] for _, _, data in net.edges(data=True)}))
    return _finished(drawn.generate_html(notebook=False), head, body, asset("small.js"))


def _finished(text: str, head: str, body: str, script: str) -> str:
    """pyvis's page without links to other hosts, with our head, our panel, and a policy that lets nothing in from outside."""
    text = re.sub(r"<link[^>]+https?://[^>]*>|<script[^>]+src=\"https?://[^>]*></script>", "", text)
    text = re.sub(r"<center>\s*<h1>.*?</h1>\s*</center>", "", text, flags=re.S)
    text = re.sub(r"<meta charset=\"utf-8\">", "", text)
    text = text.replace("<head>", "<head>\n" + head, 1).replace("<html>", '<html lang="ko">', 1)
    text = text.replace("<body>", "<body class=\"small\">\n" + body, 1)
    # The function itself: a string would take the backslashes of the script for its own.
    return re.sub(r"drawGraph\(\);", lambda _: f"drawGraph();\n{script}", text, count=1)


