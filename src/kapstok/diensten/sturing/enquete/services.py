"""Making a survey, inviting, answering, closing."""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.enquete.models import Enquete, Inzending, Uitnodiging, Vraag
from kapstok.diensten.sturing.enquete.queries import MOST, vragen
from kapstok.diensten.sturing.enquete.rules import SOORTEN, fouten
from kapstok.diensten.sturing.plan.queries import pijlers, speerpunten
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.db.editing import described, locked
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.mail.queue import Uitgaand, queue_mails
from kapstok.platform.work import SYSTEM, Actor, unit_of_work

VELDEN = ("naam", "inleiding", "anoniem", "vorige_ronde_id")
MOST_QUESTIONS = 50
UITZETTEN = "enquete.uitzetten"


def opslaan(
    values: Mapping[str, Any],
    lijst: Sequence[Mapping[str, Any]],
    *,
    op: date,
    actor: Actor,
    enquete_id: UUID | None = None,
    versie: int | None = None,
) -> Enquete:
    """Add a survey or change one that is a concept, with all its questions."""
    with unit_of_work(actor, "enquete.opslaan") as work:
        eis(actor, UITZETTEN, op)
        row = locked(Enquete, enquete_id, versie) if enquete_id else Enquete()
        if row.stand != "concept":
            raise Refusal("loopt", message=_("De enquête loopt of is gesloten. De vragen liggen vast."))
        before = {**described(row), "vragen": vragen(row)} if enquete_id else None
        for name in VELDEN:
            if name in values:
                setattr(row, name, values[name])
        if found := _faults(row, lijst, op):
            raise Refusals(found)
        row.versie += 1 if enquete_id else 0
        row.save()
        Vraag.objects.filter(enquete=row).delete()
        Vraag.objects.bulk_create([Vraag(enquete=row, volgorde=n, **each) for n, each in enumerate(lijst)])
        work.record("enquete", row.id, before=before, after={**described(row), "vragen": vragen(row)})
        work.publish("enquete.enquete.opgeslagen", subject=row.id, data={"id": str(row.id)})
    return row


def _faults(row: Enquete, lijst: Sequence[Mapping[str, Any]], op: date) -> list[Refusal]:
    found = [] if row.naam.strip() else [Refusal("verplicht", "naam", _("Vul dit in."))]
    known = {each["code"] for each in (*speerpunten(op), *pijlers(op))}
    codes = [each["code"] for each in lijst]
    if not lijst:
        found.append(Refusal("verplicht", "vragen", _("Schrijf minstens één vraag op.")))
    if len(lijst) > MOST_QUESTIONS:
        found.append(Refusal("veel", "vragen", _("Dit zijn er te veel.")))
    if len(set(codes)) != len(codes):
        found.append(Refusal("dubbel", "vragen", _("Twee vragen hebben dezelfde code.")))
    for n, each in enumerate(lijst, 1):
        if not each["tekst"].strip() or each["soort"] not in SOORTEN:
            found.append(Refusal("vraag", "vragen", _("Regel %s is geen vraag.") % n))
        if known and set(each["onderdelen"]) - known:
            found.append(
                Refusal(
                    "onbekend", "vragen", _("Regel %s noemt een onderdeel dat niet in het plan staat.") % n
                )
            )
    return found


def nodig_uit(
    enquete_id: UUID,
    mensen: Sequence[tuple[UUID, str, str]],
    *,
    basis: str,
    op: date,
    actor: Actor,
    mail: Callable[[list[Uitgaand], datetime], None] = queue_mails,
) -> int:
    """Open the survey and mail everybody who did not answer a personal link; how many mails.

    `mensen`: municipality, name, address. Again is a reminder: who is there already gets a new link, the old one ends.
    """
    with unit_of_work(actor, "enquete.uitnodigen") as work:
        eis(actor, UITZETTEN, op)
        row = locked(Enquete, enquete_id)
        if row.stand == "gesloten":
            raise Refusal("gesloten", message=_("De enquête is gesloten."))
        _add(row, mensen)
        asked = list(Uitnodiging.objects.filter(enquete=row, ingediend=False))
        if not asked:
            raise Refusal("niemand", "mensen", _("Er is niemand om uit te nodigen."))
        mails: list[Uitgaand] = []
        for each in asked:
            key = secrets.token_urlsafe(24)
            each.sleutel_hash, each.gemaild_op = _hash(key), op
            text = _("Beste %(naam)s,\n\nVul de vragen in: %(link)s\n\nDeze link is alleen voor u.") % {
                "naam": each.naam, "link": f"{basis}{key}/",
            }  # fmt: skip
            mails.append(Uitgaand(f"enquete:{each.sleutel_hash}", each.adres, row.naam, text))
        mail(mails, work.moment)
        Uitnodiging.objects.bulk_update(asked, ["sleutel_hash", "gemaild_op"])
        before = row.stand
        if row.stand == "concept":
            row.stand, row.geopend_op = "open", op
            row.versie += 1
            row.save()
        work.record(
            "enquete", row.id, before={"stand": before}, after={"stand": "open", "gemaild": len(asked)}
        )
        work.publish("enquete.enquete.uitgenodigd", subject=row.id, data={"aantal": len(asked)})
    return len(asked)


