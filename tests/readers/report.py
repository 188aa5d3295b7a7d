"""The invented report with real tables, as files of every format that a reader takes."""

import html
from pathlib import Path

from tests.conftest import REPORT

Row = tuple[str, ...]
# A table's lines in the text → its rows as cells.
TABLES: dict[str, tuple[Row, ...]] = {
    "구분 정원 현원 과부족\n계 41 38 △3\n정책기획과 24 22 △2\n생활환경과 17 16 △1":
        (("구분", "정원", "현원", "과부족"), ("계", "41", "38", "△3"), ("정책기획과", "24", "22", "△2"), ("생활환경과", "17", "16", "△1")),
    "구분 2023년 예산 2024년 예산 증감\n계 5,210,000 5,480,500 270,500\n정책기획과 2,150,000 2,300,500 150,500\n생활환경과 3,060,000 3,180,000 120,000":
        (("구분", "2023년 예산", "2024년 예산", "증감"), ("계", "5,210,000", "5,480,500", "270,500"), ("정책기획과", "2,150,000", "2,300,500", "150,500"),
         ("생활환경과", "3,060,000", "3,180,000", "120,000")),
    "사업명 예산현액 1분기 2분기 3분기 4분기\n가람청년센터 운영 620 155 155 155 155":
        (("사업명", "예산현액", "1분기", "2분기", "3분기", "4분기"), ("가람청년센터 운영", "620", "155", "155", "155", "155")),
    "사업명 예산현액 1분기 2분기 3분기 4분기\n수변공원 2단계\n조성 1,200 - 300 500 400":
        (("사업명", "예산현액", "1분기", "2분기", "3분기", "4분기"), ("수변공원 2단계 조성", "1,200", "-", "300", "500", "400")),
    "부서명 / 사업명 2024년 예산 2024년 예산현액\n가람시 미래정책국 5,480,500 5,530,500\n정책기획과 2,300,500 2,300,500\n가람청년센터 운영 620,000 620,000\n"
    "정책연구 및 평가 1,680,500 1,680,500\n생활환경과 3,180,000 3,230,000\n수변공원 2단계 조성 1,150,000 1,200,000\n자원순환 체계 개선 2,030,000 2,030,000":
        (("부서명 / 사업명", "2024년 예산", "2024년 예산현액"), ("가람시 미래정책국", "5,480,500", "5,530,500"), ("정책기획과", "2,300,500", "2,300,500"),
         ("가람청년센터 운영", "620,000", "620,000"), ("정책연구 및 평가", "1,680,500", "1,680,500"), ("생활환경과", "3,180,000", "3,230,000"),
         ("수변공원 2단계 조성", "1,150,000", "1,200,000"), ("자원순환 체계 개선", "2,030,000", "2,030,000")),
    "구분 계 완료 추진중 검토중 미반영\n계 5 2 2 - 1\n시정요구 3 1 2 - -\n건의사항 1 - - - 1\n기타사항 1 1 - - -":
        (("구분", "계", "완료", "추진중", "검토중", "미반영"), ("계", "5", "2", "2", "-", "1"), ("시정요구", "3", "1", "2", "-", "-"), ("건의사항", "1", "-", "-", "-", "1"),
         ("기타사항", "1", "1", "-", "-", "-")),
}


def blocks() -> list[str | tuple[Row, ...]]:
    """The report as paragraphs and tables."""
    text, found = REPORT.read_text(encoding="utf-8"), []
    places = sorted((text.index(lines), lines) for lines in TABLES)
    at = 0
    for place, lines in places:
        found += text[at:place].rstrip("\n").split("\n")
        found.append(TABLES[lines])
        at = place + len(lines) + 1
    return [*found, *text[at:].split("\n")]


def as_html(path: Path) -> None:
    parts = ["<!doctype html><html lang=ko><head><meta charset=utf-8><title>x</title><style>p{margin:0}</style><script>var a = '<p>1국 9과</p>';</script></head><body>"]
    for block in blocks():
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
        else:
            parts.append("<table>" + "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in block) + "</table>")
    path.write_text("\n".join(parts) + "<p style='display: none'>비전 숨은 글</p></body></html>", encoding="utf-8")


def as_docx(path: Path) -> None:
    import docx
    made = docx.Document()
    for block in blocks():
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(rows=len(block), cols=len(block[0]), style="Table Grid")
        for number, row in enumerate(block):
            for column, cell in enumerate(row):
                table.cell(number, column).text = cell
    made.save(str(path))


def as_hwpx(path: Path) -> None:
    from hwpx import HwpxDocument
    made = HwpxDocument.new()
    for block in blocks():
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(len(block), len(block[0]))
        for number, row in enumerate(block):
            for column, cell in enumerate(row):
                table.set_cell_text(number, column, cell)
    made.save_to_path(str(path))


FORMATS = {"html": as_html, "docx": as_docx, "hwpx": as_hwpx}
