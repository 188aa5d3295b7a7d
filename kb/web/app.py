"""A base in a folder → the ASGI application: pages, data, SPARQL, API; every reply with a policy that lets nothing in from outside."""

import hashlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kb.errors import AmbiguousError, KbError, NotFoundError, StoreError
from kb.web import api, boards, data, feeds, linked, pages, reading, reconcile
from kb.web.source import Source
from kb.web.sparql import CORS, Endpoint, GraphStore, Receive, Scope, Send

POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
# The editor of YASGUI sets styles from its script as attributes.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


def create(folder: str | Path, token: str = "") -> Callable[[Scope, Receive, Send], Any]:
    """The application over the base in a folder.

    Args:
        token: what updates must bring as a bearer token; "" where the base is only read.

    Raises:
        StoreError: there is no base in the folder.
    """
    source = Source(folder)
    endpoint, graphs = Endpoint(source, data.service, token), GraphStore(source)
    site = pages.Pages(source)

    def page(handler: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def run(request: Request) -> Response:
            if source.refresh():
                site.renew()
            return await run_in_threadpool(_answered, site, handler, request)
        return run

    routes: list[BaseRoute] = [Mount("/static", StaticFiles(packages=[("kb.web", "static"), ("kb.network", "static")]))]
    for module in (linked, api, reconcile, feeds, reading, boards):
        routes += [Route(path, page(partial(handler, site)), methods=["GET", "HEAD"]) for path, handler in module.ROUTES.items()]
    inner = GZipMiddleware(Starlette(routes=routes), minimum_size=700)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            if path == "/sparql" and not (scope["method"] == "GET" and _wants_page(scope)):
                await endpoint(scope, receive, send)
                return
            if path == "/rdf-graph-store":
                await graphs(scope, receive, send)
                return
        await inner(scope, receive, send)

    return application


def _wants_page(scope: Scope) -> bool:
    """Whether a browser opens the endpoint's address with no query: it gets the editor."""
    accept = dict(scope["headers"]).get(b"accept", b"")
    return b"text/html" in accept and b"query=" not in scope.get("query_string", b"")


def _answered(site: "pages.Pages", handler: Callable[[Request], Response], request: Request) -> Response:
    tag = '"' + hashlib.sha256(f"{site.source.version} {site.language(request)} {request.headers.get('accept', '')} {request.url}".encode()).hexdigest()[:20] + '"'
    if request.method == "GET" and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    try:
        response = handler(request)
    except (NotFoundError, AmbiguousError) as error:
        response = site.failed(request, 404, str(error))
    except StoreError as error:
        response = site.failed(request, 503, str(error))
    except KbError as error:
        response = site.failed(request, 400, str(error))
    response.headers.setdefault("etag", tag) if response.status_code == 200 else None
    response.headers.setdefault("cache-control", "no-cache")
    response.headers.setdefault("vary", "accept, accept-language, cookie")
    response.headers["content-security-policy"] = EDITOR_POLICY if request.url.path == "/sparql" else POLICY
    response.headers["x-content-type-options"] = "nosniff"
    response.headers["referrer-policy"] = "same-origin"
    for name, value in CORS if not isinstance(response, RedirectResponse) or request.url.path.startswith(("/id/", "/ns", "/vocab")) else ():
        response.headers.setdefault(name.decode(), value.decode())
    return response


def from_environment() -> Callable[[Scope, Receive, Send], Any]:
    """The application for a server's worker, over the folder in KB_STORE, with the token in KB_TOKEN."""
    return create(os.environ["KB_STORE"], os.environ.get("KB_TOKEN", ""))
