import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.korean.outline import split
from kb.korean.text import close_up, fold, loose_key, name_key, squash


@given(st.text())
def test_folding_keeps_every_position_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="가나다라 ·‧․'’「」(共有)", max_size=30))
def test_a_key_of_a_key_is_the_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(("one", "other"), [
    ("서울특별시 시민 행복 증진 조례", "「서울특별시 시민행복 증진 조례」"), ("㈜새벽기획", "(주) 새벽기획"), ("‘공유 촉진’ 조례", "공유촉진조례"), ("가·나", "가‧나"),
])
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_gloss_in_chinese_characters_is_left_out_of_the_loose_key() -> None:
    assert loose_key("공유(共有) 촉진 조례") == "공유촉진조례"


@pytest.mark.parametrize(("text", "closed"), [("정 책 기 반  마 련", "정책기반 마련"), ("건  의  사  항", "건 의 사 항"), ("일 반 현 황", "일반현황"), ("일반 현황", "일반 현황"), ("가", "가")])
def test_letter_spaced_lines_are_closed_up(text: str, closed: str) -> None:
    assert close_up(text) == closed


def test_squashing_drops_spaces_and_private_signs_only() -> None:
    assert squash("\uf000 혁신 － 파크\u200b") == "혁신-파크"


@pytest.mark.parametrize(("line", "sign", "number", "text"), [
    ("○서울", "○", None, "서울"), ("◦ 가설", "◦", None, "가설"), ("\uf000 추진방향", "private", None, "추진방향"), ("․ 조례", "·", None, "조례"), ("－ 위 치", "-", None, "위 치"),
    ("1  혁신 인재", "1", 1, "혁신 인재"), ("2 .  삶의", "1.", 2, "삶의"), ("3. 2022년 감사", "1.", 3, "2022년 감사"), ("Ⅳ. 추진계획", "roman", 4, "추진계획"), ("③ 셋", "①", 3, "셋"),
    ("나. 둘", "가.", 2, "둘"), ("2-1. 청년", "1-1", 1, "청년"), ("(3) 셋", "(1)", 3, "셋"), ("1,000 98,000", "", None, "1,000 98,000"), ("2021. 3. 1.", "", None, "2021. 3. 1."), ("-", "", None, "-"), ("△운영", "", None, "△운영"),
])
def test_outline_marks(line: str, sign: str, number: int | None, text: str) -> None:
    mark = split(line)
    assert (mark.sign, mark.number, mark.text) == (sign, number, text)


@given(st.sampled_from("□○◦●■▪▸❍ㅇ·-※"), st.text(alphabet="가나다라마 바사", min_size=2, max_size=20).map(str.strip).filter(lambda text: len(text) > 1))
def test_what_stands_behind_a_bullet_is_kept(bullet: str, text: str) -> None:
    mark = split(f"{bullet} {text}")
    assert f"{bullet} {text}"[mark.offset:] == text
