"""A document's lines → marked rows, headings by what they say, sections, and items by how their signs nest."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from kb.korean.outline import Mark, split
from kb.korean.text import close_up, fold, name_key
from kb.model import Document, Passage
from kb.structure.joining import Joiner
from kb.vocabulary import scheme

_HEADING_REST = re.compile(r"^\s*(?:[:(\[<]|\d|$)")
_TABLE_START = re.compile(r"^(?:구분|연번|순번|번호|부서조례|부서명|사업명)")
_HEADING_SHARE = 0.25
# How many numbered lines above a heading are looked at for its chapter.
_LOOK_BACK = 200
_PAGE_MARK = re.compile(r"^\s*-?\s*\d{1,4}\s*-?\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: number, raw text, mark, the section kinds its heading opens, and what follows the heading."""

    number: int
    raw: str
    mark: Mark
    kinds: frozenset[str]
    rest: str

    @property
    def text(self) -> str:
        """The folded text behind the mark."""
        return self.mark.text

    @property
    def body(self) -> str:
        """The raw text behind the mark."""
        return self.raw[self.mark.offset:].strip()

    @property
    def blank(self) -> bool:
        """Whether nothing but space and lone signs stands here."""
        return not self.mark.text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the rows below it, up to the next heading."""

    kinds: frozenset[str]
    heading: Row
    rows: tuple[Row, ...]

    @property
    def first(self) -> int:
        """The heading's line."""
        return self.heading.number

    @property
    def last(self) -> int:
        """The last line that is not blank."""
        return next((row.number for row in reversed(self.rows) if not row.blank), self.heading.number)


@dataclass(frozen=True, slots=True)
class Item:
    """A marked line with its continuation lines: sign, depth from 1, joined raw text, lines."""

    sign: str
    level: int
    text: str
    first: int
    last: int


class Lines:
    """The rows and sections of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.joiner = Joiner(line.text for line in document.lines)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every line as a row, headings recognised."""
        marks = [split(line.text) for line in self.document.lines]
        exact = [_heading(mark.text) for mark in marks]
        signs = _heading_signs(marks, exact)
        rows = []
        for line, mark, (kinds, rest) in zip(self.document.lines, marks, exact, strict=True):
            if not kinds and mark.sign in signs:
                kinds, rest = _qualified(mark.text), ""
            if kinds and mark.sign and not mark.numbered and mark.sign not in signs:
                kinds, rest = frozenset(), ""
            rows.append(Row(line.number, line.text, mark, kinds, rest))
        return tuple(rows)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every heading with the rows up to the next one, or up to a labelled line of the heading's own sign, whatever it says."""
        starts = [index for index, row in enumerate(self.rows) if row.kinds]
        ends = [*starts[1:], len(self.rows)]
        return tuple(Section(self.rows[start].kinds, self.rows[start], self.rows[start + 1:self._sibling(start, end)])
                     for start, end in zip(starts, ends, strict=False))

    def _sibling(self, start: int, end: int) -> int:
        """The row before `end` that stands beside the heading at `start`, or above it: `▷ 사업기간 : …` below `▷ 추진근거 : …`, `3. …` below `2. …`."""
        end = self._next_number(start, end)
        sign = self.rows[start].mark.sign
        if not sign or ":" not in self.rows[start].text:
            return end
        return next((index for index in range(start + 1, end) if self.rows[index].mark.sign == sign and ":" in self.rows[index].text), end)

    def _next_number(self, start: int, end: int) -> int:
        """The row before `end` that counts on from the heading at `start`, or from the chapter that it stands in."""
        counting, own = self._chapters(start), self.rows[start].mark
        for index in range(start + 1, end):
            mark = self.rows[index].mark
            if mark.sign == "roman" and own.sign != "roman" and "roman" not in counting:
                return index
            if mark.number is None or mark.sign not in counting:
                continue
            if mark.number == counting[mark.sign] + 1:
                return index
            # A list in the section counts from 1 again; what follows 1, 2, … of such a list is no heading.
            if mark.number == 1:
                del counting[mark.sign]
        return end

    def _chapters(self, start: int) -> dict[str, int]:
        """The numbers that a heading and the headings above it bear, by the form of their signs: `다.` in `2.` in `Ⅰ.`."""
        own = self.rows[start].mark
        above = self._numbered[max(0, bisect_left(self._numbered, start) - _LOOK_BACK):bisect_left(self._numbered, start)]
        if own.number is None:
            roman = next((mark.number for index in reversed(above) if (mark := self.rows[index].mark).sign == "roman"), None)
            return {"roman": roman} if roman else {}
        found: dict[str, int] = {own.sign: own.number}
        first, sign = own.number == 1, own.sign
        for index in reversed(above):
            mark = self.rows[index].mark
            if mark.number is None or sign == "roman":
                break
            if mark.sign == sign:
                first = first or mark.number == 1
            elif first and mark.sign not in found:
                found[mark.sign] = mark.number
                sign, first = mark.sign, mark.number == 1
        return found

    @cached_property
    def _numbered(self) -> list[int]:
        """The indexes of the rows that count."""
        return [index for index, row in enumerate(self.rows) if row.mark.number is not None]

    def of_kind(self, *kinds: str) -> Iterator[Section]:
        """The sections that may be of one of these kinds."""
        return (section for section in self.sections if section.kinds & set(kinds))

    def row(self, number: int) -> Row:
        """The row of a line number, from 1."""
        return self.rows[number - 1]

    def passage(self, first: int, last: int | None = None, basis: str = "") -> Passage:
        """The place from line `first` to line `last`."""
        return self.document.passage(first, last, basis)

    def items(self, rows: Sequence[Row], start: int = 1) -> list[Item]:
        """The marked items among rows, wrapped lines joined, depth by how the signs nest.

        Args:
            start: the depth of the first sign.
        """
        return list(self._items(rows, start))

    def _items(self, rows: Sequence[Row], start: int) -> Iterator[Item]:
        stack: list[str] = []
        held: list[Row] = []
        closed = gap = False
        for row in [*rows, None]:
            if row is not None and (row.blank or _PAGE_MARK.match(row.raw)):
                gap = True
                continue
            table = row is not None and (bool(_TABLE_START.match(name_key(row.text))) or gap and _is_unit(row))
            gap = False
            if row is not None and not row.mark.sign and not table and held and not closed:
                held.append(row)
                continue
            if held and (row is None or row.mark.sign or table):
                yield self._item(held, stack, start)
                held = []
            closed = table or (closed and row is not None and not row.mark.sign)
            if row is not None and row.mark.sign:
                held, closed = [row], False

    def _item(self, held: list[Row], stack: list[str], start: int) -> Item:
        sign = held[0].mark.sign
        if sign in stack:
            del stack[stack.index(sign) + 1:]
        elif sign not in ("※", "*", "⇨", "→"):
            stack.append(sign)
        level = start + (stack.index(sign) if sign in stack else len(stack))
        text = self.joiner.join([held[0].raw[held[0].mark.offset:], *(row.raw for row in held[1:])])
        return Item(sign, level, text, held[0].number, held[-1].number)

    def text(self, rows: Sequence[Row]) -> str:
        """The rows' raw text behind their marks as one text."""
        parts: list[list[str]] = []
        for row in rows:
            # A line with a sign of its own begins a sentence: it never ends the word above it.
            if row.mark.sign or not parts:
                parts.append([])
            parts[-1].append(row.raw[row.mark.offset:])
        return " ".join(joined for part in parts if (joined := self.joiner.join(part)))


