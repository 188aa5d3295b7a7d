"""A reading → entrustments, services, subsidies and joint operations: parties, periods, steps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.korean.dates import Found, Period, periods, trailing
from kb.korean.text import fold, name_key
from kb.model import Entity, Fact, Passage, Statement
from kb.namespace import GOV, ORG
from kb.structure.context import Context
from kb.structure.lines import Item
from kb.structure.reading import unit_level
from kb.structure.statements import dated, facts, text
from kb.vocabulary import Concept, scheme

_PARTY = re.compile(r"^(?:[가-힣\s]*?)"
                    r"(?P<label>수탁기관|수탁자|수탁법인|계약상대자|계약업체|용역사|용역수행기관|수행기관|시공사|운영기관|공동운영기관|보조사업자|수탁기관 협약체결|협약체결)\s*:\s*(?P<names>.+)$")
_LABEL_KINDS = (("공동운영", "joint-operation"), ("수탁", "entrustment"), ("협약", "entrustment"), ("운영기관", "entrustment"),
                ("보조", "subsidy"), ("시공", "works"), ("용역", "service"), ("계약", "service"), ("수행", "service"))
_PERIOD = re.compile(r"^(?:수탁|위탁|계약|협약|용역|운영|공사)\s*기간\s*:\s*(?P<when>.+)$")
_NAMED = re.compile(r"^(?P<name>.*?(?P<noun>용역|타당성\s*조사)(?:용역)?)"
                    r"(?P<rest>(?:\s*[·,및과]?\s*(?:계획\s*수립|실시|추진|시행|수행|발주|공고|선정|준공|계약|착수|의뢰|개최|제출|완료|중간|최종|보고회|결과|보고서|공모|체결))*)\s*(?P<bracket>\([^()]*\))?\s*$")
_REPORTED = re.compile(r"^(?P<name>.*?)\s*(?:최종|중간|착수)\s*용역\s*(?:결과\s*)?(?P<rest>보고회(?:\s*개최)?|보고서\s*제출)\s*(?P<bracket>\([^()]*\))?\s*$")
_STEP = re.compile(r"발주|공고|선정|준공|계약|착수|의뢰|보고회|보고서|공모|체결|제출")
_CARRIED = re.compile(r"추진|실시|시행|수행|수립")
_SUBSIDY = re.compile(r"보조사업자?\s*공모|(?:지원|촉진|보조)\s*사업\s*공모|지원\s*(?:자치구|단체|사업자)?\s*공모")
_MAKING = re.compile(r"(?:수탁기관|위탁|수탁자|사업자|업체)\s*선정\s*(?:추진\s*)?(?:경과|절차|과정)|선정\s*(?:추진\s*)?경과")
_MADE = re.compile(r"(?:민간위탁|수탁기관|위수탁|수탁자|업체)\s*(?:선정|협약|계약)\s*(?:체결\s*)?완료|위수탁\s*협약\s*체결")
_PERFORMER = re.compile(r"^(?P<who>[A-Za-z]{2,}\([가-힣]+(?:센터|연구원|공단|진흥원)\)|[가-힣]+(?:센터|연구원|연구소|공단|진흥원))\s+(?=타당성)")


_ENTRUSTED = (GOV.Facility, GOV.Organization, GOV.PublicBody, GOV.System)
_TO = re.compile(r"^\s*(?:의|을|를|은|이)?\s*(?:운영\s*)?(?:신규\s*)?(?:민간\s*)?(?:위탁|재위탁|수탁|위·수탁|위수탁|선정(?=\s))")


@dataclass(frozen=True, slots=True)
class _Group:
    """Items that stand together: below one heading of a plan, or in one reply; and the demand that the reply answers."""

    items: tuple[Item, ...]
    project: Entity | None
    demand: str = ""
    demand_lines: tuple[int, int] = (0, 0)


def contracts(context: Context) -> Iterator[Statement]:
    """Every contract that a plan, a reply or an outcome names."""
    for group in _groups(context):
        yield from _parties(context, group)
        for item in group.items:
            yield from _service(context, group, item)
            yield from _subsidy(context, group, item)
    yield from _quarters(context)


def _groups(context: Context) -> Iterator[_Group]:
    for plan in context.plans:
        for section in plan.parts:
            if "execution" not in section.kinds:
                yield _Group(tuple(context.reading.lines.items(section.rows)), context.project(plan))
    for block in context.findings:
        yield _Group(tuple(reply.item for reply in context.replies(block)), None, context.reading.lines.text(block.demand), (block.demand[0].number, block.demand[-1].number))
    for section in context.reading.lines.of_kind("outcomes"):
        yield _Group(tuple(context.reading.lines.items(section.rows)), None)


def _passage(context: Context, item: Item) -> Passage:
    return context.reading.lines.passage(item.first, item.last)


# ---- parties ----

def _parties(context: Context, group: _Group) -> Iterator[Statement]:
    made: Entity | None = None
    for index, item in enumerate(group.items):
        found = _PARTY.match(fold(item.text))
        if not found:
            continue
        names, when = _parse_names(item.text[found.start("names"):])
        following = [(_PERIOD.match(fold(one.text)), one) for one in group.items[index + 1:index + 3]]
        period_item = next((one for match, one in following if match), None)
        if when is None and period_item:
            when = next(iter(periods(period_item.text)), None)
        parties = [party for name in names if (party := _party(context, name))]
        if not parties:
            continue
        kind = next(identifier for word, identifier in _LABEL_KINDS if word in found["label"])
        start = when.period.start.isoformat() if when and when.period.start else ""
        made = Entity(GOV.Contract, (context.reading.place, kind, *sorted(party.key[-1] for party in parties), start))
        yield from _contract_facts(context, group, item, made, scheme("contract-kind")[kind], parties, when, period_item)
    if made:
        yield from _steps(context, group, made)
        yield from _entrusted(context, group, made)


def _parse_names(printed: str) -> tuple[list[str], Found | None]:
    """The names of parties and the period in brackets behind them."""
    when = trailing(printed)
    names = printed[:when.first].rstrip(" (") if when else printed
    names = re.sub(r"\([^()]*(?:산하|소속)\)", "", names)
    return [name.strip() for name in re.split(r"[·․‧,/]|\s및\s", names) if name.strip()], when


def _party(context: Context, name: str) -> Entity | None:
    bare = re.sub(r"\s*컨소시엄$", "", name).strip(" .")
    marked = re.search(r"㈜|\((?:주|사|재|유)\)|주식회사|법인", bare)
    if len(name_key(bare)) < 2 or len(bare) > 40 or not (marked or scheme("name-kind").ending(bare) or context.entity(bare)):
        return None
    return context.reading.body(bare, GOV.Company if marked else None)


def _contract_facts(context: Context, group: _Group, item: Item, contract: Entity, kind: Concept, parties: Sequence[Entity],
                    when: Found | None, period_item: Item | None) -> Iterator[Statement]:
    passage = _passage(context, item)
    contractor = parties[0]
    if len(parties) > 1:
        printed = "컨소시엄" in item.text
        label = "·".join(party.name for party in parties) + ("컨소시엄" if printed else "")
        contractor = Entity(GOV.Consortium, tuple(sorted(party.key[-1] for party in parties)), _as_printed(item.text, parties, label))
        yield from (Fact(party, ORG.memberOf, contractor, passage) for party in parties)
    yield from facts(contract, passage, (GOV.contractKind, kind.iri), (GOV.contractor, contractor), (GOV.text, text(item.text)),
                     (GOV.forProject, group.project), (GOV.contractingUnit, context.reading.issuer if kind.id == "joint-operation" else None))
    if when:
        yield from dated(contract, when.period, _passage(context, period_item) if period_item else passage)


def _as_printed(printed: str, parties: Sequence[Entity], label: str) -> str:
    """The consortium's name as the line prints it, from the first party's name to the last's."""
    first, last = printed.find(parties[0].name), printed.rfind(parties[-1].name)
    if first < 0 or last < first:
        return label
    end = last + len(parties[-1].name)
    rest = re.match(r"\s*컨소시엄", printed[end:])
    return printed[first:end + (rest.end() if rest else 0)]


