"""A reading → the document itself, and the bodies, places, schemes and events that it names."""

import re
from collections.abc import Iterator

from kb.korean.dates import periods
from kb.korean.text import close_up
from kb.model import Entity, Fact, Statement
from kb.namespace import DCT, GOV
from kb.structure.context import Context
from kb.structure.statements import day, facts, text

_NAMED = (GOV.Facility, GOV.System, GOV.Event, GOV.Committee, GOV.Organization, GOV.PublicBody, GOV.Council, GOV.Company, GOV.Department, GOV.Team, GOV.Bureau)
_CELLS = re.compile(r"[|｜│┃]")
_TITLED = re.compile(r"(?:보고서?|계획서?|현황|결과|실적|조례|규칙|공고|고시|대장|목록)\s*(?:\([^()]*\)|보고)?\s*[>\]】◆]*$")
_AROUND = "【】<>[]《》◆◈ "
_BEGIN = re.compile(r"시작일\s*:\s*(?P<start>[^가-힣]+?)\s*종료일\s*:\s*(?P<end>.+)$")


def document_facts(context: Context) -> Iterator[Statement]:
    """Title, publisher, date and reporting period, where the document prints them."""
    reading, lines = context.reading, context.reading.lines
    document = Entity(GOV.Document, (reading.document.name,))
    candidates = []
    for row in lines.rows[:8]:
        titled = not row.mark.sign or all(one.blank for one in lines.rows[:row.number - 1]) and not row.mark.numbered
        opening = all(one.blank for one in lines.rows[:row.number - 1])
        words = close_up(row.text)
        if len(words) >= 5 and (not row.kinds or opening and _TITLED.search(words)) and titled and not _CELLS.search(row.raw) and re.search(r"[가-힣A-Za-z]", words):
            candidates.append(row)
    # The session of a council, or who reports, may stand above the title.
    if title := next((row for row in candidates[:3] if _TITLED.search(close_up(row.text))), next(iter(candidates), None)):
        yield Fact(document, DCT.title, text(close_up(title.body).strip(_AROUND)), lines.passage(title.number))
    if reading.issuer:
        line = next((row.number for row in lines.rows if row.text == reading.issuer.name), None)
        if line:
            yield Fact(document, DCT.publisher, reading.issuer, lines.passage(line))
    if reading.as_of:
        yield Fact(document, GOV.asOf, day(reading.as_of[0]), lines.passage(reading.as_of[1]))
    for row in lines.rows[:40]:
        if found := _BEGIN.search(row.text):
            first, last = (next((one.period for one in periods(found[side])), None) for side in ("start", "end"))
            if first and last and first.start and last.end:
                yield from facts(document, lines.passage(row.number), (GOV.start, day(first.start)), (GOV.end, day(last.end)))


def named_things(context: Context) -> Iterator[Statement]:
    """Every named thing at the place where its name first stands."""
    for name in context.names.all.values():
        if name.entity.kind in _NAMED:
            entity = Entity(name.entity.kind, name.entity.key, name.text)
            yield Fact(entity, GOV.text, text(name.text), context.reading.lines.passage(name.line))


RULES = (document_facts, named_things)
