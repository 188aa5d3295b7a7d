"""A sentence → the things of the base that it names: by whole names first, then by words that stand in the name of one thing only."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from kb.korean.text import fold, loose_key
from kb.query.catalog import catalog
from kb.resources import folder
from kb.store.base import Store, Table
from kb.vocabulary import scheme

SLOT = "\u25a1"
SCHEMES = ("finding-status", "finding-category", "contract-kind", "budget-phase")
_MAIN = frozenset(("Project", "Unit", "LegalInstrument", "Organization"))
_SHORTEST, _LONGEST = 2, 60
_WORD, _SURE_WORD = 3, 4
# So many more signs of a longer name have to stand in the sentence before it is meant.
_GROWN = 4
_PARTICLES = ("으로", "에서", "에게", "까지", "부터", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "로", "도")
# Signs that stand behind a name and leave it what it is.
_BEHIND = frozenset("내등측별간용들만도란인")
Keys = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a sentence names: IRI, class names, where it stands in the sentence's key."""

    iri: str
    classes: frozenset[str]
    first: int
    last: int

    @property
    def weight(self) -> int:
        """Things that questions are about go before things of the same name that are only mentioned."""
        return len(_MAIN & self.classes)


def names(text: str, store: Store) -> tuple[list[Named], str]:
    """The things that a sentence names, the longest names first, and the sentence with a mark in place of each."""
    sentence = loose_key(fold(text))
    things, classes = _pieces(sentence, store)
    whole = _word_ends(text)
    sentence = sentence.lower()
    taken = [False] * len(sentence)
    found: list[Named] = []
    for key in sorted(things, key=len, reverse=True):
        for match in re.finditer(re.escape(key), sentence):
            if not any(taken[match.start():match.end()]) and not _is_another_word(sentence[match.end():whole[match.end() - 1]]):
                taken[match.start():match.end()] = [True] * len(key)
                found += [Named(iri, frozenset(classes[iri]), match.start(), match.end()) for iri in sorted(things[key])]
    found += _parts(text, sentence, taken, store)
    found = _longer(sentence, found, store)
    return found, _rest(text, sentence, taken)


def _rest(text: str, sentence: str, taken: list[bool]) -> str:
    """The sentence as it was written, with a mark in place of each name; the signs of its key are found in it in their order."""
    shown, at = [], 0
    for char in fold(text):
        if at < len(sentence) and char.lower() == sentence[at]:
            shown.append(char if not taken[at] else SLOT if at == 0 or not taken[at - 1] else "")
            at += 1
        elif not (0 < at < len(sentence) and taken[at - 1] and taken[at]):
            shown.append(char)
    return "".join(shown)


def _word_ends(text: str) -> list[int]:
    """For each sign of a sentence's key, where in the key the word ends that it stands in."""
    ends: list[int] = []
    for word in fold(text).split():
        length = len(loose_key(word))
        ends += [len(ends) + length] * length
    return [*ends, *[len(loose_key(fold(text)))] * (len(loose_key(fold(text))) - len(ends))]


def _is_another_word(behind: str) -> bool:
    """Whether what follows a name within its word makes it another: ○○시+장 is a person. A particle or a word of its own does not."""
    stem = behind
    while end := next((end for end in _PARTICLES if stem.endswith(end)), ""):
        stem = stem[:-len(end)]
    return len(stem) == 1 and bool(re.match(r"[가-힣]", stem)) and stem not in _BEHIND


def _pieces(sentence: str, store: Store) -> Keys:
    """The pieces of a sentence that are names of the base: it is asked for the pieces, since it may hold a million names."""
    lengths = range(_SHORTEST + 1, min(_LONGEST, len(sentence)) + 1)
    pieces = {sentence[at:at + length] for length in lengths for at in range(len(sentence) - length + 1)}
    pieces |= {spelled for piece in pieces if not piece.isupper() for spelled in (piece.upper(), piece.lower()) if re.search(r"[A-Za-z]", piece)}
    if not pieces:
        return {}, {}
    text = (folder("queries") / "names" / "in-sentence.rq").read_text(encoding="utf-8")
    return _by_key(store.select(text.replace("VALUES (?key) { (UNDEF) }", "VALUES (?key) { " + " ".join(f"({Literal(piece)})" for piece in sorted(pieces)) + " }")))


