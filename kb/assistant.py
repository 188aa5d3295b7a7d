"""A base as a server of the Model Context Protocol: what an assistant may ask, each answer with the words it rests on; read only."""

import json
from pathlib import Path
from typing import Any

from mcp.server import MCPServer

from kb.base import KnowledgeBase
from kb.errors import KbError
from kb.query.catalog import catalog
from kb.query.show import as_json

_MOST = 100
Answer = dict[str, Any]


def server(store: str | Path) -> MCPServer:
    """The server over the base in a folder, its tools registered."""
    base = KnowledgeBase(store)
    made = MCPServer("govkb", instructions="A knowledge base of public accountability reports. Every statement carries the passage it was read from: quote it. An indicator is no verdict.")

    def tried(action: Any) -> Answer:
        try:
            return {"result": action()}
        except KbError as error:
            return {"error": str(error)}

    @made.tool()
    def search(name: str) -> Answer:
        """The IRI of the thing that a name means, in any spelling; an error lists near names."""
        return tried(lambda: base.find(name).value)

    @made.tool()
    def describe(thing: str) -> Answer:
        """Everything said of a thing (a name or an IRI), with the passages."""
        return tried(lambda: json.loads(as_json(base.ask("about", thing=thing), evidence=True))["rows"][:_MOST])

    @made.tool()
    def questions() -> Answer:
        """The catalogue of questions with their parameters."""
        return {"result": [{"name": one.name, "ko": one.korean, "en": one.english, "parameters": {param.name: param.type for param in one.params}, "required": [param.name for param in one.required]}
                           for one in catalog("questions").values()]}

    @made.tool()
    def ask(question: str, values: dict[str, str] | None = None) -> Answer:
        """The answer to a question of the catalogue by name, or to a sentence in Korean or English."""
        def run() -> Any:
            if question in catalog("questions"):
                return json.loads(as_json(base.ask(question, **(values or {})), evidence=True))
            meant = base.understand(question)
            if meant.best is None:
                return {"understood": None, "near": [one.query.name for one in meant.others[:5]]}
            return {"understood": meant.best.query.name, "values": dict(meant.best.values), **json.loads(as_json(base.ask(meant.best.query.name, **meant.best.values), evidence=True))}
        return tried(run)

    @made.tool()
    def chain(start: str, end: str = "") -> Answer:
        """The chains of responsibility and dependency from a thing, or every shortest chain between two."""
        from kb.render.networks import chain_lines, paths_json
        return tried(lambda: json.loads(paths_json(base.between(start, end))) if end else list(chain_lines(base.chain(start), True)))

    @made.tool()
    def evidence(subject: str) -> Answer:
        """The passages that say what is said of a thing."""
        return tried(lambda: json.loads(as_json(base.ask("evidence", subject=subject), evidence=True))["rows"][:_MOST])

    @made.tool()
    def sparql(query: str) -> Answer:
        """The solutions of a SPARQL SELECT query, at most 100; the default graph holds every statement, a passage's graph what it says."""
        def run() -> Any:
            table = base.sparql(query)
            return {"columns": list(table.columns), "rows": [[None if term is None else getattr(term, "value", str(term)) for term in row] for row in table.rows[:_MOST]], "count": len(table.rows)}
        return tried(run)

    return made


def run(store: str | Path) -> None:
    """Serve on standard input and output until it ends.

    Raises:
        StoreError: there is no base in the folder.
    """
    KnowledgeBase(store).store  # noqa: B018 (said now, in one line, if there is no base)
    server(store).run("stdio")
