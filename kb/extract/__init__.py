"""A document → facts and issues: every rule of every subject, each blind to the others; tables of facts have rules of their own."""

from collections.abc import Callable, Iterator

from kb.extract import (
    budgets,
    claims,
    contract_tables,
    contracts,
    doubts,
    engagement,
    findings,
    functions,
    headcounts,
    instruments,
    naming,
    notices,
    ocds,
    ordinance_texts,
    organization,
    project_tables,
    projects,
    records,
    strategy,
)
from kb.model import Document, Statement
from kb.structure.context import Context

Rule = Callable[[Context], Iterator[Statement]]

RULES: tuple[Rule, ...] = (
    *naming.RULES, *organization.RULES, *headcounts.RULES, *functions.RULES, *strategy.RULES, *projects.RULES,
    *budgets.RULES, *instruments.RULES, *ordinance_texts.RULES, *contracts.RULES, *contract_tables.RULES, *project_tables.RULES, *notices.RULES,
    *findings.RULES, *engagement.RULES, *claims.RULES, *doubts.RULES,
)


def extract(document: Document) -> list[Statement]:
    """Everything that the rules read out of a document, in the order of the rules, each statement once."""
    context = Context(document)
    return list(dict.fromkeys(statement for rule in _rules(document, context) for statement in rule(context)))


def _rules(document: Document, context: Context) -> tuple[Rule, ...]:
    """The rules for a document: tables of facts and contracting data have their own; any other table is read as a report is."""
    if document.media_type == "application/json":
        return ocds.RULES
    if document.media_type == "text/csv" and (records.is_records(document) or not (context.findings or contract_tables.lists(document))):
        return records.RULES
    return RULES
