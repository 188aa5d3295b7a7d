"""The same report in every format gives the same facts, and bad files are refused in one line."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.errors import ReadError
from kb.readers import READERS, read
from tests.conftest import REPORT, Ran
from tests.facts import facts
from tests.readers.report import FORMATS


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_a_report_with_real_tables_gives_the_facts_of_its_text(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"{REPORT.stem}.{suffix}"
    FORMATS[suffix](path)
    def said(file: Path) -> set[tuple[str, str, str]]:
        return {(subject, predicate, value) for subject, predicate, value in facts(file) if not subject.startswith("Document(")}
    assert said(path) == said(REPORT)
    assert len(read(path).tables) == 6


def test_every_reader_is_in_the_readme() -> None:
    text = (REPORT.parents[2] / "README.md").read_text(encoding="utf-8")
    assert [extension for extension in READERS if extension and f"`{extension}`" not in text] == []


def test_lines_of_a_pdf_have_their_pages(shared: Path) -> None:
    document = read(shared / "data" / "pdf" / "autohwp_benchmark.pdf")
    assert {line.page for line in document.lines} == set(range(1, max(line.page or 0 for line in document.lines) + 1))


@pytest.mark.parametrize("name", ["autohwp_benchmark", "autohwp_benchmark1"])
def test_a_file_and_its_twin_in_pdf_hold_the_same_words(name: str, shared: Path) -> None:
    """What Hangul printed of a file is in what is read of it."""
    def pairs(path: Path) -> set[str]:
        text = "".join(char for line in read(path).lines for char in line.text if "가" <= char <= "힣")
        return {text[at:at + 6] for at in range(len(text) - 5)}
    hwp, pdf = (pairs(shared / "data" / folder / f"{name}.{folder}") for folder in ("hwp", "pdf"))
    assert len(hwp & pdf) / len(pdf) > 0.8


@pytest.mark.parametrize(("name", "reason"), [
    ("hwp/autohwp_issue_265.hwp", "is HWP 3"), ("hwp/distribution.hwp", "distribution .*save it in Hangul without protection"), ("pdf/knoc_2015year_1.pdf", "no text .*OCR"),
])
def test_a_real_file_that_cannot_be_read_is_refused_with_what_to_do(name: str, reason: str, shared: Path) -> None:
    with pytest.raises(ReadError, match=reason):
        read(shared / "data" / name)


def test_back_slashed_names_in_a_package_are_read(shared: Path) -> None:
    assert any("구매입찰 공고" in line.text for line in read(shared / "data" / "hwpx" / "filled_notice_marine.hwpx").lines)


def test_a_spreadsheet_gives_its_rows_as_lines_and_cells(tmp_path: Path) -> None:
    import openpyxl
    book = openpyxl.Workbook()
    book.active.title = "현황"
    for row in (("구분", "정원", "현원"), ("정책기획과", 24, 22.0), ("생활환경과", 17, 15.5)):
        book.active.append(row)
    book.create_sheet("빈 장")
    book.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx")
    assert [line.text for line in document.lines] == ["구분\t정원\t현원", "정책기획과\t24\t22", "생활환경과\t17\t15.5"]
    assert [(cell.row, cell.column, cell.text) for cell in document.tables[0].cells if cell.row == 2] == [(2, 0, "생활환경과"), (2, 1, "17"), (2, 2, "15.5")]




def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _many_pages() -> bytes:
    import pypdfium2
    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(4000):
        made.new_page(100, 100)
    made.save(out)
    return out.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "the file is empty"),
    "text.pdf": (lambda: b"hello", "cannot be read as PDF"),
    "cut.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<<", "cannot be read as PDF"),
    "text.hwpx": (lambda: b"hello", "is no .hwpx file"),
    "text.docx": (lambda: b"hello", "is no .docx file"),
    "text.xlsx": (lambda: b"hello", "is no .xlsx file"),
    "other.docx": (lambda: _zip({"a.txt": b"x"}), "cannot be read as DOCX"),
    "other.hwpx": (lambda: _zip({"a.txt": b"x"}), "cannot be read as HWP or HWPX"),
    "other.xlsx": (lambda: _zip({"a.txt": b"x"}), "cannot be read as a spreadsheet"),
    "bomb.docx": (lambda: _zip({f"word/{number}.xml": b"\0" * 40_000_000 for number in range(8)}), "unfolds to more than"),
    "entity.docx": (lambda: _zip({"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}), "declares entities"),
    "blank.html": (lambda: "<html><body><script>글</script></body></html>".encode(), "no text in this file"),
    "long.txt": (lambda: ("가나시\n" + "지적 " * 400_000).encode(), "line 2: 1,200,000 characters; the limit is 20,000"),
    "lines.txt": (lambda: b"1\n" * 150_000, "150,001 lines; the limit is 100,000"),
    "nul.txt": (lambda: b"abc\ndef\0ghi", "line 2: control character U+0000"),
    "surrogate.txt": (lambda: b"abc\xed\xa0\x80", "not text in UTF-8"),
    "pages.pdf": (_many_pages, "has 4,000 pages; the limit is 3,000"),
    "old.hwp": (lambda: b"HWP Document File V3.00 \x1a" + b"\1" * 100, "is HWP 3"),
    "broken.hwp": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "cannot be read as HWP or HWPX"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_refused_in_one_line_and_nothing_is_made(name: str, tmp_path: Path, kb: Callable[..., Ran]) -> None:
    make, reason = BAD[name]
    (tmp_path / name).write_bytes(make())
    ran = kb("ingest", str(tmp_path / name), "--store", str(tmp_path / "store"))
    assert ran.status == 1
    assert ran.err.count("\n") == 1 and reason in ran.err and name in ran.err
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(("page", "lines"), [
    ("<p>가<br>나</p><div>다 <b>라</b> 마</div>", ["가", "나", "다 라 마"]),
    ("<table><tr><td rowspan=2>가</td><td>나</td></tr><tr><td>다</td></tr></table>", ["가\t나", "\t다"]),
    ("<table><tr><td colspan=2>가</td></tr><tr><td>나</td><td>다</td></tr></table>", ["가", "나\t다"]),
    ("<table><tr><td>요구를 길게 적어 마흔 글자가 넘게 하면 칸마다 따로따로 줄이 되어 앞뒤로 이어서 읽게 된다</td><td>답</td></tr></table>",
     ["요구를 길게 적어 마흔 글자가 넘게 하면 칸마다 따로따로 줄이 되어 앞뒤로 이어서 읽게 된다", "답"]),
    ("<div style='display:none'>숨음</div><p>보임</p><style>p{}</style>", ["보임"]),
    ("<span>가</span><ul><li>나</li><li>다</li></ul>라", ["가", "나", "다", "라"]),
])
def test_a_page_becomes_lines_as_a_reader_sees_them(page: str, lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<!doctype html><meta charset=utf-8><body>{page}", encoding="utf-8")
    assert [line.text for line in read(tmp_path / "a.html").lines] == lines
