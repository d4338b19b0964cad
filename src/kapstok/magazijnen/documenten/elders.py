"""Documents that stand in the documentenregistratie of somebody else, and what that one tells of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kapstok.platform.http.fetch import Unusable, fetch_json
from kapstok.platform.resource import Call, references

# What an informatieobject looks like anywhere.
SHAPE = references.Shape(
    ("documenten.enkelvoudiginformatieobject",), ("url", "titel", "informatieobjecttype")
)


@dataclass(frozen=True, slots=True)
class DocumentElders:
    """A document elsewhere; its type when that is one of our catalogus."""

    url: str
    informatieobjecttype_id: UUID | None = None


def document_of(call: Call, row_id: UUID | None, url: str) -> UUID | DocumentElders:
    """The document that a body names: the id of ours, or what stands elsewhere."""
    if row_id is not None:
        return row_id
    kind = references.points_to(call, url, "informatieobjecttype", "catalogi.informatieobjecttype")
    return DocumentElders(url, kind)


def told(urls: Iterable[str]) -> list[dict[str, Any]]:
    """What their registers say of these documents. One that does not answer now is left out."""
    found: list[dict[str, Any]] = []
    for url in urls:
        try:
            found.append(fetch_json(url))
        except Unusable:
            continue
    return found
