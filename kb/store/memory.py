"""A store in memory: for tests, for one-off reading, and for what is built before it is written."""

import pyoxigraph as ox

from kb.store.local import Engine


class MemoryStore(Engine):
    """An empty store that lives as long as the process."""

    def __init__(self) -> None:
        super().__init__(ox.Store())
