"""Following persons: an application says whom, and hears of whom the list changed."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.magazijnen.brp.models import Volgindicatie
from kapstok.platform.db import fetch_all
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

MAX_GEVOLGD = 100_000
# A change on the day on which somebody began to follow counts; the days are those of the clock on the wall.
_GEWIJZIGD = """SELECT v.bsn FROM brp_volgindicatie v JOIN brp_wijziging w ON w.tenant = v.tenant AND w.bsn = v.bsn
WHERE v.applicatie_id = %(applicatie)s AND (v.einddatum IS NULL OR v.einddatum > %(vandaag)s)
AND (w.laatst AT TIME ZONE 'Europe/Amsterdam')::date >= greatest(v.begindatum, %(vanaf)s)
ORDER BY v.bsn LIMIT %(limit)s"""


class VolgenGeweigerd(Refusal):
    """A rule about following said no."""


def loopt(row: Volgindicatie, today: date) -> bool:
    """Is the person followed on this day?"""
    return row.einddatum is None or row.einddatum > today


def volg(
    applicatie_id: UUID, bsn: str, *, einddatum: date | None, today: date, actor: Actor
) -> tuple[Volgindicatie, bool]:
    """Follow a person, or change until when. One that had ended begins anew. True: was not followed before."""
    with unit_of_work(actor, "brp.volgindicatie") as work:
        mine = Volgindicatie.objects.filter(applicatie_id=applicatie_id)
        row = mine.select_for_update().filter(bsn=bsn).first()
        new = row is None
        if row is None:
            if mine.count() >= MAX_GEVOLGD:
                raise VolgenGeweigerd(
                    "maximum", "burgerservicenummer", f"Meer dan {MAX_GEVOLGD} personen volgen kan niet."
                )
            row = Volgindicatie(applicatie_id=applicatie_id, bsn=bsn, begindatum=today)
        before = None if new else als_waarden(row)
        if not new and not loopt(row, today):
            row.begindatum = today
        row.einddatum = einddatum
        row.save()
        work.record("volgindicatie", row.id, before=before, after=als_waarden(row))
    return row, new


def als_waarden(row: Volgindicatie) -> dict[str, Any]:
    """A volgindicatie in plain values."""
    given = {"burgerservicenummer": row.bsn, "begindatum": row.begindatum.isoformat()}
    return given | ({"einddatum": row.einddatum.isoformat()} if row.einddatum else {})


def volgindicatie(applicatie_id: UUID, bsn: str) -> Volgindicatie | None:
    """Of one person, ended or not."""
    return Volgindicatie.objects.filter(applicatie_id=applicatie_id, bsn=bsn).first()


def gevolgd(applicatie_id: UUID, today: date) -> list[Volgindicatie]:
    """Whom an application follows on a day."""
    rows = Volgindicatie.objects.filter(applicatie_id=applicatie_id).order_by("bsn")[:MAX_GEVOLGD]
    return [row for row in rows if loopt(row, today)]


def gewijzigd(applicatie_id: UUID, vanaf: date, today: date) -> list[str]:
    """Of whom the list changed while they were followed, on or after a day: each number once."""
    params = {"applicatie": applicatie_id, "vanaf": vanaf, "vandaag": today, "limit": MAX_GEVOLGD}
    return [row["bsn"] for row in fetch_all(_GEWIJZIGD, params)]


_LOPEND = """SELECT id, applicatie_id, bsn, begindatum, einddatum FROM brp_volgindicatie
WHERE (einddatum IS NULL OR einddatum > %(vandaag)s) AND (%(bsn)s = '' OR bsn = %(bsn)s)
ORDER BY bsn, applicatie_id LIMIT %(limit)s OFFSET %(offset)s"""


def lopend(today: date, *, bsn: str = "", limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Who follows whom on a day, of all applications; or who follows one person."""
    return fetch_all(_LOPEND, {"vandaag": today, "bsn": bsn, "limit": limit, "offset": offset})


_VOLGERS = """SELECT bsn, applicatie_id FROM brp_volgindicatie
WHERE bsn = ANY(%(nummers)s) AND begindatum <= %(vandaag)s AND (einddatum IS NULL OR einddatum > %(vandaag)s)
ORDER BY bsn, applicatie_id"""


def volgers(nummers: Collection[str], today: date) -> list[tuple[str, UUID]]:
    """Who follows any of these persons on a day."""
    rows = fetch_all(_VOLGERS, {"nummers": list(nummers), "vandaag": today}) if nummers else []
    return [(row["bsn"], row["applicatie_id"]) for row in rows]


def stop(applicatie_id: UUID, bsn: str, *, today: date, actor: Actor) -> bool:
    """This application follows this person no longer. False: it did not."""
    with unit_of_work(actor, "brp.volgindicatie") as work:
        mine = Volgindicatie.objects.select_for_update().filter(applicatie_id=applicatie_id, bsn=bsn)
        row = next((r for r in mine if loopt(r, today)), None)
        before = als_waarden(row) if row else None
        if row is not None:
            row.einddatum = today
            row.save(update_fields=["einddatum"])
        work.record(
            "volgindicatie",
            row.id if row else applicatie_id,
            before=before,
            after=als_waarden(row) if row else None,
        )
    return row is not None
