"""Two things → every shortest chain between them, and the chains that share nothing on the way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx
from pyoxigraph import NamedNode

from kb.errors import NoChainError
from kb.network.build import Network, network
from kb.query.run import names_of
from kb.resolve.names import find
from kb.store.base import Store

KINDS = ("responsibility", "dependency")
_MOST = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: from what to what by which relation, whether the statement runs that way, and its words (empty where derived)."""

    source: str
    relation: str
    target: str
    forward: bool
    quotation: str


@dataclass(frozen=True, slots=True)
class Path:
    """One chain: its kind (`responsibility`, `dependency`, or `connection` across both, in either direction), whether it is among the shortest, its steps."""

    kind: str
    shortest: bool
    steps: tuple[Step, ...]


def between(store: Store, start: str, end: str, kind: str = "") -> list[Path]:
    """The chains between two things: all of the shortest (up to 50), then the independent ones that are longer.

    Chains run along responsibility or dependency, one way or the other; where none does, along both, whichever way
    their statements run. Independent chains share nothing but their ends (Menger 1927).

    Args:
        kind: `responsibility` or `dependency`; both where empty.

    Raises:
        NotFoundError, AmbiguousError: a name means nothing, or several things.
        NoChainError: nothing joins the two.
    """
    first, last = find(store, start).value, find(store, end).value
    found = []
    for one in (kind,) if kind else KINDS:
        net = network(one, {"thing": first}, store)
        found += list(_directed(net, one, first, last))
    if not found and not kind:
        found = list(_connected(nx.compose_all([network(one, {}, store) for one in KINDS]), first, last))
    if not found:
        names = names_of(store, [NamedNode(first), NamedNode(last)])
        raise NoChainError(names.get(first, start), names.get(last, end))
    return found


def _directed(net: Network, kind: str, first: str, last: str) -> Iterator[Path]:
    if first not in net or last not in net or first == last:
        return
    flat = nx.DiGraph(net)
    for source, target in ((first, last), (last, first)):
        if nx.has_path(flat, source, target):
            yield from _paths(net, kind, nx.all_shortest_paths(flat, source, target), nx.node_disjoint_paths(flat, source, target))
            return


def _connected(net: Network, first: str, last: str) -> Iterator[Path]:
    flat = nx.Graph(net)
    if first in flat and last in flat and first != last and nx.has_path(flat, first, last):
        yield from _paths(net, "connection", nx.all_shortest_paths(flat, first, last), nx.node_disjoint_paths(flat, first, last))


def _paths(net: Network, kind: str, shortest: Iterable[list[str]], independent: Iterable[list[str]]) -> Iterator[Path]:
    near = sorted(islice(shortest, _MOST), key=lambda path: [net.nodes[node]["label"] for node in path])
    yield from (Path(kind, True, tuple(_steps(net, path))) for path in near)
    others = sorted((path for path in independent if len(path) > len(near[0])), key=len)
    yield from (Path(kind, False, tuple(_steps(net, path))) for path in others)


def _steps(net: Network, path: Sequence[str]) -> Iterator[Step]:
    for one, other in pairwise(path):
        forward = net.has_edge(one, other)
        data = next(iter(net.get_edge_data(*((one, other) if forward else (other, one))).values()))
        yield Step(net.nodes[one]["label"], data["label"], net.nodes[other]["label"], forward, data["quotation"])
