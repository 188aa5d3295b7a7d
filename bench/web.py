"""Server time of things' pages, and requests a second at /sparql beside the Rust Oxigraph server over the same base.

    .venv/bin/python bench/web.py FOLDER [--pages 400] [--seconds 4]

Pages are asked of the application in this process, each once: the time is that of the server alone. The rates are taken
with `wrk` where it is installed, two workers each, one after the other, as a ratio.
"""

import argparse
import asyncio
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BIN = Path(sys.executable).parent


def pages(folder: Path, count: int) -> list[float]:
    """Milliseconds of so many things' pages, drawn at random, sorted."""
    from kb.web import data
    from kb.web.app import create
    from kb.web.source import Source
    nodes = list(data.iris(Source(folder)))
    chosen = random.Random(1).sample(nodes, min(count, len(nodes)))
    application = create(folder)

    async def run() -> list[float]:
        found = []
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://x") as client:
            await client.get("/ask")
            for node in chosen:
                began = time.perf_counter()
                reply = await client.get(f"/page/{data.path_of(node)}", headers={"accept": "text/html"})
                found.append((time.perf_counter() - began) * 1000)
                assert reply.status_code in (200, 303), reply.text[:200]
        return sorted(found)

    return asyncio.run(run())


@contextmanager
def running(*command: str) -> Iterator[None]:
    """A server while it is measured."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(5)
    try:
        yield
    finally:
        process.terminate()
        process.wait(15)


def rate(url: str, seconds: int) -> float:
    """Requests a second."""
    said = subprocess.run(["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", "Accept: application/n-triples, application/sparql-results+json", url], capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seconds", type=int, default=4)
    given = parser.parse_args()
    times = pages(given.folder, given.pages)
    print(f"pages: {len(times)}, median {times[len(times) // 2]:.1f} ms, p95 {times[len(times) * 95 // 100]:.1f} ms, longest {times[-1]:.1f} ms")
    if shutil.which("wrk") is None:
        print("wrk is not installed: no rates")
        return
    from kb.base import KnowledgeBase
    from kb.namespace import GOV
    from kb.web import data
    from kb.web.source import Source
    node = next(data.iris(Source(given.folder), GOV.Finding))
    asked = {"label": f"SELECT ?label WHERE {{ <{node.value}> <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }}", "description": f"DESCRIBE <{node.value}>"}
    with tempfile.TemporaryDirectory() as folder:
        KnowledgeBase(given.folder).export(Path(folder) / "all.nq")
        subprocess.run([str(BIN / "oxigraph"), "load", "--location", f"{folder}/db", "--file", f"{folder}/all.nq"], check=True, capture_output=True)
        rates: dict[str, list[float]] = {name: [] for name in asked}
        for command, url in (((str(BIN / "kb"), "serve", "--store", str(given.folder), "--port", "8971", "--workers", "2"), "http://127.0.0.1:8971/sparql"),
                             ((str(BIN / "oxigraph"), "serve-read-only", "--location", f"{folder}/db", "--bind", "127.0.0.1:8972"), "http://127.0.0.1:8972/query")):
            with running(*command):
                for name, query in asked.items():
                    rates[name].append(rate(f"{url}?query={quote(query)}", given.seconds))
    for name, (ours, theirs) in rates.items():
        print(f"{name}: {ours:,.0f} requests a second, {ours / theirs:.2f} of Oxigraph's {theirs:,.0f} (the same query again: from the version's cache)")


if __name__ == "__main__":
    main()
