"""Contracts in tables with cells: who is paid, how much, how they were chosen, and the indicators that follow."""

from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.extract import extract
from kb.model import Fact, Issue
from kb.readers import read

HEAD = "<!doctype html><meta charset=utf-8><body><h1>2019년 용역 및 민간위탁 현황</h1><p>솔내시 환경녹지국</p>"


def told(path: Path) -> dict[str, dict[str, list[str]]]:
    """Contract → property → values, in their order."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in extract(read(path)):
        if isinstance(one, Fact) and one.subject.kind.value.endswith("#Contract"):
            value = one.object
            shown = getattr(value, "name", "") or getattr(value, "value", "").rpartition("#")[2]
            found.setdefault(one.subject.name, {}).setdefault(one.predicate.value.rpartition("#")[2], []).append(shown)
    return found


def test_a_table_of_studies_is_read_with_its_unit_note(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        HEAD + "<h2>용역 추진현황</h2><p>(단위: 천원)</p><table><tr><th>연번<th>용역명<th>계약상대자<th>계약기간<th>계약금액<th>추정가격<th>계약방법<th>계약일<th>응찰자수<th>담당부서<th>책임연구원</tr>"
        "<tr><td>1<td>악취 실태조사<td>㈜맑은연구<td>2019. 3. 4. ~ 2019. 6. 30.<td>18,500<td>19,000<td>수의계약(1인 견적)<td>2019. 3. 4.<td>-<td>자원순환과<td>김가람</tr>"
        "<tr><td>2<td>공원 이용 조사<td>㈜하나 · 솔내대학교<td>2019. 5. 2. ~ 10. 31.<td>41,000<td>45,000<td>일반경쟁<td>2019. 5. 2.<td>1개사<td>공원녹지과<td>이새벽(박사)</tr>"
        "<tr><td>계<td><td><td><td>59,500<td><td><td><td><td><td></tr></table>", encoding="utf-8")
    assert told(tmp_path / "a.html") == {
        "악취 실태조사": {"text": ["악취 실태조사"], "contractKind": ["service"], "contractor": ["㈜맑은연구"], "contractingUnit": ["자원순환과"], "start": ["2019-03-04"], "end": ["2019-06-30"],
                     "dateText": ["2019. 3. 4. ~ 2019. 6. 30."], "signedOn": ["2019-03-04"], "amount": ["18500000"], "currency": ["KRW"], "amountText": ["18,500"], "estimatedAmount": ["19000000"],
                     "procurementMethod": ["direct"], "researcher": ["김가람"]},
        "공원 이용 조사": {"text": ["공원 이용 조사"], "contractKind": ["service"], "contractor": ["㈜하나 · 솔내대학교"], "contractingUnit": ["공원녹지과"], "start": ["2019-05-02"], "end": ["2019-10-31"],
                      "dateText": ["2019. 5. 2. ~ 10. 31."], "signedOn": ["2019-05-02"], "amount": ["41000000"], "currency": ["KRW"], "amountText": ["41,000"], "estimatedAmount": ["45000000"],
                      "procurementMethod": ["open"], "bidders": ["1"], "researcher": ["이새벽"]},
    }
    base = KnowledgeBase(tmp_path / "store")
    base.ingest([tmp_path / "a.html"])
    assert [dict(one.inputs)["계약"] for one in base.flags("single-bid")] == ["공원 이용 조사"]


def test_a_table_of_entrustments_with_the_unit_in_its_head(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HEAD + "<table><tr><th>위탁사무명<th>수탁기관<th>위탁기간<th>위탁금액(백만원)<th>소관부서</tr>"
                                     "<tr><td>선별장 운영<td>(사)푸른마을<td>'19. 1. ~ '21. 12.<td>870<td>자원순환과</tr></table>", encoding="utf-8")
    assert told(tmp_path / "a.html") == {
        "선별장 운영": {"text": ["선별장 운영"], "contractKind": ["entrustment"], "contractor": ["(사)푸른마을"], "contractingUnit": ["자원순환과"], "start": ["2019-01-01"], "end": ["2021-12-31"],
                   "dateText": ["'19. 1. ~ '21. 12."], "amount": ["870000000"], "currency": ["KRW"], "amountText": ["870"]}}


@pytest.mark.parametrize(("cell", "reason"), [("870", "금액의 단위를 알 수 없음"), ("협의 중", "not an amount")])
def test_an_amount_that_cannot_be_read_is_an_issue_and_no_amount(cell: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HEAD + f"<table><tr><th>용역명<th>수행기관<th>용역비</tr><tr><td>조사 용역<td>㈜하나<td>{cell}</tr></table>", encoding="utf-8")
    assert "amount" not in told(tmp_path / "a.html")["조사 용역"]
    assert [reason in one.reason for one in extract(read(tmp_path / "a.html")) if isinstance(one, Issue)] == [True]


def test_a_budget_table_is_no_table_of_contracts(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HEAD + "<table><tr><th>사업명<th>사업기간<th>금액<th>담당부서</tr><tr><td>공원 조성<td>2019. 1. ~ 12.<td>100<td>공원녹지과</tr></table>", encoding="utf-8")
    assert told(tmp_path / "a.html") == {}
