"""A reading → its organization chart and its departments' functions, also where the chart lost its lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from kb.korean.text import close_up, fold, name_key
from kb.namespace import GOV
from kb.structure.lines import Item, Row
from kb.structure.reading import Reading, unit_level

_LISTED = re.compile(r"^(?P<unit>[가-힣A-Za-z0-9·]+)\s*(?:\(\s*(?:\d+\s*(?:개\s*)?팀)?\s*\))?\s*(?:[:(]|-\s)\s*(?P<teams>.+?)\)?$")
_TEAMS = re.compile(r"^(?P<unit>[가-힣A-Za-z0-9·]+)\s*:?\s*\d+\s*(?:개\s*)?팀\s*\((?P<teams>[^()]+팀)\)$")
_OWN_TEAMS = re.compile(r"^(?:[가-힣\s]{2,10}:\s*)?(?:1\s*과\s*)?\d+\s*(?:개\s*)?팀\s*[(:]\s*(?P<teams>[^()]*팀)\s*\)?$")
_SYLLABLE = re.compile(r"^[가-힣]$")


@dataclass(frozen=True, slots=True)
class Box:
    """One box of an organization chart: its name, level and lines."""

    name: str
    level: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """A unit and what it is part of; `parent` is None where the chart does not say."""

    box: Box
    parent: Box | None
    basis: str


def functions(reading: Reading) -> Iterator[tuple[str, int, Item]]:
    """(department, its line, one duty) for every marked line below a department's name."""
    for section in reading.lines.of_kind("functions"):
        unit, line = "", 0
        held: list[Row] = []
        for row in section.rows:
            if row.blank:
                continue
            name = close_up(row.text)
            if not row.mark.numbered and " " not in name and unit_level(name) and (row.mark.sign in ("", "□", "○", "■", "private")):
                yield from ((unit, line, item) for item in reading.lines.items(held) if unit)
                unit, line, held = name_key(name), row.number, []
            elif (named := row.text.partition(":"))[1] and unit_level(close_up(named[0])) and " " not in close_up(named[0]) and named[2].strip():
                yield from ((unit, line, item) for item in reading.lines.items(held) if unit)
                unit, line, held = "", 0, []
                body = row.body[row.body.index(":") + 1:] if ":" in row.body else named[2]
                yield from ((name_key(named[0]), row.number, Item("", 1, part.strip(), row.number, row.number)) for part in re.split(r",\s*|\s+/\s+", body) if len(part.strip()) > 1)
            elif unit:
                held.append(row)
        yield from ((unit, line, item) for item in reading.lines.items(held) if unit)


def chart(reading: Reading) -> list[Part]:
    """The organization chart: every box with the box above it."""
    boxes: list[Box] = []
    listed: list[Part] = []
    for section in reading.lines.of_kind("chart"):
        for box, children in _boxes(section.rows, reading.jurisdiction):
            boxes.append(box)
            listed += [Part(child, box, "") for child in children]
        if boxes:
            break
    if not boxes:
        for box, children in _listed(reading):
            boxes.append(box)
            listed += [Part(child, box, "") for child in children]
    bureaus = [box for box in boxes if box.level == "bureau"]
    departments = [box for box in boxes if box.level == "department"]
    teams = [box for box in boxes if box.level == "team"]
    # Bureaus that each list their own teams stand beside one another, none above.
    parents = {part.parent.name for part in listed if part.parent is not None}
    peers = len(bureaus) > 1 and all(box.name in parents for box in bureaus)
    top = bureaus[0] if bureaus and not peers else None
    parts = [Part(box, top if box is not top else None, "") for box in bureaus]
    parts += [Part(box, _above(box, bureaus), "") for box in departments]
    return [*parts, *listed, *_teams(reading, boxes, departments, teams)]


def _listed(reading: Reading) -> Iterator[tuple[Box, list[Box]]]:
    """Units with their teams in a list on one line, in a document whose chart has no heading of its own."""
    for row in reading.lines.rows[:100]:
        found = _TEAMS.match(row.text)
        level = unit_level(found["unit"]) if found else None
        children = [Box(name, "team", row.number, row.number) for name in re.findall(r"[가-힣A-Za-z0-9·]+팀", found["teams"])] if found else []
        if found and level and children:
            yield Box(found["unit"], level.id, row.number, row.number), children
        elif (own := _OWN_TEAMS.match(row.text)) and reading.issuer and reading.issuer.kind == GOV.Department:
            # A department that reports of itself: `조직 : 1과 3팀 (도로팀, 하천팀, …)`.
            yield (Box(reading.issuer.key[-1], "department", row.number, row.number),
                   [Box(name, "team", row.number, row.number) for name in re.findall(r"[가-힣A-Za-z0-9·]+팀", own["teams"])])


