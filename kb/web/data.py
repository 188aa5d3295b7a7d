"""Addresses of things, classes and vocabularies ↔ their IRIs, and what is said of each as RDF; the data set's own description."""

import re
from collections.abc import Iterator
from importlib.resources import files
from urllib.parse import quote

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kb import ontology
from kb.export.describe import description
from kb.namespace import BASE, GOV, ONTOLOGY, PREFIXES, RDF, RDFS, SKOS, VOCABULARY
from kb.web.source import Source

# Extension → media type and format; the first is what machines get that ask for nothing else.
FORMATS = {"ttl": ("text/turtle", ox.RdfFormat.TURTLE), "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD), "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
           "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML), "trig": ("application/trig", ox.RdfFormat.TRIG), "nq": ("application/n-quads", ox.RdfFormat.N_QUADS)}
HTML = "text/html"
_MOST_INCOMING = 500
_ENCODED = re.compile(rb"(?:%[89A-Fa-f][0-9A-Fa-f])+")
# The namespace of our own terms.
NS = GOV.Finding.value.rpartition("#")[0] + "#"


def thing_of(raw_path: bytes, prefix: str) -> NamedNode | None:
    """The thing whose address is a request's raw path, Hangul percent-encoded or not; None where it is no IRI.

    Signs of ASCII stay as they stand: in our IRIs `%20` is three signs, not a space.
    """
    rest = raw_path.removeprefix(prefix.encode())
    try:
        text = _ENCODED.sub(lambda found: bytes.fromhex(found[0].decode().replace("%", "")), rest).decode("utf-8")
        return NamedNode(BASE + re.sub(r"%[0-9a-f]{2}", lambda found: found[0].upper(), text))
    except ValueError:
        return None


def path_of(node: NamedNode) -> str:
    """The address of a thing below `/id/`, `/page/` or `/data/`, percent-encoded for a header."""
    return quote(node.value.removeprefix(BASE), safe="/%:~!$&'()*+,;=@")


def about(source: Source, node: NamedNode) -> list[Quad]:
    """What is said of a thing, with it (at most 500 statements), and the names of what it is said with."""
    store = source.store
    found = list(store.quads_for_pattern(node, None, None, DefaultGraph()))
    for number, quad in enumerate(store.quads_for_pattern(None, None, node, DefaultGraph())):
        if number >= _MOST_INCOMING:
            break
        found.append(quad)
    others = {term for quad in found for term in (quad.subject, quad.object) if isinstance(term, NamedNode) and term != node}
    for other in others:
        found += [quad for predicate in (SKOS.prefLabel, RDFS.label) for quad in store.quads_for_pattern(other, predicate, None, DefaultGraph())]
    return found


def evidence(source: Source, node: NamedNode) -> list[Quad]:
    """The statements of which a thing is the subject, each in the graph of the passage that says it, and these passages."""
    found = [quad for quad in source.store.quads_for_pattern(node, None, None, None) if not isinstance(quad.graph_name, DefaultGraph)]
    for graph in {quad.graph_name for quad in found}:
        found += list(source.store.quads_for_pattern(graph, None, None, graph)) if isinstance(graph, NamedNode) else []
    return found


def serialized(source: Source, node: NamedNode, extension: str) -> bytes:
    """A thing's data in the format of an extension; with passages where the format has graphs."""
    _, form = FORMATS[extension]
    if extension in ("trig", "nq"):
        return ox.serialize([*about(source, node), *evidence(source, node)], format=form, prefixes=PREFIXES if extension == "trig" else None) or b""
    triples = dict.fromkeys(quad.triple for quad in about(source, node))
    return ox.serialize(triples, format=form, prefixes=PREFIXES if extension == "ttl" else None) or b""


def terms(name: str) -> list[Quad]:
    """The ontology (`""`) or the vocabulary of a name; empty where there is none."""
    graph = NamedNode(f"{VOCABULARY}{name}") if name else ONTOLOGY
    return [quad for quad in ontology.quads() if quad.graph_name == graph]


def vocabularies() -> list[str]:
    """The names of the vocabularies."""
    return sorted({quad.graph_name.value.removeprefix(VOCABULARY) for quad in ontology.quads() if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(VOCABULARY)})


def void(source: Source, origin: str) -> bytes:
    """The data set's DCAT and VoID description, with where it is served."""
    text = description(source.engine, "dump.nq", "application/n-quads")
    quads = [*ox.parse(text, format=ox.RdfFormat.TURTLE), *ox.parse(_template("void.ttl"), format=ox.RdfFormat.TURTLE, base_iri=f"{origin}/")]
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def service(endpoint: str) -> list[Triple]:
    """The SPARQL 1.1 Service Description of an endpoint at a URL."""
    return [quad.triple for quad in ox.parse(_template("service.ttl"), format=ox.RdfFormat.TURTLE, base_iri=endpoint)]


def _template(name: str) -> str:
    return files("kb.web").joinpath("templates", name).read_text(encoding="utf-8")


def iris(source: Source, kind: NamedNode | None = None) -> Iterator[NamedNode]:
    """The things of a base, of one class where it is given, each once, by class."""
    seen = set()
    for quad in source.store.quads_for_pattern(None, RDF.type, kind, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE) and quad.object not in (GOV.Passage, GOV.Issue) and quad.subject not in seen:
            seen.add(quad.subject)
            yield quad.subject


