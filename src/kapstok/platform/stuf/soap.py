"""SOAP 1.1 around a message: in, out, and as a fault. Source: StUF protocolbindingen 03.02, section 4."""

import base64
import binascii
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from lxml import etree

from kapstok.platform.http.asked import header
from kapstok.platform.stuf import xml
from kapstok.platform.stuf.bericht import Stuurgegevens, schrijf
from kapstok.platform.stuf.fouten import CLIENT, StufFout
from kapstok.platform.stuf.xml import NSMAP, SOAP, STUF, WSSE, Element, XmlFault

MAX_BODY = 1_000_000
CONTENT_TYPE = "text/xml; charset=utf-8"
# The fault of a synchronous message has no more than its code.
SYNCHROON = Stuurgegevens("Fo02")


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """A message with the name and password that came with it (HTTP Basic, or a UsernameToken in the header)."""

    bericht: Element
    naam: str
    wachtwoord: str


def ontvang(request: HttpRequest) -> Ontvangen:
    """The message in the body of a request. Raises StufFout."""
    raw = request.read(MAX_BODY + 1)
    if len(raw) > MAX_BODY:
        raise StufFout("StUF055", f"Het bericht is groter dan {MAX_BODY} bytes.", status=413)
    try:
        root = xml.parse(raw)
    except XmlFault as fault:
        raise StufFout("StUF055", str(fault)) from fault
    body = xml.child(root, SOAP, "Body") if root.tag == xml.name(SOAP, "Envelope") else None
    if body is None:
        raise StufFout("StUF055", "Stuur een SOAP 1.1-envelop met een Body.")
    within = xml.children(body)
    if len(within) != 1:
        raise StufFout("StUF055", "In de Body hoort precies één bericht.")
    naam, wachtwoord = _basic(header(request, "Authorization")) or _token(root) or ("", "")
    return Ontvangen(within[0], naam, wachtwoord)


def _basic(sent: str) -> tuple[str, str] | None:
    kind, _, coded = sent.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        naam, _, wachtwoord = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return naam, wachtwoord


def _token(root: Element) -> tuple[str, str] | None:
    """A UsernameToken with a password in the clear; only ever over TLS."""
    token = root.find(f"{xml.name(SOAP, 'Header')}//{xml.name(WSSE, 'UsernameToken')}")
    if token is None:
        return None
    return xml.text(token, WSSE, "Username"), xml.text(token, WSSE, "Password")


def antwoord(bericht: Element, status: int = 200) -> HttpResponse:
    """A message in its envelope."""
    envelope = etree.Element(xml.name(SOAP, "Envelope"), nsmap={"soap": SOAP, **NSMAP})
    body = xml.add(envelope, SOAP, "Body")
    body.append(bericht)
    return _response(envelope, status)


def bevestiging(gegevens: Stuurgegevens) -> Element:
    """That an asynchronous message was taken in (Bv03)."""
    bericht = etree.Element(xml.name(STUF, f"{gegevens.berichtcode}Bericht"), nsmap=NSMAP)
    schrijf(bericht, STUF, gegevens)
    return bericht


def fout(fault: StufFout, gegevens: Stuurgegevens = SYNCHROON) -> HttpResponse:
    """A fault message as the detail of a SOAP fault: Fo02, or what `gegevens` says."""
    envelope = etree.Element(xml.name(SOAP, "Envelope"), nsmap={"soap": SOAP, **NSMAP})
    node = xml.add(xml.add(envelope, SOAP, "Body"), SOAP, "Fault")
    etree.SubElement(node, "faultcode").text = "soap:Client" if fault.plek == CLIENT else "soap:Server"
    etree.SubElement(node, "faultstring").text = fault.omschrijving
    etree.SubElement(node, "detail").append(foutbericht(fault, gegevens))
    return _response(envelope, fault.status)


def foutbericht(fault: StufFout, gegevens: Stuurgegevens = SYNCHROON) -> Element:
    """The answer to a message that could not be dealt with."""
    bericht = etree.Element(xml.name(STUF, f"{gegevens.berichtcode}Bericht"), nsmap=NSMAP)
    schrijf(bericht, STUF, gegevens)
    body = xml.add(bericht, STUF, "body")
    xml.add(body, STUF, "code", fault.code)
    xml.add(body, STUF, "plek", fault.plek)
    xml.add(body, STUF, "omschrijving", fault.omschrijving)
    if fault.details:
        xml.add(body, STUF, "details", fault.details)
    return bericht


def _response(envelope: Element, status: int) -> HttpResponse:
    response = HttpResponse(xml.serialize(envelope), status=status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Basic realm="StUF", charset="UTF-8"'
    return response
