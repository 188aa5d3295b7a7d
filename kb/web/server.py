"""The application behind a server: granian, one event loop a worker."""

import os
import socket
from urllib.parse import urlunsplit

from kb.errors import KbError, StoreError
from kb.store.oxigraph import DiskStore


def run(store: str, host: str, port: int, workers: int, writable: bool) -> None:
    """Serve the base in a folder until interrupted.

    Raises:
        KbError: there is no base, the address is taken, or updates are wanted and KB_TOKEN is not set.
    """
    from pathlib import Path

    from granian import Granian
    from granian.constants import Interfaces
    DiskStore(Path(store))
    if writable and not os.environ.get("KB_TOKEN"):
        raise KbError("--writable needs a token: set KB_TOKEN to a long random word")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StoreError(f"{host}:{port}: cannot listen: {error.strerror or error}") from error
    os.environ["KB_STORE"] = str(Path(store).resolve())
    if not writable:
        os.environ.pop("KB_TOKEN", None)
    print(urlunsplit(("http", f"{host}:{port}", "/", "", "")), flush=True)  # noqa: T201 (the address to open)
    Granian("kb.web.app:from_environment", address=host, port=port, interface=Interfaces.ASGI, workers=workers, factory=True, log_enabled=False, websockets=False).serve()
