"""Every check finds nothing in a sound report and the slip in a broken one."""

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.base import KnowledgeBase
from kb.checks import Broken
from kb.export.broken import as_html, as_sarif, as_turtle
from kb.query.catalog import catalog
from kb.query.run import Quotation, answer

Change = tuple[str, str]

# check → the words replaced in the invented report, the value then stated, the value then computed
BROKEN: dict[str, tuple[tuple[Change, ...], str, str]] = {
    "budget-units": ((("계 5,210,000 5,480,500 270,500", "계 5,210,000 5,490,500 280,500"),), "5490500000", "5480500000"),
    "budget-items": ((("정책연구 및 평가 1,680,500 1,680,500", "정책연구 및 평가 1,680,500 1,690,500"),), "2300500000", "2310500000"),
    "budget-quarters": ((("가람청년센터 운영 620 155 155 155 155", "가람청년센터 운영 620 155 155 155 150"),), "620000000", "615000000"),
    "budget-tables": ((("단위 : 천원)\n\n구분 2023년", "단위 : 백만원)\n\n구분 2023년"), ("계 5,210,000 5,480,500 270,500", "계 5,210 5,481 271"),
                       ("정책기획과 2,150,000 2,300,500 150,500", "정책기획과 2,150 2,300 150"), ("생활환경과 3,060,000 3,180,000 120,000", "생활환경과 3,060 3,180 120")), "2300000000", "2301000000"),
    "budget-change": ((("생활환경과 3,060,000 3,180,000 120,000", "생활환경과 3,060,000 3,180,000 △120,000"),), "-120000000", "120000000"),
    "budget-rate": ((("구분 2023년 예산 2024년 예산 증감", "구분 2023년 예산 2024년 예산 증감 증감률"), ("3,180,000 120,000", "3,180,000 120,000 4.9%"), ("270,500\n", "270,500 5.2%\n"), ("150,500\n", "150,500 7.0%\n")), "4.9", "3.9"),
    "budget-carry-over": ((("[붙임 2]", "※ ’24년 예산현액(5,530,500천원) = ’24년 예산(5,480,500천원) + ’23년 사고이월액(40,000천원)\n\n[붙임 2]"),), "5530500000", "5520500000"),
    "headcount-sums": ((("계 41 38 △3", "계 42 38 △4"),), "42", "41"),
    "headcount-agrees": ((("□ 인력현황 (2024. 1. 1. 기준)", "□ 인력현황 40/38명(정원/현원)\n(2024. 1. 1. 기준)"),), "40", "41"),
    "findings-counted": ((("■ 처리상태 : 정상추진", "■ 처리상태 : 완료"),), "2", "3"),
    "findings-rows": ((("시정요구 3 1 2 - -", "시정요구 3 1 1 - -"),), "3", "2"),
    "findings-columns": ((("건의사항 1 - - - 1", "건의사항 2 - - - 2"),), "1", "2"),
    "ordinances-counted": ((("□ 부서별 주요업무", "□ 소관 조례 현황(3)\n\n정책기획과\n(2)\n· 가람시 청년 기본 조례\n생활환경과\n(1)\n· 가람시 공원 관리 조례\n\n□ 부서별 주요업무"),), "2", "1"),
    "stage-schedule": ((), "2024-11-30", "2024-10-31"),
    "period-order": ((("사업기간 : 2024. 1. ~ 12.", "사업기간 : 2024. 1. ~ 12.\nㅇ 공사기간 : 2023. 1. ~ 2023. 6."),), "2023-06-30", "2024-01-01"),
    "contract-periods": ((("- 심리, 금융", "- 수탁기관 : (사)가람청년네트워크·㈜새벽기획 컨소시엄 (2023. 7. 1. ~ 2026. 12. 31.)\n - 심리, 금융"),), "2026-06-30", "2026-12-31"),
    "project-titles": ((("3. 주요업무 추진계획\n", "3. 주요업무 추진계획\n\n1. 가람의 내일\n▸ 청년의 자립을 함께 돕는 「가람청년센터」 운영\n"),), "청년의 자립을 함께 돕는 「가람청년센터」 운영", "청년의 자립을 돕는 「가람청년센터」 운영"),
    "done-but-to-come": ((("ㅇ 이용자 집계 기준을 '방문 1회'로 통일함 (2024. 1. 15.)", "ㅇ 이용자 집계 기준을 검토하여 향후 추진"),), "조치완료", "이용자 집계 기준을 검토하여 향후 추진"),
    "claim-durations": ((("ㅇ 청년정책네트워크 구성 및 운영", "ㅇ 청년정책네트워크 모집 : 2024. 11. 29. ~ 12. 6. (7일간)"),), "7일", "8일"),
    "claim-shares": ((("ㅇ 청년정책네트워크 구성 및 운영", "ㅇ 상담 신청 51건 중 21건(43.2%) 처리"),), "43.2", "41.2"),
    "circular-responsibility": ((("생활환경과 (2팀) : 자원순환팀, 공원녹지팀", "생활환경과 (3팀) : 자원순환팀, 공원녹지팀, 생활환경과"),), "생활환경과", "생활환경과"),
    "milestone-order": ((("ㅇ 공사 착공 : '24. 6.", "ㅇ 공사 착공 : '24. 3."),), "2024-03-01", "2024-05-01"),
    "milestone-overlap": ((("ㅇ 실시설계 용역 준공 : '24. 5.", "ㅇ 실시설계 용역 : '24. 5. ~ '24. 9."),), "2024-06-01", "2024-09-30"),
    "milestone-outside": ((("ㅇ 청년주간 행사 개최 : '24. 9월", "ㅇ 청년주간 행사 개최 : '25. 9월"),), "2025-09-30", "2024-12-31"),
    "promise-before-audit": ((("ㅇ 반기별 현장 점검 : 2024년 상반기", "ㅇ 반기별 현장 점검 : 2022년 상반기"),), "2022-06-30", "2023"),
    "duplicate-findings": ((("1. 청년수당의 소득 기준을 없애는 방안을\n검토하기 바람", "1. 수변공원 위탁업체의 근무일지가 부실하니\n점검을 강화하기 바람"),),
                           "수변공원 위탁업체의 근무일지가 부실하니 점검을 강화하기 바람", "4"),
    "open-but-done": ((("ㅇ 근무일지 서식을 새로 마련함\n■ 향후 추진계획\nㅇ 반기별 현장 점검 : 2024년 상반기", "ㅇ 근무일지 서식을 고쳐 시행 완료함"),), "추진 중", "근무일지 서식을 고쳐 시행 완료함"),
    "answer-elsewhere": ((("3. 수변공원 위탁업체의", "3. 위탁업체의"), ("1. 청년센터의 이용자", "1. 「가람청년센터」의 이용자"), ("2. 2022년 행정사무감사에서 지적한 재활용\n선별장의", "2. 「가람수변공원」 재활용\n선별장의"),
                          ("ㅇ 이용자 집계 기준을 '방문 1회'로 통일함 (2024. 1. 15.)", "ㅇ 「가람수변공원」 산책로를 손봄")), "가람수변공원", "지적 2 「가람수변공원」 재활용선별장의 소음이 여전하므로 대책을 세우기 바람"),
    "budget-sections": ((("가람청년센터 운영 620 155 155 155 155", "가람청년센터 운영 640 160 160 160 160"),), "640000000", "620000000"),
}
# What the invented report gets wrong on purpose.
KNOWN = {"stage-schedule"}
SOUND: tuple[Change, ...] = (("(3월~11월)", "(3월~10월)"),)


