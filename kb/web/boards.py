"""Boards over the catalogue's questions: findings, commitments, budget, contracts, ordinances, checks, networks; and answers as files."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kb.errors import NoChainError, NotFoundError, QueryError
from kb.namespace import GOV
from kb.query.catalog import Param, Query, catalog, query
from kb.query.run import Answer
from kb.query.show import as_csv, as_json
from kb.vocabulary import scheme
from kb.web import views
from kb.web.answers import place_of, table
from kb.web.sparql import with_prefixes

if TYPE_CHECKING:
    from kb.web.pages import Pages, Routes

_FINDINGS = ["findings", "open-findings", "unanswered-findings", "findings-by-department", "findings-count", "repeated-findings", "copied-replies"]
_COMMITMENTS = ["commitments-overdue", "commitments-due", "commitments-undated", "milestones-by-date", "shared-promises"]
_MOST_OPTIONS = 400
_PICTURES = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json", "graphml": "application/xml", "gexf": "application/xml"}
_MOST_DRAWN = 400


def options(site: "Pages", param: Param) -> list[str]:
    """What a parameter may be, where that is a list: the words of a vocabulary, the names of units."""
    if param.type.startswith("scheme:"):
        return [concept.label for concept in scheme(param.type.removeprefix("scheme:")).concepts.values()]
    if param.type == "Unit":
        return list(site.remembered("units", lambda: sorted({site.source.label(node) for node in _units(site)})[:_MOST_OPTIONS]))
    return []


def _units(site: "Pages") -> Iterator[NamedNode]:
    from kb.web import data
    for kind in (GOV.Bureau, GOV.Department, GOV.Team):
        yield from data.iris(site.source, kind)


def asked(site: "Pages", request: Request, name: str, **given: str) -> Answer:
    """The answer to a question with the parameters that the address gives."""
    known = {param.name for param in query(name).params}
    return site.source.base.ask(name, **{**given, **{key: value for key, value in request.query_params.items() if value and key in known}})


def board(site: "Pages", request: Request, title: str, names: list[str], pictures: list[str], **given: str) -> Response:
    """A board: questions as tabs, the chosen one's fields and answer."""
    view = request.query_params.get("view", names[0])
    if view not in names:
        raise NotFoundError(view, names)
    chosen = query(view)

    def spoken(one: Query) -> str:
        return one.english if site.language(request) == "en" else one.korean

    answer = asked(site, request, view, **{key: value for key, value in given.items() if key in {param.name for param in chosen.params}})
    return site.shown(request, "board.html", title=title, names=[catalog("questions")[name] for name in names], view=view, asked=chosen, answer=table(site, request, answer),
                      options={param.name: options(site, param) for param in chosen.params},
                      pictures=[(name, spoken(query(name, "networks"))) for name in pictures])


def findings(site: "Pages", request: Request) -> Response:
    """Findings by state, category, department; repeated ones, copied replies."""
    return board(site, request, "findings", _FINDINGS, ["findings-board"])


def commitments(site: "Pages", request: Request) -> Response:
    """What was promised: overdue, to come, without a date."""
    return board(site, request, "commitments", _COMMITMENTS, ["timeline"], at=date.today().isoformat())


def budget(site: "Pages", request: Request) -> Response:
    """Amounts by unit, year, phase and quarter."""
    return board(site, request, "budget", ["budget-by-unit", "largest-budgets", "budget-change", "budget-by-quarter", "budget-of-phase"], ["budget", "budget-change"])


def contracts(site: "Pages", request: Request) -> Response:
    """Contracts, contractors, steps, awards."""
    return board(site, request, "contracts", ["contracts", "contractors", "contract-steps", "contracts-ending", "awards", "outside-actors"], [])


def ordinances(site: "Pages", request: Request) -> Response:
    """Laws and ordinances with their owners."""
    return board(site, request, "ordinances", ["laws", "unowned-ordinances", "uncited-ordinances", "proposed-instruments", "legal-basis"], [])


def checks(site: "Pages", request: Request) -> Response:
    """What is broken, with both places; and indicators."""
    found = site.remembered("checks", lambda: site.source.base.check(False))
    raised = site.remembered("flags", lambda: site.source.base.flags())
    broken = [(one, [place_of(place) for place in one.evidence], views.href(NamedNode(one.focus)) if one.focus.startswith("http") else "") for one in found]
    return site.shown(request, "checks.html", broken=broken, flags=raised)


def network(site: "Pages", request: Request) -> Response:
    """A network, drawn in the page."""
    from kb.network.html import picture_data
    name = request.path_params["name"]
    net = site.source.base.network(name, **_given(name, request))
    language = site.language(request)
    kinds = {node.value.rpartition("#")[2]: site.source.label(node, language) for node in site.remembered("kinds", lambda: _kinds(site))}
    chosen = query(name, "networks")
    title = chosen.english if language == "en" else chosen.korean
    if net.graph.get("picture"):
        return site.shown(request, "picture.html", title=title, name=name, asked=chosen, text=str(request.query_params), options={param.name: options(site, param) for param in chosen.params})
    return site.shown(request, "network.html", title=title, name=name, asked=chosen, drawn=picture_data(net, kinds), text=str(request.query_params), size=len(net), iris=list(net.nodes),
                      options={param.name: options(site, param) for param in chosen.params})


