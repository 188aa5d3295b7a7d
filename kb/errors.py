"""The errors of kb, one tree: whoever catches KbError has caught everything that a user can cause.

    KbError
    ├── ReadError        a file cannot be read (file and place)
    ├── ValueTextError   a printed amount, date or name cannot be read
    │   ├── AmountError
    │   └── DateError
    ├── StoreError       a store cannot be opened, written or is held by another process
    ├── QueryError       a question, its parameters or SPARQL text is wrong
    ├── NotFoundError    nothing of that name is in the base
    ├── NoChainError     nothing leads from one thing to the other
    ├── AmbiguousError   several things have that name
    └── ExportError      an output cannot be written
"""

from collections.abc import Sequence
from pathlib import Path


class KbError(Exception):
    """Anything that the user can put right; its text is one line."""


class ReadError(KbError):
    """The file cannot be read; `place` is a page, line or byte, empty for the whole file."""

    def __init__(self, path: Path, place: str, reason: str) -> None:
        super().__init__(": ".join(part for part in (f"{path}", place, reason) if part))
        self.path, self.place, self.reason = path, place, reason

    def __reduce__(self) -> tuple[type["ReadError"], tuple[Path, str, str]]:
        return ReadError, (self.path, self.place, self.reason)


class ValueTextError(KbError):
    """A printed value that looks like one of its kind and cannot be read."""


class AmountError(ValueTextError):
    """A printed amount of money or number that cannot be read."""


class DateError(ValueTextError):
    """A printed date or period that cannot be read."""


class StoreError(KbError):
    """The store cannot be opened or written."""


class QueryError(KbError):
    """A question, its parameters or its SPARQL text is wrong."""


class NotFoundError(KbError):
    """Nothing in the base has that name; `near` are the closest names."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"nothing in the base is called {name!r}{hint}")
        self.name, self.near = name, tuple(near)


class NoChainError(KbError):
    """Nothing leads from one thing to the other, or nothing hangs on the one."""

    def __init__(self, start: str, end: str = "") -> None:
        super().__init__(f"no chain leads from {start!r} to {end!r}" if end else f"no chain starts at {start!r}: nothing answers for it and nothing hangs on it")


class AmbiguousError(KbError):
    """Several things in the base have that name; `candidates` are their IRIs."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(f"{name!r} is the name of {len(candidates)} things, name one by its IRI: " + ", ".join(candidates))
        self.name, self.candidates = name, tuple(candidates)


class ExportError(KbError):
    """An output file cannot be written, or its format is not known."""
