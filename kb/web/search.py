"""Names and passages of a version → what a search box finds while one types, by parts of words (SQLite FTS5 over pairs of signs)."""

import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kb.korean.text import squash
from kb.namespace import BASE, OA, SKOS
from kb.web.source import Source

_MOST = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing or passage found: its IRI, its text."""

    iri: str
    text: str


class Index:
    """The search index of one version, in memory; building it costs some seconds for a million statements."""

    def __init__(self, source: Source) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute("CREATE VIRTUAL TABLE names USING fts5(pairs, iri UNINDEXED, text UNINDEXED, length UNINDEXED)")
        self._db.execute("CREATE VIRTUAL TABLE passages USING fts5(pairs, iri UNINDEXED, text UNINDEXED)")
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", ((_pairs(text), iri, text, len(text)) for iri, text in _names(source)))
        self._db.executemany("INSERT INTO passages VALUES (?, ?, ?)", ((_pairs(text), iri, text) for iri, text in _passages(source)))

    def names(self, words: str, most: int = _MOST) -> list[Hit]:
        """The things whose name, in any spelling, holds the words; the shortest names first, each thing once."""
        rows = self._rows("SELECT iri, text FROM names WHERE pairs MATCH ? ORDER BY length LIMIT ?", words, most * 4)
        found: dict[str, str] = {}
        for iri, text in rows:
            found.setdefault(iri, text)
        return [Hit(iri, text) for iri, text in list(found.items())[:most]]

    def passages(self, words: str, most: int = _MOST) -> list[Hit]:
        """The passages that hold the words."""
        return [Hit(iri, text) for iri, text in self._rows("SELECT iri, text FROM passages WHERE pairs MATCH ? ORDER BY rank LIMIT ?", words, most)]

    def _rows(self, statement: str, words: str, most: int) -> list[tuple[str, str]]:
        asked = [phrase for word in words.split() if (phrase := _phrase(word))]
        if not asked:
            return []
        with self._lock:
            return list(self._db.execute(statement, (" AND ".join(asked), most)))


def _pairs(text: str) -> str:
    """The pairs of signs of a text, so that parts of words are found: 시민랩 → `시민 민랩 랩`."""
    key = re.sub(r"\W+", "", squash(text).casefold())
    return " ".join(key[index:index + 2] for index in range(len(key)))


def _phrase(word: str) -> str:
    key = re.sub(r"\W+", "", squash(word).casefold())
    if not key:
        return ""
    return f'"{key}"*' if len(key) == 1 else '"' + " ".join(key[index:index + 2] for index in range(len(key) - 1)) + '"'


def _names(source: Source) -> Iterator[tuple[str, str]]:
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for quad in source.store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE) and isinstance(quad.object, Literal):
                yield quad.subject.value, quad.object.value


def _passages(source: Source) -> Iterator[tuple[str, str]]:
    for quad in source.store.quads_for_pattern(None, OA.exact, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value
