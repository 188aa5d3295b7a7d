"""An answer → text: table, CSV, JSON or Markdown."""

import csv
import io
import json
from collections.abc import Callable

from pyoxigraph import NamedNode

from kb.query.run import Answer, Quotation
from kb.store.base import Term


def as_csv(answer: Answer, evidence: bool) -> str:
    """Comma-separated values with a head line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in answer.columns] + (["evidence"] if evidence else []))
    for row, places in zip(answer.rows, answer.evidence, strict=True):
        writer.writerow([answer.shown(term) for term in row] + ([" | ".join(map(str, places))] if evidence else []))
    return out.getvalue()


def as_json(answer: Answer, evidence: bool) -> str:
    """An object with the question's name and its rows; a thing is its IRI and label, a value is its text."""
    rows = []
    for row, places in zip(answer.rows, answer.evidence, strict=True):
        shown: dict[str, object] = {column.name: _json(answer, term) for column, term in zip(answer.columns, row, strict=True)}
        if evidence:
            shown["evidence"] = [_place(place) for place in places]
        rows.append(shown)
    return json.dumps({"question": answer.query.name, "columns": [column.name for column in answer.columns], "rows": rows}, ensure_ascii=False, indent=2) + "\n"


def _json(answer: Answer, term: Term | None) -> object:
    if isinstance(term, NamedNode):
        return {"iri": term.value, "label": answer.shown(term)}
    return None if term is None else term.value


def _place(place: Quotation) -> dict[str, object]:
    return {"document": place.document, "firstLine": place.first, "lastLine": place.last, "exact": place.exact, "iri": place.iri}


def as_markdown(answer: Answer, evidence: bool) -> str:
    """A Markdown table."""
    def cell(text: str) -> str:
        return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")

    heads = [column.korean for column in answer.columns] + (["근거"] if evidence else [])
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for row, places in zip(answer.rows, answer.evidence, strict=True):
        cells = [cell(answer.shown(term)) for term in row] + ([cell("; ".join(map(str, places)))] if evidence else [])
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[[Answer, bool], str]] = {"csv": as_csv, "json": as_json, "markdown": as_markdown}
