"""Findings in tables with cells, as web pages, spreadsheets and word files print them, in several layouts."""

from pathlib import Path

import pytest

from kb.extract import extract
from kb.model import Fact, Issue
from kb.readers import read

HEAD = "<!doctype html><meta charset=utf-8><body><h1>2023년도 행정사무감사 처리결과</h1><p>솔내시 환경녹지국</p>"
Told = tuple[str, str, str, tuple[str, ...], str, tuple[tuple[str, str], ...]]


def told(path: Path) -> list[Told]:
    """(number, category, state, departments, demand, replies) of every finding."""
    facts = [one for one in extract(read(path)) if isinstance(one, Fact)]
    def values(subject: object, name: str) -> list[str]:
        found = [one.object for one in facts if one.subject == subject and one.predicate.value.endswith(f"#{name}")]
        return [getattr(value, "name", "") or getattr(value, "value", "").rpartition("#")[2] for value in found]
    findings = list(dict.fromkeys(one.subject for one in facts if one.subject.kind.value.endswith("#Finding")))
    replies = [(one.subject, one.object) for one in facts if one.predicate.value.endswith("#respondsTo")]
    return [(values(one, "number")[0], *(values(one, "category") or [""])[:1], *(values(one, "status") or [""])[:1], tuple(values(one, "responsibleUnit")), values(one, "demand")[0],
             tuple(dict.fromkeys((subject.kind.value.rpartition("#")[2], values(subject, "text")[0]) for subject, finding in replies if finding == one))) for one in findings]


LAYOUTS: dict[str, tuple[str, list[Told]]] = {
    "a column each": (
        "<h2>시정 요구사항</h2><table><tr><th>연번<th>지적사항<th>담당부서<th>처리상황<th>조치결과 및 향후계획</tr>"
        "<tr><td>1<td>처리시설의 악취 민원이 해마다 되풀이되고 있으므로 근본적인 대책을 마련하여 보고하기 바람<td>자원순환과<td>추진중<td>○ 악취 측정 용역 실시<br>○ 향후계획 : 저감시설 설치 (2024. 6.까지)</tr>"
        "<tr><td>2<td>비상벨 점검이 형식적임<td>공원녹지과, 안전과<td>완료<td>○ 전수 점검 완료</tr></table>"
        "<h2>건의사항</h2><table><tr><th>연번<th>건의사항<th>담당부서<th>처리상황<th>조치결과</tr><tr><td>1<td>주민 의견을 미리 들을 것<td>공원녹지과<td>검토중<td>주민참여단 구성 검토</tr></table>",
        [("1", "demand", "in-progress", ("자원순환과",), "처리시설의 악취 민원이 해마다 되풀이되고 있으므로 근본적인 대책을 마련하여 보고하기 바람",
          (("Action", "악취 측정 용역 실시"), ("Commitment", "향후계획 : 저감시설 설치 (2024. 6.까지)"))),
         ("2", "demand", "done", ("공원녹지과", "안전과"), "비상벨 점검이 형식적임", (("Action", "전수 점검 완료"),)),
         ("3", "recommendation", "under-review", ("공원녹지과",), "주민 의견을 미리 들을 것", (("Action", "주민참여단 구성 검토"),))]),
    "a state is a column with a mark, the category reaches over rows": (
        "<table><tr><th>구분<th>지적사항<th>소관부서<th>완료<th>추진중<th>추진실적<th>향후 추진계획</tr>"
        "<tr><td rowspan=2>시정<td>보조금 정산이 늦음<td>복지과<td>○<td><td>정산 완료<td></tr>"
        "<tr><td>점검을 제때 하지 않음<td>복지과<td><td>○<td>점검표를 새로 만듦<td>분기별 점검 : 2024. 4분기</tr>"
        "<tr><td>건의<td>안내판을 늘릴 것<td>공원과<td><td>●<td>설치 위치 조사<td></tr></table>",
        [("1", "demand", "done", ("복지과",), "보조금 정산이 늦음", (("Action", "정산 완료"),)),
         ("2", "demand", "in-progress", ("복지과",), "점검을 제때 하지 않음", (("Action", "점검표를 새로 만듦"), ("Commitment", "분기별 점검 : 2024. 4분기"))),
         ("3", "recommendation", "in-progress", ("공원과",), "안내판을 늘릴 것", (("Action", "설치 위치 조사"),))]),
    "a demand reaches over rows of replies; a state with a remark": (
        "<table><tr><th>번호<th>지적내용<th>부서명<th>추진상태<th>처리결과</tr>"
        "<tr><td rowspan=2>1<td rowspan=2>용역을 나누어 수의계약함<td rowspan=2>회계과<td rowspan=2>추진 중(70%)<td>계약심의위원회를 엶</tr><tr><td>담당자 교육을 실시함</tr></table>",
        [("1", "", "in-progress", ("회계과",), "용역을 나누어 수의계약함", (("Action", "계약심의위원회를 엶"), ("Action", "담당자 교육을 실시함")))]),
}


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_findings_are_read_from_the_rows_of_a_table(name: str, tmp_path: Path) -> None:
    page, expected = LAYOUTS[name]
    (tmp_path / "audit.html").write_text(HEAD + page, encoding="utf-8")
    assert told(tmp_path / "audit.html") == expected


