"""A reading → units and what they are part of: the chart, and sentences that say it."""

import re
from collections.abc import Iterator

from kb.korean.text import fold, name_key
from kb.model import Entity, Fact, Issue, Passage, Statement
from kb.namespace import GOV, ORG
from kb.structure.context import Context
from kb.structure.names import JOSA
from kb.structure.reading import unit_level
from kb.structure.statements import text
from kb.structure.units import chart
from kb.vocabulary import scheme

_DECLARED = re.compile(r"(\d+)\s*(?:개\s*)?(팀|담당관|과|기획관|국|본부)")
_UNDER = re.compile(r"(?P<child>[가-힣A-Za-z·]+?)(?:은|는)\s+(?P<parent>[가-힣]+(?:시|도|구|부|처|청|군))\s*산하")
_UNDER_BRACKET = re.compile(r"(?P<child>[가-힣A-Za-z·]+)\((?P<parent>[가-힣]+)\s*(?:산하|소속)\)")
_SELF = "회사|재단|기관|본사|공단|공사|진흥원"
_OWN_UNIT = re.compile(rf"(?:{_SELF})\((?P<unit>[가-힣]+팀)\)")
# One of these stands in each of the sentences: what holds none is passed over.
_PART_WORDS = ("산하", "소속", "기관", "내부", "조직", "본사", "팀)")
_INSIDE = re.compile(r"(?:기관|내부|조직|본사)\s*(?:내에?|안에)\s+(?:[가-힣]+[을를]\s+[가-힣]+(?:하는|한)\s+)?(?P<unit>[가-힣A-Za-z]+)[을를]\s*(?:운영|설치|신설|두)")
_MEMBERS = re.compile(r"^(?P<kind>[가-힣]{2,8})\s*수\s*:\s*(?P<count>\d+)\s*개")


def organization_chart(context: Context) -> Iterator[Statement]:
    """Boxes of the chart, each a part of the box above it."""
    reading = context.reading
    parts = chart(reading)
    for part in parts:
        unit = reading.unit(part.box.name)
        if part.parent is None:
            if part.box.level == "department" and reading.issuer and unit == reading.issuer:
                continue
            if part.box.level != "bureau":
                yield Issue("조직도에서 상위 부서를 알 수 없음 (parent not shown in the chart): " + part.box.name,
                            reading.lines.passage(part.box.first, part.box.last))
            elif part.box.first == part.box.last:
                yield Fact(unit, GOV.text, text(part.box.name), reading.lines.passage(part.box.first, part.box.last))
            continue
        first, last = sorted((part.parent.first, part.box.last))
        passage = reading.lines.passage(first, last, part.basis)
        yield Fact(unit, ORG.unitOf, reading.unit(part.parent.name), passage)
    yield from _declared(context, [part.box.level for part in parts])


def named_government(context: Context) -> Iterator[Statement]:
    """A unit whose printed name begins with its government's: `○○시 △△국`."""
    reading, government = context.reading, context.reading.government()
    if reading.issuer and government and reading.issuer.kind in (GOV.Bureau, GOV.Department) and re.match(rf"{re.escape(government.name)}\s", reading.issuer.name):
        line = next((row.number for row in reading.lines.rows if row.text == reading.issuer.name), None)
        if line:
            yield Fact(reading.issuer, ORG.unitOf, government, reading.lines.passage(line))


def _declared(context: Context, levels: list[str]) -> Iterator[Issue]:
    """An issue where the chart's own count of teams or departments differs from the boxes read."""
    words = {"팀": "team", "담당관": "department", "과": "department"}
    for section in context.reading.lines.of_kind("chart"):
        for number, word in _DECLARED.findall(section.heading.rest):
            if word in words and levels and levels.count(words[word]) != int(number):
                yield Issue(f"조직도는 {number}{word}이라고 하나 {levels.count(words[word])}개를 읽음 (boxes read differ from the count printed)",
                            context.reading.lines.passage(section.first, section.last))


def stated_parts(context: Context) -> Iterator[Statement]:
    """Sentences that say what a body belongs to: `A(B 산하)`, `A는 B 산하`, `회사(C팀)`, `기관 내에 … D를 운영`."""
    reading = context.reading
    for row in reading.lines.rows:
        line = fold(row.raw)
        if not any(word in line for word in _PART_WORDS):
            continue
        passage = reading.lines.passage(row.number)
        for pattern in (_UNDER, _UNDER_BRACKET):
            for found in pattern.finditer(line):
                yield from _under(reading.body(found["child"]), context.parent(found["parent"]), passage)
        if reading.issuer:
            for found in [*_OWN_UNIT.finditer(line), *_INSIDE.finditer(line)]:
                name = found["unit"]
                if unit_level(name) or scheme("name-kind").ending(name):
                    entity = context.entity(name) or reading.unit(name)
                    yield Fact(entity, ORG.unitOf, reading.issuer, passage)


