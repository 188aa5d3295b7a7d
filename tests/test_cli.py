"""The command line: everything that the README shows, and what goes wrong."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from kb.cli import app
from tests.conftest import ROOT, Ran, run_kb

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ (kb .+)$", README, re.M)
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_every_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order in which a reader would type them, in a folder with the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KB_STORE", raising=False)
    assert len(EXAMPLES) > 20
    for line in EXAMPLES:
        ran = run_kb(*shlex.split(line)[1:])
        assert ran.status == 0, f"{line}: {ran.err}"
        assert ran.out.strip(), line
        assert "답이 없음" not in ran.out, line
    assert "https://" not in re.sub(r"https://w3id\.org\S*|https?://www\.w3\.org\S*", "", (tmp_path / "responsibility.html").read_text(encoding="utf-8")[:3000])


def test_the_readme_s_python_runs(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    code = re.search(r"```python\n(.+?)```", README, re.S)
    assert code
    ran = subprocess.run([sys.executable, "-c", code[1]], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "생활환경과" in ran.stdout
    assert (tmp_path / "base.trig").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_in_the_readme_and_its_help_has_an_example(command: str) -> None:
    assert f"`kb {command}" in README
    ran = run_kb(command, "--help")
    assert ran.status == 0
    assert f"Example: kb {command}" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_readme(command: str) -> None:
    options = {option for param in typer.main.get_command(app).commands[command].params for option in param.opts if option.startswith("--")}  # type: ignore[attr-defined]
    assert sorted(option for option in options - {"--shapes", "--out"} if option not in README) == []


def test_the_demo_answers_and_draws(tmp_path: Path) -> None:
    ran = run_kb("demo", "-o", str(tmp_path / "demo"))
    assert ran.status == 0, ran.err
    assert ran.out.count("# kb ask ") == 6
    assert sorted(path.name for path in (tmp_path / "demo").glob("*.html")) == ["contractors.html", "dependency.html", "responsibility.html"]
    assert "2024년 예산현액: 620,000,000원" in ran.out


WRONG: list[tuple[tuple[str, ...], int, str]] = [
    (("ingest", "nowhere.txt"), 1, "nowhere.txt: no such file"),
    (("ask", "ordinance-owner"), 1, "no knowledge base here"),
    (("show", "무엇"), 1, "no knowledge base here"),
    (("text", "nowhere.txt"), 1, "nowhere.txt: no such file"),
    (("text", "."), 1, "is a folder"),
    (("ask", "findings", "status"), 2, "not key=value"),
    (("chain", "x", "--kind", "love"), 2, "--kind is one of responsibility, dependency"),
    (("network", "responsibility"), 2, "a file is needed"),
    (("fly",), 2, "No such command"),
    (("ingest",), 2, "Missing argument"),
    (("check", "--store", "http://127.0.0.1:9/sparql"), 1, "the server does not answer"),
]


@pytest.mark.parametrize(("arguments", "status", "reason"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else None)
def test_what_goes_wrong_is_one_line_and_no_traceback(arguments: tuple[str, ...], status: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KB_STORE", raising=False)
    ran = run_kb(*arguments)
    assert ran.status == status, ran
    assert reason in ran.err
    assert "Traceback" not in ran.err
    if status == 1:
        assert ran.err.count("\n") == 1


def test_wrong_sparql_is_one_line_with_its_place(examples: Path, kb: Callable[..., Ran]) -> None:
    ran = kb("sparql", "SELECT ?s WHERE { ?s ?p }", "--store", str(examples))
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert "SPARQL: error at 1:" in ran.err


@pytest.mark.parametrize(("query", "answer"), [
    ("ASK { ?s ?p ?o }", "true\n"),
    ("PREFIX gov: <https://w3id.org/govkb/ns#> SELECT (COUNT(?f) AS ?n) WHERE { ?f a gov:Finding }", "n\n56\n"),
])
def test_sparql_answers_every_form(query: str, answer: str, examples: Path, kb: Callable[..., Ran]) -> None:
    assert kb("sparql", query, "--format", "csv", "--store", str(examples)).out == answer


def test_sparql_constructs_turtle_and_reads_a_file(examples: Path, kb: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("PREFIX gov: <https://w3id.org/govkb/ns#>\nCONSTRUCT { ?f gov:number ?n } WHERE { ?f a gov:Finding ; gov:number ?n }", encoding="utf-8")
    out = kb("sparql", str(file), "--store", str(examples)).out
    assert out.count("gov:number") == 56


def test_the_environment_names_the_store(examples: Path, kb: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_STORE", str(examples))
    assert "공유(共有) 촉진 조례" in kb("ask", "ordinance-owner", "ordinance=공유 촉진 조례").out


def test_strict_fails_on_issues(kb: Callable[..., Ran], tmp_path: Path) -> None:
    ran = kb("ingest", str(ROOT / "examples" / "report"), "--strict", "--store", str(tmp_path / "s"))
    assert ran.status == 1
    assert "garam-2024.txt:72 추진일정에 날짜가 없음" in ran.out


def test_help_needs_no_library_of_the_base() -> None:
    script = "import sys\nfrom kb.cli import app\nprint(sorted(set(sys.modules) & {'pyoxigraph', 'rdflib', 'networkx', 'pyvis', 'pyshacl', 'rapidfuzz'}))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_closed_pipe_is_no_traceback(examples: Path) -> None:
    ran = subprocess.run(f"{shlex.quote(sys.executable)} -m kb sparql 'SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }}' --format csv --store {shlex.quote(str(examples))} | head -1",
                         shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr
    assert ran.stdout == "s,p,o\n"
