"""The commands that serve a base: as a web site, as static files, to assistants."""

from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[str, typer.Option("--store", envvar="KB_STORE", help="The base: a folder, or the URL of a SPARQL endpoint to read.")]


def serve(store: StoreOption = ".kb", host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
          port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen at.")] = 8000,
          workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="How many processes answer.")] = 1,
          writable: Annotated[bool, typer.Option("--writable", help="Take SPARQL updates that bring the token in KB_TOKEN.")] = False) -> None:
    """The base as a web site: pages, linked data, SPARQL, API. Everything is served from here; no other host is asked.

    Example: kb serve --store .kb --port 8000
    """
    from kb.web.server import run
    run(store, host, port, workers, writable)


def mcp(store: StoreOption = ".kb") -> None:
    """An MCP server on standard input and output, for assistants: search, describe, ask, chain, evidence, sparql; read only.

    Example: kb mcp --store .kb
    """
    from kb.assistant import run
    run(store)


def site(out: Annotated[Path, typer.Argument(help="The folder to write into.")], store: StoreOption = ".kb") -> None:
    """Write the base as a site of static files: pages, data beside each, search and networks without a server.

    Example: kb site public/
    """
    from kb.web.site import write
    typer.echo(write(store, out))


COMMANDS = (serve, mcp, site)
