"""Where quads live: a folder on disk, memory, or a SPARQL server by its URL."""

from pathlib import Path

from kb.resources import is_url
from kb.store.base import Store, Table, Term
from kb.store.memory import MemoryStore

__all__ = ["MemoryStore", "Store", "Table", "Term", "open_store"]


def open_store(place: str | Path) -> Store:
    """The store at a place, for reading.

    Args:
        place: a folder, `memory:`, or the http(s) URL of a SPARQL 1.1 endpoint.

    Raises:
        StoreError: there is no store at that place.
    """
    name = str(place)
    if is_url(name):
        from kb.store.remote import RemoteStore
        return RemoteStore(name)
    if name == "memory:":
        return MemoryStore()
    from kb.store.oxigraph import DiskStore
    return DiskStore(Path(name))
