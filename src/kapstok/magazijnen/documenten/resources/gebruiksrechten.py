"""Gebruiksrechten: under which conditions a document may be used (drc-006)."""

from datetime import date
from typing import Any

from kapstok.magazijnen.documenten.models import Gebruiksrechten
from kapstok.magazijnen.documenten.resources.base import DOCUMENT, below
from kapstok.platform.resource import fields, filters, parse


def _day_or_moment(value: Any, name: str) -> date:
    """A day counts from its first moment."""
    return parse.date(value, name) if len(str(value)) == 10 else parse.moment(value, name)


_OPERATORS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}

gebruiksrechten = below(
    "gebruiksrechten",
    "gebruiksrechten",
    Gebruiksrechten,
    fields.moment("startdatum", required=True),
    fields.moment("einddatum", nullable=True),
    fields.text("omschrijvingVoorwaarden", required=True),
    paged=False,
    filters={
        "informatieobject": filters.to(DOCUMENT, "informatieobject_id"),
        **{
            f"{name}__{word}": filters.matching(f"{{t}}.{name} {sign} {{v}}::timestamptz", _day_or_moment)
            for name in ("startdatum", "einddatum")
            for word, sign in _OPERATORS.items()
        },
    },
)
