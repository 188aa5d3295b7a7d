"""A reading → projects by their plan sections: purpose, directions, items, places, schedule, progress so far."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pyoxigraph import NamedNode

from kb.korean.dates import Found, leading, periods, trailing
from kb.korean.text import fold, name_key
from kb.model import Entity, Fact, Issue, Statement
from kb.namespace import GOV, SKOS
from kb.structure.context import Context
from kb.structure.finding_parts import labelled_units
from kb.structure.lines import Item, Section
from kb.structure.plans import Plan, purpose
from kb.structure.reading import unit_level
from kb.structure.statements import dated, facts, label, text
from kb.vocabulary import scheme

_PARTS: tuple[tuple[str, NamedNode], ...] = (
    ("directions", GOV.direction), ("overview", GOV.overview), ("history", GOV.history), ("purpose", GOV.purpose), ("plan", GOV.planItem),
)
_PLACE = re.compile(r"^(?:위\s*치|장\s*소|소재지|사업위치|사업장소)(?:\s*및\s*[가-힣\s]+)?\s*:\s*(?P<place>.+)$")
_MONTHS = re.compile(r"\(\s*\d{1,2}월\s*(?:~\s*\d{1,2}월)?\s*\)")
_LABELLED = re.compile(r"^(?:[가-힣]{2,8}|[가-힣](?:\s[가-힣]){1,5})\s*:\s*\S")
_MONTH_FIRST = re.compile(r"^\s*\d{1,2}\s*월[^:]{0,8}:")
_PERIOD = re.compile(r"^(?:사업|공사|운영|추진|위탁)?\s*기\s*간\s*:")


def projects(context: Context) -> Iterator[Statement]:
    """Every plan section as a project with the lines of its parts."""
    for plan in context.plans:
        project = context.project(plan)
        lines = context.reading.lines
        title = lines.passage(plan.first)
        yield Fact(project, GOV.text, text(plan.title), title)
        for spelled, line in plan.variants:
            yield Fact(project, SKOS.altLabel, label(spelled), lines.passage(line))
        for mention in context.names.mentions(plan.title):
            yield Fact(project, GOV.concerns, mention.entity, title)
        if plan.chapter:
            yield Fact(project, GOV.area, text(plan.chapter), lines.passage(plan.chapter_line))
        for item in purpose(lines, plan):
            # A labelled line before the first part says what the project is, not what for.
            if _LABELLED.match(fold(item.text)):
                yield from _part_item(context, project, GOV.overview, item)
                continue
            yield Fact(project, GOV.purpose, text(item.text), lines.passage(item.first, item.last))
        yield from _department(context, plan, project)
        yield from _parts(context, plan, project)
        yield from _schedule(context, plan, project)




def _department(context: Context, plan: Plan, project: Entity) -> Iterator[Fact]:
    """The departments that a plan names: in brackets behind its title, or on its own labelled line, `담당부서 : …`."""
    if unit_level(plan.owner):
        yield Fact(project, GOV.responsibleUnit, context.reading.unit(plan.owner), context.reading.lines.passage(plan.first))
    for name, line in labelled_units(context.reading.lines.rows[plan.first:plan.last]):
        yield Fact(project, GOV.responsibleUnit, context.reading.unit(name), context.reading.lines.passage(line))


def _parts(context: Context, plan: Plan, project: Entity) -> Iterator[Statement]:
    for section in plan.parts:
        predicate = next((term for kind, term in _PARTS if kind in section.kinds), None)
        if predicate is None or "schedule" in section.kinds or "execution" in section.kinds:
            continue
        for item in context.reading.lines.items(section.rows):
            yield from _part_item(context, project, predicate, item)


def _part_item(context: Context, project: Entity, predicate: NamedNode, item: Item) -> Iterator[Statement]:
    """One line of a part, and the place, the time and the bodies that it names."""
    passage = context.reading.lines.passage(item.first, item.last)
    yield Fact(project, predicate, text(item.text), passage)
    if found := _PLACE.match(fold(item.text)):
        yield Fact(project, GOV.place, text(item.text[found.start("place"):]), passage)
    if _PERIOD.match(fold(item.text)) and (date := trailing(item.text)):
        yield from dated(project, date.period, passage)
    yield from _partners(context, project, item)


def _partners(context: Context, project: Entity, item: Item) -> Iterator[Fact]:
    """Bodies that a line of the plan names."""
    for mention in context.names.mentions(item.text):
        if mention.entity.kind in (GOV.Organization, GOV.PublicBody, GOV.Department, GOV.Committee, GOV.Company, GOV.Council):
            yield Fact(project, GOV.partner, mention.entity, context.reading.lines.passage(item.first, item.last))


def stages(context: Context) -> Iterator[Statement]:
    """Stages that a plan's text names with months in brackets: on the line, or on the line below a box's title."""
    year = context.reading.year
    for plan in context.plans:
        project = context.project(plan)
        for section in plan.of_kind("plan"):
            rows = [row for row in section.rows if not row.blank]
            pairs = [(above.body, row) for above, row in pairwise(rows) if _MONTHS.fullmatch(row.text) and not above.mark.sign]
            pairs += [(row.body[:found.start()], row) for row in rows if row.mark.sign and (found := re.search(r"\([^()]*\)\s*$", fold(row.body))) and _MONTHS.fullmatch(found[0].strip())]
            for words, row in pairs:
                found_period = next(iter(periods(row.raw[row.raw.rfind("("):], year)), None)
                if found_period and found_period.period.end:
                    stage = Entity(GOV.Stage, (*project.key, name_key(words)))
                    passage = context.reading.lines.passage(row.number - 1 if _MONTHS.fullmatch(row.text) else row.number, row.number)
                    yield from facts(stage, passage, (GOV.forProject, project), (GOV.text, text(words.strip())))
                    yield from dated(stage, found_period.period, passage)


def _schedule(context: Context, plan: Plan, project: Entity) -> Iterator[Statement]:
    """One milestone a line of the schedule."""
    for section in plan.of_kind("schedule"):
        yield from _milestones(context, section, project)


def _opening_month(words: str, year: int | None) -> Found | None:
    """`3월 : …`, `4월~9월 : …`: months of the document's year before a colon."""
    if not _MONTH_FIRST.match(fold(words)):
        return None
    return next((found for found in periods(words, year) if not words[:found.first].strip()), None)


