"""Printed dates and periods → first and last day: ’21. 3.~12. · ’21년 상반기 ~ · (~’25.8월) · 2016. 8. 2. ~ 4."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.errors import DateError
from kb.korean.text import fold


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both inclusive, None where the print leaves that side open; `text` as printed."""

    start: date | None
    end: date | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A period and where it stands: `text[first:last]`."""

    period: Period
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Point:
    year: int | None
    months: tuple[int, int] | None
    day: int | None

    def days(self) -> tuple[date, date]:
        if self.year is None:
            raise DateError("a date without a year")
        first, last = self.months or (1, 12)
        try:
            start = date(self.year, first, self.day or 1)
            end = date(self.year, last, self.day or calendar.monthrange(self.year, last)[1])
        except ValueError as error:
            raise DateError(f"no such day: {self.year}-{last}-{self.day}") from error
        return start, end


_YEAR = r"(?:'\s?(?P<y2>\d{2})|(?P<y4>(?:19|20)\d{2})|(?P<yy>\d{2})(?=년도|\s*년\s*(?:[상하]반기|[1-4]\s*분기|\d{1,2}\s*월)))\s*(?:년도|년|[.\-/](?=\s*(?:\d|[상하]))|\.|(?=\s*[~)\],;]|\s*$|\s))"
_HALF = r"(?P<half>상\s*·\s*하반기|상반기|하반기|상(?![가-힣])|하(?![가-힣]))"
_QUARTER = r"(?P<q1>[1-4])(?:\s*[~·,]\s*(?P<q2>[1-4]))?\s*(?:/\s*4)?\s*분기"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])\s*(?:월|[.\-/](?!\d{3})|(?=\s*[~)\],;]|\s*$))"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])(?![\d,])\s*(?:일(?!간)|\.|(?=\s*[~)\],;(]|\s*$))"
_VAGUE = r"(?:\s*(?:초|말|중순|중|상순|하순)(?![가-힣]))?"
_WEEKDAY = r"(?:\s*\([월화수목금토일]\))?"
_PART = rf"(?:{_HALF}|{_QUARTER}|{_MONTH}(?:\s*{_DAY})?)"
_ANCHORED = re.compile(rf"{_YEAR}(?:\s*{_PART})?{_VAGUE}{_WEEKDAY}")
_YEARLESS = re.compile(rf"(?:{_HALF}|{_QUARTER}|(?P<m>1[0-2]|0?[1-9])\s*(?:월|\.)(?:\s*{_DAY}|(?!\s*\d))){_VAGUE}{_WEEKDAY}")
_BARE = re.compile(r"(?P<n>3[01]|[12]\d|0?[1-9])\s*(?:월|일|\.|(?=\s*[)\],;(]|\s*$))" + _VAGUE)
_TILDE = re.compile(r"\s*(?:~|부터|-(?=\s*(?:'?\d)))\s*")
_NO_MONTH = re.compile(r"(?:'\s?\d{2}|(?:19|20)\d{2})\s*\.\s*(?:1[3-9]|[2-9]\d|0(?!\d))\s*\.")
_LENGTH = re.compile(r"\(\s*\d+\s*(?:년|개월|일간|일)\s*\)")
_SPAN = re.compile(r"^\s*(?:간|차|째|동안|이상|이내|여|만에|전|후)")


def _point(found: re.Match[str], year: int | None) -> _Point:
    groups = found.groupdict()
    if groups.get("y4"):
        year = int(groups["y4"])
    elif groups.get("y2") or groups.get("yy"):
        year = 2000 + int(groups.get("y2") or groups["yy"])
    months: tuple[int, int] | None = None
    if half := groups.get("half"):
        months = (1, 12) if "하" in half and "상" in half else (1, 6) if half[0] == "상" else (7, 12)
    elif groups.get("q1"):
        first, last = int(groups["q1"]), int(groups.get("q2") or groups["q1"])
        months = (first * 3 - 2, last * 3)
    elif groups.get("m"):
        months = (int(groups["m"]), int(groups["m"]))
    day = int(groups["d"]) if groups.get("d") else None
    return _Point(year, months, day)


def _right(text: str, at: int, left: _Point) -> tuple[_Point, int] | None:
    """The right end of a range, taking from the left what it leaves out."""
    if found := _ANCHORED.match(text, at):
        return _point(found, None), found.end()
    if left.day is not None and (bare := _BARE.match(text, at)) and "월" not in bare[0] and not _YEARLESS_PAIR.match(text, at):
        return _Point(left.year, left.months, int(bare["n"])), bare.end()
    if found := _YEARLESS.match(text, at):
        return _point(found, left.year), found.end()
    if bare := _BARE.match(text, at):
        number = int(bare["n"])
        if "일" in bare[0] or number > 12:
            return None
        return _Point(left.year, (number, number), None), bare.end()
    return None


_YEARLESS_PAIR = re.compile(r"\d{1,2}\s*[.월]\s*\d{1,2}")


def periods(text: str, year: int | None = None) -> Iterator[Found]:
    """Every date and period that stands in a text, in order.

    Args:
        text: any text, raw or folded.
        year: the year of dates that are printed without one; without it they are passed over.

    A date that cannot be (31 February) is passed over here; `period` refuses it.
    """
    folded, at = fold(text), 0
    while at < len(folded):
        found = _next(folded, at, year)
        if found is None:
            return
        if found.last > found.first and found.period.text:
            yield Found(Period(found.period.start, found.period.end, text[found.first:found.last].strip()), found.first, found.last)
        at = max(found.last, at + 1)


def _next(folded: str, at: int, year: int | None) -> Found | None:
    candidates = [found for found in (_ANCHORED.search(folded, at), _YEARLESS.search(folded, at) if year else None) if found]
    candidates = [found for found in candidates if not (found.start() and folded[found.start() - 1].isdigit())]
    if not candidates:
        later = _ANCHORED.search(folded, at)
        return Found(Period(None, None), later.start(), later.end()) if later else None
    start = min(candidates, key=lambda found: (found.start(), -found.end()))
    if _SPAN.match(folded[start.end():]) or _NO_MONTH.match(folded[start.start():]):
        return Found(Period(None, None), start.start(), start.end())
    try:
        return _read(folded, start, year)
    except DateError:
        # Neither side of a period that cannot be is a date by itself.
        tilde = _TILDE.match(folded, start.end())
        right = _ANCHORED.match(folded, tilde.end()) if tilde else None
        return Found(Period(None, None), start.start(), right.end() if right else start.end())


def _read(folded: str, start: re.Match[str], year: int | None) -> Found:
    left = _point(start, year)
    first_day, last_day = left.days()
    opened = re.search(r"~\s*$", folded[:start.start()])
    if opened:
        return Found(Period(None, last_day, start[0]), opened.start(), start.end())
    if tilde := _TILDE.match(folded, start.end()):
        right = _right(folded, tilde.end(), left)
        if right is None:
            return Found(Period(first_day, None, start[0] + tilde[0]), start.start(), len(folded[:tilde.end()].rstrip()))
        end_day = right[0].days()[1]
        if end_day < first_day:
            raise DateError(f"a period that ends before it starts: {folded[start.start():right[1]]!r}")
        return Found(Period(first_day, end_day, folded[start.start():right[1]]), start.start(), right[1])
    if folded.startswith("까지", start.end()):
        return Found(Period(None, last_day, start[0]), start.start(), start.end() + 2)
    return Found(Period(first_day, last_day, start[0]), start.start(), start.end())


def period(text: str, year: int | None = None) -> Period:
    """The one period that a text is, but for brackets and spaces around it.

    Raises:
        DateError: the text is no date or period, or one that cannot be.
    """
    bare = text.strip().strip("()[] ")
    found = list(periods(bare, year))
    if len(found) != 1 or _LENGTH.sub("", fold(bare[:found[0].first] + bare[found[0].last:] + ")")).strip(" .,()중말초"):
        raise DateError(f"not a date: {text!r}")
    return found[0].period


def trailing(text: str, year: int | None = None) -> Found | None:
    """The date that says when a line is due: after its last colon, in its last brackets, or at its very end.

    A remark in brackets or after a slash may follow; None where the line ends otherwise.
    """
    found = list(periods(text, year))
    if not found:
        return None
    last, folded = found[-1], fold(text)
    rest = folded[last.last:].strip()
    before = folded[:last.first].rstrip()
    ends = re.fullmatch(r"[)\].,\s]*(?:현재|기준|중|경|예정|완료|限|한)?[)\].,\s]*(?:\([^()]*\)|/.*)?[)\s]*", rest)
    if ends and (before.endswith((":", "(", ",", "~")) or not before or rest in ("", ".", ")", ").") or rest.startswith(("(", "/"))):
        return last
    for one in reversed(found[:-1]):
        if folded[:one.first].rstrip().endswith(":") and re.fullmatch(r"\s*(?:\(.*\)|/.*)?\s*", folded[one.last:]):
            return one
    return None


def leading(text: str) -> Found | None:
    """The date that a line opens with (`’21년 …`); a budget year (`2021년도 …`) is none."""
    found = next(periods(text), None)
    if found is None or fold(text)[:found.first].strip() or re.match(r".*년도\s*$", text[found.first:found.last]):
        return None
    return found
