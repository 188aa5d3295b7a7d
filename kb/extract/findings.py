"""A reading → an audit, its declared counts, its findings with demand, status, departments, actions, promises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.errors import DateError
from kb.korean.dates import leading, periods, trailing
from kb.korean.text import close_up, fold, name_key
from kb.model import Entity, Fact, Issue, Statement
from kb.namespace import GOV
from kb.structure.context import Context, ReplyLine
from kb.structure.finding_parts import Block
from kb.structure.statements import dated, facts, integer, text, year
from kb.structure.tables import values_behind
from kb.vocabulary import Concept, scheme

_REPEAT = re.compile(r"(?P<when>(?:(?P<year>20\d{2}|'?\d{2})\s*년?도?|작년|전년도?|지난해|매년|지난\s*(?:상반기|하반기|번)?|이전)\s*)"
                     r"(?:[가-힣]{0,12}\s*){0,2}?(?:행정사무감사|행정감사|행감|감사)(?P<rest>.{0,60})")
_REPEATED = re.compile(r"지적|했음에도|하였음에도|반복|요구했")
_IN_WORDS = re.compile(r"^(?P<label>[가-힣·\s]+?)\s*:?\s*\(?\s*(?P<all>총)?\s*(?P<number>\d+)\s*건\s*\)?\s*(?:\((?P<states>[^()]+)\))?$")
_OF_ALL = re.compile(r"^총\s*(?P<number>\d+)\s*건\s*(?:중|가운데|:|,|\()\s*(?P<states>.+?)\)?$")
_LONGEST_COUNT = 80
_STATES = re.compile(r"([가-힣\s]+?)\s*:?\s*(\d+)\s*건?")
_DECLARED = re.compile(r"총\s*(\d+)\s*건")


def audit(context: Context) -> Iterator[Statement]:
    """The audit that the follow-up answers."""
    head, entity = context.audit_head, context.audit
    if head is None or entity is None:
        return
    lines = context.reading.lines
    passage = lines.passage(head.line)
    yield from facts(entity, passage, (GOV.text, text(entity.name)), (GOV.fiscalYear, year(head.year)))
    if head.auditor:
        yield Fact(entity, GOV.auditor, context.entity(head.auditor[0]) or context.reading.committee(head.auditor[0]), lines.passage(head.auditor[1]))
    if head.auditee:
        who = context.reading.issuer if context.reading.issuer and context.reading.issuer.key[-1] == name_key(head.auditee[0]) else context.reading.unit(head.auditee[0])
        yield Fact(entity, GOV.auditee, who, lines.passage(head.auditee[1]))
    for row in lines.rows[head.line:head.line + 40]:
        if found := re.search(r"감사\s*(?:기간|일정|일시)\s*:", row.text):
            try:
                when = next((one.period for one in periods(row.text[found.end():])), None)
            except DateError as error:
                yield Issue(str(error), lines.passage(row.number))
                continue
            if when:
                yield from dated(entity, when, lines.passage(row.number))


@dataclass(frozen=True, slots=True)
class _Counted:
    """One number that a follow-up declares: of which category and state (None for all), under which word, on which lines."""

    category: Concept | None
    status: Concept | None
    label: str
    number: int
    first: int
    last: int


def counts(context: Context) -> Iterator[Statement]:
    """The numbers of findings by category and state that the follow-up itself declares.

    Where several of its words mean one category (`시정요구 3건, 처리요구 2건`), each has a count of its own, in a group named by its word.
    """
    if context.audit is None or not context.findings:
        return
    said: dict[tuple[str, str], dict[str, int]] = {}
    table = list(_in_table(context))
    for one in [*table, *_in_words(context)]:
        if isinstance(one, Issue):
            yield one
            continue
        category, status = one.category.id if one.category else "all", one.status.id if one.status else "all"
        words = said.setdefault((category, status), {})
        # A table's number said once more in words, under another of the category's words.
        if one not in table and one.label not in words and any(isinstance(two, _Counted) and (two.category, two.status, two.number) == (one.category, one.status, one.number) for two in table):
            continue
        words.setdefault(one.label, one.number)
        group = one.label if len(words) > 1 and next(iter(words)) != one.label else ""
        entity = Entity(GOV.FindingCount, (*context.audit.key, f"{category}-{name_key(group)}" if group else category, status))
        yield from facts(entity, context.reading.lines.passage(one.first, one.last), (GOV.ofAudit, context.audit), (GOV.category, one.category.iri if one.category else None),
                         (GOV.status, one.status.iri if one.status else None), (GOV.value, integer(one.number)), (GOV.group, text(group) if group else None))


def _in_table(context: Context) -> Iterator[_Counted | Issue]:
    rows = [row for row in context.reading.lines.rows if (context.audit_start or 0) <= row.number < context.findings[0].first]
    columns: list[Concept | None] = []
    header = 0
    for row in rows:
        if (total := _DECLARED.search(row.text)) and not columns:
            yield _Counted(None, None, "", int(total[1]), row.number, row.number)
        label, values = values_behind(row.raw)
        if not values and (found := _status_columns(row.raw)):
            columns, header = found, row.number
        elif values and columns and len(values) == len(columns):
            key = name_key(close_up(label))
            category = scheme("finding-category").find(label)
            if category is None and key not in ("계", "합계", "총계"):
                yield Issue("총괄표의 구분을 알 수 없음 (category of the summary not known): " + label, context.reading.lines.passage(row.number))
                continue
            numbers = [int(value) if value.isdigit() else None for value in values]
            whole = sum(number or 0 for number, column in zip(numbers, columns, strict=True) if column)
            totals = [number for number, column in zip(numbers, columns, strict=True) if column is None]
            for number, column, printed in zip(numbers, columns, values, strict=True):
                if number is None and printed == "-" and totals and totals[0] == whole:
                    number = 0
                if number is not None:
                    yield _Counted(category, column, name_key(label) if category else "", number, header, row.number)


def _in_words(context: Context) -> Iterator[_Counted]:
    """Numbers that headings declare in words: `시정요구사항 8건 (완료 7, 추진중 1)`, `총괄 : 6건`, `총 6건 (시정요구 4건, 건의 2건)`."""
    for row in context.reading.lines.rows[(context.audit_start or 1) - 1:]:
        if "건" not in row.text or len(row.text) > _LONGEST_COUNT:
            continue
        if of_all := _OF_ALL.match(fold(row.text)):
            yield _Counted(None, None, "", int(of_all["number"]), row.number, row.number)
            for word, number in _STATES.findall(of_all["states"]):
                if status := scheme("finding-status").find(word):
                    yield _Counted(None, status, "", int(number), row.number, row.number)
            continue
        if not (found := _IN_WORDS.match(fold(row.text))):
            continue
        category = scheme("finding-category").find(found["label"])
        inside = [(scheme("finding-category").find(word), word, int(number)) for word, number in _STATES.findall(found["states"] or "")]
        # What its own brackets part into categories is the whole, whatever it is called.
        parted = sum(one is not None for one, _, _ in inside) > 1
        whole = parted or name_key(found["label"]) in ("총괄", "계", "합계", "총계", "총", "지적사항총", "총지적사항", "지적건수") \
            or bool(found["all"]) and name_key(found["label"]) in ("처리요구사항", "지적사항", "시정·처리요구사항")
        category = None if whole else category
        if category is None and not whole:
            continue
        label = name_key(found["label"]) if category else ""
        yield _Counted(category, None, label, int(found["number"]), row.number, row.number)
        for kind, word, number in inside:
            if parted and kind:
                yield _Counted(kind, None, name_key(word), number, row.number, row.number)
            elif status := scheme("finding-status").find(word):
                yield _Counted(category, status, label, number, row.number, row.number)


def _status_columns(raw: str) -> list[Concept | None]:
    """The columns of a summary: a state, or None for the total."""
    key = re.sub(r"^구분", "", name_key(raw))
    words = sorted(((name_key(word), concept) for concept in scheme("finding-status").concepts.values() for word in concept.words), key=lambda pair: -len(pair[0]))
    columns: list[Concept | None] = []
    while key:
        if found := next((pair for pair in words if key.startswith(pair[0])), None):
            columns.append(found[1])
            key = key[len(found[0]):]
        elif total := next((word for word in ("합계", "총계", "소계", "계") if key.startswith(word)), None):
            columns.append(None)
            key = key[len(total):]
        else:
            return []
    return columns if sum(column is not None for column in columns) >= 2 else []


def findings(context: Context) -> Iterator[Statement]:
    """Every finding, in the document's order."""
    for block in context.findings:
        yield from _finding(context, block)
    if context.audit_start and not context.findings:
        yield Issue("감사 처리결과에서 지적사항을 읽지 못함 (no findings could be read)", context.reading.lines.passage(context.audit_start))


