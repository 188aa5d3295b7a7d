"""A versioned JSON API over a base: things, search, questions, chains, documents, and its OpenAPI description."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kb import __version__
from kb.errors import KbError, NotFoundError
from kb.namespace import BASE
from kb.query.catalog import catalog
from kb.query.show import as_json
from kb.web import data, views

if TYPE_CHECKING:
    from kb.web.pages import Handler, Pages, Routes

_PAGE, _LARGEST_PAGE = 50, 500


def search(site: "Pages", request: Request) -> Any:
    """Things by a part of their name."""
    start, size = window(request)
    hits = site.index().names(request.query_params.get("q", ""), start + size + 1)
    return {"items": [{"iri": hit.iri, "label": hit.text} for hit in hits[start:start + size]], "next": len(hits) > start + size}


def passages(site: "Pages", request: Request) -> Any:
    """Passages by their words."""
    start, size = window(request)
    hits = site.index().passages(request.query_params.get("q", ""), start + size + 1)
    return {"items": [{"iri": hit.iri, "exact": hit.text} for hit in hits[start:start + size]], "next": len(hits) > start + size}


def things(site: "Pages", request: Request) -> Any:
    """The things of a class."""
    name = request.query_params.get("class", "Finding")
    start, size = window(request)
    nodes = sorted(data.iris(site.source, NamedNode(data.NS + name)), key=lambda node: node.value)
    return {"count": len(nodes), "items": [{"iri": node.value, "label": site.source.label(node)} for node in nodes[start:start + size]], "next": len(nodes) > start + size}


def thing(site: "Pages", request: Request) -> Any:
    """One thing, by IRI or name."""
    name = request.query_params.get("iri") or request.query_params.get("name", "")
    node = site.source.base.find(name)
    if not site.source.holds(node):
        raise NotFoundError(name)
    return described(site, node)


def questions(site: "Pages", _: Request) -> Any:
    """The catalogue of questions."""
    return {"items": [{"name": one.name, "ko": one.korean, "en": one.english, "parameters": [{"name": param.name, "type": param.type, "required": param.required} for param in one.params]}
                      for one in catalog("questions").values()]}


def ask(site: "Pages", request: Request) -> Any:
    """The answer to a question."""
    values = {key: value for key, value in request.query_params.items() if key not in ("offset", "limit")}
    start, size = window(request)
    found = json.loads(as_json(site.source.base.ask(request.path_params["name"], **values), evidence=True))
    rows = found["rows"]
    return {**found, "count": len(rows), "rows": rows[start:start + size], "next": len(rows) > start + size}


def understand(site: "Pages", request: Request) -> Any:
    """The answer to a sentence."""
    meant = site.source.base.understand(request.query_params.get("q", ""))
    if meant.best is None:
        return {"question": None, "others": [{"question": one.query.name, "values": dict(one.values)} for one in meant.others[:5]]}
    answer = site.source.base.ask(meant.best.query.name, **meant.best.values)
    return {"question": meant.best.query.name, "values": dict(meant.best.values), "answer": json.loads(as_json(answer, evidence=True))}


def chain(site: "Pages", request: Request) -> Any:
    """Chains from a thing, or between two."""
    start, end = request.query_params.get("from", ""), request.query_params.get("to", "")
    if end:
        from kb.render.networks import paths_json
        return json.loads(paths_json(site.source.base.between(start, end)))
    return [{"kind": one.kind, "start": one.start, "links": [{"target": link.target, "relation": link.relation, "depth": link.depth, "evidence": str(link.quotation or "")} for link in one.links]}
            for one in site.source.base.chain(start)]


def openapi(site: "Pages", request: Request) -> Any:
    """The description of this API."""
    return description(site.origin(request))


def described(site: "Pages", node: NamedNode) -> dict[str, Any]:
    """A thing as JSON: names, classes, facts with the passages that say them."""
    source = site.source
    return {"iri": node.value, "label": source.label(node), "classes": [kind.value for kind in source.kinds(node)], "page": views.href(node),
            "facts": [{"property": group.iri, "label": group.name, "values": [_value(value) for value in group.values]} for group in views.facts(source, node, "ko")]}


def _value(value: views.Value) -> dict[str, Any]:
    return {"text": value.text, "iri": value.iri or None, "evidence": [{"place": place.shown, "exact": place.exact} for place in value.places]}


def sent(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(json.dumps(value, ensure_ascii=False), status, media_type="application/json")


def window(request: Request) -> tuple[int, int]:
    """Offset and limit of a request."""
    offset, limit = (request.query_params.get(key, "") for key in ("offset", "limit"))
    return int(offset) if offset.isdigit() else 0, min(_LARGEST_PAGE, int(limit)) if limit.isdigit() and int(limit) else _PAGE


def description(origin: str) -> dict[str, Any]:
    """The OpenAPI 3.1 description of the API."""
    def parameter(name: str, text: str, required: bool = False, where: str = "query") -> dict[str, Any]:
        return {"name": name, "in": where, "required": required or where == "path", "description": text, "schema": {"type": "string"}}

    paged = [parameter("offset", "how many rows to pass over"), parameter("limit", f"how many rows, at most {_LARGEST_PAGE}")]
    calls = {"/search": ("Things by a part of their name", [parameter("q", "words", True), *paged]), "/passages": ("Passages by their words", [parameter("q", "words", True), *paged]),
             "/things": ("Things of a class", [parameter("class", "class of the ontology, such as Finding"), *paged]),
             "/thing": ("One thing with its facts and their passages", [parameter("iri", f"its IRI, below {BASE}"), parameter("name", "or its name in any spelling")]),
             "/questions": ("The catalogue of questions", []),
             "/ask/{name}": ("The answer to a question; its parameters are the question's", [parameter("name", "the question", where="path"), *paged]),
             "/understand": ("The answer to a sentence", [parameter("q", "a question in Korean or English", True)]),
             "/chain": ("Chains from a thing, or between two", [parameter("from", "a thing", True), parameter("to", "another")])}
    return {"openapi": "3.1.0", "info": {"title": "govkb", "version": __version__}, "servers": [{"url": f"{origin}/api/v1"}],
            "paths": {path: {"get": {"summary": text, "operationId": path.strip("/").partition("/")[0], "parameters": parameters,
                                     "responses": {"200": {"description": text, "content": {"application/json": {"schema": {}}}}, "400": {"description": "what is wrong, in one line"},
                                                   "404": {"description": "nothing of that name"}}}} for path, (text, parameters) in calls.items()}}


def _answering(call: Callable[["Pages", Request], Any]) -> "Handler":
    """A call whose value is sent as JSON, and whose errors are one line of it."""
    def run(site: "Pages", request: Request) -> Response:
        try:
            return sent(call(site, request))
        except NotFoundError as error:
            return sent({"error": str(error)}, 404)
        except KbError as error:
            return sent({"error": str(error)}, 400)
    return run


CALLS: dict[str, Callable[["Pages", Request], Any]] = {"/search": search, "/passages": passages, "/things": things, "/thing": thing, "/questions": questions, "/ask/{name}": ask,
                                                       "/understand": understand, "/chain": chain, "/openapi.json": openapi}
ROUTES: "Routes" = {f"/api/v1{path}": _answering(call) for path, call in CALLS.items()}
