"""The one door: an Aanvraag becomes a zaak with everything that belongs to it, or nothing happens."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from kapstok.diensten.intake.aanvraag import Aanvraag, Contact
from kapstok.diensten.intake.documenten import keep_documents
from kapstok.diensten.intake.models import Inzending
from kapstok.magazijnen.catalogi.models import Eigenschap, RolType, StatusType, ZaakType
from kapstok.magazijnen.zaken import services as zaken
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.config.crypto import encrypt
from kapstok.platform.db import uuid7
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work


class IntakeRefused(Refusal):
    """This cannot become a zaak; a fault in the set-up, not of the sender."""


def submit(aanvraag: Aanvraag, *, sleutel: str, actor: Actor, now: datetime, today: date) -> Inzending:
    """Zaak, rol, documents, eigenschappen, status and event in one transaction.

    The key comes first: a second call with it waits for the first one and returns what that made.
    """
    with unit_of_work(actor, "intake.submit", moment=now) as work:
        inzending = _claim(aanvraag, sleutel, now)
        if inzending.zaak_id is not None:
            work.record("inzending", inzending.id, after={"herhaald": True}, subject=inzending.zaak_id)
            return inzending
        zaaktype = _zaaktype(aanvraag.zaaktype, today)
        zaak = zaken.create_zaak(_new_zaak(aanvraag, zaaktype, today), actor=actor, today=today)
        _add_initiator(zaak, aanvraag.contact, actor)
        _add_facts(zaak, aanvraag, actor)
        first = StatusType.objects.filter(zaaktype_id=zaaktype.id).order_by("volgnummer").first()
        if first:
            zaken.set_status(zaak.id, first.id, actor=actor, moment=now, gezetdoor="Kapstok")
        inzending.zaak_id, inzending.zaaknummer = zaak.id, zaak.identificatie
        inzending.uiterlijk = zaak.uiterlijke_einddatum_afdoening or today + timedelta(
            days=aanvraag.termijn_dagen
        )
        inzending.document = keep_documents(aanvraag, inzending, zaak, actor=actor, now=now, today=today)
        inzending.save(update_fields=["zaak", "zaaknummer", "uiterlijk", "document"])
        work.record("inzending", inzending.id, after={"zaak": str(zaak.id)}, subject=zaak.id)
        data = {"inzending": str(inzending.id), "zaak": str(zaak.id), "bron": aanvraag.bron}
        work.publish("intake.inzending.create", subject=zaak.id, data=data)
    return inzending


def _claim(aanvraag: Aanvraag, sleutel: str, now: datetime) -> Inzending:
    """The row of this key: ours, or of who came first. The unique key makes the second one wait."""
    email = aanvraag.contact.email
    row = Inzending(
        id=uuid7(),
        sleutel=sleutel,
        bron=aanvraag.bron,
        bron_versie=aanvraag.bron_versie,
        kanaal=aanvraag.kanaal,
        taal=aanvraag.taal,
        titel=aanvraag.titel[:200],
        inhoud=encrypt(msgspec.json.encode(aanvraag.answers).decode(), purpose="inzending"),
        email=encrypt(email, purpose="inzending") if email else "",
        ontvangen=now,
    )
    Inzending.objects.bulk_create([row], ignore_conflicts=True)
    return Inzending.objects.select_for_update().get(sleutel=sleutel)


def _zaaktype(identificatie: str, today: date) -> ZaakType:
    """The published version that is valid today."""
    found = (
        ZaakType.objects.filter(identificatie=identificatie, concept=False, begin_geldigheid__lte=today)
        .filter(Q(einde_geldigheid=None) | Q(einde_geldigheid__gt=today))
        .order_by("-begin_geldigheid")
        .first()
    )
    if found is None:
        text = "Wij kunnen dit formulier nu niet verwerken. Bel ons, dan helpen wij u verder."
        raise IntakeRefused("no-zaaktype", "zaaktype", text)
    return found


def _new_zaak(aanvraag: Aanvraag, zaaktype: ZaakType, today: date) -> zaken.NieuweZaak:
    place = aanvraag.locatie or {}
    geometry = None
    if "lat" in place and "lon" in place:
        geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
    return zaken.NieuweZaak(
        zaaktype_id=zaaktype.id,
        startdatum=today,
        omschrijving=aanvraag.omschrijving[:80],
        toelichting=_place_text(place),
        communicatiekanaal_naam="Internet",
        zaakgeometrie=geometry,
    )


def _place_text(place: dict[str, Any]) -> str:
    """The place in words, for who reads the zaak without a map."""
    street = " ".join(str(place[k]) for k in ("straat", "huisnummer") if place.get(k))
    town = " ".join(str(place[k]) for k in ("postcode", "woonplaats") if place.get(k))
    return ", ".join(t for t in (street, town, str(place.get("omschrijving", ""))) if t)[:1000]


def _add_initiator(zaak: Zaak, contact: Contact, actor: Actor) -> None:
    """Who sends it: by bsn or kvk after a login, else as typed. Without any name there is no initiator."""
    roltype = RolType.objects.filter(zaaktype_id=zaak.zaaktype_id, omschrijving_generiek="initiator").first()
    if roltype is None or not (contact.naam or contact.bsn or contact.kvk or contact.email):
        return
    kind, identification = betrokkene(contact)
    zaken.add_rol(
        zaak.id,
        zaken.NieuweRol(
            roltype_id=roltype.id,
            betrokkene_type=kind,
            betrokkene_identificatie=identification,
            afwijkende_naam_betrokkene=contact.naam[:625],
            contactpersoon_rol=_reachable(contact),
        ),
        actor=actor,
    )


def betrokkene(contact: Contact) -> tuple[str, dict[str, Any]]:
    """betrokkeneType and betrokkeneIdentificatie of the standard."""
    if contact.kvk and contact.vestiging:
        identification = {
            "vestigingsNummer": contact.vestiging,
            "handelsnaam": [contact.naam],
            "kvkNummer": contact.kvk,
        }
        return "vestiging", identification
    if contact.kvk:
        return "niet_natuurlijk_persoon", {"statutaireNaam": contact.naam, "kvkNummer": contact.kvk}
    return "natuurlijk_persoon", {"inpBsn": contact.bsn} if contact.bsn else {
        "geslachtsnaam": contact.naam[:200]
    }


def _reachable(contact: Contact) -> dict[str, str] | None:
    found = {"emailadres": contact.email, "telefoonnummer": contact.telefoon[:20], "naam": contact.naam[:200]}
    return found if contact.email or contact.telefoon else None


def _add_facts(zaak: Zaak, aanvraag: Aanvraag, actor: Actor) -> None:
    """Eigenschappen that the zaaktype knows; the others stand in the PDF and in the sealed answers."""
    known: dict[str, UUID] = dict(
        Eigenschap.objects.filter(zaaktype_id=zaak.zaaktype_id).values_list("naam", "id")
    )
    for name, value in aanvraag.eigenschappen.items():
        if name in known and value:
            zaken.add_eigenschap(zaak.id, known[name], value, actor=actor)
