"""Statussen, and the substatussen within them (Open Zaak, experimental)."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi.models import StatusType
from kapstok.magazijnen.zaken import rules_status
from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.errors import ZaakForbidden, ZaakRefused
from kapstok.magazijnen.zaken.models import Status, SubStatus, Zaak
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources import tellen
from kapstok.magazijnen.zaken.resources.base import READ, below, is_forced, judged
from kapstok.platform.db.rows import ask_one
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import Call, Scopes, fields, filters
from kapstok.platform.work import Work

SCOPES = Scopes(READ, ("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.heropenen"))


def ask_status(ids: Mapping[str, UUID], clean: Mapping[str, Any], call: Call) -> None:
    """What a new status will want to know of its zaak."""
    if ids.keys() >= {"zaak_id", "statustype_id"}:
        call.asked["status"] = s.ask_status(ids["zaak_id"], ids["statustype_id"], clean["datumStatusGezet"])


def _asked(values: dict[str, Any], call: Call) -> s.Asked | None:
    rows = call.rows
    zaak = rows.get(("zaken.zaak", values["zaak_id"]))
    statustype = rows.get(("catalogi.statustype", values["statustype_id"]))
    more = call.asked.pop("status", None)
    return s.Asked(zaak, statustype, *more) if zaak and statustype and more else None


def create_status(values: dict[str, Any], call: Call) -> UUID:
    """POST /statussen. With zaken.aanmaken alone only the first status; heropenen for a closed zaak."""
    zaak = values["zaak_id"]
    may_reopen = call.perhaps("zaken.zaak", zaak, "zaken.heropenen")
    more = call.may("zaken.zaak", zaak, "zaken.statussen.toevoegen") or may_reopen
    if not more and Status.objects.filter(zaak_id=zaak).exists():
        text = "Met zaken.aanmaken mag alleen de eerste status worden gezet."
        raise ZaakForbidden("permission_denied", "nonFieldErrors", text)
    return s.set_status(
        zaak,
        values["statustype_id"],
        actor=call.actor,
        moment=values["datum_status_gezet"],
        toelichting=values.get("statustoelichting", ""),
        gezetdoor_rol_id=values.get("gezetdoor_rol_id"),
        forced=is_forced(call, zaak),
        may_reopen=may_reopen,
        asked=_asked(values, call),
    ).id


def _rules(_row_id: UUID | None, values: dict[str, Any], call: Call) -> list[Refusal]:
    if not call.may("zaken.zaak", values.get("zaak_id"), *SCOPES.create):
        return []
    return [*s.new_status_faults(values, call.now)]


status = below(
    "status",
    "statussen",
    fields.link("zaak", "zaken.zaak", required=True, ask=partial(ask_one, Zaak, lock=True, only=s.OF_STATUS)),
    fields.link("statustype", "catalogi.statustype", required=True, ask=partial(ask_one, StatusType)),
    fields.moment("datumStatusGezet", required=True),
    fields.text("statustoelichting", 1000),
    fields.computed("indicatieLaatstGezetteStatus", f.LATEST, "boolean"),
    fields.link("gezetdoor", "zaken.rol", column="gezetdoor_rol_id"),
    fields.links("zaakinformatieobjecten", "zaken.zaakinformatieobject", "c.status_id = {t}.id"),
    scopes=SCOPES,
    expands={"gezetdoor": ("zaken.rol",)},
    count=tellen.below("status"),
    reached=tellen.reached("status"),
    filters={
        "zaak": filters.to("zaken.zaak"),
        "statustype": filters.to("catalogi.statustype"),
        "indicatieLaatstGezetteStatus": filters.flag(f"{f.LATEST} = {{v}}"),
    },
    ahead=ask_status,
    create=create_status,
    rules=_rules,
)


def _finish_substatus(row: SubStatus, work: Work) -> list[ZaakRefused]:
    """Without tijdstip it is now; its status is one of the same zaak."""
    row.tijdstip = row.tijdstip or work.moment
    return _substatus_faults(row)


def _substatus_faults(row: SubStatus, _zaak: Any = None) -> list[ZaakRefused]:
    if row.status_id is None or row.zaak_id is None:
        return []
    zaak = Status.objects.filter(id=row.status_id).values_list("zaak_id", flat=True).first()
    return rules_status.substatus_of_same_zaak(zaak, row.zaak_id)


def create_substatus(values: dict[str, Any], call: Call) -> UUID:
    """POST /substatussen"""
    forced = is_forced(call, values["zaak_id"])
    return s.add_below(SubStatus, values, actor=call.actor, forced=forced, finish=_finish_substatus)


substatus = below(
    "substatus",
    "substatussen",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.link("status", "zaken.status", nullable=True),
    fields.text("omschrijving", 200, required=True),
    fields.moment("tijdstip"),
    fields.choice("doelgroep", ("betrokkenen", "intern")),
    scopes=Scopes(READ, ("zaken.aanmaken", "zaken.statussen.toevoegen")),
    filters={
        "zaak": filters.to("zaken.zaak"),
        "status": filters.to("zaken.status"),
        "doelgroep": filters.one_of("doelgroep", ("betrokkenen", "intern")),
        **f.moments("tijdstip", "gt", "gte", "lt", "lte", exact=False),
    },
    create=create_substatus,
    rules=judged(SubStatus, _substatus_faults),
)