def _boxes(rows: Sequence[Row], jurisdiction: str) -> Iterator[tuple[Box, list[Box]]]:
    syllables: list[Row] = []
    for row in rows:
        text = close_up(row.text)
        if _SYLLABLE.match(text):
            syllables.append(row)
            word = "".join(one.text for one in syllables)
            level = unit_level(word)
            if level and level.id == "team":
                yield Box(word, level.id, syllables[0].number, row.number), []
                syllables = []
            continue
        if row.blank:
            continue
        syllables = []
        if (found := _LISTED.match(fold(text))) and unit_level(found["unit"]):
            level = unit_level(found["unit"])
            children = [Box(name, kind.id, row.number, row.number) for name in re.split(r"[,·/、\s]+", found["teams"])
                        if (kind := unit_level(name))]
            if level and children:
                yield Box(found["unit"], level.id, row.number, row.number), children
                continue
        words = [re.sub(rf"^{re.escape(jurisdiction)}\s+", "", text)] if jurisdiction and text.startswith(f"{jurisdiction} ") and len(text.split()) == 2 else text.split()
        # A box may name the head of a unit for the unit: `○○국장`.
        words = [word[:-1] if word.endswith("장") and unit_level(word) is None and unit_level(word[:-1]) else word for word in words]
        levels = [unit_level(re.sub(r"\(.*\)$", "", word)) for word in words]
        if words and all(levels):
            for word, level in zip(words, levels, strict=True):
                if level:
                    yield Box(re.sub(r"\(.*\)$", "", word), level.id, row.number, row.number), []


def _above(box: Box, bureaus: Sequence[Box]) -> Box | None:
    before = [one for one in bureaus if one.first < box.first]
    return before[-1] if before else (bureaus[0] if bureaus else None)


def _teams(reading: Reading, boxes: Sequence[Box], departments: Sequence[Box], teams: Sequence[Box]) -> Iterator[Part]:
    if not teams:
        return
    if not departments:
        yield from (Part(team, None, "") for team in teams)
        return
    if len(departments) == 1:
        yield from (Part(team, departments[0], "") for team in teams)
        return
    order = [box for box in boxes if box.level in ("department", "team")]
    gaps = [index for index, box in enumerate(order[:-1]) if box.level == "department" and order[index + 1].level == "department"]
    if not gaps:
        current: Box | None = None
        for box in order:
            if box.level == "department":
                current = box
            else:
                yield Part(box, current, "")
        return
    yield from _by_order(reading, departments, teams)


def _by_order(reading: Reading, departments: Sequence[Box], teams: Sequence[Box]) -> Iterator[Part]:
    """Teams in the order of their departments, cut where names and duties agree best.

    A chart that lost its connecting lines still prints its boxes from left to right. Of all ways to cut
    the row of teams into as many runs as there are departments, the one whose teams share most syllable
    pairs with their department's name and duties is taken; a team that equally good cuts place
    differently is left without a parent.
    """
    duties = {box.name: box.name * 2 for box in departments}
    for unit, _, item in functions(reading):
        for box in departments:
            if name_key(box.name) == unit:
                duties[box.name] += " " + item.text
    weight = [[_shared(team.name, name_key(duties[box.name]), name_key(box.name)) for box in departments] for team in teams]
    best, placements = -1, []
    for cuts in combinations_with_replacement(range(len(teams) + 1), len(departments) - 1):
        bounds = [0, *cuts, len(teams)]
        placed = [index for index in range(len(departments)) for _ in range(bounds[index], bounds[index + 1])]
        total = sum(weight[team][index] for team, index in enumerate(placed))
        if total > best:
            best, placements = total, [placed]
        elif total == best:
            placements.append(placed)
    for number, team in enumerate(teams):
        choices = {placed[number] for placed in placements}
        parent = departments[choices.pop()] if len(choices) == 1 else None
        yield Part(team, parent, "상자의 순서, 이름과 담당업무로 읽음 (read by the order of boxes, names and duties)")


def _shared(team: str, duties: str, department: str) -> int:
    stem = re.sub("팀$", "", team)
    pairs = {stem[index:index + 2] for index in range(len(stem) - 1)}
    return sum((pair in department) * 2 + (pair in duties) for pair in pairs)
