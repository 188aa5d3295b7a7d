"""Rows → an engagement report: areas with their principles, actions, and outcome lines under headings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.korean.text import name_key
from kb.structure.lines import Lines, Row

_PRINCIPLE = re.compile(r"^(?:원칙|Principle)\s*(?P<number>\d{1,2})?\s*[.:]\s*(?P<text>.+)$")
_SENTENCE_END = re.compile(r"(?:[다요음함]\.|[.!?:])\s*(?:\([^()]*\))?\s*$")
_OPEN_END = re.compile(r"(?:된|한|하는|인|의|에|을|를|과|와|및|고|여|위해|통해|있는|대한|관한|느끼는|등|,)$")
_GLOSS = re.compile(r"\s*\([A-Za-z\s&-]+\)$")
_SHORT = 32
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: its number in order, area, text, line."""

    number: int
    area: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined lines: heading above, text, first and last line, whether a mark opened it."""

    group: str
    text: str
    first: int
    last: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One pair of actions and outcomes, with the area that it stands in, and the principle where they stand below one."""

    area: str
    actions: tuple[Paragraph, ...]
    outcomes: tuple[Paragraph, ...]
    first: int
    principle: str = ""


def principles(lines: Lines) -> list[Principle]:
    """The principles in order; the area is the short line above the first of a run."""
    found: list[Principle] = []
    area = ""
    before: Row | None = None
    for row in lines.rows:
        if row.blank:
            continue
        if match := _PRINCIPLE.match(row.text):
            named = _GLOSS.sub("", before.text) if before is not None else ""
            if named and not _PRINCIPLE.match(named) and len(name_key(named)) <= 12:
                area = named
            number = int(match["number"]) if match["number"] else len(found) + 1
            found.append(Principle(number, area, row.raw[row.raw.find(match["text"][:2]):].strip() or match["text"], row.number))
        before = row
    return found


def parts(lines: Lines) -> list[Part]:
    """Actions with the outcomes behind them, by area; outcomes without actions stand alone."""
    known = principles(lines)
    running = _running_heads(lines.rows)
    starts = [section for section in lines.sections if section.kinds & {"actions", "outcomes"}]
    found: list[Part] = []
    for index, section in enumerate(starts):
        area = next((one.area for one in reversed(known) if one.line < section.first), "")
        if "actions" not in section.kinds:
            if not index or "actions" not in starts[index - 1].kinds:
                stop = starts[index + 1].first if index + 1 < len(starts) else len(lines.rows) + 1
                found.append(Part(area, (), tuple(paragraphs(lines, _span(lines, section.first, stop, running))), section.first))
            continue
        following = starts[index + 1] if index + 1 < len(starts) else None
        outcomes = following if following is not None and "outcomes" in following.kinds else None
        stop = starts[index + 2].first if outcomes is not None and index + 2 < len(starts) else len(lines.rows) + 1
        body = _span(lines, section.first, outcomes.first if outcomes else stop, running)
        below = _span(lines, outcomes.first, stop, running) if outcomes else []
        found.append(Part(area, tuple(paragraphs(lines, body)), tuple(paragraphs(lines, below)), section.first))
    return found


def below_principles(lines: Lines) -> Iterator[Part]:
    """The marked lines just below a principle, with no heading between: what was done for it."""
    known = {one.line: one for one in principles(lines)}
    for number, principle in known.items():
        rows: list[Row] = []
        for row in lines.rows[number:]:
            if row.number in known or row.kinds or rows and row.blank or not row.blank and not rows and not row.mark.sign:
                break
            if not row.blank:
                rows.append(row)
        # A short line is a heading, and what has no sign a text of its own: neither is what was done.
        if rows and all(row.mark.sign and len(row.text) > _SHORTEST for row in rows):
            yield Part(principle.area, tuple(paragraphs(lines, rows)), (), number, principle.text)


def _running_heads(rows: Sequence[Row]) -> frozenset[str]:
    counts = Counter(name_key(row.text) for row in rows if len(name_key(row.text)) > 15)
    return frozenset(key for key, count in counts.items() if count >= 3)


def _span(lines: Lines, first: int, stop: int, running: frozenset[str]) -> list[Row]:
    """The rows between two lines, up to a principle or notes, without running heads."""
    rows: list[Row] = []
    for row in lines.rows[first:stop - 1]:
        if "notes" in row.kinds or name_key(row.text) in running:
            break
        if _PRINCIPLE.match(row.text):
            while rows and (rows[-1].blank or len(name_key(rows[-1].text)) <= 6):
                rows.pop()
            break
        rows.append(row)
    return rows


def paragraphs(lines: Lines, rows: Sequence[Row]) -> Iterator[Paragraph]:
    """Marked lines and sentences, wrapped lines joined; short unmarked lines before them are headings."""
    heads = Counter(row.text.split(" ")[0] for row in rows if not row.mark.sign and " " in row.text)
    group, held, gap = "", list[Row](), False
    for row in [*rows, None]:
        if row is not None and row.blank:
            gap = True
            continue
        if held and (row is None or not _continues(lines, held, row, gap, heads)):
            if _is_heading(held, row):
                group = lines.text(held)
            else:
                yield Paragraph(group, lines.text(held), held[0].number, held[-1].number, bool(held[0].mark.sign))
            held = []
        if row is not None:
            held.append(row)
        gap = False


def _continues(lines: Lines, held: Sequence[Row], row: Row, gap: bool, heads: Counter[str]) -> bool:
    if row.mark.sign and row.mark.sign not in ("→", "▶"):
        return False
    before = held[-1].raw.strip()
    if _SENTENCE_END.search(before) or (heads[row.text.split(" ")[0]] > 1 and " " in row.text):
        return False
    if row.text.startswith("("):
        return not gap and bool(held[0].mark.sign)
    if row.mark.sign == "→" or _OPEN_END.search(before):
        return True
    return len(before) > _SHORT and len(held[0].raw.strip()) > _SHORT


def _is_heading(held: Sequence[Row], row: Row | None) -> bool:
    words = held[0].text
    return (len(held) == 1 and row is not None and not held[0].mark.sign and len(words) <= _SHORT and not re.search(r"\d", words)
            and not _SENTENCE_END.search(words) and "(" not in words and not re.match(r"구\s*분", words))
