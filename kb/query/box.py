"""A sentence in Korean or English → the question it asks, its parameters, and the next-best readings; or none.

Names of things are found by their keys, dates and states by their grammars; what is left is compared with the
phrasings in the heads of the questions (`#+ ask:`) by syllable pairs and words, weighted by how rare they are.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from kb.korean.dates import periods
from kb.korean.text import fold, loose_key
from kb.query.catalog import Param, Query, catalog
from kb.resources import folder
from kb.store.base import Store
from kb.vocabulary import Concept, scheme

_SLOT = "\u25a1"
_SURE, _APART = 0.42, 0.03
# A word that nothing in the base and no question knows leaves an empty slot doubtful.
_UNKNOWN = 0.3
# A slot of the phrasing that the sentence fills speaks for it; an empty one and a thing without a slot speak against it.
_FILLED, _MISSING, _UNUSED = 0.06, 0.25, 0.18
_MAIN = frozenset(("Project", "Unit", "LegalInstrument", "Organization"))
_POLITE = re.compile(r"알려\s*(?:줘|주세요|주십시오)|보여\s*(?:줘|주세요)|말해\s*(?:줘|주세요)|찾아\s*(?:줘|주세요)|궁금합니다|"
                     r"(?:뭐|무엇|뭔)(?:인가|인지|야|예요|가요|입니까|죠|지)|(?:있|인|한|했|하|되|됐|었|였)?(?:나요|는가요|ㄴ가요|습니까|나\?)|좀")
_SCHEMES = ("finding-status", "finding-category", "contract-kind")
_SHORTEST = 2
_STOP = frozenset(("the", "a", "an", "of", "is", "are", "was", "were", "do", "does", "did", "to", "in", "on", "and", "me", "there", "it", "its", "be", "has", "have", "please"))
_NUMBER = re.compile(r"(?:지적(?:사항)?|finding|원칙|principle|no\.?)\s*#?\s*(\d{1,3})(?!\d|년|\.)|(\d{1,3})\s*번", re.I)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*(?:년|$|(?=\D))")
# A state or category that is denied is not asked for: `미완료`, `완료되지 않은`, `not done`.
_DENIED = re.compile(r"^\s*(?:되지|하지|가|이)?\s*(?:않|아니|안\s|못)")
# A word in the phrasings of so many questions is what they are about, not what they are narrowed to.
_GENERIC = 4
_PARTICLES = ("으로", "에서", "에게", "까지", "부터", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "로", "도")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a sentence names: IRI, class names, where it stands in the sentence's key."""

    iri: str
    classes: frozenset[str]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a sentence: the question, its parameters as text, how well it fits (0 to about 1)."""

    query: Query
    values: Mapping[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence means: the reading that fits best, None where none fits well or two fit alike; then the next best."""

    best: Reading | None
    others: tuple[Reading, ...]


def understand(text: str, store: Store) -> Understood:
    """Take a sentence as a question of the catalogue, or not at all.

    Raises:
        StoreError: the store does not answer.
    """
    found = sorted(_readings(text, store), key=lambda reading: (-reading.score, reading.query.name))
    ranked = list({reading.query.name: reading for reading in reversed(found)}.values())[::-1]
    ranked.sort(key=lambda reading: (-reading.score, reading.query.name))
    if ranked and ranked[0].score >= _SURE and (len(ranked) == 1 or ranked[0].score - ranked[1].score >= _APART):
        return Understood(ranked[0], tuple(ranked[1:3]))
    return Understood(None, tuple(ranked[:3]))


def _readings(text: str, store: Store) -> Iterator[Reading]:
    names, rest = _names(text, store)
    values = _values(text, store)
    unknown = _unknown(text, rest)
    words = _hangul(_without_values(rest, text)) + _latin(text)
    if not words and len({(named.first, named.last) for named in names}) == 1:
        yield Reading(catalog()["about"], {"thing": max(names, key=lambda named: (_weight(named), named.iri)).iri}, _SURE)
    for query, phrasing, slots in _phrasings():
        likeness = _cosine(words, phrasing)
        if likeness <= 0:
            continue
        filled, left = _fill(query, names, values)
        if any(param.name not in filled and not param.default for param in query.required):
            continue
        used = {param.name for param in query.params if param.name in filled}
        score = likeness + _FILLED * len(used & slots) - _MISSING * len(slots - used) - _UNUSED * left - (_UNKNOWN if unknown and slots - used else 0)
        yield Reading(query, filled, round(score, 4))


