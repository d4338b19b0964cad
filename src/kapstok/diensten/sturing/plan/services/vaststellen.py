"""Adoption: a version goes to the bodies that the plan names, in order; each decision is a besluit on its zaak.

The directie decides when every secretary agreed. Who hands a version in, does not adopt it.
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.dossier import neem_besluit, open_zaak, sluit_zaak, zet_status
from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan.rules import Stap, aan_de_beurt, volgorde
from kapstok.diensten.sturing.plan.services.base import take
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.db.editing import described
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

BESLUIT = "Vaststelling van het informatieplan"
ORGAAN = {"owo_directie": "OWO-directie", "college": "College van %s", "raad": "Gemeenteraad van %s"}


def dien_in(versie_id: UUID, *, op: date, actor: Actor) -> m.Planversie:
    """A concept goes to the bodies; from now on its content stays as it is. It gets a zaak."""
    with unit_of_work(actor, "plan.indienen") as work:
        eis(actor, "beleidsplan.bewerken", op)
        row = take(versie_id)
        if row.status != "concept":
            raise Refusal("vast", "", _("Deze versie is al ingediend."))
        members = {d.code: d for d in deelnemers(op)}
        zaak = open_zaak("informatieplan", f"{row.plan.naam}, versie {row.nummer}", op=op, actor=actor)
        before = described(row)
        row.status, row.zaak_id, row.ingediend_op = "in_besluitvorming", zaak.id, op
        row.ingediend_door, row.versie = actor.stored_id[:120], row.versie + 1
        row.save()
        m.Vaststelling.objects.bulk_create(
            m.Vaststelling(planversie=row, volgorde=n, orgaan=orgaan, deelnemer=members.get(code))
            for n, (orgaan, code) in enumerate(volgorde(list(members)), start=1)
        )
        work.record("planversie", row.id, before=before, after=described(row))
        work.publish("plan.versie.ingediend", subject=row.id, data={"nummer": row.nummer})
    return row


def agendeer(vaststelling_id: UUID, *, op: date, actor: Actor) -> m.Vaststelling:
    """A counterpart sees to it that the version is on the agenda of this body."""
    with unit_of_work(actor, "plan.agenderen") as work:
        row, version = _take(vaststelling_id)
        eis(actor, "beleidsplan.agenderen", op, gemeente=row.deelnemer.code if row.deelnemer else "")
        if row.geagendeerd_op is not None:
            raise Refusal("al_gedaan", "", _("Dit staat al op de agenda."))
        row.geagendeerd_op = op
        row.save(update_fields=["geagendeerd_op"])
        work.record("vaststelling", row.id, after={"geagendeerd_op": op.isoformat()}, subject=version.id)
    return row


def stem(vaststelling_id: UUID, gemeente: str, *, op: date, actor: Actor) -> m.Vaststelling:
    """The secretary of a municipality, or the deputy, agrees. With the last one the directie has decided."""
    with unit_of_work(actor, "plan.instemmen") as work:
        row, version = _turn(vaststelling_id, op)
        if row.orgaan != "owo_directie":
            raise Refusal("orgaan", "", _("Instemmen per gemeente hoort bij de OWO-directie."))
        if row.geagendeerd_op is None:
            raise Refusal("agenda", "", _("Dit staat nog niet op de agenda van de directie."))
        held = eis(actor, "beleidsplan.vaststellen", op, gemeente=gemeente, functie="owo_directie")
        _apart(version, actor)
        member = Deelnemer.objects.filter(code=gemeente).first()
        if member is None:
            raise Refusal("onbekend", "gemeente", _("Deze gemeente doet niet mee."))
        _new, made = m.Stem.objects.get_or_create(
            vaststelling=row,
            deelnemer=member,
            defaults={
                "op": op,
                "naam": actor.stored_name[:120],
                "plaatsvervanger": bool(held and held.plaatsvervanger),
            },
        )
        if not made:
            raise Refusal("al_gedaan", "", _("Deze gemeente heeft al ingestemd."))
        work.record("vaststelling", row.id, after={"instemming": gemeente}, subject=version.id)
        agreed = set(m.Stem.objects.filter(vaststelling=row).values_list("deelnemer_id", flat=True))
        colleges = m.Vaststelling.objects.filter(planversie=version, orgaan="college")
        if set(colleges.values_list("deelnemer_id", flat=True)) <= agreed:
            _decide(row, version, "", op, actor)
    return row


def besluit(vaststelling_id: UUID, *, toelichting: str = "", op: date, actor: Actor) -> m.Vaststelling:
    """A college or a council adopts the version; recorded by who holds that function for that municipality."""
    with unit_of_work(actor, "plan.vaststellen"):
        row, version = _turn(vaststelling_id, op)
        if row.orgaan == "owo_directie" or row.deelnemer is None:
            raise Refusal("orgaan", "", _("De OWO-directie besluit doordat elke secretaris instemt."))
        eis(actor, "beleidsplan.vaststellen", op, gemeente=row.deelnemer.code, functie=row.orgaan)
        _apart(version, actor)
        _decide(row, version, toelichting, op, actor)
    return row


def _take(vaststelling_id: UUID) -> tuple[m.Vaststelling, m.Planversie]:
    found = m.Vaststelling.objects.filter(id=vaststelling_id).first()
    if found is None:
        raise Refusal("not_found", "", _("Dit is er niet (meer)."))
    version = take(found.planversie_id)  # whoever decides on this version waits here
    return m.Vaststelling.objects.select_related("deelnemer").get(id=vaststelling_id), version


def _turn(vaststelling_id: UUID, op: date) -> tuple[m.Vaststelling, m.Planversie]:
    """The body, when it is its turn on this day."""
    row, version = _take(vaststelling_id)
    if row.datum is not None:
        raise Refusal("al_gedaan", "", _("Dit orgaan heeft al besloten."))
    steps = list(m.Vaststelling.objects.select_related("deelnemer").filter(planversie=version))
    turn = aan_de_beurt(
        Stap(s.orgaan, s.deelnemer.code if s.deelnemer else "", s.datum is not None) for s in steps
    )
    code = row.deelnemer.code if row.deelnemer else ""
    if (row.orgaan, code) not in turn:
        raise Refusal("volgorde", "", _("Dit orgaan is nog niet aan de beurt."))
    before = [
        s.datum
        for s in steps
        if s.datum and (s.orgaan == "owo_directie" or s.deelnemer_id == row.deelnemer_id)
    ]
    if op < max([version.ingediend_op or op, *before]):
        raise Refusal("volgorde", "datum", _("De datum ligt voor het besluit dat hieraan voorafgaat."))
    return row, version


def _apart(version: m.Planversie, actor: Actor) -> None:
    if actor.kind != "systeem" and version.ingediend_door == actor.stored_id:
        raise Refusal("functiescheiding", "", _("Wie een versie indient, stelt haar niet zelf vast."))


def _decide(row: m.Vaststelling, version: m.Planversie, toelichting: str, op: date, actor: Actor) -> None:
    """The besluit on the zaak; with the last one the version is adopted and takes the place of the one before."""
    with unit_of_work(actor, "plan.besluit") as work:
        name = ORGAAN[row.orgaan]
        body = name % row.deelnemer.naam if row.deelnemer else name
        zaak_id = version.zaak_id
        if zaak_id is not None:
            made = neem_besluit(
                zaak_id, BESLUIT, bestuursorgaan=body, toelichting=toelichting, op=op, actor=actor
            )
            row.besluit_id = made.id
            if row.orgaan == "owo_directie":
                zet_status(zaak_id, 2, op=op, actor=actor)
        row.datum, row.toelichting, row.door = op, toelichting, actor.stored_name[:120]
        row.save()
        work.record(
            "vaststelling", row.id, after={"orgaan": body, "datum": op.isoformat()}, subject=version.id
        )
        work.publish("plan.versie.besluit", subject=version.id, data={"orgaan": row.orgaan})
        if m.Vaststelling.objects.filter(planversie=version, datum=None).exists():
            return
        m.Planversie.objects.filter(plan_id=version.plan_id, status="vastgesteld").update(status="vervangen")
        _period(version)
        version.status, version.vastgesteld_op = "vastgesteld", op
        version.save(update_fields=["status", "vastgesteld_op"])
        if zaak_id is not None:
            sluit_zaak(zaak_id, "Vastgesteld", op=op, actor=actor)
        work.record("planversie", version.id, after={"status": "vastgesteld"}, action="plan.vastgesteld")
        work.publish("plan.versie.vastgesteld", subject=version.id, data={"nummer": version.nummer})


def _period(version: m.Planversie) -> None:
    """The plan gets the period of the version that now counts; the versions before keep theirs."""
    plan = version.plan
    if version.van is None or version.tot is None or (version.van, version.tot) == (plan.van, plan.tot):
        return
    m.Planversie.objects.filter(plan=plan, van=None).update(van=plan.van, tot=plan.tot)
    plan.van, plan.tot = version.van, version.tot
    plan.save(update_fields=["van", "tot"])
