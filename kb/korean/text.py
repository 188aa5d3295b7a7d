"""Text → text for matching: folding of variants that keeps every position, and keys without spacing."""

import re
import unicodedata
from functools import lru_cache

_DOTS = "‧․･∙•ㆍ・⋅ᆞ"
_DASHES = "－–—−‐‑―"
_TILDES = "∼～〜˜"
_APOSTROPHES = "’‘`´＇"
_QUOTES = "“”＂"
_FOLD = str.maketrans(
    _DOTS + _DASHES + _TILDES + _APOSTROPHES + _QUOTES + "（）：；，．［］｢｣〈〉〔〕　\xa0\t|｜│┃",
    "·" * len(_DOTS) + "-" * len(_DASHES) + "~" * len(_TILDES) + "'" * len(_APOSTROPHES) + '"' * len(_QUOTES) + "():;,.[]「」<>[]       ",
)
# The lines that are drawn around the cells of a table, U+2500 to U+257F, say nothing.
_FOLD.update(dict.fromkeys(range(0x2500, 0x2580), ord(" ")))
_FOLD.update({ord("０") + digit: ord("0") + digit for digit in range(10)})
_SPACE = re.compile(r"\s+")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_KEY_DROPS = re.compile(r"[「」『』<>《》〈〉\"'\[\]【】]")
_LEGAL_FORMS = re.compile(r"㈜|㈔|㈐|\((주|사|재|유|복|학)\)|주식회사|사단법인|재단법인")
_HANJA_GLOSS = re.compile(r"\([\u4e00-\u9fff·\s]+\)")
_SPACED = re.compile(r"^(?:[가-힣0-9·,「」()]\s)+[가-힣0-9·,「」()]$")


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """The text with variants of dots, dashes, tildes, quotes and full-width signs made one, the lines between cells made space; the length stays."""
    return text.translate(_FOLD)


def squash(text: str) -> str:
    """The folded text without white space, private-use and invisible signs: for comparing, never for quoting."""
    return _SPACE.sub("", _INVISIBLE.sub("", _PRIVATE.sub("", fold(unicodedata.normalize("NFC", text)))))


@lru_cache(maxsize=32768)
def name_key(name: str) -> str:
    """The key of a name: all its spellings of spacing, quotation, dots and legal form give the same.

    The key is part of IRIs: a change of this function is a change of every address.
    """
    return _LEGAL_FORMS.sub("", _KEY_DROPS.sub("", squash(name))).strip("·,.")


def loose_key(name: str) -> str:
    """The key of a name without glosses in Chinese characters: 공유(共有) 촉진 조례 → 공유촉진조례."""
    return name_key(_HANJA_GLOSS.sub("", name))


def close_up(text: str) -> str:
    """A letter-spaced line closed up, two or more spaces kept as one: `정 책 기 반  마 련` → `정책기반 마련`.

    A line that is not letter-spaced throughout comes back as it is, stripped.
    """
    text = text.strip()
    pieces = [piece for piece in re.split(r"\s{2,}", text) if piece]
    if len(_SPACE.sub("", text)) < 3 and len(pieces) < 2 and not _SPACED.match(text):
        return text
    if not all(len(piece) == 1 or _SPACED.match(piece) for piece in pieces):
        return text
    return " ".join(_SPACE.sub("", piece) for piece in pieces)


def is_hangul(char: str) -> bool:
    """Whether the character is a Hangul syllable."""
    return "가" <= char <= "힣"
