"""Every format gives back what the base holds."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from kb.base import KnowledgeBase
from kb.export import FORMATS
from tests.conftest import Ran

KINDS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML}


def _triples(base: KnowledgeBase) -> set[str]:
    return {str(quad.triple) for quad in base.store.quads() if isinstance(quad.graph_name, ox.DefaultGraph)}


@pytest.mark.parametrize("suffix", [".nq", ".trig"])
def test_a_dataset_comes_back_whole(suffix: str, example_base: KnowledgeBase, tmp_path: Path) -> None:
    out, _ = example_base.export(tmp_path / f"all{suffix}")
    assert {str(quad) for quad in ox.parse(path=str(out), format=KINDS[suffix])} == {str(quad) for quad in example_base.store.quads()}


@pytest.mark.parametrize("suffix", [".ttl", ".rdf"])
def test_a_graph_comes_back_whole(suffix: str, example_base: KnowledgeBase, tmp_path: Path) -> None:
    out, _ = example_base.export(tmp_path / f"all{suffix}")
    assert {str(quad.triple) for quad in ox.parse(path=str(out), format=KINDS[suffix])} == _triples(example_base)


def test_json_ld_comes_back_whole_and_speaks_the_context_s_words(garam: Path, tmp_path: Path) -> None:
    base = KnowledgeBase(garam)
    out, _ = base.export(tmp_path / "all.jsonld")
    assert {str(quad.triple) for quad in ox.parse(path=str(out), format=ox.RdfFormat.JSON_LD)} == _triples(base)
    document = json.loads(out.read_text(encoding="utf-8"))
    finding = next(node for node in document["@graph"] if node["@id"].endswith("/행정사무감사/2023/2"))
    assert finding["@type"] == "Finding"
    assert finding["responsibleUnit"] == "https://w3id.org/govkb/id/unit/가람시/생활환경과"
    assert finding["number"] == "2"


def test_csv_has_one_file_a_class(example_base: KnowledgeBase, tmp_path: Path) -> None:
    example_base.export(tmp_path / "tables", "csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tables" / "Finding.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 56
    first = next(row for row in rows if row["iri"].endswith("가람시/미래정책국/행정사무감사/2023/1"))
    assert (first["number"], first["status"], first["responsibleUnit"]) == ("1", "완료", "정책기획과")


def test_a_cell_is_no_formula(tmp_path: Path) -> None:
    report = tmp_path / "formula.csv"
    report.write_text('place,unit,function\n서울특별시,총무과,"=HYPERLINK(""x"")"\n', encoding="utf-8")
    base = KnowledgeBase(tmp_path / "s")
    base.ingest([report])
    base.export(tmp_path / "tables", "csv")
    assert "\"'=HYPERLINK" in (tmp_path / "tables" / "Function.csv").read_text(encoding="utf-8-sig")


def test_graphml_has_the_things_and_their_names(example_base: KnowledgeBase, tmp_path: Path) -> None:
    out, _ = example_base.export(tmp_path / "all.graphml")
    net = nx.read_graphml(out)
    assert net.nodes["https://w3id.org/govkb/id/unit/가람시/생활환경과"] == {"label": "생활환경과", "kind": "Department"}


def test_the_description_is_dcat_and_void_with_true_counts(example_base: KnowledgeBase, tmp_path: Path) -> None:
    _, described = example_base.export(tmp_path / "all.nq")
    graph = rdflib.Graph().parse(described, format="turtle")
    void, dcat = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.Namespace("http://www.w3.org/ns/dcat#")
    dataset = graph.value(predicate=rdflib.RDF.type, object=dcat.Dataset)
    assert int(graph.value(dataset, void.triples)) == len(_triples(example_base))
    part = graph.value(predicate=void["class"], object=rdflib.URIRef("https://w3id.org/govkb/ns#Finding"))
    assert int(graph.value(part, void.entities)) == 56


def test_every_format_is_written_by_the_command(examples: Path, kb: Callable[..., Ran], tmp_path: Path) -> None:
    for form in FORMATS:
        ran = kb("export", "--store", str(examples), "-o", str(tmp_path / f"out-{form.name}{form.extension}"), "--format", form.name)
        assert (ran.status, len(ran.out.splitlines())) == (0, 2), ran.err


def test_an_unknown_format_is_one_line(examples: Path, kb: Callable[..., Ran], tmp_path: Path) -> None:
    ran = kb("export", "--store", str(examples), "-o", str(tmp_path / "out.doc"))
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert "--format is one of nquads, trig, turtle, jsonld, rdfxml, csv, graphml" in ran.err


def test_a_place_that_cannot_be_written_is_one_line_and_leaves_nothing(examples: Path, kb: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    ran = kb("export", "--store", str(examples), "-o", str(tmp_path / "file" / "out.nq"))
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
