"""Reports, answers, pages, checks and indicators → text for a terminal."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kb.base import KnowledgeBase
from kb.errors import QueryError
from kb.query.catalog import Column, Query
from kb.query.run import Answer, names_of, show
from kb.query.show import FORMATS
from kb.store import Store

if TYPE_CHECKING:  # these bring libraries that most commands do not need
    from kb.checks import Broken
    from kb.flags import Flag
    from kb.ingest import Report
    from kb.model import Document

_SHOWN = 3


@contextmanager
def progress_bar() -> Iterator[Callable[[Path], None]]:
    """A line on standard error that names the file being read, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    with Console(stderr=True).status("읽는 중 (reading)") as status:
        yield lambda path: status.update(f"읽는 중 (reading) {path.name}")


def report_lines(report: "Report") -> Iterator[str]:
    """The summary of an ingest."""
    for label, names in (("added", report.added), ("replaced", report.replaced), ("unchanged", report.unchanged)):
        if names:
            yield f"{label}: {len(names)} ({', '.join(names[:_SHOWN])}{', …' if len(names) > _SHOWN else ''})"
    yield f"statements: {report.statements}, derived: {report.derived}"
    if report.kinds:
        yield "things: " + ", ".join(f"{kind} {count}" for kind, count in report.kinds.most_common())
    if report.coverage is not None:
        yield f"coverage: {report.coverage:.0%} of the text stands in a passage (kb text FILE --coverage shows the rest)"
    yield f"issues: {len(report.issues)}"
    for issue in report.issues[:10]:
        yield f"  {issue.passage.document}:{issue.passage.first} {issue.reason}"
    yield f"seconds: {report.seconds:.2f}"


def text_lines(document: "Document", coverage: bool) -> Iterator[str]:
    """A document's lines with page and number; with what was read of them, where asked for."""
    marks: Mapping[int, str] = {}
    share = ""
    if coverage:
        from kb.coverage import coverage as measure
        from kb.extract import extract
        found = measure(document, extract(document))
        marks = {line.number: "?" if line.number in found.doubtful else " " if line.number in found.read or not line.text.strip() else "-" for line in document.lines}
        share = f"{found.share:.1%} of the text was read"
    for line in document.lines:
        place = f"{line.number:5}" if line.page is None else f"{line.page:3}/{line.number:5}"
        yield f"{place} {marks[line.number]} {line.text}" if marks else f"{place} {line.text}"
    if share:
        yield share


def catalogue_lines(queries: Mapping[str, Query]) -> Iterator[str]:
    """Questions by group, with their parameters."""
    group = None
    for query in sorted(queries.values(), key=lambda one: (one.group, one.name)):
        if query.group != group:
            group = query.group
            if group:
                yield f"[{group}]"
        params = " ".join(f"{param.name}=…" if param.required else f"[{param.name}=…]" for param in query.params)
        yield f"  {query.name} {params}".rstrip()
        yield f"      {query.korean} ({query.english})"


def answer_text(answer: Answer, form: str, evidence: bool) -> str:
    """An answer in a format; `table` is for a terminal."""
    if form == "table":
        rows = [[answer.shown(term) for term in row] for row in answer.rows]
        quoted = [[str(place) for place in places] for places in answer.evidence] if evidence else []
        return _table(answer.columns, rows, quoted)
    if form not in FORMATS:
        raise QueryError(f"--format is one of table, {', '.join(FORMATS)}, not {form!r}")
    return FORMATS[form](answer, evidence)


def sentence_text(base: KnowledgeBase, sentence: str, form: str, evidence: bool) -> str:
    """The answer to a sentence, with the question it was taken for, its SPARQL, and the next-best readings.

    Raises:
        QueryError: no question fits, or two fit alike; the message offers the nearest.
    """
    understood = base.understand(sentence)
    if understood.ambiguous:
        named = [" ".join(["kb ask", reading.query.name, *(f'{key}="{value}"' for key, value in reading.values.items())]) for reading in understood.others]
        raise QueryError(f"a name in {sentence!r} is that of several things; name one: {' · '.join(named)}")
    offered = [_command(base, reading.query.name, reading.values) for reading in understood.others]
    if understood.best is None:
        hint = f"; perhaps: {' · '.join(offered)}" if offered else "; `kb ask` lists the questions, `kb check` tells what does not add up"
        raise QueryError(f"no question fits {sentence!r} well enough{hint}")
    best = understood.best
    answer = base.ask(best.query.name, **best.values)
    text = answer_text(answer, form, evidence)
    if form != "table":
        return text
    head = f"{best.query.korean} ({best.query.english})\n{_command(base, best.query.name, best.values)}\n"
    if best.unused:
        head += f"쓰지 않은 말 (words not used): {', '.join(best.unused)}\n"
    tail = "".join(f"다르게 읽으면 (or): {one}\n" for one in offered)
    sparql = "\n".join(line for line in answer.sparql.splitlines() if not line.startswith("#+"))
    return f"{head}{text}{tail}SPARQL:\n{sparql}\n"


