"""What the tests share: the example base, the shared reports where they are, the command in this process."""

import io
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from kb.base import KnowledgeBase
from kb.cli import main
from kb.ingest import ingest

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "examples" / "report" / "garam-2024.txt"
# The reports that the cases of tests/queries/ are answered from.
ASKED = ("eunha-2023", "hanbit-2021", "hanbyeol-2022", "hansol-2023", "maru-2022", "neulbom-2023", "neulpureun-2025", "pureunsol-2025", "saebit-2024", "solnae-notice-2025",
         "solnae-ordinance-2024")
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Ran:
    """What a run of the command gave."""

    status: int
    out: str
    err: str


def run_kb(*arguments: str) -> Ran:
    """Run `kb` in this process."""
    out, err = io.StringIO(), io.StringIO()
    with mock.patch("sys.argv", ["kb", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            status = 0
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    return Ran(status, out.getvalue(), err.getvalue())


@pytest.fixture
def kb() -> Callable[..., Ran]:
    return run_kb


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of both examples; it is only read."""
    folder = tmp_path_factory.mktemp("examples") / "store"
    ingest([ROOT / "examples"], folder)
    return folder


@pytest.fixture(scope="session")
def garam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of the invented report alone; it is only read."""
    folder = tmp_path_factory.mktemp("garam") / "store"
    ingest([REPORT], folder)
    return folder


@pytest.fixture
def example_base(examples: Path) -> KnowledgeBase:
    return KnowledgeBase(examples)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A base of the examples and those reports of `tests/corpus` that have what every question asks; it is only read."""
    folder = tmp_path_factory.mktemp("everything") / "store"
    ingest([ROOT / "examples", *(ROOT / "tests" / "corpus" / f"{name}.txt" for name in ASKED)], folder)
    return KnowledgeBase(folder)


@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., KnowledgeBase]:
    """A base of the invented report with words replaced: `broken(("old", "new"), ...)`."""
    def make(*changes: tuple[str, str]) -> KnowledgeBase:
        text = REPORT.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        copy = tmp_path / REPORT.name
        copy.write_text(text, encoding="utf-8")
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
        base = KnowledgeBase(tmp_path / "store")
        base.ingest([copy])
        return base
    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real reports and their gold; they are no part of the project."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("../shared is not here: the real reports are no part of the project")
    return SHARED
