"""An Accept header and what is offered → what is sent (RFC 9110, 12.5.1)."""

from collections.abc import Sequence


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The media type to send: the one asked for most, in the order offered where several are; None where none is acceptable.

    Args:
        accept: the header's value, "" where there is none.
        offered: media types without parameters, the preferred first.
    """
    if not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    weights = {kind: _weight(kind, ranges) for kind in offered}
    top = max(weights.values())
    return next((kind for kind in offered if weights[kind] == top), None) if top > 0 else None


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = [piece.strip().lower() for piece in part.split(";")]
    quality = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
    try:
        return kind, min(1.0, max(0.0, float(quality)))
    except ValueError:
        return kind, 0.0


def _weight(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that covers a type."""
    for covering in (kind, kind.partition("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in ranges if name == covering]
        if found:
            return max(found)
    return 0.0


def language(accept: str) -> str:
    """`ko` or `en`, whichever an Accept-Language header asks for first; Korean where it asks for neither."""
    ranges = sorted(((quality, -index, name) for index, part in enumerate(accept.split(",")) if part.strip() for name, quality in [_range(part)] if quality > 0), reverse=True)
    return next((name[:2] for _, _, name in ranges if name[:2] in ("ko", "en")), "ko")
