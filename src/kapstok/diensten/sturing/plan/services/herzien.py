"""The spring review: the municipalities answer, it closes with a decision, and a new version may come out of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan.queries import geheel, huidige, schrijvers
from kapstok.diensten.sturing.plan.rules import Inhoud, Verschil, verschillen
from kapstok.diensten.sturing.plan.services.bewerken import KINDS
from kapstok.diensten.sturing.plan.services.kopie import kopie
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

OPENS = (3, 1)  # 1 March


def open_herziening(jaar: int, *, op: date, actor: Actor) -> m.Herziening:
    """Open the review of a year, from 1 March on; of the plan that counts on that day."""
    if op < date(jaar, *OPENS):
        raise Refusal("te_vroeg", "jaar", _("De voorjaarsherziening begint op 1 maart."))
    with unit_of_work(actor, "plan.herzien") as work:
        eis(actor, "beleidsplan.bewerken", op)
        current = huidige(op)
        if current is None:
            raise Refusal("not_found", "", _("Er is nog geen plan."))
        plan_id = m.Planversie.objects.values_list("plan_id", flat=True).get(id=current)
        if m.Herziening.objects.filter(plan_id=plan_id, jaar=jaar).exists():
            raise Refusal("unique", "jaar", _("De herziening van dit jaar is er al."))
        row = m.Herziening.objects.create(plan_id=plan_id, jaar=jaar, geopend_op=op)
        work.record("herziening", row.id, after={"jaar": jaar})
        work.publish("plan.herziening.geopend", subject=row.id, data={"jaar": jaar})
    return row


def antwoord(
    herziening_id: UUID, gemeente: str, *, actueel: bool, toelichting: str, op: date, actor: Actor
) -> m.Antwoord:
    """One municipality says whether the plan is current; not current needs to say what changes."""
    if not actueel and not toelichting.strip():
        raise Refusal("verplicht", "toelichting", _("Schrijf op wat er moet veranderen."))
    with unit_of_work(actor, "plan.antwoord") as work:
        eis(actor, "beleidsplan.adviseren", op, gemeente=gemeente)
        review = _open(herziening_id)
        member = Deelnemer.objects.filter(code=gemeente).first()
        if member is None:
            raise Refusal("onbekend", "gemeente", _("Deze gemeente doet niet mee."))
        row, _new = m.Antwoord.objects.update_or_create(
            herziening=review,
            deelnemer=member,
            defaults={
                "actueel": actueel,
                "toelichting": toelichting.strip(),
                "op": op,
                "door": actor.stored_name[:120],
            },
        )
        work.record("antwoord", row.id, after={"gemeente": gemeente, "actueel": actueel}, subject=review.id)
    return row


def sluit_herziening(
    herziening_id: UUID, *, uitkomst: str, nieuwe_versie: bool, op: date, actor: Actor
) -> m.Herziening:
    """Close it when every municipality answered; with a new version as a concept, when that is the outcome."""
    if not uitkomst.strip():
        raise Refusal("verplicht", "uitkomst", _("Schrijf op wat het besluit is."))
    with unit_of_work(actor, "plan.herziening_sluiten") as work:
        eis(actor, "beleidsplan.bewerken", op)
        review = _open(herziening_id)
        told = set(m.Antwoord.objects.filter(herziening=review).values_list("deelnemer_id", flat=True))
        silent = [d.naam for d in deelnemers(op) if d.id not in told]
        if silent:
            text = _("Nog geen antwoord van %s.") % ", ".join(silent)
            raise Refusal("wacht", "", text)
        if nieuwe_versie:
            why = _("Voorjaarsherziening %s") % review.jaar
            review.planversie = kopie(review.plan_id, why, op)
        review.gesloten_op, review.uitkomst = op, uitkomst.strip()
        review.save()
        work.record("herziening", review.id, after={"jaar": review.jaar, "uitkomst": review.uitkomst})
        work.publish("plan.herziening.gesloten", subject=review.id, data={"jaar": review.jaar})
    return review


def _open(herziening_id: UUID) -> m.Herziening:
    row = m.Herziening.objects.select_for_update().filter(id=herziening_id).first()
    if row is None:
        raise Refusal("not_found", "", _("Dit is er niet (meer)."))
    if row.gesloten_op is not None:
        raise Refusal("gesloten", "", _("Deze herziening is gesloten."))
    return row


_FIGURE = KINDS["indicator"][1]
_PART = ("naam", "tekst", "standpunt", "groep", "richting", "paragraaf", "bronnen")


def inhoud(whole: dict[str, Any]) -> Inhoud:
    """A version as pieces that can be compared."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {
        ("versie", "", ""): {n: whole[n] for n in ("naam", "van", "tot", "missie", "visie")}
    }
    for each in whole["bronnen"]:
        found["bron", each["code"], ""] = {n: each[n] for n in ("naam", "van", "tot", "gemeente", "adres")}
    for each in whole["onderdelen"]:
        fields = {name: each[name] for name in _PART}
        found[each["soort"], each["code"], ""] = fields
    for each in whole["indicatoren"]:
        fields = {name: each[name] for name in _FIGURE if name != "doelen"}
        fields |= {"doelen": [f"{year}: {target:g}" for year, target in sorted(each["doelen"].items())]}
        found["indicator", each["code"], ""] = fields
    for each in whole["speerpunten"]:
        fields = {name: each[name] for name in ("naam", "kern", "raakt", "paragraaf", "pijlers", "ks")}
        found["speerpunt", each["code"], ""] = fields
        for gemeente in each["akkoorden"]:
            found["akkoord", each["code"], gemeente] = {
                "naam": each["naam"],
                "bron": each["akkoorden"][gemeente],
            }
        for one in each["ambities"]:
            if one["tot"] is None:
                key = ("ambitie", each["code"], one["gemeente"])
                found[key] = {"naam": each["naam"], "niveau": one["niveau"], "besluit": one["besluit"]}
    return found


def verslag(versie_id: UUID) -> list[tuple[Verschil, str]]:
    """What changed against the version that this one was based on, each with who wrote it last; the first has none."""
    new = geheel(versie_id)
    if new is None or new["gebaseerd_op_id"] is None:
        return []
    old = geheel(new["gebaseerd_op_id"])
    if old is None:
        return []
    by, ids = schrijvers(versie_id), _ids(new)
    return [
        (d, by.get(ids.get((d.soort, d.code, d.gemeente), ""), ""))
        for d in verschillen(inhoud(old), inhoud(new))
    ]


def _ids(whole: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    """Which row each piece is, so that the audit trail can tell who wrote it."""
    found = {("versie", "", ""): str(whole["id"])}
    for kind, rows in (("bron", "bronnen"), ("indicator", "indicatoren"), ("speerpunt", "speerpunten")):
        found |= {(kind, each["code"], ""): each["id"] for each in whole[rows]}
    found |= {(each["soort"], each["code"], ""): each["id"] for each in whole["onderdelen"]}
    for each in whole["speerpunten"]:
        found |= {("akkoord", each["code"], gemeente): each["id"] for gemeente in each["akkoorden"]}
        found |= {
            ("ambitie", each["code"], a["gemeente"]): a["id"] for a in each["ambities"] if a["tot"] is None
        }
    return found
