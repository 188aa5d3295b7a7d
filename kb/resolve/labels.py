"""Spellings of names → one preferred label a thing: a pure function of what all documents print, in any order."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from pyoxigraph import Literal

from kb.korean.text import loose_key, name_key
from kb.vocabulary import scheme


def preferred(spellings: Counter[str]) -> str:
    """The preferred label among the spellings and how often each is printed.

    An official name of the vocabulary wins, then a name that begins with one; then the spelling printed most
    often, then the one with more spaces (a name run together is the print's doing), then the first by code point.
    """
    governments = tuple(concept.label for concept in scheme("organization").concepts.values())
    if official := spellings.keys() & set(governments):
        return min(official)
    return min(spellings, key=lambda name: (not name.startswith(governments), -spellings[name], -name.count(" "), name))


def keys(spelling: str) -> Iterable[Literal]:
    """The search keys of a spelling: without spaces, without glosses, and without the government's name in front."""
    whole, loose = name_key(spelling), loose_key(spelling)
    found = {whole, loose, *(loose[len(short):] for short in _governments() if loose.startswith(short) and len(loose) > len(short) + 2)}
    return (Literal(key) for key in sorted(found) if key)


@cache
def _governments() -> tuple[str, ...]:
    words = {name_key(word) for concept in scheme("organization").concepts.values() for word in concept.words}
    return tuple(sorted(word for word in words if word.endswith(("시", "도"))))


def official(name: str) -> str:
    """The key of a name with its government's other spelling in front made the official one: ○○시 … → ○○특별시 …."""
    key = loose_key(name)
    for concept in scheme("organization").concepts.values():
        for word in concept.variants:
            if word.endswith(("시", "도")) and key.startswith(name_key(word)):
                return name_key(concept.label) + key.removeprefix(name_key(word))
    return key
