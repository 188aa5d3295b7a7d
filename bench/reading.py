"""Reading and extraction: megabytes of text a second, two processes against one, a long PDF, memory; all on invented reports made here.

    .venv/bin/python bench/reading.py [--pages 100]
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
REPORTS = [ROOT / "examples" / "report" / "garam-2024.txt", *sorted((ROOT / "tests" / "corpus").glob("*.txt"))]
BASE = "https://w3id.org/govkb/id/"


def text_rate(folder: Path, times: int) -> float:
    """Megabytes of text a second through reading and extraction, on one core, the corpus so many times in one file."""
    from kb.extract import extract
    from kb.readers import read
    long = folder / "long.txt"
    long.write_text("\n\n".join(path.read_text(encoding="utf-8") for path in REPORTS * times), encoding="utf-8")
    extract(read(REPORTS[0]))
    began = time.perf_counter()
    extract(read(long))
    return long.stat().st_size / 1e6 / (time.perf_counter() - began)


def jobs_ratio(folder: Path) -> float:
    """How many times as fast two processes make files ready as one, the start of the processes aside."""
    from kb.prepare import prepared
    files = []
    for number in range(60):
        path = folder / f"report-{number}.txt"
        path.write_text("\n\n".join(one.read_text(encoding="utf-8") for one in REPORTS), encoding="utf-8")
        files.append(path)
    spent = []
    for jobs in (1, 2):
        found = prepared(files, BASE, {}, jobs, lambda path: None)
        next(found)
        began = time.perf_counter()
        sum(1 for _ in found)
        spent.append(time.perf_counter() - began)
    return spent[0] / spent[1]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", nargs="?", type=Path, help="a long PDF to read")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        print(f"text: {text_rate(Path(made), 20):.2f} MB a second")
        print(f"two processes: {jobs_ratio(Path(made)):.2f} times one")
    if given.pdf:
        from kb.extract import extract
        from kb.readers import read
        began = time.perf_counter()
        document = read(given.pdf)
        extract(document)
        print(f"PDF of {max(line.page or 0 for line in document.lines)} pages: {time.perf_counter() - began:.2f} s")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
