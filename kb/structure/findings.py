"""Rows → the findings of an audit's follow-up: demand, who answers, status, reply lines, by labels and signs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.korean.text import fold, name_key
from kb.structure.finding_cells import cell_rows, stated_rows
from kb.structure.finding_lists import listed
from kb.structure.finding_parts import (
    DEMAND,
    Block,
    category_above,
    category_of,
    column_head,
    index_of,
    label_of,
    label_parts,
    labelled_units,
    record_head,
    reply_units,
    unit_heading,
    unit_label,
    unit_lines,
    units_behind,
    units_within,
    value_behind,
)
from kb.structure.lines import Item, Lines, Row
from kb.structure.reading import Reading, unit_level
from kb.vocabulary import scheme

_AUDIT = re.compile(r"(?P<year>(?:19|20)\d{2}|'\d{2})\s*년?도?\s*(?P<kind>[가-힣]*감사)\s*(?:결과\s*)?(?:에\s*따른\s*)?[가-힣·\s]*(?:처리|조치|시정|지적|결과\s*보고)")
_TITLE = re.compile(r"(?:행정사무|행정|종합|정기|특정|재무)\s?감사.*(?:처리|조치|지적|시정|처분|결과\s*보고)|감사\s*결과\s*처분")
_YEAR_LABEL = re.compile(r"^(?:감사\s*)?(?:년|연)도\s*:\s*(?P<year>(?:19|20)\d{2}|'\d{2})|^\(?\s*(?P<alone>(?:19|20)\d{2}|'\d{2})\s*년도?\s*\)?$")
_AUDIT_KIND = re.compile(r"(?P<kind>[가-힣]*감사)\s*(?:결과|지적|처리|시정|조치)")
_AUDIT_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2}|'\d{2})\s*년?도?\s*(?P<kind>[가-힣]*감사)")
_STATE_LENGTH = 12
_TITLE_LENGTH = 30
_STATE_BEHIND = re.compile(r"^(?P<label>[^()]+?)\s*\(\s*(?P<state>[가-힣\s]+?)\s*\)$")


@dataclass(frozen=True, slots=True)
class Reply:
    """One line of a reply: whether it was done or is promised, the heading it stands under, the item."""

    promised: bool
    item: Item
    label: Row


@dataclass(frozen=True, slots=True)
class AuditHead:
    """What the follow-up says of the audit: year, kind of audit, title and the lines they stand on."""

    year: int
    kind: str
    line: int
    auditor: tuple[str, int] | None
    auditee: tuple[str, int] | None


def start(lines: Lines) -> int | None:
    """The line where an audit's follow-up begins, None in a document without one; the line of a table of contents is no beginning."""
    titles = [name_key(row.text) for row in lines.rows]
    for row in lines.rows:
        # A title may be printed on two lines.
        following = next((one for one in lines.rows[row.number:row.number + 2] if not one.blank), None)
        whole = fold(row.raw) + (f" {following.text}" if following and "감사" in row.text and not label_of(following) and len(following.text) < _TITLE_LENGTH else "")
        titled = _AUDIT.search(whole) or _TITLE.search(whole) or "audit" in row.kinds
        if (titled and len(row.text) < 60 and not row.text.endswith((".", "함", "것", "바람"))
                and titles[row.number - 1] not in titles[row.number:]
                and (any(label_of(one) for one in lines.rows[row.number:]) or listed(lines.rows[row.number:]))):
            return row.number
    return None


def head(reading: Reading, first: int) -> AuditHead | None:
    """Year, kind, auditor and auditee as the first page of the follow-up prints them."""
    rows = reading.lines.rows
    near = rows[max(0, first - 3):first + 30]
    found = next(((row, match) for row in near if (match := _AUDIT.search(fold(row.raw)) or _AUDIT_YEAR.search(fold(row.raw)))), None)
    labelled = next(((row, match) for row in near if (match := _YEAR_LABEL.match(row.text))), None)
    kind = next((match["kind"] for row in near if (match := _AUDIT_KIND.search(fold(row.raw)))), "")
    if found is None and (labelled is None or not kind):
        return None
    row, match = found or labelled  # type: ignore[misc]  # one of the two is there
    kind, year = match["kind"] if found else kind, match["year"] or match["alone"]
    auditor = auditee = None
    for one in rows[first - 1:first + 14]:
        text = one.text.strip("()<>[] ")
        if one.kinds or label_of(one):
            break
        if not auditor and name_key(text).endswith(("위원회", "의회")) and len(text) < 30:
            auditor = text, one.number
        elif not auditee and len(text) < 25 and one.raw.strip()[:1] not in "【‹《" and _body(reading, text):
            auditee = text, one.number
    return AuditHead(2000 + int(year[1:]) if year.startswith("'") else int(year), kind, row.number, auditor, auditee)


