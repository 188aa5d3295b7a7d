"""A reading → the named things that its text uses: bodies, places, schemes, laws; and where a text mentions them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kb.korean.text import fold, loose_key, name_key
from kb.model import Entity
from kb.namespace import GOV
from kb.structure.reading import Reading, unit_level
from kb.vocabulary import scheme

JOSA = r"(?:으로서|으로써|에서는|에서|에게|으로|까지|부터|이라는|라는|이라|과의|와의|에의|은|는|이|가|을|를|의|에|와|과|로|도|만|간|등|내|측)?"
_QUOTED = re.compile(r"「\s*([^「」]{2,60}?)\s*」|(?<![0-9A-Za-z가-힣)])'([^']{2,40}?)'")
_TOKEN = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9·]*")
_LONGEST_TOKEN = 14
_LAW_AFTER = re.compile(r"^\s*(?:제\s*\d+\s*조|에\s*(?:따|의|관|근거)|상(?![가-힣])|및|도입|매뉴얼|준수|시행|개정|」|과|와|령|,|·|의)")
_GENERIC = frozenset({"업무지침", "운영지침", "시행지침", "정책방침", "기본방침"})
_PROPOSED = re.compile(r"\(\s*가칭\s*\)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the document uses: spelling, entity, first line."""

    text: str
    entity: Entity
    line: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: the entity, where it stands in the text."""

    entity: Entity
    first: int
    last: int


@lru_cache(maxsize=32768)
def _stems(word: str) -> tuple[str, ...]:
    """A token, then the token without each particle that it may end with: those that end as some name does."""
    found = [word]
    if word.endswith("법상"):
        found.append(word[:-1])
    found += [word[:-length] for length in (3, 2, 1) if len(word) > length + 2 and re.fullmatch(JOSA, word[-length:])]
    return tuple(stem for stem in found if scheme("instrument-kind").ending(stem) or scheme("name-kind").ending(stem) or unit_level(stem))


class Names:
    """The named things of one document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def all(self) -> dict[str, Name]:
        """Every name by its key, first use first; spellings that join to one thing share an entity."""
        found: dict[str, Name] = {}
        for name in self._found():
            found.setdefault(name_key(name.text), name)
        return self._joined(found)

    def _found(self) -> Iterator[Name]:
        reading = self.reading
        for unit in reading.units.values():
            yield Name(unit.name, reading.unit(unit.name), unit.line)
        for row in reading.lines.rows:
            text = fold(row.raw)
            yield from self._quoted(text, row.number)
            yield from self._tokens(text, row.number)

    def _quoted(self, text: str, line: int) -> Iterator[Name]:
        for found in _QUOTED.finditer(text):
            name = (found[1] or found[2]).strip()
            if entity := self._of_quoted(name, bool(found[1])):
                yield Name(name, entity, line)

    def _of_quoted(self, name: str, bracketed: bool) -> Entity | None:
        bare = re.sub(r"\([^()]*\)$", "", name).strip()
        law = scheme("instrument-kind").ending(bare)
        if law and (bracketed or " " in bare or law[0].id != "act"):
            kind = GOV.ProposedInstrument if _PROPOSED.search(name) else law[0].kind
            return self.reading.instrument(name, kind or GOV.LegalInstrument)
        named = scheme("name-kind").ending(bare)
        if named and named[0].kind and named[0].id != "campus" and len(name_key(bare)) > len(named[1]):
            return self._named(bare, named[0].id)
        return None

    def _tokens(self, text: str, line: int) -> Iterator[Name]:
        for found in _TOKEN.finditer(text):
            word = found[0]
            if len(word) > _LONGEST_TOKEN:  # words run together in print: where the name begins cannot be told
                continue
            for stem in _stems(word):
                if entity := self._of_token(stem, text[found.start() + len(stem):], text[:found.start()]):
                    yield Name(stem, entity, line)
                    break

    def _of_token(self, word: str, after: str, before: str) -> Entity | None:
        key = name_key(word)
        law = scheme("instrument-kind").ending(word)
        if len(key) < 3 and not (law and after.startswith("상")):
            return None
        if law and law[0].id == "act":
            return self.reading.instrument(word, GOV.Act) if _LAW_AFTER.match(after) and before.count("「") <= before.count("」") else None
        if law and law[0].id == "guideline" and len(key) > len(law[1]) and key not in _GENERIC:
            return self.reading.instrument(word, GOV.Guideline)
        if unit_level(word) and before.rstrip().endswith("(") and after.lstrip().startswith(")"):
            return self.reading.unit(word)
        named = scheme("name-kind").ending(word)
        if named and len(key) > len(named[1]) and named[0].kind and not named[0].id.startswith("quoted"):
            return self._named(word, named[0].id)
        return None

    def _named(self, name: str, identifier: str) -> Entity | None:
        reading, concept = self.reading, scheme("name-kind")[identifier]
        if identifier == "committee":
            return reading.committee(name) if "·" not in name else None
        if concept.kind in (GOV.Facility, GOV.System, GOV.Event, GOV.Unit):
            return Entity(concept.kind or GOV.System, (reading.place, name_key(name)), name)
        return reading.body(name, concept.kind)

    def _joined(self, found: dict[str, Name]) -> dict[str, Name]:
        """Names that differ by the city's name in front, or by a qualifying body, share one entity."""
        joined = dict(found)
        for key, name in found.items():
            for prefix in self.prefixes:
                shorter = key.removeprefix(prefix)
                if shorter != key and shorter in found and found[shorter].entity.kind == name.entity.kind:
                    joined[shorter] = Name(found[shorter].text, Entity(name.entity.kind, name.entity.key, found[shorter].text), found[shorter].line)
        for key, name in found.items():
            if name.entity.kind not in (GOV.Ordinance, GOV.Guideline, GOV.InternalRule):
                continue
            bare = loose_key(name.text)
            full = next((other for other in found.values() if other.entity.kind == name.entity.kind and other.entity.key[-1] == bare and other is not name), None)
            if full:
                joined[key] = Name(name.text, Entity(full.entity.kind, full.entity.key, name.text), name.line)
        return joined

    @cached_property
    def prefixes(self) -> list[str]:
        """The ways in which names begin with the government's name, the longest first."""
        whole = self.reading.jurisdiction.split(" ")
        known = scheme("organization").find(whole[0])
        words = {name_key(word) for word in known.words} if known else set()
        words |= {part for word in whole if word for part in (word, word[:-1]) if len(part) > 1}
        return sorted(words, key=len, reverse=True)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted({re.escape(fold(name.text)).replace(r"\ ", r"\s*") for name in self.all.values()}, key=len, reverse=True)
        return re.compile(rf"(?<![가-힣A-Za-z0-9])({'|'.join(names) or '(?!)'})(?={JOSA}(?![가-힣A-Za-z]))")

    def mentions(self, text: str) -> Iterator[Mention]:
        """The names in a text, the longest first where several begin together, none inside a longer word."""
        for found in self._pattern.finditer(fold(text)):
            if name := self.all.get(name_key(found[1])):
                spelled = text[found.start(1):found.end(1)]
                entity = name.entity
                yield Mention(Entity(entity.kind, entity.key, spelled), found.start(1), found.end(1))