def picture(site: "Pages", request: Request) -> Response:
    """A network as a file."""
    from kb.render.networks import picture as drawn
    name, _, form = request.path_params["file"].rpartition(".")
    if form not in _PICTURES:
        raise NotFoundError(request.path_params["file"], sorted(_PICTURES))
    net = site.source.base.network(name, **_given(name, request))
    if form in ("svg", "png") and len(net) > _MOST_DRAWN:
        raise QueryError(f"{len(net)} things are too many for a still picture; name a thing, or open /network/{name}")
    return Response(drawn(site.source.base, net, name, Path(f"picture.{form}")), media_type=_PICTURES[form])


def networks(site: "Pages", request: Request) -> Response:
    """The networks there are."""
    return site.shown(request, "networks.html", known=list(catalog("networks").values()))


def chain(site: "Pages", request: Request) -> Response:
    """Chains from a thing, or between two."""
    start, end = request.query_params.get("from", ""), request.query_params.get("to", "")
    paths = site.source.base.between(start, end) if start and end else []
    try:
        found = site.source.base.chain(start) if start and not end else []
    except NoChainError:
        if "part" not in request.query_params:
            raise
        found = []
    if "part" in request.query_params:
        return site.shown(request, "chains.html", chains=found)
    return site.shown(request, "chain.html", start=start, end=end, paths=paths, chains=found)


def draw(site: "Pages", request: Request) -> Response:
    """The answer of any SELECT query as a network, or as a chart."""
    from kb.network.answers import bars_of, network_of
    from kb.network.html import picture_data
    source, asked = site.source, request.query_params.get("query", "")
    table = source.engine.select(with_prefixes(asked))
    net = network_of(source.engine, table)
    if net is None or len(net) == 0:
        bars_of(source.engine, table)
        return site.shown(request, "drawing.html", asked=asked)
    language = site.language(request)
    kinds = {node.value.rpartition("#")[2]: source.label(node, language) for node in site.remembered("kinds", lambda: _kinds(site))}
    return site.shown(request, "drawing.html", asked=asked, drawn=picture_data(net, kinds), iris=list(net.nodes), size=len(net))


def drawing(site: "Pages", request: Request) -> Response:
    """The chart of an answer."""
    from kb.network.answers import bar_chart, bars_of
    engine = site.source.engine
    return Response(bar_chart(bars_of(engine, engine.select(with_prefixes(request.query_params.get("query", ""))))), media_type="image/svg+xml")


def answer_file(site: "Pages", request: Request) -> Response:
    """An answer as CSV, JSON or a workbook."""
    name, _, form = request.path_params["file"].rpartition(".")
    answer = asked(site, request, name)
    if form == "csv":
        return Response("\ufeff" + as_csv(answer, evidence=True), media_type="text/csv", headers={"content-disposition": f'attachment; filename="{name}.csv"'})
    if form == "json":
        return Response(as_json(answer, evidence=True), media_type="application/json")
    if form == "xlsx":
        return Response(_sheet(answer), media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", headers={"content-disposition": f'attachment; filename="{name}.xlsx"'})
    raise NotFoundError(request.path_params["file"], ["csv", "json", "xlsx"])


def _given(name: str, request: Request) -> dict[str, str]:
    known = {param.name for param in query(name, "networks").params}
    return {key: value for key, value in request.query_params.items() if value and key in known}


def _kinds(site: "Pages") -> list[NamedNode]:
    from kb import ontology
    from kb.namespace import ONTOLOGY, RDF
    return sorted({quad.subject for quad in ontology.quads() if quad.graph_name == ONTOLOGY and quad.predicate == RDF.type and isinstance(quad.subject, NamedNode)}, key=lambda node: node.value)


def _sheet(answer: Answer) -> bytes:
    """An answer as a workbook, numbers as numbers; what begins as a formula does is text."""
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(answer.query.name[:31])
    sheet.append([column.korean for column in answer.columns] + ["근거"])
    for row, places in zip(answer.rows, answer.evidence, strict=True):
        cells: list[object] = [int(text) if (text := answer.shown(term)).lstrip("-").isdigit() and len(text) < 16 else _plain(text) for term in row]
        sheet.append([*cells, _plain(" | ".join(map(str, places)))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    clean = "".join(char for char in text if char >= " " or char in "\n\t")
    return f"'{clean}" if clean[:1] in "=+@" else clean[:32_000]


ROUTES: "Routes" = {"/findings": findings, "/commitments": commitments, "/budget": budget, "/contracts": contracts, "/ordinances": ordinances, "/checks": checks, "/network": networks,
                    "/network/{name}": network, "/picture/{file}": picture, "/chain": chain, "/answer/{file}": answer_file, "/draw": draw, "/drawing.svg": drawing}
