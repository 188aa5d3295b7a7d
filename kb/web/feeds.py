"""What changes and what comes due → an Atom feed (RFC 4287), a calendar (RFC 5545), and a card to show elsewhere."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kb.errors import NotFoundError
from kb.namespace import DCT, GOV
from kb.web import data, views

if TYPE_CHECKING:
    from kb.web.pages import Pages, Routes


def feed(site: "Pages", request: Request) -> Response:
    """The documents of the base as an Atom feed."""
    origin, when = site.origin(request), datetime.fromtimestamp((site.source.folder / "current").stat().st_mtime, UTC).isoformat(timespec="seconds")
    documents = [{"id": f"{node.value}#{site.source.one(node, GOV.sha256)[:16]}", "title": site.source.one(node, DCT.title) or site.source.label(node), "name": site.source.label(node),
                  "href": views.href(node)} for node in data.iris(site.source, GOV.Document)]
    return Response(site.templates.get_template("feed.atom").render(origin=origin, when=when, documents=documents), media_type="application/atom+xml")


def calendar(site: "Pages", request: Request) -> Response:
    """Commitments with a date as a calendar."""
    answer = site.source.base.ask("commitments-due", by="2999-12-31", **({"unit": request.query_params["unit"]} if request.query_params.get("unit") else {}))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//govkb//commitments//KO", "CALSCALE:GREGORIAN"]
    for row in answer.rows:
        end, node = row[0], row[1]
        if not isinstance(end, Literal):
            continue
        day = date.fromisoformat(end.value[:10])
        name = answer.shown(node)
        uid = hashlib.sha256(f"{node} {end.value}".encode()).hexdigest()[:24]
        lines += ["BEGIN:VEVENT", f"UID:{uid}@govkb", "DTSTAMP:20000101T000000Z", f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
                  f"SUMMARY:{_escaped(name)}", *([f"URL:{site.origin(request)}{quote(views.href(node), safe='/%:?=&#')}"] if isinstance(node, NamedNode) else []), "END:VEVENT"]
    return Response("\r\n".join(part for line in [*lines, "END:VCALENDAR", ""] for part in _folded(line)), media_type="text/calendar")


def card(site: "Pages", request: Request) -> Response:
    """A thing as a card to show in a page of another site."""
    node = data.thing_of(request.scope["raw_path"].partition(b"?")[0], "/card/")
    if node is None or not site.source.holds(node):
        raise NotFoundError(request.url.path)
    facts = views.facts(site.source, node, site.language(request))[:6]
    return site.shown(request, "card.html", name=site.source.label(node), kinds=site.source.kinds(node)[:1], facts=facts, path_of=data.path_of(node))


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, the further ones begun with a space, no sign cut."""
    held, first = "", True
    for char in line:
        if len((held + char).encode()) > (75 if first else 74):
            yield held if first else " " + held
            held, first = "", False
        held += char
    yield held if first else " " + held


ROUTES: "Routes" = {"/feed.atom": feed, "/commitments.ics": calendar, "/card/{path:path}": card}
