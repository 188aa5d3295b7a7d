"""A folder → published versions of a base: readers open the newest, one writer makes the next and swaps it in.

    .kb/current        symbolic link to versions/N, swapped by one rename
    .kb/versions/N/    an Oxigraph database that is never written again
    .kb/lock           held by the process that writes

A version starts as a hard-linked copy of the one before (2-5 ms), is written, closed and then published;
a writer that dies half-way leaves a folder that nobody reads and the next writer clears away.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kb.errors import StoreError
from kb.store.local import Engine

_KEPT = 2


class DiskStore(Engine):
    """The newest published version of a base, for reading; it does not change while it is open."""

    def __init__(self, folder: Path) -> None:
        current = folder / "current"
        if not current.exists():
            raise StoreError(f"{folder}: no knowledge base here; make one with `kb ingest FILE --store {folder}`")
        try:
            super().__init__(ox.Store.read_only(str(current.resolve())))
        except OSError as error:
            raise StoreError(f"{folder}: cannot be opened: {error}") from error
        self.folder = folder


class Writer:
    """The next version of a base while it is being made; `publish` makes it the current one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._begin()

    def _begin(self) -> None:
        versions = self.folder / "versions"
        current = self.folder / "current"
        numbers = [int(path.name) for path in versions.iterdir() if path.name.isdigit()]
        self.number = max(numbers, default=0) + 1
        self.path = versions / f"{self.number}.new"
        if current.exists():
            ox.Store.read_only(str(current.resolve())).backup(str(self.path))
        self.store = ox.Store(str(self.path))

    def publish(self) -> None:
        """Close the version, make it current by one rename, and begin the next from it.

        Raises:
            OSError: the disk is full or not writable; the version before stays current.
        """
        self.store.flush()
        del self.store
        final = self.path.with_name(str(self.number))
        self.path.rename(final)
        link = self.folder / "current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("versions") / final.name)
        os.replace(link, self.folder / "current")
        _clear(self.folder / "versions", keep=final.name)
        self._begin()

    def close(self) -> None:
        """Throw away what was not published."""
        del self.store
        shutil.rmtree(self.path, ignore_errors=True)


def _clear(versions: Path, keep: str = "") -> None:
    """Remove half-made versions and all but the newest published ones; open files stay readable until closed."""
    published = sorted((path for path in versions.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))
    for path in published[:-_KEPT]:
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """The one writer of a folder.

    Raises:
        StoreError: another process writes, the folder cannot be made, or the disk is full; the base is as it was.
    """
    fresh = not folder.exists()
    try:
        (folder / "versions").mkdir(parents=True, exist_ok=True)
        lock = open(folder / "lock", "w")  # noqa: SIM115 (held for the whole block)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(f"{folder}: another process is writing this base; try again when it is done") from error
        for path in (folder / "versions").glob("*.new"):
            shutil.rmtree(path, ignore_errors=True)
        writer = None
        try:
            writer = Writer(folder)
            yield writer
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
        finally:
            if writer is not None:
                writer.close()
            if fresh and not (folder / "current").exists():
                shutil.rmtree(folder, ignore_errors=True)
