"""A base as a server of the Model Context Protocol: what an assistant may ask, each answer with the words it rests on; read only."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mcp.server import MCPServer

from kb.base import KnowledgeBase
from kb.errors import KbError
from kb.query.catalog import catalog
from kb.query.show import as_json

_MOST = 100
Answer = dict[str, Any]


class Tools:
    """What an assistant may call; each method is a tool, its docstring what the assistant is told."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def search(self, name: str) -> Answer:
        """The IRI of the thing that a name means, in any spelling; an error lists near names."""
        return _tried(lambda: self._base.find(name).value)

    def describe(self, thing: str) -> Answer:
        """Everything said of a thing (a name or an IRI), with the passages."""
        return _tried(lambda: self._rows("about", thing=thing)["rows"][:_MOST])

    def questions(self) -> Answer:
        """The catalogue of questions with their parameters."""
        return {"result": [{"name": one.name, "ko": one.korean, "en": one.english, "parameters": {param.name: param.type for param in one.params}, "required": [param.name for param in one.required]}
                           for one in catalog("questions").values()]}

    def ask(self, question: str, values: dict[str, str] | None = None) -> Answer:
        """The answer to a question of the catalogue by name, or to a sentence in Korean or English."""
        return _tried(lambda: self._rows(question, **(values or {})) if question in catalog("questions") else self._understood(question))

    def chain(self, start: str, end: str = "") -> Answer:
        """The chains of responsibility and dependency from a thing, or every shortest chain between two."""
        from kb.render.networks import chain_lines, paths_json
        return _tried(lambda: json.loads(paths_json(self._base.between(start, end))) if end else list(chain_lines(self._base.chain(start), True)))

    def evidence(self, subject: str) -> Answer:
        """The passages that say what is said of a thing."""
        return _tried(lambda: self._rows("evidence", subject=subject)["rows"][:_MOST])

    def sparql(self, query: str) -> Answer:
        """The solutions of a SPARQL SELECT query, at most 100; the default graph holds every statement, a passage's graph what it says."""
        def run() -> Answer:
            table = self._base.sparql(query)
            rows = [[None if term is None else getattr(term, "value", str(term)) for term in row] for row in table.rows[:_MOST]]
            return {"columns": list(table.columns), "rows": rows, "count": len(table.rows)}
        return _tried(run)

    def _rows(self, question: str, **values: str) -> Answer:
        found: Answer = json.loads(as_json(self._base.ask(question, **values), evidence=True))
        return found

    def _understood(self, sentence: str) -> Answer:
        meant = self._base.understand(sentence)
        if meant.best is None:
            return {"understood": None, "near": [one.query.name for one in meant.others[:5]]}
        return {"understood": meant.best.query.name, "values": dict(meant.best.values), **self._rows(meant.best.query.name, **meant.best.values)}


def _tried(action: Callable[[], Any]) -> Answer:
    try:
        return {"result": action()}
    except KbError as error:
        return {"error": str(error)}


def server(store: str | Path) -> MCPServer:
    """The server over the base in a folder, its tools registered."""
    made = MCPServer("govkb", instructions="A knowledge base of public accountability reports. Every statement carries the passage it was read from: quote it. An indicator is no verdict.")
    tools = Tools(KnowledgeBase(store))
    for tool in (tools.search, tools.describe, tools.questions, tools.ask, tools.chain, tools.evidence, tools.sparql):
        made.add_tool(tool)
    return made


def run(store: str | Path) -> None:
    """Serve on standard input and output until it ends.

    Raises:
        StoreError: there is no base in the folder.
    """
    KnowledgeBase(store).store  # noqa: B018 (said now, in one line, if there is no base)
    server(store).run("stdio")
