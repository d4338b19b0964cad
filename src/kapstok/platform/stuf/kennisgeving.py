"""A kennisgeving on its way out: made in the transaction of the change, kept closed until it is sent.

What it tells of a person lies in the outbox as long as the receiver is away: nobody reads it there.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from kapstok.platform.config.crypto import decrypt, encrypt
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.xml import STUF, Element

_DOEL = "stuf-kennisgeving"


def gesloten(bericht: Element, entiteittype: str) -> dict[str, Any]:
    """As a message of the outbox; `bericht` has no stuurgegevens yet, for they differ per receiver."""
    name = etree.QName(bericht)
    return {
        "bericht": name.localname,
        "namespace": name.namespace,
        "entiteittype": entiteittype,
        "inhoud": encrypt(etree.tostring(bericht, encoding="unicode"), purpose=_DOEL),
    }


def geopend(message: Mapping[str, Any]) -> Element:
    """What was closed."""
    return xml.parse(decrypt(message["inhoud"], purpose=_DOEL).encode())


def als_wijziging(bericht: Element) -> None:
    """Tell a mistake that was put right (C, F) as a change (W), for who knows no other. A change of the key stays.

    Without days: what was wrong did not end.
    """
    [kind] = bericht.iter(xml.name(STUF, "mutatiesoort"))
    sides = [c for c in xml.children(bericht) if xml.local(c) == "object"]
    if kind.text not in {"C", "F"} or any(c.get(xml.name(STUF, "verwerkingssoort")) == "S" for c in sides):
        return
    kind.text = "W"
    for side in sides:
        for days in side.findall(xml.name(STUF, "tijdvakGeldigheid")):
            side.remove(days)
