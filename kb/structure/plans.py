"""Rows → plan sections: a numbered title, the purpose below it, and the headed parts of one project's plan."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kb.korean.text import close_up, name_key
from kb.structure.lines import Item, Lines, Row, Section

PARTS = frozenset({"directions", "plan", "overview", "basis", "background", "purpose", "history", "execution", "schedule", "effect"})
_OUTER = frozenset({"annex", "audit", "summary", "chart", "staff", "functions", "budget-detail", "general", "strategy", "plans", "witnesses"})
_TITLE_SIGNS = frozenset({"1", "1.", "1)", "(1)", "1-1", "①", "roman", "가."})
_MARGIN = 8
_QUOTED_END = re.compile(r"「([^」]+)」\s*(\S+)?$")
_OWNER = re.compile(r"\s*[(【\[<](?P<unit>[가-힣A-Za-z0-9·]{2,14}(?:과|관|담당관|국|실|단|팀|센터|본부))[)】\]>]$")

# The department at the right edge of the title's line.
_OWNER_APART = re.compile(r"(?:\t|[ \u3000]{3,})\s*(?P<unit>[가-힣A-Za-z0-9·]{2,14}(?:과|관|담당관|국|실|단|팀|센터|본부|소))$")


@dataclass(frozen=True, slots=True)
class Plan:
    """One project's plan: its title row, spellings of the title elsewhere, the chapter above, its parts."""

    title: str
    first: int
    last: int
    chapter: str
    chapter_line: int
    variants: tuple[tuple[str, int], ...]
    head: tuple[Row, ...]
    parts: tuple[Section, ...]
    heading: Row

    @property
    def owner(self) -> str:
        """The department in brackets behind the title, empty without one."""
        found = _OWNER.search(self.heading.text) or _OWNER_APART.search(self.heading.body)
        return found["unit"] if found else ""

    def of_kind(self, *kinds: str) -> Iterator[Section]:
        """The parts that may be of one of these kinds."""
        return (part for part in self.parts if part.kinds & set(kinds))


def plans(lines: Lines, until: int) -> list[Plan]:
    """The plan sections of a document, up to a line where another part (an audit's annex) begins."""
    rows = [row for row in lines.rows if row.number < until]
    heads = [section for section in lines.sections if section.kinds & PARTS and section.first < until]
    titles = _titles(rows, heads)
    outline = _outline(rows, {row.number for row in titles})
    outer = sorted(section.first for section in lines.sections if section.kinds & _OUTER and not section.kinds & PARTS)
    outlined = {name_key(title) for _, title, _ in outline}
    found = []
    for index, row in enumerate(titles):
        end = titles[index + 1].number if index + 1 < len(titles) else until
        end = min([end, *(line for line in outer if row.number < line < end)])
        body = _before_divider(list(lines.rows[row.number:end - 1]), row, outlined)
        found.append(_plan(lines, row, body, outline))
    return [plan for plan in found if len({kind for part in plan.parts for kind in part.kinds & PARTS}) >= 2]


def _titles(rows: Sequence[Row], heads: Sequence[Section]) -> list[Row]:
    """The numbered rows that are followed by a plan's part before the next numbered row of their kind."""
    starts = [section.first for section in heads]
    candidates = [row for row in rows if row.mark.sign in _TITLE_SIGNS and not row.kinds and 4 <= len(name_key(row.text)) <= 60
                  and not _OWNER.sub("", row.text).endswith((".", ",", ")", "함", "임")) or _spelled_title(row)]
    titles: list[Row] = []
    for index, row in enumerate(candidates):
        following = candidates[index + 1].number if index + 1 < len(candidates) else len(rows) + 1
        if any(row.number < start < following for start in starts):
            titles.append(row)
    signs = [row.mark.sign for row in titles]
    common = max(set(signs), key=signs.count) if signs else ""
    return [row for row in titles if row.mark.sign == common]


def _spelled_title(row: Row) -> bool:
    return row.mark.sign in _TITLE_SIGNS and not row.kinds and "「" in row.text and row.text.endswith("」")


def _outline(rows: Sequence[Row], titles: set[int]) -> list[tuple[str, str, int]]:
    """(chapter, title, line) for every line of a table of contents: marked lines below a numbered chapter row."""
    chapter, entries = "", []
    for row in rows:
        if row.number in titles:
            chapter = ""
        elif row.mark.sign in ("1.", "roman") and not row.kinds and len(name_key(row.text)) >= 4:
            chapter = close_up(row.text)
        elif chapter and not row.kinds and not row.mark.numbered and 6 <= len(name_key(row.text)) <= 60 and (row.mark.sign or "「" in row.text):
            entries.append((chapter, row.body, row.number))
        elif row.kinds:
            chapter = ""
    return entries


def _before_divider(body: list[Row], title: Row, outlined: set[str]) -> list[Row]:
    """The rows of a section without the page that announces the next chapter."""
    for index, row in enumerate(body):
        if row.mark.sign in ("1.", "roman") and title.mark.sign != row.mark.sign and not row.kinds:
            following = [one for one in body[index + 1:] if not one.blank][:4]
            if any(name_key(one.text) in outlined for one in following) or row.mark.sign == "roman":
                return body[:index]
        if row.mark.sign and name_key(row.text) in outlined and name_key(row.text) != name_key(title.text):
            return body[:index]
    return body


def _plan(lines: Lines, title: Row, body: list[Row], outline: list[tuple[str, str, int]]) -> Plan:
    numbers = {row.number for row in body}
    low, high = (bisect_left(lines.sections, edge, key=lambda section: section.first) for edge in (min(numbers, default=0), max(numbers, default=0) + 1))
    parts = tuple(Section(section.kinds, section.heading, tuple(row for row in section.rows if row.number in numbers))
                  for section in lines.sections[low:high] if section.first in numbers)
    first_part = parts[0].first if parts else title.number
    head = tuple(row for row in body if row.number < first_part)
    name = _OWNER.sub("", _OWNER_APART.sub("", title.body))
    same = [(chapter, text, line) for chapter, text, line in outline if _same_title(text, name)]
    variants = [(text, line) for _, text, line in same]
    chapters = {chapter: line for chapter, _, line in same}
    chapter = next(iter(chapters), "")
    last = next((row.number for row in reversed(body) if not row.blank), title.number)
    return Plan(name, title.number, last, chapter, chapters.get(chapter, 0), tuple(variants), head, parts, title)


def _same_title(one: str, other: str) -> bool:
    """Whether two lines name one plan: alike in most of their signs, or in the name in brackets and the word behind it."""
    left, right = name_key(one), name_key(other)
    if left == right:
        return True
    quoted = [_QUOTED_END.search(text) for text in (one, other) if "」" in text]
    if len(quoted) == 2 and quoted[0] and quoted[1]:
        return quoted[0].groups() == quoted[1].groups()
    return fuzz.ratio(left, right, score_cutoff=85) >= 85


def purpose(lines: Lines, plan: Plan) -> list[Item]:
    """The purpose of a plan: marked or plain text between its title and its first part."""
    rows = [row for row in plan.head if not row.blank]
    if not rows:
        return []
    if any(row.mark.sign for row in rows):
        return [item for item in lines.items(plan.head) if len(name_key(item.text)) >= _MARGIN]
    text = lines.joiner.join([row.raw for row in rows])
    return [Item("", 1, text, rows[0].number, rows[-1].number)] if len(name_key(text)) >= _MARGIN else []
