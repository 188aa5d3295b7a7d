"""The blocks of all pages of a PDF → those of the document: tables that go on over pages are one, words broken in cells are whole."""

import re
from collections import Counter
from collections.abc import Sequence

from kb.readers.blocks import Grid, Paragraph
from kb.readers.pdf_layout import FULL, LOOSE

_BREAK = re.compile(rf"([^\s{FULL}{LOOSE}]*)([{FULL}{LOOSE}])([^\s{FULL}{LOOSE}]*)")
# How words end before a space: particles and endings.
_WORD_END = re.compile(r"..[을를은는의에로고며서여한할된될던과와]$|.[및등]$")
# What a page prints besides its text: its number, in dashes or not.
_PAGE_MARK = re.compile(r"[-–—\s]*\d{0,4}(?:\s*/\s*\d{1,4})?[-–—\s]*")
# A column that so great a part of a table's rows fills names its rows.
_FILLED = 0.8


def one(pages: Sequence[Sequence[Paragraph | Grid]]) -> list[Paragraph | Grid]:
    """The blocks of the document, from those of its pages."""
    found: list[Paragraph | Grid] = []
    for blocks in pages:
        first, last = _first_text(blocks), _last_text(found)
        before, after = None if last is None else found[last], None if first is None else blocks[first]
        # A table at a page's head is the one at the foot of the page before where it has as many columns.
        if first is not None and last is not None and isinstance(before, Grid) and isinstance(after, Grid) and len(before.rows[0]) == len(after.rows[0]):
            found[last] = _together(before, after)
            found += [*blocks[:first], *blocks[first + 1:]]
        else:
            found += blocks
    return _mended(found)


def _first_text(blocks: Sequence[Paragraph | Grid]) -> int | None:
    return next((index for index, block in enumerate(blocks) if isinstance(block, Grid) or not _PAGE_MARK.fullmatch(block.text)), None)


def _last_text(blocks: Sequence[Paragraph | Grid]) -> int | None:
    back = _first_text(blocks[::-1])
    return None if back is None else len(blocks) - 1 - back


def _together(before: Grid, after: Grid) -> Grid:
    """One table of two pages; a header printed again is left out, and a row without its name is the rest of the last one."""
    rows = list(before.rows)
    pages = [before.page_of(number) for number in range(len(rows))]
    start = 1 if len(after.rows) > 1 and after.rows[0] == before.rows[0] else 0
    named = next((column for column in range(len(rows[0])) if sum(bool(row[column]) for row in rows) >= _FILLED * len(rows)), None)
    if not start and named is not None and not after.rows[0][named] and any(len(cell) > 1 for cell in after.rows[0]):
        rows[-1] = tuple("\n".join(text for text in pair if text) for pair in zip(rows[-1], after.rows[0], strict=True))
        start = 1
    for number in range(start, len(after.rows)):
        rows.append(after.rows[number])
        pages.append(after.page_of(number))
    return Grid(tuple(rows), before.page, tuple(pages))


def _mended(found: Sequence[Paragraph | Grid]) -> list[Paragraph | Grid]:
    """The blocks of a whole document, the broken lines of its cells put together: as words that stand elsewhere in it, else by the room there was."""
    texts = [text for block in found for text in ([block.text] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row])]
    words = Counter(word for text in texts for word in re.split(r"[\s\x1e\x1f]+", text))

    def mend(match: re.Match[str]) -> str:
        before, mark, after = match.groups()
        if words[before + after]:
            return before + after
        apart = words[before] > 1 and words[after] > 1 or mark == LOOSE or bool(_WORD_END.search(before))
        return f"{before} {after}" if apart else before + after

    def whole(text: str) -> str:
        while (made := _BREAK.sub(mend, text)) != text:
            text = made
        return text

    return [Grid(tuple(tuple(map(whole, row)) for row in block.rows), block.page, block.pages) if isinstance(block, Grid) else Paragraph(whole(block.text), block.page) for block in found]