# ---- names ----

def _names(text: str, store: Store) -> tuple[list[Named], str]:
    """The things that a sentence names, the longest names first, and the sentence with a mark in place of each."""
    sentence = loose_key(fold(text)).lower()
    things, classes = _keys(store)
    taken = [False] * len(sentence)
    found: list[Named] = []
    for key in sorted((key for key in things if key in sentence), key=len, reverse=True):
        for match in re.finditer(re.escape(key), sentence):
            if not any(taken[match.start():match.end()]):
                taken[match.start():match.end()] = [True] * len(key)
                found += [Named(iri, frozenset(classes[iri]), match.start(), match.end()) for iri in things[key]]
    found += _parts(text, sentence, taken, things, classes)
    rest = "".join(char if not used else _SLOT if index == 0 or not taken[index - 1] else "" for index, (char, used) in enumerate(zip(sentence, taken, strict=True)))
    return found, rest


def _parts(text: str, sentence: str, taken: list[bool], things: Mapping[str, set[str]], classes: Mapping[str, set[str]]) -> Iterator[Named]:
    """Words of four or more signs that stand in the name of one thing only."""
    for word in re.findall(r"[가-힣A-Za-z0-9]{4,}", fold(text)):
        stem = loose_key(next((word[:-len(end)] for end in _PARTICLES if word.endswith(end) and len(word) - len(end) >= 4), word)).lower()
        at = sentence.find(stem)
        if at < 0 or any(taken[at:at + len(stem)]) or any(stem in pair for pair in _common()):
            continue
        holding = {iri for key, iris in things.items() if stem in key for iri in iris}
        holding = {iri for iri in holding if classes[iri] & _MAIN} or holding
        if 0 < len(holding) <= 2:
            taken[at:at + len(stem)] = [True] * len(stem)
            yield from (Named(iri, frozenset(classes[iri]), at, at + len(stem)) for iri in holding)


@cache
def _common() -> frozenset[str]:
    """Words of the questions themselves, and of states and kinds: they name nothing."""
    words = {word for query in catalog().values() for phrasing in query.phrasings for word in re.findall(r"[가-힣]{2,}", phrasing)}
    words |= {word for name in _SCHEMES for concept in scheme(name).concepts.values() for word in concept.words}
    return frozenset(map(loose_key, words))


def _keys(store: Store) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    table = store.select((folder("queries") / "names" / "keys.rq").read_text(encoding="utf-8"))
    things: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, set[str]] = defaultdict(set)
    for thing, key, kind in table.rows:
        if isinstance(thing, NamedNode) and isinstance(key, Literal) and isinstance(kind, NamedNode) and len(key.value) > _SHORTEST:
            things[key.value.lower()].add(thing.value)
            classes[thing.value].add(kind.value.rpartition("#")[2])
    return things, classes


# ---- values ----

def _values(text: str, store: Store) -> dict[str, list[str]]:
    """Dates, years, numbers, areas and states of a sentence, by the parameter types that take them."""
    values: dict[str, list[str]] = defaultdict(list)
    values["date"] = _ISO.findall(text) or [found.period.end.isoformat() for found in periods(text) if found.period.end]
    values["year"] = _YEAR.findall(text)
    values["integer"] = [first or second for first, second in _NUMBER.findall(fold(text))]
    values["area"] = [area for area in _areas(store) if loose_key(area) in loose_key(text)]
    for name in _SCHEMES:
        values[f"scheme:{name}"] = [concept.label for concept in scheme(name).concepts.values() if _asks_for(concept, text)]
    return values


def _asks_for(concept: Concept, text: str) -> bool:
    """Whether a sentence names a concept as what it wants: by a word that is not what every such question is about, and not to deny it."""
    key = loose_key(text)
    for word in map(loose_key, concept.words):
        at = key.find(word)
        if len(word) > 1 and at >= 0 and not _is_generic(word) and key[at - 1:at] not in ("미", "불", "비") and not _DENIED.match(key[at + len(word):]):
            return True
    at = text.lower().find(concept.english)
    return bool(concept.english) and at >= 0 and not text.lower()[:at].rstrip().endswith(("not", "un", "yet to be"))


@cache
def _is_generic(word: str) -> bool:
    return sum(any(word in loose_key(phrasing) for phrasing in query.phrasings) for query in catalog().values()) >= _GENERIC


