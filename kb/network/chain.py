"""A network → chains that a person reads: upwards to who answers, outwards to what hangs on a thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kb.errors import NoChainError
from kb.network.build import Network, network
from kb.network.paths import KINDS
from kb.query.run import names_of
from kb.resolve.names import find
from kb.resources import folder
from kb.store.base import Store


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


def chains(store: Store, start: str, kind: str = "") -> list[Chain]:
    """The chains from a thing; `kb.network.paths.between` gives those between two.

    Args:
        start: a thing, by name or IRI.
        kind: `responsibility`, `dependency`, or both.

    Raises:
        NotFoundError: nothing of that name.
        NoChainError: no chain.
        AmbiguousError: several things of that name.
    """
    first = find(store, start).value
    found = []
    for one in KINDS if not kind else (kind,):
        net = network(one, {"thing": first}, store)
        if links := tuple(_outwards(net, first, up=one == "responsibility")):
            found.append(Chain(one, net.nodes[first]["label"], links, money(store, first) if one == "dependency" else {}))
    if not found:
        raise NoChainError(names_of(store, [NamedNode(first)]).get(first, start))
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


def money(store: Store, thing: str) -> dict[tuple[str, str], int]:
    """The money in won that hangs on a thing, by (phase, year): the yearly amounts of budget lines that depend on it."""
    text = (folder("queries") / "names" / "money.rq").read_text(encoding="utf-8")
    table = store.select(text.replace("VALUES (?thing) { (UNDEF) }", f"VALUES (?thing) {{ ({NamedNode(thing)}) }}"))
    return {(phase.value, year.value): int(Decimal(total.value)) for phase, year, total in table.rows
            if isinstance(phase, Literal) and isinstance(year, Literal) and isinstance(total, Literal)}