def _finding(context: Context, block: Block) -> Iterator[Statement]:
    entity, lines = context.finding(block), context.reading.lines
    demand = lines.passage(block.demand[0].number, block.demand[-1].number)
    words = lines.text(block.demand)
    yield from facts(entity, demand, (GOV.number, integer(block.number)), (GOV.demand, text(words)), (GOV.ofAudit, context.audit))
    if block.category:
        yield Fact(entity, GOV.category, block.category.iri, lines.passage(block.category_line))
    for name, line in block.units:
        yield Fact(entity, GOV.responsibleUnit, context.reading.unit(name), lines.passage(line))
    if block.status_row:
        place = lines.passage(block.status_row.number)
        yield Fact(entity, GOV.statusText, text(block.status_text), place)
        if block.status:
            yield Fact(entity, GOV.status, block.status.iri, place)
        else:
            yield Issue(f"추진상태를 알 수 없음 (status not known): {block.status_text}", place)
    yield from _repeats(context, block, words)
    for mention in context.names.mentions(words):
        yield Fact(entity, GOV.concerns, mention.entity, demand)
    for reply in context.replies(block):
        yield from _reply(context, entity, block, reply)


def _repeats(context: Context, block: Block, words: str) -> Iterator[Fact]:
    found = _REPEAT.search(fold(words))
    if not found or not _REPEATED.search(found["rest"]):
        return
    entity, passage = context.finding(block), context.reading.lines.passage(block.demand[0].number, block.demand[-1].number)
    when = None
    if found["year"]:
        when = int(found["year"].strip("'")) + (0 if len(found["year"].strip("'")) == 4 else 2000)
    elif re.match(r"작년|전년|지난해", found["when"]) and context.audit_head:
        when = context.audit_head.year - 1
    clause = words[found.start():found.end()]
    yield from facts(entity, passage, (GOV.repeatsText, text(clause)), (GOV.repeatsYear, year(when) if when else None))


