"""Writing an advice and its follow-up, and undoing the last change."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.adviezen.models import Advies
from kapstok.diensten.sturing.adviezen.rules import OPVOLGING, fouten
from kapstok.diensten.sturing.dossier import Stuk, leg_bij, leg_vast
from kapstok.diensten.sturing.portfolio.models import Applicatie
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.magazijnen.documenten.queries import documents_of
from kapstok.platform.db.editing import bring_back, described, locked, remember
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, Work, unit_of_work

INHOUD = (
    "onderwerp", "soort", "gever", "adviseur", "gericht_aan", "uitgebracht_op", "advies", "samenwerking",
    "standaardisatie", "document", "stuk_id", "project_id", "applicatie_id",
)  # fmt: skip
VELDEN = (*INHOUD, *OPVOLGING)
WORDS: dict[str, Promise] = {
    "verplicht": _("Vul dit in."),
    "onbekend": _("Deze waarde bestaat niet."),
    "reden": _("Schrijf op waarom."),
    "volgorde": _("Deze dag ligt voor de dag van het advies."),
    "stuk": _("Dit stuk ligt niet bij het project."),
}


def opslaan(
    values: Mapping[str, Any],
    *,
    op: date,
    actor: Actor,
    advies_id: UUID | None = None,
    versie: int | None = None,
    bestand: Stuk | None = None,
) -> Advies:
    """Add one or change it; only when nobody was in between. Refused with all faults at once.

    `bestand`: the advice itself, which becomes a document: with the zaak of the project when it is about one.
    """
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
        _may(actor, row, op, was, new=not advies_id or bestand is not None)
        _keep(work, row, before, bestand=bestand, op=op, actor=actor, was=was["stuk_id"])
    return row


def ongedaan(advies_id: UUID, *, versie: int, op: date, actor: Actor) -> Advies:
    """Put back what stood there before the last change."""
    with unit_of_work(actor, "advies.ongedaan") as work:
        row = locked(Advies, advies_id, versie)
        before, was = described(row), _columns(row)
        bring_back(row, VELDEN)
        row.versie += 1
        _may(actor, row, op, was)
        _keep(work, row, before, op=op, actor=actor, was=str(row.stuk_id or ""))
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


def stukken(project_id: UUID | None) -> list[dict[str, Any]]:
    """The documents of the zaak of a project, the newest first."""
    zaak = (
        Project.objects.filter(id=project_id).values_list("zaak_id", flat=True).first()
        if project_id
        else None
    )
    return documents_of("zaak", zaak) if zaak else []


def _keep(
    work: Work, row: Advies, before: dict[str, Any] | None, *, op: date, actor: Actor, was: str,
    bestand: Stuk | None = None,
) -> None:  # fmt: skip
    """`was`: the document that it had; another one has to lie with the project already."""
    found = fouten({name: getattr(row, name) for name in VELDEN})
    project = Project.objects.filter(id=row.project_id).first() if row.project_id else None
    if row.project_id and project is None:
        found.append(("project_id", "onbekend"))
    if row.stuk_id and str(row.stuk_id) != was:
        known = {each["id"] for each in stukken(row.project_id)}
        found += [] if row.stuk_id in known else [("stuk_id", "stuk")]
    if row.applicatie_id and not Applicatie.objects.filter(id=row.applicatie_id).exists():
        found.append(("applicatie_id", "onbekend"))
    if found:
        raise Refusals([Refusal(code, field, str(WORDS[code])) for field, code in found])
    zaak = project.zaak_id if project else None
    if bestand:
        row.stuk_id = leg_vast(zaak, bestand, op=op, actor=actor, ook_gesloten=True)
    elif row.stuk_id and zaak:
        leg_bij(zaak, row.stuk_id, row.onderwerp, actor=actor)
    row.save()
    work.record("advies", row.id, before=before, after=described(row))
    work.publish("adviezen.advies.opgeslagen", subject=row.id, data={"id": str(row.id)})
