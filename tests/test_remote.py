"""The same answers from a SPARQL server as from the folder."""

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.errors import KbError, QueryError
from kb.query.show import as_csv

SERVER = shutil.which("oxigraph", path=str(Path(__import__("sys").executable).parent))


@pytest.fixture(scope="module")
def endpoint(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real SPARQL server on this machine that holds the example base."""
    if SERVER is None:
        pytest.skip("the oxigraph server is not installed")
    folder = tmp_path_factory.mktemp("server")
    KnowledgeBase(examples).export(folder / "all.nq")
    subprocess.run([SERVER, "load", "--location", str(folder / "db"), "--file", str(folder / "all.nq")], check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([SERVER, "serve-read-only", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.parametrize(("question", "values"), [
    ("ordinance-owner", {"ordinance": "공유 촉진 조례"}), ("findings", {"status": "검토중"}), ("contractors", {"project": "가람청년센터"}), ("headcount", {"unit": "정책기획과"}),
])
def test_a_question_is_answered_alike(question: str, values: dict[str, str], endpoint: str, example_base: KnowledgeBase) -> None:
    assert as_csv(KnowledgeBase(endpoint).ask(question, **values), evidence=False) == as_csv(example_base.ask(question, **values), evidence=False)


def test_the_whole_base_comes_over(endpoint: str, example_base: KnowledgeBase) -> None:
    assert {str(quad) for quad in KnowledgeBase(endpoint).store.quads()} == {str(quad) for quad in example_base.store.quads()}


def test_ask_and_construct(endpoint: str) -> None:
    store = KnowledgeBase(endpoint).store
    assert store.ask("ASK { ?s ?p ?o }") is True
    assert store.ask("ASK { ?s <urn:none> ?o }") is False
    assert len(list(store.construct("PREFIX gov: <https://w3id.org/govkb/ns#> CONSTRUCT { ?f gov:number ?n } WHERE { ?f a gov:Finding ; gov:number ?n }"))) == 56


def test_wrong_sparql_is_told(endpoint: str) -> None:
    with pytest.raises(QueryError, match="127.0.0.1"):
        KnowledgeBase(endpoint).sparql("SELECT ?s WHERE { ?s ?p }")


def test_a_server_is_only_read(endpoint: str) -> None:
    with pytest.raises(KbError, match="a server is only read here"):
        KnowledgeBase(endpoint).ingest(["report.txt"])
