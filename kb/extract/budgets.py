"""A reading → amounts: by unit and year, by project, by quarter, and in notes that spell sums out."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kb.errors import AmountError
from kb.korean.money import number, won
from kb.korean.text import close_up, fold, name_key
from kb.model import Entity, Fact, Issue, Passage, Statement
from kb.namespace import GOV
from kb.structure.budget_tables import BudgetTable, Column, budget_tables
from kb.structure.context import Context
from kb.structure.plans import Plan
from kb.structure.statements import decimal, facts, integer, money, text, year
from kb.structure.tables import Record
from kb.vocabulary import Concept, scheme

_TOTALS = ("계", "합계", "총계")
_SUMMED = re.compile(r"(?:'(?P<yy>\d{2})|(?P<year>20\d{2}))\s*년?도?\s*(?P<phase>[가-힣]{2,6})\s*\(\s*(?P<amount>[\d,]+\s*(?:백만|천)?원)\s*\)")
_CARRIED = re.compile(r"(?:'(?P<yy>\d{2})|(?P<year>20\d{2}))\s*년?도?\s*(?P<phase>[가-힣]{2,6}이월액?)\s*:?\s*(?P<amount>[\d,]+\s*(?:백만|천)?원)\s*\((?P<item>[^()]+)\)")
_REQUIRED = re.compile(r"^(?:※\s*)?(?:(?P<year>20\d{2})년\s*)?(?P<phase>소\s*요\s*예\s*산|총\s*사\s*업\s*비|사\s*업\s*비)\s*:\s*"
                       r"(?P<item>[^\d:]{2,40}?\s)?(?:총\s*)?(?P<amount>\d[\d,.]*\s*(?:[천백십]?\s*[조억만]|백만|천)\s*(?:[\d,]+\s*[천백]?만\s*)?원?)")


def tables(context: Context) -> Iterator[Statement]:
    """Every cell of every table of amounts."""
    until = context.audit_start or len(context.reading.lines.rows) + 1
    for table in budget_tables(context.reading, until):
        plan = next((plan for plan in context.plans if plan.first < table.header_first <= plan.last), None)
        if table.factor is None:
            yield Issue("금액 표에 단위가 없음 (table of amounts without a unit)", context.reading.lines.passage(table.header_first, table.records[-1].last))
            continue
        zeros = _zeros(context, table)
        unit: tuple[Entity, int] | None = None
        repeated = {name for name in (name_key(one.label) for one in table.records) if sum(name_key(other.label) == name for other in table.records) > 1}
        for record in table.records:
            label = close_up(record.label)
            if context.reading.names_unit(label):
                unit = (context.reading.unit(label), record.first)
            yield from _Cells(context, table, record, plan, unit, zeros, repeated).statements()


class _Cells:
    """The cells of one record, and whose they are."""

    def __init__(self, context: Context, table: BudgetTable, record: Record, plan: Plan | None, unit: tuple[Entity, int] | None,
                 zeros: set[tuple[int, int]], repeated: set[str]) -> None:
        self.context, self.table, self.record, self.plan = context, table, record, plan
        self.zeros, self.unit = zeros, unit
        self.label = re.sub(r"\s+", " ", close_up(record.label)).strip()
        self.is_unit = context.reading.names_unit(self.label)
        self.total = name_key(self.label) in _TOTALS
        self.named = not self.total and not self.is_unit and name_key(self.label) not in repeated

    def statements(self) -> Iterator[Statement]:
        """The facts of every cell that holds an amount."""
        if not self.label:
            yield Issue("금액에 항목 이름이 없음 (amounts without an item)", self._passage())
            return
        project = self._project()
        if project and self.unit and not self.plan:
            yield Fact(project, GOV.responsibleUnit, self.unit[0], self.context.reading.lines.passage(self.unit[1], self.record.last))
        changes = [column for column in self.table.columns if column.phase and column.phase.id == "change"]
        for index, (column, printed) in enumerate(zip(self.table.columns, self.record.values, strict=True)):
            if column.rate:
                if changes and printed != "-":
                    yield from self._rate(changes[-1], printed)
            elif column.phase is not None:
                yield from self._amount(column, column.phase, printed, project, (self.record.first, index) in self.zeros)

    def _passage(self) -> Passage:
        return self.context.reading.lines.passage(self.record.first, self.record.last)

    def _project(self) -> Entity | None:
        if self.plan:
            return self.context.project(self.plan)
        known = any(name_key(plan.title) == name_key(self.label) for plan in self.context.plans)
        return self.context.reading.project(self.label) if self.named and (self.table.of_projects or known) else None

    def _owner(self) -> Entity | None:
        if self.total:
            return self.context.reading.issuer
        if self.is_unit:
            return self.context.reading.unit(self.label)
        return self.unit[0] if self.unit else None

    def _line(self, column: Column, phase: Concept) -> Entity:
        owner = self._owner()
        above = name_key(self.context.project(self.plan).key[-1]) if self.plan else owner.key[-1] if owner else ""
        when = self._year(column)
        return Entity(GOV.BudgetLine, (self.context.reading.place, name_key(self.table.title), above, name_key(self.label), phase.id, str(when or ""),
                                       f"Q{column.quarter}" if column.quarter else ""))

    def _year(self, column: Column) -> int | None:
        if column.year:
            return column.year
        years = [one.year for one in self.table.columns if one.year]
        found = re.search(r"(20\d{2})", self.table.title)
        return max(years) if years else int(found[1]) if found else self.context.reading.year

    def _amount(self, column: Column, phase: Concept, printed: str, project: Entity | None, zero: bool) -> Iterator[Statement]:
        if printed == "-" and not zero:
            return
        try:
            amount = 0 if printed == "-" else won(printed, self.table.factor or 1)
        except AmountError as error:
            yield Issue(str(error), self._passage())
            return
        line, passage, when = self._line(column, phase), self._passage(), self._year(column)
        item = self.context.reading.issuer.name if self.total and self.context.reading.issuer else self.label
        yield from facts(line, passage, (GOV.item, text(item)), (GOV.budgetPhase, phase.iri), (GOV.fiscalYear, year(when) if when else None),
                         (GOV.quarter, integer(column.quarter) if column.quarter else None), (GOV.table, text(self.table.title)),
                         (GOV.ofUnit, self._owner()), (GOV.forProject, project))
        yield from money(line, amount, printed, passage)
        if column.quarter and (activity := self._activities().get(column.quarter)):
            yield Fact(line, GOV.activity, text(activity), self.context.reading.lines.passage(self.record.first, self.record.after[-1].number))

    def _activities(self) -> dict[int, str]:
        """What the four quarters' cells below the amounts say, where four stand on one line."""
        rows = [row for row in self.record.after if not row.blank]
        if len(rows) != 1:
            return {}
        words: list[str] = []
        for word in rows[0].raw.split():
            if word == "등" and words:
                words[-1] += " 등"
            else:
                words.append(word)
        return dict(enumerate(words, 1)) if len(words) == 4 else {}

    def _rate(self, column: Column, printed: str) -> Iterator[Statement]:
        try:
            rate: Decimal = number(printed.rstrip("%"))
        except AmountError as error:
            yield Issue(str(error), self._passage())
            return
        if column.phase:
            yield Fact(self._line(column, column.phase), GOV.changeRate, decimal(rate), self._passage())


