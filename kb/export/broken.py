"""What is broken in a base → JSON, SHACL results in Turtle, SARIF for code-review tools, or a page to read."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from jinja2 import Environment
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kb.checks import SEVERITIES, Broken
from kb.namespace import BASE, GOV, PREFIXES, PROV, RDF, SH
from kb.query.run import Quotation

_SHACL = {"error": SH.Violation, "warning": SH.Warning, "note": SH.Info}
_SHOWN = {"error": "오류 (error)", "warning": "경고 (warning)", "note": "참고 (note)"}
_PAGE = """<!doctype html>
<html lang="ko">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>문서의 점검 (checks)</title>
<style>
body { font: 1rem/1.5 NanumGothic, "Malgun Gothic", "Apple SD Gothic Neo", sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; color: #1b1b1b }
h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 0 } section { border-left: .3rem solid; padding: .2rem 0 .2rem 1rem; margin: 1.2rem 0 }
.error { border-color: #b3261e } .warning { border-color: #a15c00 } .note { border-color: #45617d }
.severity { font-size: .85rem; font-weight: bold } p { margin: .2rem 0 } small { color: #555 }
table { border-collapse: collapse } th { text-align: left; font-weight: normal; color: #555; padding-right: 1rem; vertical-align: top }
blockquote { margin: .3rem 0; padding: .3rem .6rem; background: #f3f3f3 } cite { font-style: normal; font-size: .85rem; color: #444 }
</style>
<h1>문서의 점검 <small>(checks)</small></h1>
<p>{{ found|length }}건 ({% for severity, count in counts %}{{ shown[severity] }} {{ count }}{{ ", " if not loop.last }}{% endfor %})</p>
{% for one in found %}<section class="{{ one.severity }}">
<p class="severity">{{ shown[one.severity] }} · {{ one.rule }}</p>
<h2>{{ one.subject }}</h2>
<p>{{ one.korean }}{% if one.english != one.korean %}<br><small lang="en">{{ one.english }}</small>{% endif %}</p>
{% if one.stated or one.computed %}<table><tr><th>적힌 값 (stated)</th><td>{{ one.stated }}</td></tr>
{% if one.computed %}<tr><th>계산한 값 (computed)</th><td>{{ one.computed }}</td></tr>{% endif %}</table>
{% endif %}{% for place in one.evidence %}<blockquote>{{ place.exact }}<br>
<cite>{{ place.document }}{% if place.first %}, {{ place.first }}{% if place.last != place.first %}–{{ place.last }}{% endif %}행{% endif %}</cite>
</blockquote>
{% endfor %}</section>
{% else %}<p>어긋난 것이 없음 (nothing is broken)</p>
{% endfor %}</html>
"""


def as_json(found: Sequence[Broken]) -> str:
    """A list of objects with the fields of `Broken`."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n"


def as_turtle(found: Sequence[Broken]) -> str:
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


def as_sarif(found: Sequence[Broken]) -> str:
    """SARIF 2.1.0 (OASIS Standard, 2020): one rule a check, one result a slip, the first place first and the others as related ones."""
    rules = {one.rule: one for one in found}
    results = [{
        "ruleId": one.rule, "level": one.severity, "message": {"text": _message(one)},
        "locations": [_location(place) for place in one.evidence[:1]],
        "relatedLocations": [_location(place) for place in one.evidence[1:]],
    } for one in found]
    driver = {"name": "kb check", "rules": [{"id": rule, "shortDescription": {"text": one.english}, "fullDescription": {"text": one.korean}} for rule, one in sorted(rules.items())]}
    log = {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _message(one: Broken) -> str:
    values = f": 적힌 값 (stated) {one.stated}" + (f", 계산한 값 (computed) {one.computed}" if one.computed else "") if one.stated or one.computed else ""
    return f"{one.subject}{values}. {one.korean} ({one.english})"


def _location(place: Quotation) -> dict[str, object]:
    region = {"region": {"startLine": place.first, "endLine": place.last, "snippet": {"text": place.exact}}} if place.first else {}
    return {"physicalLocation": {"artifactLocation": {"uri": place.document}, **region}}


def as_html(found: Sequence[Broken]) -> str:
    """One page that needs nothing else; no text of a document becomes markup."""
    counts = [(severity, sum(one.severity == severity for one in found)) for severity in SEVERITIES]
    return Environment(autoescape=True).from_string(_PAGE).render(found=found, counts=counts, shown=_SHOWN) + "\n"


FORMATS: dict[str, Callable[[Sequence[Broken]], str]] = {"json": as_json, "turtle": as_turtle, "sarif": as_sarif, "html": as_html}
