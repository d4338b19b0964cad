"""A kennisgeving of StUF over the wire: the message that was made with the change, in an envelope for this receiver."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from lxml import etree

from kapstok.platform.http.wire import Answer
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.bericht import Stuurgegevens, Systeem, schrijf, tijdstip
from kapstok.platform.stuf.kennisgeving import als_wijziging, geopend
from kapstok.platform.stuf.soap import CONTENT_TYPE
from kapstok.platform.stuf.xml import NSMAP, SOAP, STUF

__all__ = ["CONTENT_TYPE", "action", "envelope", "verdict"]

APPLICATIE = "KAPSTOK"
# It does not know us, or does not let us: no other message will be taken either.
_NOT_LET_IN = {"StUF010", "StUF013"}


def action(message: Mapping[str, Any]) -> str:
    """The SOAPAction of the published WSDL."""
    return f"{message['namespace']}/{message['bericht']}"


def envelope(
    message: Mapping[str, Any],
    *,
    organisation: str,
    receiver: Mapping[str, str],
    event_id: str,
    moment: datetime,
) -> bytes:
    """The same bytes every time: a second delivery has the same referentienummer."""
    found = geopend(message)
    if receiver.get("verbetering"):
        als_wijziging(found)
    made = etree.Element(found.tag, nsmap=NSMAP)
    stuurgegevens = Stuurgegevens(
        "Lk01",
        Systeem(APPLICATIE, organisation),
        Systeem(receiver.get("applicatie", ""), receiver.get("organisatie", "")),
        event_id,
        tijdstip(timezone.localtime(moment)),
        entiteittype=message["entiteittype"],
    )
    schrijf(made, message["namespace"], stuurgegevens)
    made.extend(xml.children(found))
    whole = etree.Element(xml.name(SOAP, "Envelope"), nsmap={"soap": SOAP, **NSMAP})
    xml.add(whole, SOAP, "Body").append(made)
    return xml.serialize(whole)


def verdict(answer: Answer) -> tuple[str, bool]:
    """What went wrong, empty when nothing did, and whether the receiver as a whole cannot be reached.

    SOAP tells a fault about one message with a 500: what kind of fault it is, stands in the answer.
    """
    code = _fault(answer.body)
    if code:
        return f"stuf-{code}", code in _NOT_LET_IN
    return ("", False) if 200 <= answer.status < 300 else (f"http-{answer.status}", True)


def _fault(body: bytes) -> str:
    """The code of a fault of StUF, or of SOAP under a good status; empty when it is none."""
    try:
        root = xml.parse(body)
    except xml.XmlFault:
        return ""
    for node in root.iter():
        if isinstance(node.tag, str) and xml.local(node) in {"Fo01Bericht", "Fo02Bericht", "Fo03Bericht"}:
            found = next((n.text or "" for n in node.iter(xml.name(STUF, "code"))), "").strip()
            return found[:7] if found.isascii() and found.isalnum() else "StUF058"
    return ""
