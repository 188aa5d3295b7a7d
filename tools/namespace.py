"""ontology/gov.ttl → kb/namespace.py: one class a prefix, one attribute a term; run it after changing the ontology."""

import keyword
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
HEADER = '''"""The terms of ontology/gov.ttl as constants. Made by tools/namespace.py; do not edit."""

from pyoxigraph import NamedNode

'''


def terms() -> dict[str, dict[str, str]]:
    """Prefix → local name → IRI, for every IRI that the ontology file writes with a prefix."""
    path = ROOT / "ontology" / "gov.ttl"
    parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    found: dict[str, set[str]] = defaultdict(set)
    nodes = {term.value for quad in parser for term in (quad.subject, quad.predicate, quad.object)
             if isinstance(term, ox.NamedNode)}
    prefixes = dict(parser.prefixes)
    for iri in nodes:
        for prefix, base in prefixes.items():
            if iri.startswith(base) and iri != base:
                found[prefix].add(iri)
    return {prefix: {iri.removeprefix(prefixes[prefix]): iri for iri in sorted(iris)} for prefix, iris in sorted(found.items())}


def source() -> str:
    """The text of kb/namespace.py."""
    blocks = []
    for prefix, names in terms().items():
        lines = [f"class {prefix.upper()}:", f'    """Terms with the prefix `{prefix}:`."""', ""]
        for name, iri in names.items():
            safe = f"{name}_" if keyword.iskeyword(name) else name
            lines.append(f'    {safe} = NamedNode("{iri}")')
        blocks.append("\n".join(lines) + "\n")
    prefixes = {prefix: next(iter(names.values())).removesuffix(next(iter(names))) for prefix, names in terms().items()}
    table = "\n".join(f'    "{prefix}": "{base}",' for prefix, base in prefixes.items())
    bases = (f"PREFIXES = {{\n{table}\n}}\n\n"
             'ONTOLOGY = NamedNode("https://w3id.org/govkb/ns")\n'
             'VOCABULARY = "https://w3id.org/govkb/vocab/"\n'
             'BASE = "https://w3id.org/govkb/id/"\n'
             'DERIVED = "https://w3id.org/govkb/derived/"\n')
    return HEADER + "\n" + "\n\n".join(blocks) + "\n\n" + bases


if __name__ == "__main__":
    (ROOT / "kb" / "namespace.py").write_text(source(), encoding="utf-8")
