"""A sentence in Korean or English → the question it asks, its parameters, and the next-best readings; or none.

Names of things are found by their keys, dates and states by their grammars; what is left is compared with the
phrasings in the heads of the questions (`#+ ask:`) by syllable pairs and words, weighted by how rare they are.
"""

import calendar
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
from kb.query.lexicon import SCHEMES, SLOT, Named, chosen, names
from kb.resources import folder
from kb.store.base import Store
from kb.vocabulary import Concept, scheme

_SURE, _APART = 0.42, 0.03
# A word that nothing in the base and no question knows leaves an empty slot doubtful.
_UNKNOWN = 0.3
# An English word that no question uses leaves every reading doubtful.
_STRANGE = 0.15
# How many of the things that a name may mean are offered.
_MOST = 3
# A slot of the phrasing that the sentence fills speaks for it; an empty one and a thing without a slot speak against it.
_FILLED, _MISSING, _UNUSED = 0.06, 0.25, 0.18
_POLITE = re.compile(r"알려\s*(?:줘|주세요|주십시오)|보여\s*(?:줘|주세요)|말해\s*(?:줘|주세요)|찾아\s*(?:줘|주세요)|궁금합니다|"
                     r"(?:뭐|무엇|뭔)(?:인가|인지|야|예요|가요|입니까|죠|지)|(?:있|인|한|했|하|되|됐|었|였)?(?:나요|는가요|ㄴ가요|습니까|나\?)|좀")
_STOP = frozenset(("the", "a", "an", "of", "is", "are", "was", "were", "do", "does", "did", "to", "in", "on", "and", "me", "there", "it", "its", "be", "has", "have", "please"))
_NUMBER = re.compile(r"(?:지적(?:사항)?|finding|원칙|principle|no\.?)\s*#?\s*(\d{1,3})(?!\d|년|\.)|(\d{1,3})\s*번", re.I)
_ENGLISH_DATE = re.compile(r"(?:\b(\d{1,2})(?:st|nd|rd|th)?\s+)?\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(20\d{2})\b", re.I)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*(?:년|$|(?=\D))")
# A state or category that is denied is not asked for: `미완료`, `완료되지 않은`, `not done`.
_DENIED = re.compile(r"^\s*(?:되지|하지|가|이)?\s*(?:않|아니|안\s|못)")
# A word in the phrasings of so many questions is what they are about, not what they are narrowed to.
_GENERIC = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a sentence: the question, its parameters as text, how well it fits (0 to about 1)."""

    query: Query
    values: Mapping[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence means: the reading that fits best, None where none fits well, two fit alike or a name means several things; then the next best.

    Where `ambiguous`, the others are one question asked of the several things that a name means.
    """

    best: Reading | None
    others: tuple[Reading, ...]
    ambiguous: bool = False


def understand(text: str, store: Store) -> Understood:
    """Take a sentence as a question of the catalogue, or not at all.

    Raises:
        StoreError: the store does not answer.
    """
    found = sorted(_readings(text, store), key=lambda reading: (-reading.score, reading.query.name, sorted(reading.values.items())))
    first: dict[str, Reading] = {}
    for reading in found:
        first.setdefault(reading.query.name, reading)
    ranked = list(first.values())
    if ranked and ranked[0].score >= _SURE and (len(ranked) == 1 or ranked[0].score - ranked[1].score >= _APART):
        meant = {tuple(sorted(reading.values.items())): reading for reading in found if reading.query == ranked[0].query and reading.score == ranked[0].score}
        if len(meant) > 1:
            return Understood(None, tuple(meant.values())[:_MOST], ambiguous=True)
        return Understood(ranked[0], tuple(ranked[1:3]))
    return Understood(None, tuple(ranked[:3]))


