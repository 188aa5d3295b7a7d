"""ontology/vocab/*.ttl → concepts that words are matched against: labels, variants, suffixes."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kb.korean.text import name_key
from kb.namespace import GOV, RDFS, SKOS, VOCABULARY
from kb.resources import files


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme: its IRI and id, its Korean and English label, and the words that mean it."""

    iri: NamedNode
    id: str
    label: str
    english: str
    variants: tuple[str, ...]
    suffixes: tuple[str, ...]
    not_suffixes: tuple[str, ...]
    kind: NamedNode | None
    rank: int

    @property
    def words(self) -> tuple[str, ...]:
        """The label and every variant."""
        return (self.label, *self.variants)


_MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True)
class Scheme:
    """The concepts of one file of ontology/vocab/, by id, in their order."""

    name: str
    concepts: dict[str, Concept]
    keys: dict[str, tuple[Concept, ...]]
    _endings: dict[str, tuple[Concept, str]] = field(init=False, repr=False)
    _lengths: tuple[int, ...] = field(init=False, repr=False)
    _exceptions: dict[str, tuple[str, ...]] = field(init=False, repr=False)
    _known: dict[str, tuple[Concept, str] | None] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        endings = {name_key(suffix): (concept, suffix) for concept in reversed(self.concepts.values()) for suffix in concept.suffixes}
        object.__setattr__(self, "_endings", endings)
        object.__setattr__(self, "_lengths", tuple(sorted({len(key) for key in endings}, reverse=True)))
        object.__setattr__(self, "_exceptions", {concept.id: tuple(name_key(word) for word in concept.not_suffixes if word)
                                                 for concept in self.concepts.values()})

    def __getitem__(self, identifier: str) -> Concept:
        return self.concepts[identifier]

    def find(self, word: str) -> Concept | None:
        """The concept that a word means in any spacing, None where none does."""
        return next(iter(self.keys.get(name_key(word), ())), None)

    def all(self, word: str) -> tuple[Concept, ...]:
        """Every concept that a word means: a heading can open sections of several kinds."""
        return self.keys.get(name_key(word), ())

    def within(self, text: str) -> tuple[Concept, str] | None:
        """The concept of the longest word that a text holds, and that word; None where it holds none."""
        key = name_key(text)
        best = max((word for word in self.keys if word in key), key=len, default=None)
        return (self.keys[best][0], best) if best else None

    def opening(self, text: str) -> tuple[Concept, str] | None:
        """The concept of the longest word that a text begins with, and the key of that word."""
        key = name_key(text)
        best = max((word for word in self.keys if key.startswith(word)), key=len, default=None)
        return (self.keys[best][0], best) if best else None

    def ending(self, name: str) -> tuple[Concept, str] | None:
        """The concept whose suffix a name ends with, the longest first; None where an exception forbids it."""
        # Every word of a document is asked for, most of them often.
        if name not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[name] = self._ending(name_key(name))
        return self._known[name]

    def _ending(self, key: str) -> tuple[Concept, str] | None:
        for length in self._lengths:
            if found := self._endings.get(key[-length:]):
                concept, suffix = found
                return None if key.endswith(self._exceptions[concept.id]) else (concept, suffix)
        return None


@cache
def scheme(name: str) -> Scheme:
    """The scheme of a file `ontology/vocab/<name>.ttl`.

    Raises:
        StopIteration: there is no such file.
    """
    path = next(path for path in files("ontology/vocab", "*.ttl") if path.stem == name)
    found: dict[NamedNode, dict[NamedNode, list[NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | ox.Literal):
            found[quad.subject][quad.predicate].append(quad.object)
    base = f"{VOCABULARY}{name}#"
    concepts = {concept.id: concept for concept in
                sorted((_concept(iri, found[iri], base) for iri in found if iri.value.startswith(base)),
                       key=lambda concept: (concept.rank, concept.id))}
    keys: dict[str, tuple[Concept, ...]] = defaultdict(tuple)
    for concept in concepts.values():
        for word in dict.fromkeys(name_key(word) for word in concept.words):
            keys[word] += (concept,)
    return Scheme(name, concepts, dict(keys))


def _concept(iri: NamedNode, values: dict[NamedNode, list[NamedNode | ox.Literal]], base: str) -> Concept:
    def texts(predicate: NamedNode, language: str | None = None) -> tuple[str, ...]:
        return tuple(term.value for term in values.get(predicate, []) if isinstance(term, ox.Literal) and (language is None or term.language == language))

    kinds = [term for term in values.get(GOV.classOf, []) if isinstance(term, NamedNode)]
    ranks = texts(GOV.rank)
    return Concept(iri, iri.value.removeprefix(base), texts(SKOS.prefLabel, "ko")[0], texts(RDFS.label, "en")[0],
                   texts(SKOS.altLabel), texts(GOV.suffix), texts(GOV.notSuffix), kinds[0] if kinds else None,
                   int(ranks[0]) if ranks else 99)
