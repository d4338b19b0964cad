"""The steps in the life of a project. What a step means for the money and the zaak happens in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.dossier import Stuk, leg_vast, sluit_zaak, zet_status
from kapstok.diensten.sturing.geld import services as geld
from kapstok.diensten.sturing.geld.queries import lagen
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.projecten.models import Beoordeling, Deelname, Project, Stap
from kapstok.diensten.sturing.projecten.rules import OVERGANGEN, Feiten, fouten, noodzaak_fouten
from kapstok.diensten.sturing.projecten.services.base import effect, eis_project, noem_leider, refuse, refused
from kapstok.diensten.sturing.projecten.services.jaarplan import voeg_later_toe
from kapstok.diensten.sturing.projecten.toetsing import haalbaarheid, in_woorden, inpasbaarheid
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.db.editing import described, locked
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

RESULTAAT = {"afgerond": "Ingericht", "afgevoerd": "Niet doorgegaan"}
# Who may take which step (tables 3 and 4): rounding off is of its leader, or of who directs the year plan.
HANDELING: dict[str, tuple[str, ...]] = {
    "gehonoreerd": ("project.honoreren", "afwijking.besluiten"),
    "niet_gehonoreerd": ("project.honoreren",),
    "in_uitvoering": ("project.starten",),
    "in_afronding": ("project.leiden", "project.starten"),
    "in_uitrol": ("project.leiden", "project.starten"),
    "afgerond": ("project.leiden", "project.starten"),
    "afgevoerd": ("project.afvoeren",),
}
STATUS = {"beoordeeld": 2, "in_uitvoering": 3}


@dataclass(frozen=True, slots=True)
class Opgave:
    """What is said with a step: a reason or decision, and columns that the step asks for."""

    reden: str = ""
    besluit: str = ""
    velden: Mapping[str, Any] = field(default_factory=dict)


STAPVELDEN = (
    "projectleider",
    "startvorm",
    "starter_id",
    "structurele_kosten",
    "beheer_uren",
    "lessen",
    "controlelijst",
    "effect_bereikt",
)


def beoordelen(
    project_id: UUID, *, noodzaak: str, bron: str = "", toelichting: str = "", op: date, actor: Actor,
    versie: int | None = None,
) -> Beoordeling:  # fmt: skip
    """Judge a proposal: how needed it is, whether there is money and time, and what the rules say of its fit.

    Only the need is typed. The other two are computed, kept as they were on this day, and filed as an advice.
    """
    with unit_of_work(actor, "project.beoordelen") as work:
        eis(actor, "project.beoordelen", op)
        row = locked(Project, project_id, versie)
        row.noodzaak, row.noodzaak_bron = noodzaak, bron.strip()
        refuse(noodzaak_fouten(noodzaak, bron) or fouten(_facts(row, Opgave()), "beoordeeld"))
        feasible, fits = haalbaarheid(row, op), inpasbaarheid(row, op)
        text = in_woorden(row, noodzaak, bron, toelichting, feasible, fits)
        stuk = Stuk("Advies", f"Beoordeling {row.naam}", text.encode(), "text/plain", "beoordeling.txt")
        document = leg_vast(row.zaak_id, stuk, op=op, actor=actor) if row.zaak_id else None
        made = Beoordeling.objects.create(
            project=row, op=op, noodzaak=noodzaak, noodzaak_bron=bron.strip(), toelichting=toelichting,
            haalbaarheid=feasible, inpasbaarheid=fits, document_id=document, door=actor.stored_name[:120],
        )  # fmt: skip
        _move(work, row, "beoordeeld", Opgave(toelichting), op, actor)
    return made


def zet(
    project_id: UUID,
    naar: str,
    opgave: Opgave | None = None,
    *,
    op: date,
    actor: Actor,
    versie: int | None = None,
    bevoegd: bool = False,
) -> Project:
    """Take a step. Refused with every reason at once; nothing of it is kept then.

    `bevoegd`: whoever decided it was asked for the role when deciding, like on the agenda of a quarter.
    """
    said = opgave or Opgave()
    with unit_of_work(actor, f"project.{naar}") as work:
        row = locked(Project, project_id, versie)
        if naar == "beoordeeld":
            refuse([("", "overgang")])
        if not bevoegd and naar in HANDELING:
            eis_project(actor, HANDELING[naar], op, row)
        for name in STAPVELDEN:
            if name in said.velden:
                setattr(row, name, said.velden[name])
        refuse(noem_leider(row, said.velden) or _step_faults(row, said, naar, op))
        if naar == "gehonoreerd":
            voeg_later_toe(row, reden=said.reden, besluit=said.besluit, op=op, actor=actor, work=work)
            _rules_allow(row, said, op, actor)
            _commit(row, said, op, actor)
        if naar in ("afgerond", "afgevoerd"):
            _release(row, op, actor)
        _move(work, row, naar, said, op, actor)
    return row


def _step_faults(row: Project, said: Opgave, naar: str, op: date) -> list[tuple[str, str]]:
    """What the step asks; rounding off also asks what was reached on each K."""
    found = fouten(_facts(row, said), naar)
    if "afrondingstoets" in OVERGANGEN.get((row.toestand, naar), ()):
        found += effect("effect_bereikt", row.effect_bereikt, op)
    return found


def _facts(row: Project, said: Opgave) -> Feiten:
    parts = Deelname.objects.filter(project=row).values_list("deelnemer_id", "besluit")
    return Feiten(
        toestand=row.toestand, noodzaak=row.noodzaak, noodzaak_bron=row.noodzaak_bron,
        projectleider=row.projectleider, startvorm=row.startvorm, starter=str(row.starter_id or ""),
        deelnames={str(who): besluit for who, besluit in parts}, structurele_kosten=row.structurele_kosten,
        beheer_uren=row.beheer_uren, lessen=row.lessen, reden=said.reden,
    )  # fmt: skip


def _rules_allow(row: Project, said: Opgave, op: date, actor: Actor) -> None:
    """A rule that stands in the way is passed only by the directie, with the decision that says so."""
    last = Beoordeling.objects.filter(project=row).order_by("-op", "-id").first()
    if last is None:
        raise refused(("", "nooit_beoordeeld"))
    blocking = any(each["blokkeert"] for each in last.inpasbaarheid["oordelen"])
    if not blocking:
        return
    if not said.besluit.strip():
        refuse([("besluit", "regel_blokkeert")])
    eis(actor, "afwijking.besluiten", op)


def _commit(row: Project, said: Opgave, op: date, actor: Actor) -> None:
    """Honouring takes the room: what each municipality that takes part pays is committed at once."""
    parts = Deelname.objects.filter(project=row, besluit="doet_mee", begroot__gt=0)
    amounts = {part.deelnemer_id: part.begroot for part in parts}
    if not amounts:
        return
    why = Waarvoor(op, f"{row.naam}: gehonoreerd"[:200], said.besluit[:200], row.boekcode)
    try:
        geld.vastleggen(amounts, why, actor=actor, bevoegd=True)
    except Refusal as short:
        raise Refusal(short.code, "budget", _("Er is geen budgetruimte. %s") % short.message) from short


def _release(row: Project, op: date, actor: Actor) -> None:
    """What was committed and not spent can be used again at once."""
    held = {
        part.deelnemer_id: sum(lagen(part.deelnemer_id, "vastgelegd", row.boekcode).values())
        for part in Deelname.objects.filter(project=row)
    }
    amounts = {who: cents for who, cents in held.items() if cents > 0}
    if amounts:
        why = Waarvoor(op, f"{row.naam}: niet meer nodig"[:200], "", row.boekcode)
        geld.vrijvallen(amounts, why, actor=actor, bevoegd=True)


def _move(work: Any, row: Project, naar: str, said: Opgave, op: date, actor: Actor) -> None:
    before, van = described(row), row.toestand
    row.toestand, row.sinds = naar, op
    row.versie += 1
    row.save()
    Stap.objects.create(
        project=row, van=van, naar=naar, op=op, door=actor.stored_name[:120],
        reden="\n".join(text for text in (said.reden.strip(), said.besluit.strip()) if text),
    )  # fmt: skip
    if row.zaak_id and naar in STATUS and van != naar:
        zet_status(row.zaak_id, STATUS[naar], op=op, actor=actor)
    if row.zaak_id and naar in RESULTAAT:
        sluit_zaak(row.zaak_id, RESULTAAT[naar], op=op, actor=actor)
    work.record("project", row.id, before=before, after=described(row))
    work.publish("projecten.project.stap", subject=row.id, data={"van": van, "naar": naar})
