"""Reads on what came in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kapstok.diensten.intake.models import Inzending
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.platform.config.crypto import decrypt


@dataclass(frozen=True)
class Ontvangst:
    """What a receipt says."""

    id: UUID
    zaak_id: UUID | None
    zaaknummer: str
    titel: str
    taal: str
    ontvangen: datetime
    uiterlijk: date | None
    email: str
    document: UUID | None


def inzending_by_id(inzending_id: UUID) -> Ontvangst | None:
    """The receipt; None when it is not of this municipality."""
    row = Inzending.objects.filter(id=inzending_id).first()
    return receipt_of(row) if row else None


def receipt_of(row: Inzending) -> Ontvangst:
    email = decrypt(row.email, purpose="inzending") if row.email else ""
    return Ontvangst(
        row.id,
        row.zaak_id,
        row.zaaknummer,
        row.titel,
        row.taal,
        row.ontvangen,
        row.uiterlijk,
        email,
        row.document,
    )


def pdf_of(inzending_id: UUID) -> tuple[str, str, int] | None:
    """Name, hash and size of the PDF in its first version: what was made when it arrived."""
    row = Inzending.objects.filter(id=inzending_id).values_list("document", flat=True).first()
    version = (
        InformatieObjectVersie.objects.filter(informatieobject_id=row, versie=1).first() if row else None
    )
    if version is None or version.bestandsomvang is None:
        return None
    return version.bestandsnaam, version.sha256, version.bestandsomvang
