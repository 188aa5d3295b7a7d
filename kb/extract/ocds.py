"""OCDS releases and records → contracts: buyer, suppliers, method, bidders, estimate, amount, days, extensions.

Fields as the release schema of the Open Contracting Data Standard 1.1 names them.
A record gives its compiled release; a versioned release, whose every value is a list, is an issue.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from json import decoder, scanner
from typing import Any

from pyoxigraph import NamedNode

from kb.model import Entity, Fact, Issue, Passage, Statement
from kb.namespace import GOV, ORG
from kb.structure.context import Context
from kb.structure.statements import day, decimal, facts, integer, text
from kb.vocabulary import scheme

Object = dict[str, Any]
_KINDS = {"goods": "goods", "works": "works", "services": "service"}
_VALID = frozenset(("valid", "qualified", "pending"))


class _Located(json.JSONDecoder):
    """A decoder that remembers where each object stands: by its identity, the first and last sign."""

    def __init__(self) -> None:
        super().__init__(parse_float=Decimal)
        self.spans: dict[int, tuple[int, int]] = {}
        self.parse_object = self._object
        self.scan_once: Callable[[str, int], tuple[Any, int]] = scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def _object(self, state: tuple[str, int], *rest: Any) -> tuple[Any, int]:
        value, end = decoder.JSONObject(state, *rest)  # type: ignore[attr-defined]
        self.spans[id(value)] = (state[1] - 1, end)
        return value, end


class _Places:
    """The passages of a JSON document's objects."""

    def __init__(self, context: Context) -> None:
        self.document = context.reading.document
        self.raw = raw = "\n".join(line.text for line in self.document.lines)
        self.located, self.values, at = _Located(), [], 0
        while at < len(raw):
            if raw[at].isspace():
                at += 1
                continue
            value, at = self.located.raw_decode(raw, at)
            self.values.append(value)
        self.starts = [0]
        for line in self.document.lines:
            self.starts.append(self.starts[-1] + len(line.text) + 1)

    def of(self, value: Object) -> Passage:
        """The lines of an object."""
        return self._lines(*self.located.spans[id(value)])

    def member(self, value: Object, name: str) -> Passage:
        """The lines of one member of an object: its own, not those of a member of that name further in."""
        first, last = self.located.spans[id(value)]
        held = value.get(name)
        inner = [self.located.spans[id(one)] for one in _objects(value.values())]
        for found in re.finditer(rf'"{re.escape(name)}"\s*:', self.raw[first:last]):
            at = first + found.start()
            if not any(begin <= at < end for begin, end in inner):
                end = self.located.spans[id(held)][1] if isinstance(held, dict) else first + found.end() + 1
                return self._lines(at, end)
        return self.of(value)

    def _lines(self, first: int, last: int) -> Passage:
        return self.document.passage(bisect_right(self.starts, first), bisect_right(self.starts, last - 1))


def _objects(values: Iterable[Any]) -> Iterator[Object]:
    """The objects among values and in lists of them, not those inside objects."""
    for one in values:
        if isinstance(one, dict):
            yield one
        elif isinstance(one, list):
            yield from _objects(one)


def contracts(context: Context) -> Iterator[Statement]:
    """Every contract of every release, and every award that has none."""
    places = _Places(context)
    found = False
    for release in (one for value in places.values for one in _releases(value)):
        found = True
        if not isinstance(release.get("tag"), list) and not isinstance(release.get("date"), str) and _versioned(release):
            yield Issue("판이 겹친 자료는 읽지 않음: 합친 판을 줄 것 (versioned release: give the compiled one)", places.of(release))
            continue
        try:
            yield from list(_release(context, places, release))
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            yield Issue(f"OCDS 자료를 읽지 못함 (release not read): {type(error).__name__} {error}", places.of(release))
    if not found:
        yield Issue("OCDS 자료가 아님 (no OCDS release in this JSON)", context.reading.document.passage(1))


def _releases(value: object) -> Iterator[Object]:
    if isinstance(value, list):
        for one in value:
            yield from _releases(one)
    elif isinstance(value, dict):
        if isinstance(value.get("releases"), list) and "records" not in value and "compiledRelease" not in value:
            yield from _releases([one for one in value["releases"] if isinstance(one, dict)])
        elif isinstance(value.get("records"), list):
            yield from _releases(value["records"])
        elif isinstance(value.get("compiledRelease"), dict):
            yield value["compiledRelease"]
        elif isinstance(value.get("releases"), list):
            yield from _releases([one for one in value["releases"] if isinstance(one, dict) and "ocid" in one])
        elif "ocid" in value:
            yield value


def _versioned(release: Object) -> bool:
    tender = release.get("tender")
    return isinstance(tender, dict) and any(isinstance(one, list) and one and isinstance(one[0], dict) and "releaseID" in one[0] for one in tender.values())


def _release(context: Context, places: _Places, release: Object) -> Iterator[Statement]:
    tender, awards = release.get("tender") or {}, {str(award.get("id")): award for award in release.get("awards") or []}
    signed = {str(contract.get("awardID")) for contract in release.get("contracts") or []}
    for contract in release.get("contracts") or []:
        award = awards.get(str(contract.get("awardID"))) or (next(iter(awards.values())) if len(awards) == 1 else {})
        yield from _contract(context, places, release, tender, award, contract)
    for number, award in awards.items():
        if number not in signed and not (len(awards) == 1 and release.get("contracts")) and award.get("status") not in ("unsuccessful", "cancelled", "pending"):
            yield from _contract(context, places, release, tender, award, award)


