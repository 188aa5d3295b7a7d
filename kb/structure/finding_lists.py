"""Findings that stand under the headings of their categories with no reply: what a council's own report of its audit lists."""

from collections.abc import Sequence

from kb.structure.finding_parts import Block, category_of, labelled_units, unit_heading, unit_label, units_behind, units_within
from kb.structure.lines import Row

# A demand is longer than a heading, a date or a name.
_SHORTEST = 12
_PARTS = ("-", "·", "※", "*", "⇨", "→")


def listed(rows: Sequence[Row]) -> list[Block]:
    """The findings below headings that name a category, each from one sign of the list to the next."""
    found: list[Block] = []
    heading: Row | None = None
    units: list[tuple[str, int]] = []
    held: list[Row] = []
    sign = ""

    def close() -> None:
        if heading is not None and (block := _block(held, heading, units)):
            found.append(block)
        held.clear()

    for row in rows:
        if row.blank:
            continue
        if (category_of(row) and not _of_list(row, sign, heading)) or unit_heading([row]):
            close()
            units = unit_heading([row]) or units
            heading, sign = (row, "") if category_of(row) else (None, "")
        elif heading is None:
            continue
        elif row.mark.sign and row.mark.sign == heading.mark.sign or row.kinds - {"finding-demand"} or row.mark.sign == "roman":
            close()
            heading = None
        elif row.mark.sign and row.mark.sign not in _PARTS and sign in ("", row.mark.sign):
            close()
            sign = row.mark.sign
            held.append(row)
        elif held:
            held.append(row)
    close()
    return found


def _of_list(row: Row, sign: str, heading: Row | None) -> bool:
    """Whether a row that names a category is an item of the list: `1. 시정` with more words is no heading, but a bare word is."""
    return heading is not None and bool(sign) and row.mark.sign == sign and row.mark.number not in (None, 1)


def _block(rows: Sequence[Row], heading: Row, units: Sequence[tuple[str, int]]) -> Block | None:
    behind, count = units_behind(rows)
    demand = [row for row in rows[:len(rows) - count] if not unit_label(row)]
    named = behind or labelled_units(rows)
    if not named:
        demand, named = units_within(demand)
    if sum(len(row.text) for row in demand) < _SHORTEST:
        return None
    return Block(category_of(heading), heading.number, demand, named or list(units))
