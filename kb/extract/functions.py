"""A reading → what each department is for."""

from collections.abc import Iterator

from kb.korean.text import name_key
from kb.model import Entity, Fact, Statement
from kb.namespace import GOV
from kb.structure.context import Context
from kb.structure.statements import text
from kb.structure.units import functions as listed


def functions(context: Context) -> Iterator[Statement]:
    """One function a marked line below a department's name."""
    for name, line, item in listed(context.reading):
        unit = context.reading.unit(name)
        function = Entity(GOV.Function, (*unit.key, name_key(item.text)))
        passage = context.reading.lines.passage(item.first, item.last)
        yield Fact(function, GOV.text, text(item.text), passage)
        yield Fact(function, GOV.responsibleUnit, unit, context.reading.lines.passage(line, item.last))


RULES = (functions,)
