"""Chains, impact, measures and networks → text for a terminal, and pictures in files."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kb.base import KnowledgeBase
from kb.errors import ExportError, QueryError
from kb.query.run import Answer
from kb.store import Store

if TYPE_CHECKING:  # these bring libraries that most commands do not need
    from kb.network.build import Network
    from kb.network.chain import Chain
    from kb.network.impact import Impact
    from kb.network.measure import Measures
    from kb.network.paths import Path as ChainPath


def chain_lines(chains: Sequence["Chain"], evidence: bool) -> Iterator[str]:
    """Chains as indented steps, and the money that hangs on the start."""
    titles = {"responsibility": "책임의 사슬 (responsibility)", "dependency": "의존의 사슬 (dependency)"}
    for chain in chains:
        yield f"{titles[chain.kind]}: {chain.start}"
        for link in chain.links:
            arrow = "→" if chain.kind == "responsibility" else "←"
            yield f"{'  ' * link.depth}{arrow} {link.target} ({link.relation})"
            if evidence and link.quotation:
                yield f"{'  ' * link.depth}    {link.quotation}"
        for (phase, year), amount in chain.money.items():
            yield f"  {year}년 {phase}: {amount:,}원"


_PATHS = {"responsibility": "책임 (responsibility)", "dependency": "의존 (dependency)", "connection": "이어짐 (connection, whichever way statements run)"}


def paths_lines(paths: Sequence["ChainPath"], evidence: bool) -> Iterator[str]:
    """Chains between two things, one a line in words, below each its steps with relation and passage."""
    kind = None
    for path in paths:
        if path.kind != kind:
            kind = path.kind
            yield _PATHS[kind]
        words = [_brief(path.steps[0].source)]
        for step in path.steps:
            words += ["→" if step.forward else "←", _brief(step.target)]
        yield f"  {' '.join(words)}" + ("" if path.shortest else "  [따로 이어짐 (independent)]")
        if evidence:
            for step in path.steps:
                yield f"      {_brief(step.source)} {'→' if step.forward else '←'} {_brief(step.target)}: {step.relation}"
                yield f"        {step.quotation or '추론 (derived)'}"
    yield f"{len(paths)} chains"


def _brief(label: str) -> str:
    """A name as a chain shows it: a finding by its number, any other whole."""
    found = re.match(r"지적 \d+(?= )", label)
    return found[0] if found else " ".join(label.split())


def paths_json(paths: Sequence["ChainPath"]) -> str:
    """Chains between two things as a list of objects."""
    from dataclasses import asdict
    return json.dumps([asdict(path) for path in paths], ensure_ascii=False, indent=1) + "\n"


def measures_text(net: "Network", found: "Measures", top: int, form: str) -> str:
    """The measures of a network: sizes, then the first of each list by name."""
    def name(node: str) -> str:
        return _brief(net.nodes[node]["label"])

    if form == "json":
        from dataclasses import asdict
        data = {key: [sorted(part) for part in value] if isinstance(value, tuple) else value for key, value in asdict(found).items()}
        return json.dumps({"nodes": len(net), "labels": {node: net.nodes[node]["label"] for node in net}, **data}, ensure_ascii=False, indent=1) + "\n"
    if form != "text":
        raise QueryError(f"--format is text or json, not {form!r}")
    lines = [f"nodes {len(net)}, edges {net.number_of_edges()}, components {len(found.components)}, bridges {len(found.bridges)}, "
             f"circles {len(found.cycles)}, communities {len(found.communities)}"]
    scores: list[tuple[str, Mapping[str, float]]] = [("이어진 것의 수 (degree)", found.degree), ("사이 중심성 (betweenness)", found.betweenness), ("PageRank", found.rank)]
    for title, values in scores:
        lines.append(title)
        lines += [f"  {value:.4g}  {name(node)}" for node, value in sorted(values.items(), key=lambda pair: (-pair[1], name(pair[0])))[:top]]
    for title, parts in (("돌고 도는 것 (circles)", found.cycles), ("무리 (communities)", found.communities)):
        lines.append(title)
        lines += [f"  {len(part)}  {', '.join(sorted(map(name, part))[:6])}{' …' if len(part) > 6 else ''}" for part in parts[:top]]
    lines.append("끊기면 나뉘는 것 (bridges)")
    lines += [f"  {name(one)} — {name(other)}" for one, other in found.bridges[:top]]
    return "\n".join(lines) + "\n"


def impact_lines(impact: "Impact", evidence: bool) -> Iterator[str]:
    """What hangs on a thing, in four parts; a part without anything says so."""
    def part(title: str, answer: Answer) -> Iterator[str]:
        yield f"{title}: {len(answer.rows) or '없음 (none)'}"
        for row, places in zip(answer.rows, answer.evidence, strict=True):
            yield "  " + " · ".join(" ".join(answer.shown(term).split()) for term in row if term is not None)
            if evidence:
                yield from (f"      {place}" for place in places)
    yield from part("기대는 것 (dependents)", impact.dependents)
    yield f"걸린 금액 (money): {'' if impact.money else '없음 (none)'}".rstrip()
    yield from (f"  {year}년 {phase}: {amount:,}원" for (phase, year), amount in impact.money.items())
    yield from part("끝나지 않은 지적 (open findings)", impact.findings)
    yield from part("다가오는 날짜 (coming dates)", impact.dates)


def draw(base: KnowledgeBase, name: str, values: Mapping[str, str], out: Path) -> tuple[int, int]:
    """Draw a network into a file; returns the number of nodes and edges."""
    from kb.export.formats import whole
    net = base.network(name, **values)
    if not net:
        raise QueryError(f"{name}: nothing to draw")
    data = picture(base, net, name, out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        whole(out, lambda part: part.write_bytes(data))
    except OSError as error:
        raise ExportError(f"{out}: cannot be written: {error.strerror or error}") from error
    return net.number_of_nodes(), net.number_of_edges()


def picture(base: KnowledgeBase, net: "Network", name: str, out: Path) -> bytes:
    """A network in the format that a file's extension names: a page, a picture for print, or a network file."""
    from kb.network.formats import FORMATS as FILES
    from kb.query.catalog import query
    suffix, title = out.suffix.lower().lstrip("."), query(name, "networks").korean
    if suffix == "html":
        from kb.network.html import page
        return page(net, _class_labels(base.store), title).encode()
    if suffix in ("svg", "png", "pdf"):
        from kb.network.svg import chart, pdf, png, svg
        drawn = chart(net, title) if net.graph.get("picture") else svg(net, _class_labels(base.store), title)
        return {"svg": lambda: drawn, "png": lambda: png(drawn), "pdf": lambda: pdf(drawn)}[suffix]()
    if suffix in FILES:
        return FILES[suffix](net)
    raise ExportError(f"{out}: no such format; the file ends in .html, .svg, .png, .pdf, {', '.join('.' + one for one in FILES)}")


def _class_labels(store: Store) -> dict[str, str]:
    from pyoxigraph import Literal

    from kb.resources import folder
    text = (folder("queries") / "names" / "classes.rq").read_text(encoding="utf-8")
    return {node.value.rpartition("#")[2]: label.value for node, label in store.select(text).rows if isinstance(node, NamedNode) and isinstance(label, Literal)}