def _milestones(context: Context, section: Section, project: Entity) -> Iterator[Statement]:
    lines = context.reading.lines
    for item in lines.items(section.rows):
        passage = lines.passage(item.first, item.last)
        found = trailing(item.text, None) or trailing(item.text, context.reading.year)
        words = item.text[:found.first].rstrip(" :：(,") if found else item.text
        opened = leading(item.text) or _opening_month(item.text, context.reading.year)
        if opened and (behind := re.match(r"\s*[:：]\s*(?P<words>.+)$", item.text[opened.last:])):
            found, words = opened, behind["words"]
        milestone = Entity(GOV.Milestone, (*project.key, name_key(words), found.period.start.isoformat() if found and found.period.start else ""))
        yield from facts(milestone, passage, (GOV.forProject, project), (GOV.text, text(words)))
        if phase := scheme("milestone-phase").within(words):
            yield Fact(milestone, GOV.phase, phase[0].iri, passage)
        if not found:
            yield Issue("추진일정에 날짜가 없음 (schedule line without a date)", passage)
            continue
        yield from dated(milestone, found.period, passage)
        for mention in context.names.mentions(words):
            if mention.entity.kind in (GOV.Department, GOV.Bureau, GOV.Organization, GOV.PublicBody) and _bracketed(words, mention.first, mention.last):
                yield Fact(milestone, GOV.performedBy, mention.entity, passage)


def _bracketed(words: str, first: int, last: int) -> bool:
    return words[:first].rstrip().endswith("(") and words[last:].lstrip().startswith(")")


RULES = (projects, stages)
