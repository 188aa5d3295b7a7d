"""A network → one self-contained page that works offline: pyvis, positions computed beforehand, words on hover."""

import html
import re

from pyvis.network import Network as Page

from kb.network.build import Network
from kb.network.layout import positions

_LOOKS = {
    "Finding": ("#c0392b", "square"), "Commitment": ("#e67e22", "square"), "Action": ("#f1c40f", "square"), "Audit": ("#922b21", "diamond"),
    "Department": ("#1f618d", "box"), "Bureau": ("#154360", "box"), "Team": ("#5dade2", "box"), "Unit": ("#2e86c1", "box"),
    "PublicBody": ("#0b5345", "box"), "Organization": ("#117864", "ellipse"), "Company": ("#7d3c98", "ellipse"),
    "Consortium": ("#5b2c6f", "ellipse"), "Committee": ("#148f77", "ellipse"), "Council": ("#0e6655", "ellipse"),
    "Project": ("#1e8449", "dot"), "Milestone": ("#82e0aa", "dot"), "BudgetLine": ("#b7950b", "triangle"),
    "Contract": ("#6c3483", "hexagon"), "ContractEvent": ("#bb8fce", "dot"), "Ordinance": ("#784212", "star"), "Act": ("#6e2c00", "star"),
    "Article": ("#a04000", "star"), "Function": ("#7f8c8d", "dot"), "Principle": ("#1a5276", "diamond"), "Outcome": ("#58a55c", "dot"), "Facility": ("#34495e", "hexagon"),
}
_OTHER = ("#566573", "dot")
_LINE, _LINES = 15, 3
_FONTS = "NanumGothic, Malgun Gothic, Apple SD Gothic Neo, sans-serif"
_STYLE = (
    "body{font-family:NanumGothic,'Malgun Gothic','Apple SD Gothic Neo',sans-serif;margin:0;overflow-x:hidden}"
    ".card{border:0!important}#mynetwork{float:none!important;border:0!important;height:calc(100vh - 5.5rem)!important}"
    "h1{font-size:1.2rem;margin:.6rem 1rem}"
    "#legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;margin:.2rem 1rem;padding:0;font-size:.85rem}"
    "#legend span{display:inline-block;width:.9em;height:.9em;margin-right:.35em;border-radius:2px}"
)
_LABELLED_EDGES = 15


def page(net: Network, classes: dict[str, str], title: str) -> str:
    """The page as text.

    Args:
        classes: class name → Korean label, for the legend.
        title: the page's heading; it, labels and quotations are shown as text, whatever they hold.
    """
    drawn = Page(height="860px", width="100%", directed=True, cdn_resources="in_line", bgcolor="#ffffff")
    drawn.toggle_physics(False)
    places = positions(net)
    for node, data in net.nodes(data=True):
        colour, shape = _LOOKS.get(data["kind"], _OTHER)
        x, y = places[node]
        kind = classes.get(data["kind"], data["kind"])
        drawn.add_node(node, label=_wrapped(data["label"]), title=f"{kind}\n{data['label']}", x=x, y=y, color=colour, shape=shape,
                       size=14, font={"color": "#ffffff" if shape in ("box", "ellipse") else "#1c2833", "face": _FONTS, "size": 14}, physics=False)
    for source, target, data in net.edges(data=True):
        drawn.add_edge(source, target, title=f"{data['label']}\n{data['quotation']}".strip(), label=data["label"] if net.number_of_edges() <= _LABELLED_EDGES else "",
                       color="#aab7b8", font={"size": 11, "color": "#566573"})
    return _finished(drawn.generate_html(notebook=False), net, classes, title)


def _wrapped(label: str) -> str:
    """A label on up to three lines; a longer one is cut here and whole on hover."""
    words, lines = re.sub(r"\s+", " ", label).split(" "), [""]
    for word in words:
        while word:
            room = _LINE - len(lines[-1]) - (1 if lines[-1] else 0)
            if len(word) <= room:
                lines[-1] = f"{lines[-1]} {word}".strip()
                word = ""
            elif lines[-1]:
                lines.append("")
            else:
                lines[-1], word = word[:_LINE], word[_LINE:]
                lines += [""] if word else []
    return "\n".join(lines[:_LINES]) + ("…" if len(lines) > _LINES else "")


def _finished(text: str, net: Network, classes: dict[str, str], title: str) -> str:
    """The page without links to other hosts, with heading, legend and a policy that lets nothing in from outside."""
    text = re.sub(r"<link[^>]+https?://[^>]*>|<script[^>]+src=\"https?://[^>]*></script>", "", text)
    text = re.sub(r"<center>\s*<h1>.*?</h1>\s*</center>", "", text, flags=re.S)
    kinds = sorted({data["kind"] for _, data in net.nodes(data=True)})
    items = "".join(f'<li><span style="background:{_LOOKS.get(kind, _OTHER)[0]}"></span>{html.escape(classes.get(kind, kind))}</li>' for kind in kinds)
    head = ('<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'unsafe-inline\'; style-src \'unsafe-inline\'; img-src data:">\n'
            f"<title>{html.escape(title)}</title>\n"
            f"<style>{_STYLE}</style>\n")
    text = re.sub(r"<meta charset=\"utf-8\">", "", text)
    text = text.replace("<head>", "<head>\n" + head, 1).replace("<html>", '<html lang="ko">', 1)
    text = text.replace("drawGraph();", "drawGraph(); network.once('afterDrawing', () => network.fit()); addEventListener('resize', () => network.fit());", 1)
    return text.replace("<body>", f"<body>\n<h1>{html.escape(title)}</h1>\n<ul id=\"legend\">{items}</ul>\n", 1)
