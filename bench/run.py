"""Speed and memory, as ratios in one run: extraction, ingest, a question, against reading the text and a Python that does nothing.

    ./run bench [REPORT] [--copies N]

Without a report the invented one is repeated until it has as many lines as a long report (3,000).
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def best(action: Callable[[], object], times: int = 5) -> float:
    """The shortest of several runs, in seconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        spent.append(time.perf_counter() - began)
    return min(spent)


def process(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)


def long_report(folder: Path, lines: int) -> Path:
    """The invented report, its body repeated with other titles, as one long report."""
    text = (ROOT / "examples" / "report" / "garam-2024.txt").read_text(encoding="utf-8")
    head, _, rest = text.partition("3-1. ")
    body, _, tail = rest.partition("[붙임 1]")
    copies = max(1, (lines - text.count("\n")) // body.count("\n"))
    path = folder / "long.txt"
    path.write_text(head + "".join("3-1. " + body.replace("가람", f"가람{number}").replace("새벽", f"새벽{number}") for number in range(copies)) + "[붙임 1]" + tail, encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", type=Path, nargs="?")
    parser.add_argument("--lines", type=int, default=3000)
    arguments = parser.parse_args()
    from kb.extract import extract
    from kb.ingest import ingest
    from kb.readers import read

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = arguments.report or long_report(folder, arguments.lines)
        kb = str(Path(sys.executable).with_name("kb"))
        document = read(report)
        reading = best(lambda: read(report))
        extraction = best(lambda: extract(document))
        stores = iter(range(100))
        whole = best(lambda: ingest([report], folder / f"s{next(stores)}"), 3)
        nothing = best(process(sys.executable, "-c", "pass"))
        rows = [("read the text", reading), ("extract", extraction), ("ingest into a new base", whole), ("python that does nothing", nothing),
                ("kb --help", best(process(kb, "--help"))), ("kb ask, a whole process", best(process(kb, "ask", "documents", "--store", str(folder / "s0"))))]
        megabytes = report.stat().st_size / 1e6
        print(f"{report.name}: {len(document.lines)} lines, {megabytes:.3f} MB")
        for label, seconds in rows:
            print(f"{label:28} {seconds:8.3f} s   {seconds / nothing:7.1f} x python")
        print(f"extraction {megabytes / extraction:.2f} MB/s; ingest is {whole / extraction:.1f} x extraction; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
