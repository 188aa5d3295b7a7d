"""SPARQL 1.1 Protocol and Graph Store Protocol over a base, as one ASGI application each; read only, unless a token is given."""

import hmac
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import pyoxigraph as ox
from anyio import to_thread
from pyoxigraph import DefaultGraph, NamedNode

from kb.errors import QueryError
from kb.namespace import PREFIXES
from kb.web.negotiate import best
from kb.web.source import Source

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Pairs = Sequence[tuple[str, str]]

RESULTS = {"application/sparql-results+json": ox.QueryResultsFormat.JSON, "application/sparql-results+xml": ox.QueryResultsFormat.XML, "text/csv": ox.QueryResultsFormat.CSV,
           "text/tab-separated-values": ox.QueryResultsFormat.TSV, "application/json": ox.QueryResultsFormat.JSON, "application/xml": ox.QueryResultsFormat.XML,
           "text/xml": ox.QueryResultsFormat.XML}
GRAPHS = {"text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES, "application/rdf+xml": ox.RdfFormat.RDF_XML, "application/ld+json": ox.RdfFormat.JSON_LD,
          "application/trig": ox.RdfFormat.TRIG, "application/n-quads": ox.RdfFormat.N_QUADS, "text/plain": ox.RdfFormat.N_TRIPLES}
