"""A network → a file: GraphML, GEXF, JSON, or a page."""

import json
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


FORMATS: dict[str, Callable[[Network], bytes]] = {"graphml": graphml, "gexf": gexf, "json": node_link}
