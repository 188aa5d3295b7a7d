"""Wrapped lines → one text, with a space where a reader would put one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"[^\s()「」『』\[\]<>,.:;'\"’‘“”·․‧]+")
_GAP = re.compile(r"(?<=([가-힣]))\s(?=([가-힣]))")
_PARTICLES = frozenset((
    "을", "를", "은", "는", "이", "가", "의", "에", "에서", "에게", "으로", "로", "와", "과", "도", "만", "까지", "부터", "하는", "하여",
    "하고", "하기", "하기로", "한다", "되어", "되고", "된", "적", "적인", "적으로", "들을", "들은", "들이",
))
_ENDINGS = tuple("을를의에고며여서로한할된될및등과와면지인른운난던니려")
_CASES = tuple("은는이가도만과와로")
_STRONG = (
    "않음", "있음", "없음", "였음", "었음", "했음", "됨", "하는", "되는", "있는", "없는", "에도", "에는", "에게", "던", "되며", "하며", "으며", "이며", "면서", "때",
    "것", "등", "및", "관련", "대한", "위한", "따른", "통해", "위해", "있어", "없어", "하여", "되어", "에서", "으로",
)
_CLOSERS = tuple(")]」』>.,;:!?%")
_NARROW = 26


def _pairs(word: str) -> Iterable[str]:
    return (word[index:index + 2] for index in range(len(word) - 1))


class Joiner:
    """Joins the wrapped lines of one document by the words that stand unbroken elsewhere in it."""

    def __init__(self, lines: Iterable[str]) -> None:
        held = list(lines)
        # A line's ends may be parts of words.
        self._words = Counter(word for line in held for word in _TOKEN.findall(line)[1:-1] or ())
        self._inside = Counter(pair for word, count in self._words.items() if len(word) > 1 for pair in _pairs(word) for _ in range(count))
        self._across = Counter(left + right for line in held for left, right in _GAP.findall(line))

    def join(self, lines: Sequence[str]) -> str:
        """The lines as one text; runs of white space become one space."""
        text, raw = "", ""
        for line in lines:
            stripped = re.sub(r"\s+", " ", line.strip())
            if not stripped:
                continue
            text = f"{text}{self._gap(text, stripped, raw)}{stripped}" if text else stripped
            raw = line
        return text

    def _gap(self, before: str, after: str, raw: str) -> str:
        last = re.search(r"\S*$", before)
        first = re.match(r"\S*", after)
        tail, head = last[0] if last else "", first[0] if first else ""
        if after[0] in "([" and before[-1] not in ".,":
            return ""
        if before[-1] in _CLOSERS or after[0] in "-<「『‘“'\"△":
            return " "
        left, right = self._edge(tail, -1), self._edge(head, 0)
        if not left or not right:
            return " "
        if self._words[left + right]:
            return ""
        if right in _PARTICLES and right not in ("이", "도", "만", "과", "의", "가"):
            return ""
        if self._words[right] > 1 and self._words[left] > 1 or left.endswith(_STRONG):
            return " "
        pair = left[-1] + right[0]
        if self._inside[pair] + self._across[pair] > 1 and self._inside[pair] != self._across[pair]:
            return "" if self._inside[pair] > self._across[pair] else " "
        if left.endswith(_CASES) and len(left) > 2 and self._words[left[:-1]]:
            return " "
        if left.endswith(_ENDINGS) and len(left) > 1:
            return " "
        if len(raw.strip()) >= _NARROW:
            return " "
        return " " if self._words[right] > 1 and self._words[left] > 1 else ""

    @staticmethod
    def _edge(token: str, which: int) -> str:
        words = _TOKEN.findall(token)
        return words[which] if words else ""
