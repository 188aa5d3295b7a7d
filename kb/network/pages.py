"""Where the templates, styles and scripts of pictures lie."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader
from markupsafe import Markup


@cache
def templates() -> Environment:
    """The templates of pictures; every value becomes text, never markup."""
    return Environment(loader=PackageLoader("kb.network", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def asset(name: str) -> Markup:
    """A style sheet or script of ours, to stand in a page as it is."""
    return Markup(files("kb.network").joinpath("static", name).read_text(encoding="utf-8"))  # noqa: S704 (our own file)
