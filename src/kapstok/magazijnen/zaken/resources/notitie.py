"""Zaaknotities: notes about a zaak (Zaken 1.7, experimental)."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import ZaakNotitie
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources.base import PLAIN, below, is_forced, judged, remover_of
from kapstok.platform.resource import READ_AND_DELETE, Call, fields, filters

KINDS, STATES = ("intern", "extern"), ("concept", "definitief")


def _faults(row: ZaakNotitie, _zaak: Any = None) -> list[ZaakRefused]:
    return s.notitie_faults(row)


def create_notitie(values: dict[str, Any], call: Call) -> UUID:
    """POST /zaaknotities"""
    forced = is_forced(call, values["zaak_id"])
    return s.add_below(ZaakNotitie, values, actor=call.actor, forced=forced, finish=s.finish_notitie)


def change_notitie(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH /zaaknotities/{uuid}"""
    zaak = changes.get("zaak_id") or ZaakNotitie.objects.get(id=row_id).zaak_id
    forced = is_forced(call, zaak)
    s.change_row_below(ZaakNotitie, row_id, changes, actor=call.actor, forced=forced, finish=s.finish_notitie)


zaaknotitie = below(
    "zaaknotitie",
    "zaaknotities",
    fields.text("onderwerp", 255, required=True),
    fields.text("tekst", required=True),
    fields.text("aangemaaktDoor", 255),
    fields.choice("notitieType", KINDS),
    fields.choice("status", STATES),
    fields.moment("aanmaakdatum", read_only=True),
    fields.moment("wijzigingsdatum", read_only=True),
    fields.link("gerelateerdAan", "zaken.zaak", required=True, column="zaak_id"),
    uuid=False,
    scopes=PLAIN,
    verbs=READ_AND_DELETE,
    filters={
        "gerelateerdAan": filters.to("zaken.zaak", "zaak_id"),
        "notitieType": filters.one_of("notitie_type", KINDS),
        "status": filters.one_of("status", STATES),
        **f.texts("aangemaaktDoor", "onderwerp", "tekst"),
        **f.moments("aanmaakdatum", "gt", "gte", "lt", "lte"),
        **f.moments("wijzigingsdatum", "gt", "gte", "lt", "lte"),
    },
    create=create_notitie,
    update=change_notitie,
    rules=judged(ZaakNotitie, _faults, ()),
    delete=remover_of(ZaakNotitie),
)
