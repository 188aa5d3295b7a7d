"""Pages, data and interfaces of the application over the example report: what each shows, in both languages, and what it refuses."""

import asyncio
import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import openpyxl
import pytest
from rdflib import Graph, URIRef

from kb.ingest import ingest
from kb.namespace import BASE
from kb.query.catalog import catalog
from kb.web import data
from kb.web.app import create
from kb.web.negotiate import best, language
from kb.web.pages import words
from kb.web.site import write
from kb.web.source import Source
from tests.conftest import REPORT, ROOT

Get = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("web") / "base"
    ingest([REPORT], place)
    return place


@pytest.fixture(scope="module")
def get(folder: Path) -> Get:
    application = create(folder)

    def run(path: str, accept: str = "text/html", **headers: str) -> httpx.Response:
        async def go() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://kb.example") as client:
                return await client.get(path, headers={"accept": accept, "accept-language": "ko", **{name.replace("_", "-"): value for name, value in headers.items()}})
        return asyncio.run(go())
    return run


@pytest.fixture(scope="module")
def finding(folder: Path) -> str:
    """The path of a thing's IRI, percent-encoded."""
    source = Source(folder)
    return data.path_of(source.base.find("지적 1"))


PAGES = ("/", "/findings", "/findings?status=완료", "/commitments", "/budget", "/contracts", "/ordinances", "/checks", "/network", "/network/responsibility", "/network/timeline", "/ask", "/ns", "/vocab/finding-status",
         "/class/Finding", "/sparql", f"/doc/{REPORT.name}", f"/doc/{REPORT.name}?from=9&to=10", "/search?q=청년", "/chain?from=정책기획과", "/chain?from=지적%201&to=정책기획과")


