"""A reading → an engagement report's principles, actions, outcomes, their numbers and the articles they rest on."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.korean.dates import trailing
from kb.korean.text import fold, name_key
from kb.model import Entity, Fact, Statement
from kb.namespace import DCT, GOV
from kb.structure.context import Context
from kb.structure.engagement import Paragraph, Part, below_principles, parts, principles
from kb.structure.statements import dated, decimal, facts, integer, text, year
from kb.vocabulary import Concept, scheme

_ARTICLE_END = re.compile(r"\(\s*제?\s*(?P<article>\d+)\s*조(?:의\s*(?P<branch>\d+))?(?:\s*제?\s*(?P<paragraph>\d+)\s*항)?\s*\)\s*$")
_FOOTNOTE = re.compile(r"^(?P<marks>\*+)\s*(?P<name>[가-힣\s]+?)\s*제\s*(?P<article>\d+)\s*조(?:의\s*(?P<branch>\d+))?(?:\s*제?\s*(?P<paragraph>\d+)\s*항)?")
_NUMBER = re.compile(r"(?:(?P<year>20\d{2}|'?\d{2})년\s*)?(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>회(?!차)|명|건|개사|개소|개국|개|%|배|팀|곳|종|개월)(?![가-힣]*학년)")


def engagement(context: Context) -> Iterator[Statement]:
    """Principles, then each pair of actions and outcomes."""
    known = principles(context.reading.lines)
    if not known:
        return
    lines = context.reading.lines
    for one in known:
        entity = _principle(context, one.text)
        yield from facts(entity, lines.passage(one.line), (GOV.text, text(one.text)), (GOV.number, integer(one.number)), (GOV.area, text(one.area) if one.area else None))
    grounds = dict(_footnotes(context))
    for part in [*parts(lines), *below_principles(lines)]:
        serving = [_principle(context, one.text) for one in known if one.text == part.principle or not part.principle and one.area == part.area]
        yield from _actions(context, part, serving)
        yield from _outcomes(context, part, serving, grounds)


def _principle(context: Context, words: str) -> Entity:
    return Entity(GOV.Principle, (name_key(words),))


def _actions(context: Context, part: Part, serving: list[Entity]) -> Iterator[Statement]:
    for paragraph in part.actions:
        action = Entity(GOV.Action, (context.reading.place, context.reading.issuer.key[-1] if context.reading.issuer else "", name_key(paragraph.text)))
        passage = context.reading.lines.passage(paragraph.first, paragraph.last)
        yield from facts(action, passage, (GOV.text, text(paragraph.text)), *((GOV.implements, principle) for principle in serving))


def _outcomes(context: Context, part: Part, serving: list[Entity], grounds: dict[str, tuple[Entity, int, int]]) -> Iterator[Statement]:
    rule: tuple[Entity, str, int] | None = None
    for paragraph in part.outcomes:
        rule = _rule(context, paragraph) or rule
        outcome = Entity(GOV.Outcome, (context.reading.place, part.area, paragraph.group, name_key(paragraph.text), _within(context, paragraph)))
        passage = context.reading.lines.passage(paragraph.first, paragraph.last)
        yield from facts(outcome, passage, (GOV.text, text(paragraph.text)), (GOV.group, text(paragraph.group) if paragraph.group else None),
                         (GOV.area, text(part.area) if part.area else None), (GOV.outcomeKind, _kind(paragraph).iri),
                         *((GOV.implements, principle) for principle in serving))
        if found := trailing(paragraph.text):
            yield from dated(outcome, found.period, passage)
        yield from _measures(context, outcome, paragraph)
        if rule and (found_article := _ARTICLE_END.search(fold(paragraph.text))):
            yield from _article(context, outcome, rule, found_article, paragraph, grounds)
        for mention in context.names.mentions(paragraph.text):
            yield Fact(outcome, GOV.concerns, mention.entity, passage)


def _within(context: Context, paragraph: Paragraph) -> str:
    """What tells two outcomes of the same words under one heading apart: the nearest line above with a name or date."""
    for row in reversed(context.reading.lines.rows[max(0, paragraph.first - 12):paragraph.first - 1]):
        if ":" in row.text and re.search(r"소재지|일자|시기|기간|대상|명", row.text.partition(":")[0]):
            return name_key(row.text)
    return ""


def _rule(context: Context, paragraph: Paragraph) -> tuple[Entity, str, int] | None:
    """The internal rule or agreement whose name is the heading above, with its footnote marks."""
    found = re.match(r"^(?P<name>[가-힣A-Za-z\s]+?)\s*(?P<marks>\**)$", paragraph.group)
    law = scheme("instrument-kind").ending(found["name"]) if found else None
    if not found or not law or not law[0].kind:
        return None
    line = next((row.number for row in reversed(context.reading.lines.rows[:paragraph.first]) if name_key(row.text.strip("* ")) == name_key(found["name"])), paragraph.first)
    return context.reading.instrument(found["name"].strip(), law[0].kind), found["marks"], line


def _kind(paragraph: Paragraph) -> Concept:
    kinds = scheme("outcome-kind")
    if _ARTICLE_END.search(fold(paragraph.text)):
        return kinds["rule-article"]
    found = kinds.within(paragraph.text)
    return found[0] if found else kinds["other"]


def _number(found: re.Match[str]) -> str:
    return (f"제{found['article']}조" + (f"의{found['branch']}" if found["branch"] else "") + (f"제{found['paragraph']}항" if found["paragraph"] else ""))


def _article(context: Context, outcome: Entity, rule: tuple[Entity, str, int], found: re.Match[str], paragraph: Paragraph,
             grounds: dict[str, tuple[Entity, int, int]]) -> Iterator[Statement]:
    instrument, marks, line = rule
    article = Entity(GOV.Article, (*instrument.key, _number(found)), found[0].strip("() "))
    passage = context.reading.lines.passage(line, paragraph.last)
    yield Fact(article, DCT.isPartOf, instrument, passage)
    yield Fact(outcome, GOV.concerns, article, context.reading.lines.passage(paragraph.first, paragraph.last))
    if context.reading.issuer:
        yield Fact(instrument, GOV.responsibleUnit, context.reading.issuer, context.reading.lines.passage(line))
    if marks in grounds:
        base, first, last = grounds[marks]
        yield Fact(article, GOV.grounds, base, context.reading.lines.passage(line, last))
        yield Fact(base, GOV.text, text(base.name), context.reading.lines.passage(first, last))


def _footnotes(context: Context) -> Iterator[tuple[str, tuple[Entity, int, int]]]:
    for row in context.reading.lines.rows:
        if found := _FOOTNOTE.match(fold(row.raw).strip()):
            name = found["name"].strip()
            instrument = context.reading.instrument(name, GOV.Declaration)
            yield found["marks"], (Entity(GOV.Article, (*instrument.key, _number(found)), fold(row.raw).strip()[len(found["marks"]):found.end()].strip()), row.number, row.number)


def declarations(context: Context) -> Iterator[Statement]:
    """The declarations that footnotes quote, and their articles."""
    for _, (article, first, last) in _footnotes(context):
        name = re.sub(r"\s*제\s*\d+\s*조.*$", "", article.name)
        yield Fact(article, DCT.isPartOf, context.reading.instrument(name, GOV.Declaration), context.reading.lines.passage(first, last))


def _measures(context: Context, outcome: Entity, paragraph: Paragraph) -> Iterator[Fact]:
    """Every number with a unit that the outcome reports, with its year where one stands before it."""
    passage = context.reading.lines.passage(paragraph.first, paragraph.last)
    words = fold(paragraph.text)
    name = re.split(r"[:(]", paragraph.text)[0].strip()
    current: int | None = None
    for found in _NUMBER.finditer(words):
        if found["year"]:
            current = int(found["year"].strip("'")) + (0 if len(found["year"].strip("'")) == 4 else 2000)
        value = Decimal(found["value"].replace(",", ""))
        measure = Entity(GOV.Measure, (*outcome.key, str(current or ""), found["unit"], str(value), str(words[:found.start()].count("("))))
        yield from facts(measure, passage, (GOV.ofOutcome, outcome), (GOV.text, text(name)), (GOV.value, decimal(value)),
                         (GOV.unitText, text(found["unit"])), (GOV.fiscalYear, year(current) if current else None))


RULES = (engagement, declarations)
