"""Networks, chains and pictures."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from kb.base import KnowledgeBase
from kb.errors import NoChainError
from kb.network.formats import mermaid
from kb.network.html import page, picture_data
from kb.network.layout import positions
from kb.network.looks import extent, wrapped
from kb.network.measure import measures
from kb.network.paths import _directed
from kb.network.svg import svg
from kb.query.catalog import catalog
from tests.conftest import Ran

NETWORKS = {"responsibility": {"thing": "생활환경과"}, "dependency": {"thing": "㈜새벽기획"}, "contractors": {}, "neighbourhood": {"thing": "가람청년센터"},
            "findings": {}, "ordinances": {}, "principles": {"number": "3"}, "timeline": {"at": "2024-06-01"}, "budget": {}, "budget-change": {}, "findings-board": {}}
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


def test_every_network_has_a_case() -> None:
    assert sorted(NETWORKS) == sorted(catalog("networks"))


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_a_network_has_named_things_and_evidence(name: str, example_base: KnowledgeBase) -> None:
    net = example_base.network(name, **NETWORKS[name])
    assert net.number_of_edges() > 2
    assert all(data["label"] and data["kind"] != "Thing" for _, data in net.nodes(data=True))
    assert any(re.search(r"garam-[\w-]+[.]txt:", data["quotation"]) for _, _, data in net.edges(data=True))


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "json"])
def test_a_file_gives_the_network_back(suffix: str, examples: Path, example_base: KnowledgeBase, kb: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / f"net.{suffix}"
    ran = kb("network", "responsibility", "thing=생활환경과", "-o", str(out), "--store", str(examples))
    assert ran.status == 0, ran.err
    net = example_base.network("responsibility", thing="생활환경과")
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf, "json": lambda path: nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")}[suffix](out)
    assert {node: data["label"] for node, data in read.nodes(data=True)} == {node: data["label"] for node, data in net.nodes(data=True)}
    assert sorted((source, target, data["relation"]) for source, target, data in read.edges(data=True)) == sorted((source, target, data["relation"]) for source, target, data in net.edges(data=True))


def test_a_finding_s_chain_goes_up_to_the_city(example_base: KnowledgeBase) -> None:
    finding = example_base.ask("evidence", subject="https://w3id.org/govkb/id/finding/가람시/미래정책국/행정사무감사/2023/2").rows[0][0]
    (chain,) = example_base.chain(finding.value, kind="responsibility")
    assert [(link.depth, link.relation, link.target) for link in chain.links] == [
        (1, "소관부서", "생활환경과"), (2, "상위 조직", "미래정책국"), (3, "상위 조직", "가람시"), (1, "해당 감사", "2023년 행정사무감사")]
    assert chain.links[0].quotation == "garam-2024.txt:145 “【생활환경과】”"


def test_what_hangs_on_a_contractor_and_the_money_in_it(example_base: KnowledgeBase) -> None:
    (chain,) = example_base.chain("㈜새벽기획", kind="dependency")
    names = [link.target for link in chain.links]
    assert "청년의 자립을 돕는 「가람청년센터」 운영" in names
    assert "가람청년센터 운영 예산현액 2024" in names
    assert chain.money == {("예산현액", "2024"): 620_000_000}


def test_the_chain_between_two_things_is_a_shortest_one(example_base: KnowledgeBase) -> None:
    (path,) = example_base.between("자원순환팀", "가람시", kind="responsibility")
    assert [(step.source, step.relation, step.target, step.forward) for step in path.steps] == [
        ("자원순환팀", "상위 조직", "생활환경과", True), ("생활환경과", "상위 조직", "미래정책국", True), ("미래정책국", "상위 조직", "가람시", True)]
    assert path.shortest
    assert path.steps[0].quotation == "garam-2024.txt:11 “생활환경과 (2팀) : 자원순환팀, 공원녹지팀”"


def _joined(*edges: tuple[str, str]) -> "nx.MultiDiGraph[str]":
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one, other in edges:
        for node in (one, other):
            net.add_node(node, label=node, kind="Unit")
        net.add_edge(one, other, key="r", relation="r", label="잇는", quotation=f"{one}{other}")
    return net


def test_every_shortest_chain_and_the_longer_independent_ones_are_found() -> None:
    net = _joined(("a", "b"), ("b", "z"), ("a", "c"), ("c", "z"), ("a", "d"), ("d", "e"), ("e", "z"), ("d", "b"))
    found = [(path.shortest, "".join([path.steps[0].source, *(step.target for step in path.steps)])) for path in _directed(net, "dependency", "a", "z")]
    assert found == [(True, "abz"), (True, "acz"), (False, "adez")]


def test_a_chain_is_found_whichever_way_it_is_asked_for() -> None:
    net = _joined(("a", "b"), ("b", "z"))
    assert [path.steps for path in _directed(net, "dependency", "z", "a")] == [path.steps for path in _directed(net, "dependency", "a", "z")]


def test_things_that_no_chain_joins_are_joined_across_both_kinds(example_base: KnowledgeBase) -> None:
    paths = example_base.between("㈜새벽기획", "생활환경과")
    assert {path.kind for path in paths} == {"connection"}
    assert all(path.steps[0].source == "㈜새벽기획" and path.steps[-1].target == "생활환경과" for path in paths)
    assert {step.forward for path in paths for step in path.steps} == {True, False}


def test_chains_between_two_things_are_told_in_words(kb: Callable[..., Ran], examples: Path) -> None:
    ran = kb("chain", "자원순환팀", "가람시", "--evidence", "--store", str(examples))
    assert "  자원순환팀 → 생활환경과 → 미래정책국 → 가람시\n" in ran.out
    assert "garam-2024.txt:11 “생활환경과 (2팀) : 자원순환팀, 공원녹지팀”" in ran.out
    data = json.loads(kb("chain", "자원순환팀", "가람시", "--format", "json", "--store", str(examples)).out)
    assert [step["target"] for step in data[0]["steps"]] == ["생활환경과", "미래정책국", "가람시"]
    assert kb("chain", "자원순환팀", "--format", "json", "--store", str(examples)).status == 2


# ---- measures ----

@pytest.mark.parametrize("name", ["responsibility", "dependency", "findings"])
def test_both_engines_give_the_same_numbers(name: str, example_base: KnowledgeBase) -> None:
    net = example_base.network(name)
    one, other = (measures(net, engine) for engine in ("networkx", "rustworkx"))
    assert one.betweenness == pytest.approx(other.betweenness, abs=1e-12)
    assert (one.degree, one.components, one.bridges, one.cycles, one.communities) == (other.degree, other.components, other.bridges, other.cycles, other.communities)
    assert one.rank == pytest.approx(nx.pagerank(nx.DiGraph(net), alpha=0.85, tol=1e-10, max_iter=1000), abs=1e-7)
    assert sum(one.rank.values()) == pytest.approx(1)


def test_the_measures_of_a_small_network_are_those_worked_out_by_hand() -> None:
    found = measures(_joined(("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("e", "e")))
    assert found.degree == {"a": 1, "b": 2, "c": 2, "d": 1, "e": 0}
    assert found.components == (frozenset("abcd"), frozenset("e"))
    assert found.bridges == (("a", "b"), ("b", "c"), ("c", "d"))
    assert found.cycles == (frozenset("bc"), frozenset("e"))
    # a→c and a→d run through b, a→d and b→d through c: of the 4·3 ordered pairs of others, two each.
    assert found.betweenness == pytest.approx({"a": 0, "b": 2 / 12, "c": 2 / 12, "d": 0, "e": 0})


def test_the_command_of_measures_names_things(kb: Callable[..., Ran], examples: Path) -> None:
    ran = kb("measures", "responsibility", "--top", "2", "--store", str(examples))
    assert ran.status == 0
    assert re.search(r"^nodes \d+, edges \d+, components \d+, bridges \d+, circles 0, communities \d+$", ran.out, re.M)
    data = json.loads(kb("measures", "responsibility", "--format", "json", "--store", str(examples)).out)
    assert data["nodes"] == len(data["degree"]) == len(data["rank"])
    assert kb("measures", "responsibility", "--format", "xml", "--store", str(examples)).status == 1


# ---- layout ----

@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60), st.sampled_from(["responsibility", "dependency"]))
def test_no_box_lies_on_another(pairs: list[tuple[int, int]], name: str) -> None:
    net = _joined(*((f"이름 {one} {'긴 ' * (one % 7)}", f"이름 {other} {'긴 ' * (other % 7)}") for one, other in pairs))
    net.graph["name"] = name
    sizes = {node: extent(wrapped(node)) for node in net}
    places = positions(net, sizes)
    assert set(places) == set(net)
    for one, other in combinations(net, 2):
        apart = [abs(places[one][axis] - places[other][axis]) - (sizes[one][axis] + sizes[other][axis]) / 2 for axis in (0, 1)]
        assert max(apart) > 0


def test_responsibility_runs_upwards_and_dependency_rightwards() -> None:
    net = _joined(("팀", "과"), ("과", "국"), ("국", "시"))
    net.graph["name"] = "responsibility"
    assert [node for node, _ in sorted(positions(net).items(), key=lambda pair: pair[1][1])] == ["시", "국", "과", "팀"]
    net.graph["name"] = "dependency"
    assert [node for node, _ in sorted(positions(net).items(), key=lambda pair: pair[1][0])] == ["시", "국", "과", "팀"]


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=80), st.integers(3, 20))
def test_a_wrapped_name_is_whole(name: str, width: int) -> None:
    lines = wrapped(name, width)
    assert "".join(lines).replace(" ", "") == re.sub(r"\s", "", name)
    assert all(len(line) <= width + 1 for line in lines)


def test_a_mermaid_chart_has_every_node_and_edge_and_no_markup(tmp_path: Path, kb: Callable[..., Ran], examples: Path) -> None:
    out = tmp_path / "findings.mmd"
    assert kb("network", "findings", "-o", str(out), "--store", str(examples)).status == 0
    net = KnowledgeBase(examples).network("findings")
    first, *lines = out.read_text(encoding="utf-8").splitlines()
    assert first == "flowchart LR"
    assert sum("-->" in line for line in lines) == net.number_of_edges()
    assert sum("-->" not in line for line in lines) == net.number_of_nodes()
    hostile = nx.MultiDiGraph()
    hostile.add_node("a", label='"]<img src=x> & |')
    assert mermaid(hostile).decode() == 'flowchart LR\n  n1["#34;#93;#60;img src=x#62; #38; #124;"]\n'


def test_the_impact_of_a_company_is_its_projects_money_and_dates(example_base: KnowledgeBase) -> None:
    hit = example_base.impact("㈜새벽기획", at="2024-01-01")
    direct = [hit.dependents.shown(row[2]) for row in hit.dependents.rows if hit.dependents.shown(row[0]) == "직접"]
    assert direct == ["(사)가람청년네트워크·㈜새벽기획 컨소시엄"]
    assert "청년의 자립을 돕는 「가람청년센터」 운영" in [hit.dependents.shown(row[2]) for row in hit.dependents.rows]
    assert hit.money == {("예산현액", "2024"): 620_000_000}
    assert [hit.dates.shown(row[0]) for row in hit.dates.rows] == sorted(hit.dates.shown(row[0]) for row in hit.dates.rows)
    assert all(hit.dates.shown(row[0]) >= "2024-01-01" for row in hit.dates.rows)
    assert example_base.impact("㈜새벽기획", at="2030-01-01").dates.rows == ()


def test_the_impact_command_says_where_there_is_nothing(kb: Callable[..., Ran], examples: Path) -> None:
    ran = kb("impact", "가람시 공원 관리 조례", "--store", str(examples))
    assert ran.status == 0
    assert "걸린 금액 (money): 없음 (none)" in ran.out
    assert kb("impact", "없는 것", "--store", str(examples)).status == 1


def test_things_without_a_chain_are_told(example_base: KnowledgeBase) -> None:
    with pytest.raises(NoChainError, match="no chain leads from '자원순환팀' to '㈜새벽기획'"):
        example_base.between("자원순환팀", "㈜새벽기획", kind="responsibility")


HOSTILE = "</script><img src=x onerror=alert(1)><b>굵게</b>"


def _page(words: str) -> str:
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="responsibility")
    net.add_node("a", label=words, kind="Department")
    net.add_node("b", label="보통", kind=words)
    net.add_edge("a", "b", relation="r", label=words, quotation=words)
    return page(net, {"Department": words}, words)


@pytest.fixture
def hostile() -> str:
    """A page whose names, quotations and title hold markup."""
    return _page(HOSTILE)


def test_nothing_in_a_name_becomes_markup(hostile: str) -> None:
    assert "<img src=x" not in hostile
    assert "<b>굵게" not in hostile
    assert hostile.count("</script>") == _page("보통").count("</script>")


def test_a_page_needs_no_other_host(hostile: str) -> None:
    assert re.findall(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=[\"']?(?:https?:)?//", hostile) == []
    assert "default-src 'none'" in hostile


def _many(count: int) -> "nx.MultiDiGraph[str]":
    net = _joined(*((f"일 {number}", f"부서 {number % 20}") for number in range(count)))
    net.graph["name"] = "responsibility"
    return net


def test_a_large_network_becomes_a_page_of_its_data_and_no_markup() -> None:
    net = _many(300)
    net.add_node("x", label=HOSTILE, kind=HOSTILE)
    text = page(net, {}, HOSTILE)
    assert "<img src=x" not in text and "<b>굵게" not in text
    (held,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert json.loads(held) == picture_data(net, {})
    assert json.loads(held)["nodes"]["label"][-1] == HOSTILE
    assert "default-src 'none'" in text and re.findall(r"https?://(?!www.w3.org)", text) == []


@pytest.mark.parametrize("name", sorted(NETWORKS))
@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "html", "mmd", "gexf", "graphml", "json"])
def test_every_picture_is_drawn_in_every_format(name: str, suffix: str, kb: Callable[..., Ran], examples: Path, tmp_path: Path) -> None:
    out = tmp_path / f"{name}.{suffix}"
    ran = kb("network", name, *(f"{key}={value}" for key, value in NETWORKS[name].items()), "-o", str(out), "--store", str(examples))
    assert ran.status == 0, ran.err
    head = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "html": b"<", "gexf": b"<?xml", "graphml": b"<?xml", "json": b"{", "mmd": b""}[suffix]
    assert out.read_bytes().startswith(head)
    if suffix == "svg":
        assert ElementTree.parse(out).getroot().tag.endswith("svg")


@pytest.mark.parametrize("name", ["timeline", "budget", "budget-change", "findings-board"])
def test_a_part_of_a_chart_leads_to_its_words_on_the_page(name: str, example_base: KnowledgeBase) -> None:
    net = example_base.network(name, **NETWORKS[name])
    text = page(net, {}, "그림")
    leads = set(re.findall(r'href="#(e\d+)"', text))
    held = dict(re.findall(r'<div id="(e\d+)"><dt>(.*?)(?: <small>|</dt>)', text))
    assert leads and leads <= set(held)
    assert "<blockquote>" in text and "<script" not in text


def test_a_name_in_a_chart_or_picture_becomes_no_markup() -> None:
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="timeline", picture="timeline")
    net.add_node("a", label=HOSTILE, kind="Milestone", end="2024-01-31", state="지남")
    net.add_node("b", label=HOSTILE, kind="Project")
    net.add_edge("a", "b", relation="r", label=HOSTILE, quotation=HOSTILE)
    plain = nx.MultiDiGraph(net, name="responsibility", picture="")
    for text in (page(net, {}, HOSTILE), svg(plain, {}, HOSTILE).decode()):
        assert "<img src=x" not in text and "<b>굵게" not in text


def test_a_timeline_tells_what_is_overdue(example_base: KnowledgeBase) -> None:
    net = example_base.network("timeline", thing="생활환경과", at="2024-07-01")
    states = {data["label"]: data["state"] for _, data in net.nodes(data=True) if "state" in data}
    assert states["반기별 현장 점검 : 2024년 상반기"] == "기한 지남"
    assert states["방음벽 설치 공사 : 2024. 5. ~ 2024. 8."] == "다가옴"
    assert states["실시설계 용역 준공"] == "지남"
    assert "상담" not in " ".join(states)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_searches_picks_and_filters_a_large_network(tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    file.write_text(page(_many(600), {"Unit": "조직"}, "큰 그물"), encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                                                                        "--use-gl=swiftshader", "--enable-unsafe-swiftshader"])
        tab = browser.new_page(viewport={"width": 1200, "height": 800})
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(file.as_uri())
        tab.wait_for_selector("body[data-ready]")
        assert tab.inner_text("#size") == "620 · 600"
        tab.fill("#search", "부서 7")
        tab.keyboard.press("Enter")
        assert tab.inner_text("#panel h2") == "부서 7"
        assert tab.locator("#panel blockquote").count() == 30
        assert tab.inner_text("#panel blockquote >> nth=0") == "일 7부서 7"
        tab.click("#panel li .thing >> nth=0")
        assert tab.inner_text("#panel h2") == "일 7"
        assert re.search(r"#n\d+$", tab.url)
        tab.uncheck("#kinds input")
        tab.click("#whole")
        assert tab.inner_text("#panel").startswith("점을 누르면")
        assert errors == []
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_searches_a_small_network_and_shows_the_words(example_base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "small.html"
    file.write_text(page(example_base.network("responsibility", thing="생활환경과"), {}, "작은 그물"), encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
        tab = browser.new_page(viewport={"width": 1200, "height": 800})
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(file.as_uri())
        tab.wait_for_selector("#mynetwork canvas")
        tab.fill("#search", "자원순환팀")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("#panel:not([hidden]) h2")
        assert tab.inner_text("#panel h2") == "자원순환팀"
        assert "garam-2024.txt:11" in tab.inner_text("#panel blockquote >> nth=0")
        assert errors == []
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_draws_the_page_without_running_a_name(hostile: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(hostile, encoding="utf-8")
    drawn = subprocess.run([str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                            "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000", "--enable-logging=stderr", "--dump-dom", file.as_uri()],
                           capture_output=True, text=True, timeout=120, check=True)
    assert "<canvas" in drawn.stdout
    assert "<img" not in drawn.stdout
    assert "Uncaught" not in drawn.stderr
    assert "Refused to load" not in drawn.stderr