def _areas(store: Store) -> list[str]:
    table = store.select((folder("queries") / "names" / "areas.rq").read_text(encoding="utf-8"))
    return sorted((area.value for (area,) in table.rows if isinstance(area, Literal)), key=len, reverse=True)


def _unknown(text: str, rest: str) -> list[str]:
    """Words of three or more syllables that name nothing in the base, and that no question and no scheme uses."""
    left = {word for word in re.findall(r"[가-힣]{3,}", fold(text)) if loose_key(word) in rest.replace(_SLOT, " ")}
    return sorted(word for word in left if not any(pair in _pairs() for pair in pairwise(word)))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Pairs of syllables in the phrasings and in the words of states and categories."""
    words = [phrasing for query in catalog().values() for phrasing in query.phrasings]
    words += [word for name in _SCHEMES for concept in scheme(name).concepts.values() for word in concept.words]
    return frozenset(pair for text in words for run in re.findall(r"[가-힣]+", text) for pair in pairwise(run))


def _without_values(rest: str, text: str) -> str:
    """The sentence's rest without the words of its dates."""
    for found in periods(text):
        rest = rest.replace(loose_key(text[found.first:found.last]).lower(), _SLOT)
    return rest


def _fill(query: Query, names: list[Named], values: Mapping[str, list[str]]) -> tuple[dict[str, str], int]:
    """The parameters that a sentence fills, and how many of the things, numbers and dates that it names stay unused."""
    filled: dict[str, str] = {}
    places = {(named.first, named.last) for named in names}
    used: set[tuple[int, int]] = set()
    for param in query.params:
        if param.type in values and values[param.type]:
            filled[param.name] = values[param.type][0]
            continue
        fitting = [named for named in names if (named.first, named.last) not in used and _fits(param, named)]
        if fitting:
            best = max(fitting, key=lambda named: (named.last - named.first, _weight(named), named.iri))
            filled[param.name] = best.iri
            used.add((best.first, best.last))
    types = {param.type for param in query.params}
    lost = bool(values["integer"] and "integer" not in types) + bool((values["date"] or values["year"]) and not types & {"date", "year"})
    return filled, len(places - used) + lost


def _fits(param: Param, named: Named) -> bool:
    return param.type == "thing" or not named.classes.isdisjoint(param.type.split("|"))


def _weight(named: Named) -> int:
    """Things that questions are about go before things of the same name that are only mentioned."""
    return len(_MAIN & named.classes)


# ---- likeness ----

@cache
def _phrasings() -> tuple[tuple[Query, Mapping[str, float], frozenset[str]], ...]:
    """Every phrasing as weighted features, with the slots that it has."""
    raw = [(query, _features(re.sub(r"\{\w+\}", _SLOT, phrasing)), frozenset(re.findall(r"\{(\w+)\}", phrasing))) for query in catalog().values() for phrasing in query.phrasings]
    return tuple((query, features, slots) for query, features, slots in raw)


@cache
def _rarity() -> Mapping[str, float]:
    held: dict[str, set[str]] = defaultdict(set)
    for query in catalog().values():
        for phrasing in query.phrasings:
            for feature in _features(re.sub(r"\{\w+\}", _SLOT, phrasing)):
                held[feature].add(query.name)
    return {feature: math.log(1 + len(catalog()) / len(names)) for feature, names in held.items()}


def _features(text: str) -> Counter[str]:
    """Pairs of Hangul syllables, and Latin words without the commonest."""
    return _hangul(text) + _latin(text)


def _hangul(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for run in re.findall(r"[가-힣]+", re.sub(r"\s+", "", _POLITE.sub(" ", fold(text)))):
        found.update(run[index:index + 2] for index in range(len(run) - 1))
    return found


def _latin(text: str) -> Counter[str]:
    words = [re.sub(r"(?<=\w{3})(?:s|ed|ing)$", "", word) for word in re.findall(r"[a-z]+(?:-[a-z]+)*", fold(text).lower()) if word not in _STOP]
    return Counter([*words, *(f"{one} {other}" for one, other in pairwise(words))])


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    rarity = _rarity()
    common = sum(rarity.get(feature, 0.0) ** 2 for feature in one if feature in other)
    if not common:
        return 0.0
    # A word that no phrasing knows still counts against the likeness, though less than a rare known one.
    length = math.sqrt(sum(rarity.get(feature, 1.5) ** 2 for feature in one)) * math.sqrt(sum(rarity.get(feature, 1.5) ** 2 for feature in other))
    return common / length if length else 0.0


