"""Stuurgegevens: who sends what to whom (StUF 03.01, section 5.2)."""

from dataclasses import dataclass
from datetime import datetime

from kapstok.platform.stuf import xml
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import STUF, Element

_SYSTEEM = ("organisatie", "applicatie", "administratie", "gebruiker")
_LANGSTE = {"organisatie": 200, "applicatie": 50, "administratie": 50, "gebruiker": 100}
# An applicatie has three characters or more (StUF:Applicatie).
KORTSTE_APPLICATIE, LANGSTE_NUMMER = 3, 40


@dataclass(frozen=True, slots=True)
class Systeem:
    """A sending or receiving system."""

    applicatie: str = ""
    organisatie: str = ""
    administratie: str = ""
    gebruiker: str = ""


@dataclass(frozen=True, slots=True)
class Stuurgegevens:
    """`tijdstip`: 8 to 17 digits, in the time zone of the sender."""

    berichtcode: str
    zender: Systeem = Systeem()
    ontvanger: Systeem = Systeem()
    referentienummer: str = ""
    tijdstip: str = ""
    crossrefnummer: str = ""
    entiteittype: str = ""
    functie: str = ""


def _systeem(node: Element | None) -> Systeem:
    found = {part: xml.text(node, STUF, part) for part in _SYSTEEM}
    for part, value in found.items():
        if len(value) > _LANGSTE[part]:
            raise StufFout("StUF055", f"stuurgegevens: {part} is te lang.")
    return Systeem(**found)


def gelezen(bericht: Element) -> Stuurgegevens:
    """Of a message; its stuurgegevens stand in the namespace of the sector. Raises StufFout."""
    node = next((c for c in xml.children(bericht) if xml.local(c) == "stuurgegevens"), None)
    if node is None:
        raise StufFout("StUF055", "Het element stuurgegevens ontbreekt.")
    nummer = xml.text(node, STUF, "referentienummer")
    if len(nummer) > LANGSTE_NUMMER:
        raise StufFout("StUF055", "stuurgegevens: referentienummer is te lang.")
    return Stuurgegevens(
        xml.text(node, STUF, "berichtcode"),
        _systeem(xml.child(node, STUF, "zender")),
        _systeem(xml.child(node, STUF, "ontvanger")),
        nummer,
        xml.text(node, STUF, "tijdstipBericht"),
        xml.text(node, STUF, "crossRefnummer"),
        xml.text(node, STUF, "entiteittype"),
        xml.text(node, STUF, "functie"),
    )


def tijdstip(moment: datetime) -> str:
    """To the millisecond, 17 digits. `moment` is in the time zone that is to be shown."""
    return f"{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03d}"


def schrijf(bericht: Element, namespace: str, gegevens: Stuurgegevens) -> None:
    """Write them as the first element of a message."""
    node = xml.add(bericht, namespace, "stuurgegevens")
    xml.add(node, STUF, "berichtcode", gegevens.berichtcode)
    for role, systeem in (("zender", gegevens.zender), ("ontvanger", gegevens.ontvanger)):
        if len(systeem.applicatie) >= KORTSTE_APPLICATIE:
            system = xml.add(node, STUF, role)
            for part in _SYSTEEM:
                if value := getattr(systeem, part):
                    xml.add(system, STUF, part, value)
    rest = (
        ("referentienummer", gegevens.referentienummer),
        ("tijdstipBericht", gegevens.tijdstip),
        ("crossRefnummer", gegevens.crossrefnummer),
        ("entiteittype", gegevens.entiteittype),
        ("functie", gegevens.functie),
    )
    for part, value in rest:
        if value:
            xml.add(node, STUF, part, value)