def test_every_check_has_a_failing_case() -> None:
    assert sorted(BROKEN) == sorted(catalog("checks"))


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_check_finds_the_slip(name: str, broken: Callable[..., KnowledgeBase]) -> None:
    changes, stated, computed = BROKEN[name]
    found = answer(catalog("checks")[name], {}, broken(*changes).store)
    assert (stated, computed) in [(found.shown(row[1]), found.shown(row[2])) for row in found.rows]
    assert all(places for places in found.evidence)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_check_finds_nothing_in_a_sound_report(name: str, broken: Callable[..., KnowledgeBase]) -> None:
    assert answer(catalog("checks")[name], {}, broken(*SOUND).store).rows == ()


def test_the_examples_break_no_shape_gravely(example_base: KnowledgeBase) -> None:
    assert [one for one in example_base.check() if one.severity == "error"] == []


def test_a_shape_is_broken_where_a_finding_has_no_department(broken: Callable[..., KnowledgeBase]) -> None:
    found = [one for one in broken(("【정책기획과】\n■ 처리상태 : 추진불가", "■ 처리상태 : 추진불가")).check() if one.rule.startswith("shape")]
    assert [(one.rule, one.severity, one.subject.rpartition("/")[2]) for one in found] == [("shape Finding-unit", "warning", "4")]


