"""That a person changed: told in one place, however it came in, in the transaction of the change itself.

A first load of a municipality is no news: only of whom somebody follows, or has an open zaak with, an event is written
(docs/besluiten/0012). The event holds no data; who makes messages of it in the same transaction sees what was and what
became, and afterwards `voor_en_na` finds the same in the store.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapstok.magazijnen.brp.models import Persoonslijst, Versie
from kapstok.magazijnen.brp.rules import Categorieen, actual
from kapstok.platform.events.registry import of_interest
from kapstok.platform.work import Work

GEWIJZIGD, SOORT = "brp.persoon.gewijzigd", "persoon"


@dataclass(frozen=True, slots=True)
class Verandering:
    """What a list was and what it became; None: it was not there, or is not any more."""

    was: Categorieen | None
    wordt: Categorieen | None
    nummers: frozenset[str]

    @property
    def categorieen(self) -> list[str]:
        """The categories that differ."""
        old, new = self.was or {}, self.wordt or {}
        return sorted(c for c in {*old, *new} if old.get(c) != new.get(c))


def vertel(
    work: Work,
    *,
    gewijzigd: Sequence[tuple[Persoonslijst, Persoonslijst]],
    nieuw: Sequence[Persoonslijst],
    weg: Sequence[Persoonslijst],
    altijd: bool = False,
) -> None:
    """An event for each of these of whom somebody wants to hear; `altijd`: of all."""
    found: list[tuple[UUID, Verandering]] = [
        *((new.id, _verandering(old, new)) for old, new in gewijzigd),
        *((row.id, _verandering(None, row)) for row in nieuw),
        *((row.id, _verandering(row, None)) for row in weg),
    ]
    numbers = sorted({n for _, each in found for n in each.nummers})
    wanted = set(numbers) if altijd else of_interest(SOORT, numbers)
    for lijst_id, each in found:
        if each.categorieen and not wanted.isdisjoint(each.nummers):
            work.publish(GEWIJZIGD, subject=lijst_id, data={"categorieen": each.categorieen}, context=each)


def _verandering(old: Persoonslijst | None, new: Persoonslijst | None) -> Verandering:
    rows = [row for row in (old, new) if row is not None]
    return Verandering(
        old.categorieen if old else None,
        new.categorieen if new else None,
        frozenset(row.bsn for row in rows if row.bsn),
    )


def voor_en_na(lijst_id: UUID, moment: datetime) -> Verandering:
    """What the change of this list at this moment was, also when the list has changed again since."""
    kept = list(Versie.objects.filter(lijst_id=lijst_id, tot__gte=moment).order_by("sinds", "tot"))
    was = next((v for v in kept if v.tot == moment and v.sinds < moment), None)
    now = Persoonslijst.objects.filter(id=lijst_id, bekend_sinds=moment).first()
    wordt = now or next((v for v in kept if v.sinds == moment and v.tot > moment), None)
    rows = [row for row in (was, wordt) if row is not None]
    return Verandering(
        was.categorieen if was else None,
        wordt.categorieen if wordt else None,
        frozenset(row.bsn for row in rows if row.bsn),
    )


def bsn_van(lijst_id: UUID) -> str:
    """Whose list this is, or was; empty when it never was here."""
    row = Persoonslijst.objects.filter(id=lijst_id).first()
    row = row or Versie.objects.filter(lijst_id=lijst_id).order_by("-tot").first()
    return row.bsn if row else ""


_ADRES = (
    "0910",
    "1110",
    "1115",
    "1120",
    "1130",
    "1140",
    "1160",
    "1170",
    "1210",
    "1310",
    "1330",
    "1340",
    "1350",
)
_NAAM = ("0210", "0220", "0230", "0240", "6110")
OVERLEDEN, VERHUISD, VERTROKKEN, GEHEIM, NIET_GEHEIM = (
    "overleden",
    "verhuisd",
    "vertrokken",
    "geheim",
    "niet-geheim",
)
NAAM, NUMMER, GEZAG, WEG = "naam", "nummer", "gezag", "weg"
VELDEN = {
    OVERLEDEN: "overlijden", VERHUISD: "verblijfplaats", VERTROKKEN: "verblijfplaats", GEHEIM: "geheimhouding",
    NIET_GEHEIM: "geheimhouding", NAAM: "naam", NUMMER: "burgerservicenummer", GEZAG: "gezag", WEG: "opschorting",
}  # fmt: skip
"""What can be said of a change, and of which field of the BRP it tells."""


def soorten(change: Verandering) -> list[str]:
    """What happened to somebody, as a handler wants to know it; empty for what changes nothing for a zaak."""
    if change.was is None:
        return []
    if change.wordt is None:
        return [WEG]
    old, new = change.was, change.wordt
    found = []
    if _ander(old, new, "06", ("0810",)) and actual(new, "06").get("0810"):
        found.append(OVERLEDEN)
    if _ander(old, new, "08", _ADRES):
        abroad = actual(new, "08").get("1310") and not actual(old, "08").get("1310")
        found.append(VERTROKKEN if abroad else VERHUISD)
    if (actual(old, "07").get("7010", "0") == "0") != (actual(new, "07").get("7010", "0") == "0"):
        found.append(NIET_GEHEIM if actual(new, "07").get("7010", "0") == "0" else GEHEIM)
    if _ander(old, new, "01", _NAAM):
        found.append(NAAM)
    if _ander(old, new, "01", ("0120",)):
        found.append(NUMMER)
    if _ander(old, new, "11", ("3210", "3310")):
        found.append(GEZAG)
    return found


def _ander(old: Categorieen, new: Categorieen, categorie: str, elementen: Sequence[str]) -> bool:
    before, after = actual(old, categorie), actual(new, categorie)
    return any(before.get(e) != after.get(e) for e in elementen)
