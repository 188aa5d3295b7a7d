"""A network whose things have dates, amounts or states → a Vega-Lite or Vega picture: timeline, treemap, waterfall, board."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from kb.network.build import Network
from kb.network.looks import won, wrapped
from kb.vocabulary import scheme

Spec = dict[str, Any]
FONT = "NanumGothic, Malgun Gothic, Apple SD Gothic Neo, sans-serif"
_CONFIG: Spec = {"font": FONT, "view": {"stroke": None}, "axis": {"labelLimit": 0, "titleLimit": 0, "labelFontSize": 12}, "legend": {"labelLimit": 0}}
_STATES = {"다가옴": "#1f618d", "지남": "#7b8a8b", "끝남": "#196f3d", "기한 지남": "#b03a2e"}
_PALETTE = ["#1f618d", "#186a3b", "#7e5109", "#6c3483", "#922b21", "#0e6251", "#935116", "#2c3e50", "#117864", "#76448a"]
_ROW_HEADER: Spec = {"labelAngle": 0, "labelAlign": "left", "labelLimit": 0}
_STATE_COLOURS = ["#196f3d", "#1f618d", "#935116", "#b03a2e", "#5b2c6f", "#2c3e50"]
_SHORTEST_DAYS = 10
# How many signs a line of a name may have in a box of the treemap: the widest that fits is taken.
_WIDTHS = (5, 7, 10, 14, 20)


def anchors(net: Network) -> dict[str, str]:
    """Node → the place on the page where its words stand: `e1`, `e2` ... in order of names, numbers in them by their value."""
    def order(node: str) -> list[tuple[int, str]]:
        return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", net.nodes[node]["label"])]

    return {node: f"e{number}" for number, node in enumerate(sorted((node for node in net if net.out_degree(node)), key=order), 1)}


def spec(net: Network, title: str) -> Spec:
    """The Vega-Lite or Vega specification of a network's picture.

    Raises:
        KeyError: the network's query names no picture, or one that is not known.
    """
    drawn = _DRAWN[str(net.graph["picture"])](net, anchors(net))
    return {"title": {"text": title, "anchor": "start", "fontSize": 18, "font": FONT}, "background": "#ffffff", "padding": 12, **drawn}


def _of(net: Network, node: str) -> str:
    """What a thing belongs to: the name at the end of its edge."""
    return min((str(net.nodes[target]["label"]) for _, target in net.out_edges(node)), default="")


def _timeline(net: Network, places: dict[str, str]) -> Spec:
    rows = []
    for node, data in net.nodes(data=True):
        if "end" in data:
            rows.append({"what": data["label"], "of": "\n".join(wrapped(_of(net, node), 14)), "start": data.get("start") or data["end"], "end": data["end"],
                         "state": data["state"], "href": f"#{places[node]}"})
    rows.sort(key=lambda row: (row["of"], row["start"], row["end"], row["what"]))
    for number, row in enumerate(rows):
        row["row"] = f"{number:04d}"
    return {
        "config": _CONFIG, "data": {"values": rows},
        "transform": [{"calculate": "toDate(datum.start)", "as": "from"}, {"calculate": "timeOffset('date', toDate(datum.end), 1)", "as": "to"},
                      {"calculate": f"max(datum.to, timeOffset('date', datum.from, {_SHORTEST_DAYS}))", "as": "shown"}],
        "facet": {"row": {"field": "of", "title": None, "header": {**_ROW_HEADER, "labelFontWeight": "bold", "labelLineHeight": 14, "labelExpr": "split(datum.value, '\\n')"}}},
        "resolve": {"scale": {"y": "independent"}}, "spacing": 10,
        "spec": {
            "width": 560, "height": {"step": 22},
            "encoding": {"y": {"field": "row", "title": None, "sort": None, "axis": None}, "href": {"field": "href"}, "tooltip": {"field": "what"}},
            "layer": [
                {"mark": {"type": "bar", "height": 14, "cornerRadius": 2},
                 "encoding": {"x": {"field": "from", "type": "temporal", "title": None, "axis": {"format": "%Y-%m", "orient": "top", "grid": True}}, "x2": {"field": "shown"},
                              "color": {"field": "state", "title": None, "scale": {"domain": list(_STATES), "range": list(_STATES.values())}, "legend": {"orient": "top"}}}},
                {"mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12, "limit": 0},
                 "encoding": {"x": {"field": "shown", "type": "temporal"}, "text": {"field": "what"}}},
            ],
        },
    }


def _treemap(net: Network, places: dict[str, str]) -> Spec:
    units: dict[str, float] = defaultdict(float)
    lines = []
    for node, data in net.nodes(data=True):
        if "amount" in data:
            amount, unit = float(data["amount"]), _of(net, node)
            units[unit] += amount
            lines.append({"id": node, "parent": f"unit {unit}", "name": data["item"], "amount": amount, "unit": unit, "href": f"#{places[node]}",
                          **{f"w{width}": [*wrapped(data["item"], width), won(amount)] for width in _WIDTHS}})
    values = [{"id": "all", "parent": None}, *({"id": f"unit {unit}", "parent": "all", "name": unit} for unit in sorted(units)), *sorted(lines, key=lambda line: str(line["id"]))]
    names = {unit: f"{unit} {won(total)}" for unit, total in sorted(units.items())}
    return {
        "config": {"style": {"guide-label": {"font": FONT}}}, "width": 960, "height": 600,
        "data": [
            {"name": "tree", "values": values, "transform": [{"type": "stratify", "key": "id", "parentKey": "parent"},
                                                            {"type": "treemap", "field": "amount", "sort": {"field": "value", "order": "descending"}, "round": True, "method": "squarify",
                                                             "paddingInner": 2, "paddingOuter": 3, "size": [{"signal": "width"}, {"signal": "height"}]}]},
            {"name": "leaves", "source": "tree", "transform": [
                {"type": "filter", "expr": "!datum.children"},
                {"type": "formula", "as": "signs", "expr": "(datum.x1 - datum.x0 - 12) / 12.2"},
                {"type": "formula", "as": "lines", "expr": " : ".join(f"datum.signs >= {width} ? datum.w{width}" for width in reversed(_WIDTHS)) + " : null"},
                # A name that does not fit its box whole stands in the list below the picture, never cut.
                {"type": "formula", "as": "fits", "expr": "datum.lines && length(datum.lines) * 15 + 11 < datum.y1 - datum.y0"}]},
        ],
        "scales": [{"name": "color", "type": "ordinal", "domain": list(units and sorted(units)), "range": _PALETTE}],
        "legends": [{"fill": "color", "orient": "top", "direction": "vertical", "labelLimit": 0, "labelFont": FONT, "labelFontSize": 13,
                     "encode": {"labels": {"update": {"text": {"signal": f"({_object(names)})[datum.value]"}}}}}],
        "marks": [
            {"type": "rect", "from": {"data": "leaves"}, "encode": {"enter": {
                "x": {"field": "x0"}, "x2": {"field": "x1"}, "y": {"field": "y0"}, "y2": {"field": "y1"}, "fill": {"scale": "color", "field": "unit"},
                "href": {"field": "href"}, "tooltip": {"signal": "join(datum.w20, ' ')"}}}},
            {"type": "text", "from": {"data": "leaves"}, "interactive": False, "encode": {"enter": {
                "x": {"field": "x0", "offset": 6}, "y": {"field": "y0", "offset": 16}, "fill": {"value": "#ffffff"}, "font": {"value": FONT}, "fontSize": {"value": 12},
                "text": {"signal": "datum.fits ? datum.lines : ''"}, "lineHeight": {"value": 15}, "limit": {"value": 0}}}},
        ],
    }


def _object(names: dict[str, str]) -> str:
    """A mapping of names as a Vega expression; the text of a document stands in it as JSON strings."""
    import json
    return json.dumps(names, ensure_ascii=False)


def _waterfall(net: Network, places: dict[str, str]) -> Spec:
    lines = sorted(((data, node) for node, data in net.nodes(data=True) if "before" in data), key=lambda pair: (pair[0].get("whole") != "true", str(pair[0]["label"])))
    parts = [(data, node) for data, node in lines if data.get("whole") != "true"] or lines
    before, after = (sum(float(data[name]) for data, _ in parts) for name in ("before", "amount"))
    year = int(parts[0][0]["year"]) if parts else 0
    rows: list[Spec] = [{"name": f"{year - 1}년", "from": 0.0, "to": before, "kind": "합계", "text": won(before)}]
    at = before
    for data, node in parts:
        change = float(data["amount"]) - float(data["before"])
        kind, sign = ("늘어남", "+") if change >= 0 else ("줄어듦", "△")
        rows.append({"name": _of(net, node), "from": at, "to": at + change, "kind": kind, "text": f"{sign}{won(abs(change))}", "href": f"#{places[node]}"})
        at += change
    rows.append({"name": f"{year}년", "from": 0.0, "to": after, "kind": "합계", "text": won(after)})
    for row in rows:
        row |= {"from": row["from"] / 1e8, "to": row["to"] / 1e8, "top": max(row["from"], row["to"]) / 1e8, "name": wrapped(row["name"], 9)}
        row["key"] = "\n".join(row.pop("name"))
    low = min(min(row["from"], row["to"]) for row in rows[1:-1] or rows)
    return {
        "config": _CONFIG, "width": {"step": 110}, "height": 420, "data": {"values": rows},
        "encoding": {"x": {"field": "key", "type": "nominal", "sort": None, "title": None, "axis": {"labelAngle": 0, "labelExpr": "split(datum.value, '\\n')"}}, "href": {"field": "href"}},
        "layer": [
            {"mark": {"type": "bar", "clip": True}, "encoding": {
                "y": {"field": "from", "type": "quantitative", "title": "억원 (100 million won)", "scale": {"zero": low <= 0 or len(rows) < 4, "nice": True}}, "y2": {"field": "to"},
                "color": {"field": "kind", "title": None, "scale": {"domain": ["합계", "늘어남", "줄어듦"], "range": ["#34495e", "#1f618d", "#b03a2e"]}, "legend": {"orient": "top"}}}},
            {"mark": {"type": "text", "dy": -8, "fontSize": 12}, "encoding": {"y": {"field": "top", "type": "quantitative"}, "text": {"field": "text"}}},
        ],
    }


def _board(net: Network, places: dict[str, str]) -> Spec:
    """Findings as squares with their numbers, states across and departments down."""
    rows = [{"unit": str(net.nodes[target]["label"]), "state": data["state"], "number": int(data["number"]), "what": data["demand"], "href": f"#{places[node]}"}
            for node, data in net.nodes(data=True) if "demand" in data for _, target in net.out_edges(node)]
    states = [concept.label for concept in scheme("finding-status").concepts.values()]
    order = sorted({str(row["state"]) for row in rows}, key=lambda state: states.index(state) if state in states else len(states))
    rows.sort(key=lambda row: (row["unit"], row["state"], row["number"]))
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        index = counts[row["unit"], row["state"]]
        row |= {"column": index % 8, "line": index // 8}
        counts[row["unit"], row["state"]] += 1
    return {
        "config": _CONFIG, "data": {"values": rows},
        "facet": {"column": {"field": "state", "title": None, "sort": order, "header": {"labelFontSize": 14, "labelFontWeight": "bold"}},
                  "row": {"field": "unit", "title": None, "header": {**_ROW_HEADER, "labelFontSize": 13}}},
        "resolve": {"scale": {"y": "independent"}}, "spacing": 14,
        "spec": {
            "width": {"step": 34}, "height": {"step": 34},
            "encoding": {"x": {"field": "column", "type": "ordinal", "axis": None, "scale": {"domain": list(range(8))}}, "y": {"field": "line", "type": "ordinal", "axis": None},
                         "href": {"field": "href"}, "tooltip": {"field": "what"}},
            "layer": [
                {"mark": {"type": "rect", "cornerRadius": 4, "width": 30, "height": 30},
                 "encoding": {"color": {"field": "state", "legend": None, "scale": {"domain": order, "range": _STATE_COLOURS}}}},
                {"mark": {"type": "text", "color": "#ffffff", "fontSize": 13}, "encoding": {"text": {"field": "number"}}},
            ],
        },
    }


_DRAWN: dict[str, Callable[[Network, dict[str, str]], Spec]] = {"timeline": _timeline, "treemap": _treemap, "waterfall": _waterfall, "board": _board}
