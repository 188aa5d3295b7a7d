"""A reading → legal instruments: lists by department, citations with articles, what projects rest on."""

import re
from collections.abc import Generator, Iterator

from kb.korean.dates import periods
from kb.korean.text import close_up, fold, name_key
from kb.model import Entity, Fact, Passage, Statement
from kb.namespace import DCT, GOV
from kb.structure.context import Context
from kb.structure.lines import Row
from kb.structure.reading import unit_level
from kb.structure.statements import dated, facts, integer, text
from kb.vocabulary import scheme

_LIST = re.compile(r"(?:조례|자치법규|소관\s*법규|법규)\s*(?:등\s*)?(?:현황|목록)|^부서\s*조례|소관\s*조례|^조례명?\s*(?:소관|담당)")
_OWNED = re.compile(r"^(?P<name>.+(?:조례|규칙|규정))」?\s*[(:/]\s*(?P<unit>[가-힣A-Za-z0-9·]+(?:과|관|국|실|단|센터|본부|팀))\)?$")
_COUNT = re.compile(r"^\(\s*(\d+)\s*(?:건|개)?\s*\)$")
_ARTICLES = re.compile(r"^\s*(?P<articles>제\s*\d+\s*조(?:의\s*\d+)?(?:\s*제?\s*\d+\s*항)?(?:\s*(?:,|및|·|와|과)\s*제\s*\d+\s*조(?:의\s*\d+)?(?:\s*제?\s*\d+\s*항)?)*)")
_ARTICLE = re.compile(r"제\s*(?P<article>\d+)\s*조(?:의\s*(?P<branch>\d+))?(?:\s*제?\s*(?P<paragraph>\d+)\s*항)?")
_CITED = re.compile(r"「\s*(?P<name>[^「」]{2,60}?)\s*」")
_MADE = re.compile(r"^\s*(?:전부|일부)?\s*(?:제정|개정|폐지|정비)")
_DATE_END = re.compile(r",?\s*'?\d{2,4}\s*\.[\s\d.]*\)?\s*$")
_BASIS_LABEL = re.compile(r"^(?:(?:추\s*진|법\s*적|관\s*련|지\s*원|설\s*치)\s*)?근\s*거\s*:\s*(?P<laws>.+)$")
_LAW = re.compile(r"(?P<name>[가-힣A-Za-z0-9·\s()]+?(?:법률|법|시행령|시행규칙|조례|규칙|규정))(?=\s*(?:제\s*\d+\s*조|$|\())")


def owned_instruments(context: Context) -> Iterator[Statement]:
    """Lists of ordinances by department: a department's line, then its ordinances."""
    rows = context.reading.lines.rows
    index = 0
    while index < len(rows):
        if not _LIST.search(fold(rows[index].text)) or len(rows[index].text) > 60:
            index += 1
            continue
        if (total := re.search(r"\(\s*(\d+)\s*(?:건|개)?\s*\)\s*$", rows[index].text)) and context.reading.issuer:
            yield from _declared(context, context.reading.issuer, int(total[1]), rows[index].number, rows[index].number)
        index = yield from _list(context, index + 1)


def _list(context: Context, index: int) -> Generator[Statement, None, int]:
    """The facts of a list that begins at a row; returns the row behind it."""
    rows, unit = context.reading.lines.rows, None
    while index < len(rows):
        row = rows[index]
        bare = close_up(row.text).strip()
        if row.blank or _LIST.search(fold(row.text)):
            index += 1
            continue
        name = re.sub(r"\s*\(\s*\d+\s*(?:건|개)?\s*\)$", "", bare)
        if " " not in name and unit_level(name):
            unit = row
            if inline := re.search(r"\(\s*(\d+)", bare):
                yield from _declared(context, context.reading.unit(name), int(inline[1]), row.number, row.number)
        elif (found := _COUNT.match(bare)) and unit:
            yield from _declared(context, context.reading.unit(close_up(unit.text)), int(found[1]), unit.number, row.number)
        elif found := _OWNED.match(bare.strip("「")):
            yield from _owned(context, row, found)
        elif (law := scheme("instrument-kind").ending(re.sub(r"\([^()]*\)$", "", bare.strip("「」")))) and law[0].id in ("ordinance", "internal-rule") and unit and "」" not in bare[:-1]:
            instrument = context.reading.instrument(row.body.strip("「」 "), law[0].kind or GOV.LegalInstrument)
            passage = context.reading.lines.passage(unit.number, row.number)
            yield Fact(instrument, GOV.responsibleUnit, context.reading.unit(re.sub(r"\s*\(.*$", "", close_up(unit.text))), passage)
            yield from _jurisdiction(context, instrument, context.reading.lines.passage(row.number))
        else:
            break
        index += 1
    return index


