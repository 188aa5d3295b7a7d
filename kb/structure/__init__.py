"""A document → its structure: marked lines, sections, items, flattened tables, and what the whole text says of itself."""
