"""Deciding and closing: confirmed now, carried out after ten seconds unless it is undone.

The order is a row, so a restart loses nothing. Whoever comes first carries it out (the worker, or the next
read of the zaak), once: the row is locked and marked in the transaction of the closing itself.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from kapstok.diensten.behandeling.models import Uitgesteld
from kapstok.magazijnen.besluiten.services import NieuwBesluit, create_besluit
from kapstok.magazijnen.catalogi.models import ResultaatType
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import close_zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

log = structlog.get_logger()
WAIT = timedelta(seconds=10)


def plan_closing(
    zaak_id: UUID,
    *,
    resultaattype_id: UUID,
    toelichting: str,
    besluit: dict[str, Any] | None,
    actor: Actor,
    moment: datetime,
) -> Uitgesteld:
    """Put the closing in line. `besluit`: besluittype_id, ingangsdatum, toelichting (ISO texts), or None."""
    with unit_of_work(actor, "zaak.close.plan", moment=moment) as work:
        zaak = Zaak.objects.select_for_update().filter(id=zaak_id).first()
        if zaak is None:
            raise Refusal("not_found", "zaak", "Deze zaak is er niet (meer).")
        if zaak.einddatum is not None:
            raise Refusal("zaak-closed", "", "Deze zaak is al afgerond.")
        if not ResultaatType.objects.filter(id=resultaattype_id, zaaktype_id=zaak.zaaktype_id).exists():
            raise Refusal("required", "resultaat", "Kies een resultaat.")
        if Uitgesteld.objects.filter(zaak_id=zaak_id, stand=Uitgesteld.Stand.WACHT).exists():
            raise Refusal("busy", "", "Deze zaak wordt al afgerond.")
        order = {"resultaattype": str(resultaattype_id), "toelichting": toelichting, "besluit": besluit}
        row = Uitgesteld.objects.create(
            zaak_id=zaak_id,
            soort="afronden",
            opdracht=order,
            medewerker_id=UUID(actor.id),
            medewerker=actor.name,
            gemaakt=moment,
            vanaf=moment + WAIT,
        )
        work.record("uitgesteld", row.id, after=order, subject=zaak_id)
        work.publish("behandeling.uitgesteld.create", subject=zaak_id, data={"uitgesteld": str(row.id)})
    return row


def undo_closing(row_id: UUID, *, actor: Actor, moment: datetime) -> Uitgesteld:
    """Take it back; only who confirmed it, and only while it waits."""
    with unit_of_work(actor, "zaak.close.undo", moment=moment) as work:
        row = Uitgesteld.objects.select_for_update().filter(id=row_id).first()
        if row is None or row.stand != Uitgesteld.Stand.WACHT or str(row.medewerker_id) != actor.id:
            raise Refusal("expired", "", "Ongedaan maken kan niet meer.")
        row.stand = Uitgesteld.Stand.ONGEDAAN
        row.save(update_fields=["stand"])
        work.record("uitgesteld", row.id, after={"stand": "ongedaan"}, subject=row.zaak_id)
    return row


def carry_out_due(now: datetime, *, zaak_id: UUID | None = None) -> int:
    """Carry out what is due in the municipality in scope (or of one zaak); returns how many."""
    due = Uitgesteld.objects.filter(stand=Uitgesteld.Stand.WACHT, vanaf__lte=now)
    if zaak_id is not None:
        due = due.filter(zaak_id=zaak_id)
    ids = list(due.order_by("vanaf").values_list("id", flat=True)[:100])
    return sum(_carry_out(row_id, now) for row_id in ids)


def _carry_out(row_id: UUID, now: datetime) -> bool:
    row = Uitgesteld.objects.filter(id=row_id).first()
    if row is None:
        return False
    actor = Actor("medewerker", str(row.medewerker_id), row.medewerker, "Behandeling")
    try:
        with unit_of_work(actor, "zaak.close.carry-out", moment=now) as work:
            locked = Uitgesteld.objects.select_for_update(skip_locked=True).filter(
                id=row_id, stand=Uitgesteld.Stand.WACHT
            )
            if not locked.exists():
                work.record("uitgesteld", row_id, subject=row.zaak_id)
                return False
            _close(row, actor, now)
            Uitgesteld.objects.filter(id=row_id).update(stand=Uitgesteld.Stand.GEDAAN)
            work.record("uitgesteld", row_id, after={"stand": "gedaan"}, subject=row.zaak_id)
    except Refusal as refused:
        log.warning("behandeling.afronden.refused", code=refused.code)
        Uitgesteld.objects.filter(id=row_id).update(stand=Uitgesteld.Stand.MISLUKT, fout=refused.message)
        return False
    return True


def _close(row: Uitgesteld, actor: Actor, now: datetime) -> None:
    order = row.opdracht
    besluit = order.get("besluit")
    if besluit:
        new = NieuwBesluit(
            besluittype_id=UUID(besluit["besluittype_id"]),
            zaak_id=row.zaak_id,
            datum=now.date(),
            ingangsdatum=date.fromisoformat(besluit["ingangsdatum"]),
            toelichting=besluit.get("toelichting", ""),
        )
        create_besluit(new, actor=actor)
    resultaattype = UUID(order["resultaattype"])
    close_zaak(row.zaak_id, resultaattype, actor=actor, moment=now, toelichting=order.get("toelichting", ""))