def _contract(context: Context, places: _Places, release: Object, tender: Object, award: Object, contract: Object) -> Iterator[Statement]:
    holder, title = next((one for one in ((contract, contract.get("title")), (award, award.get("title")), (tender, tender.get("title")),
                                          (contract, contract.get("description")), (contract, contract.get("id"))) if one[1]), (release, release["ocid"]))
    subject = Entity(GOV.Contract, ("ocds", str(release["ocid"]), str(contract.get("id") or award.get("id") or "")), " ".join(str(title).split()))
    named = next(name for name, value in holder.items() if value == title)
    yield Fact(subject, GOV.text, text(subject.name), places.member(holder, named))
    yield from _money(places, contract, subject, GOV.amount)
    yield from _days(places, subject, contract, award)
    yield from _buyer(context, places, release, tender, subject)
    yield from _suppliers(context, places, release, award, subject)
    if tender:
        yield from _tender(places, release, tender, subject)
    yield from _extensions(places, contract, subject)


def _money(places: _Places, holder: Object, subject: Entity, predicate: NamedNode) -> Iterator[Fact]:
    """The value of a contract or tender, in the currency that stands with it."""
    value = holder.get("value") or {}
    if value.get("amount") is None:
        return
    here = places.of(value)
    yield Fact(subject, predicate, decimal(Decimal(str(value["amount"]))), here)
    if predicate == GOV.amount:
        currency = str(value.get("currency") or "")
        yield from facts(subject, here, (GOV.currency, text(currency) if currency else None), (GOV.amountText, text(f"{value['amount']} {currency}".strip())))


def _days(places: _Places, subject: Entity, contract: Object, award: Object) -> Iterator[Fact]:
    period = contract.get("period") or contract.get("contractPeriod") or {}
    for name, predicate in (("startDate", GOV.start), ("endDate", GOV.end)):
        if when := _day(period.get(name)):
            yield Fact(subject, predicate, day(when), places.member(period, name))
    for holder, name in ((contract, "dateSigned"), (contract, "date"), (award, "date")):
        if when := _day(holder.get(name)):
            yield Fact(subject, GOV.signedOn, day(when), places.member(holder, name))
            return


def _day(value: object) -> date | None:
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", str(value or ""))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _party(context: Context, places: _Places, release: Object, named: Object) -> tuple[Entity, list[Passage]] | None:
    """An organization that a release names or points to, and where: the reference, and the name in the list of parties."""
    if named.get("name"):
        return context.reading.body(str(named["name"])), [places.member(named, "name")]
    for party in release.get("parties") or []:
        if isinstance(party, dict) and party.get("name") and str(party.get("id")) == str(named.get("id")):
            return context.reading.body(str(party["name"])), [places.of(named), places.member(party, "name")]
    return None


def _buyer(context: Context, places: _Places, release: Object, tender: Object, subject: Entity) -> Iterator[Fact]:
    for named in (tender.get("procuringEntity"), release.get("buyer")):
        if isinstance(named, dict) and (found := _party(context, places, release, named)):
            yield from (Fact(subject, GOV.contractingUnit, found[0], place) for place in found[1])
            return


def _suppliers(context: Context, places: _Places, release: Object, award: Object, subject: Entity) -> Iterator[Fact]:
    listed = award.get("suppliers") or []
    found = [one for named in _objects(listed if isinstance(listed, list) else [listed]) if (one := _party(context, places, release, named))]
    if len(found) == 1:
        yield from (Fact(subject, GOV.contractor, found[0][0], place) for place in found[0][1])
    elif found:
        group = Entity(GOV.Consortium, tuple(sorted(party.key[-1] for party, _ in found)), "·".join(party.name for party, _ in found))
        yield Fact(subject, GOV.contractor, group, places.of(award))
        yield from (Fact(party, ORG.memberOf, group, place) for party, spots in found for place in spots)


def _tender(places: _Places, release: Object, tender: Object, subject: Entity) -> Iterator[Fact]:
    method = next((concept for concept in scheme("procurement-method").concepts.values() if concept.id == tender.get("procurementMethod")), None)
    if method:
        yield Fact(subject, GOV.procurementMethod, method.iri, places.member(tender, "procurementMethod"))
    if kind := _KINDS.get(str(tender.get("mainProcurementCategory") or "")):
        yield Fact(subject, GOV.contractKind, scheme("contract-kind")[kind].iri, places.member(tender, "mainProcurementCategory"))
    yield from _money(places, tender, subject, GOV.estimatedAmount)
    bids = [bid for bid in ((release.get("bids") or {}).get("details") or []) if bid.get("status") in _VALID]
    who = {str(one.get("id") or one.get("name")) for bid in bids for one in bid.get("tenderers") or []}
    if who:
        yield from (Fact(subject, GOV.bidders, integer(len(who)), places.of(bid)) for bid in bids)
    elif isinstance(many := tender.get("numberOfTenderers"), int):
        yield Fact(subject, GOV.bidders, integer(many), places.member(tender, "numberOfTenderers"))


def _extensions(places: _Places, contract: Object, subject: Entity) -> Iterator[Fact]:
    """Amendments of a contract, with the later end that their changes give."""
    for amendment in contract.get("amendments") or []:
        changed = (change.get("new_value") for change in amendment.get("changes") or [] if "endDate" in str(change.get("property")))
        later = [when for value in changed if (when := _day(value))]
        words = str(amendment.get("description") or amendment.get("rationale") or "amendment")
        event, when = Entity(GOV.ContractEvent, (*subject.key, str(amendment.get("id") or words))), _day(amendment.get("date"))
        yield from facts(event, places.of(amendment), (GOV.ofContract, subject), (GOV.text, text(words)), (GOV.start, day(when) if when else None),
                         (GOV.end, day(max(later)) if later else None))


RULES = (contracts,)
