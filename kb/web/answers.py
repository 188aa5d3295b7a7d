"""An answer of the catalogue → what its table in a page needs."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from starlette.requests import Request

from kb.query.run import Answer, Quotation
from kb.store.base import Term
from kb.web import views

if TYPE_CHECKING:
    from kb.web.pages import Pages

PAGE = 50
# Whole numbers of more digits than a year's are shown in groups of three.
_LONG = 4
Cell = tuple[str, str]


def rows_of(answer: Answer) -> list[list[Cell]]:
    """An answer's cells as (text, page of the thing)."""
    return [[(_shown(answer, term), views.href(term) if term is not None else "") for term in row] for row in answer.rows]


def _shown(answer: Answer, term: Term | None) -> str:
    text = answer.shown(term)
    digits = text.lstrip("-")
    return f"{int(text):,}" if not isinstance(term, NamedNode) and digits.isdigit() and len(digits) > _LONG else text


def place_of(one: Quotation) -> tuple[str, str, str]:
    """A place as (how it is shown, its words, the viewer's address)."""
    return str(one), one.exact, views.passage_href(NamedNode(one.iri)) if "#line=" in one.iri else ""


def number(request: Request) -> int:
    """The page asked for, from 1."""
    given = request.query_params.get("page", "")
    return max(1, int(given)) if given.isdigit() else 1


def table(site: "Pages", request: Request, answer: Answer) -> dict[str, object]:
    """Heads, one page of rows with their places, and the addresses of the downloads."""
    english = site.language(request) == "en"
    text = urlencode([(key, value) for key, value in request.query_params.multi_items() if value and key not in ("lang", "page", "view")])
    rows = list(zip(rows_of(answer), [[place_of(one) for one in row] for row in answer.evidence], strict=True))
    at = number(request)
    return {"heads": [column.english if english else column.korean for column in answer.columns], "rows": rows[(at - 1) * PAGE:at * PAGE], "count": len(rows), "page": at,
            "pages": max(1, -(-len(rows) // PAGE)), "downloads": [(form, f"/answer/{answer.query.name}.{form}?{text}") for form in ("csv", "xlsx", "json")],
            "name": answer.query.name, "sparql": answer.sparql}
