"""The Reconciliation Service API 0.2 (W3C Community Group Report) over a base: match names, suggest, preview, extend."""

import html
import json
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode
from rapidfuzz import fuzz
from starlette.requests import Request
from starlette.responses import Response

from kb.korean.text import name_key
from kb.namespace import BASE, GOV, RDF
from kb.web import data, views
from kb.web.api import sent
from kb.web.reading import classes

if TYPE_CHECKING:
    from kb.web.pages import Pages, Routes

_NS = GOV.Finding.value.rpartition("#")[0] + "#"
_SURE = 99.0


def manifest(site: "Pages", request: Request) -> dict[str, Any]:
    """What the service is and offers."""
    origin = site.origin(request)
    return {"versions": ["0.2"], "name": "govkb", "identifierSpace": BASE, "schemaSpace": _NS, "view": {"url": f"{origin}/page/{{{{id}}}}"},
            "defaultTypes": _types(site), "preview": {"url": f"{origin}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 220},
            "suggest": {kind: {"service_url": origin, "service_path": f"/reconcile/suggest/{kind}"} for kind in ("entity", "type", "property")},
            "extend": {"propose_properties": {"service_url": origin, "service_path": "/reconcile/properties"}, "property_settings": []}}


def service(site: "Pages", request: Request) -> Response:
    """Candidates for names, values of properties, or the manifest."""
    asked = request.query_params.get("queries")
    extend = request.query_params.get("extend")
    try:
        if asked:
            return sent({key: {"result": _matches(site, one)} for key, one in json.loads(asked).items()})
        if extend:
            return sent(_extended(site, json.loads(extend)))
    except (ValueError, AttributeError, TypeError) as error:
        return sent({"error": f"not JSON as the protocol asks: {error}"}, 400)
    return sent(manifest(site, request))


def suggest(site: "Pages", request: Request) -> Response:
    """Things, classes or properties by the beginning of a word."""
    prefix, kind = request.query_params.get("prefix", ""), request.path_params["kind"]
    if kind == "entity":
        return sent({"result": [{"id": hit.iri.removeprefix(BASE), "name": hit.text} for hit in site.index().names(prefix, 10)]})
    known = _types(site) if kind == "type" else _properties(site)
    return sent({"result": [one for one in known if prefix.casefold() in one["name"].casefold() or prefix.casefold() in one["id"].casefold()][:20]})


def preview(site: "Pages", request: Request) -> Response:
    """A thing in a few lines."""
    node = NamedNode(BASE + request.query_params.get("id", ""))
    facts = "".join(f"<dt>{html.escape(group.name)}</dt><dd>{html.escape(group.values[0].text)}</dd>" for group in views.facts(site.source, node, "ko")[:5])
    return Response(f"<!doctype html><html lang=ko><meta charset=utf-8><title>govkb</title><body><h1>{html.escape(site.source.label(node))}</h1><dl>{facts}</dl></body></html>", media_type="text/html")


def properties(site: "Pages", _: Request) -> Response:
    """The properties that data can be extended by."""
    return sent({"properties": _properties(site)})


def _types(site: "Pages") -> list[dict[str, str]]:
    return [{"id": kind.value.removeprefix(_NS), "name": site.source.label(kind)} for kind, _ in site.remembered("classes", lambda: classes(site.source)).most_common()]


def _properties(site: "Pages") -> list[dict[str, str]]:
    known = {quad.subject for quad in data.terms("") if quad.predicate == RDF.type and isinstance(quad.object, NamedNode) and quad.object.value.endswith("Property")}
    ours = sorted((node for node in known if isinstance(node, NamedNode) and node.value.startswith(_NS)), key=lambda node: node.value)
    return [{"id": node.value.removeprefix(_NS), "name": site.source.label(node)} for node in ours]


def _matches(site: "Pages", asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The candidates for one name, scored 0 to 100; a match is a name with the same key that no other thing has."""
    words, wanted = str(asked.get("query", "")), asked.get("type")
    kinds = {wanted} if isinstance(wanted, str) else {one for one in wanted or () if isinstance(one, str)}
    found: dict[str, tuple[float, str]] = {}
    for hit in site.index().names(words, 50):
        key, other = name_key(words), name_key(hit.text)
        score = 100.0 if key == other else min(_SURE - 1, fuzz.ratio(key, other))
        if score > found.get(hit.iri, (0.0, ""))[0]:
            found[hit.iri] = (score, hit.text)
    rows: list[dict[str, Any]] = []
    for iri, (score, text) in sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0])):
        types = [kind for kind in site.source.kinds(NamedNode(iri)) if kind.value.startswith(_NS)]
        if not kinds or kinds & {kind.value.removeprefix(_NS) for kind in types}:
            rows.append({"id": iri.removeprefix(BASE), "name": text, "score": score, "match": False, "type": [{"id": kind.value.removeprefix(_NS), "name": site.source.label(kind)} for kind in types]})
    if rows and rows[0]["score"] > _SURE and (len(rows) == 1 or rows[1]["score"] < _SURE):
        rows[0]["match"] = True
    limit = asked.get("limit")
    return rows[:limit if isinstance(limit, int) and limit > 0 else 10]


def _extended(site: "Pages", asked: dict[str, Any]) -> dict[str, Any]:
    """The values of properties of things, as the data extension asks."""
    wanted = [one["id"] for one in asked.get("properties", [])]
    rows = {}
    for identifier in asked.get("ids", []):
        groups = {group.iri.removeprefix(_NS): group for group in views.facts(site.source, NamedNode(BASE + identifier), "ko")}
        rows[identifier] = {name: [_cell(value) for value in groups[name].values] if name in groups else [] for name in wanted}
    return {"meta": [{"id": name, "name": site.source.label(NamedNode(_NS + name))} for name in wanted], "rows": rows}


def _cell(value: views.Value) -> dict[str, str]:
    return {"id": value.iri.removeprefix(BASE), "name": value.text} if value.iri else {"str": value.text}


ROUTES: "Routes" = {"/reconcile": service, "/reconcile/suggest/{kind}": suggest, "/reconcile/preview": preview, "/reconcile/properties": properties}