def _add(row: Enquete, mensen: Sequence[tuple[UUID, str, str]]) -> None:
    known = set(Uitnodiging.objects.filter(enquete=row).values_list("adres", flat=True))
    new = {adres.lower(): (member, naam) for member, naam, adres in mensen if adres.lower() not in known}
    if len(known) + len(new) > MOST:
        raise Refusal("veel", "mensen", _("Dit zijn er te veel."))
    for adres in new:
        try:
            validate_email(adres)
        except ValidationError as wrong:
            raise Refusal("adres", "mensen", _("%s is geen e-mailadres.") % adres) from wrong
    Uitnodiging.objects.bulk_create(
        [
            Uitnodiging(enquete=row, deelnemer_id=m, naam=naam[:120], adres=adres)
            for adres, (m, naam) in new.items()
        ]
    )


def bij_sleutel(sleutel: str) -> Uitnodiging | None:
    """The invitation of this key, as long as the survey is open."""
    found = Uitnodiging.objects.select_related("enquete").filter(sleutel_hash=_hash(sleutel))
    return found.filter(enquete__stand="open").first()


def bewaar(sleutel: str, antwoorden: Mapping[str, str], *, indienen: bool) -> dict[str, str]:
    """Keep a draft, or hand in; what is wrong, by question (nothing is handed in then, the draft is kept).

    The audit trail says that somebody handed in, never what; handed in twice is refused.
    """
    with unit_of_work(SYSTEM, "enquete.indienen" if indienen else "enquete.concept") as work:
        found = bij_sleutel(sleutel)
        if found is None:
            raise Refusal("not_found", message=_("Deze link werkt niet (meer)."))
        # A closing round waits for who is handing in, and the other way around.
        row = Enquete.objects.select_for_update().get(id=found.enquete_id)
        asked = Uitnodiging.objects.select_for_update().get(id=found.id)
        if asked.ingediend or row.stand != "open":
            raise Refusal("al_ingediend", message=_("U hebt al geantwoord, of de enquête is gesloten."))
        lijst = vragen(row)
        kept = {each["code"]: antwoorden.get(each["code"], "").strip() for each in lijst}
        wrong = fouten(lijst, kept) if indienen else {}
        if indienen and not wrong:
            Inzending.objects.create(
                enquete=row, deelnemer_id=asked.deelnemer_id, antwoorden=kept,
                uitnodiging=None if row.anoniem else asked,
            )  # fmt: skip
            asked.concept, asked.ingediend = {}, True
        else:
            asked.concept = {code: text[:4000] for code, text in kept.items()}
        asked.save()
        work.record("enquete", row.id, after={"uitnodiging": str(asked.id), "ingediend": asked.ingediend})
    return wrong


def sluit(enquete_id: UUID, *, op: date, actor: Actor) -> Enquete:
    """Close the round: links end, drafts go, results are there."""
    with unit_of_work(actor, "enquete.sluiten") as work:
        eis(actor, UITZETTEN, op)
        row = locked(Enquete, enquete_id)
        if row.stand != "open":
            raise Refusal("niet_open", message=_("De enquête loopt niet."))
        row.stand, row.gesloten_op = "gesloten", op
        row.versie += 1
        row.save()
        Uitnodiging.objects.filter(enquete=row).update(concept={}, sleutel_hash="")
        work.record("enquete", row.id, before={"stand": "open"}, after={"stand": "gesloten"})
        work.publish("enquete.enquete.gesloten", subject=row.id, data={"id": str(row.id)})
    return row


def verwijder(enquete_id: UUID, *, versie: int, op: date, actor: Actor) -> None:
    """Take a concept away; what was asked already stays."""
    with unit_of_work(actor, "enquete.verwijderen") as work:
        eis(actor, UITZETTEN, op)
        row = locked(Enquete, enquete_id, versie)
        if row.stand != "concept":
            raise Refusal("loopt", message=_("De enquête loopt of is gesloten. De vragen liggen vast."))
        before = {**described(row), "vragen": vragen(row)}
        row.delete()
        work.record("enquete", enquete_id, before=before)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
