"""Printed amounts → whole won: units, signs, thousands, mixed 억 and 만, Hangul numerals."""

import re
from decimal import Decimal, InvalidOperation

from kb.errors import AmountError
from kb.korean.text import fold

UNITS = {"원": 1, "천원": 1_000, "만원": 10_000, "백만원": 1_000_000, "천만원": 10_000_000, "억원": 100_000_000,
         "억": 100_000_000, "십억원": 1_000_000_000, "백억원": 10_000_000_000, "조원": 1_000_000_000_000}
_SCALES = {"조": 10**12, "억": 10**8, "만": 10**4}
_SMALL = {"천": 1000, "백": 100, "십": 10}
_DIGITS = {"영": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CELL = re.compile(r"^(?P<sign>[△▲+-]?)\s*(?P<open>\(?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\)?\s*-?$")
_UNIT_NOTE = re.compile(r"[(\[<]?\s*(?:부가세\s*포함\s*,?\s*)?단\s*위\s*[:：]?\s*(?P<unit>(?:백|천|만|십|억|조|\s)*원)")
_PART = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<small>[천백십]?)\s*(?P<scale>[조억만]?)")
AMOUNT = re.compile(
    r"[￦₩]?\s*(?:\d[\d,]*(?:\.\d+)?\s*[천백십]?\s*[조억만]\s*)+(?:\d[\d,]*\s*[천백]?\s*만?\s*)?원?"
    r"|[￦₩]\s*\d[\d,]*-?|\d[\d,]*(?:\.\d+)?\s*(?:백만|천만|천|십억)?\s*원")


def unit_note(text: str) -> int | None:
    """The factor of a note such as `(단위: 백만 원)`, in won; None where the text holds no such note."""
    if not (found := _UNIT_NOTE.search(fold(text))):
        return None
    return UNITS.get(re.sub(r"\s", "", found["unit"]))


def number(text: str) -> Decimal:
    """A number of a table cell: `12,099`, `△4,774` (negative), `(1,200)` (negative), `1.9`.

    Raises:
        AmountError: anything else.
    """
    folded = fold(text).strip()
    found = _CELL.match(folded)
    if not found:
        raise AmountError(f"not a number: {text!r}")
    value = Decimal(found["number"].replace(",", ""))
    negative = found["sign"] in ("△", "▲", "-") or bool(found["open"])
    return -value if negative else value


def won(text: str, factor: int = 1) -> int:
    """A printed amount in whole won.

    Args:
        text: `642억원`, `16억 5,000만원`, `4천만원`, `12백만원`, `￦19,209,180,000-`, `이억칠천만원`, or a bare number.
        factor: won per unit of a bare number, from the table's note.

    Raises:
        AmountError: the text is no amount, or not a whole number of won.
    """
    folded = re.sub(r"[￦₩\s]", "", fold(text))
    negative = folded[:1] in ("△", "▲", "-") and len(folded) > 1
    body = folded.lstrip("△▲-").removesuffix("-").removesuffix("원정") or folded
    try:
        value = _plain(body, factor) if re.fullmatch(r"[\d,.()]+", body) else _worded(body)
    except (InvalidOperation, KeyError) as error:
        raise AmountError(f"not an amount: {text!r}") from error
    if value != value.to_integral_value():
        raise AmountError(f"not a whole number of won: {text!r}")
    return int(-value if negative else value)


def _plain(body: str, factor: int) -> Decimal:
    return number(body) * factor


def _worded(body: str) -> Decimal:
    body = body.removesuffix("원")
    if not body:
        raise AmountError("an amount without a number")
    if not _NUMBER.search(body):
        return _hangul(body)
    total, position = Decimal(0), 0
    for found in _PART.finditer(body):
        if found.start() != position:
            raise AmountError(f"not an amount: {body!r}")
        position = found.end()
        rest = body[position:]
        scale = _SCALES[found["scale"]] if found["scale"] else 1
        total += Decimal(found["number"].replace(",", "")) * _SMALL.get(found["small"], 1) * scale
        if rest == "만" and found["small"]:
            return total * 10**4
    if position != len(body):
        raise AmountError(f"not an amount: {body!r}")
    return total


def _hangul(body: str) -> Decimal:
    total = section = digit = 0
    for char in body:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        elif char in _SCALES:
            total += (section + digit or 1) * _SCALES[char]
            section = digit = 0
        else:
            raise AmountError(f"not an amount: {body!r}")
    return Decimal(total + section + digit)
