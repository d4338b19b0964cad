"""Zaakobjecten: what in the world a zaak is about."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.identificaties import OBJECT_TYPES
from kapstok.magazijnen.zaken.models import ZaakObject
from kapstok.magazijnen.zaken.resources import tellen
from kapstok.magazijnen.zaken.resources.base import (
    CHANGE,
    READ,
    below,
    is_forced,
    judged,
    remover,
    require_same,
)
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import Call, Scopes, fields, filters, parse, references

FIXED = ("zaak_id", "object", "object_type")
_judged = judged(ZaakObject, s.zaakobject_faults, FIXED)


def _kept(changes: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in changes.items() if v or k not in {"object", "object_identificatie"}}


def _rules(row_id: UUID | None, values: dict[str, Any], call: Call) -> list[Refusal]:
    return _judged(row_id, _kept(values), call)


def create_zaakobject(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaakobjecten"""
    zaak = values.pop("zaak_id")
    values["object_identificatie"] = values.get("object_identificatie") or None
    return s.add_zaakobject(zaak, values, actor=call.actor, forced=is_forced(call, zaak)).id


def change_zaakobject(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaakobjecten/{uuid}. What it points to stays; PUT may leave that out."""
    row = ZaakObject.objects.get(id=row_id)
    changes = _kept(changes)
    require_same(row, changes, FIXED)
    s.change_zaakobject(row_id, changes, actor=call.actor, forced=is_forced(call, row.zaak_id))


zaakobject = below(
    "zaakobject",
    "zaakobjecten",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.text("object", 1000, form="uri"),
    fields.link("zaakobjecttype", "catalogi.zaakobjecttype"),
    fields.choice("objectType", OBJECT_TYPES, required=True),
    fields.text("objectTypeOverige", 100),
    fields.group(
        "objectTypeOverigeDefinitie",
        fields.text("url", 1000, form="uri", required=True),
        fields.text("schema", 100, required=True),
        fields.text("objectData", 100, required=True),
    ),
    fields.text("relatieomschrijving", 80),
    fields.anything("objectIdentificatie", parse.obj),
    scopes=Scopes(READ, ("zaken.aanmaken", *CHANGE), CHANGE, ("zaken.verwijderen", *CHANGE)),
    refers={"object": references.SOMETHING},
    expands={
        "object": ("besluiten.besluit", "documenten.enkelvoudiginformatieobject", "zaken.status"),
    },
    count=tellen.below("zaakobject"),
    reached=tellen.reached("zaakobject"),
    filters={
        "zaak": filters.to("zaken.zaak"),
        "object": filters.exact("object"),
        "objectType": filters.one_of("object_type", OBJECT_TYPES),
    },
    create=create_zaakobject,
    update=change_zaakobject,
    rules=_rules,
    delete=remover(ZaakObject, s.remove_zaakobject),
)
