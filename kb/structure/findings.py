"""Rows → the findings of an audit's follow-up: demand, who answers, status, reply lines, by labels and signs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kb.korean.text import fold, name_key
from kb.structure.lines import Item, Lines, Row
from kb.structure.reading import Reading, unit_level
from kb.vocabulary import Concept, scheme

LABELS = {"finding-demand": -1, "finding-status": 0, "finding-action": 1, "finding-review": 1, "finding-mixed": 1, "finding-plan": 2}
_AUDIT = re.compile(r"(?P<year>(?:19|20)\d{2}|'\d{2})\s*년?도?\s*(?P<kind>[가-힣]*감사)\s*(?:결과\s*)?(?:에\s*따른\s*)?[가-힣·\s]*(?:처리|조치|시정|지적)")
_TITLE = re.compile(r"(?:행정사무|행정|종합|정기|특정|재무)\s?감사.*(?:처리|조치|지적|시정)")
_BRACKETS = "(【<[‹《"
_DEMAND = "finding-demand"
_AUDIT_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2}|'\d{2})\s*년?도?\s*(?P<kind>[가-힣]*감사)")
_STATE_BEHIND = re.compile(r"^(?P<label>[^()]+?)\s*\(\s*(?P<state>[가-힣\s]+?)\s*\)$")
_COLUMN_HEAD = re.compile(r"(?:요구사항|건의사항|기타사항|지적사항|지적내용|처리요구|사항)(?:조치|처리|추진|검토)")


@dataclass(frozen=True, slots=True)
class Reply:
    """One line of a reply: whether it was done or is promised, the heading it stands under, the item."""

    promised: bool
    item: Item
    label: Row


@dataclass(slots=True)
class Block:
    """One finding: its rows by part."""

    category: Concept | None
    category_line: int
    demand: list[Row]
    units: list[tuple[str, int]]
    status: Concept | None = None
    status_text: str = ""
    status_row: Row | None = None
    replies: list[tuple[Row, list[Row]]] = field(default_factory=list)
    number: int = 0

    @property
    def first(self) -> int:
        """The demand's first line."""
        return self.demand[0].number

    @property
    def last(self) -> int:
        """The last line of the reply that is not blank."""
        lines = [row.number for _, rows in self.replies for row in rows if not row.blank]
        return max([self.first, *lines, *(label.number for label, _ in self.replies), *([self.status_row.number] if self.status_row else [])])


@dataclass(frozen=True, slots=True)
class AuditHead:
    """What the follow-up says of the audit: year, kind of audit, title and the lines they stand on."""

    year: int
    kind: str
    line: int
    auditor: tuple[str, int] | None
    auditee: tuple[str, int] | None


def start(lines: Lines) -> int | None:
    """The line where an audit's follow-up begins, None in a document without one."""
    for row in lines.rows:
        titled = _AUDIT.search(fold(row.raw)) or _TITLE.search(fold(row.raw)) or "audit" in row.kinds
        if titled and len(row.text) < 60 and not row.text.endswith((".", "함", "것", "바람")) and any(_label(one) for one in lines.rows[row.number:]):
            return row.number
    return None


def head(reading: Reading, first: int) -> AuditHead | None:
    """Year, kind, auditor and auditee as the first page of the follow-up prints them."""
    rows = reading.lines.rows
    near = rows[max(0, first - 3):first + 30]
    found = next(((row, match) for row in near if (match := _AUDIT.search(fold(row.raw)) or _AUDIT_YEAR.search(fold(row.raw)))), None)
    if found is None:
        return None
    row, match = found
    year = match["year"]
    auditor = auditee = None
    for one in rows[first - 1:first + 14]:
        text = one.text.strip("()<>[] ")
        if one.kinds or _label(one):
            break
        if not auditor and name_key(text).endswith(("위원회", "의회")) and len(text) < 30:
            auditor = text, one.number
        elif not auditee and len(text) < 25 and one.raw.strip()[:1] not in "【‹《" and _body(reading, text):
            auditee = text, one.number
    return AuditHead(2000 + int(year[1:]) if year.startswith("'") else int(year), match["kind"], row.number, auditor, auditee)