def _readings(text: str, store: Store) -> Iterator[Reading]:
    found, rest = names(text, store)
    values = _values(text, store)
    unknown, speakers = _unknown(text, rest), _speakers(store)
    strange = _STRANGE * len(_strange(text))
    words = _hangul(_without_values(rest, text)) + _latin(text)
    if not words and len({(named.first, named.last) for named in found}) == 1:
        yield from (Reading(catalog()["about"], {"thing": named.iri}, _SURE) for named in chosen(found, found)[:_MOST])
    for query, phrasing, slots in _phrasings():
        likeness = _cosine(words, phrasing)
        if likeness <= 0:
            continue
        meanings, left = _fill(query, found, values, speakers)
        if any(param.name not in meanings[0] and not param.default for param in query.required):
            continue
        used = {param.name for param in query.params if param.name in meanings[0]}
        score = likeness + _FILLED * len(used & slots) - _MISSING * len(slots - used) - _UNUSED * left - (_UNKNOWN if unknown and slots - used else 0) - strange
        yield from (Reading(query, filled, round(score, 4)) for filled in meanings)


# ---- values ----

def _values(text: str, store: Store) -> dict[str, list[str]]:
    """Dates, years, numbers, areas and states of a sentence, by the parameter types that take them."""
    values: dict[str, list[str]] = defaultdict(list)
    values["date"] = _ISO.findall(text) or [found.period.end.isoformat() for found in periods(text) if found.period.end] or _english_dates(text)
    values["year"] = _YEAR.findall(text)
    values["integer"] = [first or second for first, second in _NUMBER.findall(fold(text))]
    areas = _areas(store)
    values["area"] = [area for area in areas if loose_key(area) in loose_key(text)] or [area for area in areas if _in_english(area, text)]
    for name in SCHEMES:
        values[f"scheme:{name}"] = [concept.label for concept in scheme(name).concepts.values() if _asks_for(concept, text)]
    return values


def _english_dates(text: str) -> list[str]:
    """The last days of English dates: `31 March 2021`, `March 31, 2021`, `March 2021`."""
    found = []
    for before, name, behind, year in _ENGLISH_DATE.findall(text):
        month = next((number for number, known in enumerate(calendar.month_name) if number and known.lower().startswith(name.lower()[:3])), None)
        if month and len(name) >= 3:
            last = calendar.monthrange(int(year), month)[1]
            found.append(f"{year}-{month:02d}-{min(int(before or behind or last), last):02d}")
    return found


def _in_english(area: str, text: str) -> bool:
    """Whether a sentence names a field, printed in Korean, by an English word for it."""
    concept = scheme("area").find(area)
    words = (concept.english, *(word for word in concept.variants if word.isascii())) if concept else ()
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.I) for word in words)


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
    left = {word for word in re.findall(r"[가-힣]{3,}", fold(text)) if loose_key(word) in rest.replace(SLOT, " ")}
    return sorted(word for word in left if not any(pair in _pairs() for pair in pairwise(word)))


def _strange(text: str) -> set[str]:
    """English words of four or more letters that no question uses."""
    words = set(re.findall(r"[a-z]{4,}", fold(text).lower()))
    return {word for word in words - _STOP if _stem(word) not in _english()}


@cache
def _english() -> frozenset[str]:
    """The English words of all phrasings, and of states, kinds and fields."""
    texts = [phrasing for query in catalog().values() for phrasing in query.phrasings]
    texts += [word for name in (*SCHEMES, "area") for concept in scheme(name).concepts.values() for word in (concept.english, *concept.variants)]
    return frozenset(_stem(word) for text in texts for word in re.findall(r"[a-z]+", text.lower())) | frozenset(month.lower() for month in calendar.month_name[1:])


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{3})(?:s|ed|ing)$", "", word)


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Pairs of syllables in the phrasings and in the words of states and categories."""
    words = [phrasing for query in catalog().values() for phrasing in query.phrasings]
    words += [word for name in SCHEMES for concept in scheme(name).concepts.values() for word in concept.words]
    return frozenset(pair for text in words for run in re.findall(r"[가-힣]+", text) for pair in pairwise(run))


def _without_values(rest: str, text: str) -> str:
    """The sentence's rest without the words of its dates."""
    for found in periods(text):
        rest = rest.replace(loose_key(text[found.first:found.last]).lower(), SLOT)
    return rest


