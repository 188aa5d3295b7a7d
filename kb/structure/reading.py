"""A document → what the whole of it says of itself: issuer, jurisdiction, date, units; and its entities' keys."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from pyoxigraph import NamedNode

from kb.korean.dates import periods
from kb.korean.text import close_up, fold, loose_key, name_key
from kb.model import Document, Entity
from kb.namespace import GOV
from kb.structure.lines import Lines, Row
from kb.vocabulary import Concept, scheme

_UNIT_TOKEN = re.compile(r"[가-힣A-Za-z0-9·]{2,20}")
_DISTRICT = r"(?:\s?[가-힣]{1,4}(?:시|군|구)(?![가-힣]))?"
_OWN_LAW = re.compile(r"「\s*([가-힣]{1,5}(?:시|군|구|도))\s[^「」]*조례[^「」]*」")
_UNITS = (GOV.Bureau, GOV.Department, GOV.Team, GOV.Unit)
_COUNCIL = re.compile(r"(?<![가-힣])([가-힣]{1,5}(?:시|군|구|도))의회")
_OWN_UNIT = re.compile(r"^((?:[가-힣]{2,5}(?:특별시|광역시|특별자치시|특별자치도|도)\s)?[가-힣]{1,5}(?:시|군|구|도))청?\s+([가-힣A-Za-z0-9·]+)$")
_OWN_NOTICE = re.compile(r"^([가-힣]{1,5}(?:시|군|구|도))\s+(?:공고|고시)\s*제")
_OWN_NUMBER = re.compile(r"(?<![가-힣])([가-힣]{1,5}(?:시|군|구|도))(?:조례|규칙)\s*제\s*\d+\s*호")
_ALONE = re.compile(r"((?:[가-힣]{2,5}(?:특별시|광역시|특별자치시|특별자치도|도)\s?)?[가-힣]{2,4}(?:시|군|구))(?:청장?)?")
_OWNED = re.compile(r"^\(?\s*(?P<unit>[가-힣A-Za-z0-9·]{3,20})\s+소관\s*\)?$")
_OWN_NAME = re.compile(r"(?:기관|단체|회사|조직)\s?명\s*:\s*(?P<name>[가-힣A-Za-z0-9() ]{3,30})$")
_AUDITED = re.compile(r"(?:감사\s*대상|대상|피감|수감|소관|담당|주관|보고|제출|제안)\s*(?:기관|부서|자)?\s*:\s*([가-힣]{1,5}(?:시|군|구|도))(?:장|수|지사)?(?![가-힣])")
_AS_OF = re.compile(r"^\s*\.?\s*(?:기준|현재)")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as the document names it: its name, its level, the line that shows it as a unit."""

    name: str
    level: Concept
    line: int

    @property
    def kind(self) -> NamedNode:
        """The class of the unit."""
        return self.level.kind or GOV.Unit


@lru_cache(maxsize=16384)
def unit_level(name: str) -> Concept | None:
    """The level of a word that ends as units do, None for any other word."""
    key = name_key(name)
    if len(key) < 3 or not re.fullmatch(r"[가-힣A-Za-z0-9·]+", key):
        return None
    found = scheme("unit-level").ending(key)
    return found[0] if found else None


def _is_word(text: str) -> bool:
    """Whether a line that ends as a city's name does is a word of reports: `시정요구`."""
    return any(scheme(name).find(text) is not None for name in ("finding-category", "finding-column", "section", "project-column", "contract-column"))


