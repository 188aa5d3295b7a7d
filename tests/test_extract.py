"""Extraction from the invented report: its golden file, and laws that hold whatever the signs are."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.coverage import coverage
from kb.extract import extract
from kb.model import Fact, Issue
from kb.readers import read
from tests.conftest import REPORT, ROOT, Ran
from tests.facts import facts, lines

GOLDEN = ROOT / "tests" / "golden"


@pytest.mark.parametrize("name", ["garam-2024", "garam-coe-2023"])
def test_an_example_report_gives_its_golden_facts(name: str) -> None:
    assert lines(ROOT / "examples" / "report" / f"{name}.txt") == (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


CORPUS = sorted(path for path in (ROOT / "tests" / "corpus").iterdir() if path.suffix != ".tsv")
TEXTS = [path for path in CORPUS if path.suffix == ".txt"]


def test_there_is_a_corpus() -> None:
    assert len(CORPUS) >= 30
    assert {path.suffix for path in CORPUS} == {".txt", ".pdf", ".hwpx", ".docx", ".xlsx", ".html", ".csv"}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_report_of_the_corpus_gives_its_golden_facts(path: Path) -> None:
    assert lines(path) == path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()


def test_every_quotation_stands_in_its_lines() -> None:
    document = read(REPORT)
    raw = REPORT.read_text(encoding="utf-8").split("\n")
    statements = extract(document)
    assert len(statements) > 500
    for statement in statements:
        place = statement.passage
        assert place.exact == "\n".join(raw[place.first - 1:place.last])


def test_reading_twice_gives_the_same() -> None:
    assert extract(read(REPORT)) == extract(read(REPORT))


def _bullets(text: str) -> str:
    """Other signs at every level, as another office would print them."""
    return re.sub(r"(?m)^ - ", "   ▸ ", re.sub(r"(?m)^ㅇ ", "● ", re.sub(r"(?m)^■ ", "◇ ", re.sub(r"(?m)^□ ", "◇ ", text))))


VARIANTS: dict[str, Callable[[str], str]] = {
    "other bullets": _bullets,
    "private-use headings": lambda text: re.sub(r"(?m)^[□■] ", "\uf06d ", text),
    "other middle dots": lambda text: text.replace("·", "‧"),
    "other tildes": lambda text: text.replace("~", "∼"),
    "other quotes": lambda text: text.replace("'", "’"),
    "half-width corner brackets": lambda text: text.replace("「", "｢").replace("」", "｣"),
    "square unit notes": lambda text: text.replace("(단위: 천원)", "[단위 : 천원]").replace("(단위: 백만 원)", "[단위:백만원]"),
    "blank lines everywhere": lambda text: text.replace("\n\n", "\n").replace("\n", "\n\n"),
    "page marks": lambda text: text.replace("\n3-2.", "\n- 3 -\n\n3-2."),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "decomposed syllables": lambda text: unicodedata.normalize("NFD", text),
}


def _plain(rows: list[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Facts without what quotes the print, with variants folded."""
    from kb.korean.text import fold
    return {(_bare(fold(subject)), predicate, _bare(fold(value))) for subject, predicate, value in rows if predicate not in ("dateText", "amountText", "sha256", "repeatsText")}


def _bare(text: str) -> str:
    return re.sub(r"[\s']", "", text)


# What holds of every report of the corpus: signs, dots, quotes, notes, line ends and encodings are print, not facts.
PRINT = {name: VARIANTS[name] for name in ("other middle dots", "other tildes", "other quotes", "half-width corner brackets", "square unit notes", "Windows line ends", "decomposed syllables")}


