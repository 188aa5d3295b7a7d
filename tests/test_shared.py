"""The two real reports, where they are: scores against the gold standard, and what a reader must find in them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.extract import extract
from kb.readers import read


@pytest.fixture(scope="module")
def reports(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    base = KnowledgeBase(tmp_path_factory.mktemp("reports") / "store")
    base.ingest([shared / "documents"])
    return base


@pytest.fixture(scope="module")
def score(shared: Path, reports: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    out, _ = reports.export(tmp_path_factory.mktemp("export") / "all.nq")
    ran = subprocess.run([sys.executable, str(shared / "tools" / "score.py"), str(out), str(shared / "gold"), *map(str, sorted((shared / "documents").glob("*.txt"))), "--json"],
                         capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    return {**found["kinds"], "macro": {"f1": found["macro_f1"]}}


def test_the_whole_score(score: dict[str, dict[str, float]]) -> None:
    assert score["macro"]["f1"] >= 0.98


def test_every_kind_and_the_findings_in_full(score: dict[str, dict[str, float]]) -> None:
    assert {kind: row["f1"] for kind, row in score.items() if row["f1"] < 0.90} == {}
    assert {kind: row["f1"] for kind, row in score.items() if kind.startswith("findings") and row["f1"] < 1} == {}
    assert score["passages verified word for word"]["f1"] == score["statements with evidence"]["f1"] == 1.0


def test_the_slips_of_the_reports_are_found(reports: KnowledgeBase) -> None:
    found = {(one.rule, one.stated, one.computed) for one in reports.check(shapes=False)}
    assert ("budget-tables", "679000000", "680000000") in found
    assert ("stage-schedule", "2021-08-31", "2021-09-30") in found
    assert [one.rule for one in reports.check() if one.severity == "error"] == []


def test_nothing_is_left_unread_without_an_issue(shared: Path) -> None:
    for path in sorted((shared / "documents").glob("*.txt")):
        statements = extract(read(path))
        assert len(statements) > 1000


@pytest.mark.parametrize("name", ["갈등경보제", "보조금통합관리시스템", "근태관리시스템", "청렴자율준수제"])
def test_named_schemes_are_found(name: str, reports: KnowledgeBase) -> None:
    assert "/system/" in reports.find(name).value


def test_the_chain_of_a_finding(reports: KnowledgeBase) -> None:
    (chain,) = reports.chain("지적 15", kind="responsibility")
    assert [link.target for link in chain.links][:3] == ["사회혁신담당관", "서울혁신기획관", "서울특별시"]
