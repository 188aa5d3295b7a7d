"""The MCP server over the example base, asked as an assistant asks it."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from mcp.client import Client  # type: ignore[attr-defined, unused-ignore]

from kb.assistant import server


def _asked(examples: Path, tool: str, /, **values: Any) -> Any:
    async def go() -> Any:
        async with Client(server(examples)) as client:
            return (await client.call_tool(tool, values)).structured_content
    return asyncio.run(go())


def test_it_offers_what_it_says(examples: Path) -> None:
    async def go() -> list[str]:
        async with Client(server(examples)) as client:
            return sorted(tool.name for tool in (await client.list_tools()).tools)
    assert asyncio.run(go()) == ["ask", "chain", "describe", "evidence", "questions", "search", "sparql"]


def test_answers_come_with_their_words(examples: Path) -> None:
    assert _asked(examples, "search", name="전환도시담당관")["result"].endswith("/전환도시담당관")
    found = _asked(examples, "ask", question="ordinance-owner", values={"ordinance": "공유촉진조례"})["result"]
    assert found["rows"][0]["unit"]["label"] == "전환도시담당관" and found["rows"][0]["evidence"]
    assert _asked(examples, "sparql", query="SELECT (1 AS ?n) {}")["result"] == {"columns": ["n"], "rows": [["1"]], "count": 1}


def test_what_cannot_be_is_said_in_one_line(examples: Path) -> None:
    assert "nothing in the base is called" in _asked(examples, "search", name="없는 것")["error"]
    assert "SPARQL" in _asked(examples, "sparql", query="SELEKT")["error"]


def test_the_command_speaks_the_protocol(examples: Path) -> None:
    from mcp import StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def go() -> list[str]:
        async with Client(stdio_client(StdioServerParameters(command=sys.executable, args=["-m", "kb", "mcp", "--store", str(examples)]))) as client:
            return [tool.name for tool in (await client.list_tools()).tools]
    assert "chain" in asyncio.run(go())