@pytest.mark.parametrize("variant", PRINT)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_print_does_not_change_the_facts_of_any_report(path: Path, variant: str, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(PRINT[variant](path.read_text(encoding="utf-8")).encode("utf-8"))
    assert _plain(facts(copy)) == _plain(facts(path))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_quotation_of_every_report_stands_in_its_lines(path: Path) -> None:
    document = read(path)
    for statement in extract(document):
        place = statement.passage
        assert place.exact == "\n".join(line.text for line in document.lines[place.first - 1:place.last])


@pytest.mark.parametrize("name", VARIANTS)
def test_other_signs_do_not_change_the_facts(name: str, tmp_path: Path) -> None:
    copy = tmp_path / REPORT.name
    copy.write_bytes(VARIANTS[name](REPORT.read_text(encoding="utf-8")).encode("utf-8"))
    assert _plain(facts(copy)) == _plain(facts(REPORT))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_encodings_do_not_change_the_facts(encoding: str, tmp_path: Path) -> None:
    copy = tmp_path / REPORT.name
    copy.write_bytes(REPORT.read_text(encoding="utf-8").encode(encoding))
    assert facts(copy) == facts(REPORT)


def _read(tmp_path: Path, text: str) -> list[Fact | Issue]:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return extract(read(path))


def _values(statements: list[Fact | Issue], predicate: str) -> list[str]:
    return [getattr(fact.object, "value", "") for fact in statements if isinstance(fact, Fact) and fact.predicate.value.endswith(f"#{predicate}")]


def test_a_bracket_that_names_no_unit_is_no_department(tmp_path: Path) -> None:
    statements = _read(tmp_path, "2023년 행정사무감사 처리결과\n\n시정요구사항\n\n○ 청사 관리비가 너무 많으니\n줄이기 바람\n(2020년 기준)\n□ 추진상황: 추진 중\n□ 추진내용\n◦ 절감 계획을 세움\n")
    assert _values(statements, "status") == ["https://w3id.org/govkb/vocab/finding-status#in-progress"]
    assert _values(statements, "responsibleUnit") == []


def test_an_unknown_state_is_an_issue_and_no_state(tmp_path: Path) -> None:
    statements = _read(tmp_path, "2023년 행정사무감사 처리결과\n\n건의사항\n\n○ 나무를 더 심기 바람\n(공원과)\n□ 추진상황: 알쏭달쏭\n□ 추진내용\n◦ 심을 곳을 찾음\n")
    assert _values(statements, "status") == []
    assert _values(statements, "statusText") == ["알쏭달쏭"]
    assert [issue.reason for issue in statements if isinstance(issue, Issue)] == ["추진상태를 알 수 없음 (status not known): 알쏭달쏭"]


def test_findings_without_states_are_told_apart_by_their_replies(tmp_path: Path) -> None:
    statements = _read(tmp_path, "2022년도 행정사무감사 지적사항 조치결과\n\n시정 및 처리요구사항\n\n1) 주차장 요금을 바로잡을 것\n□ 조치내용\n - 요금표를 고침\n\n2) 도서관 문 여는 시간을 늘릴 것\n□ 조치내용\n - 밤 10시까지 늘림\n□ 향후계획\n - 주말에도 늘림: 2023. 3.\n")
    assert _values(statements, "demand") == ["주차장 요금을 바로잡을 것", "도서관 문 여는 시간을 늘릴 것"]
    assert _values(statements, "number") == ["1", "2"]
    commitments = [fact for fact in statements if isinstance(fact, Fact) and fact.subject.kind.value.endswith("#Commitment") and fact.predicate.value.endswith("#end")]
    assert [getattr(fact.object, "value", "") for fact in commitments] == ["2023-03-31"]


def test_a_table_of_amounts_without_a_unit_is_an_issue(tmp_path: Path) -> None:
    statements = _read(tmp_path, "예산현황\n\n구분 2023년 예산 2024년 예산\n총무과 1,000 2,000\n")
    assert [issue.reason for issue in statements if isinstance(issue, Issue)] == ["금액 표에 단위가 없음 (table of amounts without a unit)"]
    assert _values(statements, "amount") == []


def test_a_dash_is_zero_only_where_the_sum_says_so(tmp_path: Path) -> None:
    head = "1 도서관 운영\n\n□ 추진방향\nㅇ 책을 늘림\n□ 예산 집행계획 (단위: 천원)\n사업명 예산현액 1분기 2분기 3분기 4분기\n"
    tail = "\n□ 추진일정\nㅇ 책 사기 : '24. 3.\n"
    holds, fails = (_read(tmp_path, f"{head}도서관 운영 {row}{tail}") for row in ("300 - 100 100 100", "400 - 100 100 100"))
    assert sorted(_values(holds, "amount")) == ["0", "100000", "100000", "100000", "300000"]
    assert sorted(_values(fails, "amount")) == ["100000", "100000", "100000", "400000"]


def test_a_schedule_line_without_a_date_gets_none(tmp_path: Path) -> None:
    statements = _read(tmp_path, "1 도서관 운영\n\n□ 추진방향\nㅇ 책을 늘림\n□ 추진일정\nㅇ 이용자 모임\nㅇ 책 사기 : '24. 3.\n")
    assert _values(statements, "start") == ["2024-03-01"]
    assert any("추진일정에 날짜가 없음" in issue.reason for issue in statements if isinstance(issue, Issue))


def test_coverage_tells_what_was_read_and_what_was_not(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.read_text(encoding="utf-8").replace("1. 일반현황\n", "1. 일반현황\n\n아무 뜻도 읽히지 않는 줄 하나\n"), encoding="utf-8")
    document = read(path)
    found = coverage(document, extract(document))
    strange = next(line.number for line in document.lines if line.text.startswith("아무"))
    assert strange not in found.read | found.doubtful
    assert found.doubtful == {74}
    assert 0.6 < found.share < 1
    empty = coverage(document, [])
    assert (empty.read, empty.doubtful, empty.share) == (frozenset(), frozenset(), 0)


def test_the_command_marks_the_lines_that_nothing_was_read_from(kb: Callable[..., Ran]) -> None:
    lines_ = kb("text", str(REPORT), "--coverage").out.splitlines()
    assert lines_[71].startswith("   72 ? ")
    assert re.fullmatch(r"\d+\.\d% of the text was read", lines_[-1])
    assert {line[6] for line in lines_[:-1]} == {" ", "-", "?"}
