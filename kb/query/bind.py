"""Typed values → the one VALUES row of a query; no text is ever formatted into SPARQL."""

import re
from collections.abc import Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode

from kb.errors import QueryError
from kb.namespace import GOV, XSD
from kb.query.catalog import Param, Query
from kb.resolve.names import find
from kb.resources import is_url
from kb.store.base import Store, Term
from kb.vocabulary import scheme


def bind(query: Query, values: Mapping[str, str], store: Store) -> str:
    """The SPARQL of a query with its parameters filled in.

    Args:
        values: parameter name → IRI, name in any spelling, date, year or number as text.

    Raises:
        QueryError: a parameter is unknown, missing or not of its type.
        NotFoundError, AmbiguousError: a name means nothing, or several things.
    """
    known = {param.name for param in query.params}
    if unknown := sorted(set(values) - known):
        raise QueryError(f"{query.name} has no parameter {unknown[0]!r}; it takes {', '.join(sorted(known)) or 'none'}")
    terms = {param.name: _term(param, values.get(param.name, ""), store) for param in query.params}
    if missing := [param.name for param in query.required if terms[param.name] is None]:
        raise QueryError(f"{query.name} needs {missing[0]}=…")
    names = [param.name for param in query.params]
    if not names:
        return query.text
    row = re.compile(r"VALUES \(" + r" ".join(rf"\?{name}" for name in names) + r"\) \{ \(" + " ".join(["UNDEF"] * len(names)) + r"\) \}")
    filled = f"VALUES ({' '.join('?' + name for name in names)}) {{ ({' '.join('UNDEF' if terms[name] is None else str(terms[name]) for name in names)}) }}"
    text, count = row.subn(lambda _: filled, query.text)
    if not count:
        raise QueryError(f"{query.path.name} has no VALUES row for {', '.join(names)}")
    # A line behind `#? name` narrows the search where that parameter is given; the file says the same without it, only slower.
    return re.sub(r"^(\s*)#\? (\w+) ", lambda found: found[0] if terms.get(found[2]) is None else found[1], text, flags=re.M)


def _term(param: Param, value: str, store: Store) -> Term | None:
    value = value.strip()
    if not value:
        value = date.today().isoformat() if param.default == "today" else param.default
    if not value:
        return None
    if param.type == "date":
        return _date(param.name, value)
    if param.type in ("year", "integer"):
        if not re.fullmatch(r"\d{1,4}", value):
            raise QueryError(f"{param.name} is a number, not {value!r}")
        return Literal(value.zfill(4), datatype=XSD.gYear) if param.type == "year" else Literal(str(int(value)), datatype=XSD.integer)
    if param.type == "area":
        return Literal(value)
    if param.type.startswith("scheme:"):
        return _concept(param, value)
    if param.type == "thing" or "|" in param.type:
        return find(store, value)
    return find(store, value, _class(param))


def _class(param: Param) -> NamedNode:
    found = getattr(GOV, param.type, None)
    if not isinstance(found, NamedNode):
        raise QueryError(f"{param.name}: {param.type} is no class of the ontology")
    return found


def _date(name: str, value: str) -> Literal:
    try:
        return Literal(date.fromisoformat(value).isoformat(), datatype=XSD.date)
    except ValueError as error:
        raise QueryError(f"{name} is a date such as 2021-03-31, not {value!r}") from error


def _concept(param: Param, value: str) -> NamedNode:
    if is_url(value):
        return NamedNode(value)
    concepts = scheme(param.type.removeprefix("scheme:"))
    found = concepts.find(value) or next((one for one in concepts.concepts.values() if value.lower() in (one.id, one.english.lower())), None)
    if found is None:
        raise QueryError(f"{param.name} is one of {', '.join(one.label for one in concepts.concepts.values())}, not {value!r}")
    return found.iri
