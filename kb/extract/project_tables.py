"""A reading → projects and pledges from the rows of lists: who answers, when, at what cost, how far they have come."""

import re
from collections.abc import Iterator, Mapping

from kb.errors import AmountError, DateError
from kb.korean.dates import periods
from kb.korean.money import number
from kb.model import Cell, Entity, Fact, Issue, Statement, Table
from kb.namespace import GOV
from kb.structure.cells import Roles, amount, heads, held, place, records, words
from kb.structure.context import Context
from kb.structure.reading import unit_level
from kb.structure.statements import dated, decimal, facts, text
from kb.vocabulary import scheme

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")


def project_tables(context: Context) -> Iterator[Statement]:
    """Every project that a list names with how far it has come, or with its department and its time or cost."""
    for table in context.reading.document.tables:
        if head := _head(table):
            for cells in records(table, *head):
                yield from _project(context, table, head[1], cells)


def _head(table: Table) -> tuple[int, Roles] | None:
    """The head of a list of projects; None for any other table, contracts and findings among them."""
    for number_of_row, found in heads(table, "project-column"):
        others = {role for columns in ("contract-column", "finding-column") for row, roles in heads(table, columns) if row == number_of_row for role in roles}
        enough = held(found, ("name", "rate"), ("name", "state"), ("name", "unit", "period"), ("name", "unit", "cost"))
        if enough and not others & {"contractor", "method", "demand", "signed"}:
            return number_of_row, found
    return None


def _project(context: Context, table: Table, roles: Roles, cells: Mapping[str, Cell]) -> Iterator[Statement]:
    reading = context.reading
    project = reading.project(words(cells["name"]))
    yield Fact(project, GOV.text, text(words(cells["name"])), place(reading, cells["name"]))
    if cell := cells.get("unit"):
        for name in re.split(r"[/,·、\n]", re.sub(r"\([^()]*\)", "", cell.text)):
            if unit_level(name.strip()):
                yield Fact(project, GOV.responsibleUnit, reading.unit(name.strip()), place(reading, cell))
    if cell := cells.get("period"):
        try:
            when = next((found.period for found in periods(words(cell), reading.year)), None)
        except DateError as error:
            yield Issue(str(error), place(reading, cell))
        else:
            yield from dated(project, when, place(reading, cell)) if when else ()
    if cell := cells.get("state"):
        printed = words(cell)
        status = scheme("finding-status").find(printed) or scheme("finding-status").find(re.sub(r"\s*\([^()]*\)\s*$", "", printed))
        yield from facts(project, place(reading, cell), (GOV.statusText, text(printed)), (GOV.status, status.iri if status else None))
    if (cell := cells.get("rate")) and (found := _PERCENT.fullmatch(words(cell))):
        yield Fact(project, GOV.progressRate, decimal(number(found[1])), place(reading, cell))
    if cell := cells.get("cost"):
        yield from _cost(context, table, roles["cost"][1], project, cell)


def _cost(context: Context, table: Table, head: str, project: Entity, cell: Cell) -> Iterator[Statement]:
    reading, printed, here = context.reading, words(cell), place(context.reading, cell)
    try:
        cost = amount(reading, table, head, cell)
    except AmountError as error:
        yield Issue(str(error), here)
        return
    line = Entity(GOV.BudgetLine, (reading.place, "list", project.key[-1], "required", ""))
    yield from facts(line, here, (GOV.item, text(project.name)), (GOV.budgetPhase, scheme("budget-phase")["required"].iri), (GOV.forProject, project),
                     (GOV.amount, decimal(cost)), (GOV.currency, text("KRW")), (GOV.amountText, text(printed)))


RULES = (project_tables,)
