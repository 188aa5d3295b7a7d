"""Rows → tables of amounts: header phrases in any order, records, unit notes, wherever they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kb.korean.money import unit_note
from kb.korean.text import close_up, fold, name_key
from kb.structure.lines import Lines, Row
from kb.structure.reading import Reading
from kb.structure.tables import Record, factor_near, records, values_behind
from kb.vocabulary import Concept, scheme

_LABELS = ("부서명", "사업명", "구분", "항목", "세부사업", "세부사업명", "단위사업", "단위사업명", "과목", "부서", "사업", "부서별", "기관명", "재원", "회계")
_LONGEST_FIRST = tuple(sorted(_LABELS, key=len, reverse=True))
_QUARTER = re.compile(r"([1-4])\s*(?:/\s*4)?\s*분기")
_YEAR = re.compile(r"(?:'(\d{2})|((?:19|20)\d{2}))\s*년?\s*")
_TOTAL = re.compile(r"(?<![\d,])(?P<number>\d{1,3}(?:,\d{3})+)\s*(?P<unit>(?:백만|천만|억|천|만)?원)")
_SUM_IN_WORDS = re.compile(r"\d\s*(?:백만|천만|천|만|억)?\s*원")
_RATE = ("증감률", "증감율", "비율", "집행률", "증가율", "(%)", "%")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of amounts: its phase, year and quarter; a rate where `rate` is set; None for a phase not known."""

    phase: Concept | None
    year: int | None
    quarter: int | None = None
    rate: bool = False


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """One table: title, its line, columns, factor in won (None without a unit note), records, header lines."""

    title: str
    title_line: int
    columns: tuple[Column, ...]
    factor: int | None
    factor_line: int
    records: tuple[Record, ...]
    header_first: int
    header_last: int
    of_projects: bool = True


def budget_tables(reading: Reading, until: int) -> Iterator[BudgetTable]:
    """The tables of amounts above a line."""
    rows = [row for row in reading.lines.rows if row.number < until]
    index = 0
    while index < len(rows):
        header = _header(rows, index)
        if header is None:
            index += 1
            continue
        columns, last = header
        body = _body(reading.lines, rows, last + 1)
        near = [*rows[max(0, index - 6):index], *rows[last:last + 1 + len(body) + 4]]
        factor = factor_near(list(reversed(rows[max(0, index - 6):index + 1]))) or factor_near(near)
        found = tuple(records(body, len(columns), any(column.quarter for column in columns)))
        factor = factor or _printed_total(rows[max(0, index - 6):index], found)
        if found:
            title, line = _title(reading.lines, rows, index)
            yield BudgetTable(title, line, columns, factor[0] if factor else None, factor[1] if factor else 0, found,
                              rows[index].number, rows[last].number, _of_projects(rows[index:last + 1]))
        index = last + 1 + (len(body) if found else 0)


def _printed_total(above: Sequence[Row], found: Sequence[Record]) -> tuple[int, int] | None:
    """The unit of a table without a note, where a line just above prints its total with the unit: `예산 : 87,540백만원` over `합계 … 87,540`."""
    for row in reversed(above):
        for printed in _TOTAL.finditer(fold(row.raw)):
            if any(printed["number"] in record.values for record in found[:1]):
                return unit_note(f"단위: {printed['unit']}") or 1, row.number
    return None


def _of_projects(head: Sequence[Row]) -> bool:
    """Whether the labels of a table are projects: its head says 사업, or does not say what they are."""
    words = name_key("".join(row.raw for row in head))
    return "사업" in words or not any(word in words for word in ("구분", "과목", "항목", "재원", "회계"))


def _header(rows: Sequence[Row], start: int) -> tuple[tuple[Column, ...], int] | None:
    """The columns of a header that begins at a row, and the index of its last row."""
    first = _columns(rows[start])
    if first is None or not first[1]:
        return None
    columns, last, index = list(first[0]), start, start + 1
    while index < len(rows) and index - last <= 2:
        if rows[index].blank and rows[index].raw.strip() != "-":
            index += 1
            continue
        more = _columns(rows[index])
        if more is None:
            break
        columns += more[0]
        last, index = index, index + 1
    if any(column.quarter for column in columns):
        columns = [column for column in columns if column.quarter or not (column.phase and column.phase.id == "quarterly")]
    return (tuple(columns), last) if any(column.phase for column in columns) else None


