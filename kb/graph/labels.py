"""Label quads of a base → which one is preferred: pairs of quads to take out and to put in."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kb.namespace import SKOS
from kb.resolve.labels import preferred

LABELS = (SKOS.prefLabel, SKOS.altLabel)


def settle(labels: Iterable[Quad], titles: Iterable[Quad] = ()) -> tuple[list[Quad], list[Quad]]:
    """What to remove and what to add so that each thing has one preferred label, every other spelling an alternative.

    Args:
        labels: every label quad in a named graph of the things concerned, from all documents.
        titles: what heads a thing's own section (`gov:text`): such a spelling goes before all others.
    """
    headed = {(quad.subject, quad.object.value) for quad in titles if isinstance(quad.object, Literal)}
    spellings: dict[NamedNode, Counter[str]] = defaultdict(Counter)
    held = [(quad, quad.subject, quad.object.value) for quad in labels if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode)]
    for _, subject, spelling in held:
        spellings[subject][spelling] += 1
    chosen = {}
    for subject, counts in spellings.items():
        own = Counter({spelling: count for spelling, count in counts.items() if (subject, spelling) in headed})
        chosen[subject] = preferred(own or counts)
    remove, add = [], []
    for quad, subject, spelling in held:
        predicate = SKOS.prefLabel if spelling == chosen[subject] else SKOS.altLabel
        if quad.predicate != predicate:
            remove.append(quad)
            add.append(Quad(quad.subject, predicate, quad.object, quad.graph_name))
    return remove, add
