"""The documents of a new zaak: the PDF of all answers, and what was sent with it."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from kapstok.diensten.intake.aanvraag import Aanvraag
from kapstok.diensten.intake.models import Inzending
from kapstok.diensten.intake.pdf import render_ontvangst
from kapstok.magazijnen.catalogi.queries import document_types
from kapstok.magazijnen.documenten.services import NieuwDocument, create_document
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.errors import Refusal
from kapstok.platform.storage import BLOCK, store
from kapstok.platform.work import Actor


class NoDocumentType(Refusal):
    """The zaaktype has no informatieobjecttype that comes in; a fault in the catalogue."""


def keep_documents(
    aanvraag: Aanvraag, inzending: Inzending, zaak: Zaak, *, actor: Actor, now: datetime, today: date
) -> UUID:
    """Make and link all documents; gives the id of the PDF."""
    kinds = _kinds(zaak)
    content = render_ontvangst(aanvraag, nummer=zaak.identificatie, now=now, uiterlijk=inzending.uiterlijk)
    stored = store().put(_pieces(content))
    main = NieuwDocument(
        informatieobjecttype_id=_kind(kinds, "aanvraag", aanvraag.bron),
        titel=f"{aanvraag.titel} {zaak.identificatie}"[:200],
        creatiedatum=today,
        ontvangstdatum=today,
        auteur=aanvraag.contact.naam[:200] or "Inwoner",
        status="definitief",
        formaat="application/pdf",
        bestandsnaam=f"{aanvraag.bron}-{zaak.identificatie}.pdf",
        sha256=stored.sha256,
        bestandsomvang=stored.size,
        tonen_aan_initiator=True,
    )
    document = create_document(main, actor=actor, subject=zaak.id).informatieobject_id
    link_document(zaak.id, document, actor=actor, titel=main.titel)
    for file in aanvraag.bijlagen:
        new = NieuwDocument(
            informatieobjecttype_id=_kind(kinds, file.informatieobjecttype, "bijlage"),
            titel=(file.titel or file.naam)[:200],
            creatiedatum=today,
            ontvangstdatum=today,
            auteur=main.auteur,
            status="definitief",
            formaat=file.type,
            bestandsnaam=file.naam,
            sha256=file.sha256,
            bestandsomvang=file.grootte,
            tonen_aan_initiator=True,
        )
        made = create_document(new, actor=actor, subject=zaak.id)
        link_document(zaak.id, made.informatieobject_id, actor=actor, titel=new.titel)
    return document


def _kinds(zaak: Zaak) -> list[tuple[str, UUID]]:
    """Names and ids of the informatieobjecttypen of this zaaktype, those that come in first."""
    order = {"inkomend": 0, "intern": 1, "uitgaand": 2}
    found = document_types(zaak.zaaktype_id, day=zaak.startdatum)
    found = sorted(found, key=lambda row: (order.get(row["richting"], 3), row["volgnummer"]))
    kinds = [(row["omschrijving"], row["id"]) for row in found]
    if not kinds:
        raise NoDocumentType("no-informatieobjecttype", "informatieobjecttype")
    return kinds


def _kind(kinds: list[tuple[str, UUID]], *wanted: str) -> UUID:
    """The first kind whose name has one of the words; otherwise the first that comes in."""
    for word in filter(None, wanted):
        for name, kind in kinds:
            if word.lower() in name.lower():
                return kind
    return kinds[0][1]


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), BLOCK):
        yield content[start : start + BLOCK]