def _steps(context: Context, group: _Group, contract: Entity) -> Iterator[Statement]:
    """The dated lines below `선정 경과`, and a line that says the choice was made."""
    below = 0
    for item in group.items:
        if _MAKING.search(item.text):
            below = item.level
            continue
        if below and item.level <= below:
            below = 0
        if (below or _MADE.search(item.text)) and (found := trailing(item.text)):
            yield from _event(context, item, item.text[:found.first].rstrip(" :：("), found.period, contract)


def _event(context: Context, item: Item, words: str, when: Period, contract: Entity) -> Iterator[Fact]:
    start = when.start.isoformat() if when.start else ""
    event = Entity(GOV.ContractEvent, (*contract.key, name_key(words), start))
    passage = _passage(context, item)
    yield from facts(event, passage, (GOV.ofContract, contract), (GOV.text, text(words)))
    yield from dated(event, when, passage)


def _entrusted(context: Context, group: _Group, contract: Entity) -> Iterator[Fact]:
    """What is entrusted, where the demand or a line of the reply says so behind its name: `○○센터 위탁이 …`, `○○센터 수탁기관 선정`."""
    lines = [(group.demand, *group.demand_lines)] if group.demand else []
    lines += [(item.text, item.first, item.last) for item in group.items]
    for words, first, last in lines:
        for mention in context.names.mentions(words):
            if mention.entity.kind in _ENTRUSTED and _TO.match(fold(words)[mention.last:]):
                yield Fact(contract, GOV.concerns, mention.entity, context.reading.lines.passage(first, last))


