"""Make a list of all zaken that are due, and take zaken off it."""

from datetime import date
from uuid import UUID

from django.db import connection

from kapstok.diensten.archief import rules
from kapstok.diensten.archief.models import Actie, Vernietigingslijst, Vernietigingsregel
from kapstok.diensten.archief.queries import COLLECT
from kapstok.diensten.archief.rules import ArchiefRefused
from kapstok.diensten.archief.stand import as_record, lock_lijst, person, stand_of
from kapstok.platform.work import Actor, unit_of_work

MAX_REGELS = 10_000


class _NothingDue(Exception):
    """Undoes the list that was made for nothing."""


def collect(naam: str, *, actor: Actor, today: date, limit: int = MAX_REGELS) -> Vernietigingslijst | None:
    """A new concept with every zaak that is due, or None when there is none.

    A list that Kapstok itself makes has no opsteller: who submits it answers for it.
    """
    try:
        with unit_of_work(actor, "archief.lijst.collect") as work:
            lijst = _new_lijst(naam, actor, today)
            with connection.cursor() as cursor:
                cursor.execute(COLLECT, {"lijst": lijst.id, "today": today, "limit": limit})
                found = cursor.rowcount
            if not Vernietigingsregel.objects.filter(lijst=lijst, open=True).exists():
                raise _NothingDue
            work.record("vernietigingslijst", lijst.id, after={**as_record(lijst), "regels": found})
            work.publish("archief.vernietigingslijst.create", subject=lijst.id, data={"regels": found})
            return lijst
    except _NothingDue:
        return None


def keep_longer(regel_id: UUID, reden: str, *, actor: Actor) -> None:
    """Take a zaak off a concept, with the reason; it comes back on a later list."""
    person(actor)
    if not reden.strip():
        raise ArchiefRefused("required", "reden", "Vul een reden in.")
    with unit_of_work(actor, "archief.regel.keep_longer") as work:
        regel = Vernietigingsregel.objects.filter(id=regel_id).first()
        if regel is None:
            raise ArchiefRefused("not_found", "regel", "Deze regel bestaat niet.")
        rules.require_editable(stand_of(lock_lijst(regel.lijst_id)))
        regel.actie, regel.reden, regel.open = Actie.LANGER_BEWAREN, reden.strip(), False
        regel.save()
        after = {"identificatie": regel.identificatie, "reden": regel.reden}
        work.record("vernietigingsregel", regel.id, after=after, subject=regel.lijst_id)


def _new_lijst(naam: str, actor: Actor, today: date) -> Vernietigingslijst:
    by_person = actor.kind == "medewerker"
    return Vernietigingslijst.objects.create(
        identificatie=_next_identificatie(today),
        naam=naam,
        peildatum=today,
        opsteller=actor.id if by_person else "",
        opsteller_naam=actor.name,
    )


def _next_identificatie(today: date) -> str:
    """VL-2026-0007; the lock makes two people at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('archief.lijst'))")
    prefix = f"VL-{today.year}-"
    last = (
        Vernietigingslijst.objects.filter(identificatie__startswith=prefix)
        .order_by("-identificatie")
        .values_list("identificatie", flat=True)
        .first()
    )
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
