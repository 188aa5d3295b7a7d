"""The W3C tests of the SPARQL 1.1 Protocol and Service Description, against the application; and what our own endpoint refuses."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from kb.ingest import ingest
from kb.store.oxigraph import writing
from kb.web.app import create
from tests.conftest import REPORT

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MANIFEST = Path(__file__).resolve().parents[3] / "shared" / "data" / "sparql" / "sparql11" / "protocol" / "manifest.ttl"
TOKEN = "a-token-for-tests"
# What is not taken, and why.
KNOWN = dict.fromkeys(("update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs", "update_dataset_full"),
                      "using-graph-uri is not taken with an update: USING is written in the update itself")


def _names() -> list[str]:
    if not MANIFEST.exists():
        return []
    graph = Graph().parse(MANIFEST)
    return sorted(str(test).rpartition("#")[2] for test in graph.subjects(RDF.type, MF.ProtocolTest))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("web") / "base"
    ingest([REPORT], place)
    # The graphs that the W3C tests ask of.
    with writing(place) as writer:
        for number in range(1, 4):
            if (data := MANIFEST.parent / f"data{number}.nt").exists():
                writer.store.load(path=str(data), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf"))
        writer.publish()
    return place


@pytest.fixture(scope="module")
def ask(folder: Path) -> Callable[..., httpx.Response]:
    """One request to the application that takes updates with a token."""
    application = create(folder, TOKEN)

    def run(method: str, path: str, **options: Any) -> httpx.Response:
        async def go() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://www.example") as client:
                return await client.request(method, path, **options)
        return asyncio.run(go())
    return run


def _requests(graph: Graph, test: URIRef) -> Iterator[Any]:
    action = graph.value(test, MF.action)
    yield from Collection(graph, graph.value(action, HT.requests))  # type: ignore[arg-type]


@pytest.mark.skipif(not MANIFEST.exists(), reason="../shared/data/sparql is not beside this checkout")
@pytest.mark.parametrize("name", _names() or ["none"])
def test_the_protocol_as_w3c_tests_it(name: str, ask: Callable[..., httpx.Response]) -> None:
    if name in KNOWN:
        pytest.xfail(KNOWN[name])
    graph = Graph().parse(MANIFEST)
    test = next(one for one in graph.subjects(RDF.type, MF.ProtocolTest) if str(one).endswith(f"#{name}"))
    for request in _requests(graph, test):  # type: ignore[arg-type]
        headers = {str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue)) for one in Collection(graph, graph.value(request, HT.headers) or RDF.nil)}
        body = graph.value(request, HT.body)
        encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
        content = str(graph.value(body, CNT.chars)).encode(encoding) if body else b""
        path = str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
        reply = ask(str(graph.value(request, HT.methodName)), path, headers={**headers, "authorization": f"Bearer {TOKEN}"}, content=content)
        response = graph.value(request, HT.resp)
        expected = {str(one).rpartition("StatusCode")[2][0] for one in graph.objects(response, MF.expectedStatus)}
        assert str(reply.status_code)[0] in expected, (path, reply.status_code, reply.text[:200])
        form = str(graph.value(response, MF.expectedFormat) or "")
        kind = reply.headers.get("content-type", "")
        if form == "boolean":
            assert "sparql-results" in kind or "csv" in kind or "tab-separated" in kind
        if (truth := graph.value(response, MF.expectedBoolean)) is not None:
            asked = ask(str(graph.value(request, HT.methodName)), path, headers={**headers, "accept": "application/sparql-results+json", "authorization": f"Bearer {TOKEN}"}, content=content)
            assert asked.json()["boolean"] is bool(truth)
        if form == "RDF":
            assert kind.partition(";")[0] in ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")


@pytest.mark.parametrize(("method", "path", "options", "status"), [
    ("GET", "/sparql?query=SELECT", {}, 400),
    ("GET", "/sparql?query=SELECT%20*%20%7BSERVICE%20%3Chttp%3A%2F%2Fx%2F%3E%20%7B%3Fs%20%3Fp%20%3Fo%7D%7D", {}, 400),
    ("GET", "/sparql?query=ASK%20%7B%7D", {"headers": {"accept": "image/png"}}, 406),
    ("PATCH", "/sparql", {}, 405),
    ("POST", "/sparql", {"content": b"ASK {}", "headers": {"content-type": "text/plain"}}, 415),
    ("POST", "/sparql", {"content": b"ASK {\xff}", "headers": {"content-type": "application/sparql-query"}}, 400),
    ("POST", "/sparql", {"content": b"x" * 6_000_000, "headers": {"content-type": "application/sparql-query"}}, 413),
    ("POST", "/sparql", {"data": {"update": "INSERT DATA { <urn:a> <urn:b> 1 }"}}, 401),
    ("POST", "/sparql", {"data": {"update": "INSERT DATA { <urn:a> <urn:b> 1 }"}, "headers": {"authorization": "Bearer wrong"}}, 401),
    ("GET", "/rdf-graph-store", {}, 400),
    ("GET", "/rdf-graph-store?graph=urn%3Anone", {}, 404),
    ("DELETE", "/rdf-graph-store?default", {}, 405),
])
def test_what_is_not_allowed_is_said_in_one_line(method: str, path: str, options: dict[str, Any], status: int, ask: Callable[..., httpx.Response]) -> None:
    reply = ask(method, path, **options)
    assert reply.status_code == status
    assert reply.text.count("\n") == 1


def test_a_base_that_is_only_read_takes_no_update(folder: Path) -> None:
    async def go() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=create(folder)), base_url="http://x") as client:
            return await client.post("/sparql", data={"update": "CLEAR ALL"})
    assert asyncio.run(go()).status_code == 403


@pytest.mark.parametrize(("accept", "kind", "start"), [
    ("application/sparql-results+json", "application/sparql-results+json", '{"head"'), ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
    ("text/csv", "text/csv; charset=utf-8", "n"), ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?n"), ("", "application/sparql-results+json", '{"head"'),
    ("text/html;q=0.1, text/csv;q=0.9", "text/csv; charset=utf-8", "n"),
])
def test_results_come_in_the_format_asked_for(accept: str, kind: str, start: str, ask: Callable[..., httpx.Response]) -> None:
    reply = ask("GET", "/sparql", params={"query": "SELECT (1 AS ?n) {}"}, headers={"accept": accept})
    assert (reply.status_code, reply.headers["content-type"]) == (200, kind)
    assert reply.text.startswith(start)


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_graphs_come_in_the_format_asked_for(kind: str, ask: Callable[..., httpx.Response]) -> None:
    reply = ask("GET", "/sparql", params={"query": "CONSTRUCT { <urn:a> <urn:b> ?o } WHERE { VALUES ?o { 1 2 } }"}, headers={"accept": kind})
    assert reply.headers["content-type"].partition(";")[0] == kind
    assert len(Graph().parse(data=reply.text, format={"application/ld+json": "json-ld"}.get(kind, kind))) == 2


def test_the_service_describes_itself(ask: Callable[..., httpx.Response]) -> None:
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    reply = ask("GET", "/sparql", headers={"accept": "text/turtle"})
    graph = Graph().parse(data=reply.text, format="turtle")
    service = graph.value(predicate=RDF.type, object=sd.Service)
    assert service is not None and (service, sd.endpoint, URIRef("http://www.example/sparql")) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph


def test_scripts_of_other_sites_may_ask(ask: Callable[..., httpx.Response]) -> None:
    assert ask("OPTIONS", "/sparql").headers["access-control-allow-origin"] == "*"


def test_an_answer_is_the_newest_versions(folder: Path, ask: Callable[..., httpx.Response]) -> None:
    asked = {"query": "ASK { <urn:new> <urn:is> 1 }"}
    assert ask("GET", "/sparql", params=asked).json()["boolean"] is False
    assert ask("POST", "/sparql", data={"update": "INSERT DATA { <urn:new> <urn:is> 1 }"}, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 204
    assert ask("GET", "/sparql", params=asked).json()["boolean"] is True
