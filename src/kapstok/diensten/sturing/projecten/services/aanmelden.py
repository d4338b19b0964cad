"""Proposing a project, and changing what is known of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kapstok.diensten.sturing.dossier import Stuk, leg_vast, open_zaak
from kapstok.diensten.sturing.harmonisatie.rules_waarden import AANLEIDINGEN
from kapstok.diensten.sturing.plan.queries import speerpunten
from kapstok.diensten.sturing.portfolio import gemma
from kapstok.diensten.sturing.projecten.models import Project, Stap
from kapstok.diensten.sturing.projecten.queries_jaarplan import vastgesteld_zonder
from kapstok.diensten.sturing.projecten.rules import KEUZES
from kapstok.diensten.sturing.projecten.services.base import assign, effect, noem_leider, refuse
from kapstok.diensten.sturing.projecten.services.planning import Deelneming, save_deelname
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.kern.bedrag import bedrag_text
from kapstok.platform.db.editing import described, locked
from kapstok.platform.work import Actor, unit_of_work

NOG_TE_BESLUITEN = ("aangemeld", "beoordeeld", "niet_gehonoreerd")
EFFECTEN = ("effect_verwacht", "effect_bereikt")
VELDEN = (
    "naam", "omschrijving", "jaar", "speerpunten", "keuze", "keuze_reden", "indiener", "projectleider", "startvorm",
    "starter_id", "component", "applicatie_id", "aanleiding", "uren_owo", "structurele_kosten", "beheer_uren", "lessen",
    "controlelijst", *EFFECTEN,
)  # fmt: skip


def aanmelden(
    values: Mapping[str, Any], deelnemingen: Iterable[Deelneming], *, op: date, actor: Actor
) -> Project:
    """A proposal: a project with its municipalities, and a zaak with the proposal as a document."""
    planned = list(deelnemingen)
    with unit_of_work(actor, "project.aanmelden") as work:
        eis(actor, "project.aanmelden", op)
        row = Project(sinds=op)
        assign(row, values, VELDEN)
        row.boekcode = row.naam
        faults = noem_leider(row, values) + _faults(row, None)
        if not planned:
            faults.append(("gemeenten", "gemeente"))
        refuse(faults)
        zaak = open_zaak("projectvoorstel", row.naam, toelichting=row.omschrijving, op=op, actor=actor)
        row.zaak_id = zaak.id
        row.save(force_insert=True)
        for each in planned:
            save_deelname(row, each)
        leg_vast(zaak.id, _proposal(row, planned), op=op, actor=actor)
        Stap.objects.create(project=row, naar="aangemeld", op=op, door=actor.stored_name[:120])
        work.record("project", row.id, after=described(row))
        work.publish("projecten.project.aangemeld", subject=row.id, data={"id": str(row.id)})
    return row


def wijzigen(project_id: UUID, values: Mapping[str, Any], *, versie: int | None, actor: Actor) -> Project:
    """Change what is known; only when nobody was in between. The name in the money stays what it was."""
    with unit_of_work(actor, "project.wijzigen") as work:
        row = locked(Project, project_id, versie)
        before, was = described(row), row.jaar
        effects = {name: getattr(row, name) for name in EFFECTEN}
        assign(row, values, VELDEN)
        faults = noem_leider(row, values) + _faults(row, effects)
        if row.jaar != was and row.toestand not in NOG_TE_BESLUITEN and vastgesteld_zonder(row.jaar, row.id):
            faults.append(("jaar", "jaar_vast"))
        refuse(faults)
        row.versie += 1
        row.save()
        work.record("project", row.id, before=before, after=described(row))
        work.publish("projecten.project.gewijzigd", subject=row.id, data={"id": str(row.id)})
    return row


def _faults(row: Project, eerst: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """`eerst`: the effects as they were; None for a proposal, which says what it expects of every K."""
    found = [(name, "verplicht") for name in ("naam", "jaar") if not getattr(row, name)]
    known = {each["code"] for each in speerpunten(row.sinds)}
    if known and not row.speerpunten:  # without a plan there is nothing to choose from
        found.append(("speerpunten", "speerpunt"))
    elif known and set(row.speerpunten) - known:
        found.append(("speerpunten", "onbekend"))
    found += effect("effect_verwacht", row.effect_verwacht, row.sinds, eerst and eerst["effect_verwacht"])
    found += effect("effect_bereikt", row.effect_bereikt, row.sinds, eerst["effect_bereikt"] if eerst else {})
    if row.keuze not in KEUZES:
        found.append(("keuze", "onbekend"))
    if row.component and row.component not in gemma.componenten():
        found.append(("component", "onbekend"))
    if row.aanleiding not in ("", *AANLEIDINGEN):
        found.append(("aanleiding", "onbekend"))
    if row.naam and Project.objects.filter(naam__iexact=row.naam).exclude(id=row.id).exists():
        found.append(("naam", "naam"))
    if row.structurele_kosten is not None and row.structurele_kosten < 0:
        found.append(("structurele_kosten", "bedrag"))
    return found


def _proposal(row: Project, planned: list[Deelneming]) -> Stuk:
    lines = [f"Projectvoorstel: {row.naam}", f"Jaarplan {row.jaar}", "", row.omschrijving, ""]
    lines += [
        f"{each.naam}: {bedrag_text(each.begroot)} euro en {each.uren} uur, "
        f"{each.van:%d-%m-%Y} tot en met {each.tot:%d-%m-%Y}"
        for each in planned
    ]
    lines += [f"Team OWO-I&A: {row.uren_owo} uur", f"Ingediend door: {row.indiener or 'onbekend'}", ""]
    return Stuk(
        "Voorstel", f"Projectvoorstel {row.naam}", "\n".join(lines).encode(), "text/plain", "voorstel.txt"
    )
