"""Keep zaken from destruction: legal procedure, hotspot, Woo request, research."""

from datetime import date
from uuid import UUID

from kapstok.diensten.archief.models import Bewaargrond, Vernietigingsstop
from kapstok.diensten.archief.rules import ArchiefRefused
from kapstok.platform.work import Actor, unit_of_work


def place_stop(
    grond: Bewaargrond,
    reden: str,
    *,
    actor: Actor,
    today: date,
    zaak: UUID | None = None,
    zaaktype: str = "",
    periode: tuple[date, date] | None = None,
) -> Vernietigingsstop:
    """On one zaak, or on all zaken of a zaaktype (identificatie) and/or running in a period."""
    if not reden.strip():
        raise ArchiefRefused("required", "reden", "Vul een reden in.")
    if zaak is None and not zaaktype and periode is None:
        raise ArchiefRefused("required", "zaak", "Kies een zaak, een zaaktype of een periode.")
    begin, einde = periode or (None, None)
    with unit_of_work(actor, "archief.stop.place") as work:
        placed = Vernietigingsstop.objects.create(
            grond=grond,
            reden=reden.strip(),
            zaak=zaak,
            zaaktype=zaaktype,
            periode_begin=begin,
            periode_einde=einde,
            ingesteld_door=actor.name,
            ingesteld_op=today,
        )
        after = {"grond": grond, "reden": placed.reden, "zaak": str(zaak or ""), "zaaktype": zaaktype}
        work.record("vernietigingsstop", placed.id, after=after)
        return placed


def lift_stop(stop_id: UUID, *, actor: Actor, today: date) -> None:
    with unit_of_work(actor, "archief.stop.lift") as work:
        lifted = Vernietigingsstop.objects.filter(id=stop_id, opgeheven_op=None).update(
            opgeheven_door=actor.name, opgeheven_op=today
        )
        if not lifted:
            raise ArchiefRefused("not_found", "stop", "Deze stop bestaat niet of is al opgeheven.")
        work.record("vernietigingsstop", stop_id, after={"opgeheven_op": today.isoformat()})
