"""Dutch travel documents (LO3 category 12) in the form of Haal Centraal Reisdocumenten bevragen 2.0. Pure."""

from collections.abc import Iterator
from typing import Any

from kapstok.magazijnen.brp.bevragen import status, tabellen
from kapstok.magazijnen.brp.bevragen.datum import datum
from kapstok.magazijnen.brp.bevragen.vorm import Groep, Keuze, Voorkomen, onderzoek_van

Categorieen = dict[str, list[list[Voorkomen]]]

INHOUDING = {
    "I": "ingehouden of ingeleverd",
    "R": "van rechtswege vervallen",
    "V": "vermist",
    ".": "onbekend",
}


def documenten(lijst: Categorieen) -> Iterator[Voorkomen]:
    """The documents on a list."""
    for stapel in lijst.get("12", ()):
        if any(element.startswith("35") for element in stapel[0]):
            yield stapel[0]


def in_bezit(document: Voorkomen) -> bool:
    """Does the person still have it, as far as the list tells?"""
    return "3560" not in document and "3570" not in document


def _soort(code: str | None) -> dict[str, str] | None:
    return tabellen.waarde(tabellen.tabel("reisdocumenten"), code) if code and code != ".." else None


def reisdocument(document: Voorkomen, lijst: Categorieen, keuze: Keuze) -> dict[str, Any]:
    """One document with exactly the chosen fields, and what comes with them."""
    by = onderzoek_van(document)
    nummer = document.get("3520", "")
    velden: dict[str, Any] = {
        "reisdocumentnummer": nummer if nummer.strip(".") else None,
        "soort": _soort(document.get("3510")),
        "datumEindeGeldigheid": datum(document.get("3550")),
        "inhoudingOfVermissing": _inhouding(document),
        "houder": _houder(lijst),
    }
    bronnen = {"reisdocumentnummer": ("3520",), "soort": ("3510",), "datumEindeGeldigheid": ("3550",)}
    # Secrecy and suspension of the holder come along whatever is asked.
    unasked = {"houder": frozenset[str]()}
    return Groep(velden, unasked).onderzoek(by, bronnen).kies(keuze)


def _inhouding(document: Voorkomen) -> Groep | None:
    if in_bezit(document):
        return None
    code = document.get("3570", "")
    velden = {
        "datum": datum(document.get("3560")),
        "aanduiding": {"code": code, "omschrijving": INHOUDING[code]} if code in INHOUDING else None,
    }
    bronnen = {"datum": ("3560",), "aanduiding": ("3570",)}
    return Groep(velden, leeg_telt=False).onderzoek(onderzoek_van(document), bronnen)


def _houder(lijst: Categorieen) -> Groep:
    person = lijst["01"][0][0] if lijst.get("01") else {}
    stapels = lijst.get("07")
    inscription = status.inschrijving(stapels[0][0] if stapels else {})
    inscription.pop("verificatie", None)
    velden = {"burgerservicenummer": person.get("0120"), **inscription}
    groep = Groep(velden, dict.fromkeys(inscription, frozenset[str]()), leeg_telt=False)
    return groep.onderzoek(onderzoek_van(person), {"burgerservicenummer": ("0120",)})
