"""A sentence in Korean or English → the question it asks, its parameters, and the next-best readings; or none.

Names of things are found by their keys, dates and states by their grammars; what is left is compared with the
phrasings in the heads of the questions (`#+ ask:`) by syllable pairs and words, weighted by how rare they are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from kb.korean.text import fold, loose_key
from kb.query.catalog import Param, Query, catalog
from kb.query.lexicon import SCHEMES, Named, chosen, names
from kb.query.likeness import ASKING, MEANINGLESS, POLITE, VERBAL, cosine, denies, hangul, latin, phrasings, stem, strange, unknown
from kb.query.values import areas_of, values, without_values
from kb.resources import folder
from kb.store.base import Store
from kb.vocabulary import scheme

_SURE, _APART = 0.42, 0.03
# A word that nothing in the base and no question knows leaves an empty slot doubtful.
_UNKNOWN = 0.3
# How much more alike a sentence has to be for each word that the question makes nothing of.
_DOUBT = 0.06
# An English word that no question uses leaves every reading doubtful.
_STRANGE = 0.15
# A sentence that asks for what is not, and a phrasing that asks for what is, or the other way round.
_DENIED = 0.15
# How many of the things that a name may mean are offered.
_MOST = 3
# A slot of the phrasing that the sentence fills speaks for it; an empty one and a thing without a slot speak against it.
_FILLED, _MISSING, _UNUSED = 0.06, 0.25, 0.18


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a sentence: the question, its parameters as text, how well it fits (0 to about 1); of the best one, the words that it makes nothing of."""

    query: Query
    values: Mapping[str, str]
    score: float
    unused: tuple[str, ...] = ()


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
        unused = _unused(text, ranked[0].query, store)
        # Words that the question makes nothing of leave a weak likeness doubtful.
        if unused and ranked[0].score < _SURE + min(len(unused), 3) * _DOUBT:
            return Understood(None, tuple(ranked[:3]))
        return Understood(replace(ranked[0], unused=unused), tuple(ranked[1:3]))
    return Understood(None, tuple(ranked[:3]))


def _readings(text: str, store: Store) -> Iterator[Reading]:
    found, rest = names(text, store)
    asked = values(text, store)
    doubtful, speakers = unknown(text, rest), _speakers(store)
    foreign = _STRANGE * len(strange(text))
    words = hangul(without_values(rest, text)) + latin(text)
    if not words and len({(named.first, named.last) for named in found}) == 1 and not any(one for key, one in asked.items() if key.startswith("scheme:")):
        yield from (Reading(catalog()["about"], {"thing": named.iri}, _SURE) for named in chosen(found, found)[:_MOST])
    for query, phrasing, slots, denied in phrasings():
        likeness = cosine(words, phrasing)
        if likeness <= 0:
            continue
        meanings, left = _fill(query, found, asked, speakers)
        if any(param.name not in meanings[0] and not param.default for param in query.required):
            continue
        used = {param.name for param in query.params if param.name in meanings[0]}
        against = _MISSING * len(slots - used) + _UNUSED * left + foreign + (_UNKNOWN if doubtful and slots - used else 0) + (_DENIED if denied != denies(text) else 0)
        score = likeness + _FILLED * len(used & slots) - against
        yield from (Reading(query, filled, round(score, 4)) for filled in meanings)


def _unused(text: str, query: Query, store: Store) -> tuple[str, ...]:
    """The words of a sentence that name nothing, are no value, and are in no phrasing of the question that it was taken for."""
    _, rest = names(text, store)
    rest = without_values(rest, text)
    known = {feature for one, phrasing, *_ in phrasings() if one == query for feature in phrasing}
    known |= {pair for name in SCHEMES for concept in scheme(name).concepts.values() for word in concept.words for pair in hangul(word)}
    words = [word for word in re.findall(r"[가-힣]{2,}", POLITE.sub(" ", fold(text))) if loose_key(word) in rest and not VERBAL.search(word)]
    areas = [area for area in areas_of(store) if area in text]
    words = [word for word in words if not any(area in word for area in areas)]
    english = [word for word in re.findall(r"[a-z]{4,}", fold(text).lower()) if stem(word) not in known and word not in MEANINGLESS]
    return tuple(word for word in words if word not in ASKING and not any(pair in known for pair in hangul(word))) + tuple(english)


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