class Reading:
    """A document read as a whole; every rule of extraction gets one."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = Lines(document)

    @cached_property
    def jurisdiction(self) -> str:
        """The local government that the document speaks for, under its official name; "" where none is named.

        It is the government whose official name stands most often before names or alone.
        """
        names = {concept.label: concept for concept in scheme("organization").concepts.values()}
        pattern = re.compile(rf"({'|'.join(names)}){_DISTRICT}")
        counts: Counter[str] = Counter()
        for row in self.lines.rows:
            for found in pattern.finditer(fold(row.raw)):
                counts[re.sub(r"\s+", " ", found[0])] += 1
        if counts:
            return max(counts, key=lambda name: (counts[name], len(name), name))
        own = Counter(found[1] for row in self.lines.rows for found in _OWN_LAW.finditer(fold(row.raw)))
        own.update(named[1] for row in self.lines.rows[:15] if (named := _OWN_UNIT.match(row.text)) and not row.mark.sign and unit_level(named[2]))
        own.update(alone[1] for row in self.lines.rows[:6] if (alone := _ALONE.fullmatch(row.text)) and not row.mark.sign and not row.kinds and not _is_word(row.text))
        own.update(printed[1] for row in self.lines.rows[:15] if (printed := _OWN_NUMBER.search(fold(row.raw))))
        own.update(audited[1] for row in self.lines.rows[:40] if (audited := _AUDITED.search(fold(row.raw))))
        own.update(called[1] for row in self.lines.rows[:15] if (called := _OWN_NOTICE.match(row.text)))
        own.update(found[1] for row in self.lines.rows[:15] for found in _COUNCIL.finditer(fold(row.raw)))
        if own:
            return max(own, key=lambda name: (own[name], name))
        aliases = {alias: concept.label for concept in scheme("organization").concepts.values() for alias in concept.variants if alias.endswith(("시", "도"))}
        short = Counter(aliases[found[0]] for row in self.lines.rows for found in re.finditer("|".join(aliases), row.raw)) if aliases else Counter()
        return max(short, key=lambda name: (short[name], name)) if short else ""

    @cached_property
    def as_of(self) -> tuple[date, int] | None:
        """The date that the facts speak of, and its line: the first date marked 기준 or 현재, else a date that stands alone."""
        alone = None
        for row in self.lines.rows[:200]:
            for found in periods(row.raw):
                if found.period.end is None:
                    continue
                if _AS_OF.match(row.raw[found.last:]):
                    return found.period.end, row.number
                if alone is None and found.period.start == found.period.end and row.raw.strip() == row.raw[found.first:found.last].strip():
                    alone = found.period.end, row.number
        return alone

    @cached_property
    def year(self) -> int | None:
        """The year that the document speaks of."""
        if self.as_of:
            return self.as_of[0].year
        titles = [row for row in self.lines.rows[:8] if row.text][:3]
        for row in titles:
            if titled := re.search(r"(20\d{2})\s*년도?(?!\s*행정)", row.raw):
                return int(titled[1])
        years = Counter(int(found[1]) for row in self.lines.rows[:80] for found in re.finditer(r"(20\d{2})\s*년", row.raw))
        return years.most_common(1)[0][0] if years else None

    @cached_property
    def units(self) -> dict[str, UnitName]:
        """The names that the document uses as units, by key, in the order in which they first show as such."""
        found: dict[str, UnitName] = {}
        for name, line in sorted(self._unit_uses(), key=lambda use: use[1]):
            level = unit_level(name)
            if level is not None:
                found.setdefault(name_key(name), UnitName(name_key(name), level, line))
        return found

    def _unit_uses(self) -> Iterator[tuple[str, int]]:
        """Places where a word can only be a unit: chart boxes, table heads and labels, the brackets below a demand."""
        for section in self.lines.of_kind("chart", "staff", "budget", "budget-detail", "functions"):
            for row in section.rows:
                if row.mark.sign in ("", "private", "□", "○", "◦", "■", "●"):
                    yield from self._words(row)
        for section in self.lines.of_kind("annex"):
            for row in section.rows:
                if re.search(r"\d,\d{3}", row.raw) and not row.mark.sign:
                    yield from self._words(row, first=True)
        for row in self.lines.rows:
            bare = re.sub(r"\s", "", fold(row.raw))
            found = re.fullmatch(r"[(【<\[‹《]?([가-힣·,/]+)[)】>\]›》]?", bare)
            if found and (bare[0] in "(【<[‹《/" or bare[-1] in ")】>]›》"):
                yield from ((part, row.number) for part in re.split(r"[/,·]", found[1]) if part)

    @staticmethod
    def _words(row: Row, first: bool = False) -> Iterator[tuple[str, int]]:
        label = close_up(re.sub(r"[\d,△▲%.\s()-]+$", "", row.text))
        words = _UNIT_TOKEN.findall(close_up(fold(row.raw)))
        if " " not in label and unit_level(label):
            yield label, row.number
        elif not first and words and all(unit_level(word) or word in ("구", "분", "계", "구분", "합계", "소계", "부서", "부서명") for word in words):
            yield from ((word, row.number) for word in words if unit_level(word))

    @cached_property
    def issuer(self) -> Entity | None:
        """Who speaks: the unit or body whose name stands alone first, before the document goes into detail."""
        if named := next((found for row in self.lines.rows[:30] if (found := _OWN_NAME.match(row.text))), None):
            return self.body(named["name"].strip())
        for row in self.lines.rows[:15]:
            if (owned := _OWNED.match(row.text)) and unit_level(owned["unit"]):
                return self.unit(owned["unit"])
        for row in self.lines.rows[:60]:
            name = re.sub(r"\s+", " ", row.text.strip("<>[]《》 ")).strip()
            key = name_key(name)
            if not 3 <= len(key) <= 25 or row.mark.numbered or row.kinds:
                continue
            level = unit_level(name)
            if level is not None and level.id == "bureau":
                return self.unit(name)
            kind = scheme("name-kind").ending(name)
            if kind and kind[0].id in ("institute", "research", "centre", "council") and re.fullmatch(r"[가-힣A-Za-z0-9 ]+", name):
                return self.body(name)
            government = scheme("organization").find(name) or re.fullmatch(r"(?:[가-힣]+(?:특별시|광역시|도)\s?)?[가-힣]{1,4}(?:시|군|구)(?:청)?", name) and row.number < 15 and not _is_word(name)
            if government:
                return self._bureau_below(row) or self.body(name)
        bureaus = [unit for unit in self.units.values() if unit.level.id == "bureau"]
        if bureaus:
            return self.unit(bureaus[0].name)
        for row in self.lines.rows[:15]:
            # A department that speaks for itself: its name alone, or behind its government's, below the title.
            if not row.mark.sign and not row.kinds and row.text[:1] not in ("", *"【‹《[<(") and self.names_unit(row.text):
                return self.unit(row.text)
        return None

    def _bureau_below(self, row: Row) -> Entity | None:
        """The bureau whose name stands alone just below its government's."""
        below = [one for one in self.lines.rows[row.number:row.number + 4] if not one.blank][:1]
        found = next((close_up(one.text) for one in below if not one.mark.sign and not one.kinds and (level := unit_level(close_up(one.text))) and level.id == "bureau"), None)
        return self.unit(found) if found else None

    # ---- entities: what identifies a thing ----

    @property
    def place(self) -> str:
        """What tells this document's units, projects and places from those of other bodies."""
        if self.jurisdiction:
            return name_key(self.jurisdiction)
        return self.issuer.key[-1] if self.issuer and self.issuer.kind not in _UNITS else self.scope

    @property
    def scope(self) -> str:
        """The government whose units these are; where none is named the document stands for it, so that no other body's units are taken for these."""
        return name_key(self.jurisdiction) or name_key(self.document.name)

    def unit(self, name: str) -> Entity:
        """A unit of this document's body; the government's name in front of it is no part of what identifies it."""
        level, key = unit_level(name), name_key(name)
        body = name_key(self.jurisdiction)
        for prefix in (body + "청", body, name_key(self.jurisdiction.split(" ")[-1])):
            if prefix and key.startswith(prefix) and unit_level(key.removeprefix(prefix)):
                key = key.removeprefix(prefix)
        return Entity(level.kind or GOV.Unit if level else GOV.Unit, (self.scope, key), re.sub(r"\s+", " ", name.strip()))

    def names_unit(self, label: str) -> bool:
        """Whether a label is the name of a unit, alone or behind its government's name."""
        words = re.sub(r"\s+", " ", label.strip()).removeprefix(f"{self.jurisdiction} ").removeprefix(f"{self.jurisdiction}청 ")
        return " " not in words and unit_level(words) is not None

    def body(self, name: str, kind: NamedNode | None = None) -> Entity:
        """An organization with a name of its own; a local government under any spelling is one body."""
        known = scheme("organization").find(name)
        if known:
            return Entity(GOV.PublicBody, (name_key(known.label),), re.sub(r"\s+", " ", name.strip()))
        found = scheme("name-kind").ending(name)
        given = kind or (found[0].kind if found else None) or GOV.Organization
        if re.search(r"㈜|㈔|\((?:주|사|재|유|복|학)\)|주식회사|(?:사단|재단)법인", name):
            given = GOV.Company
        return Entity(given, (name_key(name),), re.sub(r"\s+", " ", name.strip()))

    def government(self) -> Entity | None:
        """The local government that the document speaks for."""
        return Entity(GOV.PublicBody, (name_key(self.jurisdiction),), self.jurisdiction) if self.jurisdiction else None

    def committee(self, name: str) -> Entity:
        """A committee of this document's body; two cities' committees of one name are two."""
        return Entity(GOV.Committee, (self.place, name_key(name)), name.strip())

    def instrument(self, name: str, kind: NamedNode) -> Entity:
        """A legal instrument: an act by its name, an ordinance with its jurisdiction, a rule with its maker."""
        key = loose_key(name)
        if kind in (GOV.Act, GOV.Decree, GOV.Declaration):
            return Entity(kind, (key,), name.strip())
        place = self.place
        if place and key.startswith(place) and len(key) > len(place) + 2:
            return Entity(kind, (place, key[len(place):]), name.strip())
        # A district's own name stands for it without its province's.
        district = name_key(self.jurisdiction.rpartition(" ")[2])
        if district and place.endswith(district) and key.startswith(district) and len(key) > len(district) + 2:
            return Entity(kind, (place, key[len(district):]), name.strip())
        for concept in scheme("organization").concepts.values():
            for word in sorted(concept.words, key=len, reverse=True):
                spelled = name_key(word)
                if spelled.endswith(("시", "도")) and key.startswith(spelled) and len(key) > len(spelled) + 2:
                    official = name_key(concept.label)
                    place, key = official, key[len(spelled):]
                    return Entity(kind, (place, key), name.strip())
        if self.issuer and key.startswith(self.issuer.key[-1]):
            key = key[len(self.issuer.key[-1]):]
            place = self.issuer.key[-1]
        elif kind in (GOV.InternalRule, GOV.Agreement) and self.issuer:
            place = self.issuer.key[-1]
        return Entity(kind, (place, key), name.strip())

    def project(self, title: str) -> Entity:
        """A project of this document's body, by its title."""
        return Entity(GOV.Project, (self.place, name_key(title)), re.sub(r"\s+", " ", title.strip()))
