"""Resultaten."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import Resultaat
from kapstok.magazijnen.zaken.resources import tellen
from kapstok.magazijnen.zaken.resources.base import below, is_forced, judged, require_same
from kapstok.magazijnen.zaken.rules import zrc_020_one_resultaat
from kapstok.magazijnen.zaken.services.base import require
from kapstok.platform.resource import Call, fields, filters

FIXED = ("zaak_id", "resultaattype_id")


def create_resultaat(values: dict[str, Any], call: Call) -> UUID:
    """POST /resultaten; a zaak has at most one."""
    zaak = values["zaak_id"]
    require(zrc_020_one_resultaat(there=Resultaat.objects.filter(zaak_id=zaak).exists()))
    return s.set_resultaat(
        zaak,
        values["resultaattype_id"],
        actor=call.actor,
        toelichting=values.get("toelichting", ""),
        forced=is_forced(call, zaak),
    ).id


def change_resultaat(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /resultaten/{uuid}"""
    row = Resultaat.objects.get(id=row_id)
    require_same(row, changes, FIXED)
    text = changes.get("toelichting", row.toelichting)
    forced = is_forced(call, row.zaak_id)
    s.set_resultaat(row.zaak_id, row.resultaattype_id, actor=call.actor, toelichting=text, forced=forced)


def delete_resultaat(row_id: UUID, call: Call) -> None:
    """DELETE /resultaten/{uuid}"""
    zaak = Resultaat.objects.get(id=row_id).zaak_id
    s.remove_resultaat(zaak, actor=call.actor, forced=is_forced(call, zaak))


resultaat = below(
    "resultaat",
    "resultaten",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.link("resultaattype", "catalogi.resultaattype", required=True),
    fields.text("toelichting", 1000),
    count=tellen.below("resultaat"),
    reached=tellen.reached("resultaat"),
    filters={"zaak": filters.to("zaken.zaak"), "resultaattype": filters.to("catalogi.resultaattype")},
    create=create_resultaat,
    update=change_resultaat,
    rules=judged(Resultaat, s.resultaat_faults, FIXED),
    delete=delete_resultaat,
)
