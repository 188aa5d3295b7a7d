from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import AmountError
from kb.korean.money import number, unit_note, won


@pytest.mark.parametrize(("text", "amount"), [
    ("642억원", 64_200_000_000), ("16.5억", 1_650_000_000), ("12백만원", 12_000_000), ("16억 5,000만원", 1_650_000_000),
    ("4천만원", 40_000_000), ("이억칠천만원", 270_000_000), ("￦19,209,180,000-", 19_209_180_000), ("12억 5천만원", 1_250_000_000),
    ("3,000천원", 3_000_000), ("200,000천원", 200_000_000), ("14,000,000원", 14_000_000), ("△5백만원", -5_000_000),
])
def test_won(text: str, amount: int) -> None:
    assert won(text) == amount


@pytest.mark.parametrize(("text", "factor", "amount"), [("12,099", 1_000_000, 12_099_000_000), ("△4,774", 1_000_000, -4_774_000_000), ("(1,200)", 1000, -1_200_000), ("0.5", 1_000_000, 500_000)])
def test_a_bare_number_is_multiplied_by_the_unit_of_its_table(text: str, factor: int, amount: int) -> None:
    assert won(text, factor) == amount


@pytest.mark.parametrize("text", ["", "원", "많은 돈", "1,23원", "12억억", "0.3원", "-"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountError):
        won(text)


@pytest.mark.parametrize(("text", "factor"), [
    ("(단위: 천원)", 1000), ("(단위:백만 원)", 10**6), ("[단위 : 백만원]", 10**6), ("(부가세포함, 단위 :천원)", 1000), ("(단위 : 원)", 1), ("단위가 없음", None), ("(단위: 명)", None),
])
def test_unit_note(text: str, factor: int | None) -> None:
    assert unit_note(text) == factor


@given(st.integers(0, 10**15))
def test_an_amount_comes_back_from_its_printed_forms(amount: int) -> None:
    assert won(f"{amount:,}원") == amount
    assert number(f"{amount:,}") == Decimal(amount)
    assert number(f"△{amount:,}") == -Decimal(amount)


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_hundred_millions_and_ten_thousands_add_up(large: int, small: int) -> None:
    text = f"{large:,}억" + (f" {small:,}만원" if small else "원")
    assert won(text) == large * 10**8 + small * 10**4