@pytest.mark.parametrize("spoken", ["ko", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_lets_nothing_in(path: str, spoken: str, get: Get) -> None:
    reply = get(path, accept_language=spoken)
    assert reply.status_code == 200, reply.text[:300]
    assert f'<html lang="{spoken}">' in reply.text and reply.text.rstrip().endswith("</html>")
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    # No script or style in the page itself, nothing from another host.
    assert not re.search(r"<script(?![^>]*(?:src=|application/(?:ld\+)?json))|<style|\sstyle=|\son[a-z]+=", reply.text)
    assert not re.findall(r'(?:src|<link[^>]* href)="https?://(?!kb\.example)', reply.text)
    assert len(re.findall(r"<h1", reply.text)) >= 1


@pytest.mark.parametrize("name", sorted(catalog("questions")))
def test_every_question_has_a_page(name: str, get: Get) -> None:
    assert get(f"/ask/{name}").status_code == 200


def test_every_word_of_the_pages_is_in_both_languages() -> None:
    assert all(len(both) == 2 and all(both) for both in words().values())


def test_a_things_page_shows_its_facts_with_their_words(finding: str, get: Get) -> None:
    text = get(f"/page/{finding}").text
    assert "<h1>지적 1 " in text
    assert '<blockquote>' in text and f'/doc/{REPORT.name}?from=' in text
    assert 'application/ld+json' in text and f'href="/data/{finding}.ttl"' in text


def test_a_link_to_a_passage_opens_its_lines_and_what_they_say(get: Get) -> None:
    text = get(f"/doc/{REPORT.name}?from=9&to=10").text
    assert re.search(r'id="L9" value="9" class="chosen read"', text)
    assert "정책기획과" in text.partition("<aside")[2]


def test_what_was_not_understood_is_marked_on_request(get: Get) -> None:
    assert 'class="lines unread"' in get(f"/doc/{REPORT.name}?unread=1").text
    assert 'class="lines unread"' not in get(f"/doc/{REPORT.name}").text


def test_the_board_keeps_its_filters_in_the_address(get: Get) -> None:
    every, done = get("/findings").text, get("/findings?status=완료").text
    assert "6 줄" in every and "2 줄" in done
    assert "<option selected>완료</option>" in done


def test_a_view_is_handed_out_as_csv_and_as_a_workbook(get: Get) -> None:
    rows = list(csv.reader(io.StringIO(get("/answer/findings.csv?status=완료").text.lstrip("\ufeff"))))
    book = openpyxl.load_workbook(io.BytesIO(get("/answer/findings.xlsx?status=완료").content))
    assert len(rows) == 3
    assert [len(list(sheet.rows)) for sheet in book] == [3]


def test_a_thing_and_its_page_and_data_are_apart(finding: str, get: Get) -> None:
    assert (get(f"/id/{finding}").status_code, get(f"/id/{finding}").headers["location"]) == (303, f"/page/{finding}")
    turtle = get(f"/id/{finding}", "text/turtle")
    assert (turtle.status_code, turtle.headers["location"]) == (303, f"/data/{finding}.ttl")
    assert "accept" in turtle.headers["vary"] and 'rel="alternate"' in turtle.headers["link"]
    assert get(f"/id/{finding}", "application/pdf").status_code == 406
    assert get("/id/finding/none", "text/turtle").status_code == 404


def test_a_hangul_address_is_the_same_percent_encoded_or_not(finding: str, get: Get) -> None:
    assert data.thing_of(f"/id/{finding}".encode(), "/id/") == data.thing_of("/id/finding/가람시/미래정책국/행정사무감사/2023/1".encode(), "/id/")
    assert get("/id/finding/가람시/미래정책국/행정사무감사/2023/1").headers["location"] == f"/page/{finding}"


@pytest.mark.parametrize(("extension", "kind"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_each_format_says_the_same(extension: str, kind: str, finding: str, get: Get) -> None:
    first, other = (Graph().parse(data=get(f"/data/{finding}.{form}").text, format=parsed) for form, parsed in (("nt", "nt"), (extension, kind)))
    assert set(first) == set(other) and len(first) > 10
    assert (URIRef(f"{BASE}finding/가람시/미래정책국/행정사무감사/2023/1"), None, None) in first


def test_trig_has_the_passages(finding: str, get: Get) -> None:
    assert "oa:exact" in get(f"/data/{finding}.trig").text


def test_ontology_and_vocabularies_are_at_their_addresses(get: Get) -> None:
    assert len(Graph().parse(data=get("/ns", "text/turtle").text, format="turtle")) > 500
    assert "추진중" in get("/vocab/finding-status").text and len(Graph().parse(data=get("/vocab/finding-status?format=nt").text, format="nt")) > 10
    assert get("/vocab/none").status_code == 404


def test_the_data_set_describes_itself(get: Get) -> None:
    graph = Graph().parse(data=get("/.well-known/void").text, format="turtle")
    assert (URIRef(f"{BASE}dataset"), URIRef("http://rdfs.org/ns/void#sparqlEndpoint"), URIRef("http://kb.example/sparql")) in graph
    assert get("/dump.nq").text.count("\n") > 3000
    assert ElementTree.fromstring(get("/sitemap.xml").text).tag.endswith("urlset")


def test_pages_are_kept_by_the_version(get: Get) -> None:
    tag = get("/findings").headers["etag"]
    assert get("/findings", if_none_match=tag).status_code == 304
    assert get("/findings", if_none_match=tag, accept_language="en").status_code == 200


def test_suggestions_come_from_parts_of_names(get: Get) -> None:
    found = get("/suggest?q=" + quote("청년센")).json()
    assert "가람청년센터 운영" in [one["text"] for one in found] and all(one["href"].startswith(("/page/", "/doc/")) for one in found)
    assert get("/suggest?q=" + quote('") OR * NEAR(')).json() == []


def test_a_sentence_is_answered_above_what_is_found(get: Get) -> None:
    text = get("/search?q=" + quote("정책기획과의 주요 업무는?")).text
    assert "시정 중장기 계획의 수립과 조정" in text


@pytest.mark.parametrize("path", ["/page/none", "/doc/none.txt", "/class/None", "/ask/none", "/picture/none.svg", "/answer/findings.exe", "/findings?view=none", "/network/none"])
def test_what_is_not_there_is_said(path: str, get: Get) -> None:
    reply = get(path)
    assert reply.status_code == 404 and "<h1>" in reply.text


def test_no_text_becomes_markup(get: Get) -> None:
    text = get("/search?q=" + quote("<script>alert(1)</script> \"onload=x")).text
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def test_the_api_is_paged_and_described(get: Get) -> None:
    first = get("/api/v1/things?class=Finding&limit=2").json()
    assert (first["count"], len(first["items"]), first["next"]) == (5, 2, True)
    rest = get("/api/v1/things?class=Finding&limit=2&offset=4").json()
    assert (len(rest["items"]), rest["next"]) == (1, False)
    thing = get("/api/v1/thing?name=" + quote("지적 1")).json()
    assert thing["label"].startswith("지적 1") and any(value["evidence"] for fact in thing["facts"] for value in fact["values"])
    assert get("/api/v1/ask/findings?limit=1").json()["count"] == 6
    assert get("/api/v1/thing?name=none").status_code == 404
    described = get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0" and set(described["paths"]) >= {"/search", "/thing", "/ask/{name}", "/chain"}


def test_names_are_reconciled(get: Get) -> None:
    assert get("/reconcile").json()["versions"] == ["0.2"]
    asked = json.dumps({"q0": {"query": "정책 기획과", "type": "Department"}, "q1": {"query": "아무것도 아닌 것"}})
    found = get("/reconcile?queries=" + quote(asked)).json()
    assert [(one["name"], one["match"]) for one in found["q0"]["result"]][:1] == [("정책기획과", True)]
    assert found["q1"]["result"] == []
    identifier = found["q0"]["result"][0]["id"]
    extended = get("/reconcile?extend=" + quote(json.dumps({"ids": [identifier], "properties": [{"id": "accountableTo"}]}))).json()
    assert any("미래정책국" in value.get("name", "") for value in extended["rows"][identifier]["accountableTo"])
    assert "정책기획과" in get("/reconcile/preview?id=" + quote(identifier)).text
    assert get("/reconcile?queries=%7B").status_code == 400


def test_feeds_are_what_their_formats_ask(get: Get) -> None:
    assert ElementTree.fromstring(get("/feed.atom").text).tag == "{http://www.w3.org/2005/Atom}feed"
    lines = get("/commitments.ics").content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""] and lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
    assert all(len(line.encode()) <= 75 for line in lines)


@pytest.mark.parametrize(("accept", "chosen"), [("", "a/x"), ("a/y", "a/y"), ("a/*;q=0.5, b/z", "b/z"), ("*/*", "a/x"), ("c/c", None), ("a/x;q=0, a/y", "a/y"), ("a/x;q=x", None)])
def test_what_is_asked_for_most_is_sent(accept: str, chosen: str | None) -> None:
    assert best(accept, ["a/x", "a/y", "b/z"]) == chosen


@pytest.mark.parametrize(("header", "chosen"), [("", "ko"), ("en-US,en;q=0.9", "en"), ("fr, en;q=0.4, ko;q=0.6", "ko"), ("fr", "ko")])
def test_the_language_asked_for_first_is_spoken(header: str, chosen: str) -> None:
    assert language(header) == chosen


def test_a_site_of_files_leads_everywhere_it_says(folder: Path, tmp_path: Path) -> None:
    from html import unescape
    from urllib.parse import unquote
    line = write(str(folder), tmp_path / "site")
    assert " 0 unchanged" in line
    pages = list((tmp_path / "site").rglob("*.html"))
    for page in pages:
        for address in re.findall(r'(?<!-)\b(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8")):
            if not address.startswith(("http", "data:")):
                assert (page.parent / unquote(unescape(address))).resolve().is_file(), (page, address)
    assert len(pages) > 200
    assert " 0 files written" in write(str(folder), tmp_path / "site")
    names: list[Any] = json.loads((tmp_path / "site" / "search.json").read_text(encoding="utf-8"))
    assert all((tmp_path / "site" / unquote(url)).is_file() for _, url in names)


def test_a_documents_paper_is_shown_beside_its_lines(tmp_path: Path) -> None:
    name = "byeolnuri-2023.pdf"
    ingest([ROOT / "tests" / "corpus" / name], tmp_path / "base")
    application = create(tmp_path / "base")

    async def go() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://x") as client:
            return [await client.get(path, headers={"accept": "text/html"}) for path in (f"/doc/{name}?from=5&to=6", f"/paper/{name}?page=1", f"/paper/{name}?page=99", "/paper/none.pdf")]
    shown, picture, *missing = asyncio.run(go())
    assert f'src="/paper/{name}?page=1"' in shown.text
    assert picture.content.startswith(b"\x89PNG")
    assert [reply.status_code for reply in missing] == [404, 404]


def test_a_class_is_narrowed_by_facets_and_turned_round(get: Get) -> None:
    every = get("/class/Finding").text
    done = re.search(r'href="(/class/Finding\?[^"]*status=[^"]*)"[^>]*>완료 <b>2</b>', every)
    assert done and "<small>5</small>" in every
    assert "<small>2</small>" in get(done[1].replace("&amp;", "&")).text
    names = re.findall(r'<li><a href="/page/finding[^>]*>([^<]*)', get("/class/Finding?sort=-name").text)
    assert names == sorted(names, reverse=True) and len(names) == 5


def test_an_answer_is_drawn_as_a_network_or_a_chart(get: Get) -> None:
    owners = quote("SELECT ?finding ?unit { ?finding gov:responsibleUnit ?unit ; a gov:Finding }")
    page = get(f"/draw?query={owners}").text
    drawn = json.loads(re.search(r'id="data">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert len(drawn["edges"]["source"]) == 6 and "정책기획과" in drawn["nodes"]["label"]
    counted = quote("SELECT ?state (COUNT(*) AS ?findings) { ?finding gov:status ?state } GROUP BY ?state ORDER BY ?state")
    assert "/drawing.svg?query=" in get(f"/draw?query={counted}").text
    assert "추진중" in get(f"/drawing.svg?query={counted}").text
    assert get("/draw?query=" + quote("SELECT ?a { ?a a gov:Finding }")).status_code == 400
    assert get("/draw?query=SELEKT").status_code == 400
