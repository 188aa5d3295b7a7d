"""A base and ontology/shapes/ → what breaks a shape, by pyshacl."""

from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox
from pyoxigraph import DefaultGraph

from kb.namespace import PREFIXES
from kb.resources import files
from kb.store.base import Store

_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "note"}


@dataclass(frozen=True, slots=True)
class Result:
    """One node that breaks one shape."""

    shape: str
    severity: str
    message: str
    subject: str
    value: str


def validate(store: Store) -> list[Result]:
    """Every result of every shape; inference is off, the rules have run."""
    import rdflib
    from pyshacl import validate as run

    data = rdflib.Graph()
    triples = BytesIO()
    ox.serialize((quad.triple for quad in store.quads() if isinstance(quad.graph_name, DefaultGraph) and "#line=" not in str(quad.subject)), triples, format=ox.RdfFormat.N_TRIPLES)
    data.parse(data=triples.getvalue(), format="nt")
    shapes = rdflib.Graph()
    for path in files("ontology/shapes", "*.ttl"):
        shapes.parse(path, format="turtle")
    _, report, _ = run(data, shacl_graph=shapes, inference="none", advanced=False)
    shacl = rdflib.Namespace(PREFIXES["sh"])
    return [Result(_short(report.value(node, shacl.sourceShape)), _SEVERITY[_short(report.value(node, shacl.resultSeverity))],
                   str(report.value(node, shacl.resultMessage) or ""), str(report.value(node, shacl.focusNode) or ""), str(report.value(node, shacl.value) or ""))
            for node in report.subjects(rdflib.RDF.type, shacl.ValidationResult)]


def _short(term: object) -> str:
    return str(term).rpartition("#")[2]
