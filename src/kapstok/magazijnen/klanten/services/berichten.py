"""Use cases of contact as the screens have it: one thread per zaak, contact moments, preferences.

All of it is kept as klantcontact, so that applications see it over the API and what they register stands in the zaak.
"""

# ruff: noqa: S608 - SQL is made of constants only; every value is a parameter.

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from kapstok.magazijnen.klanten.models import Actor as ActorRow
from kapstok.magazijnen.klanten.models import (
    ActorKlantcontact,
    Betrokkene,
    DigitaalAdres,
    Kanaal,
    Klantcontact,
    Onderwerpobject,
    PartijIdentificator,
    Soort,
    Van,
    Voorkeur,
)
from kapstok.magazijnen.klanten.rules import require_text
from kapstok.magazijnen.klanten.services.store import tell
from kapstok.platform.db import fetch_all
from kapstok.platform.work import Actor, Work, unit_of_work

OWN_PAGES = "Mijn omgeving"
ABOUT_ZAAK = {"codeObjecttype": "zaak", "codeRegister": "zaken", "codeSoortObjectId": "uuid"}
CALLED_ZAAK = "^(zgw-)?zaak$"  # how the field calls a zaak, in capitals or not
TAAL = "nld"


class Bericht(msgspec.Struct, frozen=True):
    """A message in the thread of a zaak, as people read it; `betrokkene` is the key of the resident."""

    id: UUID
    van: str
    betrokkene: str
    auteur: str
    onderwerp: str
    tekst: str
    moment: datetime
    gelezen: datetime | None


class Contact(msgspec.Struct, frozen=True):
    """A contact about a zaak, as people read it."""

    id: UUID
    kanaal: str
    onderwerp: str
    tekst: str
    medewerker: str
    moment: datetime


def post_message(
    *,
    zaak_id: UUID,
    van: Van,
    person: str,
    author: str,
    subject: str,
    text: str,
    actor: Actor,
    moment: datetime,
) -> UUID:
    """Add a message to the thread of a zaak; `person` is the resident's key. Publishes klanten.bericht.create."""
    clean = require_text(text)
    with unit_of_work(actor, "bericht.create", moment=moment) as work:
        row = _contact(
            work,
            soort=Soort.BERICHT,
            van=van,
            auteur=author,
            kanaal=OWN_PAGES,
            onderwerp=subject[:200],
            inhoud=clean,
        )
        _about(row, zaak_id)
        name = {"achternaam": author[:200]} if van == Van.INWONER else None
        _with(row, person, initiator=van == Van.INWONER, name=name)
        if van == Van.GEMEENTE:
            _by(row, actor)
        work.record("bericht", row.id, after={"onderwerp": subject, "tekst": clean}, subject=zaak_id)
        data = {"bericht": str(row.id), "zaak": str(zaak_id), "van": van.value, "betrokkene": person}
        work.publish("klanten.bericht.create", subject=zaak_id, data=data)
        tell(work, row, "create")
    return row.id


def register_contact(
    *,
    kanaal: Kanaal,
    subject: str,
    text: str,
    actor: Actor,
    moment: datetime,
    zaak_id: UUID | None = None,
    person: str = "",
) -> UUID:
    """Write down a contact moment."""
    with unit_of_work(actor, "contactmoment.create", moment=moment) as work:
        row = _contact(
            work,
            soort=Soort.CONTACTMOMENT,
            auteur=actor.name,
            kanaal=kanaal.value,
            onderwerp=subject[:200],
            inhoud=text,
        )
        if zaak_id is not None:
            _about(row, zaak_id)
        if person:
            _with(row, person, initiator=False)
        _by(row, actor)
        work.record("contactmoment", row.id, after={"onderwerp": subject}, subject=zaak_id or row.id)
        tell(work, row, "create")
    return row.id


def _contact(work: Work, **values: Any) -> Klantcontact:
    return Klantcontact.objects.create(
        taal=TAAL, vertrouwelijk=False, plaatsgevonden_op=work.moment, metadata={}, **values
    )


def _about(row: Klantcontact, zaak_id: UUID) -> None:
    about = {"objectId": str(zaak_id), **ABOUT_ZAAK}
    Onderwerpobject.objects.create(
        klantcontact_id=row.id, onderwerpobjectidentificator=about, object_id=str(zaak_id)
    )


def _with(row: Klantcontact, person: str, *, initiator: bool, name: dict[str, str] | None = None) -> None:
    """The resident or company; as the partij that is known by the same number, if there is one."""
    known = PartijIdentificator.objects.filter(sleutel=person).exclude(identificeerde_partij_id=None)
    Betrokkene.objects.create(
        had_klantcontact_id=row.id,
        was_partij_id=known.values_list("identificeerde_partij_id", flat=True).first(),
        sleutel=person,
        rol="klant",
        initiator=initiator,
        contactnaam=name,
    )


