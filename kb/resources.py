"""Where ontology/ and queries/ lie: beside the package in a checkout, inside it in a wheel."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def is_url(name: str) -> bool:
    """Whether a text is an http(s) URL or IRI rather than a name or a path."""
    return name.startswith(("http://", "https://"))


@cache
def folder(name: str) -> Path:
    """The folder `ontology`, `queries` or `examples`, in a checkout or in an installed wheel.

    Raises:
        FileNotFoundError: the installation is broken: neither place has the folder.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"{name}/ belongs to the installation of kb and is missing")


def files(name: str, pattern: str) -> list[Path]:
    """The files of a folder that match a pattern, sorted by name.

    Args:
        name: a folder of `folder`, with its sub-folder: `ontology/vocab`.
        pattern: a glob such as `*.ttl`.
    """
    top, _, rest = name.partition("/")
    return sorted((folder(top) / rest).glob(pattern))
