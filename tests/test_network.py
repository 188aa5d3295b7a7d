"""Networks, chains and pictures."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from kb.base import KnowledgeBase
from kb.errors import NoChainError
from kb.network.formats import mermaid
from kb.network.html import page
from kb.query.catalog import catalog
from tests.conftest import Ran

NETWORKS = {"responsibility": {"thing": "생활환경과"}, "dependency": {"thing": "㈜새벽기획"}, "contractors": {}, "neighbourhood": {"thing": "가람청년센터"},
            "findings": {}, "ordinances": {}, "principles": {"number": "3"}}
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
    (chain,) = example_base.chain("자원순환팀", "가람시", kind="responsibility")
    assert [link.target for link in chain.links] == ["생활환경과", "미래정책국", "가람시"]


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
        example_base.chain("자원순환팀", "㈜새벽기획", kind="responsibility")


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
