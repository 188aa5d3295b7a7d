"""A reading → contracts, studies and entrustments from the rows of tables whose head names their parts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from pyoxigraph import NamedNode

from kb.errors import AmountError
from kb.korean.dates import Period, periods
from kb.korean.money import unit_note, won
from kb.korean.text import fold, name_key
from kb.model import Cell, Document, Entity, Fact, Issue, Passage, Statement, Table
from kb.namespace import GOV, ORG
from kb.structure.context import Context
from kb.structure.reading import unit_level
from kb.structure.statements import dated, day, decimal, facts, integer, text
from kb.vocabulary import Concept, scheme

_HEAD_ROWS, _NOTE_LINES = 3, 4
_TOTALS = frozenset(("계", "합계", "총계", "소계"))
_NONE = frozenset(("", "-", "–", "없음", "해당없음", "미정"))


def lists(document: Document) -> bool:
    """Whether a document has a table of contracts."""
    return any(_head(table.rows()) for table in document.tables)


def _head(rows: Mapping[int, Mapping[int, Cell]]) -> tuple[int, dict[str, tuple[int, str]]] | None:
    return next(((number, roles) for number in sorted(rows)[:_HEAD_ROWS] if (roles := _roles(rows[number]))), None)


def contract_tables(context: Context) -> Iterator[Statement]:
    """Every contract that a table lists."""
    for table in context.reading.document.tables:
        rows = table.rows()
        head = _head(rows)
        if head is None:
            continue
        for number in sorted(row for row in rows if row > head[0]):
            cells = {role: cell for role, (column, _) in head[1].items() if (cell := rows[number].get(column)) and " ".join(cell.text.split()) not in _NONE}
            if "name" in cells and name_key(cells["name"].text) not in _TOTALS:
                yield from _contract(context, table, head[1], cells)


def _roles(row: Mapping[int, Cell]) -> dict[str, tuple[int, str]]:
    """What each column holds, by the words of the head: a name, and who is paid or how the contract was made; empty for any other table."""
    found: dict[str, tuple[int, str]] = {}
    for column, cell in row.items():
        words = " ".join(cell.text.split())
        concept = scheme("contract-column").find(words) or scheme("contract-column").find(re.sub(r"\s*\([^()]*\)\s*$", "", words))
        if concept:
            found.setdefault(concept.id, (column, words))
    enough = "name" in found and ("contractor" in found or {"period", "amount"} <= found.keys() and {"method", "signed", "estimate"} & found.keys())
    return found if enough else {}


def _contract(context: Context, table: Table, roles: Mapping[str, tuple[int, str]], cells: Mapping[str, Cell]) -> Iterator[Statement]:
    name = " ".join(cells["name"].text.split())
    kind = _kind(context, table, roles["name"][1], name, cells.get("kind"))
    when, signed = _period(context, cells), _day(context, cells.get("signed"))
    first = signed or (when.start if when else None)
    contract = Entity(GOV.Contract, (context.reading.place, kind.id if kind else "contract", name_key(name), first.isoformat() if first else ""), name)
    here = _place(context, cells["name"])
    yield from facts(contract, here, (GOV.text, text(name)), (GOV.contractKind, kind.iri if kind else None))
    yield from _contractors(context, contract, cells.get("contractor"))
    if unit := cells.get("unit"):
        for one in re.split(r"[/,·\n]", re.sub(r"\([^()]*\)", "", unit.text)):
            if unit_level(one.strip()):
                yield Fact(contract, GOV.contractingUnit, context.reading.unit(one.strip()), _place(context, unit))
    if when:
        yield from dated(contract, when, _place(context, cells.get("period") or cells.get("start") or cells["end"]))
    if signed:
        yield Fact(contract, GOV.signedOn, day(signed), _place(context, cells["signed"]))
    for role, predicate in (("amount", GOV.amount), ("estimate", GOV.estimatedAmount)):
        if cell := cells.get(role):
            yield from _amount(context, table, contract, predicate, roles[role][1], cell)
    yield from _making(context, contract, cells)


def _place(context: Context, cell: Cell) -> Passage:
    return context.reading.lines.document.passage(cell.first_line, cell.last_line)


def _kind(context: Context, table: Table, head: str, name: str, cell: Cell | None) -> Concept | None:
    """The kind of a contract: its own column, the end of its name, the head's word, or the nearest line above the table that says one."""
    kinds = scheme("contract-kind")
    if cell and (found := kinds.find(cell.text)):
        return found
    if ending := kinds.ending(name):
        return ending[0]
    lines = [row.text for row in context.reading.lines.rows[max(0, table.first_line - 1 - _NOTE_LINES):table.first_line - 1]]
    for words in (head, *reversed(lines)):
        if named := kinds.within(words):
            return named[0]
    return None


