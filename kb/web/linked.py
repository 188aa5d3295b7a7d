"""Things, ontology and vocabularies at their own addresses: 303 from a thing to its page or data, whichever is asked for."""

import shutil
import tempfile
import weakref
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kb.errors import NotFoundError
from kb.export.rdf import nquads
from kb.namespace import PREFIXES
from kb.web import data
from kb.web.negotiate import best

if TYPE_CHECKING:
    from kb.web.pages import Pages, Routes

# What one file of a sitemap may list (sitemaps.org).
_MOST_LISTED = 50_000
_OFFERED = (data.HTML, *(kind for kind, _ in data.FORMATS.values()))


def thing(site: "Pages", request: Request) -> Response:
    """A thing's own address: 303 to its page or its data."""
    node = _held(site, request, "/id/")
    kind = best(request.headers.get("accept", ""), _OFFERED) if request.headers.get("accept") else data.HTML
    if kind is None:
        return Response("406: " + ", ".join(_OFFERED) + "\n", 406, media_type="text/plain")
    path = data.path_of(node)
    target = f"/page/{path}" if kind == data.HTML else f"/data/{path}.{_extension(kind)}"
    return RedirectResponse(target, 303, {"link": _links(path), "vary": "accept"})


def thing_data(site: "Pages", request: Request) -> Response:
    """What is said of a thing, in one format."""
    raw = request.scope["raw_path"].partition(b"?")[0]
    stem, _, extension = raw.rpartition(b".")
    name = extension.decode("ascii", "replace")
    if name not in data.FORMATS:
        raise NotFoundError(request.url.path)
    node = data.thing_of(stem, "/data/")
    if node is None or not site.source.holds(node):
        raise NotFoundError(request.url.path)
    kind, _ = data.FORMATS[name]
    return Response(data.serialized(site.source, node, name), media_type=kind, headers={"link": f'<{node_address(node)}>; rel="describes", ' + _links(data.path_of(node))})


def ontology(site: "Pages", request: Request) -> Response:
    """The ontology."""
    return _terms(site, request, "")


def vocabulary(site: "Pages", request: Request) -> Response:
    """A vocabulary."""
    return _terms(site, request, request.path_params["name"])


def void(site: "Pages", request: Request) -> Response:
    """The data set's description."""
    return Response(site.remembered("void", lambda: data.void(site.source, site.origin(request))), media_type="text/turtle")


def dump(site: "Pages", request: Request) -> Response:
    """Everything, as N-Quads: from a file that is written once a version, never held whole."""
    return FileResponse(site.remembered("dump", lambda: _dumped(site)), media_type="application/n-quads", filename="govkb.nq")


def _dumped(site: "Pages") -> Path:
    # A folder that nobody else can write into or foresee.
    folder = Path(tempfile.mkdtemp(prefix="govkb-"))
    weakref.finalize(site, shutil.rmtree, folder, ignore_errors=True)
    nquads(site.source.engine, folder / "govkb.nq")
    return folder / "govkb.nq"


def sitemap(site: "Pages", request: Request) -> Response:
    """The addresses of the things' pages."""
    addresses = (f"/page/{data.path_of(node)}" for node in islice(data.iris(site.source), _MOST_LISTED))
    return Response(site.templates.get_template("sitemap.xml").render(origin=site.origin(request), addresses=addresses), media_type="application/xml")


def node_address(node: NamedNode) -> str:
    """A thing's IRI as a header holds it."""
    from urllib.parse import quote
    return quote(node.value, safe="/%:~!$&'()*+,;=@#")


def _held(site: "Pages", request: Request, prefix: str) -> NamedNode:
    node = data.thing_of(request.scope["raw_path"].partition(b"?")[0], prefix)
    if node is None or not site.source.holds(node):
        raise NotFoundError(request.url.path.removeprefix(prefix))
    return node


def _extension(kind: str) -> str:
    return next(name for name, (known, _) in data.FORMATS.items() if known == kind)


def _links(path: str) -> str:
    return ", ".join(f'</data/{path}.{name}>; rel="alternate"; type="{kind}"' for name, (kind, _) in data.FORMATS.items())


def _terms(site: "Pages", request: Request, name: str) -> Response:
    name, _, extension = name.partition(".")
    extension = extension or (request.query_params.get("format") or "")
    quads = data.terms(name)
    if not quads:
        raise NotFoundError(request.url.path)
    kind = data.FORMATS[extension][0] if extension in data.FORMATS else best(request.headers.get("accept", "text/html"), _OFFERED[:-2])
    if kind in (None, data.HTML):
        return site.terms(request, name, quads)
    chosen = _extension(kind)
    body = ox.serialize((quad.triple for quad in quads), format=data.FORMATS[chosen][1], prefixes=PREFIXES if chosen == "ttl" else None)
    return Response(body, media_type=kind)


def robots(site: "Pages", request: Request) -> Response:
    """Who may read: everybody; and where the map of the site is."""
    return Response(f"User-agent: *\nAllow: /\nSitemap: {site.origin(request)}/sitemap.xml\n", media_type="text/plain")


ROUTES: "Routes" = {"/id/{path:path}": thing, "/data/{path:path}": thing_data, "/ns": ontology, "/vocab/{name}": vocabulary, "/.well-known/void": void, "/catalog": void, "/dump.nq": dump,
                    "/sitemap.xml": sitemap, "/robots.txt": robots}
