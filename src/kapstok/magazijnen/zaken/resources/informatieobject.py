"""Zaakinformatieobjecten: which documents belong to a zaak."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import ZaakInformatieObject
from kapstok.magazijnen.zaken.resources.base import CHANGE, READ, below, is_forced, remover
from kapstok.platform.resource import Call, Scopes, fields, filters

SCOPES = Scopes(READ, ("zaken.aanmaken", *CHANGE), (), ("zaken.verwijderen", *CHANGE))


def create_zaakinformatieobject(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaakinformatieobjecten"""
    zaak, document = values.pop("zaak_id"), values.pop("informatieobject_id")
    return s.link_document(zaak, document, actor=call.actor, forced=is_forced(call, zaak), **values).id


delete_zaakinformatieobject = remover(ZaakInformatieObject, s.unlink_document)


zaakinformatieobject = below(
    "zaakinformatieobject",
    "zaakinformatieobjecten",
    fields.link("informatieobject", "documenten.enkelvoudiginformatieobject", required=True),
    fields.link("zaak", "zaken.zaak", required=True),
    fields.computed("aardRelatieWeergave", "'Hoort bij, omgekeerd: kent'::text"),
    fields.text("titel", 200),
    fields.text("beschrijving"),
    fields.moment("registratiedatum", read_only=True),
    fields.moment("vernietigingsdatum", read_only=True),
    fields.link("status", "zaken.status", nullable=True, read_only=True),
    scopes=SCOPES,
    paged=False,
    filters={
        "zaak": filters.to("zaken.zaak"),
        "informatieobject": filters.to("documenten.enkelvoudiginformatieobject", "informatieobject_id"),
    },
    create=create_zaakinformatieobject,
    delete=delete_zaakinformatieobject,
)