# ---- services and subsidies ----

def _service(context: Context, group: _Group, item: Item) -> Iterator[Statement]:
    """A study or service with its period, or a step of it, on one line."""
    if "용역" not in item.text and "조사" not in item.text:
        return
    found = trailing(item.text) or trailing(item.text, context.reading.year)
    if not found:
        return
    words = item.text[:found.first].rstrip(" :：(,")
    matched = _REPORTED.match(fold(_closed(words))) or _NAMED.match(fold(_closed(words)))
    if not matched or len(matched["name"].strip()) < 3:
        return
    name = words[:matched.end("name")].strip()
    noun = matched.groupdict().get("noun") or "용역"
    kind = scheme("contract-kind")["study" if "조사" in noun and "용역" not in name else "service"]
    passage = _passage(context, item)
    # Two projects' "detailed design" are two contracts: a name alone identifies none of them.
    above = group.project.key if group.project else (context.reading.place,)
    contract = Entity(GOV.Contract, (*above, kind.id, name_key(name)), name)
    yield from facts(contract, passage, (GOV.contractKind, kind.iri), (GOV.text, text(name)), (GOV.forProject, group.project))
    if performer := _PERFORMER.match(words):
        yield Fact(contract, GOV.contractor, context.reading.body(performer["who"]), passage)
    for unit in re.findall(r"[가-힣]+", matched["bracket"] or item.text[len(words):found.first]):
        if unit_level(unit):
            yield Fact(contract, GOV.contractingUnit, context.entity(unit) or context.reading.unit(unit), passage)
    step, carried = _STEP.search(matched["rest"]), _CARRIED.search(matched["rest"])
    if not step or carried:
        yield from dated(contract, found.period, passage)
    if step:
        yield from _event(context, item, words, found.period, contract)


def _closed(words: str) -> str:
    return words + ")" if words.count("(") > words.count(")") else words


def _subsidy(context: Context, group: _Group, item: Item) -> Iterator[Statement]:
    """A call for a subsidy: its step, or its period where the line also speaks of carrying it out."""
    found = trailing(item.text)
    if not found or not _SUBSIDY.search(item.text) or group.project is None:
        return
    words = item.text[:found.first].rstrip(" :：(,")
    kind, passage = scheme("contract-kind")["subsidy"], _passage(context, item)
    contract = Entity(GOV.Contract, (*group.project.key, kind.id, name_key(words)), words)
    yield from facts(contract, passage, (GOV.contractKind, kind.iri), (GOV.text, text(words)), (GOV.forProject, group.project))
    if re.search(r"공모\s*및\s*사업\s*(?:추진|시행)", words):
        yield from dated(contract, found.period, passage)
    yield from _event(context, item, words, found.period, contract)


def _quarters(context: Context) -> Iterator[Statement]:
    """Steps that a quarter's cell names, where its plan has one service that they can belong to."""
    for plan in context.plans:
        named = [contract for section in plan.of_kind("schedule") for item in context.reading.lines.items(section.rows)
                 for fact in _service(context, _Group((item,), context.project(plan)), item)
                 if isinstance(fact, Fact) and fact.predicate == GOV.contractKind for contract in [fact.subject]]
        cells = _cells(context, plan.first, plan.last)
        if len(set(named)) != 1 or context.reading.year is None:
            continue
        for quarter, words, line in cells:
            if re.search(r"용역\s*(?:계약|준공|착수|발주)", words):
                when = next(periods(f"{context.reading.year}년 {quarter}분기")).period
                item = Item("", 1, words, line, line)
                yield from _event(context, item, words, Period(when.start, when.end, f"{quarter}분기"), named[0])


def _cells(context: Context, first: int, last: int) -> list[tuple[int, str, int]]:
    """The cells below a plan's quarterly amounts, where four stand on one line."""
    cells = []
    for row in context.reading.lines.rows[first:last]:
        words = row.raw.split()
        if len(words) == 4 and "용역" in row.raw and not row.mark.sign:
            cells += [(quarter, word, row.number) for quarter, word in enumerate(words, 1)]
    return cells


RULES = (contracts,)