def _is_unit(row: Row) -> bool:
    """Whether a line is nothing but the name of a unit: the label of a table's rows, no words of the item above."""
    return not row.mark.sign and " " not in row.text and len(row.text) > 3 and scheme("unit-level").ending(row.text) is not None


def _heading_signs(marks: Sequence[Mark], exact: Sequence[tuple[frozenset[str], str]]) -> frozenset[str]:
    """The bullets that open headings in this document: those before headings more often than beside others."""
    uses = Counter(mark.sign for mark in marks if mark.text)
    headings = Counter(mark.sign for mark, found in zip(marks, exact, strict=True) if found[0] and mark.sign and not mark.numbered)
    return frozenset(sign for sign, count in headings.items() if count / uses[sign] >= _HEADING_SHARE)


def _heading(text: str) -> tuple[frozenset[str], str]:
    """The section kinds that a line's text opens, and what follows the heading on the line."""
    if not text or len(text) > 60:
        return frozenset(), ""
    sections = scheme("section")
    bare = text.strip("[]<>《》【】· ")
    if not bare or bare[0] not in _beginnings():
        return frozenset(), ""
    if concepts := sections.all(re.sub(r"\s*\([^()]*\)\s*$", "", bare)) or sections.all(bare):
        return frozenset(concept.id for concept in concepts), ""
    for separator in (":", "(", "  "):
        before, found, after = bare.partition(separator)
        # A wide gap parts a finding's label from its value, and the head of a table of departments from its columns: neither is a heading.
        if found and (concepts := tuple(one for one in sections.all(before) if separator != "  " or not one.id.startswith("finding-"))):
            return frozenset(concept.id for concept in concepts), after.strip() if separator != "(" else found + after
    words = bare.split(" ")
    for count in (1, 2):
        concepts = sections.all("".join(words[:count]))
        if concepts and len(words) > count and re.match(r"^\d", words[count]):
            return frozenset(concept.id for concept in concepts), " ".join(words[count:])
    return frozenset(), ""


@cache
def _beginnings() -> frozenset[str]:
    """The signs that a heading can begin with: those of the sections' words, and what a key leaves out."""
    return frozenset(word[0] for concept in scheme("section").concepts.values() for word in concept.words) | frozenset("「『\"'(｢ ")


def _qualified(text: str) -> frozenset[str]:
    """The section kinds of a heading with words before its label: `○○ 클러스터 추진계획`."""
    if len(text) > 40 or text.endswith((".", ",")):
        return frozenset()
    words = fold(close_up(text)).split(" ")
    for count in (2, 1):
        tail = "".join(words[-count:])
        concepts = scheme("section").all(tail)
        if concepts and len(words) > count and len(tail) >= 4:
            return frozenset(concept.id for concept in concepts if concept.rank == 99)
    return frozenset()
