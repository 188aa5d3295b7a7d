"""A file → its facts as sorted lines: what golden files hold."""

from pathlib import Path

from kb.extract import extract
from kb.model import Entity, Issue, Value
from kb.readers import read


def shown(value: Value) -> str:
    """An entity as class and key, a concept or class by its last part, a literal by its text."""
    if isinstance(value, Entity):
        return f"{value.kind.value.rpartition('#')[2]}({', '.join(value.key)})"
    return value.value.rpartition("#")[2] if value.value.startswith("https://w3id.org/govkb/") else value.value


def facts(path: Path) -> list[tuple[str, str, str]]:
    """(subject, predicate, object) of every fact, sorted; places aside."""
    return sorted({(shown(fact.subject), fact.predicate.value.rpartition("#")[2].rpartition("/")[2], shown(fact.object))
                   for fact in extract(read(path)) if not isinstance(fact, Issue)})


def lines(path: Path) -> list[str]:
    """`first-last TAB subject TAB predicate TAB object` of every fact and issue, by place."""
    found = []
    for statement in extract(read(path)):
        place = f"{statement.passage.first}-{statement.passage.last}"
        if isinstance(statement, Issue):
            found.append((statement.passage.first, statement.passage.last, f"{place}\tISSUE\t\t{statement.reason}"))
        else:
            name = statement.predicate.value.rpartition("#")[2].rpartition("/")[2]
            found.append((statement.passage.first, statement.passage.last, f"{place}\t{shown(statement.subject)}\t{name}\t{shown(statement.object)}"))
    return [line for _, _, line in sorted(found)]
