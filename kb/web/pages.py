"""The pages for readers: home, search, things, classes, documents, boards, checks, networks, questions."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kb.errors import NotFoundError
from kb.namespace import BASE, DCT, GOV, PREFIXES, RDF, SKOS
from kb.query.catalog import catalog, query
from kb.query.run import Answer
from kb.web import boards, data, views
from kb.web.negotiate import language as wanted
from kb.web.search import Index
from kb.web.source import Source

_PAGE = 50


@cache
def words() -> dict[str, list[str]]:
    """The words of the pages: key → Korean, English."""
    found: dict[str, list[str]] = json.loads(files("kb.web").joinpath("words.json").read_text(encoding="utf-8"))
    return found


class Pages:
    """What all pages share: templates, language, the search index and other things worked out once a version."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.templates = Environment(loader=PackageLoader("kb.web", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self._lock = threading.Lock()
        self.renew()

    def renew(self) -> None:
        """Forget what belongs to an older version."""
        self._kept: dict[str, Any] = {}

    def remembered(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once a version."""
        with self._lock:
            if name not in self._kept:
                self._kept[name] = make()
            return self._kept[name]

    def later(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once a version in a thread of its own; None until it is there."""
        with self._lock:
            if name in self._kept:
                return self._kept[name]
            kept, started = self._kept, f"{name} started"
            if started not in kept:
                kept[started] = True
                threading.Thread(target=lambda: kept.__setitem__(name, make()), daemon=True).start()
        return None

    def index(self) -> Index:
        """The search index of the version."""
        found: Index = self.remembered("index", lambda: Index(self.source))
        return found

    @staticmethod
    def origin(request: Request) -> str:
        """Scheme and host of a request."""
        return f"{request.url.scheme}://{request.url.netloc}"

    @staticmethod
    def language(request: Request) -> str:
        """`ko` or `en`: what the address says, else the cookie, else the browser."""
        for given in (request.query_params.get("lang"), request.cookies.get("lang")):
            if given in ("ko", "en"):
                return str(given)
        return wanted(request.headers.get("accept-language", ""))

    def shown(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        """A page in the reader's language."""
        language = self.language(request)
        spoken = {key: both[language == "en"] for key, both in words().items()}
        other = "en" if language == "ko" else "ko"
        query_text = urlencode([(key, value) for key, value in request.query_params.multi_items() if key != "lang"] + [("lang", other)])
        body = self.templates.get_template(template).render(
            t=spoken, lang=language, path=request.url.path, query=dict(request.query_params), other=f"{request.url.path}?{query_text}", href=views.href, quote=quote,
            label=lambda node: self.source.label(node, language), today=date.today().isoformat(), **values)
        response = Response(body, status, media_type="text/html")
        if request.query_params.get("lang") in ("ko", "en"):
            response.set_cookie("lang", language, max_age=31_536_000, samesite="lax", httponly=True)
        return response

    def failed(self, request: Request, status: int, reason: str) -> Response:
        """A page, or a line of text where no page is asked for, that says what went wrong."""
        if "text/html" not in request.headers.get("accept", "text/html") and request.headers.get("accept") != "*/*":
            return Response(f"{reason}\n", status, media_type="text/plain")
        return self.shown(request, "error.html", status, reason=reason)

    def terms(self, request: Request, name: str, quads: list[Quad]) -> Response:
        """The readable page of the ontology or a vocabulary."""
        language = self.language(request)
        held: dict[NamedNode, dict[str, list[str]]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                one = held.setdefault(quad.subject, {})
                key = quad.predicate.value.rpartition("#")[2].rpartition("/")[2]
                if isinstance(quad.object, Literal) and quad.object.language in (None, language) or isinstance(quad.object, NamedNode):
                    one.setdefault(key, []).append(quad.object.value if isinstance(quad.object, Literal | NamedNode) else "")
        return self.shown(request, "terms.html", name=name, terms=sorted(held.items(), key=lambda pair: pair[0].value), vocabularies=data.vocabularies(), short=_short)


def _short(iri: str) -> str:
    return next((f"{prefix}:{iri.removeprefix(space)}" for prefix, space in PREFIXES.items() if iri.startswith(space)), iri)


def rows_of(answer: Answer, source: Source, language: str) -> list[list[tuple[str, str]]]:
    """An answer's cells as (text, page of the thing)."""
    return [[(f"{int(term.value):,}" if isinstance(term, Literal) and term.value.lstrip("-").isdigit() and len(term.value.lstrip("-")) > 4 else answer.shown(term), views.href(term) if term is not None else "")
             for term in row] for row in answer.rows]


def table(site: "Pages", request: Request, answer: Answer) -> dict[str, object]:
    """What the table of an answer needs: heads, rows, places, and the addresses of its downloads."""
    language = site.language(request)
    text = urlencode([(key, value) for key, value in request.query_params.multi_items() if value and key not in ("lang", "page", "view")])
    number = max(1, int(request.query_params["page"])) if request.query_params.get("page", "").isdigit() else 1
    rows = rows_of(answer, site.source, language)
    places = [[(str(one), one.exact, views.passage_href(NamedNode(one.iri)) if "#line=" in one.iri else "") for one in row] for row in answer.evidence]
    start = (number - 1) * _PAGE
    return {"heads": [column.english if language == "en" else column.korean for column in answer.columns], "rows": list(zip(rows, places, strict=True))[start:start + _PAGE], "count": len(rows),
            "page": number, "pages": max(1, -(-len(rows) // _PAGE)), "downloads": [(form, f"/answer/{answer.query.name}.{form}?{text}") for form in ("csv", "xlsx", "json")],
            "name": answer.query.name, "sparql": answer.sparql}


def routes(site: Pages) -> Iterator[tuple[str, Callable[[Request], Response], list[str]]]:
    """Addresses, handlers, methods."""
    source = site.source

    def home(request: Request) -> Response:
        counted: Counter[NamedNode] = site.remembered("classes", lambda: _classes(source))
        documents = source.base.ask("documents")
        overdue, broken = source.base.ask("commitments-overdue"), site.later("checks", lambda: source.base.check(False))
        due = source.base.ask("commitments-due", by=date(date.today().year + 1, 12, 31).isoformat())
        return site.shown(request, "home.html", classes=counted.most_common(24), statements=site.remembered("size", lambda: sum(1 for _ in source.store.quads_for_pattern(None, None, None, DefaultGraph()))),
                          documents=rows_of(documents, source, site.language(request))[:30], overdue=len(overdue.rows), due=len(due.rows), broken="…" if broken is None else len(broken))

    def search(request: Request) -> Response:
        asked = request.query_params.get("q", "").strip()
        understood = source.base.understand(asked) if asked and len(asked.split()) > 1 else None
        answer = source.base.ask(understood.best.query.name, **understood.best.values) if understood and understood.best else None
        hits = [(hit.text, views.href(NamedNode(hit.iri)), site.source.kinds(NamedNode(hit.iri))[:1]) for hit in site.index().names(asked)] if asked else []
        passages = [(hit.text, views.passage_href(NamedNode(hit.iri)), source.label(NamedNode(hit.iri.partition("#")[0]))) for hit in site.index().passages(asked)] if asked else []
        return site.shown(request, "search.html", asked=asked, hits=hits, passages=passages, answer=table(site, request, answer) if answer else None,
                          meant=(answer.query.english if site.language(request) == "en" else answer.query.korean) if answer else "", values=dict(understood.best.values) if understood and understood.best else {})

    def thing(request: Request) -> Response:
        node = data.thing_of(request.scope["raw_path"].partition(b"?")[0], "/page/")
        if node is None or not source.holds(node):
            raise NotFoundError(request.url.path.removeprefix("/page/"))
        language, path = site.language(request), data.path_of(node)
        if GOV.Document in source.kinds(node):
            return RedirectResponse(f"/doc/{quote(node.value.removeprefix(f'{BASE}document/'), safe='%')}", 303)
        structured = {"@context": "https://schema.org", "@type": "Thing", "@id": node.value, "name": source.label(node), "url": f"{site.origin(request)}/page/{path}"}
        response = site.shown(request, "thing.html", node=node, name=source.label(node, language), kinds=[kind for kind in source.kinds(node) if kind.value.startswith("https://w3id.org/govkb/")],
                              names=sorted({quad.object.value for quad in source.store.quads_for_pattern(node, SKOS.altLabel, None, DefaultGraph()) if isinstance(quad.object, Literal)} - {source.label(node)}),
                              facts=[group for group in views.facts(source, node, language) if group.iri != SKOS.altLabel.value], incoming=views.incoming(source, node, language), path_of=path,
                              formats=data.FORMATS, structured=structured)
        response.headers["link"] = f'<{quote(node.value, safe="/%:~!$&*+,;=@#")}>; rel="describes"'
        return response

    def kind(request: Request) -> Response:
        node = NamedNode(f"{GOV.Finding.value.rpartition('#')[0]}#{request.path_params['name']}")
        names = sorted((source.label(one, site.language(request)), views.href(one)) for one in data.iris(source, node))
        number = max(1, int(request.query_params["page"])) if request.query_params.get("page", "").isdigit() else 1
        if not names:
            raise NotFoundError(request.path_params["name"])
        letters = request.query_params.get("q", "")
        names = [one for one in names if letters in one[0]]
        return site.shown(request, "class.html", node=node, names=names[(number - 1) * _PAGE:number * _PAGE], count=len(names), page=number, pages=max(1, -(-len(names) // _PAGE)), letters=letters)

    def document(request: Request) -> Response:
        node = data.thing_of(b"document/" + request.scope["raw_path"].partition(b"?")[0].removeprefix(b"/doc/"), "")
        if node is None or GOV.Document not in source.kinds(node):
            raise NotFoundError(request.path_params["name"])
        first, last = (int(request.query_params[key]) if request.query_params.get(key, "").isdigit() else 0 for key in ("from", "to"))
        said = views.said_at(source, node, first, max(first, last), site.language(request)) if first else []
        lines = views.document_lines(source, node)
        return site.shown(request, "document.html", node=node, name=source.one(node, DCT.title) or source.label(node), lines=lines, first=first, last=max(first, last), said=said, unread=request.query_params.get("unread") == "1",
                          share=sum(len(line.text) for line in lines if line.read) / max(1, sum(len(line.text) for line in lines)), own=f"/doc/{quote(node.value.removeprefix(f'{BASE}document/'), safe='%')}")

    def question(request: Request) -> Response:
        asked = query(request.path_params["name"])
        values = {key: value for key, value in request.query_params.items() if value and key in {param.name for param in asked.params}}
        ready = all(param.name in values for param in asked.required)
        answer = source.base.ask(asked.name, **values) if ready else None
        return site.shown(request, "question.html", asked=asked, values=values, answer=table(site, request, answer) if answer else None, options={param.name: boards.options(site, param) for param in asked.params})

    def questions(request: Request) -> Response:
        groups: dict[str, list[Any]] = {}
        for one in catalog("questions").values():
            groups.setdefault(one.group, []).append(one)
        return site.shown(request, "questions.html", groups=groups)

    def suggest(request: Request) -> Response:
        found = [{"text": hit.text, "href": views.href(NamedNode(hit.iri)), "kind": next((source.label(one, site.language(request)) for one in source.kinds(NamedNode(hit.iri))), "")}
                 for hit in site.index().names(request.query_params.get("q", ""), 10)]
        return Response(json.dumps(found, ensure_ascii=False), media_type="application/json")

    def editor(request: Request) -> Response:
        return site.shown(request, "editor.html", prefixes=dict(PREFIXES), examples=[(one.name, one.korean, one.english, one.text) for one in catalog("questions").values() if not one.required])

    read = ["GET", "HEAD"]
    yield from ((path, handler, read) for path, handler in (("/", home), ("/search", search), ("/page/{path:path}", thing), ("/class/{name}", kind), ("/doc/{name:path}", document),
                                                            ("/ask/{name}", question), ("/ask", questions), ("/suggest", suggest), ("/sparql", editor)))
    yield from boards.routes(site)


def _classes(source: Source) -> Counter[NamedNode]:
    """How many things there are of each class of ours."""
    ours = GOV.Finding.value.rpartition("#")[0] + "#"
    return Counter(quad.object for quad in source.store.quads_for_pattern(None, RDF.type, None, DefaultGraph())
                   if isinstance(quad.object, NamedNode) and quad.object.value.startswith(ours) and quad.object not in (GOV.Passage,)
                   and isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE))

