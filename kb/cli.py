"""The command `kb`: arguments in, text out; it prints and decides nothing."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import kb
from kb.errors import KbError
from kb.web.commands import COMMANDS, StoreOption

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
                  help="Reports of public bodies as a knowledge base: every statement carries the line it was read from.\n\n"
                       "Example: kb ingest report.txt && kb ask ordinance-owner ordinance=\"공유 촉진 조례\" --evidence")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kb {kb.__version__}")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Reports of public bodies as a knowledge base: every statement carries the line it was read from."""


def main() -> None:
    """Run the command; an error is one line on standard error and exit status 1, wrong usage 2."""
    try:
        app()
    except KbError as error:
        _fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except MemoryError:
        _fail("out of memory")
    except OSError as error:
        _fail(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))


def _fail(message: str) -> NoReturn:
    typer.echo(f"kb: {' '.join(message.split())}", err=True)
    sys.exit(1)


def _values(pairs: list[str] | None) -> dict[str, str]:
    """`key=value` words as a mapping; anything else is wrong usage."""
    values = {}
    for pair in pairs or []:
        key, found, value = pair.partition("=")
        if not found or not key:
            raise typer.BadParameter(f"{pair!r} is not key=value")
        values[key] = value
    return values


def _base(store: str) -> "kb.KnowledgeBase":
    from kb.base import KnowledgeBase
    return KnowledgeBase(store)


@app.command()
def ingest(paths: Annotated[list[Path], typer.Argument(help="Files, or folders whose readable files are taken.")],
           store: StoreOption = ".kb",
           jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="How many processes read at a time.")] = 1,
           strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where something was seen and not understood.")] = False) -> None:
    """Read reports into the base.

    Example: kb ingest reports/ --store .kb
    """
    from kb.render.answers import progress_bar, report_lines
    with progress_bar() as tick:
        report = _base(store).ingest(paths, tick, jobs)
    for line in report_lines(report):
        typer.echo(line)
    for refused in report.refused:
        typer.echo(f"kb: {refused}", err=True)
    if report.refused or (strict and report.issues):
        raise typer.Exit(1)


@app.command()
def forget(document: Annotated[str, typer.Argument(help="A document's file name or IRI.")], store: StoreOption = ".kb") -> None:
    """Remove a document, and what no other document says.

    Example: kb forget report.txt
    """
    typer.echo(f"{_base(store).forget(document)}: forgotten")


@app.command()
def ask(question: Annotated[str | None, typer.Argument(help="A question's name, or a sentence; without one, the questions are listed.")] = None,
        values: Annotated[list[str] | None, typer.Argument(help="Its parameters, as key=value.")] = None,
        form: Annotated[str, typer.Option("--format", help="table, csv, json or markdown.")] = "table",
        evidence: Annotated[bool, typer.Option("--evidence", help="Show the words that each row was read from.")] = False,
        store: StoreOption = ".kb") -> None:
    """Answer a question of the catalogue, by its name or in a sentence.

    Example: kb ask ordinance-owner ordinance="공유 촉진 조례" --evidence

    Example: kb ask "공유 촉진 조례는 어느 부서 소관인가?"
    """
    from kb.render.answers import answer_text, catalogue_lines, sentence_text
    base = _base(store)
    if question is None:
        for line in catalogue_lines(base.questions()):
            typer.echo(line)
        return
    if question not in base.questions() and re.search(r"[^a-z-]", question):
        typer.echo(sentence_text(base, question, form, evidence), nl=False)
        return
    typer.echo(answer_text(base.ask(question, **_values(values)), form, evidence), nl=False)


