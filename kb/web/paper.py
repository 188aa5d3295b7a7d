"""The pages of a kept PDF → pictures, by PDFium."""

import io
import threading
from pathlib import Path

from kb.errors import NotFoundError

# PDFium is not made for several threads.
_LOCK = threading.Lock()
_DOTS_PER_POINT = 1.5
_WIDEST = 2400


def page_image(place: Path, number: int) -> bytes:
    """A page of a PDF, from 1, as PNG.

    Raises:
        NotFoundError: no PDF is kept there, or it has no such page.
    """
    import pypdfium2
    if not place.exists():
        raise NotFoundError(place.name)
    with _LOCK, pypdfium2.PdfDocument(place) as opened:
        if not 1 <= number <= len(opened):
            raise NotFoundError(f"page {number}")
        page = opened[number - 1]
        drawn = page.render(scale=min(_DOTS_PER_POINT, _WIDEST / max(page.get_width(), 1)))
        out = io.BytesIO()
        drawn.to_pil().save(out, format="PNG", optimize=True)
        return out.getvalue()
