"""The parts of a finding: the labels of its rows, its category, the departments that answer for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kb.korean.outline import Mark
from kb.korean.text import fold, name_key
from kb.structure.lines import Row
from kb.structure.reading import unit_level
from kb.vocabulary import Concept, scheme

_RANKS = {"finding-demand": -1, "finding-status": 0, "finding-action": 1, "finding-review": 1, "finding-mixed": 1, "finding-plan": 2}
DEMAND = "finding-demand"
# A dash opens a part of a finding only where the label has its value behind a colon.
_LABELLED = re.compile(r"^[가-힣\s·]{2,8}\s*:\s*\S")
# A label in brackets, or one that a wide gap parts from its value.
_BRACKETED = re.compile(r"^[\[<【《]\s*(?P<name>[^\[\]<>【】《》]{2,16})\s*[\]>】》]\s*:?(?P<rest>.*)$")
_SPACED = re.compile(r"^(?P<name>[가-힣·]{2,12})(?:\t|[ \u3000]{2,})\s*(?P<rest>\S.*)$")
_LONGEST_NAME = 14
_INLINE = re.compile(r"\s*[(【<\[‹《](?P<names>[^()【】<>\[\]‹›《》]{2,60})[)】>\]›》]$")
_NUMBERED = re.compile(r"^(?:연\s?번|순\s?번|번\s?호|일련번호|[Nn][Oo]\.?)\s*:?\s*\d")
_LONGEST_LABEL = 8
_SEGMENT = re.compile(r"\s+/\s+(?=[가-힣\s]{2,8}:)")
_BRACKETS = "(【<[‹《"
_COLUMN_HEAD = re.compile(r"(?:요구사항|건의사항|기타사항|지적사항|지적내용|처리요구|사항)(?:조치|처리|추진|검토)")


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
class Label:
    """A row as label and value: `처리결과 : 완료`, `【처리결과】 완료`, `처리결과   완료`; the value empty where none stands behind it."""

    name: str
    value: str
    apart: bool


def label_parts(row: Row) -> Label:
    """What a row says as label and value; the whole of it is the name where nothing parts it."""
    body = row.body
    folded = fold(body)
    if (found := _BRACKETED.match(folded)) or (found := _SPACED.match(body)):
        return Label(found["name"].strip(), body[found.start("rest"):].strip(), bool(found["rest"].strip()))
    bare = folded.strip("[]<>《》【】 ")
    name, colon, _ = bare.partition(":")
    return Label(name.strip(), body[folded.index(":") + 1:].strip() if colon else "", bool(colon))


@lru_cache(maxsize=4096)
def _label_kind(name: str, value: str) -> tuple[str, int] | None:
    ids = [concept.id for concept in scheme("section").all(name) if concept.id in _RANKS]
    if not ids:
        ids = [concept.id for concept in scheme("section").all(re.sub(r"\s*(?:\([^()]*\)|[①-⑳\d]+\.?)$", "", name)) if concept.id in _RANKS]
    if not ids:
        return None
    kind = min(ids, key=lambda one: _RANKS[one])
    if kind == DEMAND and re.match(r"\s*총?\s*\d+\s*건", value):
        return None
    if value and scheme("finding-status").find(value) and kind != DEMAND:
        kind = "finding-status"
    return kind, _RANKS[kind]


def label_of(row: Row) -> tuple[str, int] | None:
    """The label that a row is, with its rank inside a finding; None for any other row."""
    if not row.text:
        return None
    label = label_parts(row)
    if row.mark.sign in ("-", "·") and not _LABELLED.match(row.text):
        return None
    return _label_kind(label.name, label.value) if 2 < len(row.text) < 40 or label.apart and len(label.name) <= _LONGEST_NAME else None


def category_of(row: Row) -> Concept | None:
    """The category that a heading line names; a line of more words is none."""
    return _category_of_text(row.text) if 0 < len(row.text) < 60 else None


@lru_cache(maxsize=4096)
def _category_of_text(text: str) -> Concept | None:
    key = name_key(re.sub(r"\(?\s*\d+\s*건\s*\)?|\(없음\)|총\s*\d+|:\s*\d+.*$", "", text))
    key = re.sub(r"\(완료\d*,?.*\)$", "", key)
    return scheme("finding-category").find(key) if key else None


def category_word(text: str) -> Concept | None:
    """The category of a short word, whole or cut: `시정`, `건의(2)`."""
    words, key = scheme("finding-category"), name_key(text)
    return words.find(text) or next((concept for word, concepts in words.keys.items() for concept in concepts if key and (word.startswith(key) or key.startswith(word))), None)


def category_above(rows: Sequence[Row]) -> tuple[Concept | None, int]:
    """The nearest category that a row names, from the last row up, with its line; (None, 0) without one."""
    return next(((found, row.number) for row in reversed(rows) if row.text and (found := category_of(row))), (None, 0))


def column_head(row: Row) -> bool:
    """Whether a row is the run-together head of a table of demands and replies."""
    return not row.mark.sign and 0 < len(row.text) < 50 and bool(_COLUMN_HEAD.search(name_key(row.text)))


def units_behind(rows: Sequence[Row]) -> tuple[list[tuple[str, int]], int]:
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


def units_within(demand: Sequence[Row]) -> tuple[list[Row], list[tuple[str, int]]]:
    """A demand without the departments in brackets at the end of its own last line, and those departments."""
    last = demand[-1] if demand else None
    found = _INLINE.search(last.raw.rstrip()) if last else None
    if last is None or found is None:
        return list(demand), []
    names = [part.strip() for part in re.split(r"[/,·、]", found["names"])]
    if not all(unit_level(name) for name in names):
        return list(demand), []
    text = _INLINE.sub("", last.mark.text.rstrip()).rstrip()
    return [*demand[:-1], replace(last, raw=last.raw[:found.start()].rstrip(), mark=replace(last.mark, text=text))], [(name, last.number) for name in names]


def unit_heading(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """A department that heads the findings below it: its name alone in brackets or under a sign, on a line that no demand stands above."""
    for row in reversed(rows):
        text = fold(row.raw).strip()
        if text[:1] and text[:1] in "【‹《[<" and text[-1:] in "】›》]>" and unit_level(text[1:-1].strip()):
            return [(text[1:-1].strip(), row.number)]
        # A name alone under a sign of headings; below a dash it is an item of a reply.
        if row.mark.sign not in ("", "-", "·", "※", "*") and not row.mark.numbered and " " not in row.text and unit_level(row.text):
            return [(row.text, row.number)]
    return []


def unit_label(row: Row) -> bool:
    """Whether a row is a labelled line that names departments: `담당부서 : …`."""
    return any(_unit_values(row))


def _unit_values(row: Row) -> Iterator[str]:
    """What stands behind each label of a row that names departments: `연번 : 2 / 소관 : ○○과` has one."""
    for part in _SEGMENT.split(row.text):
        before, found, after = part.partition(":")
        if found and any(concept.id == "finding-unit" for concept in scheme("section").all(before)):
            yield after
    if ":" not in row.text and (label := label_parts(row)).apart and any(concept.id == "finding-unit" for concept in scheme("section").all(label.name)):
        yield label.value


def labelled_units(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """The departments on labelled lines among rows, with their lines; glosses in brackets aside."""
    return [(part.strip(), row.number) for row in rows for value in _unit_values(row)
            for part in re.split(r"[/,·]", re.sub(r"\([^()]*\)", "", value)) if unit_level(part.strip())]


def unit_lines(block: Block, rows: Sequence[Row]) -> None:
    """Departments on labelled lines among a finding's rows: `담당부서 : ○○과`."""
    block.units = block.units or labelled_units(rows)
    block.replies = [(label, [row for row in held if not unit_label(row)]) for label, held in block.replies]


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What stands above a labelled demand: the first of its rows, a category, departments of its own, and those of a heading for all that follow."""

    first: int
    category: Concept | None
    category_line: int
    units: list[tuple[str, int]]
    heading: list[tuple[str, int]]


def record_head(rows: Sequence[Row], demand: int) -> RecordHead:
    """The labelled rows just above a demand's label: `번호 : 1`, `구분 : 시정`, `부서명 : ○○과`, `연번 2 …`.

    A department on a line that blank lines part from all else, or alone in brackets, heads what follows it.
    """
    first, category, line = demand, None, 0
    units: list[tuple[str, int]] = []
    index = demand - 1
    while index >= 0 and not rows[index].blank:
        row = rows[index]
        before, colon, after = row.text.partition(":")
        column = scheme("finding-column").find(before) if colon else None
        if not (_NUMBERED.match(row.text) or colon and len(before) <= _LONGEST_LABEL and (label_of(row) is None or column and column.id in ("number", "category", "unit"))):
            break
        if column is not None and column.id == "category":
            category, line = category_word(after), row.number
        units = units or labelled_units([row])
        first, index = index, index - 1
    while index >= 0 and rows[index].blank:
        index -= 1
    heading: list[tuple[str, int]] = []
    if index >= 0 and (found := unit_heading([rows[index]]) or (labelled_units([rows[index]]) if index + 1 < first and (index == 0 or rows[index - 1].blank) else [])):
        first, heading = index, found
    return RecordHead(first, category, line if category else 0, units, heading)


def value_behind(label: Row) -> Row | None:
    """What stands behind a label, as a row of its own line; None where nothing does."""
    value = label_parts(label).value
    return replace(label, raw=value, mark=Mark("", None, fold(value).strip(), 0), kinds=frozenset()) if value else None


def reply_units(block: Block) -> list[tuple[str, int]]:
    """The departments in brackets at the end of a finding's replies, where nothing else names who answers."""
    found: dict[str, int] = {}
    for label, rows in block.replies:
        said = [row for row in rows if not row.blank] or [label]
        for name, line in units_within(said)[1]:
            found.setdefault(name, line)
    return list(found.items())


def index_of(rows: Sequence[Row], row: Row) -> int:
    """Where a row stands among consecutive rows."""
    return row.number - rows[0].number
