"""The package from a wheel, away from the checkout; and the code's own rules."""

import ast
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted((ROOT / "kb").rglob("*.py"))


def test_the_wheel_carries_ontology_queries_and_examples(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    # -P and another folder: the checkout's kb is not on the path.
    ran = subprocess.run([sys.executable, "-P", "-c", "import kb, sys; sys.argv[0] = 'kb'; print(kb.__file__, file=sys.stderr); from kb.cli import main; main()", "demo", "-o", "out"],
                         cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(site)}, check=False)
    assert ran.returncode == 0, ran.stderr
    assert str(site) in ran.stderr
    assert "2024년 예산현액: 620,000,000원" in ran.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert path.stem not in ("utils", "helpers", "common", "misc", "manager")
    assert ast.get_docstring(tree)
    if path.name != "namespace.py":
        assert text.count("\n") <= 500
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 40, node.name
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert getattr(node.type, "id", "") not in ("Exception", "BaseException")


def test_no_query_is_written_in_the_code() -> None:
    found = [path.name for path in MODULES if re.search(r"[\"'](?:PREFIX \w+:|SELECT \?|CONSTRUCT \{|INSERT DATA)", path.read_text(encoding="utf-8"))]
    # The store's whole content is asked for in the store protocol's own file.
    assert found == ["remote.py"]


def test_the_checkout_names_no_registry_and_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt", ".ttl", ".rq", "") and path.is_file() and path.name != "test_install.py":
            text = path.read_text(encoding="utf-8")
            assert "pypi.org" not in text, name
            assert "/work/" not in text, name
