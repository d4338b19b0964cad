"""Statussen."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Status
from kapstok.magazijnen.zaken.resources import filters as f
from kapstok.magazijnen.zaken.resources.base import READ, below
from kapstok.platform.resource import Call, Scopes, fields, filters

SCOPES = Scopes(READ, ("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.heropenen"))


def create_status(values: dict[str, Any], call: Call) -> UUID:
    """POST /statussen. With zaken.aanmaken alone only the first status; heropenen for a closed zaak."""
    zaak = values["zaak_id"]
    reopen = call.may("zaken.zaak", zaak, "zaken.heropenen")
    more = reopen or call.may("zaken.zaak", zaak, "zaken.statussen.toevoegen")
    if not more and Status.objects.filter(zaak_id=zaak).exists():
        text = "Met zaken.aanmaken mag alleen de eerste status worden gezet."
        raise ZaakRefused("permission_denied", "nonFieldErrors", text)
    return s.set_status(
        zaak,
        values["statustype_id"],
        actor=call.actor,
        moment=values["datum_status_gezet"],
        toelichting=values.get("statustoelichting", ""),
        gezetdoor=values.get("gezetdoor", ""),
        forced=reopen,
    ).id


status = below(
    "status",
    "statussen",
    fields.link("zaak", "zaken.zaak", required=True),
    fields.link("statustype", "catalogi.statustype", required=True),
    fields.moment("datumStatusGezet", required=True),
    fields.text("statustoelichting", 1000),
    fields.computed("indicatieLaatstGezetteStatus", f.LATEST, "boolean"),
    fields.text("gezetdoor", 200),
    fields.links("zaakinformatieobjecten", "zaken.zaakinformatieobject", "c.status_id = {t}.id"),
    scopes=SCOPES,
    filters={
        "zaak": filters.to("zaken.zaak"),
        "statustype": filters.to("catalogi.statustype"),
        "indicatieLaatstGezetteStatus": filters.flag(f"{f.LATEST} = {{v}}"),
    },
    create=create_status,
)
