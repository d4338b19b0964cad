"""Writing an initiative, undoing the last change, and making a project of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.initiatieven.rules import fouten
from kapstok.diensten.sturing.plan.queries import speerpunten
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.projecten.services import Deelneming, aanmelden
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.db.editing import bring_back, described, locked, remember
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, Work, unit_of_work

VELDEN = (
    "naam", "omschrijving", "aangedragen_door", "aandachtsveld", "speerpunten", "keuze", "keuze_reden", "tempo",
    "tempo_reden", "voor", "tegen", "risico", "criteria", "uitkomst", "besluit", "besluit_door", "besloten_op",
    "herzien_op",
)  # fmt: skip
BESLUIT = ("uitkomst", "besluit", "besluit_door", "besloten_op")
WORDS: dict[str, Promise] = {
    "verplicht": _("Vul dit in."),
    "onbekend": _("Deze waarde bestaat niet."),
    "reden": _("Schrijf op waarom."),
    "score": _("Geef een cijfer van 1 tot en met 5."),
    "weging": _("Weeg dit eerst. Zonder weging is er geen besluit."),
    "herzien": _("Kies de dag waarop u opnieuw kijkt."),
    "volgorde": _("Deze dag ligt voor de dag van het besluit."),
    "naam": _("Er is al een initiatief met deze naam."),
}
PROJECTNAAM = 60  # letters in the name of a project


def opslaan(
    values: Mapping[str, Any],
    *,
    op: date,
    actor: Actor,
    initiatief_id: UUID | None = None,
    versie: int | None = None,
) -> Initiatief:
    """Add one or change it; only when nobody was in between. Refused with all faults at once."""
    with unit_of_work(actor, "initiatief.opslaan") as work:
        row = locked(Initiatief, initiatief_id, versie) if initiatief_id else Initiatief()
        before = described(row) if initiatief_id else None
        if initiatief_id:
            remember(row, VELDEN)
            row.versie += 1
        for name in VELDEN:
            if name in values:
                setattr(row, name, values[name])
        _may(actor, row, op, before)
        _keep(work, row, op, before)
    return row


def _may(actor: Actor, row: Initiatief, op: date, before: dict[str, Any] | None) -> None:
    """Weighing is of an i-adviseur; the outcome of a counterpart or the directie, also to take it back."""
    decided = {name: (before or {}).get(name) or "" for name in BESLUIT}
    if {name: described(row)[name] or "" for name in BESLUIT} != decided:
        eis(actor, "initiatief.besluiten", op)
    else:
        eis(actor, ("initiatief.wegen", "initiatief.besluiten"), op)


def ongedaan(initiatief_id: UUID, *, versie: int, op: date, actor: Actor) -> Initiatief:
    """Put back what stood there before the last change."""
    with unit_of_work(actor, "initiatief.ongedaan") as work:
        row = locked(Initiatief, initiatief_id, versie)
        before = described(row)
        bring_back(row, VELDEN)
        row.versie += 1
        _may(actor, row, op, before)
        _keep(work, row, op, before)
    return row


def _keep(work: Work, row: Initiatief, op: date, before: dict[str, Any] | None) -> None:
    found = fouten({name: getattr(row, name) for name in VELDEN})
    known = {each["code"] for each in speerpunten(op)}
    if known and set(row.speerpunten) - known:
        found.append(("speerpunten", "onbekend"))
    if Initiatief.objects.filter(naam__iexact=row.naam).exclude(id=row.id).exists():
        found.append(("naam", "naam"))
    if found:
        raise Refusals([Refusal(code, field, str(WORDS[code])) for field, code in found])
    row.save()
    work.record("initiatief", row.id, before=before, after=described(row))
    work.publish("initiatieven.initiatief.opgeslagen", subject=row.id, data={"id": str(row.id)})


def maak_project(
    initiatief_id: UUID,
    deelnemingen: Iterable[Deelneming],
    *,
    jaar: int,
    op: date,
    actor: Actor,
    versie: int | None = None,
    effect: Mapping[str, int] | None = None,
) -> Project:
    """Propose it as a project of that year, with what was weighed and the effect expected on each K.

    Only after the decision to do it, and once.
    """
    with unit_of_work(actor, "initiatief.project") as work:
        row = locked(Initiatief, initiatief_id, versie)
        if row.uitkomst != "doen":
            raise Refusal("niet_doen", message=str(_("Er is nog geen besluit om dit te doen.")))
        if row.project_id:
            raise Refusal("al_project", message=str(_("Van dit initiatief is al een project gemaakt.")))
        before = described(row)
        values = {
            "naam": row.naam[:PROJECTNAAM].strip(),
            "omschrijving": row.omschrijving,
            "jaar": jaar,
            "speerpunten": row.speerpunten,
            "keuze": row.keuze,
            "keuze_reden": row.keuze_reden,
            "indiener": row.aangedragen_door,
            "effect_verwacht": dict(effect or {}),
        }
        made = aanmelden(values, deelnemingen, op=op, actor=actor)
        row.project = made
        row.versie += 1
        row.vorige = None  # what a project stands on is not undone from here
        row.save()
        work.record("initiatief", row.id, before=before, after=described(row))
        work.publish("initiatieven.initiatief.project", subject=row.id, data={"project": str(made.id)})
    return made
