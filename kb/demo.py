"""The examples → a base, six answers, three pictures: what `kb demo` shows."""

from collections.abc import Iterator
from pathlib import Path

from kb.base import KnowledgeBase
from kb.render.answers import answer_text, report_lines
from kb.render.networks import chain_lines, draw
from kb.resources import folder

QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("ordinance-owner", {"ordinance": "공유 촉진 조례"}),
    ("contractors", {"project": "가람청년센터"}),
    ("commitments-overdue", {"at": "2024-07-01", "unit": "생활환경과"}),
    ("findings", {"status": "검토중"}),
    ("budget-by-quarter", {"project": "가람수변공원 2단계 조성"}),
    ("repeated-findings", {}),
)
PICTURES: tuple[tuple[str, dict[str, str]], ...] = (
    ("responsibility", {"thing": "생활환경과"}),
    ("dependency", {"thing": "가람청년센터 운영"}),
    ("contractors", {}),
)


def run(out: Path) -> Iterator[str]:
    """Build the base in `out`/base, answer, draw into `out`; yields the lines to print."""
    base = KnowledgeBase(out / "base")
    yield "# 예제를 읽음 (reading the examples)"
    yield from report_lines(base.ingest([folder("examples")]))
    for name, values in QUESTIONS:
        shown = " ".join(f'{key}="{value}"' for key, value in values.items())
        yield f"\n# kb ask {name} {shown}".rstrip()
        yield answer_text(base.ask(name, **values), "table", evidence=name == "ordinance-owner").rstrip()
    yield "\n# kb chain \"㈜새벽기획\" --kind dependency"
    yield from chain_lines(base.chain("㈜새벽기획", kind="dependency"), evidence=False)
    yield "\n# 그림 (pictures)"
    for name, values in PICTURES:
        path = out / f"{name}.html"
        nodes, edges = draw(base, name, values, path)
        yield f"{path}: {nodes} nodes, {edges} edges"
    yield f"{out / 'base'}: 이 기반에 더 물어보기 (ask it more): kb ask --store {out / 'base'}"
