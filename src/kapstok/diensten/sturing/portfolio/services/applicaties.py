"""An application, and who uses it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.portfolio.models import Applicatie, Gebruik
from kapstok.diensten.sturing.portfolio.rules import SOORTEN_GEBRUIK, fouten
from kapstok.diensten.sturing.portfolio.services.base import refuse
from kapstok.diensten.sturing.rollen.queries import houders
from kapstok.platform.db.editing import described, locked
from kapstok.platform.work import Actor, unit_of_work

VELDEN = (
    "naam", "leverancier", "omschrijving", "status", "hosting", "cloudafweging", "eigenaar", "biv", "componenten",
    "functies", "standaarden", "integratie", "afgesproken", "owo_entiteit", "beheer_besluit", "beheer_reden",
    "functioneel_beheerder", "functioneel_plaatsvervanger", "technisch_beheerder", "technisch_plaatsvervanger",
    "vervangen_door_id",
)  # fmt: skip
TECHNISCH = ("technisch_beheerder", "technisch_plaatsvervanger")


def save_applicatie(
    values: Mapping[str, Any], *, actor: Actor, applicatie_id: UUID | None = None, versie: int | None = None
) -> Applicatie:
    """Make an application, or change one; with `versie` only when nobody was in between."""
    with unit_of_work(actor, "applicatie.opslaan") as work:
        row = locked(Applicatie, applicatie_id, versie) if applicatie_id else Applicatie()
        before = described(row) if applicatie_id else None
        for name in VELDEN:
            if name in values:
                setattr(row, name, values[name])
        _check(row, [*_faults_of_technical(row, before or {}, timezone.localdate(work.moment))])
        if before is not None:
            row.versie += 1
        row.save()
        after = described(row)
        work.record("applicatie", row.id, before=before, after=after)
        work.publish("portfolio.applicatie.opgeslagen", subject=row.id, data={"id": str(row.id)})
    return row


def _faults_of_technical(row: Applicatie, before: Mapping[str, Any], op: date) -> Iterator[tuple[str, str]]:
    """Technical management is always of OWO-I&A (chapter 7): whoever is named now holds that function on this day.

    As long as nobody holds it there is nothing to hold against; what stood there already stays.
    """
    new = [name for name in TECHNISCH if getattr(row, name) and getattr(row, name) != before.get(name, "")]
    if not new:
        return
    able = {h.naam.casefold() for h in houders(op) if h.functie in ("technisch_beheerder", "owo_ia")}
    for name in new:
        if able and getattr(row, name).casefold() not in able:
            yield name, "ia"


def _check(row: Applicatie, more: list[tuple[str, str]]) -> None:
    faults = more + fouten(
        {name: getattr(row, name) for name in VELDEN},
        componenten=gemma.componenten(),
        functies=gemma.functies(),
    )
    if row.naam and Applicatie.objects.filter(naam__iexact=row.naam).exclude(id=row.id).exists():
        faults.append(("naam", "naam"))
    if row.vervangen_door_id is not None:
        if row.vervangen_door_id == row.id:
            faults.append(("vervangen_door", "zichzelf"))
        elif _in_a_ring(row):
            faults.append(("vervangen_door", "kring"))
    refuse(faults)


def _in_a_ring(row: Applicatie) -> bool:
    """Would following `vervangen_door` lead back here?"""
    next_of = dict(Applicatie.objects.exclude(vervangen_door=None).values_list("id", "vervangen_door_id"))
    seen, at = {row.id}, row.vervangen_door_id
    while at is not None and at not in seen:
        seen.add(at)
        at = next_of.get(at)
    return at == row.id


def verwijder_applicatie(applicatie_id: UUID, *, actor: Actor) -> None:
    """Take an application out, with its use, contracts and couplings."""
    with unit_of_work(actor, "applicatie.verwijderen") as work:
        row = locked(Applicatie, applicatie_id, None)
        work.record("applicatie", row.id, before=described(row))
        row.delete()


def set_gebruik(
    applicatie_id: UUID,
    deelnemer_id: UUID,
    soorten: Mapping[str, bool],
    *,
    actor: Actor,
    afdelingen: list[str] | None = None,
) -> Gebruik | None:
    """How a municipality uses it; nothing ticked means that it does not (any more)."""
    kinds = {kind: bool(soorten.get(kind)) for kind in SOORTEN_GEBRUIK}
    with unit_of_work(actor, "applicatie.gebruik") as work:
        app = locked(Applicatie, applicatie_id, None)
        row = Gebruik.objects.filter(applicatie=app, deelnemer_id=deelnemer_id).first()
        before = described(row) if row else None
        if not any(kinds.values()):
            if row is not None:
                row.delete()
            row, after = None, None
        else:
            row = row or Gebruik(applicatie=app, deelnemer_id=deelnemer_id)
            for kind, on in kinds.items():
                setattr(row, kind, on)
            row.afdelingen = afdelingen or []
            row.save()
            after = described(row)
        work.record("applicatie", app.id, before={"gebruik": before}, after={"gebruik": after})
    return row
