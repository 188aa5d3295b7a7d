"""Procurement indicators → text, JSON or CSV; each says that it is no verdict."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from kb.flags import CAUTION, Flag


def as_text(found: Sequence[Flag]) -> str:
    """Indicator by indicator: rule, source, inputs, places."""
    lines = []
    for one in found:
        lines += [f"{one.korean} ({one.english})", f"  {one.name}: {one.rule} ({one.rule_english})", f"  출처 (source): {one.source}"]
        lines += [f"    {heading}: {value}" for heading, value in one.inputs.items() if value]
        lines += [f"    {place}" for place in one.evidence]
    return "\n".join([*lines, f"{len(found)} indicators. {CAUTION}"]) + "\n"


def as_json(found: Sequence[Flag]) -> str:
    """An object with the caution and a list of indicators."""
    return json.dumps({"caution": CAUTION, "indicators": [asdict(one) for one in found]}, ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Sequence[Flag]) -> str:
    """One line an indicator; inputs as `heading: value` with `|` between."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("indicator", "rule", "source", "inputs", "evidence", "caution"))
    for one in found:
        writer.writerow((one.name, one.rule, one.source, " | ".join(f"{heading}: {value}" for heading, value in one.inputs.items() if value),
                         " | ".join(map(str, one.evidence)), CAUTION))
    return out.getvalue()


FORMATS: dict[str, Callable[[Sequence[Flag]], str]] = {"text": as_text, "json": as_json, "csv": as_csv}