def _owned(context: Context, row: Row, found: re.Match[str]) -> Iterator[Fact]:
    """An ordinance with its department in brackets behind it."""
    law = scheme("instrument-kind").ending(found["name"])
    if law and law[0].id in ("ordinance", "internal-rule") and unit_level(found["unit"]):
        passage = context.reading.lines.passage(row.number)
        instrument = context.reading.instrument(found["name"].strip("「」 "), law[0].kind or GOV.LegalInstrument)
        yield Fact(instrument, GOV.responsibleUnit, context.reading.unit(found["unit"]), passage)
        yield from _jurisdiction(context, instrument, passage)


def _declared(context: Context, unit: Entity, number: int, first: int, last: int) -> Iterator[Fact]:
    """The number of ordinances that a list says a unit has."""
    count = Entity(GOV.Count, (*unit.key, "ordinance", name_key(context.reading.document.name)))
    yield from facts(count, context.reading.lines.passage(first, last), (GOV.ofUnit, unit), (GOV.counts, GOV.Ordinance), (GOV.value, integer(number)))


def _jurisdiction(context: Context, instrument: Entity, passage: Passage) -> Iterator[Fact]:
    own = context.reading.government()
    if own and name_key(instrument.name).startswith(own.key[0]) and instrument.kind == GOV.Ordinance:
        yield Fact(instrument, GOV.jurisdiction, own, passage)
        return
    for concept in scheme("organization").concepts.values():
        if name_key(instrument.name).startswith(name_key(concept.label)):
            yield Fact(instrument, GOV.jurisdiction, Entity(GOV.PublicBody, (name_key(concept.label),), concept.label), passage)


def citations(context: Context) -> Iterator[Statement]:
    """Instruments that the text names, with the articles it cites."""
    for name in context.names.all.values():
        if name.entity.kind in (GOV.Act, GOV.Decree, GOV.Ordinance, GOV.InternalRule, GOV.Guideline, GOV.Agreement, GOV.Declaration, GOV.ProposedInstrument):
            passage = context.reading.lines.passage(name.line)
            yield Fact(name.entity, GOV.text, text(name.text), passage)
            yield from _jurisdiction(context, name.entity, passage)
    for row in context.reading.lines.rows:
        for found in _CITED.finditer(fold(row.raw)):
            instrument = context.entity(found["name"])
            if instrument:
                yield from (fact for article in _articles(instrument, fold(row.raw)[found.end():])
                            for fact in _article_facts(article, instrument, context.reading.lines.passage(row.number)))


def _articles(instrument: Entity, rest: str) -> Iterator[Entity]:
    if not (found := _ARTICLES.match(rest)):
        return
    for article in _ARTICLE.finditer(found["articles"]):
        number = f"제{article['article']}조" + (f"의{article['branch']}" if article["branch"] else "") + (f"제{article['paragraph']}항" if article["paragraph"] else "")
        yield Entity(GOV.Article, (*instrument.key, number), re.sub(r"\s+", " ", article[0]))


def _article_facts(article: Entity, instrument: Entity, passage: Passage) -> Iterator[Fact]:
    return facts(article, passage, (DCT.isPartOf, instrument))


