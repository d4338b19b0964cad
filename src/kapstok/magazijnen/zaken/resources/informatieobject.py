"""Zaakinformatieobjecten: which documents belong to a zaak."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten.elders import SHAPE, DocumentElders, document_of
from kapstok.magazijnen.registers import spiegel
from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.elders import document_there
from kapstok.magazijnen.zaken.models import ZaakInformatieObject
from kapstok.magazijnen.zaken.resources.base import (
    CHANGE,
    READ,
    below,
    is_forced,
    judged,
    require_same,
)
from kapstok.platform.resource import Call, Scopes, fields, filters

# The first is that of a zaak.
WORDS = ("Hoort bij, omgekeerd: kent", "Legt vast, omgekeerd: kan vastgelegd zijn als")
FIXED = ("zaak_id", "informatieobject_id", "informatieobject_url")


def create_zaakinformatieobject(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaakinformatieobjecten"""
    zaak = values.pop("zaak_id")
    document = document_of(call, values.pop("informatieobject_id"), values.pop("informatieobject_url"))
    row_id = s.link_document(zaak, document, actor=call.actor, forced=is_forced(call, zaak), **values).id
    if isinstance(document, DocumentElders):

        def undo() -> None:
            s.unlink_document(row_id, actor=call.actor, forced=True)

        spiegel.make(call, document_there(document.url, zaak, call.base), "informatieobject", undo)
    return row_id


def delete_zaakinformatieobject(row_id: UUID, call: Call) -> None:
    """DELETE /zaakinformatieobjecten/{uuid}"""
    row = ZaakInformatieObject.objects.get(id=row_id)
    s.unlink_document(row_id, actor=call.actor, forced=is_forced(call, row.zaak_id))
    if row.informatieobject_url:
        there = document_there(row.informatieobject_url, row.zaak_id)
        spiegel.remove(call, there, "nonFieldErrors", lambda: s.restore_link(row, actor=call.actor))


def change_zaakinformatieobject(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaakinformatieobjecten/{uuid}: what the link says, not what it links (zrc-004)."""
    row = ZaakInformatieObject.objects.get(id=row_id)
    require_same(row, changes, FIXED)
    s.change_link(row_id, changes, actor=call.actor, forced=is_forced(call, row.zaak_id))


zaakinformatieobject = below(
    "zaakinformatieobject",
    "zaakinformatieobjecten",
    fields.link(
        "informatieobject",
        "documenten.enkelvoudiginformatieobject",
        required=True,
        elsewhere="informatieobject_url",
    ),
    fields.link("zaak", "zaken.zaak", required=True),
    fields.computed("aardRelatieWeergave", f"'{WORDS[0]}'::text", enum=[*WORDS]),
    fields.text("titel", 200),
    fields.text("beschrijving"),
    fields.moment("registratiedatum", read_only=True),
    fields.moment("vernietigingsdatum", nullable=True),
    fields.link("status", "zaken.status", nullable=True),
    scopes=Scopes(READ, ("zaken.aanmaken", *CHANGE), CHANGE, ("zaken.verwijderen", *CHANGE)),
    paged=False,
    filters={
        "zaak": filters.to("zaken.zaak"),
        "informatieobject": filters.to(
            "documenten.enkelvoudiginformatieobject", "informatieobject_id", elsewhere="informatieobject_url"
        ),
    },
    refers={"informatieobject": SHAPE},
    create=create_zaakinformatieobject,
    update=change_zaakinformatieobject,
    rules=judged(ZaakInformatieObject, s.link_faults, FIXED),
    delete=delete_zaakinformatieobject,
)
