"""POST /stuf/bg0310/beantwoordVraag: who asks, what they may, what is found, and the log of it in one transaction."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.stuf_bg.antwoord import Schrijver, la01
from kapstok.koppelvlakken.stuf_bg.bronnen import BRONNEN, MEESTE, Bron
from kapstok.koppelvlakken.stuf_bg.vraag import Vraag, gelezen
from kapstok.koppelvlakken.stuf_bg.vrager import vrager
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import Caller
from kapstok.platform.stuf import soap, xml
from kapstok.platform.stuf.bericht import Stuurgegevens, tijdstip
from kapstok.platform.stuf.bericht import gelezen as stuurgegevens
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, Element

_BEKEND = {f"L{a}{n:02d}" for a in "vak" for n in range(1, 15)}


def beantwoord_vraag(request: HttpRequest) -> HttpResponse:
    """One message. Whatever the outcome, the answer is a message of StUF."""
    if request.method != "POST":
        refused = soap.fout(StufFout("StUF055", "Stuur een bericht met POST.", status=405))
        refused["Allow"] = "POST"
        return refused
    try:
        received = soap.ontvang(request)
        return soap.antwoord(_answer(received.bericht, vrager(request, received)))
    except StufFout as fault:
        return soap.fout(fault)


def _answer(bericht: Element, caller: Caller) -> Element:
    gegevens = stuurgegevens(bericht)
    _check(bericht, gegevens)
    with tenant_scope(caller.tenant):
        bron = BRONNEN[gegevens.entiteittype](caller)
        vraag = gelezen(bericht, bron.entiteit)
        if beyond := sorted(filter(None, vraag.velden - bron.mag)):
            raise StufFout("StUF052", f"Niet gezocht mag worden op: {', '.join(beyond)}.")
        now = timezone.localtime()
        found = _gezocht(bron, vraag, now)
        first = _plek(bron, vraag, found)
        page = found[first : first + vraag.aantal]
        schrijver = Schrijver(bron.entiteit, bron.mag)
        answer = la01(
            _terug(gegevens, now),
            page,
            vraag.keuze,
            schrijver,
            meer=len(found) > first + vraag.aantal,
            aantal=len(found) if vraag.tel else None,
        )
        bron.vertel(page, schrijver.gegeven | vraag.velden, now)
        return answer


def _check(bericht: Element, gegevens: Stuurgegevens) -> None:
    """Only Lv01 about what is kept here, and a fault that says what is wrong with another message."""
    if gegevens.berichtcode not in _BEKEND:
        raise StufFout("StUF022")
    if gegevens.berichtcode != "Lv01":
        raise StufFout("StUF025", "Hier kan alleen Lv01.")
    if gegevens.entiteittype not in BRONNEN:
        raise StufFout("StUF031", f"Hier kan {' en '.join(BRONNEN)}.")
    wanted = f"{gegevens.entiteittype.lower()}Lv01"
    if bericht.tag != xml.name(BG, wanted):
        raise StufFout("StUF055", f"Het bericht is geen {wanted} van StUF-BG 3.10.")
    if not gegevens.zender.applicatie:
        raise StufFout("StUF013", "De zender noemt geen applicatie.")


def _terug(asked: Stuurgegevens, now: datetime) -> Stuurgegevens:
    """The answer goes from who was asked to who asked."""
    return Stuurgegevens(
        "La01",
        asked.ontvanger,
        asked.zender,
        str(uuid4()),
        tijdstip(now),
        asked.referentienummer,
        asked.entiteittype,
    )


def _gezocht(bron: Bron, vraag: Vraag, now: datetime) -> list[Any]:
    found = bron.zoek(vraag, now)
    if len(found) > MEESTE:
        raise StufFout("StUF058", f"Hieraan voldoen er meer dan {MEESTE}. Vraag preciezer.")
    return sorted(found, key=bron.entiteit.sortering[vraag.sortering])


def _plek(bron: Bron, vraag: Vraag, found: list[Any]) -> int:
    """Where the page begins: after what the question names as its start."""
    if not vraag.na:
        return 0
    at = next((n for n, ding in enumerate(found) if bron.entiteit.sleutel_van(ding) == vraag.na), None)
    if at is None:
        raise StufFout("StUF058", "Wat in start staat, voldoet niet meer aan de vraag. Begin opnieuw.")
    return at + 1
