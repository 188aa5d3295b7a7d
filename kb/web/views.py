"""A base and a thing → what a page shows of it: facts by meaning with their passages, what points at it, documents line by line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kb.namespace import BASE, DCT, DERIVED, GOV, OA, RDF, SKOS, VOCABULARY
from kb.resources import is_url
from kb.store import texts
from kb.web.source import Source

_HIDDEN = frozenset((RDF.type, SKOS.hiddenLabel, SKOS.prefLabel, GOV.sha256))
_MOST_INCOMING = 30
# What ontology, vocabularies and things have in front of their addresses.
_SPACE = VOCABULARY.removesuffix("vocab/")
Term = NamedNode | Literal | BlankNode


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that says something: where it stands, its words, its address; or the rule that derived it."""

    shown: str
    exact: str
    href: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: as text, with an address where it is a thing, and the places that say so."""

    text: str
    href: str
    iri: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property."""

    iri: str
    name: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(slots=True)
class Line:
    """One line of a document: its number, page, text, whether a passage holds it, and the passages that begin on it."""

    number: int
    page: int | None
    text: str
    read: bool = False
    starts: list[tuple[int, int]] = field(default_factory=list)


def href(node: Term) -> str:
    """The page of a thing or term; "" for what has none."""
    if not isinstance(node, NamedNode):
        return ""
    if node.value.startswith(f"{BASE}document/") and "#line=" in node.value:
        return passage_href(node)
    if node.value.startswith(f"{BASE}document/"):
        return "/doc/" + quote(node.value.removeprefix(f"{BASE}document/"), safe="%")
    if node.value.startswith(BASE):
        return "/page/" + quote(node.value.removeprefix(BASE), safe="/%:~!$&'()*+,;=@")
    if node.value.startswith(_SPACE):
        path, _, fragment = node.value.removeprefix(_SPACE).partition("#")
        return f"/{path}#{fragment}" if fragment else f"/{path}"
    return node.value if is_url(node.value) else ""


def passage_href(node: NamedNode) -> str:
    """The lines of a passage in the viewer: `/doc/NAME?from=12&to=15#L12`."""
    document, _, lines = node.value.partition("#line=")
    first, _, last = lines.partition(",")
    number = int(first) + 1 if first.isdigit() else 1
    return f"/doc/{quote(document.removeprefix(f'{BASE}document/'), safe='%')}?from={number}&to={last or number}#L{number}"


def shown(source: Source, term: Term, language: str) -> str:
    """A term as a reader sees it."""
    return source.label(term, language) if isinstance(term, NamedNode) else term.value


def places(source: Source, quad: Quad) -> Iterator[Place]:
    """Where a statement was read, or the rule that it follows from."""
    for found in source.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None):
        graph = found.graph_name
        if isinstance(graph, NamedNode):
            if graph.value.startswith(DERIVED):
                yield Place(graph.value.removeprefix(DERIVED), source.one(graph, DCT.description), "", True)
            elif exact := source.one(graph, OA.exact):
                first, last = source.one(graph, GOV.firstLine), source.one(graph, GOV.lastLine)
                document = NamedNode(graph.value.partition("#")[0])
                # The day that the document speaks of: what was true then, and what is true now, stand side by side.
                when = source.one(document, GOV.asOf)
                yield Place(f"{source.label(document)}:{first}" + (f"-{last}" if last != first else "") + (f" ({when})" if when else ""), exact, passage_href(graph))


def facts(source: Source, node: NamedNode, language: str) -> list[Group]:
    """What is said of a thing, by property, the properties in the order of the ontology's names."""
    held: dict[NamedNode, list[Quad]] = defaultdict(list)
    for quad in source.store.quads_for_pattern(node, None, None, DefaultGraph()):
        if quad.predicate not in _HIDDEN:
            held[quad.predicate].append(quad)
    def value(quad: Quad) -> Value:
        term = quad.object if isinstance(quad.object, NamedNode | Literal) else BlankNode()
        return Value(shown(source, term, language), href(term), term.value if isinstance(term, NamedNode) else "", tuple(places(source, quad)))

    groups = [Group(predicate.value, source.label(predicate, language), tuple(sorted(map(value, quads), key=lambda one: one.text))) for predicate, quads in held.items()]
    return sorted(groups, key=lambda group: (not any(value.href for value in group.values), group.name))


def incoming(source: Source, node: NamedNode, language: str) -> list[Group]:
    """What points at a thing, by property; of each at most thirty."""
    held: dict[NamedNode, list[Quad]] = defaultdict(list)
    for quad in source.store.quads_for_pattern(None, None, node, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE) and quad.predicate != GOV.inDocument:
            held[quad.predicate].append(quad)
    def value(quad: Quad) -> Value:
        term = quad.subject if isinstance(quad.subject, NamedNode) else BlankNode()
        return Value(shown(source, term, language), href(term), term.value, tuple(places(source, quad)))

    groups = [Group(predicate.value, source.label(predicate, language), tuple(sorted(map(value, quads[:_MOST_INCOMING]), key=lambda one: one.text)), max(0, len(quads) - _MOST_INCOMING))
              for predicate, quads in held.items()]
    return sorted(groups, key=lambda group: group.name)


def document_lines(source: Source, node: NamedNode) -> list[Line]:
    """A document's lines, those that passages hold marked; without a kept text, only these."""
    kept = texts.load(source.folder, source.one(node, GOV.sha256))
    lines = {number: Line(number, page, text) for number, (page, text) in enumerate(kept or [], 1)}
    for place in {quad.subject for quad in source.store.quads_for_pattern(None, GOV.inDocument, node, DefaultGraph()) if isinstance(quad.subject, NamedNode)}:
        # An issue names its document, too: only passages have words.
        if not (exact := source.one(place, OA.exact)):
            continue
        first, last = int(source.one(place, GOV.firstLine)), int(source.one(place, GOV.lastLine))
        for number, text in zip(range(first, last + 1), exact.split("\n"), strict=False):
            line = lines.setdefault(number, Line(number, None, text))
            line.read = True
        lines[first].starts.append((first, last))
    return [lines[number] for number in sorted(lines)]


def said_at(source: Source, node: NamedNode, first: int, last: int, language: str) -> list[tuple[str, str, str, str, str]]:
    """(subject, its page, property, value, value's page) of what the passages that touch lines of a document say."""
    found = []
    for place in _touching(source, node, first, last):
        for quad in source.store.quads_for_pattern(None, None, None, place):
            if quad.subject != place and quad.predicate not in _HIDDEN and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found.append((source.label(quad.subject, language), href(quad.subject), source.label(quad.predicate, language), shown(source, quad.object, language), href(quad.object)))
    return sorted(set(found))


def _touching(source: Source, node: NamedNode, first: int, last: int) -> Iterable[NamedNode]:
    for quad in source.store.quads_for_pattern(None, GOV.inDocument, node, DefaultGraph()):
        place = quad.subject
        if isinstance(place, NamedNode) and (begin := source.one(place, GOV.firstLine)) and int(begin) <= last and int(source.one(place, GOV.lastLine)) >= first:
            yield place
