"""The head of a paper: what a reading fills in, and what a person typed and keeps. Values in, values out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from phongtrao.apps.base.days import day_of
from phongtrao.apps.documents.models import Document
from phongtrao.apps.documents.times import parse_day
from phongtrao.core.text import fold

_LENGTHS = {"doc_type": 60, "title": 500, "issuer": 200, "number": 20, "symbol": 60}


def header_of(result: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of `Document` that the JSON header gives; what the paper does not say is empty or None."""
    header = result.get("header") or {}
    period = header.get("period") or (None, None)
    return {
        **{name: str(header.get(name) or "")[:length] for name, length in _LENGTHS.items()},
        "issued_on": parse_day(header.get("date")),
        "period_from": _year(period[0]),
        "period_to": _year(period[1]),
    }


def _year(value: Any) -> int | None:
    return value if isinstance(value, int) and 1900 <= value <= 2200 else None


def read_header(
    document: Document, result: Mapping[str, Any], previous: Mapping[str, Any], *, now: datetime
) -> dict[str, Any]:
    """The columns to write after a reading: a field that a person changed since the reading before stays."""
    read, before = header_of(result), header_of(previous)
    columns = {
        name: read[name] if getattr(document, name) == before[name] else getattr(document, name) for name in read
    }
    return {**columns, **derived(columns, name=document.name, uploaded_on=day_of(document.uploaded_at))}


def derived(columns: Mapping[str, Any], *, name: str, uploaded_on: date) -> dict[str, Any]:
    """The search text, and the year that the paper is about: its period's first, else its date's, else the upload's."""
    issued: date | None = columns["issued_on"]
    year = columns["period_from"] or (issued.year if issued else uploaded_on.year)
    number = "/".join(part for part in (columns["number"], columns["symbol"]) if part)
    words = " ".join(str(part) for part in (columns["title"], number, columns["issuer"], name) if part)
    return {"year": year, "search": fold(words)[:800]}