def _zeros(context: Context, table: BudgetTable) -> set[tuple[int, int]]:
    """The cells printed `-` that the table's own sums say are 0, by record's first line and column.

    A quarter is 0 where the year's amount is the sum of the other quarters; an item is 0 where the total
    above it is the sum of the other items.
    """
    def value(printed: str) -> Decimal:
        try:
            return Decimal(0) if printed == "-" else number(printed.rstrip("%"))
        except AmountError:
            return Decimal(0)

    zeros: set[tuple[int, int]] = set()
    quarters = [index for index, column in enumerate(table.columns) if column.quarter]
    years = [index for index, column in enumerate(table.columns) if column.phase and not column.quarter and column.phase.id != "change"]
    for record in table.records:
        if quarters and years and sum(value(record.values[index]) for index in quarters) == value(record.values[years[0]]):
            zeros |= {(record.first, index) for index in quarters if record.values[index] == "-"}
    for start, record in enumerate(table.records):
        if not context.reading.names_unit(close_up(record.label)):
            continue
        group = _below(context, table.records[start + 1:])
        for index in range(len(table.columns)):
            if group and sum(value(one.values[index]) for one in group) == value(record.values[index]):
                zeros |= {(one.first, index) for one in group if one.values[index] == "-"}
    return zeros


def _below(context: Context, rest: Sequence[Record]) -> list[Record]:
    group: list[Record] = []
    for record in rest:
        if context.reading.names_unit(close_up(record.label)):
            break
        group.append(record)
    return group


def notes(context: Context) -> Iterator[Statement]:
    """Amounts in notes: sums spelled out, what was carried over, what a project will need."""
    until = context.audit_start or len(context.reading.lines.rows) + 1
    for row in context.reading.lines.rows[:until - 1]:
        if not re.search(r"\d", row.raw) or "원" not in row.raw and "억" not in row.raw:
            continue
        plan = next((plan for plan in context.plans if plan.first < row.number <= plan.last), None)
        words = fold(row.raw)
        for found in _SUMMED.finditer(words):
            if context.reading.issuer:
                yield from _note(context, context.reading.issuer.name, found, row.number, plan)
        for found in _CARRIED.finditer(words):
            yield from _note(context, found["item"], found, row.number, plan)
        if required := _REQUIRED.search(row.text):
            item = (required["item"] or "").strip() or (plan.title if plan else "")
            if item:
                yield from _note(context, item, required, row.number, plan)


def _note(context: Context, item: str, found: re.Match[str], line: int, plan: Plan | None) -> Iterator[Statement]:
    phase = scheme("budget-phase").find(found["phase"])
    passage = context.reading.lines.passage(line)
    if phase is None:
        return
    try:
        amount = won(found["amount"])
    except AmountError as error:
        yield Issue(str(error), passage)
        return
    groups = found.groupdict()
    when = 2000 + int(groups["yy"]) if groups.get("yy") else int(groups["year"]) if groups.get("year") else None
    project = context.project(plan) if plan else None
    above = project.key[-1] if project else ""
    budget = Entity(GOV.BudgetLine, (context.reading.place, "note", above, name_key(item), phase.id, str(when or ""), ""))
    yield from facts(budget, passage, (GOV.item, text(item)), (GOV.budgetPhase, phase.iri), (GOV.fiscalYear, year(when) if when else None),
                     (GOV.forProject, project), (GOV.ofUnit, context.reading.issuer if context.reading.issuer and item == context.reading.issuer.name else None))
    yield from money(budget, amount, found["amount"].strip(), passage)


RULES = (tables, notes)
