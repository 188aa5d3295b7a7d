"""HTML pages → document, by lxml: blocks as lines, tables with their cells; scripts, styles and what is hidden are left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as parser

from kb.errors import ReadError
from kb.model import Document
from kb.readers import plain
from kb.readers.blocks import Grid, Paragraph, document

_LEFT_OUT = frozenset(("script", "style", "noscript", "template", "head", "svg", "iframe", "object"))
_BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "aside", "nav",
                     "table", "tr", "caption", "blockquote", "pre", "form", "fieldset", "figure", "address", "hr", "body", "html"))
_DEEPEST = 400


def read(path: Path) -> Document:
    """The text and tables of a page.

    Raises:
        ReadError: as the plain reader, or the page nests too deep.
    """
    text = "\n".join(line.text for line in plain.read(path).lines)
    try:
        root = parser.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(path, "", f"cannot be read as HTML: {error}") from error
    try:
        blocks = list(_blocks(root, 0))
    except RecursionError as error:
        raise ReadError(path, "", "nests too deep") from error
    return document(path, plain.data_of(path), "text/html", blocks)


def _blocks(element: Any, depth: int) -> Iterator[Paragraph | Grid]:
    """An element's lines and tables: runs of inline text between blocks are lines of their own."""
    if depth > _DEEPEST:
        raise RecursionError
    held: list[str] = [element.text or ""]

    def flush() -> Iterator[Paragraph]:
        line = re.sub(r"[ \t\r\f\n\xa0]+", " ", "".join(held)).replace("\v", "\n").strip()
        held.clear()
        if line:
            yield Paragraph(line)

    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT or _hidden(child):
            pass
        elif child.tag == "table":
            yield from flush()
            yield from _table(child, depth + 1)
        elif child.tag == "br":
            held.append("\v")
        elif child.tag in _BLOCKS or any(isinstance(one.tag, str) and one.tag in _BLOCKS for one in child.iterdescendants()):
            yield from flush()
            yield from _blocks(child, depth + 1)
        else:
            held.append(_inline(child))
        held.append(child.tail or "")
    yield from flush()


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(re.search(r"display\s*:\s*none", element.get("style") or ""))


def _inline(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _LEFT_OUT and not _hidden(child):
            parts.append("\v" if child.tag == "br" else _inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _table(table: Any, depth: int) -> Iterator[Paragraph | Grid]:
    """A table with its spans laid out; one that holds others, or a single cell, is what stands in it."""
    trs = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in trs]
    for caption in table.findall("caption"):
        yield from _blocks(caption, depth)
    if any(cell.find(".//table") is not None for row in cells for cell in row) or sum(map(len, cells)) == 1:
        for row in cells:
            for cell in row:
                yield from _blocks(cell, depth)
        return
    grid: dict[tuple[int, int], str] = {}
    for number, row in enumerate(cells):
        column = 0
        for cell in row:
            while (number, column) in grid:
                column += 1
            text = "\n".join(block.text for block in _blocks(cell, depth) if isinstance(block, Paragraph))
            for down in range(_span(cell, "rowspan", len(cells) - number)):
                for along in range(_span(cell, "colspan", 100)):
                    grid[number + down, column + along] = text if not down and not along else ""
    width = 1 + max((column for _, column in grid), default=-1)
    yield Grid(tuple(tuple(grid.get((number, column), "") for column in range(width)) for number in range(len(cells))))


def _span(cell: Any, name: str, most: int) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    return max(1, min(int(found[1]), most)) if found else 1
