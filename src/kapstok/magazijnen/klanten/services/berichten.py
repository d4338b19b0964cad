"""Use cases of contact: one thread per zaak, contact moments, preferences."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kapstok.magazijnen.klanten.models import Bericht, Contactmoment, Voorkeur
from kapstok.magazijnen.klanten.rules import require_text
from kapstok.platform.config.crypto import pseudonym
from kapstok.platform.work import Actor, unit_of_work


def person_key(number: str) -> str:
    """Keyed hash of a bsn or kvk number, under which this store keeps a person or company."""
    return pseudonym(number, purpose="betrokkene")


def post_message(
    *,
    zaak_id: UUID,
    van: Bericht.Van,
    person: str,
    author: str,
    subject: str,
    text: str,
    actor: Actor,
    moment: datetime,
) -> Bericht:
    """Add a message to the thread of a zaak; `person` is the resident's key. Publishes klanten.bericht.create."""
    clean = require_text(text)
    with unit_of_work(actor, "bericht.create", moment=moment) as work:
        row = Bericht.objects.create(
            zaak_id=zaak_id,
            van=van,
            betrokkene=person,
            auteur=author,
            onderwerp=subject[:200],
            tekst=clean,
            moment=moment,
        )
        work.record("bericht", row.id, after={"onderwerp": subject, "tekst": clean}, subject=zaak_id)
        data = {"bericht": str(row.id), "zaak": str(zaak_id), "van": van.value, "betrokkene": person}
        work.publish("klanten.bericht.create", subject=zaak_id, data=data)
    return row


def thread(zaak_id: UUID, *, persons: Collection[str] | None = None) -> list[Bericht]:
    """The thread of a zaak, oldest first, at most 500 messages; of these persons (keys) when they are named."""
    found = Bericht.objects.filter(zaak_id=zaak_id)
    if persons is not None:
        found = found.filter(betrokkene__in=persons)
    return list(found.order_by("moment", "id")[:500])


def mark_read(
    zaak_id: UUID, *, by: Bericht.Van, moment: datetime, persons: Collection[str] | None = None
) -> int:
    """The other side's messages were seen, those of these persons when they are named. Returns how many were new."""
    others: QuerySet[Bericht] = Bericht.objects.filter(zaak_id=zaak_id, gelezen=None).exclude(van=by)
    if persons is not None:
        others = others.filter(betrokkene__in=persons)
    return others.update(gelezen=moment)


def messages_of(person: str, *, limit: int = 50, offset: int = 0) -> list[Bericht]:
    """Messages to a resident or company, newest first."""
    found = Bericht.objects.filter(betrokkene=person, van=Bericht.Van.GEMEENTE)
    return list(found.order_by("-moment", "-id")[offset : offset + limit])


def register_contact(
    *,
    kanaal: Contactmoment.Kanaal,
    subject: str,
    text: str,
    actor: Actor,
    moment: datetime,
    zaak_id: UUID | None = None,
    person: str = "",
) -> Contactmoment:
    """Write down a contact moment."""
    with unit_of_work(actor, "contactmoment.create", moment=moment) as work:
        row = Contactmoment.objects.create(
            zaak_id=zaak_id,
            kanaal=kanaal,
            betrokkene=person,
            onderwerp=subject[:200],
            tekst=text,
            medewerker=actor.name,
            moment=moment,
        )
        work.record("contactmoment", row.id, after={"onderwerp": subject}, subject=zaak_id or row.id)
    return row


def contacts_of_zaak(zaak_id: UUID) -> list[Contactmoment]:
    """Contact moments of a zaak, newest first; at most 200."""
    return list(Contactmoment.objects.filter(zaak_id=zaak_id).order_by("-moment")[:200])


def preferences_of(person: str) -> Voorkeur:
    """How this person wants to be reached; an unsaved default when nothing is known."""
    return Voorkeur.objects.filter(betrokkene=person).first() or Voorkeur(betrokkene=person)


def save_preferences(
    person: str, *, email: str, telefoon: str, mail_bij_bericht: bool, taal: str, actor: Actor
) -> Voorkeur:
    """Keep preferences; the caller has checked the address."""
    with unit_of_work(actor, "voorkeur.change") as work:
        values = {"email": email, "telefoon": telefoon, "mail_bij_bericht": mail_bij_bericht, "taal": taal}
        row, _made = Voorkeur.objects.update_or_create(betrokkene=person, defaults=values)
        work.record(
            "voorkeur", row.id, after={"mail_bij_bericht": mail_bij_bericht, "taal": taal}, subject=person
        )
    return row


def forget_zaak(zaak_id: UUID) -> None:
    """The zaak is destroyed: its thread and contact moments go with it, in the same transaction."""
    Bericht.objects.filter(zaak_id=zaak_id).delete()
    Contactmoment.objects.filter(zaak_id=zaak_id).delete()
