"""What extraction gives: facts about entities, each with its passage, and issues."""

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kb.model.document import Passage


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a text speaks of, before it has an IRI.

    Attributes:
        kind: its class, a term of the ontology.
        key: what identifies it (jurisdiction, name, official number ...), never a row number.
        name: how it is printed here; empty for a thing without a name, such as an amount.
    """

    kind: NamedNode
    key: tuple[str, ...]
    name: str = field(default="", compare=False)


Value = Entity | NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement and the words it was read from."""

    subject: Entity
    predicate: NamedNode
    object: Value
    passage: Passage


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that looks like a fact and could not be read, with its place."""

    reason: str
    passage: Passage


Statement = Fact | Issue
