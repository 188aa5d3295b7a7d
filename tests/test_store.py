"""A base on disk: what reading twice, changing, forgetting, failing and writing at once do to it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.base import KnowledgeBase
from kb.errors import KbError, NotFoundError, ReadError, StoreError
from kb.ingest import forget, ingest
from kb.store import open_store
from kb.store.oxigraph import writing
from tests.conftest import REPORT, ROOT

UNITS = ROOT / "examples" / "seoul-2021" / "units.csv"


def _quads(folder: Path) -> set[str]:
    return {str(quad) for quad in open_store(folder).quads()}


def test_reading_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    ingest([REPORT], tmp_path / "s")
    before = _quads(tmp_path / "s")
    report = ingest([REPORT], tmp_path / "s")
    assert (report.added, report.replaced, report.unchanged) == ([], [], [REPORT.name])
    assert _quads(tmp_path / "s") == before


def test_two_machines_make_the_same_base(tmp_path: Path) -> None:
    ingest([REPORT, UNITS], tmp_path / "one")
    ingest([UNITS], tmp_path / "two")
    ingest([REPORT], tmp_path / "two")
    assert _quads(tmp_path / "one") == _quads(tmp_path / "two")


def test_a_changed_file_replaces_what_it_said(tmp_path: Path) -> None:
    copy = tmp_path / REPORT.name
    text = REPORT.read_text(encoding="utf-8")
    copy.write_text(text, encoding="utf-8")
    ingest([copy], tmp_path / "s")
    copy.write_text(text.replace("정책기획과 24 22 △2", "정책기획과 25 22 △3"), encoding="utf-8")
    report = ingest([copy], tmp_path / "s")
    answer = KnowledgeBase(tmp_path / "s").ask("headcount", unit="정책기획과")
    assert report.replaced == [REPORT.name]
    assert [answer.shown(row[1]) for row in answer.rows] == ["25"]


def test_forgetting_removes_what_no_other_document_says_and_nothing_else(tmp_path: Path) -> None:
    ingest([UNITS], tmp_path / "s")
    before = _quads(tmp_path / "s")
    ingest([REPORT], tmp_path / "s")
    assert forget(REPORT.name, tmp_path / "s") == REPORT.name
    assert _quads(tmp_path / "s") == before


def test_what_two_documents_say_stays_when_one_is_forgotten(tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    shutil.copy(REPORT, twin)
    ingest([REPORT, twin], tmp_path / "s")
    forget("twin.txt", tmp_path / "s")
    ingest([REPORT], tmp_path / "alone")
    assert _quads(tmp_path / "s") == _quads(tmp_path / "alone")


def test_forgetting_a_document_that_is_not_there_says_so(garam: Path, tmp_path: Path) -> None:
    shutil.copytree(garam, tmp_path / "s", symlinks=True)
    with pytest.raises(NotFoundError, match="nothing in the base is called 'other.txt'"):
        forget("other.txt", tmp_path / "s")


def test_the_default_graph_is_the_union_of_the_named_graphs(examples: Path) -> None:
    named, default = set(), set()
    for quad in open_store(examples).quads():
        triple = (str(quad.subject), str(quad.predicate), str(quad.object))
        (default if "Default" in type(quad.graph_name).__name__ else named).add(triple)
    assert len(default) > 5000
    assert default == named


def test_every_named_graph_is_a_passage_a_document_a_vocabulary_or_a_rule(examples: Path) -> None:
    store = open_store(examples)
    odd = store.select("""PREFIX gov: <https://w3id.org/govkb/ns#>
        SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o }
          FILTER NOT EXISTS { ?g a gov:Passage } FILTER NOT EXISTS { ?g a gov:Document }
          FILTER(!STRSTARTS(STR(?g), "https://w3id.org/govkb/vocab/") && STR(?g) != "https://w3id.org/govkb/ns")
          FILTER NOT EXISTS { ?g gov:rule ?rule } }""")
    assert odd.rows == ()


def test_a_second_writer_is_told_so_and_changes_nothing(tmp_path: Path) -> None:
    ingest([UNITS], tmp_path / "s")
    before = _quads(tmp_path / "s")
    with writing(tmp_path / "s"), pytest.raises(StoreError, match="another process is writing"):
        ingest([REPORT], tmp_path / "s")
    assert _quads(tmp_path / "s") == before


def test_a_writer_that_dies_half_way_leaves_the_base_as_it_was(tmp_path: Path) -> None:
    ingest([UNITS], tmp_path / "s")
    before = _quads(tmp_path / "s")
    script = ("import os, sys\nfrom pathlib import Path\nimport kb.ingest as i\ni.derive = lambda store: os._exit(9)\n"
              "i.ingest([Path(sys.argv[1])], Path(sys.argv[2]))")
    died = subprocess.run([sys.executable, "-c", script, str(REPORT), str(tmp_path / "s")], cwd=ROOT, check=False)
    assert died.returncode == 9
    assert _quads(tmp_path / "s") == before
    assert ingest([REPORT], tmp_path / "s").added == [REPORT.name]


def test_readers_keep_their_version_while_a_new_one_is_published(tmp_path: Path) -> None:
    ingest([UNITS], tmp_path / "s")
    open_before = open_store(tmp_path / "s")
    count = open_before.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows
    ingest([REPORT], tmp_path / "s")
    forget("units.csv", tmp_path / "s")
    assert open_before.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows == count


def test_a_full_disk_is_one_line_and_leaves_the_base_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([UNITS], tmp_path / "s")
    before = _quads(tmp_path / "s")

    def full(store: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kb.ingest.derive", full)
    with pytest.raises(StoreError, match="cannot be written: No space left on device"):
        ingest([REPORT], tmp_path / "s")
    assert _quads(tmp_path / "s") == before


def test_nothing_is_made_where_nothing_could_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        ingest([tmp_path / "missing.txt"], tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_two_files_of_one_name_are_not_taken_for_one(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.txt").write_text(f"보고서 {name}", encoding="utf-8")
    report = ingest([tmp_path / "a", tmp_path / "b"], tmp_path / "s")
    assert report.added == ["same.txt"]
    assert "another file of this name" in str(report.refused[0])


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "the file is empty"),
    "spaces.txt": (b" \n\n ", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 4, "not text in UTF-8"),
    "nul.txt": ("보고서\n둘째\0줄".encode(), "line 2: control character U+0000"),
    "truncated.txt": ("보고".encode()[:-1] + b"\xff\xff\xff", "not text in UTF-8, UTF-16 or CP949"),
    "cut.txt": (b"\xff\xfe" + "보고".encode("utf-16-le")[:-1], "not valid utf-16"),
    "picture.png": (b"\x89PNG", "no reader for .png files"),
    "wide.csv": ("place,unit,parent\n서울특별시,총무과,총무국,넷째\n".encode(), "line 2: 4 cells below a head of 3"),
    "open.csv": ('place,unit,parent\n"서울특별시,총무과,총무국\n'.encode(), "unexpected end of data"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_place_and_the_base_stays(name: str, tmp_path: Path) -> None:
    data, reason = BAD[name]
    ingest([UNITS], tmp_path / "s")
    before = _quads(tmp_path / "s")
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(KbError, match=".") as raised:
        ingest([path], tmp_path / "s")
    assert str(path) in str(raised.value)
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)
    assert _quads(tmp_path / "s") == before


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(ReadError, match="1,073,741,824 bytes; the limit is 52,428,800"):
        ingest([path], tmp_path / "s")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("보고서", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="no permission to read"):
        ingest([path], tmp_path / "s")


def test_a_folder_without_readable_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="no readable files"):
        ingest([tmp_path / "empty"], tmp_path / "s")


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    report = ingest([bad, REPORT], tmp_path / "s")
    assert report.added == [REPORT.name]
    assert [str(error) for error in report.refused] == [f"{bad}: the file is empty"]


def test_a_place_without_a_base_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no knowledge base here; make one with `kb ingest"):
        open_store(tmp_path / "none")


def test_what_a_document_says_is_not_derived_and_is_derived_again_when_it_is_forgotten(tmp_path: Path) -> None:
    table = tmp_path / "projects.csv"
    table.write_text("place,project,unit,source,lines\n가람시,가람수변공원 2단계 조성,생활환경과,,\n", encoding="utf-8")
    base = KnowledgeBase(tmp_path / "store")
    asked = ("PREFIX gov: <https://w3id.org/govkb/ns#> SELECT ?graph WHERE { GRAPH ?graph { <https://w3id.org/govkb/id/project/가람시/가람수변공원2단계조성> "
             "gov:responsibleUnit <https://w3id.org/govkb/id/unit/가람시/생활환경과> } } ORDER BY ?graph")

    def graphs() -> list[str]:
        base._store = None
        return [row[0].value.rsplit("/", 1)[-1] for row in base.sparql(asked).rows if row[0] is not None]

    base.ingest([REPORT])
    assert graphs() == ["10-responsible-by-budget"]
    base.ingest([table])
    assert graphs() == ["projects.csv#line=1,2"]
    base.forget("projects.csv")
    assert graphs() == ["10-responsible-by-budget"]
    base.ingest([table])
    base.forget(REPORT.name)
    assert graphs() == ["projects.csv#line=1,2"]
    plain = base.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }")
    assert [row[0].value for row in plain.rows if row[0] is not None] == ["0"]


def test_any_number_of_processes_gives_the_same_base(tmp_path: Path) -> None:
    files = [REPORT, UNITS, *sorted((ROOT / "tests" / "corpus").glob("*.txt"))[:4]]
    one, two = ingest(files, tmp_path / "one"), ingest([*files, tmp_path / "missing.txt"], tmp_path / "two", jobs=3)
    assert (one.added, one.statements, one.kinds, one.coverage) == (two.added, two.statements, two.kinds, two.coverage)
    assert [str(error) for error in two.refused] == [f"{tmp_path / 'missing.txt'}: no such file"]
    assert _quads(tmp_path / "one") == _quads(tmp_path / "two")
    assert ingest(files, tmp_path / "two", jobs=2).unchanged == one.added


def test_coverage_counts_what_was_read_now(tmp_path: Path) -> None:
    half = tmp_path / "half.txt"
    half.write_text("가람시 미래정책국\n\n" + "무슨 말인지 알 수 없는 글\n" * 3, encoding="utf-8")
    report = ingest([half], tmp_path / "s")
    assert (report.read, report.signs) == (8, 38)
    assert ingest([half], tmp_path / "s").coverage is None
