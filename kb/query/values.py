"""A sentence → the dates, years, numbers, fields and states that it asks for, by the parameter types that take them."""

import calendar
import re
from collections import defaultdict
from functools import cache

from pyoxigraph import Literal

from kb.korean.dates import periods
from kb.korean.text import fold, loose_key
from kb.query.catalog import catalog
from kb.query.lexicon import SCHEMES, SLOT
from kb.resources import folder
from kb.store.base import Store
from kb.vocabulary import Concept, scheme

_NUMBER = re.compile(r"(?:지적(?:사항)?|finding|원칙|principle|no\.?)\s*#?\s*(\d{1,3})(?!\d|년|\.|\s*개)|(\d{1,3})\s*번", re.I)
_ENGLISH_DATE = re.compile(r"(?:\b(\d{1,2})(?:st|nd|rd|th)?\s+)?\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(20\d{2})\b", re.I)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*(?:년|$|(?=\D))")
# A state or category that is denied is not asked for: `미완료`, `완료되지 않은`, `not done`.
_DENIED = re.compile(r"^\s*(?:되지|하지|가|이)?\s*(?:않|아니|안\s|못)")
# A word in the phrasings of so many questions is what they are about, not what they are narrowed to.
_GENERIC = 4


def values(text: str, store: Store) -> dict[str, list[str]]:
    """Dates, years, numbers, areas and states of a sentence, by the parameter types that take them."""
    asked: dict[str, list[str]] = defaultdict(list)
    asked["date"] = _ISO.findall(text) or [found.period.end.isoformat() for found in periods(text) if found.period.end] or _english_dates(text)
    asked["year"] = _YEAR.findall(text)
    asked["integer"] = [first or second for first, second in _NUMBER.findall(fold(text))]
    areas = areas_of(store)
    asked["area"] = [area for area in areas if loose_key(area) in loose_key(text)] or [area for area in areas if _by_concept(area, text)]
    for name in SCHEMES:
        asked[f"scheme:{name}"] = [concept.label for concept in scheme(name).concepts.values() if _asks_for(concept, text)]
    return asked


def _english_dates(text: str) -> list[str]:
    """The last days of English dates: `31 March 2021`, `March 31, 2021`, `March 2021`."""
    found = []
    for before, name, behind, year in _ENGLISH_DATE.findall(text):
        month = next((number for number, known in enumerate(calendar.month_name) if number and known.lower().startswith(name.lower()[:3])), None)
        if month and len(name) >= 3:
            last = calendar.monthrange(int(year), month)[1]
            found.append(f"{year}-{month:02d}-{min(int(before or behind or last), last):02d}")
    return found


def _by_concept(area: str, text: str) -> bool:
    """Whether a sentence names a printed field by another word for it, in Korean or English."""
    concept = scheme("area").find(area)
    words = (concept.english, *concept.words) if concept else ()
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.I) if word.isascii() else loose_key(word) in loose_key(text) for word in words)


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


def areas_of(store: Store) -> list[str]:
    """The fields that the documents print, the longest first."""
    table = store.select((folder("queries") / "names" / "areas.rq").read_text(encoding="utf-8"))
    return sorted((area.value for (area,) in table.rows if isinstance(area, Literal)), key=len, reverse=True)


def without_values(rest: str, text: str) -> str:
    """The sentence's rest without the words of its dates and of the states and kinds that it asks for."""
    for found in periods(text):
        rest = rest.replace(fold(text)[found.first:found.last], SLOT)
    for name in SCHEMES:
        for concept in scheme(name).concepts.values():
            if _asks_for(concept, text):
                for word in sorted(map(loose_key, concept.words), key=len, reverse=True):
                    if len(word) > 1 and not _is_generic(word):
                        rest = re.sub(r"\s*".join(map(re.escape, word)), SLOT, rest)
    return rest
