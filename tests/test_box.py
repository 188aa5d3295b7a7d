"""The one box: sentences in Korean and English, and the question that each asks (`-` for none)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.query.catalog import catalog
from kb.query.lexicon import names
from tests.conftest import ROOT, Ran

ROWS = [line.split("\t") for line in (ROOT / "tests" / "box.tsv").read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_sentences_of_both_languages() -> None:
    assert len(ROWS) >= 120
    assert sum(sentence.isascii() or " the " in sentence or sentence[0].isascii() for sentence, _ in ROWS) >= 55
    assert {question for _, question in ROWS} - {"-"} <= set(catalog("questions"))


def test_nine_in_ten_are_understood_and_none_is_taken_for_another(example_base: KnowledgeBase) -> None:
    taken = {sentence: (best.query.name if (best := example_base.understand(sentence).best) else "-") for sentence, _ in ROWS}
    assert {sentence: taken[sentence] for sentence, question in ROWS if taken[sentence] not in (question, "-")} == {}
    assert sum(taken[sentence] == question for sentence, question in ROWS) / len(ROWS) >= 0.9


def test_every_question_is_found_by_its_own_phrasings(example_base: KnowledgeBase) -> None:
    lost = []
    for name, query in catalog("questions").items():
        assert len(query.phrasings) >= 2, name
        plain = [phrasing for phrasing in query.phrasings if "{" not in phrasing]
        if not query.required and plain:
            understood = [example_base.understand(phrasing) for phrasing in plain]
            if not any(one.best and one.best.query.name == name for one in understood):
                lost.append(name)
    assert lost == []


def test_a_sentence_fills_the_parameters(example_base: KnowledgeBase) -> None:
    understood = example_base.understand("2021년 6월까지 하겠다고 약속한 일은 무엇인가?")
    assert understood.best
    assert (understood.best.query.name, dict(understood.best.values)) == ("commitments-due", {"by": "2021-06-30"})
    assert len(understood.others) == 2


def test_the_command_shows_question_answer_other_readings_and_sparql(examples: Path, kb: Callable[..., Ran]) -> None:
    ran = kb("ask", "공유 촉진 조례는 어느 부서 소관인가?", "--store", str(examples))
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0] == "조례의 소관 부서는 어디인가 (Who owns an ordinance)"
    assert lines[1] == 'kb ask ordinance-owner ordinance="서울특별시 공유(共有) 촉진 조례"'
    assert "전환도시담당관" in ran.out
    assert ran.out.count("다르게 읽으면 (or): kb ask ") == 2
    assert "VALUES (?ordinance) { (<https://w3id.org/govkb/id/legal-instrument/서울특별시/공유촉진조례>) }" in ran.out


@pytest.mark.parametrize("sentence", ["오늘 날씨 어때?", "tell me a joke", "???", "가"])
def test_what_no_question_fits_is_said_and_not_guessed(sentence: str, examples: Path, kb: Callable[..., Ran]) -> None:
    ran = kb("ask", sentence, "--store", str(examples))
    assert ran.status == 1
    assert ran.err.startswith("kb: no question fits")
    assert ran.err.count("\n") == 1


def test_a_name_of_several_things_is_asked_back(tmp_path: Path, kb: Callable[..., Ran]) -> None:
    text = (ROOT / "examples" / "report" / "garam-2024.txt").read_text(encoding="utf-8")
    for city in ("가람", "나루"):
        (tmp_path / f"{city}.txt").write_text(text.replace("가람", city), encoding="utf-8")
    base = KnowledgeBase(tmp_path / "store")
    base.ingest([tmp_path / "가람.txt", tmp_path / "나루.txt"])
    asked = base.understand("생활환경과 지적사항")
    assert (asked.best, asked.ambiguous) == (None, True)
    assert sorted(reading.values["unit"].split("/")[-2] for reading in asked.others) == ["가람시", "나루시"]
    told = base.understand("나루시 생활환경과 지적사항")
    assert told.best and told.best.values["unit"].split("/")[-2:] == ["나루시", "생활환경과"]
    ran = kb("ask", "생활환경과 지적사항", "--store", base.place)
    assert ran.status == 1 and ran.err.startswith("kb: a name in '생활환경과 지적사항' is that of several things")


def test_a_name_within_another_word_is_not_meant(example_base: KnowledgeBase) -> None:
    named, _ = names("서울특별시장은 서울특별시의 누구인가", example_base.store)
    assert [(one.iri.rpartition("/")[2], one.first, one.last) for one in named] == [("서울특별시", 7, 12)]


def test_a_longer_name_goes_before_the_short_one_within(example_base: KnowledgeBase) -> None:
    best = example_base.understand("가람수변공원 2단계 조성 일정").best
    assert best and best.values["project"].endswith("/가람수변공원2단계조성")


@pytest.mark.parametrize(("text", "day"), [("due by March 2021", "2021-03-31"), ("due by 5 Feb 2021", "2021-02-05"), ("due by February 5th, 2021", "2021-02-05")])
def test_an_english_date_is_read(text: str, day: str, example_base: KnowledgeBase) -> None:
    best = example_base.understand(f"What is {text}?").best
    assert best and dict(best.values) == {"by": day}
