"""Zaakobjecten: what in the world a zaak is about."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources.base import below, is_forced
from kapstok.platform.resource import Call, fields, filters, parse


def create_zaakobject(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaakobjecten"""
    zaak = values.pop("zaak_id")
    return s.add_zaakobject(zaak, values, actor=call.actor, forced=is_forced(call, zaak)).id


zaakobject = below(
    "zaakobject",
    "zaakobjecten",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.text("object", 1000, form="uri"),
    fields.text("zaakobjecttype", 1000, form="uri"),
    fields.choice("objectType", f.OBJECT_TYPES, required=True),
    fields.text("objectTypeOverige", 100),
    fields.anything("objectTypeOverigeDefinitie", parse.obj),
    fields.text("relatieomschrijving", 80),
    fields.anything("objectIdentificatie", parse.obj),
    filters={
        "zaak": filters.to("zaken.zaak"),
        "object": filters.exact("object"),
        "objectType": filters.one_of("object_type", f.OBJECT_TYPES),
    },
    create=create_zaakobject,
)
