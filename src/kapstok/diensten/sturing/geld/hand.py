"""A booking by hand: two people who book the same invoice at once, or one who presses twice, make one booking."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.geld import services
from kapstok.diensten.sturing.geld.queries import zelfde
from kapstok.diensten.sturing.geld.services import BOEKEN, Waarvoor
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.errors import Refusal
from kapstok.platform.ui.opmaak import date_short
from kapstok.platform.work import Actor, unit_of_work


def boek(
    soort: str, bedragen: Mapping[UUID, int], why: Waarvoor, *, actor: Actor, nogmaals: bool = False
) -> None:
    """For all municipalities that have an amount, or for none.

    Refused when the same stands there already and was not taken back; `nogmaals` says that it is a second one.
    """
    acts = {
        "vastleggen": services.vastleggen, "uitgeven": services.uitgeven, "vrijvallen": services.vrijvallen,
    }  # fmt: skip
    with unit_of_work(actor, f"geld.{soort}"):
        eis(actor, BOEKEN, why.datum)
        # Who books for the same municipality waits here, and then sees what the first one booked.
        list(Deelnemer.objects.select_for_update(no_key=True).filter(id__in=list(bedragen)).order_by("id"))
        if not nogmaals:
            _not_twice(soort, bedragen, why)
        if soort in acts:
            acts[soort](bedragen, why, actor=actor)
            return
        for who, cents in bedragen.items():
            services.reserveren(who, why.datum.year, why, actor=actor, bedrag=cents)


def _not_twice(soort: str, bedragen: Mapping[UUID, int], why: Waarvoor) -> None:
    parts = [{who: cents} for who, cents in bedragen.items()] if soort == "reserveren" else [dict(bedragen)]
    for row in zelfde(soort, why.datum, why.project):
        if row["bedragen"] in [{str(who): cents for who, cents in part.items()} for part in parts]:
            text = _("Deze boeking is er al: %(wat)s, door %(wie)s op %(dag)s.") % {
                "wat": row["omschrijving"], "wie": row["geboekt_door"], "dag": date_short(row["geboekt_op"]),
            }  # fmt: skip
            raise Refusal("dubbel", "nogmaals", text)
