"""A node → how every picture shows it: colour and shape by class, its name on as many lines as it needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Colour of a class, and its shape as pyvis names it."""

    colour: str
    shape: str


# Colours that white text stands on with a contrast of 4.5 or more (WCAG 2.2, 1.4.3) wherever a shape holds its name.
_LOOKS = {kind: Look(colour, shape) for kind, colour, shape in (
    ("Finding", "#b03a2e", "box"), ("Commitment", "#a04000", "box"), ("Action", "#7d6608", "box"), ("Audit", "#922b21", "box"),
    ("Department", "#1f618d", "box"), ("Bureau", "#154360", "box"), ("Team", "#2471a3", "box"), ("Unit", "#21618c", "box"),
    ("PublicBody", "#0b5345", "box"), ("Organization", "#117864", "box"), ("Company", "#7d3c98", "box"), ("Person", "#6c3483", "box"),
    ("Consortium", "#5b2c6f", "box"), ("Committee", "#0e6251", "box"), ("Council", "#0e6655", "box"),
    ("Project", "#186a3b", "box"), ("Milestone", "#1d8348", "box"), ("Stage", "#196f3d", "box"), ("BudgetLine", "#7e5109", "box"),
    ("Contract", "#512e5f", "box"), ("ContractEvent", "#76448a", "box"), ("Ordinance", "#784212", "box"), ("Act", "#6e2c00", "box"),
    ("Article", "#935116", "box"), ("Function", "#566573", "box"), ("Principle", "#1a5276", "box"), ("Outcome", "#145a32", "box"), ("Facility", "#2c3e50", "box"),
)}
_OTHER = Look("#4d5656", "box")
LINE = 16


def look(kind: str) -> Look:
    """How a class is shown; one that has no look of its own is grey."""
    return _LOOKS.get(kind, _OTHER)


def wrapped(label: str, width: int = LINE) -> list[str]:
    """A name on lines of up to `width` signs, broken between words where it can be; nothing is cut."""
    lines = [""]
    for word in re.sub(r"\s+", " ", label).strip().split(" "):
        while word:
            room = width - len(lines[-1]) - (1 if lines[-1] else 0)
            # A closing sign never stands alone on a line.
            if len(word) <= room or (len(word) == room + 1 and word[-1] in ")]」』”’.,"):
                lines[-1] = f"{lines[-1]} {word}".strip()
                word = ""
            elif lines[-1] and len(word) <= width:
                lines.append("")
            elif room >= width // 2 or not lines[-1]:
                lines[-1], word = f"{lines[-1]} {word[:room]}".strip(), word[room:]
                lines.append("")
            else:
                lines.append("")
    return [line for line in lines if line] or [""]


def named(data: Mapping[str, str]) -> list[str]:
    """A thing's name on lines, and below it the money in it where there is any."""
    return wrapped(data["label"]) + ([won(float(data["amount"]))] if "amount" in data else [])


def won(amount: float) -> str:
    """An amount of won as a picture shows it: `8.7억원`, `1,800만원`."""
    return f"{amount / 1e8:,.1f}억원" if abs(amount) >= 1e8 else f"{amount / 1e4:,.0f}만원"


def extent(lines: list[str], points: int = 14) -> tuple[float, float]:
    """The width and height in pixels of a name's box: Hangul is as wide as it is high, Latin and digits a little over half."""
    widest = max(sum(1.0 if ord(char) > 0x2E7F else 0.6 for char in line) for line in lines)
    return widest * points + 20, len(lines) * points * 1.3 + 14