def _by(row: Klantcontact, actor: Actor) -> None:
    """The medewerker as an actor of the klantcontact."""
    found = ActorRow.objects.filter(actoridentificator__objectId=actor.id, soort_actor="medewerker").first()
    if found is None:
        number = {
            "objectId": actor.id,
            "codeObjecttype": "mdw",
            "codeRegister": "kapstok",
            "codeSoortObjectId": "idf",
        }
        found = ActorRow.objects.create(
            naam=actor.name[:200], soort_actor="medewerker", actoridentificator=number
        )
    ActorKlantcontact.objects.create(actor_id=found.id, klantcontact_id=row.id)


# About a zaak, as alias k, each once; b is the resident of a message (an application may add others to it).
_OF_ZAAK = f"""
FROM klanten_klantcontact k {{join}} WHERE k.id IN (SELECT o.klantcontact_id FROM klanten_onderwerpobject o
  WHERE o.object_id = %(zaak)s AND o.onderwerpobjectidentificator->>'codeObjecttype' ~* '{CALLED_ZAAK}')
"""
_WITH = "JOIN klanten_betrokkene b ON b.had_klantcontact_id = k.id AND b.sleutel <> ''"
_THREAD = f"""
SELECT k.id, k.van, b.sleutel AS betrokkene, k.auteur, k.onderwerp, k.inhoud AS tekst, k.plaatsgevonden_op AS moment,
  k.gelezen {_OF_ZAAK.replace("{join}", _WITH)}
  AND k.soort = 'bericht' AND (%(persons)s::text[] IS NULL OR b.sleutel = ANY(%(persons)s))
ORDER BY k.plaatsgevonden_op, k.id LIMIT 500
"""
_READ = f"""
UPDATE klanten_klantcontact SET gelezen = %(moment)s WHERE id IN (SELECT k.id {_OF_ZAAK.replace("{join}", _WITH)}
  AND k.soort = 'bericht' AND k.gelezen IS NULL AND k.van <> %(by)s
  AND (%(persons)s::text[] IS NULL OR b.sleutel = ANY(%(persons)s))) RETURNING id
"""
_CONTACTS = f"""
SELECT k.id, k.kanaal, k.onderwerp, k.inhoud AS tekst, k.plaatsgevonden_op AS moment,
  COALESCE(NULLIF(k.auteur, ''), (SELECT string_agg(a.naam, ', ') FROM klanten_actorklantcontact c
    JOIN klanten_actor a ON a.id = c.actor_id WHERE c.klantcontact_id = k.id), '') AS medewerker
{_OF_ZAAK.replace("{join}", "")} AND k.soort <> 'bericht' ORDER BY k.plaatsgevonden_op DESC, k.id DESC LIMIT 200
"""


def thread(zaak_id: UUID, *, persons: Collection[str] | None = None) -> list[Bericht]:
    """The thread of a zaak, oldest first, at most 500 messages; of these persons (keys) when they are named."""
    found = fetch_all(_THREAD, {"zaak": str(zaak_id), "persons": _named(persons)})
    return [Bericht(**row) for row in found]


def mark_read(zaak_id: UUID, *, by: Van, moment: datetime, persons: Collection[str] | None = None) -> int:
    """The other side's messages were seen, those of these persons when they are named. Returns how many were new."""
    values = {"zaak": str(zaak_id), "by": by.value, "moment": moment, "persons": _named(persons)}
    return len(fetch_all(_READ, values))


def contacts_of_zaak(zaak_id: UUID) -> list[Contact]:
    """Contacts about a zaak, also those that an application registered, newest first; at most 200."""
    return [Contact(**row) for row in fetch_all(_CONTACTS, {"zaak": str(zaak_id)})]


def _named(persons: Collection[str] | None) -> list[str] | None:
    return None if persons is None else list(persons)


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
    """The zaak is destroyed: what was about it alone goes with it, in the same transaction; what was about something
    else as well only forgets the zaak."""
    about = Onderwerpobject.objects.filter(
        object_id=str(zaak_id), onderwerpobjectidentificator__codeObjecttype__iregex=CALLED_ZAAK
    )
    contacts = set(about.exclude(klantcontact_id=None).values_list("klantcontact_id", flat=True))
    about.delete()
    elsewhere = Onderwerpobject.objects.filter(klantcontact_id__in=contacts)
    gone = contacts - set(elsewhere.values_list("klantcontact_id", flat=True))
    DigitaalAdres.objects.filter(
        Q(verstrekt_door_partij=None), verstrekt_door_betrokkene__had_klantcontact_id__in=gone
    ).delete()
    Klantcontact.objects.filter(id__in=gone).delete()
