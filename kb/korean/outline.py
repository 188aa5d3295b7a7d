"""A printed line → its outline mark and the rest: bullets, circled and plain numbers, private-use signs."""

import re
from dataclasses import dataclass

from kb.korean.text import fold

_BULLETS = "□■▢▤▥▦▧▨▩❖◈◉⊙☉▣◇◆○◦●❍ㅇ◯⚪⦁▪▫▸▶►▷‣➢➤◎☐❑❏·-*※⇨→☞✓✔+"
_NUMBERS = (
    ("roman", re.compile(r"(?P<n>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+)\s*[.\s]\s*")),
    ("1-1", re.compile(r"(?P<n>\d{1,2}\s*-\s*\d{1,2})[.)\s]\s*(?=[^\d\s~])")),
    ("1.", re.compile(r"(?P<n>\d{1,2})\s?\.(?:\s*(?=[^\d\s~])|\s+(?=(?:19|20)\d{2}\s*년|\d+\s*[개년차단가-힣]{2}))")),
    ("1)", re.compile(r"(?P<n>\d{1,2})\)\s*(?=\S)")),
    ("(1)", re.compile(r"\((?P<n>\d{1,2})\)\s*(?=\S)")),
    ("1", re.compile(r"(?P<n>\d{1,2})\s+(?=[^\d\s,.~·/%()-]|(?:19|20)\d{2}\s*년\s*[가-힣])")),
    ("①", re.compile(r"(?P<n>[①-⑳➀-➉➊-➓❶-❿⓵-⓾])\s*")),
    ("㉮", re.compile(r"(?P<n>[㉮-㉻ⓐ-ⓩ])\s*")),
    ("가.", re.compile(r"(?P<n>[가나다라마바사아자차카타파하])\s?\.\s*(?=\S)")),
    ("가)", re.compile(r"(?P<n>[가나다라마바사아자차카타파하])\)\s*(?=\S)")),
)
_CIRCLED = {char: start for block in ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "➀➁➂➃➄➅➆➇➈➉", "➊➋➌➍➎➏➐➑➒➓", "❶❷❸❹❺❻❼❽❾❿")
            for start, char in enumerate(block, 1)}
_SYLLABLES = "가나다라마바사아자차카타파하"
_NUMBER_SIGNS = frozenset("0123456789(ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ" + _SYLLABLES)


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign before a line: what kind of sign, its number where it counts, and the text behind it.

    Attributes:
        sign: the sign itself for a bullet, the form (`1.`, `가)`, `①`) for a number, "" for none.
        number: the count of a numbered mark, None for a bullet.
        text: what stands behind the mark, folded and stripped.
        offset: where that text starts in the line.
    """

    sign: str
    number: int | None
    text: str
    offset: int

    @property
    def numbered(self) -> bool:
        """Whether the mark counts."""
        return self.number is not None


def _private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


def split(line: str) -> Mark:
    """The mark of a printed line.

    A lone private-use sign or bullet counts as a mark also without a space behind it; a dash or an
    asterisk does only where it is not the sign of a number.
    """
    folded = fold(line)
    at = len(folded) - len(folded.lstrip())
    if at == len(folded):
        return Mark("", None, "", at)
    char = folded[at]
    if _private(char):
        return _bullet(folded, at, "private")
    if line[at] in "․‧∙•ㆍ・⋅":
        return _bullet(folded, at, "·")
    if char in _BULLETS and not (char in "-+*" and folded[at + 1:at + 2].isdigit()) and folded[at:].strip() != "-":
        return _bullet(folded, at, char)
    if char == "." and folded[at + 1:at + 2] == " ":
        return _bullet(folded, at, "·")
    for form, pattern in _NUMBERS if char in _NUMBER_SIGNS or "①" <= char <= "㉻" else ():
        if found := pattern.match(folded, at):
            return Mark(form, _count(found["n"]), folded[found.end():].strip(), found.end())
    return Mark("", None, folded[at:].strip(), at)


def _bullet(folded: str, at: int, sign: str) -> Mark:
    start = at + 1
    while start < len(folded) and (folded[start] == " " or _private(folded[start])):
        start += 1
    return Mark(sign, None, folded[start:].strip(), start)


def _count(sign: str) -> int:
    if sign in _CIRCLED:
        return _CIRCLED[sign]
    if sign in _SYLLABLES:
        return _SYLLABLES.index(sign) + 1
    if sign[0] in "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ":
        return "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".index(sign[0]) + 1 if len(sign) == 1 else 10 + len(sign)
    if digits := re.findall(r"\d+", sign):
        return int(digits[-1])
    return ord(sign[0]) - ord("㉮" if sign[0] >= "㉮" else "ⓐ") + 1
