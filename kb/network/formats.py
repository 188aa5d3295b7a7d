"""A network → a file: GraphML, GEXF, JSON or Mermaid."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import networkx as nx

from kb.network.build import Network


def graphml(net: Network) -> bytes:
    """GraphML 1.0."""
    out = BytesIO()
    nx.write_graphml(net, out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def gexf(net: Network) -> bytes:
    """GEXF 1.2."""
    out = BytesIO()
    nx.write_gexf(_keyed(net), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def _keyed(net: Network) -> Network:
    """The network with edge identifiers that GEXF takes: relation IRIs stay as an attribute."""
    copy = nx.MultiDiGraph(**net.graph)
    copy.add_nodes_from(net.nodes(data=True))
    copy.add_edges_from((source, target, dict(data)) for source, target, data in net.edges(data=True))
    return copy


def node_link(net: Network) -> bytes:
    """The node-link form of networkx: `nodes` with id, label, kind; `edges` with source, target, relation, quotation."""
    return (json.dumps(nx.node_link_data(net, edges="edges"), ensure_ascii=False, indent=1) + "\n").encode()


def mermaid(net: Network) -> bytes:
    """A Mermaid flowchart, left to right, or a Gantt chart of a timeline: for Markdown pages; no label can become markup."""
    if net.graph.get("picture") == "timeline":
        return _gantt(net)
    names = {node: f"n{number}" for number, node in enumerate(sorted(net), 1)}
    lines = ["flowchart LR", *(f'  {names[node]}["{_safe(net.nodes[node]["label"])}"]' for node in sorted(net))]
    lines += sorted(f'  {names[source]} -->|"{_safe(data["label"])}"| {names[target]}' for source, target, data in net.edges(data=True))
    return ("\n".join(lines) + "\n").encode()


def _gantt(net: Network) -> bytes:
    lines, section = ["gantt", "  dateFormat YYYY-MM-DD"], ""
    rows = sorted((net.nodes[target]["label"], data.get("start") or data["end"], data["end"], data["label"])
                  for node, data in net.nodes(data=True) if "end" in data for _, target in net.out_edges(node))
    for of, start, end, label in rows:
        if of != section:
            section = of
            lines.append(f"  section {_task(of)}")
        lines.append(f"  {_task(label)} :{start}, {end}")
    return ("\n".join(lines) + "\n").encode()


def _task(text: str) -> str:
    """A name as a Gantt chart of Mermaid takes it: colons and semicolons end a name there, and it knows no codes for them."""
    return re.sub(r"[:;#]", "·", " ".join(text.split()))


def _safe(text: str) -> str:
    """A label as Mermaid takes it: signs with a meaning there as entity codes."""
    return "".join(f"#{ord(char)};" if char in '"#&<>[]{}|`\\' else char for char in " ".join(text.split()))


FORMATS: dict[str, Callable[[Network], bytes]] = {"graphml": graphml, "gexf": gexf, "json": node_link, "mmd": mermaid}
