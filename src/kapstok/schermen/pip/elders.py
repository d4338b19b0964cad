"""Documents of an own zaak that stand in the register of somebody else: read there now, never kept here.

Their registers may be slow or down. So the page of a zaak does not ask them: it loads the list of these documents by
itself, from a page of its own whose list is written after the transaction of the request is over.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, override

from kapstok.magazijnen.documenten.inhoud_elders import asking, read_all
from kapstok.magazijnen.documenten.rules_elders import Elders, resident_may_see
from kapstok.magazijnen.zaken.elders import document_elsewhere, documents_elsewhere
from kapstok.platform.http.fetch import Unreachable

Listed = tuple[list[dict[str, Any]], bool]
# Where the list comes in the page around it.
PLACE = "<!-- elders -->"


def any_elsewhere(zaak: dict[str, Any]) -> bool:
    """Are there any in a register that we may ask?"""
    return any(row["register"] for row in documents_elsewhere(zaak["id"]))


def reading_elsewhere(zaak: dict[str, Any]) -> Callable[[], Listed]:
    """Reads what the resident may see of them, and whether some could not be read now; without the database."""
    rows = [row for row in documents_elsewhere(zaak["id"]) if row["register"]]
    reading = asking([row["url"] for row in rows])

    def listed() -> Listed:
        read = reading()
        told = [
            {**row, "document": document, "creatiedatum": _day(document.creatiedatum)}
            for row in rows
            if (document := read.documenten.get(row["url"])) and _may(zaak, document)
        ]
        return told, read.onbekend

    return listed


def in_pieces(page: str, zaak: dict[str, Any]) -> Iterator[str]:
    """The page around the list at once, and the list when the registers have answered. What stands in the database is
    looked up here and now."""
    reading, language = reading_elsewhere(zaak), get_language()
    before, _place, after = page.partition(PLACE)

    def pieces() -> Iterator[str]:
        yield before
        told, unknown = reading()
        with override(language):
            yield render_to_string(
                "pip/elders_lijst.html", {"zaak": zaak, "elders": told, "onbekend": unknown}
            )
        yield after

    return pieces()


def one_elsewhere(zaak: dict[str, Any], link_id: UUID) -> tuple[str, Elders] | None:
    """Address and description of one of them, judged by what its register says of it now. Raises Unreachable when that
    says nothing."""
    row = document_elsewhere(zaak["id"], link_id)
    if row is None:
        return None
    document = read_all([row["url"]]).documenten.get(row["url"])
    if document is None:
        raise Unreachable("silent")
    return (row["url"], document) if _may(zaak, document) else None


def _may(zaak: dict[str, Any], document: Elders) -> bool:
    return resident_may_see(document, aanvrager=zaak["aanvrager"])


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None
