"""Lines → issues for what makes a line show other words than it holds."""

import re
from collections.abc import Iterator

from kb.model import Issue, Statement
from kb.structure.context import Context

# Unicode Standard Annex 9: embeddings, overrides and isolates turn the order in which signs are shown.
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


def turned_lines(context: Context) -> Iterator[Statement]:
    """Every line with a sign that turns the order of what is shown: its words were read as they are stored."""
    for row in context.reading.lines.rows:
        if found := _TURNED.search(row.raw):
            yield Issue(f"글의 방향을 바꾸는 기호 U+{ord(found[0]):04X}: 보이는 글과 적힌 글이 다를 수 있음 (turns the direction of the text: what is shown may differ from what is read)",
                        context.reading.lines.passage(row.number))


RULES = (turned_lines,)
