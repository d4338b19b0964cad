"""Documents of an own zaak that stand in the register of somebody else: read there now, never kept here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date

from kapstok.magazijnen.documenten.inhoud_elders import read_all
from kapstok.magazijnen.documenten.rules_elders import Elders, resident_may_see
from kapstok.magazijnen.zaken.elders import document_elsewhere, documents_elsewhere


def shown_elsewhere(zaak: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """What the resident may see of them, and whether some could not be read now."""
    rows = [row for row in documents_elsewhere(zaak["id"]) if row["register"]]
    read = read_all([row["url"] for row in rows])
    told = [
        {**row, "document": document, "creatiedatum": _day(document.creatiedatum)}
        for row in rows
        if (document := read.documenten.get(row["url"])) and _may(zaak, document)
    ]
    return told, read.onbekend


def one_elsewhere(zaak: dict[str, Any], link_id: UUID) -> tuple[str, Elders] | None:
    """Address and description of one of them, judged by what its register says of it now."""
    row = document_elsewhere(zaak["id"], link_id)
    documents: Sequence[Elders] = list(read_all([row["url"]]).documenten.values()) if row else ()
    return next(((row["url"], one) for one in documents if row and _may(zaak, one)), None)


def _may(zaak: dict[str, Any], document: Elders) -> bool:
    return resident_may_see(document, aanvrager=zaak["aanvrager"])


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None