def _command(base: KnowledgeBase, name: str, values: Mapping[str, str]) -> str:
    names = names_of(base.store, [NamedNode(value) for value in values.values() if value.startswith("http")])
    return " ".join(["kb ask", name, *(f'{key}="{names.get(value, value)}"' for key, value in values.items())])


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], evidence: Sequence[Sequence[str]] = ()) -> str:
    """Rows under headings in Korean and English, wrapped to the terminal, and below each row its quotations."""
    if not rows:
        return "답이 없음 (no answer)\n"
    from io import StringIO

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text
    out = StringIO()
    console = Console(file=out, width=_width(), highlight=False, color_system=None)
    table = Table(show_lines=bool(evidence))
    for column in columns:
        table.add_column(Text(column.korean if column.korean == column.english else f"{column.korean}\n{column.english}"), overflow="fold")
    if evidence:
        table.add_column(Text("근거\nevidence"), overflow="fold", ratio=1)
    for index, row in enumerate(rows):
        cells = [Text(" ".join(cell.split())) for cell in row]
        if evidence:
            cells.append(Text("\n".join(evidence[index])))
        table.add_row(*cells)
    console.print(table)
    return out.getvalue() + f"{len(rows)} rows\n"


def _width() -> int:
    from shutil import get_terminal_size
    return get_terminal_size((140, 24)).columns


def sparql_text(store: Store, text: str, form: str) -> str:
    """The answer to any SPARQL text: a table, a truth value, or triples as Turtle."""
    import pyoxigraph as ox

    from kb.namespace import PREFIXES
    kind = _form(text)
    if kind == "ASK":
        return f"{str(store.ask(text)).lower()}\n"
    if kind in ("CONSTRUCT", "DESCRIBE"):
        turtle = ox.serialize(store.construct(text), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        return turtle.decode() if turtle else ""
    found = store.select(text)
    if form == "table":
        names = names_of(store, (term for row in found.rows for term in row)) if found.rows else {}
        return _table([Column(name, name, name) for name in found.columns], [[show(term, names) for term in row] for row in found.rows])
    if form == "json":
        return json.dumps([{name: term.value if term else None for name, term in zip(found.columns, row, strict=True)} for row in found.rows], ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        import csv
        from io import StringIO
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows([term.value if term else "" for term in row] for row in found.rows)
        return out.getvalue()
    raise QueryError(f"--format is one of table, csv, json, not {form!r}")


def _form(text: str) -> str:
    """The query form of a SPARQL text: its first keyword behind comments, prefixes and base."""
    import re
    bare = re.sub(r"#[^\n]*", "", re.sub(r"<[^>]*>", "<>", text))
    found = re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", bare, re.I)
    return found[1].upper() if found else "SELECT"


def page_text(base: KnowledgeBase, thing: str) -> str:
    """Everything known about a thing, by property, with the first place of each statement."""
    node = base.find(thing)
    answer = base.ask("about", thing=node.value)
    names = names_of(base.store, [node])
    lines = [names.get(node.value, thing), node.value, ""]
    current = ("", "")
    from kb.network.build import relation_labels
    labels = relation_labels(base.store)
    for row, places in zip(answer.rows, answer.evidence, strict=True):
        direction, property_, value = row
        heading = (answer.shown(direction), answer.shown(property_))
        if heading != current:
            current = heading
            name = labels.get(property_.value, heading[1]) if isinstance(property_, NamedNode) else heading[1]
            lines.append(f"{heading[0]} {name} ({heading[1]})")
        where = f"   [{places[0].document}:{places[0].first}]" if places and places[0].first else f"   [{places[0].document}]" if places else ""
        lines.append(f"    {' '.join(answer.shown(value).split())}{where}")
    return "\n".join(lines) + "\n"


def broken_text(found: Sequence["Broken"], form: str) -> str:
    """What is broken, as text or in one of `export.broken.FORMATS`."""
    if form != "text":
        from kb.export.broken import FORMATS as WRITERS
        if form not in WRITERS:
            raise QueryError(f"--format is one of text, {', '.join(WRITERS)}, not {form!r}")
        return WRITERS[form](found)
    lines = []
    for one in found:
        lines.append(f"{one.severity}: {one.korean} ({one.english})" if one.korean != one.english else f"{one.severity}: {one.korean}")
        lines.append(f"  {one.rule}: {one.subject}")
        if one.stated or one.computed:
            lines.append(f"  적힌 값 (stated) {one.stated}" + (f", 계산한 값 (computed) {one.computed}" if one.computed else ""))
        lines += [f"    {place}" for place in one.evidence]
    counts = ", ".join(f"{severity} {sum(one.severity == severity for one in found)}" for severity in ("error", "warning", "note"))
    return "\n".join([*lines, f"{len(found)} broken: {counts}"]) + "\n"


def flags_text(found: Sequence["Flag"], form: str) -> str:
    """Procurement indicators in one of `export.flags.FORMATS`."""
    from kb.export.flags import FORMATS as WRITERS
    if form not in WRITERS:
        raise QueryError(f"--format is one of {', '.join(WRITERS)}, not {form!r}")
    return WRITERS[form](found)
