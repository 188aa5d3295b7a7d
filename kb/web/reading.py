"""The pages for readers: home, search, things, classes, documents, questions, the editor."""

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kb.errors import NotFoundError
from kb.namespace import BASE, DCT, GOV, PREFIXES, RDF, SKOS
from kb.query.catalog import catalog, query
from kb.store import texts
from kb.web import boards, data, facets, views
from kb.web.answers import PAGE, number, rows_of, table
from kb.web.paper import page_image
from kb.web.source import Source

if TYPE_CHECKING:
    from kb.web.pages import Pages, Routes

_MOST_DOCUMENTS = 30


def home(site: "Pages", request: Request) -> Response:
    """What the base holds, what is due, what is broken."""
    counted: Counter[NamedNode] = site.remembered("classes", lambda: classes(site.source))
    base, today = site.source.base, date.today().isoformat()
    documents = site.remembered("documents", lambda: rows_of(base.ask("documents"))[:_MOST_DOCUMENTS])
    broken = site.later("checks", lambda: base.check(False))
    ends = site.remembered(f"ends {today}", lambda: [end.value for end, *_ in base.ask("commitments-due", by="2999-12-31").rows if isinstance(end, Literal)])
    overdue = site.remembered(f"overdue {today}", lambda: len(base.ask("commitments-overdue").rows))
    due = sum(end >= today for end in ends)
    size = site.remembered("size", lambda: sum(1 for _ in site.source.store.quads_for_pattern(None, None, None, DefaultGraph())))
    return site.shown(request, "home.html", classes=counted.most_common(24), statements=size, documents=documents, overdue=overdue, due=due,
                      broken="…" if broken is None else len(broken))


def search(site: "Pages", request: Request) -> Response:
    """Things, passages and the answer to a sentence."""
    asked = request.query_params.get("q", "").strip()
    understood = site.source.base.understand(asked) if asked and len(asked.split()) > 1 else None
    answer = site.source.base.ask(understood.best.query.name, **understood.best.values) if understood and understood.best else None
    hits = [(hit.text, views.href(NamedNode(hit.iri)), site.source.kinds(NamedNode(hit.iri))[:1]) for hit in site.index().names(asked)] if asked else []
    passages = [(hit.text, views.passage_href(NamedNode(hit.iri)), site.source.label(NamedNode(hit.iri.partition("#")[0]))) for hit in site.index().passages(asked)] if asked else []
    meant = (answer.query.english if site.language(request) == "en" else answer.query.korean) if answer else ""
    return site.shown(request, "search.html", asked=asked, hits=hits, passages=passages, answer=table(site, request, answer) if answer else None, meant=meant,
                      values=dict(understood.best.values) if understood and understood.best else {})


def thing(site: "Pages", request: Request) -> Response:
    """A thing's page."""
    node = data.thing_of(request.scope["raw_path"].partition(b"?")[0], "/page/")
    if node is None or not site.source.holds(node):
        raise NotFoundError(request.url.path.removeprefix("/page/"))
    language, path = site.language(request), data.path_of(node)
    if GOV.Document in site.source.kinds(node):
        return RedirectResponse(views.href(node), 303)
    structured = {"@type": "Thing", "@id": node.value, "name": site.source.label(node), "url": f"{site.origin(request)}/page/{path}"}
    spelled = {quad.object.value for quad in site.source.store.quads_for_pattern(node, SKOS.altLabel, None, DefaultGraph()) if isinstance(quad.object, Literal)}
    response = site.shown(request, "thing.html", node=node, name=site.source.label(node, language), kinds=[kind for kind in site.source.kinds(node) if kind.value.startswith(data.NS)],
                          names=sorted(spelled - {site.source.label(node)}),
                          facts=[group for group in views.facts(site.source, node, language) if group.iri != SKOS.altLabel.value], incoming=views.incoming(site.source, node, language), path_of=path,
                          formats=data.FORMATS, structured=structured)
    response.headers["link"] = f'<{quote(node.value, safe="/%:~!$&*+,;=@#")}>; rel="describes"'
    return response


