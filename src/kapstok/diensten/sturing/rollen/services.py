"""Giving and ending functions, and the gate that other services ask."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.rollen.models import Vervulling
from kapstok.diensten.sturing.rollen.queries import houders, may
from kapstok.diensten.sturing.rollen.rules import FUNCTIES, GEMEENTE, PROJECT, Houder, functies_voor, mandaat
from kapstok.diensten.sturing.rollen.woorden import FUNCTIE
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work


class NietBevoegd(Refusal):
    """The act belongs to a function that this person does not hold."""

    forbidden = True


MOST_NAMES = 6


def eis(
    actor: Actor,
    act: str | tuple[str, ...],
    op: date,
    *,
    gemeente: str = "",
    project: str = "",
    functie: str = "",
) -> Houder | None:
    """Refuse unless the actor holds a function with this act, or with one of these; the refusal names who does.

    The system itself needs none: it acts for nobody.
    """
    if actor.kind == "systeem":
        return None
    acts = (act,) if isinstance(act, str) else act
    for each in acts:
        found = may(actor.id, each, gemeente, op, project=project, functie=functie)
        if found is not None:
            return found
    raise NietBevoegd("niet_bevoegd", "", _who_may(acts, op, gemeente, project, functie))


def _who_may(acts: tuple[str, ...], op: date, gemeente: str, project: str, functie: str) -> str:
    able = [functie] if functie else list(dict.fromkeys(f for act in acts for f in functies_voor(act)))
    held = houders(op)
    names = list(
        dict.fromkeys(
            h.naam
            for h in held
            if any(mandaat([h], act, op, gemeente=gemeente, project=project, functie=functie) for act in acts)
        )
    )
    told = _("Dit hoort bij een rol die u niet heeft: %s.") % ", ".join(str(FUNCTIE[f]) for f in able)
    if not names:
        return told + " " + _("Nu heeft niemand die rol.")
    more = _(" en anderen") if len(names) > MOST_NAMES else ""
    return told + " " + _("Wie het mag: %s.") % (", ".join(names[:MOST_NAMES]) + more)


def benoem(
    functie: str,
    naam: str,
    *,
    van: date,
    actor: Actor,
    tot: date | None = None,
    deelnemer_id: UUID | None = None,
    project: str = "",
    persoon_id: UUID | None = None,
    plaatsvervanger: bool = False,
    aandachtsveld: str = "",
) -> Vervulling:
    """Somebody holds a function from this day on, as its holder or as deputy."""
    kind = FUNCTIES.get(functie)
    if kind is None:
        raise Refusal("onbekend", "functie", _("Deze waarde bestaat niet."))
    if not naam.strip():
        raise Refusal("verplicht", "naam", _("Vul dit in."))
    if kind.bereik == GEMEENTE and deelnemer_id is None:
        raise Refusal("verplicht", "gemeente", _("Deze rol is er per gemeente. Kies de gemeente."))
    if kind.bereik == PROJECT and not project.strip():
        raise Refusal("verplicht", "project", _("Vul in voor welk project."))
    if tot is not None and tot < van:
        raise Refusal("order", "tot", _("De laatste dag ligt voor de eerste dag."))
    with unit_of_work(actor, "rollen.benoemen") as work:
        row = Vervulling(
            functie=functie,
            naam=naam.strip(),
            deelnemer_id=deelnemer_id if kind.bereik == GEMEENTE else None,
            project=project.strip() if kind.bereik == PROJECT else "",
            persoon_id=persoon_id,
            plaatsvervanger=plaatsvervanger,
            aandachtsveld=aandachtsveld.strip(),
            van=van,
            tot=tot,
        )
        _save(row)
        work.record("vervulling", row.id, after=_described(row))
        work.publish("rollen.vervulling.gemaakt", subject=row.id, data={"functie": functie})
    return row


def beeindig(vervulling_id: UUID, *, tot: date, actor: Actor) -> Vervulling:
    """This is the last day; the past stays."""
    with unit_of_work(actor, "rollen.beeindigen") as work:
        row = Vervulling.objects.select_for_update().filter(id=vervulling_id).first()
        if row is None:
            raise Refusal("not_found", "", _("Dit is er niet (meer)."))
        if tot < row.van:
            raise Refusal("order", "tot", _("De laatste dag ligt voor de eerste dag."))
        before = _described(row)
        row.tot = tot
        _save(row)
        work.record("vervulling", row.id, before=before, after=_described(row))
    return row


def _save(row: Vervulling) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "vervulling_een" in str(error):
            text = _(
                "In die tijd heeft al iemand deze rol. Laat die eerst eindigen, of benoem een plaatsvervanger."
            )
            raise Refusal("bezet", "van", text) from error
        raise


def _described(row: Vervulling) -> dict[str, Any]:
    return {
        "functie": row.functie,
        "naam": row.naam,
        "deelnemer": row.deelnemer_id and str(row.deelnemer_id),
        "project": row.project,
        "plaatsvervanger": row.plaatsvervanger,
        "van": row.van.isoformat(),
        "tot": row.tot and row.tot.isoformat(),
    }
