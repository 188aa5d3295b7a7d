"""A .rq file → a query: its name, summaries, typed parameters and columns from the `#+` lines of its head."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.errors import NotFoundError
from kb.resources import files


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: its name, its type, whether it must be given, the default's name.

    The type is `date`, `year`, `integer`, `area` (the text of an area, as printed), `scheme:<file of ontology/vocab>`, `thing`, a class of the
    ontology, or several classes with `|` between.
    """

    name: str
    type: str
    required: bool
    default: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer: variable, Korean and English heading."""

    name: str
    korean: str
    english: str


@dataclass(frozen=True, slots=True)
class Query:
    """One question, check or network: what its file says of it, and its SPARQL."""

    name: str
    group: str
    korean: str
    english: str
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    severity: str
    text: str
    path: Path
    phrasings: tuple[str, ...] = ()
    rule: str = ""
    rule_english: str = ""
    source: str = ""
    picture: str = ""

    @property
    def required(self) -> tuple[Param, ...]:
        """The parameters that must be given."""
        return tuple(param for param in self.params if param.required)


@cache
def catalog(folder: str = "questions") -> dict[str, Query]:
    """The queries of a folder of queries/, by name."""
    return {path.stem: parse(path) for path in files(f"queries/{folder}", "*.rq")}


def query(name: str, folder: str = "questions") -> Query:
    """The query of a name.

    Raises:
        NotFoundError: there is none.
    """
    known = catalog(folder)
    if name not in known:
        near = [one for one in known if name.replace("_", "-") in one or one in name]
        raise NotFoundError(name, near or sorted(known)[:5])
    return known[name]


def parse(path: Path) -> Query:
    """The query in a file."""
    text = path.read_text(encoding="utf-8")
    head: dict[str, str] = dict(re.findall(r"^#\+ ([\w-]+): (.+)$", text, re.M))
    required = {word.strip() for word in head.get("required", "").split(",") if word.strip()}
    defaults = _mapping(head.get("defaults", ""))
    params = tuple(Param(name, kind, name in required, defaults.get(name, "")) for name, kind in _mapping(head.get("params", "")).items())
    columns = tuple(Column(name, *_both(label)) for name, label in _mapping(head.get("columns", "")).items())
    return Query(path.stem, head.get("group", ""), head["summary"], head.get("summary-en", head["summary"]), params, columns,
                 head.get("severity", ""), text, path, tuple(one.strip() for one in head.get("ask", "").split("|") if one.strip()),
                 head.get("rule", ""), head.get("rule-en", head.get("rule", "")), head.get("source", ""), head.get("picture", ""))


def _mapping(text: str) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in text.strip().strip("{}").split(",") if pair.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _both(label: str) -> tuple[str, str]:
    korean, _, english = label.partition("/")
    return korean.strip(), english.strip() or korean.strip()
