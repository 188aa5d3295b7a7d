"""A reading → an ordinance or rule printed in full: its articles with branches, the day it takes effect, who owns it, its committees."""

import re
from collections.abc import Iterator, Sequence

from kb.korean.dates import periods
from kb.korean.text import fold
from kb.model import Entity, Fact, Passage, Statement
from kb.namespace import DCT, GOV
from kb.structure.context import Context
from kb.structure.lines import Row
from kb.structure.reading import unit_level
from kb.structure.statements import day, facts, integer, text
from kb.vocabulary import scheme

_ARTICLE = re.compile(r"^제\s*(?P<number>\d{1,4})\s*조(?:\s*의\s*(?P<branch>\d{1,3}))?\s*\((?P<title>[^()]{1,60})\)")
_SUPPLEMENT = re.compile(r"^부\s*칙")
_IN_FORCE = re.compile(r"\[\s*시행\s*(?P<when>[^\]]+)\]")
_OWNER = re.compile(r"^\(?\s*(?:(?:소관|담당)\s*부서\s*:\s*)?(?P<unit>[가-힣A-Za-z0-9·]+?)\s*\)?(?:\s*,?\s*☎?\s*[\d\-~]+)?$")
_COMMITTEE = re.compile(r"(?P<name>[가-힣A-Za-z0-9·]+(?:\s[가-힣A-Za-z0-9·]+){0,5}\s?(?:위원회|협의회|심의회))\s*\(\s*이하")
# What stands before a committee's name in the sentence that sets it up.
_BEFORE = re.compile(r"^.*?(?:(?:시장|군수|구청장|도지사|교육감|위하여|위해|따라|의해|사항을|하기)[은는이가]?\s+)+")
_SIZE = re.compile(r"(?P<many>\d{1,3})\s*(?:명|인)\s*(?:이내|이하)(?=[^.]{0,20}위원)")
_TERM = re.compile(r"임기는\s*(?P<years>\d)\s*년")
_HEAD = 15


def ordinance_text(context: Context) -> Iterator[Statement]:
    """The ordinance that a document is, where it is one: a title that names it, then articles."""
    rows = context.reading.lines.rows
    title = next((row for row in rows[:_HEAD] if row.text and (kind := scheme("instrument-kind").ending(row.text)) and kind[0].id in ("ordinance", "internal-rule")), None)
    opens = [(index, found) for index, row in enumerate(rows) if (found := _ARTICLE.match(fold(row.raw).strip()))]
    if title is None or len(opens) < 2 or title.number > rows[opens[0][0]].number:
        return
    law = scheme("instrument-kind").ending(title.text)
    instrument = context.reading.instrument(title.body, law[0].kind if law and law[0].kind else GOV.Ordinance)
    lines = context.reading.lines
    yield Fact(instrument, GOV.text, text(title.body), lines.passage(title.number))
    yield from _head(context, instrument, rows[title.number:opens[0][0]])
    ends = [index for index, _ in opens[1:]] + [next((index for index, row in enumerate(rows) if index > opens[-1][0] and _SUPPLEMENT.match(row.text)), len(rows))]
    committee: Entity | None = None
    for (start, found), end in zip(opens, ends, strict=True):
        number = f"제{found['number']}조" + (f"의{found['branch']}" if found["branch"] else "")
        article = Entity(GOV.Article, (*instrument.key, number), number)
        held = [row for row in rows[start:end] if not row.blank]
        yield from facts(article, lines.passage(rows[start].number), (DCT.isPartOf, instrument), (GOV.text, text(found["title"].strip())))
        named = _committee(context, held)
        committee = named[0] if named else committee
        if named:
            yield from facts(named[0], named[1], (GOV.text, text(named[0].name)), (GOV.legalBasis, article))
        if committee:
            yield from _members(context, committee, held)


def _head(context: Context, instrument: Entity, rows: Sequence[Row]) -> Iterator[Fact]:
    """What stands between title and first article: the day it takes effect, and the department that owns it."""
    for row in rows:
        place = context.reading.lines.passage(row.number)
        if (found := _IN_FORCE.search(fold(row.raw))) and (when := next((one.period.start for one in periods(found["when"])), None)):
            yield Fact(instrument, GOV.start, day(when), place)
        if (owner := _OWNER.match(fold(row.text))) and unit_level(owner["unit"]):
            yield Fact(instrument, GOV.responsibleUnit, context.reading.unit(owner["unit"]), place)


def _committee(context: Context, rows: Sequence[Row]) -> tuple[Entity, Passage] | None:
    """The committee that an article sets up: `○○위원회(이하 "위원회"라 한다)를 둔다`."""
    for row in rows:
        if found := _COMMITTEE.search(fold(row.raw)):
            name = _BEFORE.sub("", found["name"]).removeprefix(f"{context.reading.jurisdiction} ")
            return context.reading.committee(name), context.reading.lines.passage(row.number)
    return None


def _members(context: Context, committee: Entity, rows: Sequence[Row]) -> Iterator[Fact]:
    for row in rows:
        place = context.reading.lines.passage(row.number)
        if (size := _SIZE.search(fold(row.raw))) and "위원" in row.raw:
            yield Fact(committee, GOV.memberLimit, integer(int(size["many"])), place)
        if term := _TERM.search(fold(row.raw)):
            yield Fact(committee, GOV.termYears, integer(int(term["years"])), place)


RULES = (ordinance_text,)