def _speakers(store: Store) -> frozenset[str]:
    """The bodies whose reports the base holds: a sentence names them to say whose report it asks about."""
    table = store.select((folder("queries") / "names" / "speakers.rq").read_text(encoding="utf-8"))
    return frozenset(body.value for (body,) in table.rows if isinstance(body, NamedNode))


def _fill(query: Query, names: list[Named], values: Mapping[str, list[str]], speakers: frozenset[str]) -> tuple[list[dict[str, str]], int]:
    """The parameters that a sentence fills, once for each thing that a name may mean; and how many things, numbers and dates it leaves unused."""
    filled: list[dict[str, str]] = [{}]
    places = {(named.first, named.last) for named in names}
    used: set[tuple[int, int]] = set()
    for param in query.params:
        if param.type in values and values[param.type]:
            for one in filled:
                one[param.name] = values[param.type][0]
            continue
        fitting = [named for named in names if (named.first, named.last) not in used and _fits(param, named)]
        if fitting:
            meant = chosen(fitting, names)
            filled = [one | {param.name: named.iri} for one in filled for named in meant[:_MOST]]
            used.add((meant[0].first, meant[0].last))
    # A body named to tell whose thing is meant is used, too.
    told = {part for one in filled for value in one.values() for part in value.split("/")[:-1]}
    used |= {(named.first, named.last) for named in names if named.iri.rsplit("/", 1)[-1] in told or named.iri in speakers}
    types = {param.type for param in query.params}
    lost = bool(values["integer"] and "integer" not in types) + bool((values["date"] or values["year"]) and not types & {"date", "year"})
    return filled, len(places - used) + lost


def _fits(param: Param, named: Named) -> bool:
    return param.type == "thing" or not named.classes.isdisjoint(param.type.split("|"))


# ---- likeness ----

@cache
def _phrasings() -> tuple[tuple[Query, Mapping[str, float], frozenset[str]], ...]:
    """Every phrasing as weighted features, with the slots that it has."""
    raw = [(query, _features(re.sub(r"\{\w+\}", SLOT, phrasing)), frozenset(re.findall(r"\{(\w+)\}", phrasing))) for query in catalog().values() for phrasing in query.phrasings]
    return tuple((query, features, slots) for query, features, slots in raw)


@cache
def _rarity() -> Mapping[str, float]:
    held: dict[str, set[str]] = defaultdict(set)
    for query in catalog().values():
        for phrasing in query.phrasings:
            for feature in _features(re.sub(r"\{\w+\}", SLOT, phrasing)):
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
    """Words without the commonest, and pairs of them; where a name stands among them counts, too: what depends on it is not what it depends on."""
    plain = re.sub(rf"[가-힣{SLOT}][가-힣{SLOT}\d\s「」()·.,]*", f" {SLOT} ", fold(text).lower())
    words = [_stem(word) for word in re.findall(rf"[a-z]+(?:-[a-z]+)*|{SLOT}", plain) if word not in _STOP]
    return Counter([*(word for word in words if word != SLOT), *(f"{one} {other}" for one, other in pairwise(words) if (one, other) != (SLOT, SLOT))])


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    rarity = _rarity()
    common = sum(rarity.get(feature, 0.0) ** 2 for feature in one if feature in other)
    if not common:
        return 0.0
    # A word that no phrasing knows still counts against the likeness, though less than a rare known one.
    length = math.sqrt(sum(rarity.get(feature, 1.5) ** 2 for feature in one)) * math.sqrt(sum(rarity.get(feature, 1.5) ** 2 for feature in other))
    return common / length if length else 0.0