def _under(child: Entity, parent: Entity, passage: Passage) -> Iterator[Fact]:
    # A body under a government is a unit of it in the sense of W3C ORG, where unitOf is a kind of subOrganizationOf.
    yield Fact(child, ORG.subOrganizationOf, parent, passage)
    yield Fact(child, ORG.unitOf, parent, passage)


def named_parts(context: Context) -> Iterator[Statement]:
    """Names that say what a body belongs to: `○○센터 운영위원회`, `○○시 인재개발원`, `○○대 △△캠퍼스`."""
    reading = context.reading
    whole = [name for name in context.names.all.values() if name.entity.kind in (GOV.Organization, GOV.PublicBody)]
    governments = {name_key(word) for concept in scheme("organization").concepts.values() for word in concept.words if word.endswith(("시", "도"))}
    parts = [name for name in context.names.all.values()
             if name.entity.kind in (GOV.Committee, GOV.PublicBody, GOV.Unit) and re.fullmatch(r"[가-힣A-Za-z0-9]+", name.text)]
    if not parts:
        return
    owners = {name_key(name.text): name.entity for name in whole}
    for prefix in context.names.prefixes:
        shorter = {key.removeprefix(prefix): entity for key, entity in owners.items() if key.startswith(prefix) and len(key) > len(prefix) + 2}
        owners = shorter | owners
    words = "|".join(sorted({re.escape(name.text) for name in parts}, key=len, reverse=True))
    pattern = re.compile(rf"(?<![가-힣A-Za-z0-9])(?P<owner>[가-힣A-Za-z0-9]+)\s(?P<part>{words})(?={JOSA}(?![가-힣A-Za-z]))")
    for row in reading.lines.rows:
        for found in pattern.finditer(fold(row.raw)):
            part, owner = context.names.all[name_key(found["part"])], name_key(found["owner"])
            if owner in owners and owners[owner] != part.entity:
                spelled = f"{found['owner']} {found['part']}"
                entity = Entity(part.entity.kind, (*owners[owner].key, name_key(found["part"])), spelled)
                yield Fact(entity, ORG.unitOf, owners[owner], reading.lines.passage(row.number))
            elif owner in governments and part.entity.kind in (GOV.Committee, GOV.PublicBody):
                entity = Entity(part.entity.kind, part.entity.key, f"{found['owner']} {found['part']}")
                yield Fact(entity, ORG.unitOf, context.parent(found["owner"]), reading.lines.passage(row.number))


def subcommittees(context: Context) -> Iterator[Statement]:
    """`△△위원회에서 소위원회 구성`: a subcommittee of the committee named before it."""
    for row in context.reading.lines.rows:
        if found := re.search(r"(?P<owner>[가-힣]{2,}위원회)(?:에서|의|\s)\s*소위원회", fold(row.raw)):
            owner = context.entity(found["owner"]) or context.reading.committee(found["owner"])
            yield Fact(Entity(GOV.Committee, (*owner.key, "소위원회"), "소위원회"), ORG.unitOf, owner, context.reading.lines.passage(row.number))


def group_members(context: Context) -> Iterator[Statement]:
    """`연구회 수: 2개` with as many lines below it: the groups of the programme whose heading ends with that word."""
    rows = [row for row in context.reading.lines.rows if not row.blank]
    for index, row in enumerate(rows):
        if not (found := _MEMBERS.match(row.text)):
            continue
        members = rows[index + 1:index + 1 + int(found["count"])]
        owner, line = next(((word, above.number) for above in reversed(rows[max(0, index - 6):index]) for word in fold(above.raw).split()
                            if word.endswith(found["kind"]) and len(word) > len(found["kind"])), ("", 0))
        if owner and len(members) == int(found["count"]) and len({one.mark.sign for one in members}) == 1 and members[0].mark.sign:
            parent = context.reading.body(owner, GOV.Organization)
            for member in members:
                yield Fact(context.reading.body(member.body, GOV.Organization), ORG.unitOf, parent,
                           context.reading.lines.passage(line, member.number))


RULES = (organization_chart, named_government, stated_parts, named_parts, subcommittees, group_members)