def kind(site: "Pages", request: Request) -> Response:
    """The things of a class, narrowed by facets and words, sorted by name either way."""
    name, language = request.path_params["name"], site.language(request)
    node = NamedNode(data.NS + name)
    nodes = site.remembered(f"class {name}", lambda: list(data.iris(site.source, node)))
    if not nodes:
        raise NotFoundError(name)
    held = site.remembered(f"facets {name}", lambda: facets.values(site.source, nodes))
    asked = {key: value for key, value in request.query_params.items() if key in held}
    letters, at = request.query_params.get("q", ""), number(request)
    found = facets.chosen(nodes, held, asked)
    names = sorted(((label, views.href(one)) for one in found if letters in (label := site.source.label(one, language))), reverse=request.query_params.get("sort") == "-name")
    return site.shown(request, "class.html", node=node, names=names[(at - 1) * PAGE:at * PAGE], count=len(names), page=at, pages=max(1, -(-len(names) // PAGE)), letters=letters, asked=asked,
                      facets=facets.facets(site.source, found, held, language))


def document(site: "Pages", request: Request) -> Response:
    """A document line by line, with what was read of it."""
    node = data.thing_of(b"document/" + request.scope["raw_path"].partition(b"?")[0].removeprefix(b"/doc/"), "")
    if node is None or GOV.Document not in site.source.kinds(node):
        raise NotFoundError(request.path_params["name"])
    first, last = (int(request.query_params[key]) if request.query_params.get(key, "").isdigit() else 0 for key in ("from", "to"))
    said = views.said_at(site.source, node, first, max(first, last), site.language(request)) if first else []
    lines = views.document_lines(site.source, node)
    share = sum(len(line.text) for line in lines if line.read) / max(1, sum(len(line.text) for line in lines))
    name = site.source.one(node, DCT.title) or site.source.label(node)
    printed = texts.pages(site.source.folder, site.source.one(node, GOV.sha256)).exists()
    return site.shown(request, "document.html", printed=printed, node=node, name=name, lines=lines, first=first, last=max(first, last), said=said,
                      unread=request.query_params.get("unread") == "1", share=share, own=views.href(node))


def paper(site: "Pages", request: Request) -> Response:
    """A page of a document that is a PDF, as a picture."""
    node = data.thing_of(b"document/" + request.scope["raw_path"].partition(b"?")[0].removeprefix(b"/paper/"), "")
    if node is None or GOV.Document not in site.source.kinds(node):
        raise NotFoundError(request.path_params["name"])
    given = request.query_params.get("page", "1")
    kept = texts.pages(site.source.folder, site.source.one(node, GOV.sha256))
    return Response(page_image(kept, int(given) if given.isdigit() else 1), media_type="image/png")


def question(site: "Pages", request: Request) -> Response:
    """A question as a form, with its answer and SPARQL."""
    asked = query(request.path_params["name"])
    values = {key: value for key, value in request.query_params.items() if value and key in {param.name for param in asked.params}}
    ready = all(param.name in values for param in asked.required)
    answer = site.source.base.ask(asked.name, **values) if ready else None
    choices = {param.name: boards.options(site, param) for param in asked.params}
    return site.shown(request, "question.html", asked=asked, values=values, answer=table(site, request, answer) if answer else None, options=choices)


def questions(site: "Pages", request: Request) -> Response:
    """The catalogue."""
    groups: dict[str, list[Any]] = {}
    for one in catalog("questions").values():
        groups.setdefault(one.group, []).append(one)
    return site.shown(request, "questions.html", groups=groups)


def suggest(site: "Pages", request: Request) -> Response:
    """What the search box offers while one types."""
    found = [{"text": hit.text, "href": views.href(NamedNode(hit.iri)), "kind": next((site.source.label(one, site.language(request)) for one in site.source.kinds(NamedNode(hit.iri))), "")}
             for hit in site.index().names(request.query_params.get("q", ""), 10)]
    return Response(json.dumps(found, ensure_ascii=False), media_type="application/json")


def editor(site: "Pages", request: Request) -> Response:
    """The SPARQL editor."""
    return site.shown(request, "editor.html", prefixes=dict(PREFIXES), examples=[(one.name, one.korean, one.english, one.text) for one in catalog("questions").values() if not one.required])


def classes(source: Source) -> Counter[NamedNode]:
    """How many things there are of each class of ours."""
    ours = GOV.Finding.value.rpartition("#")[0] + "#"
    return Counter(quad.object for quad in source.store.quads_for_pattern(None, RDF.type, None, DefaultGraph())
                   if isinstance(quad.object, NamedNode) and quad.object.value.startswith(ours) and quad.object not in (GOV.Passage,)
                   and isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE))


ROUTES: "Routes" = {"/": home, "/search": search, "/page/{path:path}": thing, "/class/{name}": kind, "/doc/{name:path}": document, "/paper/{name:path}": paper,
                    "/ask/{name}": question, "/ask": questions, "/suggest": suggest, "/sparql": editor}
