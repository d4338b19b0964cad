"""A zaak follows who and what it is about: when their data change, the handler has a task that says so.

Only open zaken, and only what can matter to one. A task is ticked off like any other; as long as it is open, the same
change does not make a second one.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from kapstok.diensten.behandeling.models import Taak
from kapstok.magazijnen.brp import verandering
from kapstok.magazijnen.brp.verandering import VELDEN, soorten, voor_en_na
from kapstok.platform.audit.use import log_use
from kapstok.platform.db import fetch_all
from kapstok.platform.work import SYSTEM, unit_of_work

BRON = "Basisregistratie Personen"
_WOORDEN = {
    verandering.OVERLEDEN: "is overleden",
    verandering.VERHUISD: "is verhuisd",
    verandering.VERTROKKEN: "is naar het buitenland vertrokken",
    verandering.GEHEIM: "heeft nu geheimhouding",
    verandering.NIET_GEHEIM: "heeft geen geheimhouding meer",
    verandering.NAAM: "heeft een andere naam",
    verandering.NUMMER: "heeft een ander burgerservicenummer",
    verandering.GEZAG: "heeft een andere aantekening over gezag of curatele",
    verandering.WEG: "staat niet meer in de BRP van de gemeente",
}
_UITLEG = "Kijk of dit iets betekent voor deze zaak, en vink de taak dan af."
_PERSONEN = """SELECT r.zaak_id, z.behandelaar_id, r.bsn AS sleutel,
  min(CASE r.omschrijving_generiek WHEN 'initiator' THEN 'De aanvrager' ELSE r.omschrijving END) AS rol
FROM zaken_rol r JOIN zaken_zaak z ON z.id = r.zaak_id
WHERE r.bsn <> '' AND r.bsn = ANY(%(sleutels)s) AND z.einddatum IS NULL
GROUP BY r.zaak_id, z.behandelaar_id, r.bsn ORDER BY r.zaak_id"""
_BEDRIJVEN = _PERSONEN.replace("r.bsn", "r.kvk_nummer")
# The number of an address is in what the zaak says of it, or at the end of the address in the BAG.
_ADRESSEN = """SELECT o.zaak_id, z.behandelaar_id, o.nummer AS sleutel, 'Het adres' AS rol
FROM (SELECT zaak_id, coalesce(object_identificatie->>'identificatie', right(object, 16)) AS nummer
      FROM zaken_zaakobject WHERE object_type = 'adres') o JOIN zaken_zaak z ON z.id = o.zaak_id
WHERE o.nummer = ANY(%(sleutels)s) AND z.einddatum IS NULL
GROUP BY o.zaak_id, z.behandelaar_id, o.nummer ORDER BY o.zaak_id"""


def _zaken(statement: str, keys: Collection[str]) -> list[dict[str, Any]]:
    return fetch_all(statement, {"sleutels": list(keys)}) if keys else []


def personen(keys: Sequence[str]) -> set[str]:
    """Who plays a part in an open zaak."""
    return {row["sleutel"] for row in _zaken(_PERSONEN, keys)}


def bedrijven(keys: Sequence[str]) -> set[str]:
    """Which business plays a part in an open zaak."""
    return {row["sleutel"] for row in _zaken(_BEDRIJVEN, keys)}


def adressen(keys: Sequence[str]) -> set[str]:
    """Which address an open zaak is about."""
    return {row["sleutel"] for row in _zaken(_ADRESSEN, keys)}


def tell_person(lijst_id: UUID, changed: datetime, *, now: datetime) -> int:
    """A task for each open zaak of this person. Returns how many were made."""
    change = voor_en_na(lijst_id, changed)
    what = soorten(change)
    made = 0
    for row in _zaken(_PERSONEN, change.nummers) if what else []:
        words = " en ".join(_WOORDEN[each] for each in what)
        over = f"persoon:{lijst_id}"
        made += _task(
            row, f"{row['rol']} {words}", over, row["sleutel"], sorted({VELDEN[w] for w in what}), now=now
        )
    return made


def tell_business(kvk: str, *, now: datetime) -> int:
    """The same for a business: the handelsregister does not say what changed, only that something did."""
    text = "gegevens in het handelsregister zijn veranderd"
    rows = _zaken(_BEDRIJVEN, [kvk])
    return sum(_task(row, f"{row['rol']}: {text}", f"bedrijf:{kvk}", now=now) for row in rows)


def tell_address(nummer: str, *, now: datetime) -> int:
    """The same for an address."""
    rows = _zaken(_ADRESSEN, [nummer])
    return sum(_task(row, "Het adres is veranderd in de BAG", f"adres:{nummer}", now=now) for row in rows)


def _task(
    row: dict[str, Any], titel: str, over: str, person: str = "", fields: Sequence[str] = (), *, now: datetime
) -> bool:
    titel = titel[:200]
    if Taak.objects.filter(zaak_id=row["zaak_id"], over=over, titel=titel, gedaan=None).exists():
        return False
    with unit_of_work(SYSTEM, "taak.create", moment=now) as work:
        task = Taak.objects.create(
            zaak_id=row["zaak_id"],
            titel=titel,
            toelichting=_UITLEG,
            soort=Taak.Soort.GEGEVENS,
            over=over,
            wie=Taak.Wie.MEDEWERKER,
            behandelaar_id=row["behandelaar_id"],
            gemaakt=now,
        )
        if person:
            log_use(person, actor=SYSTEM, moment=now, source=BRON, fields=list(fields), zaak=row["zaak_id"])
        work.record("taak", task.id, after={"titel": titel, "wie": task.wie}, subject=row["zaak_id"])
        work.publish(
            "behandeling.taak.create", subject=row["zaak_id"], data={"taak": str(task.id), "wie": task.wie}
        )
    return True
