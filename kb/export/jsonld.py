"""A base → JSON-LD of the default graph, compacted with ontology/context.jsonld."""

import json
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from kb.namespace import PREFIXES, RDF, XSD
from kb.resources import folder
from kb.store.base import Store

_STRING = XSD.string.value


def write(store: Store, path: Path) -> None:
    """JSON-LD 1.1: one node object a subject, terms of the context for classes and properties.

    The context is written into the file, so that it reads without a network.
    """
    context = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    terms = {definition if isinstance(definition, str) else definition["@id"]: (name, definition) for name, definition in context.items()
             if not name.startswith("@") and not (isinstance(definition, str) and definition.endswith(("#", "/")))}
    prefixes = {name: base for name, base in context.items() if isinstance(base, str) and base.endswith(("#", "/"))}
    nodes: dict[str, dict[str, object]] = {}
    for quad in store.quads():
        if not isinstance(quad.graph_name, DefaultGraph):
            continue
        subject = _id(quad.subject)
        node = nodes.setdefault(subject, {"@id": subject})
        if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
            _put(node, "@type", _compact(quad.object.value, terms, prefixes))
            continue
        name, definition = terms.get(_compact_key(quad.predicate.value, prefixes), (_compact_key(quad.predicate.value, prefixes), {}))
        _put(node, name, _value(quad.object, definition if isinstance(definition, dict) else {}))
    ordered = [dict(sorted(nodes[key].items())) for key in sorted(nodes)]
    path.write_text(json.dumps({"@context": context, "@graph": ordered}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _id(node: object) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else getattr(node, "value", "")


def _compact_key(iri: str, prefixes: dict[str, str]) -> str:
    return next((f"{name}:{iri.removeprefix(base)}" for name, base in prefixes.items() if iri.startswith(base)), iri)


def _compact(iri: str, terms: dict[str, tuple[str, object]], prefixes: dict[str, str]) -> str:
    key = _compact_key(iri, prefixes)
    return terms[key][0] if key in terms else key


def _put(node: dict[str, object], name: str, value: object) -> None:
    held = node.get(name)
    if held is None:
        node[name] = value
    elif isinstance(held, list):
        held.append(value)
    else:
        node[name] = [held, value]


def _value(term: object, definition: dict[str, str]) -> object:
    if not isinstance(term, Literal):
        return _id(term) if definition.get("@type") == "@id" else {"@id": _id(term)}
    if term.language:
        return term.value if definition.get("@language") == term.language else {"@value": term.value, "@language": term.language}
    if definition.get("@type") and _expands(definition["@type"], term.datatype.value):
        return term.value
    return term.value if term.datatype.value == _STRING and "@language" not in definition and "@type" not in definition else {"@value": term.value, "@type": term.datatype.value}


def _expands(short: str, iri: str) -> bool:
    return short.startswith("xsd:") and iri == PREFIXES["xsd"] + short.removeprefix("xsd:")
