"""The ontology and its vocabularies: declared once, labelled in two languages, used, and the only source of IRIs."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb import namespace
from kb.namespace import PREFIXES
from kb.resources import files
from kb.vocabulary import scheme
from tests.conftest import ROOT

GOV = PREFIXES["gov"]
QUADS = list(ox.parse(path=str(ROOT / "ontology" / "gov.ttl"), format=ox.RdfFormat.TURTLE))
TERMS = sorted({quad.subject.value.removeprefix(GOV) for quad in QUADS
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(GOV) and quad.predicate.value.endswith("#type")})
VOCABULARIES = [path.stem for path in files("ontology/vocab", "*.ttl")]


def _text(pattern: str, root: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / root).rglob(pattern)) if path.name != "namespace.py")


def test_there_are_terms_and_vocabularies() -> None:
    assert len(TERMS) > 100
    assert len(VOCABULARIES) >= 14


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_label_and_definition_in_korean_and_english(term: str) -> None:
    said = {(quad.predicate.value.rpartition("#")[2], quad.object.language) for quad in QUADS
            if quad.subject == ox.NamedNode(GOV + term) and isinstance(quad.object, ox.Literal)}
    assert {("label", "ko"), ("label", "en"), ("definition", "ko"), ("definition", "en")} <= said


def test_every_declared_term_is_used() -> None:
    used = set(re.findall(r"GOV\.(\w+)", _text("*.py", "kb"))) | set(re.findall(r"gov:(\w+)", _text("*.rq", "queries") + _text("*.ttl", "ontology/shapes") + _text("*.ttl", "ontology/vocab")))
    above = {quad.object.value.removeprefix(GOV) for quad in QUADS if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(GOV) and "sub" in quad.predicate.value}
    assert sorted(set(TERMS) - used - above) == []


def test_every_used_term_is_declared() -> None:
    text = _text("*.rq", "queries") + _text("*.ttl", "ontology/shapes") + _text("*.ttl", "ontology/vocab")
    assert sorted(set(re.findall(r"(?<!\w)gov:(\w+)", text)) - set(TERMS)) == []


def test_the_constants_are_made_from_the_ontology() -> None:
    source = subprocess.run([sys.executable, "-c", "import sys; sys.path.insert(0, 'tools'); import namespace; print(namespace.source(), end='')"],
                            cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert source == Path(namespace.__file__).read_text(encoding="utf-8")


def test_a_wrong_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = namespace.GOV.Ordinanse  # type: ignore[attr-defined]


def test_no_iri_is_written_elsewhere_in_the_code() -> None:
    found = [f"{path.name}:{number}" for path in sorted((ROOT / "kb").rglob("*.py")) if path.name != "namespace.py"
             for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
             if re.search(r"[\"']https?://\w", line)]
    assert found == []


def test_the_context_is_made_from_the_ontology() -> None:
    made = subprocess.run([sys.executable, "-c", "import sys, json; sys.path.insert(0, 'tools'); import context; print(json.dumps(context.context()))"],
                          cwd=ROOT, capture_output=True, text=True, check=True).stdout
    held = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert held == json.loads(made)
    assert sorted(set(TERMS) - set(held)) == []


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_concept_has_one_korean_preferred_label_and_labels_in_both_languages(name: str) -> None:
    concepts = scheme(name).concepts
    assert concepts
    for concept in concepts.values():
        assert concept.label
        assert concept.english


@pytest.mark.parametrize("name", [name for name in VOCABULARIES if name != "section"])
def test_a_word_means_one_concept_of_a_scheme(name: str) -> None:
    assert {word: [concept.id for concept in found] for word, found in scheme(name).keys.items() if len(found) > 1} == {}


@pytest.mark.parametrize("state", scheme("finding-status").concepts.values(), ids=lambda state: state.id)
def test_a_state_is_aligned_with_the_international_ones(state: object) -> None:
    path = next(path for path in files("ontology/vocab", "*.ttl") if path.stem == "finding-status")
    aligned = [quad.object.value.rpartition("#")[2] for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
               if quad.predicate.value.endswith("#closeMatch") and quad.subject.value.endswith(f"#{state.id}")]  # type: ignore[attr-defined]
    assert len(aligned) == 1
    assert aligned[0] in ("open", "closed-implemented", "closed-not-implemented")
