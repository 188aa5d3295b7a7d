from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import DateError
from kb.korean.dates import Period, leading, period, periods, trailing

ROWS = [
    ("’21. 3.", "2021-03-01", "2021-03-31"),
    ("’21. 4.~12.", "2021-04-01", "2021-12-31"),
    ("’21. 4.~ ’21.12.", "2021-04-01", "2021-12-31"),
    ("’24. 1.~ ’26년 초", "2024-01-01", "2026-12-31"),
    ("'21. 5.~ 6.", "2021-05-01", "2021-06-30"),
    ("`21.10.", "2021-10-01", "2021-10-31"),
    ("’21. 3월~", "2021-03-01", None),
    ("’21.10월중", "2021-10-01", "2021-10-31"),
    ("’21년 상반기", "2021-01-01", "2021-06-30"),
    ("’21년 상·하반기", "2021-01-01", "2021-12-31"),
    ("’21년 상반기 ~", "2021-01-01", None),
    ("‘25.하", "2025-07-01", "2025-12-31"),
    ("’21. 2월말", "2021-02-01", "2021-02-28"),
    ("’20. 2월말", "2020-02-01", "2020-02-29"),
    ("(~’25.8월)", None, "2025-08-31"),
    ("’21년 2~3분기", "2021-04-01", "2021-09-30"),
    ("2021. 1. 1. ~ 2023.12.31.", "2021-01-01", "2023-12-31"),
    ("’21. 1. 1 ~ ’23.12.31(3년)", "2021-01-01", "2023-12-31"),
    ("2016. 8. 2. ~ 4.", "2016-08-02", "2016-08-04"),
    ("2016. 5. 16. ~ 10. 31.", "2016-05-16", "2016-10-31"),
    ("2004.11.26~12.2", "2004-11-26", "2004-12-02"),
    ("2026.05.31.", "2026-05-31", "2026-05-31"),
    ("2017-03-30", "2017-03-30", "2017-03-30"),
    ("20년 3월", "2020-03-01", "2020-03-31"),
    ("2021년", "2021-01-01", "2021-12-31"),
]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "start", "end"), ROWS)
def test_printed_form(text: str, start: str | None, end: str | None) -> None:
    found = [(one.period.start, one.period.end) for one in periods(text)]
    assert found == [(_day(start), _day(end))]


@pytest.mark.parametrize("text", ["최근 3년간 35건의 회의", "10년간 해온 방식", "70-80억씩", "수시 개최", "1,000 98,000", "제6조 3항"])
def test_words_that_are_no_date(text: str) -> None:
    assert list(periods(text)) == []


@pytest.mark.parametrize("text", ["2021. 2. 30.", "2021. 13. 1.", "3월", "언젠가", "2021. 5. ~ 2020. 3."])
def test_a_date_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        period(text)


def test_a_month_without_a_year_takes_the_given_one() -> None:
    assert period("6월~8월", 2021) == Period(date(2021, 6, 1), date(2021, 8, 31), "6월~8월")


@pytest.mark.parametrize(("line", "printed"), [
    ("체납액 소송: ’21년 상반기 / 청년센터", "’21년 상반기"),
    ("컨설팅 용역: ’21년 하반기 (지정 이후)", "’21년 하반기"),
    ("참여자 중복 확인 등 (’21년 1월~)", "’21년 1월~"),
    ("2021년도 사업계획 수립(’21. 2월말)", "’21. 2월말"),
    ("’21년 실태 점검: ’21.3월~", "’21.3월~"),
])
def test_when_a_line_is_due(line: str, printed: str) -> None:
    found = trailing(line)
    assert found is not None
    assert found.period.text == printed


def test_a_year_of_a_budget_is_no_date_of_a_promise() -> None:
    assert leading("2021년도 사업계획 수립") is None
    assert leading("2021년 홍보 계획 수립") is not None


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.integers(0, 400), st.sampled_from(["{y}. {m}. {d}.", "’{yy}. {m}. {d}.", "{y}.{m}.{d}.", "{y}년 {m}월 {d}일", "{y}-{m:02}-{d:02}"]))
def test_days_come_back_from_every_printed_form(start: date, days: int, form: str) -> None:
    end = start + timedelta(days)

    def shown(when: date) -> str:
        return form.format(y=when.year, yy=f"{when.year % 100:02}", m=when.month, d=when.day)

    found = period(f"{shown(start)} ~ {shown(end)}")
    assert (found.start, found.end) == (start, end)


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for found in periods(text, 2021):
        assert found.period.start is None or found.period.end is None or found.period.start <= found.period.end