def test_a_spreadsheet_of_findings_gives_what_the_page_gives(tmp_path: Path) -> None:
    import openpyxl
    book = openpyxl.Workbook()
    for row in (("2023년도 행정사무감사 처리결과",), ("솔내시 환경녹지국",), (), ("번호", "구분", "지적내용", "소관부서", "추진상태", "추진실적 및 처리결과", "향후계획"),
                (1, "시정", "보조금 정산이 늦음", "복지과", "조치완료", "정산 완료", None), (2, "건의", "인력 처우를 개선할 것", "돌봄과", "추진중", "계획 수립", "수당 인상 : 2025. 3.")):
        book.active.append(row)
    book.save(tmp_path / "audit.xlsx")
    assert told(tmp_path / "audit.xlsx") == [
        ("1", "demand", "done", ("복지과",), "보조금 정산이 늦음", (("Action", "정산 완료"),)),
        ("2", "recommendation", "in-progress", ("돌봄과",), "인력 처우를 개선할 것", (("Action", "계획 수립"), ("Commitment", "수당 인상 : 2025. 3.")))]


def test_a_table_of_something_else_gives_no_finding(tmp_path: Path) -> None:
    (tmp_path / "plan.html").write_text(HEAD + "<table><tr><th>연번<th>사업명<th>담당부서<th>예산</tr><tr><td>1<td>공원 조성<td>공원과<td>100</tr></table>", encoding="utf-8")
    assert told(tmp_path / "plan.html") == []


def test_a_state_that_is_none_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HEAD + "<table><tr><th>연번<th>지적사항<th>추진상태<th>처리결과</tr><tr><td>1<td>점검을 늘릴 것<td>알쏭달쏭<td>점검함</tr></table>", encoding="utf-8")
    assert [one.reason for one in extract(read(tmp_path / "a.html")) if isinstance(one, Issue)] == ["추진상태를 알 수 없음 (status not known): 알쏭달쏭"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_of_findings_is_read_whatever_parts_its_cells(delimiter: str, tmp_path: Path) -> None:
    rows = (("연번", "지적사항", "담당부서", "추진상태", "처리결과"), ("1", '"일지를\n제때 적지 않음"', "도로과", "완료", "서식을 고침"))
    (tmp_path / "a.csv").write_text("\n".join(delimiter.join(row) for row in rows), encoding="cp949")
    assert told(tmp_path / "a.csv") == [("1", "", "done", ("도로과",), "일지를 제때 적지 않음", (("Action", "서식을 고침"),))]
