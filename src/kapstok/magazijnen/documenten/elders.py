"""Documents that stand in the documentenregistratie of somebody else, and what that one tells of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi.elders import type_of
from kapstok.magazijnen.registers.spiegel import Mirror
from kapstok.platform.resource import Call, references

# What an informatieobject looks like anywhere.
SHAPE = references.Shape(
    ("documenten.enkelvoudiginformatieobject",), ("url", "titel", "informatieobjecttype")
)


@dataclass(frozen=True, slots=True)
class DocumentElders:
    """A document elsewhere, with its title as it was told; its type when our catalogus has it."""

    url: str
    informatieobjecttype_id: UUID | None = None
    titel: str = ""


def document_of(call: Call, row_id: UUID | None, url: str) -> UUID | DocumentElders:
    """The document that a body names: the id of ours, or what stands elsewhere."""
    if row_id is not None:
        return row_id
    there = references.told(url)
    return DocumentElders(
        url, type_of(call, there, "informatieobjecttype"), str(there.get("titel") or "")[:200]
    )


def mirror_of(url: str, kind: str, address: str) -> Mirror:
    """The objectinformatieobject there that says that our zaak or besluit uses this document (zrc-005, brc-005)."""
    root = url.partition("/enkelvoudiginformatieobjecten/")[0]
    asked = {"informatieobject": url}
    return Mirror(f"{root}/objectinformatieobjecten", "object", address, asked, {"objectType": kind})


def told(urls: Iterable[str]) -> list[dict[str, Any]]:
    """What their registers say of these documents. One that does not answer now is left out."""
    return [there for url in urls if (there := references.told(url))]