def _columns(row: Row) -> tuple[list[Column], bool] | None:
    """The columns that a header row names, and whether it names the label column; None for any other row."""
    bare = fold(row.raw).strip(" []<>□○■")
    if not bare or len(bare) > 200 or bare[0] not in _beginnings():
        return None
    text = re.sub(r"\s*/\s*(?=\D)", " ", close_up(bare))
    if not text or len(text) > 80 or text[0] not in _beginnings() or values_behind(row.raw)[1]:
        return None
    rest, columns, labelled, year = re.sub(r"\(?\s*단위\s*:[^)]*\)?", "", text).strip(), [], False, None
    phases = _phases()
    while rest:
        if found := _QUARTER.match(rest):
            columns.append(Column(scheme("budget-phase")["quarterly"], None, int(found[1])))
            rest = rest[found.end():].strip()
        elif found := _YEAR.match(rest):
            year = 2000 + int(found[1]) if found[1] else int(found[2])
            # `2023년(최종)` says its phase in brackets.
            rest = re.sub(r"^\(([가-힣]+)\)", r"\1", rest[found.end():].strip())
            following = next((concept for word, concept in phases if rest[:1] == word[0] and _spaced(word).match(rest)), None)
            if following is None or following.id == "change":
                columns.append(Column(scheme("budget-phase")["budget"], year))
                year = None
        elif word := next((word for word in _RATE if rest.startswith(word)), None):
            columns.append(Column(None, None, rate=True))
            rest = re.sub(r"^\(%\)\s*", "", rest[len(word):].strip())
        elif pair := next(((found, concept) for word, concept in phases if rest[0] == word[0] and (found := _spaced(word).match(rest))), None):
            columns.append(Column(pair[1], year))
            rest, year = rest[pair[0].end():].strip(), None
            rest = re.sub(r"^\([A-Z가-힣\-]+\)\s*", "", rest)
        elif (shorter := next((cut for label in _LONGEST_FIRST if (cut := _drop(rest, label)) != rest), None)) is not None:
            labelled, rest = True, shorter
        else:
            return None
    return (columns, labelled) if columns or labelled else None


@cache
def _phases() -> list[tuple[str, Concept]]:
    """The words for phases of a budget, the longest first."""
    return sorted(((word, concept) for concept in scheme("budget-phase").concepts.values() for word in concept.words), key=lambda pair: -len(pair[0]))


@cache
def _beginnings() -> frozenset[str]:
    """The signs that a header can begin with."""
    return frozenset(word[0] for word in (*_LABELS, *_RATE, *(word for word, _ in _phases()))) | frozenset("0123456789'([")


def _drop(text: str, word: str) -> str:
    return _spaced(word).sub("", text).strip()


@cache
def _spaced(word: str) -> re.Pattern[str]:
    return re.compile("^" + r"\s*".join(map(re.escape, word)))


def _body(lines: Lines, rows: Sequence[Row], start: int) -> list[Row]:
    """The rows below a header, up to the next heading, item or header."""
    body: list[Row] = []
    for index, row in enumerate(rows[start:], start):
        if row.kinds or (row.mark.sign and not row.raw.strip().startswith(("-", "(")) and row.mark.sign != "1") or _columns_start(rows, index):
            break
        body.append(row)
    return body


def _columns_start(rows: Sequence[Row], index: int) -> bool:
    found = _columns(rows[index]) if rows[index].text else None
    return bool(found and found[1])


def _title(lines: Lines, rows: Sequence[Row], index: int) -> tuple[str, int]:
    """The words just above a header that name the table: a heading, or a line that is no unit note."""
    for row in reversed(rows[max(0, index - 8):index]):
        text = re.sub(r"\(?\[?\s*단위\s*[:：].*$", "", row.text).strip()
        if _SUM_IN_WORDS.search(text):
            # `2023년 예산 : 87,540백만원` names its table before the colon, a sum alone names none.
            text = text.partition(":")[0].strip() if ":" in text else ""
        if text and not re.fullmatch(r"[\d\s.()'~년월일기준현재-]+", text) and len(text) < 50:
            return text, row.number
    return "", rows[index].number