def _body(reading: Reading, text: str) -> bool:
    return reading.names_unit(text) or bool(scheme("name-kind").ending(text)) and " " not in text or scheme("organization").find(text) is not None


@lru_cache(maxsize=4096)
def _label_kind(text: str) -> tuple[str, int] | None:
    bare = text.strip("[]<>《》【】 ")
    before, separator, after = bare.partition(":")
    name = before if separator else bare
    ids = [concept.id for concept in scheme("section").all(name) if concept.id in LABELS]
    if not ids:
        ids = [concept.id for concept in scheme("section").all(re.sub(r"\s*(?:\([^()]*\)|[①-⑳\d]+\.?)$", "", name)) if concept.id in LABELS]
    if not ids:
        return None
    kind = min(ids, key=lambda one: LABELS[one])
    if kind == _DEMAND and re.search(r"\d+\s*건", after):
        return None
    if separator and after.strip() and scheme("finding-status").find(after) and kind != _DEMAND:
        kind = "finding-status"
    return kind, LABELS[kind]


def _label(row: Row) -> tuple[str, int] | None:
    """The label that a row is, with its rank inside a finding; None for any other row."""
    return _label_kind(row.text) if 2 < len(row.text) < 40 and row.mark.sign not in ("-", "·") else None


def blocks(reading: Reading, first: int) -> list[Block]:
    """The findings from a line on, in order, numbered from 1."""
    rows = list(_until_other_tables(reading.lines.rows[first - 1:]))
    found = cell_rows(reading, rows) or _by_labels(reading, rows)
    for number, block in enumerate(found, 1):
        block.number = number
    return found


def _by_labels(reading: Reading, rows: Sequence[Row]) -> list[Block]:
    """Findings told apart by the labels of their parts: where a label's rank does not grow, another finding begins."""
    labels = [(index, label) for index, row in enumerate(rows) if (label := _label(row)) and not (label[0] == _DEMAND and _is_table_word(rows, index))]
    opens = [position for position, (_, label) in enumerate(labels)
             if position == 0 or label[1] <= labels[position - 1][1][1] and not _both_actions(labels[position - 1][1][0], label[0])]
    found: list[Block] = []
    floor, sign = 0, ""
    heading: list[tuple[str, int]] = []
    for order, position in enumerate(opens):
        anchor, (kind, _) = labels[position]
        own = labels[position:opens[order + 1] if order + 1 < len(opens) else len(labels)]
        block = _labelled_demand(rows, own) if kind == _DEMAND else _demand(reading, rows, floor, anchor, sign)
        if block is None:
            continue
        heading = _unit_heading(rows[floor:_index(rows, block.demand[0])]) or heading
        sign = sign or block.demand[0].mark.sign
        end = _end(reading, rows, labels, opens, order, sign)
        _replies(block, rows, own[1:] if kind == _DEMAND else own, end)
        _unit_lines(block, rows[own[0][0]:end])
        block.units = block.units or heading
        floor = own[-1][0] + 1
        found.append(block)
    return found


def _is_table_word(rows: Sequence[Row], index: int) -> bool:
    """Whether a demand label is only a table's head or a category's heading: nothing that demands stands below it."""
    following = next((row for row in rows[index + 1:] if not row.blank), None)
    if following is None or _label(following) is not None:
        return True
    heading = ":" not in rows[index].text and _category(rows[index]) is not None and not rows[index].mark.numbered
    return heading and following.mark.sign != ""


