"""A base → a site of static files: every thing's page with its data beside it, boards, pictures, and a search that needs no server."""

import html
import json
import re
from collections.abc import Container, Iterator
from functools import partial
from importlib.resources import files
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from kb.errors import ExportError, KbError
from kb.export.rdf import nquads
from kb.namespace import GOV
from kb.query.catalog import catalog
from kb.web import boards, data, feeds, linked, pages, reading
from kb.web.source import Source

_BOARDS = ("/", "/findings", "/commitments", "/budget", "/contracts", "/ordinances", "/checks", "/network", "/ask", "/ns", "/feed.atom", "/commitments.ics", "/.well-known/void")
_NETWORKS = ("responsibility", "dependency", "contractors", "ordinances", "findings")
_MOST_DRAWN = 20_000
_ADDRESS = re.compile(r'(?P<before>\b(?:href|src|action)=")(?P<path>/[^"#]*)')
_STATIC = ("app.js", "style.css", "icon.svg", "network.js", "site.js")


def write(store: str, out: Path) -> str:
    """Write the site; a file that would not change is left as it is. Returns a line that says what was done.

    Links are relative, so that the folder may be put anywhere on a file host. One page is held at a time.

    Raises:
        StoreError: there is no base.
        ExportError: the folder cannot be written.
    """
    source = Source(store)
    site = pages.Pages(source)
    routes = [Route(path, partial(handler, site), methods=["GET"]) for module in (linked, feeds, reading, boards) for path, handler in module.ROUTES.items()]
    known = {_url(path) for path, _ in _addresses(source)} | {"dump.nq"}
    written = kept = 0
    try:
        for path, suffix in _addresses(source):
            response = _get(routes, path)
            if response is None or response.status_code != 200:
                continue
            body = bytes(response.body)
            if response.headers.get("content-type", "").startswith("text/html"):
                body = _relative(body.decode(), path, known).encode()
            done = _put(out / _file(path, suffix), body)
            written, kept = written + done, kept + (not done)
        nquads(source.engine, out / "dump.nq")
        for name in _STATIC:
            package = "kb.network" if name == "network.js" else "kb.web"
            _put(out / "static" / name, files(package).joinpath("static", name).read_bytes())
        _put(out / "search.json", json.dumps([[source.label(node), _url(_page(node))] for node in data.iris(source)], ensure_ascii=False, separators=(",", ":")).encode())
    except OSError as error:
        raise ExportError(f"{out}: cannot be written: {error.strerror or error}") from error
    return f"{out}: {len(known)} addresses, {written} files written, {kept} unchanged"


def _addresses(source: Source) -> Iterator[tuple[str, str]]:
    """Every address of the site, with what its file's name ends in where the address does not say."""
    yield from ((path, ".html") for path in _BOARDS)
    # A network of a whole great base is no page that a browser can hold.
    if next(islice(data.iris(source), _MOST_DRAWN, None), None) is None:
        yield from ((f"/network/{name}", ".html") for name in _NETWORKS)
        yield from ((f"/picture/{name}.svg", "") for name in catalog("networks") if catalog("networks")[name].picture)
        yield from ((f"/network/{name}", ".html") for name in catalog("networks") if catalog("networks")[name].picture)
    yield from ((f"/ask/{name}", ".html") for name, one in catalog("questions").items() if not one.required)
    yield from ((f"/answer/{name}.csv", "") for name, one in catalog("questions").items() if not one.required)
    yield from ((f"/vocab/{name}", ".html") for name in data.vocabularies())
    ours = GOV.Finding.value.rpartition("#")[0] + "#"
    seen = set()
    for node in data.iris(source):
        for kind in source.kinds(node):
            if kind.value.startswith(ours) and kind not in seen:
                seen.add(kind)
                yield f"/class/{kind.value.removeprefix(ours)}", ".html"
        yield _page(node), ".html"
        if GOV.Document not in source.kinds(node):
            yield f"/data/{data.path_of(node)}.ttl", ""
            yield f"/data/{data.path_of(node)}.jsonld", ""


def _page(node: object) -> str:
    path = data.path_of(node)  # type: ignore[arg-type]
    return f"/doc/{path.removeprefix('document/')}" if path.startswith("document/") else f"/page/{path}"


def _get(routes: list[Route], path: str) -> Response | None:
    """The answer to a request for an address, with no server between."""
    scope = {"type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "root_path": "", "query_string": b"", "scheme": "https", "server": ("localhost", 443),
             "headers": [(b"host", b"localhost"), (b"accept", b"text/html"), (b"accept-language", b"ko")]}
    for route in routes:
        match, found = route.matches(scope)
        if match == Match.FULL:
            try:
                response: Response = route.endpoint(Request({**scope, **found}))
            except KbError:
                return None
            return response
    return None


def _url(path: str) -> str:
    """An address as one of the site's files: escapes of ASCII signs are no escapes there, and a page ends in `.html`."""
    bare = re.sub(r"%([0-7][0-9A-Fa-f])", r"~\1", path.split("?")[0]).lstrip("/")
    if not bare:
        return "index.html"
    ends = bare.rpartition("/")[2].rpartition(".")[2]
    whole = bare.startswith(("doc/", "page/", "class/", "ask/", "network", "vocab/")) or ends == bare.rpartition("/")[2]
    return f"{bare}.html" if whole and not bare.startswith(("static/", "data/", "picture/", "answer/", ".well-known")) else bare


def _file(path: str, suffix: str) -> Path:
    return Path(unquote(_url(path)))


def _relative(text: str, path: str, known: Container[str]) -> str:
    """A page whose links lead to the site's files, from where it lies; what needs a server leads nowhere."""
    up = "../" * _url(path).count("/")

    def link(found: re.Match[str]) -> str:
        target = _url(html.unescape(found["path"]))
        if target not in known and not target.startswith("static/"):
            return f'data-{found["before"]}{found["path"]}'
        return found["before"] + up + target

    return _ADDRESS.sub(link, text).replace("</body>", f'<script type="module" src="{up}static/site.js"></script></body>').replace("<body ", f'<body data-up="{up}" ', 1)


def _put(place: Path, body: bytes) -> bool:
    """Write a file unless it holds this already; whether it was written."""
    if place.exists() and place.read_bytes() == body:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(body)
    return True
