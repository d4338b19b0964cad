"""Writing an advice and its follow-up, and undoing the last change."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.adviezen.models import Advies
from kapstok.diensten.sturing.adviezen.rules import OPVOLGING, fouten
from kapstok.diensten.sturing.portfolio.models import Applicatie
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.db.editing import bring_back, described, locked, remember
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, Work, unit_of_work

INHOUD = (
    "onderwerp", "soort", "gever", "adviseur", "gericht_aan", "uitgebracht_op", "advies", "samenwerking",
    "standaardisatie", "document", "project_id", "applicatie_id",
)  # fmt: skip
VELDEN = (*INHOUD, *OPVOLGING)
WORDS: dict[str, Promise] = {
    "verplicht": _("Vul dit in."),
    "onbekend": _("Deze waarde bestaat niet."),
    "reden": _("Schrijf op waarom."),
    "volgorde": _("Deze dag ligt voor de dag van het advies."),
}


def opslaan(
    values: Mapping[str, Any],
    *,
    op: date,
    actor: Actor,
    advies_id: UUID | None = None,
    versie: int | None = None,
) -> Advies:
    """Add one or change it; only when nobody was in between. Refused with all faults at once."""
    with unit_of_work(actor, "advies.opslaan") as work:
        row = locked(Advies, advies_id, versie) if advies_id else Advies()
        before = described(row) if advies_id else None
        was = _columns(row)
        if advies_id:
            remember(row, VELDEN)
            row.versie += 1
        for name in VELDEN:
            if name in values:
                setattr(row, name, values[name])
        _may(actor, row, op, was, new=not advies_id)
        _keep(work, row, before)
    return row


def ongedaan(advies_id: UUID, *, versie: int, op: date, actor: Actor) -> Advies:
    """Put back what stood there before the last change."""
    with unit_of_work(actor, "advies.ongedaan") as work:
        row = locked(Advies, advies_id, versie)
        before, was = described(row), _columns(row)
        bring_back(row, VELDEN)
        row.versie += 1
        _may(actor, row, op, was)
        _keep(work, row, before)
    return row


def _columns(row: Advies) -> dict[str, Any]:
    return {name: str(getattr(row, name) or "") for name in VELDEN}


def _may(actor: Actor, row: Advies, op: date, was: Mapping[str, Any], *, new: bool = False) -> None:
    """The advice is of who advises; what is done with it is of who was advised."""
    changed = {name for name, value in _columns(row).items() if value != was[name]}
    if new or changed & set(INHOUD):
        eis(actor, "advies.geven", op)
    if changed & set(OPVOLGING):
        eis(actor, "advies.opvolgen", op)


def _keep(work: Work, row: Advies, before: dict[str, Any] | None) -> None:
    found = fouten({name: getattr(row, name) for name in VELDEN})
    if row.project_id and not Project.objects.filter(id=row.project_id).exists():
        found.append(("project_id", "onbekend"))
    if row.applicatie_id and not Applicatie.objects.filter(id=row.applicatie_id).exists():
        found.append(("applicatie_id", "onbekend"))
    if found:
        raise Refusals([Refusal(code, field, str(WORDS[code])) for field, code in found])
    row.save()
    work.record("advies", row.id, before=before, after=described(row))
    work.publish("adviezen.advies.opgeslagen", subject=row.id, data={"id": str(row.id)})
