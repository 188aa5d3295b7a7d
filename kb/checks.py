"""A base → what is broken in it: SHACL shapes and queries/checks/, each with stated and computed value and both places."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kb.graph.validate import validate
from kb.namespace import BASE, GOV, PREFIXES, PROV, RDF, SH
from kb.query.catalog import Query, catalog
from kb.query.run import Quotation, answer
from kb.store.base import Store

SEVERITIES = ("error", "warning", "note")
_SHACL = {"error": SH.Violation, "warning": SH.Warning, "note": SH.Info}


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule broken by one thing."""

    rule: str
    severity: str
    korean: str
    english: str
    subject: str
    stated: str
    computed: str
    evidence: tuple[Quotation, ...]
    focus: str = ""


def check(store: Store, shapes: bool = True) -> list[Broken]:
    """Everything broken, the gravest first.

    Args:
        shapes: also check the SHACL shapes (about 2 s for 20,000 statements).
    """
    found = [broken for one in catalog("checks").values() for broken in _rows(store, one)]
    if shapes:
        found += [Broken(f"shape {result.shape}", result.severity, result.message, result.message, result.subject, result.value, "", (), result.subject)
                  for result in validate(store)]
    return sorted(found, key=lambda broken: (SEVERITIES.index(broken.severity), broken.rule, broken.subject, broken.stated))


def _rows(store: Store, one: Query) -> Iterator[Broken]:
    asked = answer(one, {}, store)
    for row, places in zip(asked.rows, asked.evidence, strict=True):
        subject, stated, computed = (asked.shown(term) for term in row[:3])
        focus = row[0].value if isinstance(row[0], NamedNode) else ""
        yield Broken(one.name, one.severity, one.korean, one.english, subject, stated, computed, places, focus)


def as_turtle(found: Iterable[Broken]) -> str:
    """What is broken as SHACL validation results: `gov:Check` with `gov:stated`, `gov:computed`, focus, severity and places."""
    quads = []
    for one in found:
        name = hashlib.sha256("\n".join((one.rule, one.focus or one.subject, one.stated, one.computed)).encode()).hexdigest()[:16]
        node = NamedNode(f"{BASE}check/{name}")
        quads += [Quad(node, RDF.type, GOV.Check), Quad(node, GOV.rule, Literal(one.rule)), Quad(node, SH.resultSeverity, _SHACL[one.severity]),
                  Quad(node, SH.resultMessage, Literal(one.korean, language="ko")), Quad(node, SH.resultMessage, Literal(one.english, language="en"))]
        quads += [Quad(node, predicate, Literal(value)) for predicate, value in ((GOV.stated, one.stated), (GOV.computed, one.computed)) if value]
        quads += [Quad(node, SH.focusNode, NamedNode(one.focus))] if one.focus else []
        quads += [Quad(node, PROV.wasDerivedFrom, NamedNode(place.iri)) for place in one.evidence]
    text = serialize((quad.triple for quad in quads), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return text.decode() if text else ""