def _body(reading: Reading, text: str) -> bool:
    return reading.names_unit(text) or bool(scheme("name-kind").ending(text)) and " " not in text or scheme("organization").find(text) is not None


def blocks(reading: Reading, first: int) -> list[Block]:
    """The findings from a line on, in order, numbered from 1."""
    rows = list(_until_other_tables(reading.lines.rows[first - 1:]))
    found = cell_rows(reading, rows) or _by_labels(reading, rows) or stated_rows(rows) or listed(rows)
    # Where no finding has a department of its own, the one that a line above them all names answers for each.
    above = labelled_units(rows[:index_of(rows, found[0].demand[0])]) if found and not any(block.units for block in found) else []
    for number, block in enumerate(found, 1):
        block.number = number
        block.units = block.units or (above if len(above) == 1 else [])
    return found


def _by_labels(reading: Reading, rows: Sequence[Row]) -> list[Block]:
    """Findings told apart by the labels of their parts: where a label's rank does not grow, another finding begins."""
    labels = [(index, label) for index, row in enumerate(rows) if (label := label_of(row)) and not (label[0] == DEMAND and _is_table_word(rows, index))]
    labels = _in_order(rows, [(index, label) for index, label in labels if not (label[0] == "finding-status" and _is_item(rows, index))])
    opens = [position for position, (_, label) in enumerate(labels)
             if position == 0 or label[1] <= labels[position - 1][1][1] and not _both_actions(labels[position - 1][1][0], label[0])]
    if labels and labels[0][1][0] == DEMAND and sum(label[0] == DEMAND for _, label in labels) > 1:
        # What is found and what is asked for may each have a label: one demand.
        opens = [position for position, (_, label) in enumerate(labels) if label[0] == DEMAND and (not position or labels[position - 1][1][0] != DEMAND)]
    found: list[Block] = []
    floor, sign = 0, ""
    heading: list[tuple[str, int]] = []
    for order, position in enumerate(opens):
        anchor, (kind, _) = labels[position]
        own = labels[position:opens[order + 1] if order + 1 < len(opens) else len(labels)]
        block = _labelled_demand(rows, own) if kind == DEMAND else _demand(reading, rows, floor, anchor, sign)
        if block is None:
            continue
        heading = unit_heading(rows[floor:index_of(rows, block.demand[0])]) or heading
        sign = sign or block.demand[0].mark.sign
        end = _end(reading, rows, labels, opens, order, sign)
        if kind == DEMAND:
            above = record_head(rows, anchor)
            heading = above.heading or heading
            block.category, block.category_line = (above.category, above.category_line) if above.category else (block.category, block.category_line)
            block.units = block.units or above.units
            if order + 1 < len(opens):
                end = min(end, record_head(rows, labels[opens[order + 1]][0]).first)
        _replies(block, rows, [one for one in own if one[1][0] != DEMAND] if kind == DEMAND else own, end)
        unit_lines(block, rows[own[0][0]:end])
        block.units = block.units or heading or reply_units(block)
        floor = own[-1][0] + 1
        found.append(block)
    return found


def _is_item(rows: Sequence[Row], index: int) -> bool:
    """Whether a word for a state is only an item of a reply: it has a sign, no value, and no state stands below it."""
    following = next((row for row in rows[index + 1:] if not row.blank), None)
    stated = following is not None and scheme("finding-status").find(following.text) is not None
    return bool(rows[index].mark.sign) and not label_parts(rows[index]).apart and "(" not in rows[index].text and not stated


def _in_order(rows: Sequence[Row], labels: Sequence[tuple[int, tuple[str, int]]]) -> list[tuple[int, tuple[str, int]]]:
    """The labels with their ranks as this document orders them: a state that mostly stands at the end of its finding ranks last."""
    # Where nothing else opens a reply, what was done stands under the state itself.
    if not any(kind in ("finding-action", "finding-review", "finding-mixed") for _, (kind, _) in labels):
        return list(labels)
    votes = 0
    states = {index for index, (kind, _) in labels if kind == "finding-status" and any(concept.id == kind for concept in scheme("section").all(label_parts(rows[index]).name))}
    for (index, _), (following, _) in zip(labels, labels[1:], strict=False):
        if index in states and label_parts(rows[index]).apart:
            votes += 1 if any(len(row.text) > _STATE_LENGTH for row in rows[index + 1:following]) else -1
    last = max(rank for _, (_, rank) in labels) + 1 if votes > 0 else 0
    return [(index, (kind, last if votes > 0 and index in states else rank)) for index, (kind, rank) in labels]


def _is_table_word(rows: Sequence[Row], index: int) -> bool:
    """Whether a demand label is only a table's head or a category's heading: nothing that demands stands below it."""
    following = next((row for row in rows[index + 1:] if not row.blank), None)
    if label_parts(rows[index]).value:
        return False
    if following is None or label_of(following) is not None:
        return True
    row = rows[index]
    heading = ":" not in row.text and category_of(row) is not None and not row.mark.numbered
    # A word that stands in every record, under a sign of its own, is the label of a part of it.
    recurs = row.mark.sign != following.mark.sign and sum(one.text == row.text and one.mark.sign == row.mark.sign for one in rows) > 1
    return heading and following.mark.sign != "" and not recurs


