"""Writing the communication plan, publishing a message, and the key of a feed."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.communicatie.models import Bericht, Doelgroep, Feed, Publicatie
from kapstok.diensten.sturing.communicatie.queries import MOST, berichten
from kapstok.diensten.sturing.communicatie.rules import fouten, volgende
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.platform.db.editing import bring_back, described, locked, remember
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.mail.queue import Uitgaand, queue_mails
from kapstok.platform.work import Actor, Work, unit_of_work

VELDEN = (
    "titel", "tekst", "doelgroepen", "kanalen", "verantwoordelijke", "aandachtsveld", "moment", "datum",
    "aanleiding_id", "dagen_na", "herhaling",
)  # fmt: skip
GROEP = ("naam", "deelnemer_id", "adressen")
MOST_ADDRESSES = 500
PLANNEN, PUBLICEREN = "communicatie.plannen", "communicatie.publiceren"
WORDS: dict[str, Promise] = {
    "verplicht": _("Vul dit in."),
    "onbekend": _("Deze waarde bestaat niet."),
    "doelgroep": _("Kies minstens één doelgroep."),
    "kanaal": _("Kies minstens één kanaal."),
    "datum": _("Kies de dag."),
    "aanleiding": _("Kies waar het bericht op volgt."),
    "herhaling": _("Herhalen kan alleen vanaf een dag."),
    "naam": _("Er is al een doelgroep met deze naam."),
    "adres": _("Een van deze adressen is geen e-mailadres. Zet elk adres op een eigen regel."),
    "veel": _("Dit zijn er te veel."),
}


def _may(work: Work, actor: Actor, act: str) -> None:
    """On the day of this unit of work."""
    eis(actor, act, timezone.localdate(work.moment))


def _refuse(found: list[tuple[str, str]]) -> None:
    if found:
        raise Refusals([Refusal(code, field, str(WORDS[code])) for field, code in found])


def save_doelgroep(
    values: Mapping[str, Any], *, actor: Actor, doelgroep_id: UUID | None = None, versie: int | None = None
) -> Doelgroep:
    """Add a target group or change it."""
    with unit_of_work(actor, "doelgroep.opslaan") as work:
        _may(work, actor, PLANNEN)
        row = locked(Doelgroep, doelgroep_id, versie) if doelgroep_id else Doelgroep()
        before = described(row) if doelgroep_id else None
        if doelgroep_id:
            remember(row, GROEP)
        for name in GROEP:
            if name in values:
                setattr(row, name, values[name])
        row.versie += 1 if doelgroep_id else 0
        _keep_group(work, row, before)
    return row


def doelgroep_ongedaan(doelgroep_id: UUID, *, versie: int, actor: Actor) -> Doelgroep:
    """Put back what stood there before the last change."""
    with unit_of_work(actor, "doelgroep.ongedaan") as work:
        _may(work, actor, PLANNEN)
        row = locked(Doelgroep, doelgroep_id, versie)
        before = described(row)
        bring_back(row, GROEP)
        row.versie += 1
        _keep_group(work, row, before)
    return row


def _keep_group(work: Work, row: Doelgroep, before: dict[str, Any] | None) -> None:
    _refuse(_group_faults(row))
    row.save()
    work.record("doelgroep", row.id, before=before, after=described(row))
    work.publish("communicatie.doelgroep.opgeslagen", subject=row.id, data={"id": str(row.id)})


def _group_faults(row: Doelgroep) -> list[tuple[str, str]]:
    found = [] if row.naam.strip() else [("naam", "verplicht")]
    if Doelgroep.objects.filter(naam__iexact=row.naam).exclude(id=row.id).exists():
        found.append(("naam", "naam"))
    if len(row.adressen) > MOST_ADDRESSES:
        found.append(("adressen", "veel"))
    try:
        for each in row.adressen[:MOST_ADDRESSES]:
            validate_email(each)
    except ValidationError:
        found.append(("adressen", "adres"))
    return found


def save_bericht(
    values: Mapping[str, Any], *, actor: Actor, bericht_id: UUID | None = None, versie: int | None = None
) -> Bericht:
    """Add a message to the plan or change it; what was published stays as it was."""
    with unit_of_work(actor, "bericht.opslaan") as work:
        _may(work, actor, PLANNEN)
        row = locked(Bericht, bericht_id, versie) if bericht_id else Bericht()
        before = described(row) if bericht_id else None
        if bericht_id:
            remember(row, VELDEN)
            row.versie += 1
        for name in VELDEN:
            if name in values:
                setattr(row, name, values[name])
        _keep(work, row, before)
    return row


def ongedaan(bericht_id: UUID, *, versie: int, actor: Actor) -> Bericht:
    """Put back what stood there before the last change."""
    with unit_of_work(actor, "bericht.ongedaan") as work:
        _may(work, actor, PLANNEN)
        row = locked(Bericht, bericht_id, versie)
        before = described(row)
        bring_back(row, VELDEN)
        row.versie += 1
        _keep(work, row, before)
    return row


def _keep(work: Work, row: Bericht, before: dict[str, Any] | None) -> None:
    found = fouten({name: getattr(row, name) for name in VELDEN})
    if Doelgroep.objects.filter(id__in=row.doelgroepen).count() != len(set(row.doelgroepen)):
        found.append(("doelgroepen", "onbekend"))
    if before is None and Bericht.objects.count() >= MOST:
        found.append(("", "veel"))
    _refuse(found)
    row.save()
    work.record("bericht", row.id, before=before, after=described(row))
    work.publish("communicatie.bericht.opgeslagen", subject=row.id, data={"id": str(row.id)})


def publiceer(bericht_id: UUID, *, versie: int, op: date, actor: Actor) -> Publicatie:
    """Send it out: a mail to each address and a place in the feed of each municipality, as one.

    Not before its day, and not before what it waits for (the directie adopts, a quarter closes, a project ends).
    """
    with unit_of_work(actor, "bericht.publiceren") as work:
        eis(actor, PUBLICEREN, op)
        row = locked(Bericht, bericht_id, versie)
        _due(row, op)
        groups = list(Doelgroep.objects.filter(id__in=row.doelgroepen).order_by("naam"))
        known = {d.id: d.code for d in deelnemers(op)}
        everybody = any(g.deelnemer_id is None for g in groups)
        codes = [
            code for member, code in known.items() if everybody or member in {g.deelnemer_id for g in groups}
        ]
        made = Publicatie(
            bericht=row, titel=row.titel, tekst=row.tekst, kanalen=row.kanalen, gemeenten=codes,
            doelgroepen=[g.naam for g in groups], mails=0, op=op, door=actor.stored_name[:120],
        )  # fmt: skip
        if "mail" in row.kanalen:
            made.mails = _mail(made, groups, work)
        made.save(force_insert=True)
        before = described(row)
        if row.herhaling and row.datum:
            row.datum = volgende(row.datum, row.herhaling, op)
        row.versie += 1
        row.vorige = None  # what went out cannot be called back
        row.save()
        work.record("bericht", row.id, before=before, after={**described(row), "publicatie": described(made)})
        work.publish("communicatie.bericht.gepubliceerd", subject=row.id, data={"publicatie": str(made.id)})
    return made


def _due(row: Bericht, op: date) -> None:
    stand = berichten(op, bericht_id=row.id)[0]["stand"]
    if stand == "ingetrokken":
        raise Refusal("ingetrokken", message=str(_("Dit bericht is ingetrokken. Maak een nieuw bericht.")))
    if stand == "gepubliceerd":
        raise Refusal("al_gepubliceerd", message=str(_("Dit bericht is al gepubliceerd.")))
    if stand == "wacht":
        raise Refusal("wacht", message=str(_("Dit bericht wacht nog op iets dat niet is gebeurd.")))
    if stand == "gepland":
        raise Refusal("te_vroeg", message=str(_("De dag van dit bericht is er nog niet.")))


def _mail(made: Publicatie, groups: list[Doelgroep], work: Work) -> int:
    """A mail per address, also when somebody is in two groups; how many."""
    addresses = sorted({each.lower() for g in groups for each in g.adressen})
    if not addresses:
        raise Refusal("adressen", message=str(_("Geen van de doelgroepen heeft een e-mailadres.")))
    mails = (
        Uitgaand(f"publicatie:{made.id}:{n}", to, made.titel, made.tekst) for n, to in enumerate(addresses)
    )
    queue_mails(mails, work.moment)
    return len(addresses)


def nieuwe_sleutel(gemeente: str, *, actor: Actor) -> str:
    """A key for the feed of this municipality; the old one no longer works. Shown once, kept as a hash."""
    key = secrets.token_urlsafe(24)
    with unit_of_work(actor, "feed.sleutel") as work:
        _may(work, actor, PUBLICEREN)
        row = _feed(gemeente)
        row.sleutel_hash = _hash(key)
        row.save()
        work.record("feed", row.id, after={"gemeente": gemeente, "sleutel": "nieuw"})
    return key


def zet_openbaar(gemeente: str, *, openbaar: bool, actor: Actor) -> None:
    """Let everybody read this feed, or only who has its key."""
    with unit_of_work(actor, "feed.openbaar") as work:
        _may(work, actor, PUBLICEREN)
        row = _feed(gemeente)
        before, row.openbaar = row.openbaar, openbaar
        row.save()
        work.record("feed", row.id, before={"openbaar": before}, after={"openbaar": openbaar})


def _feed(gemeente: str) -> Feed:
    member = Deelnemer.objects.filter(code=gemeente).first()
    if member is None:
        raise Refusal("not_found", message=str(_("Deze gemeente doet niet mee.")))
    Feed.objects.get_or_create(deelnemer=member)
    return Feed.objects.select_for_update().get(deelnemer=member)


def mag_lezen(gemeente: str, sleutel: str) -> bool:
    """Is this feed open, or is this its key?"""
    row = Feed.objects.filter(deelnemer__code=gemeente).first()
    if row is None:
        return False
    right = hmac.compare_digest(row.sleutel_hash.encode(), _hash(sleutel).encode())
    return row.openbaar or bool(row.sleutel_hash and right)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
