"""Every question by its case folder, and laws of all questions."""

import csv
import io
import json

import pytest

from kb.base import KnowledgeBase
from kb.errors import AmbiguousError, KbError, NotFoundError, QueryError
from kb.query.catalog import catalog
from kb.query.show import as_csv, as_json, as_markdown
from tests.conftest import ROOT

CASES = ROOT / "tests" / "queries"
QUESTIONS = sorted(catalog("questions"))


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 60


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_answers_as_its_case_says(name: str, everything: KnowledgeBase) -> None:
    values = json.loads((CASES / name / "args.json").read_text(encoding="utf-8"))
    expected = (CASES / name / "expected.csv").read_text(encoding="utf-8")
    assert len(expected.splitlines()) > 1, "a case without an answer shows nothing"
    assert as_csv(everything.ask(name, **values), evidence=True) == expected


def test_every_case_is_a_question() -> None:
    assert sorted(path.name for path in CASES.iterdir() if path.is_dir()) == QUESTIONS


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_says_what_it_is_in_two_languages(name: str, everything: KnowledgeBase) -> None:
    query = catalog("questions")[name]
    assert query.group
    assert query.korean != query.english
    values = json.loads((CASES / name / "args.json").read_text(encoding="utf-8"))
    answer = everything.ask(name, **values)
    assert [column.name for column in query.columns] == [column.name for column in answer.columns]


@pytest.mark.parametrize("name", [name for name in QUESTIONS if not catalog("questions")[name].required and catalog("questions")[name].params])
def test_a_filter_only_takes_away(name: str, everything: KnowledgeBase) -> None:
    """A row that a filter lets through stands in the unfiltered answer: no filter invents an owner."""
    values = json.loads((CASES / name / "args.json").read_text(encoding="utf-8"))
    dates = {param.name: values[param.name] for param in catalog("questions")[name].params if param.type == "date" and param.name in values}
    unfiltered = set(everything.ask(name, **dates).rows)
    filtered = set(everything.ask(name, **values).rows)
    assert filtered <= unfiltered


ANCHORED = sorted((name, param.name) for name, query in catalog("questions").items() for param in query.params
                  if param.type[0].isupper() or param.type == "thing" and param in query.required)


@pytest.mark.parametrize(("name", "param"), ANCHORED)
def test_an_answer_is_about_the_thing_asked_for(name: str, param: str, everything: KnowledgeBase) -> None:
    """Asked of every thing of its class, a question does not give one answer to all."""
    kinds = next(one.type for one in catalog("questions")[name].params if one.name == param).replace("thing", "Project|Department|Ordinance|Company|Facility")
    others = {"integer": "2", "date": "2024-12-31", "scheme:budget-phase": "예산현액"}
    rest = {one.name: others[one.type] for one in catalog("questions")[name].required if one.type in others}
    table = everything.store.select("PREFIX gov: <https://w3id.org/govkb/ns#> SELECT DISTINCT ?thing WHERE { VALUES ?kind { "
                                    + " ".join(f"gov:{kind}" for kind in kinds.split("|")) + " } ?thing a ?kind } ORDER BY ?thing")
    things = [thing.value for (thing,) in table.rows if thing is not None]
    answers = {everything.ask(name, **{param: thing}, **rest).rows for thing in things}
    assert len(things) > 2
    assert len(answers) > 1


def test_the_ordinances_of_a_unit_are_its_own_and_those_below_it(everything: KnowledgeBase) -> None:
    shown = {unit: [row.split(",")[1] for row in as_csv(everything.ask("ordinances-of-unit", unit=unit), evidence=False).splitlines()[1:]]
             for unit in ("갈등조정담당관", "사회혁신담당관", "서울혁신기획관")}
    assert set(shown["갈등조정담당관"]) == {"갈등조정담당관"}
    assert set(shown["사회혁신담당관"]) == {"사회혁신담당관"}
    assert set(shown["서울혁신기획관"]) == {"갈등조정담당관", "사회혁신담당관", "전환도시담당관"}


def test_a_number_alone_is_no_part_of_a_name(example_base: KnowledgeBase) -> None:
    with pytest.raises(NotFoundError, match="nothing in the base is called '2'"):
        example_base.find("2")


def test_a_name_in_any_spelling_finds_the_thing(example_base: KnowledgeBase) -> None:
    wanted = "https://w3id.org/govkb/id/legal-instrument/서울특별시/공유촉진조례"
    for name in ("공유 촉진 조례", "공유촉진조례", "서울특별시 공유(共有) 촉진 조례", "「서울특별시 공유 촉진 조례」", "서울시 공유 촉진 조례", wanted):
        assert example_base.find(name).value == wanted


def test_a_name_that_is_nearly_one_is_asked_back_and_not_guessed(example_base: KnowledgeBase) -> None:
    with pytest.raises(NotFoundError, match="did you mean 전환도시담당관"):
        example_base.find("전환도시담당괸")


def test_a_name_of_several_things_is_asked_back(example_base: KnowledgeBase) -> None:
    with pytest.raises(AmbiguousError, match="is the name of"):
        example_base.find("조례")


@pytest.mark.parametrize(("name", "values", "reason"), [
    ("ordinance-owner", {}, "ordinance-owner needs ordinance="),
    ("ordinance-owner", {"law": "x"}, "has no parameter 'law'"),
    ("commitments-due", {"by": "내일"}, "by is a date such as 2021-03-31"),
    ("findings", {"status": "알쏭달쏭"}, "status is one of 완료"),
    ("projects-of-unit", {"year": "올해"}, "year is a number"),
])
def test_wrong_parameters_are_told(name: str, values: dict[str, str], reason: str, example_base: KnowledgeBase) -> None:
    with pytest.raises(QueryError, match=reason):
        example_base.ask(name, **values)


def test_an_unknown_question_offers_near_ones(example_base: KnowledgeBase) -> None:
    with pytest.raises(KbError, match="did you mean ordinance-owner"):
        example_base.ask("ordinance-own")


def test_a_value_cannot_become_sparql(example_base: KnowledgeBase) -> None:
    with pytest.raises(KbError):
        example_base.ask("ordinance-owner", ordinance='x" ) } } ; DROP ALL #')
    with pytest.raises(KbError):
        example_base.ask("ordinance-owner", ordinance="http://x> ) } #")


def test_the_forms_of_an_answer_agree(example_base: KnowledgeBase) -> None:
    answer = example_base.ask("ordinances-of-unit", unit="사회혁신담당관")
    rows = list(csv.DictReader(io.StringIO(as_csv(answer, evidence=False))))
    data = json.loads(as_json(answer, evidence=True))
    assert [row["ordinance"] for row in rows] == [row["ordinance"]["label"] for row in data["rows"]]
    assert as_markdown(answer, evidence=False).count("\n") == len(rows) + 2
    assert all(row["evidence"][0]["exact"] for row in data["rows"])


def test_a_unit_s_ordinances_include_those_of_the_units_below(example_base: KnowledgeBase) -> None:
    assert len(example_base.ask("ordinances-of-unit", unit="서울혁신기획관").rows) == 7