@app.command()
def sparql(query: Annotated[str, typer.Argument(help="A SPARQL query, or a file that holds one; `-` reads standard input.")],
           form: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table", store: StoreOption = ".kb") -> None:
    """Run any SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Example: kb sparql 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }'
    """
    from kb.render.answers import sparql_text
    text = sys.stdin.read() if query == "-" else Path(query).read_text(encoding="utf-8") if "{" not in query and Path(query).is_file() else query
    typer.echo(sparql_text(_base(store).store, text, form), nl=False)


@app.command()
def show(thing: Annotated[str, typer.Argument(help="A name in any spelling, or an IRI.")], store: StoreOption = ".kb") -> None:
    """A page about a thing.

    Example: kb show 생활환경과
    """
    from kb.render.answers import page_text
    typer.echo(page_text(_base(store), thing), nl=False)


@app.command()
def chain(start: Annotated[str, typer.Argument(help="A name, an IRI, or `지적 15`.")],
          end: Annotated[str, typer.Argument(help="Another thing: then every shortest and every independent chain between the two.")] = "",
          kind: Annotated[str, typer.Option("--kind", help="responsibility or dependency; both where not given.")] = "",
          evidence: Annotated[bool, typer.Option("--evidence/--no-evidence", help="Show the words behind each step.")] = False,
          form: Annotated[str, typer.Option("--format", help="text, or json for chains between two things.")] = "text", store: StoreOption = ".kb") -> None:
    """Who answers for a thing, and what hangs on it, with the money in it; or how two things are joined.

    Example: kb chain "지적 15" --evidence

    Example: kb chain 자원순환팀 가람시 --evidence
    """
    from kb.network.paths import KINDS
    from kb.render.networks import chain_lines, paths_json, paths_lines
    if kind and kind not in KINDS:
        raise typer.BadParameter(f"--kind is one of {', '.join(KINDS)}")
    if form not in ("text", "json") or (form == "json" and not end):
        raise typer.BadParameter("--format is text, or json with two things")
    if not end:
        for line in chain_lines(_base(store).chain(start, kind), evidence):
            typer.echo(line)
        return
    paths = _base(store).between(start, end, kind)
    if form == "json":
        typer.echo(paths_json(paths), nl=False)
        return
    for line in paths_lines(paths, evidence):
        typer.echo(line)


@app.command()
def impact(thing: Annotated[str, typer.Argument(help="A name in any spelling, or an IRI.")],
           at: Annotated[str, typer.Option("--at", help="Dates from this day on, as 2021-03-31; today where not given.")] = "",
           evidence: Annotated[bool, typer.Option("--evidence", help="Show the words that each line was read from.")] = False, store: StoreOption = ".kb") -> None:
    """What is hit if a thing goes: what depends on it, money by year, open findings, dates to come.

    Example: kb impact "㈜새벽기획" --at 2024-01-01
    """
    from kb.render.networks import impact_lines
    for line in impact_lines(_base(store).impact(thing, at), evidence):
        typer.echo(line)


@app.command()
def network(name: Annotated[str | None, typer.Argument(help="Such as responsibility, dependency or findings; without one, they are listed.")] = None,
            values: Annotated[list[str] | None, typer.Argument(help="Its parameters, as key=value.")] = None,
            out: Annotated[Path | None, typer.Option("-o", "--out", help="A file: .html, .graphml, .gexf, .json or .mmd (Mermaid).")] = None,
            store: StoreOption = ".kb") -> None:
    """Draw a network.

    Example: kb network responsibility -o responsibility.html
    """
    from kb.query.catalog import catalog
    from kb.render.answers import catalogue_lines
    from kb.render.networks import draw
    if name is None:
        for line in catalogue_lines(catalog("networks")):
            typer.echo(line)
        return
    if out is None:
        raise typer.BadParameter("a file is needed: -o FILE.html")
    nodes, edges = draw(_base(store), name, _values(values), out)
    typer.echo(f"{out}: {nodes} nodes, {edges} edges")


@app.command()
def measures(name: Annotated[str, typer.Argument(help="A network, such as dependency.")] = "dependency",
             values: Annotated[list[str] | None, typer.Argument(help="Its parameters, as key=value.")] = None,
             top: Annotated[int, typer.Option("--top", min=1, help="How many things of each list.")] = 10,
             form: Annotated[str, typer.Option("--format", help="text or json.")] = "text", store: StoreOption = ".kb") -> None:
    """What matters in a network: centrality, bridges, components, circles, communities.

    Example: kb measures responsibility --top 5
    """
    from kb.render.networks import measures_text
    net, found = _base(store).measures(name, **_values(values))
    typer.echo(measures_text(net, found, top, form), nl=False)


@app.command()
def check(store: StoreOption = ".kb",
          form: Annotated[str, typer.Option("--format", help="text, html, json, turtle or sarif.")] = "text",
          fail_on: Annotated[str, typer.Option("--fail-on", help="The severity from which on the exit status is 1: error, warning, note, or never.")] = "error",
          shapes: Annotated[bool, typer.Option("--shapes/--no-shapes", help="Also check the SHACL shapes.")] = True) -> None:
    """What is broken: stated and computed values, with both places. Exit status 1 where an error is found.

    Example: kb check --format html > checks.html
    """
    from kb.checks import SEVERITIES
    from kb.render.answers import broken_text
    if fail_on not in (*SEVERITIES, "never"):
        raise typer.BadParameter(f"--fail-on is one of {', '.join(SEVERITIES)}, never")
    found = _base(store).check(shapes)
    typer.echo(broken_text(found, form), nl=False)
    if fail_on != "never" and any(SEVERITIES.index(one.severity) <= SEVERITIES.index(fail_on) for one in found):
        raise typer.Exit(1)


@app.command()
def flags(name: Annotated[str | None, typer.Argument(help="Such as single-bid; all where not given, `list` for what there is.")] = None,
          values: Annotated[list[str] | None, typer.Argument(help="Its parameters, as key=value: least=3, days=90.")] = None,
          form: Annotated[str, typer.Option("--format", help="text, json or csv.")] = "text", store: StoreOption = ".kb") -> None:
    """Procurement indicators: rule, inputs and passages of each; an indicator is no verdict.

    Example: kb flags repeated-awards least=3
    """
    from kb.query.catalog import catalog
    from kb.render.answers import catalogue_lines, flags_text
    if name == "list":
        for line in catalogue_lines(catalog("flags")):
            typer.echo(line)
        return
    typer.echo(flags_text(_base(store).flags(name or "", **_values(values)), form), nl=False)


@app.command()
def export(out: Annotated[Path, typer.Option("-o", "--out", help="The file; a folder for csv.")],
           form: Annotated[str, typer.Option("--format", help="nquads, trig, turtle, jsonld, rdfxml, csv or graphml; by the extension where not given.")] = "",
           store: StoreOption = ".kb") -> None:
    """Write the base to a file, with a DCAT and VoID description beside it.

    Example: kb export -o base.trig
    """
    for path in _base(store).export(out, form):
        typer.echo(str(path))


@app.command()
def text(file: Annotated[Path, typer.Argument(help="A file to read.")],
         coverage: Annotated[bool, typer.Option("--coverage", help="Mark lines that nothing was read from (-) and that were not understood (?); say how much was read.")] = False) -> None:
    """What the reader makes of a file, line by line, with pages where there are any.

    Example: kb text report.txt --coverage
    """
    from kb.readers import read
    from kb.render.answers import text_lines
    for line in text_lines(read(file), coverage):
        typer.echo(line)


for command in COMMANDS:
    app.command()(command)


@app.command()
def demo(out: Annotated[Path, typer.Option("-o", "--out", help="Where the pictures and the base go.")] = Path("demo")) -> None:
    """Build a base from the examples, answer six questions, draw three networks.

    Example: kb demo
    """
    from kb.demo import run
    for line in run(out):
        typer.echo(line)
