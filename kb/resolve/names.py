"""A name in any spelling → the thing of the base that it names; never a guess between two."""

import re

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from kb.errors import AmbiguousError, NotFoundError, QueryError
from kb.korean.text import loose_key, name_key
from kb.namespace import XSD
from kb.resolve.labels import official
from kb.resources import folder
from kb.store.base import Store

_IRI = re.compile(r"^https?://\S+$")
_FINDING = re.compile(r"^(?:지적(?:사항)?|finding)\s*#?\s*(\d+)$", re.I)
_NEAR = 60


def find(store: Store, name: str, kind: NamedNode | None = None) -> NamedNode:
    """The thing that a name or IRI means.

    A name matches by its key, spaces, quotes, dots and glosses aside; then, where nothing has that key, a
    thing whose name holds it, if there is only one.

    Args:
        kind: only things of this class, or of one below it.

    Raises:
        NotFoundError: nothing has that name; the error lists near ones.
        AmbiguousError: several things have it.
    """
    if _IRI.match(name):
        return _iri(name)
    if numbered := _FINDING.match(name.strip()):
        return _only(name, _rows(store, "finding", Literal(numbered[1], datatype=XSD.integer), None))
    for key in dict.fromkeys((name_key(name), loose_key(name), official(name))):
        if found := _rows(store, "by-key", Literal(key), kind):
            return _only(name, found)
    labels = _labels(store, kind)
    key = loose_key(name)
    # A number alone is in many names that have nothing to do with it.
    holding = {subject for label, subject in labels if key and not key.isdigit() and key in loose_key(label)}
    if len(holding) == 1:
        return holding.pop()
    if holding:
        shown = sorted({label for label, subject in labels if subject in holding})[:5]
        raise AmbiguousError(name, shown)
    near = process.extract(name_key(name), {label: name_key(label) for label, _ in labels}, scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR)
    raise NotFoundError(name, [label for _, _, label in near])


def _iri(name: str) -> NamedNode:
    try:
        return NamedNode(name)
    except ValueError as error:
        raise QueryError(f"not an IRI: {name!r}") from error


def _only(name: str, found: list[NamedNode]) -> NamedNode:
    if not found:
        raise NotFoundError(name)
    if len(found) > 1:
        raise AmbiguousError(name, [node.value for node in found[:5]])
    return found[0]


def _text(which: str) -> str:
    return (folder("queries") / "names" / f"{which}.rq").read_text(encoding="utf-8")


def _rows(store: Store, which: str, key: Literal, kind: NamedNode | None) -> list[NamedNode]:
    row = f"VALUES (?key ?kind) {{ ({key} {kind or 'UNDEF'}) }}"
    table = store.select(_text(which).replace("VALUES (?key ?kind) { (UNDEF UNDEF) }", row))
    return sorted({subject for (subject, *_) in table.rows if isinstance(subject, NamedNode)}, key=lambda node: node.value)


def _labels(store: Store, kind: NamedNode | None) -> list[tuple[str, NamedNode]]:
    row = f"VALUES (?kind) {{ ({kind or 'UNDEF'}) }}"
    table = store.select(_text("labels").replace("VALUES (?kind) { (UNDEF) }", row))
    return [(label.value, subject) for subject, label in table.rows if isinstance(subject, NamedNode) and isinstance(label, Literal)]
