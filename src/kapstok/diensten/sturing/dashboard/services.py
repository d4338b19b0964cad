"""Writing down a measurement."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.dashboard.models import Meting
from kapstok.diensten.sturing.dashboard.rules import MET_DE_HAND
from kapstok.diensten.sturing.plan.queries import geheel, huidige
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work


def indicatoren(op: date) -> list[dict[str, Any]]:
    """The indicators of the plan that counts on this day."""
    current = huidige(op)
    whole = geheel(current) if current else None
    return whole["indicatoren"] if whole else []


def meet(
    code: str,
    gemeente: str,
    datum: date,
    waarde: Decimal,
    *,
    actor: Actor,
    op: date,
    toelichting: str = "",
) -> Meting:
    """What the indicator was on that day. Again for the same day takes the place of what was there."""
    found = next((i for i in indicatoren(op) if i["code"] == code), None)
    if found is None:
        raise Refusal("not_found", "", _("Deze indicator staat niet in het plan."))
    if found["meting"] not in MET_DE_HAND:
        raise Refusal("berekend", "waarde", _("Dit cijfer rekent Kapstok zelf uit."))
    if datum > op:
        raise Refusal("toekomst", "datum", _("Deze dag is nog niet geweest."))
    if waarde < 0 or (found["eenheid"] == "%" and waarde > 100):
        raise Refusal("waarde", "waarde", _("Dit cijfer kan niet."))
    with unit_of_work(actor, "dashboard.meten") as work:
        eis(actor, "indicator.meten", op, gemeente=gemeente, functie=found["eigenaar"])
        member = Deelnemer.objects.filter(code=gemeente).first()
        if member is None:
            raise Refusal("onbekend", "gemeente", _("Deze gemeente doet niet mee."))
        old = Meting.objects.filter(indicator=code, deelnemer=member, datum=datum).first()
        row, _new = Meting.objects.update_or_create(
            indicator=code,
            deelnemer=member,
            datum=datum,
            defaults={
                "waarde": waarde,
                "toelichting": toelichting.strip()[:200],
                "door": actor.stored_name[:120],
            },
        )
        work.record(
            "meting",
            row.id,
            before=old and {"waarde": str(old.waarde)},
            after={
                "indicator": code,
                "gemeente": gemeente,
                "datum": datum.isoformat(),
                "waarde": str(waarde),
            },
        )
        work.publish("dashboard.meting.gemaakt", subject=row.id, data={"indicator": code})
    return row
