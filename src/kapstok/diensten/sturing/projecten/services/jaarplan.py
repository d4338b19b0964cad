"""The yearly programme: proposing it, agreeing per municipality until the directie decided, and withdrawing it."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.dossier import Stuk, leg_vast, neem_besluit, open_zaak, sluit_zaak, zet_status
from kapstok.diensten.sturing.dossier.stuk import Memo
from kapstok.diensten.sturing.dossier.stuk_pdf import pdf
from kapstok.diensten.sturing.projecten import queries_jaarplan as queries
from kapstok.diensten.sturing.projecten.jaarplan_stuk import stuk
from kapstok.diensten.sturing.projecten.models import Instemming, Jaarplan, Project, Toevoeging
from kapstok.diensten.sturing.projecten.services.base import refuse
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, Work, unit_of_work

BESLUIT = "Vaststelling van het jaarplan"


def inhoud_van(jaar: int, op: date) -> dict[str, Any]:
    """What would be proposed on this day, with the programme of the year before beside it."""
    rows, before = queries.van_jaar(jaar, op), queries.van(jaar - 1, "vastgesteld")
    names = (
        "naam",
        "jaar",
        "noodzaak",
        "keuze",
        "speerpunten",
        "uren_owo",
        "boekcode",
        "toestand",
        "deelnames",
        "effect_verwacht",
        "effect_bereikt",
    )
    return {
        "jaar": jaar,
        "projecten": [{"id": str(row["id"]), **{name: row[name] for name in names}} for row in rows],
        "gemeenten": [{"code": d.code, "naam": d.naam} for d in deelnemers(op)],
        "eerder": {n: v for n, v in before["inhoud"].items() if n != "eerder"} if before else None,
    }


def stel_voor(jaar: int, *, toelichting: str, op: date, actor: Actor) -> Jaarplan:
    """The projects of this year go to the directie as they are now; from then on the proposal stays as it is."""
    with unit_of_work(actor, "jaarplan.voorstellen") as work:
        eis(actor, "project.aanmelden", op)
        given = inhoud_van(jaar, op)
        if not any(p["jaar"] == jaar for p in given["projecten"]):
            raise Refusal("leeg", "", _("Er zijn nog geen projecten voor dit jaar."))
        last = Jaarplan.objects.filter(jaar=jaar).order_by("-nummer").first()
        number = last.nummer + 1 if last else 1
        zaak = open_zaak("jaarplan", f"Jaarplan {jaar}, voorstel {number}", op=op, actor=actor)
        try:
            with transaction.atomic():
                row = Jaarplan.objects.create(
                    jaar=jaar, nummer=number, toelichting=toelichting.strip()[:4000], inhoud=given, zaak_id=zaak.id,
                    voorgesteld_op=op, voorgesteld_door=actor.stored_id[:120], opsteller=actor.stored_name[:120],
                )  # fmt: skip
        except IntegrityError as twice:
            raise Refusal("al_gedaan", "", _("Het jaarplan van dit jaar is al voorgesteld.")) from twice
        _file(row, op, actor)
        work.record("jaarplan", row.id, after={"jaar": jaar, "nummer": number, "pdf": row.pdf_sha256})
        work.publish("projecten.jaarplan.voorgesteld", subject=row.id, data={"jaar": jaar})
    return row


def document(row: Jaarplan) -> Memo:
    """The programme as it was proposed, made again from what was kept."""
    return stuk(row.inhoud, toelichting=row.toelichting, opsteller=row.opsteller, op=row.voorgesteld_op)


def _file(row: Jaarplan, op: date, actor: Actor) -> None:
    content = pdf(document(row))
    name = f"jaarplan-{row.jaar}-{row.nummer}.pdf"
    titel = f"Jaarplan {row.jaar}, voorstel {row.nummer}"
    row.pdf_sha256 = hashlib.sha256(content).hexdigest()
    if row.zaak_id:
        row.pdf_id = leg_vast(
            row.zaak_id, Stuk("Voorstel", titel, content, "application/pdf", name), op=op, actor=actor
        )
    row.save(update_fields=["pdf_sha256", "pdf_id"])


def stem_in(jaarplan_id: UUID, gemeente: str, *, op: date, actor: Actor) -> Jaarplan:
    """The secretary of a municipality, or the deputy, agrees. With the last one the directie has adopted it."""
    with unit_of_work(actor, "jaarplan.instemmen") as work:
        row = _open(jaarplan_id)
        held = eis(actor, "jaarplan.vaststellen", op, gemeente=gemeente, functie="owo_directie")
        if actor.kind != "systeem" and row.voorgesteld_door == actor.stored_id:
            raise Refusal("functiescheiding", "", _("Wie een jaarplan voorstelt, stelt het niet zelf vast."))
        if op < row.voorgesteld_op:
            raise Refusal("volgorde", "", _("De datum ligt voor het voorstel."))
        member = Deelnemer.objects.filter(code=gemeente).first()
        if member is None:
            raise Refusal("onbekend", "gemeente", _("Deze gemeente doet niet mee."))
        deputy = bool(held and held.plaatsvervanger)
        _new, made = Instemming.objects.get_or_create(
            jaarplan=row, deelnemer=member,
            defaults={"naam": actor.stored_name[:120], "plaatsvervanger": deputy, "op": op},
        )  # fmt: skip
        if not made:
            raise Refusal("al_gedaan", "", _("Deze gemeente heeft al ingestemd."))
        work.record("jaarplan", row.id, after={"instemming": gemeente})
        agreed = set(Instemming.objects.filter(jaarplan=row).values_list("deelnemer__code", flat=True))
        if {g["code"] for g in row.inhoud["gemeenten"]} <= agreed:
            _adopt(row, op, actor, work)
    return row


def _adopt(row: Jaarplan, op: date, actor: Actor, work: Work) -> None:
    if row.zaak_id:
        made = neem_besluit(
            row.zaak_id,
            BESLUIT,
            bestuursorgaan="OWO-directie",
            toelichting=f"Jaarplan {row.jaar}",
            op=op,
            actor=actor,
        )
        row.besluit = made.identificatie[:50]
        zet_status(row.zaak_id, 2, op=op, actor=actor)
        sluit_zaak(row.zaak_id, "Vastgesteld", op=op, actor=actor)
    row.stand, row.besloten_op = "vastgesteld", op
    row.save()
    work.record("jaarplan", row.id, after={"stand": "vastgesteld"}, action="jaarplan.vastgesteld")
    work.publish("projecten.jaarplan.vastgesteld", subject=row.id, data={"jaar": row.jaar})


def trek_in(jaarplan_id: UUID, *, reden: str, op: date, actor: Actor) -> Jaarplan:
    """A proposal that is not adopted: it stays to be seen, and another can be made."""
    if not reden.strip():
        raise Refusal("verplicht", "reden", _("Schrijf op waarom."))
    with unit_of_work(actor, "jaarplan.intrekken") as work:
        row = _open(jaarplan_id)
        eis(actor, ("project.aanmelden", "jaarplan.vaststellen"), op)
        row.stand, row.besloten_op, row.reden = "ingetrokken", op, reden.strip()[:2000]
        row.save()
        if row.zaak_id:
            sluit_zaak(row.zaak_id, "Afgebroken", op=op, actor=actor)
        work.record("jaarplan", row.id, after={"stand": row.stand, "reden": row.reden})
        work.publish("projecten.jaarplan.ingetrokken", subject=row.id, data={"jaar": row.jaar})
    return row


def _open(jaarplan_id: UUID) -> Jaarplan:
    row = Jaarplan.objects.select_for_update().filter(id=jaarplan_id).first()
    if row is None:
        raise Refusal("not_found", "", _("Dit is er niet (meer)."))
    if row.stand != "voorgesteld":
        raise Refusal("gesloten", "", _("Over dit jaarplan is al besloten."))
    return row


def voeg_later_toe(project: Project, *, reden: str, besluit: str, op: date, actor: Actor, work: Work) -> None:
    """A project is honoured in a year whose programme was adopted without it: only with a reason and a decision."""
    plan_id = queries.vastgesteld_zonder(project.jaar, project.id)
    if plan_id is None or Toevoeging.objects.filter(jaarplan_id=plan_id, project=project).exists():
        return
    refuse(
        [
            (field, code)
            for field, code, given in (("reden", "later_reden", reden), ("besluit", "later_besluit", besluit))
            if not given.strip()
        ]
    )
    made = Toevoeging.objects.create(
        jaarplan_id=plan_id, project=project, reden=reden.strip(), besluit=besluit.strip()[:200], op=op,
        door=actor.stored_name[:120],
    )  # fmt: skip
    work.record(
        "toevoeging",
        made.id,
        after={"project": str(project.id), "reden": made.reden, "besluit": made.besluit},
    )
