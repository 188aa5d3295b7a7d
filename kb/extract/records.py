"""A table of facts → facts: one thing a row, told by the columns of the head; a person can read and correct such tables.

Every table has `place` (the government that tells its units from others'), `source` and `lines`: where the
row was read from. A head that is no such table's is an issue.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from kb.korean.text import name_key
from kb.model import Document, Entity, Fact, Issue, Passage, Statement, Value
from kb.namespace import DCT, GOV, ORG
from kb.structure.context import Context
from kb.structure.reading import Reading, unit_level
from kb.structure.statements import day, decimal, integer, text, year
from kb.vocabulary import scheme

_COMMON = frozenset({"place", "source", "lines"})
Row = dict[str, str]


class _Maker:
    """The entities of one row: all of the place that the row names."""

    def __init__(self, reading: Reading, row: Row, passage: Passage) -> None:
        self.reading, self.row, self.passage = reading, row, passage
        self.place = name_key(row.get("place", ""))

    def unit(self, name: str) -> Entity:
        level = unit_level(name)
        if level is None:
            return self.reading.body(name)
        return Entity(level.kind or GOV.Unit, (self.place, name_key(name)), name)

    def whole(self, name: str) -> Entity:
        """A unit, or a body that is none."""
        return self.unit(name) if unit_level(name) else self.reading.body(name, GOV.PublicBody)

    def project(self, title: str) -> Entity:
        return Entity(GOV.Project, (self.place, name_key(title)), title)

    def audit(self) -> Entity:
        return Entity(GOV.Audit, (self.place, name_key(self.row["auditee"]), "행정사무감사", self.row["audit_year"]))

    def finding(self) -> Entity:
        return Entity(GOV.Finding, (*self.audit().key, self.row["number"]))

    def concept(self, vocabulary: str, word: str) -> NamedNode:
        found = scheme(vocabulary).find(word) or scheme(vocabulary).concepts.get(word)
        if found is None:
            raise ValueError(f"{word!r} is no {vocabulary}")
        return found.iri

    def day(self, column: str) -> date | None:
        return date.fromisoformat(self.row[column]) if self.row.get(column) else None

    def period(self) -> Iterator[tuple[NamedNode, Literal]]:
        for column, predicate in (("start", GOV.start), ("end", GOV.end)):
            if (when := self.day(column)) is not None:
                yield predicate, day(when)

    def say(self, subject: Entity, *pairs: tuple[NamedNode, Value | None]) -> Iterator[Fact]:
        for predicate, value in pairs:
            if value is not None:
                yield Fact(subject, predicate, value, self.passage)
        if self.row.get("source"):
            where = self.row["source"] + (f":{self.row['lines']}" if self.row.get("lines") else "")
            yield Fact(subject, DCT.source, text(where), self.passage)


def _units(make: _Maker) -> Iterator[Fact]:
    unit = make.whole(make.row["unit"])
    yield from make.say(unit, (ORG.unitOf, make.whole(make.row["parent"]) if make.row["parent"] else None), (GOV.text, text(make.row["unit"])))


def _headcounts(make: _Maker) -> Iterator[Fact]:
    kind, unit = make.concept("headcount-kind", make.row["kind"]), make.unit(make.row["unit"])
    count = Entity(GOV.Headcount, (*unit.key, kind.value.rpartition("#")[2], make.row["as_of"]))
    when = make.day("as_of")
    yield from make.say(count, (GOV.ofUnit, unit), (GOV.headcountKind, kind), (GOV.value, integer(int(make.row["value"]))), (GOV.asOf, day(when) if when else None))


def _functions(make: _Maker) -> Iterator[Fact]:
    unit = make.unit(make.row["unit"])
    yield from make.say(Entity(GOV.Function, (*unit.key, name_key(make.row["function"]))), (GOV.text, text(make.row["function"])), (GOV.responsibleUnit, unit))


def _budget(make: _Maker) -> Iterator[Fact]:
    row, phase = make.row, make.concept("budget-phase", make.row["phase"])
    project, unit = make.project(row["project"]) if row["project"] else None, make.unit(row["unit"]) if row["unit"] else None
    above = project.key[-1] if project else unit.key[-1] if unit else ""
    line = Entity(GOV.BudgetLine, (make.place, name_key(row["table"]), above, name_key(row["item"]), phase.value.rpartition("#")[2], row["year"], f"Q{row['quarter']}" if row["quarter"] else ""))
    yield from make.say(line, (GOV.item, text(row["item"])), (GOV.budgetPhase, phase), (GOV.fiscalYear, year(int(row["year"]))), (GOV.table, text(row["table"])),
                        (GOV.quarter, integer(int(row["quarter"])) if row["quarter"] else None), (GOV.amount, decimal(Decimal(row["won"]))), (GOV.currency, text("KRW")),
                        (GOV.amountText, text(row["won"])), (GOV.ofUnit, unit), (GOV.forProject, project))


def _ordinances(make: _Maker) -> Iterator[Fact]:
    ordinance = make.reading.instrument(make.row["ordinance"], GOV.Ordinance)
    government = make.reading.body(make.row["place"], GOV.PublicBody) if name_key(make.row["ordinance"]).startswith(make.place) else None
    yield from make.say(ordinance, (GOV.responsibleUnit, make.unit(make.row["unit"]) if make.row["unit"] else None), (GOV.jurisdiction, government))


def _projects(make: _Maker) -> Iterator[Fact]:
    yield from make.say(make.project(make.row["project"]), (GOV.responsibleUnit, make.unit(make.row["unit"])), (GOV.text, text(make.row["project"])))


def _milestones(make: _Maker) -> Iterator[Fact]:
    project = make.project(make.row["project"])
    milestone = Entity(GOV.Milestone, (*project.key, name_key(make.row["milestone"]), make.row["start"]))
    yield from make.say(milestone, (GOV.forProject, project), (GOV.text, text(make.row["milestone"])), *make.period())


def _contracts(make: _Maker) -> Iterator[Fact]:
    row, kind = make.row, make.concept("contract-kind", make.row["kind"])
    parties = [make.reading.body(name.strip()) for name in row["contractor"].split("|") if name.strip()]
    identifier = kind.value.rpartition("#")[2]
    contract = Entity(GOV.Contract, (make.place, identifier, *sorted(party.key[-1] for party in parties), row["start"]) if parties
                      else (make.place, identifier, name_key(row["contract"])), row["contract"])
    contractor = parties[0] if len(parties) == 1 else None
    if len(parties) > 1:
        contractor = Entity(GOV.Consortium, tuple(sorted(party.key[-1] for party in parties)))
        for party in parties:
            yield from make.say(party, (ORG.memberOf, contractor))
    yield from make.say(contract, (GOV.contractKind, kind), (GOV.contractor, contractor), (GOV.text, text(row["contract"])),
                        (GOV.forProject, make.project(row["project"]) if row["project"] else None), *make.period())


def _awards(make: _Maker) -> Iterator[Fact]:
    """Contracts with how and for how much they were awarded; several contractors or researchers stand with `|` between."""
    row, kind = make.row, make.concept("contract-kind", make.row["kind"])
    parties = [make.reading.body(name.strip()) for name in row["contractor"].split("|") if name.strip()]
    contract = Entity(GOV.Contract, (make.place, kind.value.rpartition("#")[2], name_key(row["contract"]), row["signed"] or row["start"]), row["contract"])
    contractor = parties[0] if len(parties) == 1 else None
    if len(parties) > 1:
        contractor = Entity(GOV.Consortium, tuple(sorted(party.key[-1] for party in parties)))
        for party in parties:
            yield from make.say(party, (ORG.memberOf, contractor))
    signed = make.day("signed")
    yield from make.say(contract, (GOV.contractKind, kind), (GOV.contractor, contractor), (GOV.text, text(row["contract"])),
                        (GOV.contractingUnit, make.whole(row["unit"]) if row["unit"] else None), (GOV.forProject, make.project(row["project"]) if row["project"] else None),
                        (GOV.procurementMethod, make.concept("procurement-method", row["method"]) if row["method"] else None),
                        (GOV.bidders, integer(int(row["bidders"])) if row["bidders"] else None),
                        (GOV.estimatedAmount, decimal(Decimal(row["estimate"])) if row["estimate"] else None),
                        (GOV.amount, decimal(Decimal(row["amount"])) if row["amount"] else None), (GOV.currency, text("KRW") if row["amount"] else None),
                        (GOV.amountText, text(row["amount"]) if row["amount"] else None), (GOV.signedOn, day(signed) if signed else None),
                        *((GOV.researcher, Entity(GOV.Person, (make.place, name_key(name)), name.strip())) for name in row["researcher"].split("|") if name.strip()), *make.period())


def _steps(make: _Maker) -> Iterator[Fact]:
    row, kind = make.row, make.concept("contract-kind", make.row["kind"])
    parties = [make.reading.body(name.strip()) for name in row["contractor"].split("|") if name.strip()]
    contract = Entity(GOV.Contract, (make.place, kind.value.rpartition("#")[2], *sorted(party.key[-1] for party in parties), row["contract_start"]))
    step = Entity(GOV.ContractEvent, (*contract.key, name_key(row["step"]), row["start"]))
    yield from make.say(step, (GOV.ofContract, contract), (GOV.text, text(row["step"])), *make.period())


def _findings(make: _Maker) -> Iterator[Fact]:
    row, finding = make.row, make.finding()
    status = make.concept("finding-status", row["status"])
    yield from make.say(make.audit(), (GOV.auditee, make.unit(row["auditee"])), (GOV.fiscalYear, year(int(row["audit_year"]))), (GOV.text, text(f"{row['audit_year']}년 행정사무감사")))
    yield from make.say(finding, (GOV.ofAudit, make.audit()), (GOV.number, integer(int(row["number"]))), (GOV.category, make.concept("finding-category", row["category"])),
                        (GOV.status, status), (GOV.statusText, text(row["status"])), (GOV.demand, text(row["summary"])),
                        *((GOV.responsibleUnit, make.unit(name)) for name in row["unit"].split("|") if name))


def _commitments(make: _Maker) -> Iterator[Fact]:
    finding = make.finding()
    promise = Entity(GOV.Commitment, (*finding.key, name_key(make.row["commitment"])))
    yield from make.say(promise, (GOV.respondsTo, finding), (GOV.text, text(make.row["commitment"])), *make.period())


def _principles(make: _Maker) -> Iterator[Fact]:
    principle = Entity(GOV.Principle, (name_key(make.row["body"]), make.row["number"]))
    yield from make.say(principle, (GOV.number, integer(int(make.row["number"]))), (GOV.area, text(make.row["area"])), (GOV.text, text(make.row["principle"])))


def _outcomes(make: _Maker) -> Iterator[Fact]:
    row = make.row
    outcome = Entity(GOV.Outcome, (make.place, row["area"], "", name_key(row["outcome"]), ""))
    served = [Entity(GOV.Principle, (name_key(row["body"]), number)) for number in row["principles"].split("|") if number]
    yield from make.say(outcome, (GOV.text, text(row["outcome"])), (GOV.area, text(row["area"])), *((GOV.implements, one) for one in served))
    if row["value"]:
        measure = Entity(GOV.Measure, (*outcome.key, row["year"], row["unit"], row["value"], "0"))
        yield from make.say(measure, (GOV.ofOutcome, outcome), (GOV.text, text(row["outcome"])), (GOV.value, decimal(Decimal(row["value"]))), (GOV.unitText, text(row["unit"])),
                            (GOV.fiscalYear, year(int(row["year"])) if row["year"] else None))


TABLES: dict[frozenset[str], Callable[[_Maker], Iterator[Fact]]] = {frozenset(head.split()): maker for head, maker in (
    ("unit parent", _units),
    ("unit kind value as_of", _headcounts),
    ("unit function", _functions),
    ("item phase year quarter won unit project table", _budget),
    ("ordinance unit", _ordinances),
    ("project unit", _projects),
    ("project milestone start end", _milestones),
    ("contract kind contractor project start end", _contracts),
    ("contract kind contractor unit project method bidders estimate amount signed start end researcher", _awards),
    ("kind contractor contract_start step start end", _steps),
    ("audit_year auditee number category status unit summary", _findings),
    ("audit_year auditee number commitment start end", _commitments),
    ("body number area principle", _principles),
    ("body area outcome value unit year principles", _outcomes),
)}


def is_records(document: Document) -> bool:
    """Whether a document's table is one of facts, by its head."""
    head = frozenset(re.sub(r"^\ufeff", "", cell.text) for table in document.tables for cell in table.cells if cell.row == 0)
    return head - _COMMON in TABLES


def records(context: Context) -> Iterator[Statement]:
    """The facts of every row of a table whose head is known."""
    document = context.reading.document
    for table in document.tables:
        rows: dict[int, list[str]] = {}
        lines: dict[int, tuple[int, int]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell.text)
            lines[cell.row] = (cell.first_line, cell.last_line)
        head = [re.sub(r"^\ufeff", "", name) for name in rows.get(0, [])]
        maker = TABLES.get(frozenset(head) - _COMMON)
        if maker is None:
            yield Issue("표의 머리글을 알 수 없음 (head of the table not known): " + ", ".join(head), document.passage(table.first_line))
            continue
        for number, values in rows.items():
            if number == 0:
                continue
            place = document.passage(*lines[number], cell=f"A{number + 1}:{chr(ord('A') + len(head) - 1)}{number + 1}")
            row = dict(zip(head, [*values, *[""] * (len(head) - len(values))], strict=True))
            try:
                yield from list(maker(_Maker(context.reading, row, place)))
            except (ValueError, InvalidOperation, KeyError) as error:
                yield Issue(f"표의 줄을 읽지 못함 (row not read): {error}", place)


RULES = (records,)
