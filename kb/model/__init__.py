"""What stages hand to each other: a document and its places, entities, facts and issues."""

from kb.model.document import Cell, Document, Line, Passage, Table
from kb.model.fact import Entity, Fact, Issue, Statement, Value

__all__ = ["Cell", "Document", "Entity", "Fact", "Issue", "Line", "Passage", "Statement", "Table", "Value"]