def _parts(text: str, sentence: str, taken: list[bool], store: Store) -> Iterator[Named]:
    """Words that stand in the name of one thing only; a short word in no more than one, a longer one in two at the most."""
    for word in re.findall(rf"[가-힣A-Za-z0-9]{{{_WORD},}}", fold(text)):
        stem = loose_key(next((word[:-len(end)] for end in _PARTICLES if word.endswith(end) and len(word) - len(end) >= _WORD), word)).lower()
        at = sentence.find(stem)
        # `2단계` and `1차` count and name nothing.
        if at < 0 or any(taken[at:at + len(stem)]) or stem[0].isdigit() or any(stem in pair for pair in common()):
            continue
        things, classes = _all(store)
        holding = {iri for key, iris in things.items() if stem in key for iri in iris}
        holding = {iri for iri in holding if classes[iri] & _MAIN} or holding
        if 0 < len(holding) <= (2 if len(stem) >= _SURE_WORD else 1):
            taken[at:at + len(stem)] = [True] * len(stem)
            yield from (Named(iri, frozenset(classes[iri]), at, at + len(stem)) for iri in sorted(holding))


def _longer(sentence: str, found: list[Named], store: Store) -> list[Named]:
    """Names of which the sentence has more than the short name within: `○○공원 2단계 조성` for a plan, where only `○○공원` was found."""
    things, classes = _all(store) if found else ({}, {})
    grown: list[Named] = []
    for first, last in dict.fromkeys((named.first, named.last) for named in found):
        longer = _grown(sentence, first, last, things)
        main = sorted(iri for iri in longer[0] if classes[iri] & _MAIN)
        if len(main) == 1:
            grown.append(Named(main[0], frozenset(classes[main[0]]), longer[1], longer[2]))
        else:
            grown += [named for named in found if (named.first, named.last) == (first, last)]
    return list(dict.fromkeys(grown))


def _grown(sentence: str, first: int, last: int, things: Mapping[str, set[str]]) -> tuple[set[str], int, int]:
    """The things whose names go on, around a short name, as the sentence does for longest; and how far."""
    own, longest = sentence[first:last], last - first + _GROWN - 1
    best: tuple[set[str], int, int] = (set(), first, last)
    for key, iris in things.items():
        if own not in key or key == own:
            continue
        begin, end = _widest(sentence, first, last, key, key.find(own))
        if end - begin > longest:
            longest, best = end - begin, (set(iris), begin, end)
        elif end - begin == longest and best[0]:
            best[0].update(iris)
    return best


def _widest(sentence: str, first: int, last: int, key: str, at: int) -> tuple[int, int]:
    """How far a sentence goes on as a key does, on both sides of what they share."""
    before, behind = at, at + last - first
    while first and before and sentence[first - 1] == key[before - 1]:
        first, before = first - 1, before - 1
    while last < len(sentence) and behind < len(key) and sentence[last] == key[behind]:
        last, behind = last + 1, behind + 1
    return first, last


@cache
def common() -> frozenset[str]:
    """Words of the questions themselves, and of states and kinds: they name nothing."""
    words = {word for query in catalog().values() for phrasing in query.phrasings for word in re.findall(r"[가-힣]{2,}|[A-Za-z]{4,}", phrasing)}
    words |= {word for name in SCHEMES for concept in scheme(name).concepts.values() for word in concept.words}
    return frozenset(loose_key(word).lower() for word in words)


# A store does not change while it is open: its names are read once.
_READ: "WeakKeyDictionary[Store, Keys]" = WeakKeyDictionary()


def _all(store: Store) -> Keys:
    if store not in _READ:
        _READ[store] = _by_key(store.select((folder("queries") / "names" / "keys.rq").read_text(encoding="utf-8")))
    return _READ[store]


def _by_key(table: Table) -> Keys:
    things: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, set[str]] = defaultdict(set)
    for thing, key, kind in table.rows:
        if isinstance(thing, NamedNode) and isinstance(key, Literal) and isinstance(kind, NamedNode) and len(key.value) > _SHORTEST:
            things[key.value.lower()].add(thing.value)
            classes[thing.value].add(kind.value.rpartition("#")[2])
    return things, classes


def chosen(fitting: list[Named], sentence_names: list[Named]) -> list[Named]:
    """Of the things that a word may mean, those that it does: the longest name, what questions are about, and of several bodies' the one whose body is named too.

    More than one are left where the sentence does not say which.
    """
    longest = max(named.last - named.first for named in fitting)
    left = [named for named in fitting if named.last - named.first == longest]
    first = min(named.first for named in left)
    left = [named for named in left if named.first == first]
    weight = max(named.weight for named in left)
    left = [named for named in left if named.weight == weight]
    spots = {(named.first, named.last) for named in left}
    bodies = {part for named in sentence_names if (named.first, named.last) not in spots for part in named.iri.rsplit("/", 1)[-1:]}
    return [named for named in left if bodies & set(named.iri.split("/")[:-1])] or left