def _reply(context: Context, finding: Entity, block: Block, reply: ReplyLine) -> Iterator[Statement]:
    item, lines = reply.item, context.reading.lines
    kind = GOV.Commitment if reply.promised else GOV.Action
    entity = Entity(kind, (*finding.key, name_key(item.text)))
    passage = lines.passage(item.first, item.last)
    yield from facts(entity, passage, (GOV.respondsTo, finding), (GOV.text, text(item.text)), (GOV.level, integer(item.level)), (GOV.group, text(reply.label)))
    found = trailing(item.text) or (leading(item.text) if reply.promised else None)
    if found:
        yield from dated(entity, found.period, passage)
        yield from _performers(context, entity, item.text[found.last:], passage.first, passage.last)
    for mention in context.names.mentions(item.text):
        yield Fact(entity, GOV.concerns, mention.entity, passage)


def _performers(context: Context, entity: Entity, rest: str, first: int, last: int) -> Iterator[Fact]:
    """Who does it, where a slash behind the date names them."""
    if found := re.match(r"\s*/\s*(?P<who>.+)$", rest):
        for mention in context.names.mentions(found["who"]):
            yield Fact(entity, GOV.performedBy, mention.entity, context.reading.lines.passage(first, last))




RULES = (audit, counts, findings)
