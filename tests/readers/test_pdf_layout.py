"""Letters and rules → lines, tables, boxes: what a PDF's page says by where its words stand."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kb.readers import pdf_pages, read
from kb.readers.blocks import Grid, Paragraph
from kb.readers.pdf_layout import blocks
from kb.readers.pdf_marks import Letter, Rule
from tests.conftest import REPORT
from tests.facts import facts
from tests.readers import report

EM = 10.0


def words(text: str, left: float, base: float) -> list[Letter]:
    """Letters one em wide from a place on; a space is half an em and leaves no letter."""
    found = []
    for sign in text:
        if sign == " ":
            left += EM / 2
        else:
            found.append(Letter(sign, left, left + EM, base, EM))
            left += EM
    return found


def frame(lefts: list[float], tops: list[float], *, open_sides: bool = False) -> list[Rule]:
    """The rules of a table with these columns and rows."""
    down = lefts[1:-1] if open_sides else lefts
    return [Rule(lefts[0], top, lefts[-1], top) for top in tops] + [Rule(left, tops[0], left, tops[-1]) for left in down]


def test_letters_are_put_in_order_and_spaced_by_where_they_stand() -> None:
    line = words("사업기간 2024년", 50, 100)
    assert blocks(line[::-1], [], 3) == [Paragraph("사업기간 2024년", 3)]


def test_letters_set_narrower_than_their_font_says_are_spaced_all_the_same() -> None:
    narrow = [Letter(sign, left, left + 12, 100, EM) for sign, left in zip("가나다라마바사", (0, 10, 20, 34, 44, 54, 64), strict=True)]
    assert blocks(narrow, [], 1) == [Paragraph("가나다 라마바사", 1)]


@pytest.mark.parametrize("open_sides", [False, True])
def test_ruled_cells_make_a_table(open_sides: bool) -> None:
    rules = frame([50, 150, 300], [100, 120, 160], open_sides=open_sides)
    letters = words("부서", 60, 115) + words("현원", 160, 115) + words("총무과", 60, 135) + words("12", 160, 145)
    assert blocks(letters, rules, 1) == [Grid((("부서", "현원"), ("총무과", "12")), 1)]


def test_a_merged_cell_stands_where_it_begins() -> None:
    rules = [*frame([150, 300], [100, 120, 140]), Rule(50, 100, 150, 100), Rule(50, 140, 150, 140), Rule(50, 100, 50, 140)]
    letters = words("시정", 60, 125) + words("하나", 160, 115) + words("둘", 160, 135)
    assert blocks(letters, rules, 1) == [Grid((("시정", "하나"), ("", "둘")), 1)]


def test_text_before_and_after_a_table_keeps_its_place() -> None:
    rules = frame([50, 150, 250], [100, 120])
    letters = words("나중", 50, 150) + words("가", 60, 115) + words("나", 160, 115) + words("먼저", 50, 80)
    assert blocks(letters, rules, 1) == [Paragraph("먼저", 1), Grid((("가", "나"),), 1), Paragraph("나중", 1)]


def test_boxes_of_a_chart_are_read_one_by_one_and_syllables_under_one_another_are_a_word() -> None:
    rules = frame([50, 70], [100, 160]) + frame([100, 120], [100, 160])
    letters = [one for column, name in ((55, "총무과"), (105, "재정과")) for row, sign in enumerate(name) for one in words(sign, column, 115 + 18 * row)]
    letters += words("조직도 " + "가" * 30, 50, 60)
    assert blocks(letters, rules, 1)[-2:] == [Paragraph("총무과", 1), Paragraph("재정과", 1)]


def test_two_columns_of_running_text_are_rows_of_a_table() -> None:
    left = ["주차장 운영 시간을 늘려 주민 불편을", "덜도록 조치할 것이며 결과를 보고", "하시기 바람"]
    right = ["공영주차장 세 곳의 운영 시간을 두", "시간씩 늘려 운영하고 있으며 앞으로", "더 늘리도록 하겠음"]
    letters = [one for row in range(3) for one in words(left[row], 50, 100 + 15 * row) + words(right[row], 300, 100 + 15 * row)]
    letters += [one for row in range(3) for one in words(left[row], 50, 160 + 15 * row) + words(right[row], 300, 160 + 15 * row)]
    assert blocks(letters, [], 1) == [Grid((("\n".join(left), "\n".join(right)),) * 2, 1)]


def test_a_row_of_figures_far_apart_is_one_line_of_cells() -> None:
    letters = [one for row in range(4) for one in words("총무과", 50, 100 + 15 * row) + words(f"{row}2", 200, 100 + 15 * row)]
    assert blocks(letters, [], 1) == [Paragraph(f"총무과\t{row}2", 1) for row in range(4)]


def test_a_table_goes_on_over_pages() -> None:
    head = ("연번", "지적", "결과")
    first = [Paragraph("제목", 1), Grid((head, ("1", "가", "나"), ("2", "다", "라")), 1), Paragraph("- 1 -", 1)]
    second = [Grid((head, ("3", "마", "바")), 2), Paragraph("끝", 2)]
    joined = Grid((head, ("1", "가", "나"), ("2", "다", "라"), ("3", "마", "바")), 1, (1, 1, 1, 2))
    assert pdf_pages.one([first, second]) == [Paragraph("제목", 1), joined, Paragraph("- 1 -", 1), Paragraph("끝", 2)]


def test_a_row_cut_by_the_end_of_a_page_is_one_row() -> None:
    first = [Grid((("연번", "지적"), ("1", "가나"), ("2", "앞말")), 1)]
    second = [Grid((("", "뒷말"), ("3", "다라")), 2)]
    assert pdf_pages.one([first, second]) == [Grid((("연번", "지적"), ("1", "가나"), ("2", "앞말\n뒷말"), ("3", "다라")), 1, (1, 1, 1, 2))]


def test_a_name_broken_in_a_narrow_cell_is_whole() -> None:
    rules = frame([50, 102, 200], [100, 140])
    letters = words("사회혁신담당관", 300, 80) + words("사회혁신담", 50, 115) + words("당관", 50, 130) + words("1", 110, 115)
    assert pdf_pages.one([blocks(letters, rules, 1)])[-1] == Grid((("사회혁신담당관", "1"),), 1)


def test_a_printed_report_gives_the_facts_of_its_text(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium to print with")
    page, printed = tmp_path / "x.html", tmp_path / REPORT.with_suffix(".pdf").name
    report.as_html(page)
    page.write_text(page.read_text(encoding="utf-8").replace("<style>", "<style>table { border-collapse: collapse } td { border: 1px solid; padding: 2px 6px }"), encoding="utf-8")
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()],
                   check=True, capture_output=True, timeout=90)
    wanted = [tuple(part.replace(REPORT.name, printed.name) for part in fact) for fact in facts(REPORT)]
    assert facts(printed) == wanted
    assert {line.page for line in read(printed).lines} == set(range(1, max(line.page or 0 for line in read(printed).lines) + 1))


def test_a_map_of_lines_is_no_table_and_costs_no_time() -> None:
    rules = [Rule(0, 8 * row, 900, 8 * row) for row in range(100)] + [Rule(9 * column, 0, 9 * column, 800) for column in range(100)]
    assert blocks(words("지도", 50, 100), rules, 1) == [Paragraph("지도", 1)]