def test_checks_are_written_as_shacl_results(broken: Callable[..., KnowledgeBase]) -> None:
    found = broken(*BROKEN["headcount-sums"][0]).check(shapes=False)
    triples = list(ox.parse(as_turtle(found), format=ox.RdfFormat.TURTLE))
    results = {triple.subject for triple in triples if triple.object == ox.NamedNode("https://w3id.org/govkb/ns#Check")}
    assert len(results) == len(found)
    assert {"42", "41"} <= {triple.object.value for triple in triples}


def test_checks_are_written_as_sarif(broken: Callable[..., KnowledgeBase]) -> None:
    found = broken(*BROKEN["headcount-sums"][0]).check(shapes=False)
    (run,) = json.loads(as_sarif(found))["runs"]
    assert [result["ruleId"] for result in run["results"]] == [one.rule for one in found]
    first, place = next((result, one.evidence[0]) for result, one in zip(run["results"], found, strict=True) if one.rule == "headcount-sums")
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "garam-2024.txt"}, "region": {"startLine": place.first, "endLine": place.last, "snippet": {"text": place.exact}}}
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {one.rule for one in found}


def test_a_page_of_checks_shows_both_values_and_takes_no_markup_from_a_document() -> None:
    words = "<script>alert(1)</script>"
    page = as_html([Broken("sums", "error", "합계", "sums", words, "42", "41", (Quotation("a.txt", 3, 4, words, "https://example.org/p"),))])
    assert words not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert "<td>42</td>" in page and "<td>41</td>" in page and "a.txt, 3–4행" in page
    assert "nothing is broken" in as_html([])


def test_the_status_follows_the_severity_asked_for(kb: Callable[..., object], broken: Callable[..., KnowledgeBase]) -> None:
    base = broken(("【정책기획과】\n■ 처리상태 : 추진불가", "■ 처리상태 : 추진불가"))
    ran = {limit: kb("check", "--store", base.place, "--fail-on", limit).status for limit in ("never", "error", "warning", "note")}  # type: ignore[attr-defined]
    assert ran == {"never": 0, "error": 0, "warning": 1, "note": 1}
    assert kb("check", "--store", base.place, "--fail-on", "often").status == 2  # type: ignore[attr-defined]


def test_the_command_s_status_says_whether_an_error_was_found(kb: Callable[..., object], broken: Callable[..., KnowledgeBase], examples: Path) -> None:
    assert kb("check", "--store", str(examples), "--no-shapes").status == 0  # type: ignore[attr-defined]
    base = broken(*BROKEN["headcount-sums"][0])
    ran = kb("check", "--store", base.place, "--no-shapes")
    assert ran.status == 1  # type: ignore[attr-defined]
    assert "적힌 값 (stated) 42, 계산한 값 (computed) 41" in ran.out  # type: ignore[attr-defined]
