"""A document → everything that the rules share, worked out once: reading, names, plans, audit, findings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.korean.text import name_key
from kb.model import Document, Entity
from kb.namespace import GOV
from kb.structure import finding_tables
from kb.structure import findings as follow_up
from kb.structure import plans as sections
from kb.structure.finding_parts import Block, label_parts
from kb.structure.lines import Item, Row
from kb.structure.names import Names
from kb.structure.reading import Reading
from kb.vocabulary import scheme

_ENDED = re.compile(r"(?:[함음임됨]|예정|계획|중|완료|\.)\s*(?:\([^()]*\))?[.]?$")


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One line of a reply to a finding: whether it is promised, the label it stands under, the item."""

    promised: bool
    label: str
    item: Item


class Context:
    """One document and what all rules share of it."""

    def __init__(self, document: Document) -> None:
        self.reading = Reading(document)
        self.names = Names(self.reading)

    def entity(self, name: str) -> Entity | None:
        """The entity that the document uses a name for."""
        found = self.names.all.get(name_key(name))
        return Entity(found.entity.kind, found.entity.key, name) if found else None

    def parent(self, name: str) -> Entity:
        """The body of a name: one the document names elsewhere with the city in front, or the name itself."""
        return self.entity(name) or self.reading.body(name, GOV.PublicBody)

    @cached_property
    def audit_start(self) -> int | None:
        """The line where an audit's follow-up begins."""
        if self._tabled and (first := finding_tables.first_line(self.reading)):
            return finding_tables.title_line(self.reading.lines.rows, first)
        return follow_up.start(self.reading.lines)

    @cached_property
    def audit_head(self) -> follow_up.AuditHead | None:
        """What the follow-up says of its audit."""
        return follow_up.head(self.reading, self.audit_start) if self.audit_start else None

    @cached_property
    def audit(self) -> Entity | None:
        """The audit: auditee, kind and year identify it."""
        if not self.audit_head:
            return None
        who = self.audit_head.auditee[0] if self.audit_head.auditee else (self.reading.issuer.name if self.reading.issuer else "")
        key = self.reading.unit(who).key[-1] if self.reading.names_unit(who) else name_key(who)
        return Entity(GOV.Audit, (self.reading.place, key, self.audit_head.kind, str(self.audit_head.year)),
                      f"{self.audit_head.year}년 {self.audit_head.kind}")

    @cached_property
    def findings(self) -> list[Block]:
        """The findings in order."""
        return self._tabled or (follow_up.blocks(self.reading, self.audit_start) if self.audit_start else [])

    @cached_property
    def _tabled(self) -> list[Block]:
        """The findings that stand in tables with cells of their own."""
        return finding_tables.blocks(self.reading)

    def finding(self, block: Block) -> Entity:
        """The finding of a block: its audit and its number identify it."""
        key = self.audit.key if self.audit else (self.reading.place, name_key(self.reading.document.name))
        return Entity(GOV.Finding, (*key, str(block.number)))

    def replies(self, block: Block) -> list[ReplyLine]:
        """The reply lines of a finding, each told done or promised."""
        lines = []
        for label, rows in block.replies:
            head = label_parts(label)
            kinds = {concept.id for concept in scheme("section").all(head.name)}
            promised = "finding-plan" in kinds and not kinds & {"finding-action", "finding-mixed"}
            mixed = "finding-mixed" in kinds
            items = self.reading.lines.items(rows)
            if (rest := head.value) and not items:
                items = [Item("", 1, self.reading.lines.joiner.join([rest, *(row.raw for row in rows)]), label.number,
                              next((row.number for row in reversed(rows) if not row.blank), label.number))]
            if not items:
                items = self._sentences([row for row in rows if not row.blank])
            items = [item for item in items if re.search(r"\w", item.text)]
            future = False
            for item in items:
                if mixed and item.level == 1:
                    future = bool(re.search(r"예정|하겠|할\s*계획|추진\s*계획", item.text)) and not re.search(r"완료|제출|실시함|조치함", item.text)
                before, found, _ = item.text.partition(":")
                told = bool(found) and any(concept.id == "finding-plan" for concept in scheme("section").all(before))
                lines.append(ReplyLine(promised or told or (mixed and future), head.name, item))
        return lines

    def _sentences(self, rows: Sequence[Row]) -> list[Item]:
        """Lines without signs as items: one ends where a line ends as sentences of reports do."""
        groups: list[list[Row]] = []
        for row in rows:
            if not groups or _ENDED.search(groups[-1][-1].text):
                groups.append([])
            groups[-1].append(row)
        return [Item("", 1, self.reading.lines.joiner.join([row.raw for row in group]), group[0].number, group[-1].number) for group in groups]

    @cached_property
    def plans(self) -> list[sections.Plan]:
        """The plan sections, up to the audit's follow-up."""
        end = self.audit_start or len(self.reading.lines.rows) + 1
        return sections.plans(self.reading.lines, end)

    def project(self, plan: sections.Plan) -> Entity:
        """The project of a plan section."""
        return self.reading.project(plan.title)