# Strings, IRIs and comments: what is in them is no keyword.
_UNSAID = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*')
_SERVICE = re.compile(r"(?<![\w:?$])SERVICE(?![\w:])", re.I)
_LARGEST_BODY = 5 * 1024 * 1024
_CACHED, _LARGEST_CACHED = 2000, 256 * 1024
# Seconds between two looks for a newer version.
_LOOK_EVERY = 0.1
CORS = [(b"access-control-allow-origin", b"*"), (b"access-control-allow-methods", b"GET, POST, HEAD, OPTIONS"), (b"access-control-allow-headers", b"accept, content-type, authorization"),
        (b"access-control-expose-headers", b"link, location, etag")]


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: status, media type, body and further headers."""

    status: int
    kind: str
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Refused(Exception):
    """A request that the protocol does not allow, with its status and one line of text."""

    def __init__(self, status: int, reason: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, headers


class Endpoint:
    """`/sparql`: SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013).

    Args:
        source: the base; what is asked again of one version is answered from a cache.
        token: what an update must bring as a bearer token; "" where no updates are taken.
        about: the service description, as Turtle and N-Triples need it: a function from the endpoint's URL to triples.
    """

    def __init__(self, source: Source, about: Callable[[str], list[ox.Triple]], token: str = "") -> None:
        self.source, self.about, self.token = source, about, token
        self._cache: dict[tuple[str, bytes, bytes], tuple[MutableMapping[str, Any], MutableMapping[str, Any]]] = {}
        self._looked = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; what was answered before, of this version, from its bytes."""
        now = time.monotonic()
        if now - self._looked > _LOOK_EVERY:
            self._looked = now
            if self.source.refresh():
                self._cache.clear()
        key = (scope["method"], scope.get("query_string", b""), next((value for name, value in scope["headers"] if name == b"accept"), b""))
        if (held := self._cache.get(key)) is not None:
            await send(held[0])
            await send(held[1])
            return
        try:
            reply = await self._reply(scope, receive)
            if reply.status == 200 and scope["method"] == "GET" and len(reply.body) <= _LARGEST_CACHED and b"query=" in key[1]:
                if len(self._cache) >= _CACHED:
                    self._cache.pop(next(iter(self._cache)))
                self._cache[key] = messages(reply)
        except Refused as refused:
            reply = Reply(refused.status, "text/plain; charset=utf-8", f"{refused.reason}\n".encode(), refused.headers)
        await respond(reply, send, head=scope["method"] == "HEAD")

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        method = scope["method"]
        if method == "OPTIONS":
            return Reply(204, "", b"")
        if method not in ("GET", "HEAD", "POST"):
            raise Refused(405, f"{method} is no method of the SPARQL protocol", (b"allow", b"GET, HEAD, POST, OPTIONS"))
        headers = dict(scope["headers"])
        accept = headers.get(b"accept", b"").decode("latin-1")
        pairs = _pairs(scope.get("query_string", b""))
        query = update = None
        if method == "POST":
            kind = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
            body = await _body(receive)
            if kind == "application/x-www-form-urlencoded":
                pairs = [*pairs, *_pairs(body)]
            elif kind == "application/sparql-query":
                query = _text(body)
            elif kind == "application/sparql-update":
                update = _text(body)
            else:
                raise Refused(415, "a query is posted as application/x-www-form-urlencoded or application/sparql-query")
        queries = [value for name, value in pairs if name == "query"] + ([query] if query is not None else [])
        updates = [value for name, value in pairs if name == "update"] + ([update] if update is not None else [])
        if updates:
            if method != "POST":
                raise Refused(400, "an update is posted")
            if len(updates) > 1 or queries:
                raise Refused(400, "one update at a time, and no query with it")
            return await self._update(updates[0], scope, headers, pairs)
        if not queries:
            if method == "POST":
                raise Refused(400, "a query is missing")
            return self._description(scope, headers, accept)
        if len(queries) > 1:
            raise Refused(400, "one query at a time")
        default, named = ([value for name, value in pairs if name == wanted] for wanted in ("default-graph-uri", "named-graph-uri"))
        return await to_thread.run_sync(self._answer, queries[0], accept, default, named, _address(scope, headers))

    def _answer(self, query: str, accept: str, default: list[str], named: list[str], address: str) -> Reply:
        if _SERVICE.search(_UNSAID.sub(" ", query)):
            raise Refused(400, "SERVICE is not answered: this server asks no other")
        try:
            result = self.source.store.query(query, base_iri=address, prefixes=PREFIXES, default_graph=[NamedNode(one) for one in default] if default or named else None,
                                             named_graphs=[NamedNode(one) for one in named] if default or named else None)
        except (SyntaxError, ValueError) as error:
            raise Refused(400, f"the query cannot be read: {error}".replace("\n", " ")) from error
        except OSError as error:
            raise Refused(500, "the store does not answer") from error
        offered = GRAPHS if isinstance(result, ox.QueryTriples) else RESULTS
        kind = best(accept, list(offered))
        if kind is None:
            raise Refused(406, f"what is asked for cannot be given; known are {', '.join(offered)}")
        try:
            if isinstance(result, ox.QueryTriples):
                body = ox.serialize(result, format=GRAPHS[kind], prefixes=PREFIXES if kind == "text/turtle" else None)
            elif isinstance(result, ox.QueryBoolean) and RESULTS[kind] in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV):
                body = b"true\n" if bool(result) else b"false\n"
            else:
                body = result.serialize(format=RESULTS[kind])
        except (ValueError, OSError) as error:
            raise Refused(400, f"the query cannot be answered: {error}".replace("\n", " ")) from error
        tag = f'"{self.source.version}"'.encode()
        return Reply(200, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, body or b"", ((b"etag", tag), (b"vary", b"accept"), (b"cache-control", b"no-cache")))

    async def _update(self, update: str, scope: Scope, headers: dict[bytes, bytes], pairs: Pairs) -> Reply:
        if not self.token:
            raise Refused(403, "this base is only read here")
        given = headers.get(b"authorization", b"").decode("latin-1").removeprefix("Bearer ").strip()
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise Refused(401, "an update needs the token that the server was started with", (b"www-authenticate", b"Bearer"))
        using, named = ([NamedNode(value) for name, value in pairs if name == wanted] for wanted in ("using-graph-uri", "using-named-graph-uri"))

        def write() -> None:
            from kb.errors import StoreError
            from kb.store.oxigraph import writing
            if using or named:
                raise Refused(400, "write USING in the update itself")
            try:
                with writing(self.source.folder) as writer:
                    writer.store.update(update, base_iri=_address(scope, headers), prefixes=PREFIXES)
                    writer.publish()
            except SyntaxError as error:
                raise Refused(400, f"the update cannot be read: {error}".replace("\n", " ")) from error
            except StoreError as error:
                raise Refused(503, str(error)) from error

        await to_thread.run_sync(write)
        self._looked = 0.0
        return Reply(204, "", b"")

    def _description(self, scope: Scope, headers: dict[bytes, bytes], accept: str) -> Reply:
        kind = best(accept, ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"]) or "text/turtle"
        triples = self.about(_address(scope, headers))
        return Reply(200, kind, ox.serialize(triples, format=GRAPHS[kind], prefixes=PREFIXES if kind == "text/turtle" else None) or b"", ((b"vary", b"accept"),))


def with_prefixes(query: str) -> str:
    """A query with the base's prefixes before its own, for an engine that takes text alone.

    Raises:
        QueryError: it asks another server.
    """
    if _SERVICE.search(_UNSAID.sub(" ", query)):
        raise QueryError("SERVICE is not answered: this server asks no other")
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + query


def _address(scope: Scope, headers: dict[bytes, bytes]) -> str:
    """The URL of the endpoint as the client knows it: relative IRIs are read against it."""
    return f"{scope.get('scheme', 'http')}://{headers.get(b'host', b'localhost').decode('latin-1')}{scope['path']}"


class GraphStore:
    """`/rdf-graph-store`: the reads of the SPARQL 1.1 Graph Store HTTP Protocol."""

    def __init__(self, source: Source) -> None:
        self.source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            reply = await to_thread.run_sync(self._reply, scope)
        except Refused as refused:
            reply = Reply(refused.status, "text/plain; charset=utf-8", f"{refused.reason}\n".encode(), refused.headers)
        await respond(reply, send, head=scope["method"] == "HEAD")

    def _reply(self, scope: Scope) -> Reply:
        if scope["method"] not in ("GET", "HEAD"):
            raise Refused(405, "this base is only read here", (b"allow", b"GET, HEAD"))
        pairs = _pairs(scope.get("query_string", b""))
        names = [value for name, value in pairs if name == "graph"]
        whole = any(name == "default" for name, _ in pairs)
        if len(names) + whole != 1:
            raise Refused(400, "either ?default or one ?graph=IRI is asked for")
        try:
            graph = NamedNode(names[0]) if names else DefaultGraph()
        except ValueError as error:
            raise Refused(400, f"not an IRI: {names[0]}") from error
        self.source.refresh()
        kind = best(dict(scope["headers"]).get(b"accept", b"").decode("latin-1"), [name for name in GRAPHS if name not in ("application/trig", "application/n-quads")])
        if kind is None:
            raise Refused(406, f"known are {', '.join(GRAPHS)}")
        if isinstance(graph, NamedNode) and not self.source.store.contains_named_graph(graph):
            raise Refused(404, f"no graph {names[0]}")
        triples = (quad.triple for quad in self.source.store.quads_for_pattern(None, None, None, graph))
        body = ox.serialize(triples, format=GRAPHS[kind], prefixes=PREFIXES if kind == "text/turtle" else None)
        return Reply(200, kind, body or b"", ((b"vary", b"accept"), (b"etag", f'"{self.source.version}"'.encode())))


async def respond(reply: Reply, send: Send, head: bool = False) -> None:
    """Send a reply, open to scripts of other sites."""
    start, body = messages(reply)
    await send(start)
    await send({"type": "http.response.body", "body": b""} if head else body)


def messages(reply: Reply) -> tuple[MutableMapping[str, Any], MutableMapping[str, Any]]:
    """A reply as the two messages of ASGI."""
    headers = [(b"content-length", str(len(reply.body)).encode()), *reply.headers, *CORS]
    if reply.kind:
        headers.append((b"content-type", reply.kind.encode()))
    return {"type": "http.response.start", "status": reply.status, "headers": headers}, {"type": "http.response.body", "body": reply.body}


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise Refused(400, "the parameters are not UTF-8 in percent-encoding") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the body is not UTF-8") from error


async def _body(receive: Receive) -> bytes:
    found = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the request ended too soon")
        found += message.get("body", b"")
        if len(found) > _LARGEST_BODY:
            raise Refused(413, f"a request is at most {_LARGEST_BODY:,} bytes")
        if not message.get("more_body"):
            return bytes(found)
