"""Every question, check, the box and the picture data over a base of many cities, as multiples of one look-up in the same base.

    .venv/bin/python bench/questions.py [--cities 475] [--base FOLDER]

475 cities are some 0.9 million statements, and take minutes to read; a folder that is there already is used as it is.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
WHOLE, ANCHORED, SHOWN = 300.0, 5.0, 12


def cities(folder: Path, count: int) -> Path:
    """The invented report under the names of so many cities."""
    text = (ROOT / "examples" / "report" / "garam-2024.txt").read_text(encoding="utf-8")
    names = [one + other + "람" for one in SYLLABLES for other in SYLLABLES][:count]
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}-2024.txt").write_text(text.replace("가람", name).replace("새벽", f"{name}새벽"), encoding="utf-8")
    return folder


def spent(action: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs, in milliseconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        found.append((time.perf_counter() - began) * 1000)
        if found[-1] > 3000:
            break
    return min(found)


def questions(base: object) -> Iterator[tuple[str, str, float]]:
    """(kind, name, milliseconds) of every question asked of the whole base, and of one thing."""
    from kb.base import KnowledgeBase
    assert isinstance(base, KnowledgeBase)
    held: dict[str, str] = {}
    plain = {"date": "2024-06-30", "year": "2024", "integer": "2", "area": "노동", "scheme:budget-phase": "예산현액"}
    for name, query in base.questions().items():
        rest = {param.name: plain[param.type] for param in query.params if param.type in plain and (param.required or param.type == "date")}
        anchors = [param for param in query.params if param.type[0].isupper() or param.type == "thing"]
        if not any(param.required for param in anchors):
            yield "whole", name, spent(lambda name=name, rest=rest: base.ask(name, **rest))
        for param in anchors[:1]:
            kind = "Department" if param.type == "thing" else param.type.split("|")[0]
            if kind not in held:
                row = base.sparql(f"PREFIX gov: <https://w3id.org/govkb/ns#> SELECT ?thing WHERE {{ ?thing a gov:{kind} }} LIMIT 1").rows
                held[kind] = row[0][0].value if row and row[0][0] else ""
            if held[kind]:
                yield "anchored", name, spent(lambda name=name, rest=rest, param=param, kind=kind: base.ask(name, **rest, **{param.name: held[kind]}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cities", type=int, default=40)
    parser.add_argument("--base", type=Path)
    arguments = parser.parse_args()
    from kb.base import KnowledgeBase
    from kb.network.html import picture_data
    with tempfile.TemporaryDirectory() as name:
        base = KnowledgeBase(arguments.base or Path(name) / "store")
        if not (arguments.base and (arguments.base / "current").exists()):
            began = time.perf_counter()
            base.ingest([cities(Path(name) / "reports", arguments.cities)])
            print(f"ingest {time.perf_counter() - began:.0f} s")
        count = base.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]
        document = base.sparql("PREFIX gov: <https://w3id.org/govkb/ns#> SELECT ?d WHERE { ?d a gov:Document } LIMIT 1").rows[0][0]
        unit = spent(lambda: base.sparql(f"SELECT ?p ?o WHERE {{ {document} ?p ?o }}"), 20)
        print(f"{count.value if count else 0} statements; one look-up {unit:.3f} ms")
        rows = list(questions(base))
        for kind, limit in (("whole", WHOLE), ("anchored", ANCHORED)):
            found = sorted((milliseconds, question) for of, question, milliseconds in rows if of == kind)
            within = sum(milliseconds <= limit for milliseconds, _ in found)
            print(f"{kind}: {within} of {len(found)} within {limit:.0f} ms, median {found[len(found) // 2][0]:.1f} ms; the slowest:")
            for milliseconds, question in found[:-SHOWN - 1:-1]:
                print(f"  {question:28} {milliseconds:9.1f} ms {milliseconds / unit:9.0f} x")
        for sentence in ("가가람시 생활환경과의 지적사항은 무엇인가?", "Which findings are still open?"):
            milliseconds = spent(lambda sentence=sentence: base.understand(sentence))
            print(f"box: {sentence} {milliseconds:.1f} ms {milliseconds / unit:.0f} x")
        net = base.network("dependency")
        milliseconds = spent(lambda: picture_data(net, {}))
        print(f"picture data of {len(net)} things: {milliseconds:.0f} ms, {milliseconds / len(net) * 10_000:.0f} ms for ten thousand")


if __name__ == "__main__":
    main()
