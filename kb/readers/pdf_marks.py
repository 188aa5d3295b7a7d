"""A PDF page → its letters and its ruled lines, by PDFium; places are in points from the top left corner."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# A filled rectangle no thicker than this is a drawn line.
_THICK = 3.0
_MOST_RULES = 6000


@dataclass(frozen=True, slots=True)
class Letter:
    """One character: where it begins and ends, its base line, its size."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A line along the page (`left` < `right`, `top` = `bottom`) or down it."""

    left: float
    top: float
    right: float
    bottom: float


def letters(page: Any) -> list[Letter]:
    """The characters of a page as the file writes them, without those that PDFium makes up."""
    import pypdfium2.raw as pdfium
    text = page.get_textpage()
    height = page.get_height()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found = []
    high = 0
    for index in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xd800 <= code < 0xdc00:
            high = code
            continue
        if 0xdc00 <= code < 0xe000:
            code = 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00) if high else 0
        high = 0
        if code < 32 or code in (0xfffe, 0xffff) or code > 0x10ffff:
            continue
        if not (pdfium.FPDFText_GetLooseCharBox(text, index, box) and pdfium.FPDFText_GetCharOrigin(text, index, x, y)):
            continue
        found.append(Letter(chr(code), box.left, box.right, height - y.value, abs(box.top - box.bottom)))
    return found


def rules(page: Any) -> list[Rule]:
    """The drawn lines of a page: strokes along and down, sides of drawn boxes, thin filled boxes; none where there are far too many, as in a map."""
    import pypdfium2.raw as pdfium
    height = page.get_height()
    found: list[Rule] = []
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
        for left, bottom, right, top in _lines(item.raw):
            if min(right - left, top - bottom) <= _THICK:
                along = right - left >= top - bottom
                x, y = (left + right) / 2, height - (top + bottom) / 2
                found.append(Rule(left, y, right, y) if along else Rule(x, height - top, x, height - bottom))
        if len(found) > _MOST_RULES:
            return []
    return found


def _lines(raw: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces of a path, each as a thin box; a path that is only filled is a line if it is thin."""
    import pypdfium2.raw as pdfium
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(raw, fill, stroke)
    points = list(_points(raw))
    if not stroke.value:
        if fill.value and points:
            xs, ys = [x for x, _, _ in points], [y for _, y, _ in points]
            yield min(xs), min(ys), max(xs), max(ys)
        return
    for (x, y, _), (next_x, next_y, drawn) in zip(points, points[1:], strict=False):
        if drawn:
            yield min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y)


def _points(raw: Any) -> Iterator[tuple[float, float, bool]]:
    """The corners of a path on the page, and whether a straight line is drawn to each."""
    import pypdfium2.raw as pdfium
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(raw, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = None
    for index in range(min(pdfium.FPDFPath_CountSegments(raw), _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(raw, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        at = matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = at
        yield *at, kind == pdfium.FPDF_SEGMENT_LINETO
        if pdfium.FPDFPathSegment_GetClose(segment) and first:
            yield *first, True
