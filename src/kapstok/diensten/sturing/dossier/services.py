"""Opening, moving and closing a zaak of the steering, and filing a document with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from kapstok.diensten.sturing.dossier.zaaktypen import DOMEIN, stuksoort, zaaktype
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.besluiten.services import NieuwBesluit, create_besluit
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.documenten.queries import documents_of
from kapstok.magazijnen.documenten.services import NieuwDocument, create_document
from kapstok.magazijnen.zaken import services as zaken
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.storage import store
from kapstok.platform.work import Actor, unit_of_work


@dataclass(frozen=True, slots=True)
class Stuk:
    """A document that is filed: what it is, its title and its bytes."""

    soort: str  # one of zaaktypen.STUKKEN
    titel: str
    inhoud: bytes | Iterable[bytes]  # whole, or in pieces as an upload comes in
    formaat: str
    bestandsnaam: str


def _moment(day: date) -> datetime:
    """This time of day on that day: two statuses of one day keep their order."""
    now = timezone.localtime()
    return datetime.combine(day, now.time(), tzinfo=now.tzinfo)


def open_zaak(soort: str, omschrijving: str, *, toelichting: str = "", op: date, actor: Actor) -> Zaak:
    """A zaak of this kind, with its first status."""
    kind = zaaktype(soort)
    with unit_of_work(actor, f"sturing.{soort}"):
        new = zaken.NieuweZaak(
            zaaktype_id=kind.id, startdatum=op, omschrijving=omschrijving[:80], toelichting=toelichting[:1000]
        )
        zaak = zaken.create_zaak(new, actor=actor, today=op)
        zet_status(zaak.id, 1, op=op, actor=actor)
    return zaak


def zet_status(zaak_id: UUID, nummer: int, *, op: date, actor: Actor) -> None:
    """The zaak gets its status with this number."""
    kind = Zaak.objects.values_list("zaaktype_id", flat=True).get(id=zaak_id)
    status = m.StatusType.objects.get(zaaktype_id=kind, volgnummer=nummer)
    zaken.set_status(zaak_id, status.id, actor=actor, moment=_moment(op), gezetdoor=actor.name)


def sluit_zaak(zaak_id: UUID, resultaat: str, *, op: date, actor: Actor) -> None:
    """Close the zaak with the result of this name; what is kept, and how long, follows from the selectielijst."""
    kind = Zaak.objects.values_list("zaaktype_id", flat=True).get(id=zaak_id)
    result = m.ResultaatType.objects.get(zaaktype_id=kind, omschrijving=resultaat)
    zaken.close_zaak(zaak_id, result.id, actor=actor, moment=_moment(op))


def neem_besluit(
    zaak_id: UUID, soort: str, *, bestuursorgaan: str, toelichting: str, op: date, actor: Actor
) -> Besluit:
    """A besluit of this kind on the zaak, taken by this body on this day."""
    kind = m.BesluitType.objects.filter(omschrijving=soort, catalogus__domein=DOMEIN, concept=False)
    new = NieuwBesluit(
        besluittype_id=kind.latest("begin_geldigheid").id,
        datum=op,
        ingangsdatum=op,
        zaak_id=zaak_id,
        bestuursorgaan=bestuursorgaan[:50],
        toelichting=toelichting,
    )
    return create_besluit(new, actor=actor)


def leg_vast(zaak_id: UUID | None, stuk: Stuk, *, op: date, actor: Actor, ook_gesloten: bool = False) -> UUID:
    """File a document with the zaak, or (None) by itself; gives the id of the document.

    `ook_gesloten`: also when the zaak is closed, for what happens with its outcome afterwards.
    """
    kind = stuksoort(stuk.soort)
    stored = store().put([stuk.inhoud] if isinstance(stuk.inhoud, bytes) else stuk.inhoud)
    new = NieuwDocument(
        informatieobjecttype_id=kind.id,
        titel=stuk.titel[:200],
        creatiedatum=op,
        auteur=actor.name[:200] or "Kapstok",
        formaat=stuk.formaat,
        bestandsnaam=stuk.bestandsnaam,
        sha256=stored.sha256,
        bestandsomvang=stored.size,
        status="definitief",
        indicatie_gebruiksrecht=False,
    )
    with unit_of_work(actor, "sturing.stuk"):
        made = create_document(new, actor=actor, subject=zaak_id)
        if zaak_id:
            zaken.link_document(
                zaak_id, made.informatieobject_id, actor=actor, titel=new.titel, forced=ook_gesloten
            )
    return made.informatieobject_id


def leg_bij(zaak_id: UUID, document_id: UUID, titel: str, *, actor: Actor) -> None:
    """Put a document that is there already with a zaak too, also when that is closed; twice is once."""
    if document_id not in {each["id"] for each in documents_of("zaak", zaak_id)}:
        zaken.link_document(zaak_id, document_id, actor=actor, titel=titel[:200], forced=True)
