"""Rules of zaaknotities. Pure."""

from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.rules import NFE


def notitie_is_concept(status: str) -> list[ZaakRefused]:
    """A note changes as long as it is a concept (Zaken 1.7)."""
    text = "Een definitieve notitie kan niet meer worden gewijzigd."
    return [] if status == "concept" else [ZaakRefused("notitie-definitief", NFE, text)]


ONDERWERP = 255


def onderwerp_of(tekst: str) -> str:
    """What a note is about when nobody said so: its first line."""
    line = next((part.strip() for part in tekst.splitlines() if part.strip()), "Notitie")
    return line if len(line) <= ONDERWERP else line[: ONDERWERP - 1].rstrip() + "…"
