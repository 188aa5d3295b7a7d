"""A network → chains that a person reads: upwards to who answers, outwards to what hangs on a thing, between two things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import networkx as nx
from pyoxigraph import Literal, NamedNode

from kb.errors import NoChainError
from kb.network.build import Network, network
from kb.query.run import names_of
from kb.resolve.names import find
from kb.resources import folder
from kb.store.base import Store

KINDS = ("responsibility", "dependency")


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: how deep it stands, from what, by what relation, to what, and the words that say so."""

    depth: int
    source: str
    relation: str
    target: str
    quotation: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain: its kind, the thing it starts from, its steps; money in won by (phase, year) where things hang on it."""

    kind: str
    start: str
    links: tuple[Link, ...]
    money: Mapping[tuple[str, str], int]


def chains(store: Store, start: str, end: str = "", kind: str = "") -> list[Chain]:
    """The chains from a thing.

    Args:
        start: a thing, by name or IRI.
        end: another thing; then the shortest chains between the two, either way.
        kind: `responsibility`, `dependency`, or both.

    Raises:
        NotFoundError: nothing of that name.
        NoChainError: no chain.
        AmbiguousError: several things of that name.
    """
    first = find(store, start).value
    last = find(store, end).value if end else ""
    found = []
    for one in KINDS if not kind else (kind,):
        net = network(one, {"thing": first}, store) if not last else network(one, {}, store)
        if last:
            links = tuple(_between(net, first, last))
        elif one == "responsibility":
            links = tuple(_outwards(net, first, up=True))
        else:
            links = tuple(_outwards(net, first, up=False))
        if links:
            label = net.nodes[first]["label"]
            found.append(Chain(one, label, links, money(store, first) if one == "dependency" and not last else {}))
    if not found:
        shown = names_of(store, [NamedNode(first)]).get(first, start)
        raise NoChainError(shown, names_of(store, [NamedNode(last)]).get(last, end) if last else "")
    return found


def _outwards(net: Network, start: str, up: bool) -> Iterator[Link]:
    """A walk in breadth along edges (up) or against them, each thing once, in order of names."""
    if start not in net:
        return
    view = net if up else net.reverse(copy=False)
    yield from _below(net, view, start, 1, {start}, up)


def _below(net: Network, view: Network, node: str, depth: int, seen: set[str], up: bool) -> Iterator[Link]:
    for _, other, data in sorted(view.out_edges(node, data=True), key=lambda edge: (edge[2]["label"], net.nodes[edge[1]]["label"])):
        if other in seen:
            continue
        seen.add(other)
        yield Link(depth, net.nodes[node]["label"], data["label"], net.nodes[other]["label"], data["quotation"])
        yield from _below(net, view, other, depth + 1, seen, up)


def _between(net: Network, first: str, last: str) -> Iterator[Link]:
    for source, target in ((first, last), (last, first)):
        if source in net and target in net and nx.has_path(net, source, target):
            for path in nx.all_shortest_paths(nx.DiGraph(net), source, target):
                for depth, (one, other) in enumerate(zip(path, path[1:], strict=False), 1):
                    data = next(iter(net.get_edge_data(one, other).values()))
                    yield Link(depth, net.nodes[one]["label"], data["label"], net.nodes[other]["label"], data["quotation"])
            return


def money(store: Store, thing: str) -> dict[tuple[str, str], int]:
    """The money in won that hangs on a thing, by (phase, year): the yearly amounts of budget lines that depend on it."""
    text = (folder("queries") / "names" / "money.rq").read_text(encoding="utf-8")
    table = store.select(text.replace("VALUES (?thing) { (UNDEF) }", f"VALUES (?thing) {{ ({NamedNode(thing)}) }}"))
    return {(phase.value, year.value): int(Decimal(total.value)) for phase, year, total in table.rows
            if isinstance(phase, Literal) and isinstance(year, Literal) and isinstance(total, Literal)}
