"""govkb: reports of public bodies → a knowledge base in which every statement carries the line it was read from."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.base import KnowledgeBase

__version__ = "0.1.0"
__all__ = ["KnowledgeBase", "__version__"]


def __getattr__(name: str) -> object:
    # Imported when first used: `kb --help` and `kb --version` need none of the libraries behind it.
    if name == "KnowledgeBase":
        from kb.base import KnowledgeBase
        return KnowledgeBase
    raise AttributeError(f"module 'kb' has no attribute {name!r}")
