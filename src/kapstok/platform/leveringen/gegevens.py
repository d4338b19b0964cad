"""Records of a delivery into a store of documents: what is new, what is different, what is gone.

What was known before stays, with the day until which it was known, and is found by what it was found by then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Q

from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.laden import Tell, Telling
from kapstok.platform.leveringen.models import GegevenModel, LeveringModel
from kapstok.platform.leveringen.regels import Gelezen, Kop, lees

BATCH = 1000
Sleutel = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Magazijn:
    """A store: the form of its deliveries, its tables, and by what a record can be found (`ingangen` checks it too)."""

    formaat: str
    vormen: dict[str, Any]
    gegeven: type[GegevenModel]
    ingang: Any
    levering: type[LeveringModel]
    ingangen: Callable[[Gelezen], Iterable[str]]


def vul(store: Magazijn, path: Path, counts: Telling, made: Any, tell: Tell | None = None) -> None:
    """A whole file, within the transaction of the caller. Raises LeveringFout."""
    found = lees(path, store.formaat, store.vormen)
    head: Any = next(found)
    _in_order(store, head, path.name)
    made.stand = head.tot
    while batch := [each for each in islice(found, BATCH) if isinstance(each, Gelezen)]:
        if head.levering == "stand" and (gone := next((g for g in batch if g.verwijderd), None)):
            raise LeveringFout("inhoud", gone.plaats, "in een stand is niets verwijderd.")
        _put(store, batch, counts, head, made)
        if tell:
            tell(path.name, counts.gelezen)
    if head.levering == "stand":
        rows: Any = store.gegeven.objects
        gone_rows = rows.filter(tot=None).exclude(levering_id=made.id)
        counts.verwijderd += gone_rows.update(tot=head.tot)


def _in_order(store: Magazijn, head: Kop, name: str) -> None:
    """Mutaties follow on what is known; nothing goes back in time."""
    rows: Any = store.levering.objects
    last: date | None = (
        rows.filter(klaar__isnull=False).order_by("-stand").values_list("stand", flat=True).first()
    )
    if head.levering == "mutatie" and head.van != last:
        known = f"de laatste levering gaat tot {last:%d-%m-%Y}" if last else "er is nog geen stand"
        raise LeveringFout(
            "volgorde",
            name,
            f"deze mutaties beginnen op {head.van:%d-%m-%Y}, maar {known}. Is er een levering overgeslagen?",
        )
    if last is not None and head.tot < last:
        raise LeveringFout(
            "volgorde",
            name,
            f"deze levering gaat tot {head.tot:%d-%m-%Y}; wat er is, gaat al tot {last:%d-%m-%Y}.",
        )


def _put(store: Magazijn, batch: list[Gelezen], counts: Telling, head: Kop, made: Any) -> None:
    rows: Any = store.gegeven.objects
    numbers, kinds = {g.identificatie for g in batch}, {g.soort for g in batch}
    known: dict[Sleutel, Any] = {
        (r.soort, r.bij, r.identificatie): r
        for r in rows.filter(tot=None, soort__in=kinds, identificatie__in=numbers).defer("gegevens")
    }
    ended, same, fresh = list[Any](), list[Any](), dict[Sleutel, tuple[Any, Gelezen]]()
    for each in batch:
        counts.gelezen += 1
        key = (each.soort, each.bij, each.identificatie)
        if key in fresh:
            raise LeveringFout(
                "inhoud", each.plaats, f"{each.soort} {each.identificatie} staat er twee keer in."
            )
        before = known.pop(key, None)
        if each.verwijderd:
            if before is None:
                what = f"{each.soort} {each.identificatie}"
                raise LeveringFout("volgorde", each.plaats, f"{what} gaat weg, maar is er niet.")
            counts.verwijderd += 1
            ended.append(before.id)
            continue
        if before is not None and before.merk == each.merk:
            counts.gelijk += 1
            same.append(before.id)
            continue
        if before is None:
            counts.nieuw += 1
        else:
            counts.gewijzigd += 1
            ended.append(before.id)
        fresh[key] = (_row(store, each, head, made), each)
    rows.filter(id__in=same).update(levering_id=made.id)
    # Told otherwise on the same day: then it was never so.
    rows.filter(Q(id__in=ended) & Q(sinds=head.tot)).delete()
    rows.filter(id__in=ended).update(tot=head.tot)
    rows.bulk_create([row for row, _ in fresh.values()])
    store.ingang.objects.bulk_create(
        [
            store.ingang(ingang=text[:120], gegeven_id=row.id)
            for row, each in fresh.values()
            for text in dict.fromkeys(store.ingangen(each))
        ]
    )


def _row(store: Magazijn, each: Gelezen, head: Kop, made: Any) -> GegevenModel:
    return store.gegeven(
        soort=each.soort,
        identificatie=each.identificatie,
        bij=each.bij,
        gegevens=each.gegevens,
        merk=each.merk,
        sinds=head.tot,
        levering_id=made.id,
    )
