"""A reading → vision, goals and core tasks, put together from letter-spaced lines in columns."""

import re
from collections.abc import Iterator, Sequence

from kb.korean.text import close_up, name_key
from kb.model import Entity, Issue, Statement
from kb.namespace import GOV
from kb.structure.context import Context
from kb.structure.lines import Row
from kb.structure.statements import facts, text
from kb.vocabulary import scheme

_STRATEGY = ("strategy", "vision", "goals", "tasks")
_NOMINAL = re.compile(r"(?:촉진|확장|확대|제고|추진|강화|활성화|구축|조성|마련|실현|육성|개선|향상|확산|지원|발굴|운영|정착|내실화|고도화|창출|해소|확립|보장|증진|도약|전환|혁신|완성|확보|관리)$")


def strategy(context: Context) -> Iterator[Statement]:
    """The vision on its line, the goals below 목표, the core tasks below 핵심과제."""
    rows = _rows(context)
    if not rows:
        return
    parts = _parts(rows)
    for row, rest in parts.get("vision", []):
        if rest:
            yield from _goal(context, "vision", rest, [row])
    yield from _goals(context, [(row, rest) for row, rest in parts.get("goal", []) if rest])
    yield from _tasks(context, [(row, rest) for row, rest in parts.get("task", []) if rest])


def _rows(context: Context) -> list[Row]:
    sections = list(context.reading.lines.of_kind("strategy"))
    if not sections:
        sections = [section for section in context.reading.lines.of_kind("vision", "goals", "tasks") if section.first < (context.plans[0].first if context.plans else 10**9)]
    if not sections:
        return []
    first = min(section.first for section in sections)
    stop = [section.first for section in context.reading.lines.sections if section.first > first and not section.kinds & set(_STRATEGY)]
    end = min(stop, default=len(context.reading.lines.rows) + 1)
    return [row for row in context.reading.lines.rows if first <= row.number < end and not row.blank]


def _parts(rows: Sequence[Row]) -> dict[str, list[tuple[Row, str]]]:
    """Rows by the goal kind whose label came last, the label itself taken off; a label may be broken over lines."""
    parts: dict[str, list[tuple[Row, str]]] = {}
    kind, skip = "", False
    for index, row in enumerate(rows):
        if skip:
            skip = False
            continue
        shown = close_up(row.text)
        following = close_up(rows[index + 1].text) if index + 1 < len(rows) else ""
        words = shown.split(" ")
        if found := scheme("goal-kind").find(shown):
            kind = found.id
        elif (found := scheme("goal-kind").find(shown + following)) and len(shown) <= 3:
            kind, skip = found.id, True
        elif (found := scheme("goal-kind").find(words[0])) and len(words) > 1 and found.rank < 3:
            kind = found.id
            parts.setdefault(kind, []).append((row, row.body.strip()[len(words[0]):].strip()))
        elif kind and not row.kinds & {"strategy"}:
            parts.setdefault(kind, []).append((row, row.body))
    return parts


def _goals(context: Context, lines: Sequence[tuple[Row, str]]) -> Iterator[Statement]:
    """Goals are cut where their words make up the chapter titles of the plan; marked lines are goals by themselves."""
    if not lines:
        return
    if any(row.mark.sign for row, _ in lines):
        yield from _marked(context, "goal", lines)
        return
    chapters = {name_key(plan.chapter) for plan in context.plans if plan.chapter}
    held: list[Row] = []
    for row, _ in lines:
        held.append(row)
        if name_key("".join(close_up(one.text) for one in held)) in chapters:
            yield from _goal(context, "goal", _spoken(held), held)
            held = []
    if held and len(lines) == len(held) and all(_NOMINAL.search(close_up(row.text)) for row in held):
        for row in held:
            yield from _goal(context, "goal", close_up(row.body), [row])
    elif held:
        yield Issue("목표를 나누지 못함 (goals could not be told apart)", context.reading.lines.passage(held[0].number, held[-1].number))


def _tasks(context: Context, lines: Sequence[tuple[Row, str]]) -> Iterator[Statement]:
    if not lines:
        return
    if any(row.mark.sign for row, _ in lines):
        yield from _marked(context, "task", lines)
        return
    rows = [row for row, _ in lines]
    fields, rows = _fields(context, rows)
    for size in (1, 2, 3):
        groups = [rows[index:index + size] for index in range(0, len(rows), size)]
        if len(rows) % size == 0 and all(_NOMINAL.search(re.sub(r"\s", "", group[-1].text)) for group in groups):
            for index, group in enumerate(groups):
                area = fields[index % len(fields)] if fields and len(groups) % len(fields) == 0 else ""
                yield from _goal(context, "task", _spoken(group), group, area)
            return
    yield Issue("핵심과제를 나누지 못함 (core tasks could not be told apart)", context.reading.lines.passage(rows[0].number, rows[-1].number))


def _fields(context: Context, rows: list[Row]) -> tuple[list[str], list[Row]]:
    """The heads of the columns: a line made up of the beginnings of the departments' names."""
    stems = [re.sub(r"(?:담당관|과|국|팀)$", "", unit.name) for unit in context.reading.units.values() if unit.level.id == "department"]
    key, fields = name_key(rows[0].text), []
    while key:
        stem = max((stem for stem in stems if stem and key.startswith(stem)), key=len, default="")
        if not stem:
            return [], rows
        fields.append(stem)
        key = key[len(stem):]
    return fields, rows[1:]


def _marked(context: Context, kind: str, lines: Sequence[tuple[Row, str]]) -> Iterator[Statement]:
    for item in context.reading.lines.items([row for row, _ in lines]):
        held = [context.reading.lines.row(item.first)]
        yield from _goal(context, kind, item.text, held, last=item.last)


def _spoken(rows: Sequence[Row]) -> str:
    return " ".join(close_up(row.body) for row in rows)


def _goal(context: Context, kind: str, words: str, rows: Sequence[Row], area: str = "", last: int = 0) -> Iterator[Statement]:
    concept = scheme("goal-kind")[kind]
    issuer = context.reading.issuer
    goal = Entity(GOV.Goal, (context.reading.place, issuer.key[-1] if issuer else "", kind, name_key(words)))
    passage = context.reading.lines.passage(rows[0].number, last or rows[-1].number)
    yield from facts(goal, passage, (GOV.text, text(words)), (GOV.goalKind, concept.iri), (GOV.area, text(area) if area else None))


RULES = (strategy,)
