"""What intake needs to make a zaak: values of any channel, checked before they come here."""

from typing import Any

import msgspec


class Contact(msgspec.Struct, frozen=True):
    """Who sends it, as typed; a login goes before this."""

    naam: str = ""
    email: str = ""
    telefoon: str = ""
    bsn: str = ""
    kvk: str = ""
    vestiging: str = ""
    adres: dict[str, Any] | None = None


class Bijlage(msgspec.Struct, frozen=True):
    """A file of which the bytes are in the storage already."""

    naam: str
    type: str
    grootte: int
    sha256: str
    titel: str = ""
    informatieobjecttype: str = ""


class Antwoord(msgspec.Struct, frozen=True):
    """A question with its answer as people read it; for the PDF."""

    vraag: str
    regels: list[str]
    noot: str = ""


class Deel(msgspec.Struct, frozen=True):
    """A chapter of the PDF."""

    titel: str
    antwoorden: list[Antwoord]


class Aanvraag(msgspec.Struct, frozen=True):
    """Everything sent, ready for the stores. `answers` is the raw content, kept sealed."""

    zaaktype: str
    omschrijving: str
    titel: str
    bron: str
    kanaal: str
    contact: Contact
    bron_versie: int = 1
    taal: str = "nl"
    termijn_dagen: int = 56
    locatie: dict[str, Any] | None = None
    eigenschappen: dict[str, str] = {}
    bijlagen: list[Bijlage] = []
    delen: list[Deel] = []
    answers: dict[str, Any] = {}
    gemeente: str = ""
    bronorganisatie: str = ""