def _labelled_demand(rows: Sequence[Row], own: Sequence[tuple[int, tuple[str, int]]]) -> Block | None:
    """A demand below a label of its own."""
    start = own[0][0]
    heads = [index for index, label in own if label[0] == DEMAND]
    stop = next((index for index, label in own if label[0] != DEMAND), len(rows))
    demand: list[Row] = []
    for index in range(start, stop):
        said = value_behind(rows[index]) if index in heads else rows[index]
        if said is not None and not said.blank and not unit_label(said):
            demand.append(said)
    if not demand or stop == len(rows):
        return None
    # `지적사항` as the label of a part says nothing of what kind a finding is.
    category, line = category_above([row for row in rows[:start] if (label_of(row) or ("",))[0] != DEMAND])
    return Block(category, line, demand, [])


def _both_actions(before: str, now: str) -> bool:
    return {before, now} == {"finding-action", "finding-review"}


def _until_other_tables(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        if "witnesses" in row.kinds:
            return
        yield row


def _demand(reading: Reading, rows: Sequence[Row], floor: int, anchor: int, sign: str) -> Block | None:
    """The demand before a label: back to the sign that opens demands, past the departments in brackets."""
    before = [row for row in rows[floor:anchor] if not row.blank]
    units, count = units_behind(before)
    body = before[:len(before) - count]
    opening = None
    for index in range(len(body) - 1, -1, -1):
        row = body[index]
        if category_of(row) or column_head(row) or "summary" in row.kinds:
            break
        if row.mark.sign and (row.mark.sign == sign or not sign and row.mark.sign not in ("-", "·", "※", "*")):
            opening = index
            if sign or not row.mark.numbered:
                break
    if opening is None:
        after = next((index + 1 for index in range(len(body) - 1, -1, -1) if category_of(body[index]) or column_head(body[index])), None)
        if after is None or after >= len(body):
            return None
        opening = after
    category, line = category_above(rows[:index_of(rows, body[opening])])
    demand = [row for row in body[opening:] if not unit_label(row)]
    named = labelled_units(body[opening:])
    demand, within = (demand, []) if units or named else units_within(demand)
    return Block(category, line, demand, units or named or within)


def _end(reading: Reading, rows: Sequence[Row], labels: Sequence[tuple[int, tuple[str, int]]], opens: Sequence[int], order: int, sign: str) -> int:
    """Where a finding's rows end: at the next finding's demand, category heading or column head."""
    if order + 1 == len(opens):
        return len(rows)
    anchor, (kind, _) = labels[opens[order + 1]]
    floor = labels[opens[order + 1] - 1][0] + 1
    if kind == DEMAND:
        return next((index for index in range(anchor - 1, floor - 1, -1) if rows[index].mark.numbered), anchor)
    following = _demand(reading, rows, floor, anchor, sign)
    end = index_of(rows, following.demand[0]) if following else anchor
    for index in range(floor, end):
        # A category's heading, whatever its sign, where only blank lines part it from the next demand.
        next_to = all(row.blank or unit_heading([row]) for row in rows[index + 1:end])
        if column_head(rows[index]) or unit_heading([rows[index]]) or (category_of(rows[index]) and (next_to or rows[index].mark.sign in ("", "1.", "가.", "roman"))):
            return index
    return end


def _replies(block: Block, rows: Sequence[Row], own: Sequence[tuple[int, tuple[str, int]]], end: int) -> None:
    for position, (index, (kind, _)) in enumerate(own):
        stop = own[position + 1][0] if position + 1 < len(own) else end
        row = rows[index]
        if (found := _STATE_BEHIND.match(row.text)) and ":" not in found["label"] and not unit_level(found["state"]):
            block.status, block.status_text, block.status_row = scheme("finding-status").find(found["state"]), found["state"], row
        if kind == "finding-status":
            text = label_parts(row).value or next((one.text for one in rows[index + 1:stop] if not one.blank), "")
            block.status_text = text
            block.status_row = row
            block.status = scheme("finding-status").find(re.sub(r"\(.*\)$", "", text)) or scheme("finding-status").find(text)
            below = list(rows[index + 1:stop])
            if any(one.mark.sign for one in below):
                block.replies.append((row, below))
            continue
        below = list(rows[index + 1:stop])
        if (stated := next((one for one in below if not one.blank), None)) and block.status_row is None and (status := scheme("finding-status").find(stated.text.strip("[]<>()【】 "))):
            block.status, block.status_text, block.status_row = status, stated.text.strip("[]<>()【】 "), stated
            below = below[below.index(stated) + 1:]
        block.replies.append((row, below))
