"""The rows of any SELECT query → a network where two columns are things, a chart where one is a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
from pyoxigraph import Literal, NamedNode

from kb.errors import QueryError
from kb.network.build import Network
from kb.query.run import described, short
from kb.store.base import Store, Table, Term

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_MOST_BARS, _LONGEST_NAME = 60, 40


@dataclass(frozen=True, slots=True)
class Bars:
    """What a bar chart shows: the heading of the names and of the numbers, and (name, number) of each bar."""

    names: str
    numbers: str
    values: tuple[tuple[str, float], ...]


def network_of(store: Store, table: Table) -> "Network | None":
    """Things of two columns joined by the rows; the first further column names the joint. None where no two columns are things."""
    things = [index for index in range(len(table.columns)) if any(row[index] is not None for row in table.rows) and all(isinstance(row[index], NamedNode | None) for row in table.rows)]
    if len(things) < 2:
        return None
    # Of three columns of things the middle one is the relation, as in a triple.
    source, target = things[0], things[2] if len(things) > 2 else things[1]
    between = next((index for index in range(len(table.columns)) if index not in (source, target)), None)
    known = described(store, (row[index] for row in table.rows for index in (source, target)))
    found: Network = nx.MultiDiGraph(name="answer")
    for number, row in enumerate(table.rows):
        ends = row[source], row[target]
        if not (isinstance(ends[0], NamedNode) and isinstance(ends[1], NamedNode)):
            continue
        for node in ends:
            label, kind = known.get(node.value, ("", ""))  # type: ignore[union-attr]
            found.add_node(node.value, label=label or short(node), kind=kind or "Thing")  # type: ignore[union-attr,arg-type]
        found.add_edge(ends[0].value, ends[1].value, key=str(number), label=_shown(row[between]) if between is not None else f"{table.columns[source]} → {table.columns[target]}", quotation="")
    return found


def bars_of(store: Store, table: Table) -> Bars:
    """The bars of a table: its last column of numbers, named by its first other column.

    Raises:
        QueryError: no column holds numbers, or there is none to name them.
    """
    columns = range(len(table.columns))
    numbers = [index for index in columns if table.rows and all(isinstance(row[index], Literal) and _NUMBER.fullmatch(row[index].value) for row in table.rows)]  # type: ignore[union-attr]
    names = next((index for index in columns if index not in numbers[-1:]), None)
    if not numbers or names is None:
        raise QueryError("neither two columns of things nor a name and a number: nothing to draw")
    labels = described(store, (row[names] for row in table.rows))
    rows: Sequence[tuple[str, float]] = [(_name(row[names], labels), float(row[numbers[-1]].value)) for row in table.rows[:_MOST_BARS]]  # type: ignore[union-attr]
    return Bars(table.columns[names], table.columns[numbers[-1]], tuple(rows))


def _name(term: Term | None, labels: dict[str, tuple[str, str]]) -> str:
    text = labels.get(term.value, ("", ""))[0] or short(term) if isinstance(term, NamedNode) else _shown(term)
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME - 1] + "…"


def _shown(term: Term | None) -> str:
    return "" if term is None else short(term) if isinstance(term, NamedNode) else term.value


def bar_chart(bars: Bars) -> bytes:
    """A bar chart as SVG, drawn by Vega-Lite (vl-convert), in the order of the rows; raises as `kb.network.svg.png`."""
    from kb.network.svg import drawn
    spec = {"data": {"values": [{"name": name, "value": value, "order": order} for order, (name, value) in enumerate(bars.values)]}, "width": 640, "mark": "bar", "background": "#ffffff",
            "encoding": {"y": {"field": "name", "type": "nominal", "sort": {"field": "order"}, "title": bars.names, "axis": {"labelLimit": 320}},
                         "x": {"field": "value", "type": "quantitative", "title": bars.numbers}}, "config": {"font": "NanumGothic, Malgun Gothic, sans-serif"}}
    return str(drawn("vegalite_to_svg", spec)).encode()
