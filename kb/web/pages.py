"""The pages for readers: home, search, things, classes, documents, boards, checks, networks, questions."""

import json
import threading
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader
from pyoxigraph import Literal, NamedNode, Quad
from starlette.requests import Request
from starlette.responses import Response

from kb.namespace import PREFIXES
from kb.web import data, views
from kb.web.negotiate import language as wanted
from kb.web.search import Index
from kb.web.source import Source

Handler = Callable[["Pages", Request], Response]
# Address → what answers there.
Routes = dict[str, Handler]


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
