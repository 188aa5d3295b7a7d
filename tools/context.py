"""ontology/gov.ttl → ontology/context.jsonld: every term under its own name; run it after changing the ontology."""

import json
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
_BESIDE = {"unitOf": "org:unitOf", "memberOf": "org:memberOf", "isPartOf": "dct:isPartOf"}


def context() -> dict[str, object]:
    """The JSON-LD context: prefixes, then classes and properties with their types."""
    parser = ox.parse(path=str(ROOT / "ontology" / "gov.ttl"), format=ox.RdfFormat.TURTLE)
    quads = list(parser)
    prefixes = dict(parser.prefixes)
    base = prefixes["gov"]
    ranges = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value.endswith("#range")}
    kinds = {quad.subject.value: quad.object.value.rpartition("#")[2] for quad in quads if quad.predicate.value.endswith("#type") and quad.subject.value.startswith(base)}
    terms: dict[str, object] = {name: prefixes[name] for name in sorted(prefixes)}
    for iri, kind in sorted(kinds.items()):
        name, range_ = iri.removeprefix(base), ranges.get(iri, "")
        if kind == "Class":
            terms[name] = f"gov:{name}"
        elif kind == "ObjectProperty":
            terms[name] = {"@id": f"gov:{name}", "@type": "@id"}
        elif range_ and not range_.endswith("#string"):
            terms[name] = {"@id": f"gov:{name}", "@type": f"xsd:{range_.rpartition('#')[2]}"}
        else:
            terms[name] = {"@id": f"gov:{name}"}
    terms |= {name: {"@id": iri, "@type": "@id"} for name, iri in _BESIDE.items()}
    terms |= {name: {"@id": f"skos:{name}", "@language": "ko"} for name in ("prefLabel", "altLabel")}
    return terms | {"exact": {"@id": "oa:exact"}, "title": {"@id": "dct:title"}}


if __name__ == "__main__":
    path = ROOT / "ontology" / "context.jsonld"
    path.write_text(json.dumps({"@context": context()}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
