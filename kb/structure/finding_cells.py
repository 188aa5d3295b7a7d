"""Findings of a table that came out one cell a line."""

import re
from collections.abc import Sequence

from kb.korean.text import name_key
from kb.structure.finding_parts import DEMAND, Block, category_above, category_of, label_of
from kb.structure.lines import Row
from kb.structure.reading import Reading
from kb.vocabulary import Concept, scheme

# How demands end, and the longest word that is a head's.
_ASKS = re.compile(r"(?:것|바람|필요함|요망|바랍니다)[.]?$")
_SHORT = 8


def cell_rows(reading: Reading, rows: Sequence[Row]) -> list[Block]:
    """The findings of a table that came out one cell a line: a head of labels, then rows that begin with their number."""
    head = next((index for index in range(len(rows)) if _is_cell_head(rows, index)), None)
    if head is None:
        return []
    found: list[Block] = []
    body = [row for row in rows[head:] if not row.blank]
    current: list[Row] = []
    category, line = category_above(rows[:head])
    for row in [*body, None]:
        if row is None or (re.fullmatch(r"\d{1,3}", row.raw.strip()) and int(row.raw.strip()) == len(found) + (1 if not current else 2)):
            if current and (block := _cells(reading, current, category, line)):
                found.append(block)
            current = [row] if row is not None else []
        elif current:
            current.append(row)
        if row is not None and (named := category_of(row)) and not label_of(row):
            category, line = named, row.number
    return found


def stated_rows(rows: Sequence[Row]) -> list[Block]:
    """The findings of a table that came out one cell a line with no numbers: a head, then demands and replies, each row ended by its state."""
    head = next((index for index in range(len(rows)) if _is_plain_head(rows, index)), None)
    if head is None:
        return []
    found: list[Block] = []
    held: list[Row] = []
    category, line = category_above(rows[:head])
    for row in rows[head:]:
        state = scheme("finding-status").find(row.text) if not row.mark.sign else None
        if row.blank or not held and not state and not row.mark.sign and (label_of(row) or len(row.text) < _SHORT):
            continue
        if state is None:
            held.append(row)
        elif held:
            asked = [index + 1 for index, one in enumerate(held) if _ASKS.search(one.text)]
            openings = [index for index, one in enumerate(held) if one.mark.sign]
            cut = asked[0] if asked and asked[0] < len(held) else openings[1] if len(openings) > 1 else len(held)
            found.append(Block(category, line, held[:cut], [], state, row.body, row, [(row, held[cut:])] if held[cut:] else []))
            held = []
    return found


def _is_plain_head(rows: Sequence[Row], index: int) -> bool:
    """Whether a demand's head stands here, and a reply's on one of the lines just below."""
    if (label_of(rows[index]) or ("",))[0] != DEMAND or ":" in rows[index].text:
        return False
    following = [row for row in rows[index + 1:index + 6] if not row.blank][:2]
    return any((label_of(row) or ("",))[0] in ("finding-action", "finding-mixed") and ":" not in row.text for row in following)


def _is_cell_head(rows: Sequence[Row], index: int) -> bool:
    """Whether a number column's head stands here, with labels of findings on the lines below it."""
    if name_key(rows[index].text) not in ("연번", "번호", "순번"):
        return False
    following = [row for row in rows[index + 1:index + 12] if not row.blank][:4]
    return sum(any(concept.id.startswith("finding-") for concept in scheme("section").all(row.text)) for row in following) >= 2


def _cells(reading: Reading, rows: Sequence[Row], category: Concept | None, line: int) -> Block | None:
    """One row of such a table: the demand up to where it ends as demands do, the reply, the state, the department."""
    body = [row for row in rows[1:] if not label_of(row) and not category_of(row)]
    status = next((row for row in reversed(body) if scheme("finding-status").find(row.text)), None)
    units = [(row.text, row.number) for row in body if reading.names_unit(row.text)]
    words = [row for row in body if row is not status and not reading.names_unit(row.text)]
    cut = next((index + 1 for index, row in enumerate(words) if _ASKS.search(row.text)), None)
    cut = cut if cut is not None else next((index for index, row in enumerate(words) if index and row.mark.sign), len(words))
    if not words[:cut]:
        return None
    block = Block(category, line, list(words[:cut]), units)
    if status is not None:
        block.status, block.status_text, block.status_row = scheme("finding-status").find(status.text), status.body, status
    if words[cut:]:
        block.replies.append((rows[0], list(words[cut:])))
    return block
