"""A document → figures that a line works out from others it prints: how long a period lasts, what share a part is."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.korean.dates import Found, periods
from kb.korean.text import fold, name_key
from kb.model import Entity, Fact, Passage, Statement
from kb.namespace import GOV
from kb.structure.context import Context
from kb.structure.statements import dated, decimal, facts, text

_LONG = r"(?P<many>\d{1,4})\s*(?P<unit>일간|일|개월간|개월|년간|년)"
_BEHIND = re.compile(rf"\s*[.)]?\s*[(\[,]\s*(?:총|약)?\s*{_LONG}\s*[)\]]")
_BEFORE = re.compile(rf"(?<![\d.])(?:총\s*)?{_LONG}\s*[(\[:]\s*$")
_UNITS = {"일": "일", "개": "개월", "년": "년"}
_YEARS = re.compile(r"(?:'\s?\d{2}|(?:19|20)\d{2})\s*[.년]?")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_LENGTH = re.compile(r"\d\s*(?:일|개월|년)")
_SHARE = re.compile(rf"(?P<whole>{_NUMBER})\s*(?P<unit>[가-힣]{{1,3}}?)\s*(?:중에서|중|가운데|대비)\s*(?:[가-힣]+\s*){{0,3}}?"
                    rf"(?P<part>{_NUMBER})\s*(?P=unit)\s*[가-힣\s]{{0,6}}[(\[]\s*(?:약\s*)?(?P<percent>\d+(?:\.\d+)?)\s*%")


def claims(context: Context) -> Iterator[Statement]:
    """Every duration and share that stands beside what it is worked out from."""
    for row in context.reading.lines.rows:
        if "%" in row.raw or _LENGTH.search(row.raw):
            passage = context.reading.lines.passage(row.number)
            yield from _durations(context, row.raw, passage)
            yield from _shares(context, row.raw, passage)


def _durations(context: Context, raw: str, passage: Passage) -> Iterator[Fact]:
    """`11.29~12.6 (7일간)` and `7일간(11.29~12.6)`: a length beside a period whose two ends are printed."""
    if not _LENGTH.search(raw):
        return
    folded = fold(raw)
    for found in periods(raw, context.reading.year):
        length = _BEHIND.match(folded, found.last) or _BEFORE.search(folded[:found.first])
        if length is None or found.period.start is None or found.period.end is None:
            continue
        unit = _UNITS[length["unit"][0]]
        if unit == "일" and not _has_days(found):
            continue
        claim = _claim(context, raw[min(found.first, length.start()):max(found.last, length.end())])
        yield from dated(claim, found.period, passage)
        yield from facts(claim, passage, (GOV.value, decimal(int(length["many"]))), (GOV.unitText, text(unit)), (GOV.text, text(raw.strip())))


def _has_days(found: Found) -> bool:
    """Whether a period is printed to the day on both sides: three numbers besides its years (`’21. 3. 5.~9.`)."""
    return len(re.findall(r"\d+", _YEARS.sub(" ", fold(found.period.text)))) >= 3


def _shares(context: Context, raw: str, passage: Passage) -> Iterator[Fact]:
    """`51건 중 21건(41.2%)`: a part, its whole and the percentage that it is said to be."""
    if "%" not in fold(raw):
        return
    for found in _SHARE.finditer(fold(raw)):
        claim = _claim(context, raw[found.start():found.end()])
        part, whole, percent = (Decimal(found[name].replace(",", "")) for name in ("part", "whole", "percent"))
        yield from facts(claim, passage, (GOV.part, decimal(part)), (GOV.whole, decimal(whole)), (GOV.value, decimal(percent)),
                         (GOV.unitText, text("%")), (GOV.text, text(raw.strip())))


def _claim(context: Context, words: str) -> Entity:
    return Entity(GOV.Claim, (context.reading.place, name_key(words)), words.strip())


RULES = (claims,)