def _contractors(context: Context, contract: Entity, cell: Cell | None) -> Iterator[Fact]:
    if cell is None:
        return
    place = _place(context, cell)
    names = [name for part in re.split(r"[·․‧,/\n]|\s및\s", re.sub(r"\s*컨소시엄$", "", cell.text.strip())) if len(name_key(name := " ".join(part.split()))) > 1]
    parties = [context.reading.body(name) for name in names]
    if len(parties) == 1:
        yield Fact(contract, GOV.contractor, parties[0], place)
    elif parties:
        group = Entity(GOV.Consortium, tuple(sorted(party.key[-1] for party in parties)), " ".join(cell.text.split()))
        yield Fact(contract, GOV.contractor, group, place)
        yield from (Fact(party, ORG.memberOf, group, place) for party in parties)


def _period(context: Context, cells: Mapping[str, Cell]) -> Period | None:
    if cell := cells.get("period"):
        return next((found.period for found in periods(" ".join(cell.text.split()), context.reading.year)), None)
    start, end = (next((found.period for found in periods(cell.text, context.reading.year)), None) if (cell := cells.get(role)) else None for role in ("start", "end"))
    return Period(start.start if start else None, end.end if end else None) if start or end else None


def _day(context: Context, cell: Cell | None) -> date | None:
    """The day of a cell; a month alone is no day."""
    found = next((found.period for found in periods(cell.text, context.reading.year)), None) if cell else None
    return found.start if found and found.start == found.end else None


def _amount(context: Context, table: Table, contract: Entity, predicate: NamedNode, head: str, cell: Cell) -> Iterator[Statement]:
    printed, place = " ".join(cell.text.split()), _place(context, cell)
    above = [row.raw for row in context.reading.lines.rows[max(0, table.first_line - 1 - _NOTE_LINES):table.first_line]]
    named = re.search(r"\(\s*((?:백|천|만|십|억)*\s*만?원)\s*\)", head)
    lines = [f"단위: {named[1]}" if named else "", *reversed(above)]
    factor = next((found for line in lines if (found := unit_note(line))), None)
    if factor is None and re.fullmatch(r"[\d,.\s]+", fold(printed)):
        yield Issue(f"금액의 단위를 알 수 없음 (unit of the amount not known): {printed}", place)
        return
    try:
        value = won(printed, factor or 1)
    except AmountError as error:
        yield Issue(str(error), place)
        return
    yield Fact(contract, predicate, decimal(value), place)
    if predicate == GOV.amount:
        yield from facts(contract, place, (GOV.currency, text("KRW")), (GOV.amountText, text(printed)))


def _making(context: Context, contract: Entity, cells: Mapping[str, Cell]) -> Iterator[Statement]:
    if cell := cells.get("method"):
        found = scheme("procurement-method").find(cell.text) or scheme("procurement-method").find(re.sub(r"\s*\([^()]*\)\s*$", "", cell.text))
        if found:
            yield Fact(contract, GOV.procurementMethod, found.iri, _place(context, cell))
        else:
            yield Issue(f"계약 방법을 알 수 없음 (procurement method not known): {' '.join(cell.text.split())}", _place(context, cell))
    if (cell := cells.get("bidders")) and (many := re.match(r"\s*(\d{1,4})\s*(?:개?사|명|개\s*업체|인)?\s*$", cell.text)):
        yield Fact(contract, GOV.bidders, integer(int(many[1])), _place(context, cell))
    if cell := cells.get("researcher"):
        for name in re.split(r"[,·/\n]", re.sub(r"\([^()]*\)", "", cell.text)):
            if re.fullmatch(r"[가-힣]{2,4}", name.strip()):
                yield Fact(contract, GOV.researcher, Entity(GOV.Person, (context.reading.place, name_key(name)), name.strip()), _place(context, cell))


RULES = (contract_tables,)
