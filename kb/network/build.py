"""A network query's answer → a networkx network: things as nodes, statements as edges with their words."""

from collections.abc import Mapping
from typing import TypeAlias

import networkx as nx
from pyoxigraph import Literal, NamedNode

from kb.errors import QueryError
from kb.query.catalog import query
from kb.query.run import answer, described, short
from kb.resources import folder
from kb.store.base import Store

Network: TypeAlias = "nx.MultiDiGraph[str]"


def network(name: str, values: Mapping[str, str], store: Store) -> Network:
    """The network of a query in queries/networks/.

    Nodes are IRIs with `label` and `kind` (a class name); edges have `relation` (IRI), `label`, and
    `quotation` (text, empty for a derived statement). Further columns of the query are attributes of the source, as text.

    Raises:
        NotFoundError, AmbiguousError, QueryError: as a question's.
    """
    asked = answer(query(name, "networks"), values, store)
    names = [column.name for column in asked.columns]
    if names[:3] != ["source", "relation", "target"]:
        raise QueryError(f"{name} is no network: its columns are not source, relation, target")
    labels = relation_labels(store)
    found: Network = nx.MultiDiGraph(name=name, picture=asked.query.picture)
    things = described(store, (term for row in asked.rows for term in (row[0], row[2])))
    for (source, relation, target, *more), places in zip(asked.rows, asked.evidence, strict=True):
        if not (isinstance(source, NamedNode) and isinstance(relation, NamedNode) and isinstance(target, NamedNode)):
            continue
        for node in (source, target):
            label, kind = things.get(node.value, ("", ""))
            found.add_node(node.value, label=label or short(node), kind=kind or "Thing")
        found.nodes[source.value].update({column: asked.shown(term) for column, term in zip(names[3:], more, strict=True) if term is not None})
        found.add_edge(source.value, target.value, key=relation.value, relation=relation.value, label=labels.get(relation.value, short(relation)),
                       quotation="\n".join(map(str, places)) if names[3:] else str(places[0]) if places else "")
    return found


def relation_labels(store: Store) -> dict[str, str]:
    """The Korean labels of properties, by IRI."""
    text = (folder("queries") / "names" / "relations.rq").read_text(encoding="utf-8")
    return {node.value: label.value for node, label in store.select(text).rows if isinstance(node, NamedNode) and isinstance(label, Literal)}