def _unit_heading(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """A department that heads the findings below it: its name alone in brackets, on a line that no demand stands above."""
    for row in reversed(rows):
        text = row.raw.strip()
        if text[:1] in "【‹《[<" and text[-1:] in "】›》]>" and unit_level(text[1:-1].strip()):
            return [(text[1:-1].strip(), row.number)]
    return []


def _labelled_demand(rows: Sequence[Row], own: Sequence[tuple[int, tuple[str, int]]]) -> Block | None:
    """A demand below a label of its own."""
    start = own[0][0]
    stop = own[1][0] if len(own) > 1 else len(rows)
    demand = [row for row in rows[start + 1:stop] if not row.blank and not _unit_label(row)]
    if not demand or len(own) < 2:
        return None
    category, line = _category_above(rows[:start])
    return Block(category, line, demand, [])


def _unit_lines(block: Block, rows: Sequence[Row]) -> None:
    """Departments on labelled lines among a finding's rows: `담당부서 : ○○과`."""
    named = [(part.strip(), row.number) for row in rows if _unit_label(row) for part in re.split(r"[/,·]", row.text.partition(":")[2]) if unit_level(part.strip())]
    block.units = block.units or named
    block.replies = [(label, [row for row in held if not _unit_label(row)]) for label, held in block.replies]


def _category_above(rows: Sequence[Row]) -> tuple[Concept | None, int]:
    return next(((found, row.number) for row in reversed(rows) if (found := _category(row))), (None, 0))


def _both_actions(before: str, now: str) -> bool:
    return {before, now} == {"finding-action", "finding-review"}


def _until_other_tables(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        if "witnesses" in row.kinds:
            return
        yield row


def _category(row: Row) -> Concept | None:
    """The category that a heading line names; a line of more words is none."""
    return _category_of(row.text) if 0 < len(row.text) < 60 else None


@lru_cache(maxsize=4096)
def _category_of(text: str) -> Concept | None:
    key = name_key(re.sub(r"\(?\s*\d+\s*건\s*\)?|\(없음\)|총\s*\d+|:\s*\d+.*$", "", text))
    key = re.sub(r"\(완료\d*,?.*\)$", "", key)
    return scheme("finding-category").find(key) if key else None


def _column_head(row: Row) -> bool:
    return not row.mark.sign and 0 < len(row.text) < 50 and bool(_COLUMN_HEAD.search(name_key(row.text)))


def _units(rows: Sequence[Row]) -> tuple[list[tuple[str, int]], int]:
    """The departments in brackets at the end of rows, and how many rows they take."""
    taken: list[Row] = []
    for row in reversed(rows):
        if row.blank:
            continue
        taken.insert(0, row)
        text = re.sub(r"\s", "", "".join(fold(one.raw) for one in taken))
        if text[0] in _BRACKETS:
            break
        if len(taken) == 4:
            return [], 0
    if not taken:
        return [], 0
    pieces: list[tuple[str, int]] = []
    for row in taken:
        for part in re.split(r"[/,·、]", re.sub(r"[\s()【】<>\[\]‹›《》]", "", fold(row.raw))):
            if part:
                pieces.append((part, row.number))
    text = re.sub(r"\s", "", "".join(fold(one.raw) for one in taken))
    if text[0] not in _BRACKETS or not pieces or not all(unit_level(name) or name in ("공통", "전부서") for name, _ in pieces):
        return [], 0
    return [(name, line) for name, line in pieces if unit_level(name)], len(taken)


def _demand(reading: Reading, rows: Sequence[Row], floor: int, anchor: int, sign: str) -> Block | None:
    """The demand before a label: back to the sign that opens demands, past the departments in brackets."""
    before = [row for row in rows[floor:anchor] if not row.blank]
    units, count = _units(before)
    body = before[:len(before) - count]
    opening = None
    for index in range(len(body) - 1, -1, -1):
        row = body[index]
        if _category(row) or _column_head(row) or "summary" in row.kinds:
            break
        if row.mark.sign and (row.mark.sign == sign or not sign and row.mark.sign not in ("-", "·", "※", "*")):
            opening = index
            if sign or not row.mark.numbered:
                break
    if opening is None:
        after = next((index + 1 for index in range(len(body) - 1, -1, -1) if _category(body[index]) or _column_head(body[index])), None)
        if after is None or after >= len(body):
            return None
        opening = after
    category, line = _category_above(rows[:_index(rows, body[opening])])
    demand = [row for row in body[opening:] if not _unit_label(row)]
    named = [(part, row.number) for row in body[opening:] if _unit_label(row) for part in re.split(r"[/,·]", row.text.partition(":")[2].strip()) if unit_level(part)]
    return Block(category, line, demand, units or named)


def _unit_label(row: Row) -> bool:
    before, found, _ = row.text.partition(":")
    return bool(found) and any(concept.id == "finding-unit" for concept in scheme("section").all(before))


def _end(reading: Reading, rows: Sequence[Row], labels: Sequence[tuple[int, tuple[str, int]]], opens: Sequence[int], order: int, sign: str) -> int:
    """Where a finding's rows end: at the next finding's demand, category heading or column head."""
    if order + 1 == len(opens):
        return len(rows)
    anchor, (kind, _) = labels[opens[order + 1]]
    floor = labels[opens[order + 1] - 1][0] + 1
    if kind == _DEMAND:
        return next((index for index in range(anchor - 1, floor - 1, -1) if rows[index].mark.numbered), anchor)
    following = _demand(reading, rows, floor, anchor, sign)
    end = _index(rows, following.demand[0]) if following else anchor
    for index in range(floor, end):
        if _column_head(rows[index]) or (_category(rows[index]) and not rows[index].mark.sign):
            return index
    return end


def _replies(block: Block, rows: Sequence[Row], own: Sequence[tuple[int, tuple[str, int]]], end: int) -> None:
    for position, (index, (kind, _)) in enumerate(own):
        stop = own[position + 1][0] if position + 1 < len(own) else end
        row = rows[index]
        if found := _STATE_BEHIND.match(row.text):
            block.status, block.status_text, block.status_row = scheme("finding-status").find(found["state"]), found["state"], row
        if kind == "finding-status":
            text = row.text.partition(":")[2].strip() or next((one.text for one in rows[index + 1:stop] if not one.blank), "")
            block.status_text = row.body.partition(":")[2].strip() if ":" in row.text else text
            block.status_row = row
            block.status = scheme("finding-status").find(re.sub(r"\(.*\)$", "", text)) or scheme("finding-status").find(text)
            below = list(rows[index + 1:stop])
            if any(one.mark.sign for one in below):
                block.replies.append((row, below))
            continue
        block.replies.append((row, list(rows[index + 1:stop])))


def cell_rows(reading: Reading, rows: Sequence[Row]) -> list[Block]:
    """The findings of a table that came out one cell a line: a head of labels, then rows that begin with their number."""
    head = next((index for index in range(len(rows)) if _is_cell_head(rows, index)), None)
    if head is None:
        return []
    found: list[Block] = []
    body = [row for row in rows[head:] if not row.blank]
    current: list[Row] = []
    category, line = _category_above(rows[:head])
    for row in [*body, None]:
        if row is None or (re.fullmatch(r"\d{1,3}", row.raw.strip()) and int(row.raw.strip()) == len(found) + (1 if not current else 2)):
            if current and (block := _cells(reading, current, category, line)):
                found.append(block)
            current = [row] if row is not None else []
        elif current:
            current.append(row)
        if row is not None and (named := _category(row)) and not _label(row):
            category, line = named, row.number
    return found


def _is_cell_head(rows: Sequence[Row], index: int) -> bool:
    """Whether a number column's head stands here, with labels of findings on the lines below it."""
    if name_key(rows[index].text) not in ("연번", "번호", "순번"):
        return False
    following = [row for row in rows[index + 1:index + 12] if not row.blank][:4]
    return sum(any(concept.id.startswith("finding-") for concept in scheme("section").all(row.text)) for row in following) >= 2


def _cells(reading: Reading, rows: Sequence[Row], category: Concept | None, line: int) -> Block | None:
    """One row of such a table: the demand up to where it ends as demands do, the reply, the state, the department."""
    body = [row for row in rows[1:] if not _label(row) and not _category(row)]
    status = next((row for row in reversed(body) if scheme("finding-status").find(row.text)), None)
    units = [(row.text, row.number) for row in body if reading.names_unit(row.text)]
    words = [row for row in body if row is not status and not reading.names_unit(row.text)]
    cut = next((index + 1 for index, row in enumerate(words) if re.search(r"(?:것|바람|필요함|요망|할 것|바랍니다)[.]?$", row.text)), None)
    cut = cut if cut is not None else next((index for index, row in enumerate(words) if index and row.mark.sign), len(words))
    if not words[:cut]:
        return None
    block = Block(category, line, list(words[:cut]), units)
    if status is not None:
        block.status, block.status_text, block.status_row = scheme("finding-status").find(status.text), status.body, status
    if words[cut:]:
        block.replies.append((rows[0], list(words[cut:])))
    return block


def _index(rows: Sequence[Row], row: Row) -> int:
    """Where a row stands among consecutive rows."""
    return row.number - rows[0].number
