"""A base → its description as a data set: DCAT 3 and VoID, with counts by class and property."""

from collections import Counter

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from kb.namespace import BASE, DCAT, DCT, ONTOLOGY, PREFIXES, RDF, VOID, XSD
from kb.store.base import Store


def description(store: Store, file: str, media_type: str) -> str:
    """The description as Turtle.

    Args:
        file: the name of the distribution that it describes.
        media_type: the distribution's media type.
    """
    kinds: Counter[NamedNode] = Counter()
    properties: Counter[NamedNode] = Counter()
    subjects = set()
    for quad in store.quads():
        if isinstance(quad.graph_name, DefaultGraph):
            subjects.add(quad.subject)
            properties[quad.predicate] += 1
            if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
                kinds[quad.object] += 1
    dataset, distribution = NamedNode(f"{BASE}dataset"), NamedNode(f"{BASE}dataset/{file}")
    quads = [
        Quad(dataset, RDF.type, DCAT.Dataset), Quad(dataset, RDF.type, VOID.Dataset),
        Quad(dataset, DCT.title, Literal("공공 책임보고 지식기반", language="ko")),
        Quad(dataset, DCT.title, Literal("Knowledge base of public accountability reports", language="en")),
        Quad(dataset, DCAT.distribution, distribution), Quad(dataset, VOID.vocabulary, ONTOLOGY), Quad(dataset, VOID.uriSpace, Literal(BASE)),
        Quad(dataset, VOID.triples, _count(sum(properties.values()))), Quad(dataset, VOID.distinctSubjects, _count(len(subjects))),
        Quad(distribution, RDF.type, DCAT.Distribution), Quad(distribution, DCAT.mediaType, Literal(media_type)), Quad(distribution, DCT.title, Literal(file)),
    ]
    for number, (kind, count) in enumerate(sorted(kinds.items(), key=lambda pair: pair[0].value)):
        part = NamedNode(f"{BASE}dataset/class/{number}")
        quads += [Quad(dataset, VOID.classPartition, part), Quad(part, VOID.class_, kind), Quad(part, VOID.entities, _count(count))]
    for number, (predicate, count) in enumerate(sorted(properties.items(), key=lambda pair: pair[0].value)):
        part = NamedNode(f"{BASE}dataset/property/{number}")
        quads += [Quad(dataset, VOID.propertyPartition, part), Quad(part, VOID.property, predicate), Quad(part, VOID.triples, _count(count))]
    text = serialize((quad.triple for quad in quads), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return text.decode() if text else ""


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
