"""Entity → IRI: the family of its class, then what identifies it, escaped as RFC 3987 asks and no further."""

import hashlib
import re
from functools import lru_cache

from pyoxigraph import NamedNode

from kb.model import Entity, Passage
from kb.namespace import BASE, GOV
from kb.ontology import superclasses

# A body is one thing whether a text shows it as a company or only as an organization: its IRI names the family.
_FAMILIES = (GOV.Organization, GOV.Unit, GOV.LegalInstrument)
_LONGEST = 60
_KEPT = 40
_FORBIDDEN = re.compile(r"[\s<>\"{}|\\^`%#?/\[\]\x00-\x1f\x7f]")


def iri(entity: Entity, base: str = BASE) -> NamedNode:
    """The IRI of an entity under a base IRI that ends in `/`."""
    return _iri(entity.kind, entity.key, base)


@lru_cache(maxsize=65536)
def _iri(kind: NamedNode, key: tuple[str, ...], base: str) -> NamedNode:
    return NamedNode(f"{base}{slug(kind)}/" + "/".join(_part(part) for part in key))


@lru_cache(maxsize=256)
def slug(kind: NamedNode) -> str:
    """The path segment of a class: its family's name in lower case, words parted by hyphens."""
    family = next((one for one in _FAMILIES if one == kind or one in superclasses(kind)), kind)
    name = re.split(r"[#/]", family.value)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _part(part: str) -> str:
    shown = part if len(part) <= _LONGEST else f"{part[:_KEPT]}~{hashlib.sha256(part.encode()).hexdigest()[:10]}"
    return _FORBIDDEN.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), shown) or "-"


def document_iri(name: str, base: str = BASE) -> NamedNode:
    """The IRI of a document, by its file name."""
    return iri(Entity(GOV.Document, (name,)), base)


def passage_iri(passage: Passage, base: str = BASE) -> NamedNode:
    """The IRI of a place: the document's with an RFC 5147 line range, which counts the gaps between lines from 0."""
    return NamedNode(f"{document_iri(passage.document, base).value}#line={passage.first - 1},{passage.last}")
