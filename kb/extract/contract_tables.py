"""A reading → contracts, studies and entrustments from the rows of tables whose head names their parts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from pyoxigraph import NamedNode

from kb.errors import AmountError
from kb.korean.dates import Period, periods
from kb.korean.text import name_key
from kb.model import Cell, Document, Entity, Fact, Issue, Statement, Table
from kb.namespace import GOV, ORG
from kb.structure.cells import Roles, amount, heads, lines_above, place, records, words
from kb.structure.context import Context
from kb.structure.reading import unit_level
from kb.structure.statements import dated, day, decimal, facts, integer, text
from kb.vocabulary import Concept, scheme


def lists(document: Document) -> bool:
    """Whether a document has a table of contracts."""
    return any(_head(table) for table in document.tables)


def _head(table: Table) -> tuple[int, Roles] | None:
    """The head of a table of contracts: a name, and who is paid or how the contract was made; None for any other table."""
    return next((found for found in heads(table, "contract-column") if "name" in found[1] and (
        "contractor" in found[1] or {"period", "amount"} <= found[1].keys() and {"method", "signed", "estimate"} & found[1].keys())), None)


def contract_tables(context: Context) -> Iterator[Statement]:
    """Every contract that a table lists."""
    for table in context.reading.document.tables:
        if head := _head(table):
            for cells in records(table, *head):
                yield from _contract(context, table, head[1], cells)


def _contract(context: Context, table: Table, roles: Roles, cells: Mapping[str, Cell]) -> Iterator[Statement]:
    name = words(cells["name"])
    kind = _kind(context, table, roles["name"][1], name, cells.get("kind"))
    when, signed = _period(context, cells), _day(context, cells.get("signed"))
    first = signed or (when.start if when else None)
    contract = Entity(GOV.Contract, (context.reading.place, kind.id if kind else "contract", name_key(name), first.isoformat() if first else ""), name)
    here = place(context.reading, cells["name"])
    yield from facts(contract, here, (GOV.text, text(name)), (GOV.contractKind, kind.iri if kind else None))
    yield from _contractors(context, contract, cells.get("contractor"))
    if unit := cells.get("unit"):
        for one in re.split(r"[/,·\n]", re.sub(r"\([^()]*\)", "", unit.text)):
            if unit_level(one.strip()):
                yield Fact(contract, GOV.contractingUnit, context.reading.unit(one.strip()), place(context.reading, unit))
    if when:
        yield from dated(contract, when, place(context.reading, cells.get("period") or cells.get("start") or cells["end"]))
    if signed:
        yield Fact(contract, GOV.signedOn, day(signed), place(context.reading, cells["signed"]))
    for role, predicate in (("amount", GOV.amount), ("estimate", GOV.estimatedAmount)):
        if cell := cells.get(role):
            yield from _amount(context, table, contract, predicate, roles[role][1], cell)
    yield from _making(context, contract, cells)


def _kind(context: Context, table: Table, head: str, name: str, cell: Cell | None) -> Concept | None:
    """The kind of a contract: its own column, the end of its name, the head's word, or the nearest line above the table that says one."""
    kinds = scheme("contract-kind")
    if cell and (found := kinds.find(cell.text)):
        return found
    if ending := kinds.ending(name):
        return ending[0]
    for line in (head, *reversed(lines_above(context.reading, table))):
        if named := kinds.within(line):
            return named[0]
    return None


def _contractors(context: Context, contract: Entity, cell: Cell | None) -> Iterator[Fact]:
    if cell is None:
        return
    here = place(context.reading, cell)
    names = [name for part in re.split(r"[·․‧,/\n]|\s및\s", re.sub(r"\s*컨소시엄$", "", cell.text.strip())) if len(name_key(name := " ".join(part.split()))) > 1]
    parties = [context.reading.body(name) for name in names]
    if len(parties) == 1:
        yield Fact(contract, GOV.contractor, parties[0], here)
    elif parties:
        group = Entity(GOV.Consortium, tuple(sorted(party.key[-1] for party in parties)), words(cell))
        yield Fact(contract, GOV.contractor, group, here)
        yield from (Fact(party, ORG.memberOf, group, here) for party in parties)


def _period(context: Context, cells: Mapping[str, Cell]) -> Period | None:
    if cell := cells.get("period"):
        return next((found.period for found in periods(words(cell), context.reading.year)), None)
    start, end = (next((found.period for found in periods(cell.text, context.reading.year)), None) if (cell := cells.get(role)) else None for role in ("start", "end"))
    return Period(start.start if start else None, end.end if end else None) if start or end else None


def _day(context: Context, cell: Cell | None) -> date | None:
    """The day of a cell; a month alone is no day."""
    found = next((found.period for found in periods(cell.text, context.reading.year)), None) if cell else None
    return found.start if found and found.start == found.end else None


def _amount(context: Context, table: Table, contract: Entity, predicate: NamedNode, head: str, cell: Cell) -> Iterator[Statement]:
    printed, here = words(cell), place(context.reading, cell)
    try:
        value = amount(context.reading, table, head, cell)
    except AmountError as error:
        yield Issue(str(error), here)
        return
    yield Fact(contract, predicate, decimal(value), here)
    if predicate == GOV.amount:
        yield from facts(contract, here, (GOV.currency, text("KRW")), (GOV.amountText, text(printed)))


def _making(context: Context, contract: Entity, cells: Mapping[str, Cell]) -> Iterator[Statement]:
    if cell := cells.get("method"):
        found = scheme("procurement-method").find(cell.text) or scheme("procurement-method").find(re.sub(r"\s*\([^()]*\)\s*$", "", cell.text))
        if found:
            yield Fact(contract, GOV.procurementMethod, found.iri, place(context.reading, cell))
        else:
            yield Issue(f"계약 방법을 알 수 없음 (procurement method not known): {words(cell)}", place(context.reading, cell))
    if (cell := cells.get("bidders")) and (many := re.match(r"\s*(\d{1,4})\s*(?:개?사|명|개\s*업체|인)?\s*$", cell.text)):
        yield Fact(contract, GOV.bidders, integer(int(many[1])), place(context.reading, cell))
    if cell := cells.get("researcher"):
        for name in re.split(r"[,·/\n]", re.sub(r"\([^()]*\)", "", cell.text)):
            if re.fullmatch(r"[가-힣]{2,4}", name.strip()):
                yield Fact(contract, GOV.researcher, Entity(GOV.Person, (context.reading.place, name_key(name)), name.strip()), place(context.reading, cell))


RULES = (contract_tables,)
