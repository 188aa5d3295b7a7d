"""A reading → what a call for tenders (입찰공고) asks for: its name, who calls, the budget, the estimated price, the method, the period."""

import re
from collections.abc import Iterator

from kb.errors import AmountError
from kb.korean.dates import periods
from kb.korean.money import won
from kb.korean.text import fold, name_key
from kb.model import Entity, Fact, Issue, Passage, Statement
from kb.namespace import GOV
from kb.structure.context import Context
from kb.structure.lines import Row
from kb.structure.statements import dated, decimal, facts, money, text
from kb.vocabulary import Concept, scheme

_CALL = re.compile(r"입찰\s*공고|공고\s*제\s*[A-Z0-9]|(?:용역|공사|구매|위탁|제안)[가-힣\s]*공고\s*$")
_LABELLED = re.compile(r"^(?P<label>[가-힣/()·\s]{2,24}?)\s*:\s*(?P<value>\S.*)$")
_AMOUNT = re.compile(r"^(?:금|총|약|일금)?\s*(?P<amount>[￦₩]?\s*\d[\d,.\s]*(?:\s*(?:조|억|만|천|백)\s*[\d,]*)*\s*원?)")
_HEAD, _BODY = 10, 150


def notices(context: Context) -> Iterator[Statement]:
    """The contract that a call for tenders announces, and what is set aside for it."""
    rows = context.reading.lines.rows
    titles = [row for row in rows[:_HEAD] if _CALL.search(row.text)]
    if not titles:
        return
    said = _said(rows[:_BODY])
    if "name" not in said or not said.keys() & {"budget", "estimate"}:
        return
    name, row = said["name"]
    buyer = _buyer(context, said.get("buyer"))
    place = context.reading.place if context.reading.jurisdiction or not buyer else buyer.key[-1]
    # The project has the name; the contract to come is told apart by its text, or a name would be that of two things.
    contract, project = Entity(GOV.Contract, (place, "notice", name_key(name))), Entity(GOV.Project, (place, name_key(name)), name)
    here = _passage(context, row)
    kind = next((named[0] for words in (name, titles[0].text) if (named := scheme("contract-kind").within(words))), None)
    yield from facts(contract, here, (GOV.text, text(name)), (GOV.forProject, project), (GOV.contractKind, kind.iri if kind else None))
    if buyer:
        yield Fact(contract, GOV.contractingUnit, buyer, _passage(context, said["buyer"][1]))
    yield from _price(context, contract, project, said)
    if "method" in said and (method := _method(said["method"][0])):
        yield Fact(contract, GOV.procurementMethod, method.iri, _passage(context, said["method"][1]))
    if "period" in said and (found := next((one.period for one in periods(said["period"][0], context.reading.year)), None)):
        yield from dated(contract, found, _passage(context, said["period"][1]))


def _said(rows: "tuple[Row, ...]") -> dict[str, tuple[str, Row]]:
    """What the first line of each label says, and that line."""
    found: dict[str, tuple[str, Row]] = {}
    for row in rows:
        if (labelled := _LABELLED.match(fold(row.text))) and (concept := scheme("notice-label").find(labelled["label"])):
            found.setdefault(concept.id, (" ".join(labelled["value"].split()), row))
    return found


def _passage(context: Context, row: Row) -> Passage:
    return context.reading.lines.passage(row.number)


def _buyer(context: Context, said: tuple[str, Row] | None) -> Entity | None:
    if said is None:
        return None
    name = re.sub(r"\s*\(.*$", "", said[0])
    return context.reading.unit(name) if context.reading.names_unit(name) else context.reading.body(name)


def _price(context: Context, contract: Entity, project: Entity, said: dict[str, tuple[str, Row]]) -> Iterator[Statement]:
    for role in ("budget", "estimate"):
        if role not in said:
            continue
        printed, row = said[role]
        found = _AMOUNT.match(fold(printed))
        try:
            value = won(found["amount"].strip() if found else printed)
        except AmountError as error:
            yield Issue(str(error), _passage(context, row))
            continue
        if found and "원" not in found["amount"]:
            yield Issue(f"금액의 단위를 알 수 없음 (unit of the amount not known): {printed}", _passage(context, row))
        elif role == "estimate":
            yield Fact(contract, GOV.estimatedAmount, decimal(value), _passage(context, row))
        else:
            line = Entity(GOV.BudgetLine, (*project.key, "notice"))
            phase = scheme("budget-phase")["required"]
            yield from facts(line, _passage(context, row), (GOV.forProject, project), (GOV.item, text(project.name)), (GOV.budgetPhase, phase.iri))
            yield from money(line, value, printed, _passage(context, row))


def _method(printed: str) -> Concept | None:
    """The method by its first word: `제한(총액)`, `일반경쟁입찰(전자)`, `수의계약`."""
    word = re.match(r"[가-힣]+", printed)
    return next((concept for concept in scheme("procurement-method").concepts.values() if word and any(name_key(known).startswith(word[0]) for known in concept.words)), None)


RULES = (notices,)
