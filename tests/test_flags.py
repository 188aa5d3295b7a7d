"""Procurement indicators: each is raised where it should be and nowhere else, and says that it is no verdict."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.errors import QueryError
from kb.flags import CAUTION
from kb.query.catalog import catalog
from tests.conftest import ROOT
from tests.facts import lines

HERE = ROOT / "tests" / "flags"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    made = KnowledgeBase(tmp_path_factory.mktemp("flags") / "store")
    made.ingest([ROOT / "examples", HERE])
    return made


RAISED: dict[str, list[dict[str, str]]] = {
    "repeated-awards": [{"발주 조직": "정책기획과", "계약상대자": "한누리연구소", "연도": "2019", "계약 수": "3", "금액 합계": "53200000"}],
    "split-contracts": [{"발주 조직": "정책기획과", "계약상대자": "한누리연구소", "계약": "청년 공간 실태 조사", "다른 계약": "청년 실태 조사", "합계": "37000000", "한도": "20000000",
                         "근거": "지방계약법 시행령 제30조 제1항 제2호", "유의": "금액과 기간을 법제처의 원문과 대조하고 쓸 것: 여기서는 대조하지 못함"}],
    "same-researcher": [{"발주 국": "미래정책국", "연구자·업체": "한누리연구소", "용역 수": "3"}, {"발주 국": "미래정책국", "연구자·업체": "이가람", "용역 수": "3"},
                        {"발주 국": "미래정책국", "연구자·업체": "㈜이음", "용역 수": "2"}],
    "single-bid": [{"계약": "책상 구매 계약", "발주 조직": "가람시 회계과", "계약상대자": "㈜하나로", "계약 방법": "일반경쟁", "응찰자 수": "1"},
                   {"계약": "공원 이용 만족도 조사", "발주 조직": "생활환경과", "계약상대자": "㈜새벽리서치", "계약 방법": "일반경쟁", "응찰자 수": "1"}],
    "price-equals-estimate": [{"계약": "분리배출 안내문 제작", "발주 조직": "생활환경과", "계약상대자": "㈜푸른인쇄", "계약금액": "9000000", "추정가격": "9000000"}],
    "extended-beyond-term": [{"계약": "책상 구매 계약", "계약상대자": "㈜하나로", "처음 끝": "2019-04-30", "나중 끝": "2019-06-30", "적힌 말": "amendment: 납품 연장"},
                             {"계약": "소각장 운영", "계약상대자": "㈜들샘", "처음 끝": "2021-12-31", "나중 끝": "2022-12-31", "적힌 말": "위탁기간 연장"}],
    "consortium-overlap": [{"업체": "㈜들샘", "계약": "재활용 선별장 운영", "다른 계약": "음식물 처리시설 운영", "겹침 시작": "2019-07-01", "겹침 끝": "2020-06-30"}],
}


def test_every_indicator_has_a_case() -> None:
    assert sorted(RAISED) == sorted(catalog("flags"))


@pytest.mark.parametrize("name", sorted(RAISED))
def test_an_indicator_is_raised_where_it_should_be_and_nowhere_else(name: str, base: KnowledgeBase) -> None:
    found = base.flags(name)
    assert [dict(one.inputs) for one in found] == RAISED[name]
    assert all(one.evidence and one.rule != one.rule_english and "{" not in one.rule + one.rule_english and one.source for one in found)


def test_parameters_change_what_is_raised(base: KnowledgeBase) -> None:
    assert base.flags("repeated-awards", least="4") == []
    assert base.flags("split-contracts", days="10") == []
    assert {one.inputs["계약 수"] for one in base.flags("repeated-awards", least="2")} == {"3", "2"}
    with pytest.raises(QueryError, match="days is a number"):
        base.flags("split-contracts", days="soon")


def test_a_contract_on_a_day_without_a_threshold_is_passed_over(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "procurement" / "awards.csv").read_text(encoding="utf-8")
    (tmp_path / "awards.csv").write_text(text.replace("2019-", "2011-"), encoding="utf-8")
    made = KnowledgeBase(tmp_path / "store")
    made.ingest([tmp_path / "awards.csv"])
    assert made.flags("split-contracts") == []


def test_every_form_says_that_it_is_no_verdict(base: KnowledgeBase, kb: Callable[..., object]) -> None:
    texts = {form: kb("flags", "--store", base.place, "--format", form).out for form in ("text", "json", "csv")}  # type: ignore[attr-defined]
    assert CAUTION in texts["text"]
    assert json.loads(texts["json"])["caution"] == CAUTION
    rows = list(csv.DictReader(io.StringIO(texts["csv"])))
    assert len(rows) == sum(map(len, RAISED.values()))
    assert {row["caution"] for row in rows} == {CAUTION}
    assert kb("flags", "list").out.count("(") >= len(RAISED)  # type: ignore[attr-defined]


# ---- Open Contracting data ----

def test_open_contracting_data_gives_its_golden_facts() -> None:
    assert lines(HERE / "ocds.json") == (HERE / "ocds.tsv").read_text(encoding="utf-8").splitlines()


def test_the_lines_of_one_long_line_of_json_are_shown_indented(tmp_path: Path) -> None:
    data = json.loads((HERE / "ocds.json").read_text(encoding="utf-8"))
    (tmp_path / "ocds.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    def said(path: Path) -> list[str]:
        return sorted({line.split("\t", 1)[1] for line in lines(path)})
    assert said(tmp_path / "ocds.json") == said(HERE / "ocds.json")


@pytest.mark.parametrize(("text", "reason"), [
    ("{", "line 1: not JSON"), ('{"a": 1} x', "line 1: not JSON"), ("[" * 200_000, "nests too deep|not JSON"),
])
def test_what_is_no_json_is_refused_in_one_line(text: str, reason: str, tmp_path: Path, kb: Callable[..., object]) -> None:
    import re
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    ran = kb("ingest", str(tmp_path / "bad.json"), "--store", str(tmp_path / "store"))
    assert ran.status == 1  # type: ignore[attr-defined]
    assert re.search(rf"^kb: .*bad\.json: .*({reason})", ran.err)  # type: ignore[attr-defined]
    assert "Traceback" not in ran.err  # type: ignore[attr-defined]


def test_json_that_is_no_contracting_data_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"name": "x"}', encoding="utf-8")
    assert [line.split("\t")[1] for line in lines(tmp_path / "other.json")] == ["ISSUE"]


def _single_bid(release: dict[str, object]) -> bool:
    """Cardinal's R018 by its published definition: an open or selective procedure, and one tenderer among the valid bids (here, where no bids are given, the count that is)."""
    tender = release.get("tender") or {}
    assert isinstance(tender, dict)
    bids = [bid for bid in (release.get("bids") or {}).get("details", []) if bid.get("status") in ("valid", "qualified", "pending")]  # type: ignore[attr-defined]
    who = {one["id"] for bid in bids for one in bid.get("tenderers", [])}
    return tender.get("procurementMethod") in ("open", "selective") and (len(who) or tender.get("numberOfTenderers")) == 1


def test_single_bids_are_those_that_cardinal_s_definition_gives(shared: Path, tmp_path: Path) -> None:
    """On real data of other people, by a second reading of the same files that knows nothing of ours."""
    paths = [shared / "data" / "ocds" / "realdata" / name for name in ("compiled-release-1.json", "compiled-release-2.json", "compile_encoding_encoding.json")]
    expected = {str(release["ocid"]) for path in paths for release in [json.loads(path.read_text(encoding="utf-8"))] if _single_bid(release)}
    made = KnowledgeBase(tmp_path / "store")
    made.ingest(paths)
    table = made.store.select(catalog("flags")["single-bid"].text)
    found = {row[0].value.split("/")[-2] for row in table.rows if row[0] is not None}
    assert expected
    assert found == expected