def legal_bases(context: Context) -> Iterator[Statement]:
    """What a plan rests on: the lines of its legal basis, and instruments that its other lines cite."""
    for plan in context.plans:
        project = context.project(plan)
        for section in plan.of_kind("basis"):
            for item in context.reading.lines.items(section.rows):
                passage = context.reading.lines.passage(item.first, item.last)
                yield from _basis(context, project, item.text, passage)
        basis_rows = {row.number for section in plan.of_kind("basis") for row in section.rows}
        for row in context.reading.lines.rows[plan.first:plan.last]:
            if row.number in basis_rows:
                continue
            if labelled := _BASIS_LABEL.match(row.text):
                passage = context.reading.lines.passage(row.number)
                cited = _CITED.search(fold(row.raw))
                yield from _basis(context, project, row.body[row.body.index(":") + 1:], passage) if cited and ":" in row.body else _named(context, project, labelled["laws"], passage)
                continue
            for found in _CITED.finditer(fold(row.raw)):
                instrument = context.entity(found["name"])
                if instrument and instrument.kind in (GOV.Act, GOV.Decree, GOV.Ordinance) and not _MADE.match(fold(row.raw)[found.end():]):
                    yield Fact(project, GOV.legalBasis, instrument, context.reading.lines.passage(row.number))


def _named(context: Context, project: Entity, words: str, passage: Passage) -> Iterator[Fact]:
    """Laws that a labelled line names without brackets, one after another: `근거 : ○○법 제15조, ○○구 △△ 조례 제3조`."""
    for piece in re.split(r",\s*|\s및\s", words):
        found = _LAW.match(piece.strip())
        law = scheme("instrument-kind").ending(found["name"]) if found else None
        if found is None or law is None or law[0].kind not in (GOV.Act, GOV.Ordinance, GOV.Decree, GOV.InternalRule):
            continue
        instrument = context.reading.instrument(found["name"], law[0].kind)
        yield Fact(instrument, GOV.text, text(found["name"]), passage)
        articles = list(_articles(instrument, piece.strip()[found.end("name"):]))
        yield from (Fact(project, GOV.legalBasis, article, passage) for article in articles or [instrument])
        for article in articles:
            yield from _article_facts(article, instrument, passage)


def _basis(context: Context, project: Entity, words: str, passage: Passage) -> Iterator[Statement]:
    cited = list(_CITED.finditer(fold(words)))
    for found in cited:
        instrument = context.entity(found["name"])
        if instrument is None:
            law = scheme("instrument-kind").ending(found["name"])
            instrument = context.reading.instrument(found["name"], law[0].kind if law and law[0].kind else GOV.LegalInstrument)
        articles = list(_articles(instrument, fold(words)[found.end():]))
        yield from (Fact(project, GOV.legalBasis, article, passage) for article in articles or [instrument])
        for article in articles:
            yield from _article_facts(article, instrument, passage)
    if not cited and words.strip():
        yield from _unquoted(context, project, words, passage)


def _unquoted(context: Context, project: Entity, words: str, passage: Passage) -> Iterator[Statement]:
    """A basis without brackets: a plan or decision by its whole name, or laws told by how their names end."""
    laws = [mention.entity for mention in context.names.mentions(words) if mention.entity.kind in (GOV.Act, GOV.Ordinance, GOV.Decree)]
    if laws:
        yield from (Fact(project, GOV.legalBasis, law, passage) for law in laws)
        return
    name = _DATE_END.sub("", fold(words)).strip()
    name = name + ")" if name.count("(") > name.count(")") else name
    raw = words[:len(name)].rstrip(" ,") if not name.endswith(")") else name
    decision = context.reading.instrument(raw, GOV.Guideline)
    yield Fact(project, GOV.legalBasis, decision, passage)
    for found in periods(words):
        if found.period.text and words[found.last:].strip(" .)") == "":
            yield from dated(decision, found.period, passage)


RULES = (owned_instruments, citations, legal_bases)
