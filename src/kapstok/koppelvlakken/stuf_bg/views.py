"""POST /stuf/bg0310/beantwoordVraag: who asks, what they may, who is found, and the log of it in one transaction."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.stuf_bg.antwoord import Schrijver, npsLa01
from kapstok.koppelvlakken.stuf_bg.vraag import SORTERING, Vraag, gelezen
from kapstok.koppelvlakken.stuf_bg.waarden import Persoon
from kapstok.magazijnen.autorisaties.bearer import caller_by, caller_by_secret
from kapstok.magazijnen.autorisaties.doelbinding import BRP, doel_van
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.brp.rules import actual
from kapstok.magazijnen.brp.zoeken import Gevonden, zoek
from kapstok.platform.audit.use import log_uses
from kapstok.platform.db import tenant_scope
from kapstok.platform.http.asked import header
from kapstok.platform.resource import Caller
from kapstok.platform.resource.refused import Refused
from kapstok.platform.stuf import soap, xml
from kapstok.platform.stuf.bericht import Stuurgegevens, tijdstip
from kapstok.platform.stuf.bericht import gelezen as stuurgegevens
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, Element

BRON = "Basisregistratie Personen"
# More than this many persons are not ordered and counted for one question.
MEESTE = 500
ENTITEIT = "NPS"
_BEKEND = {f"L{a}{n:02d}" for a in "vak" for n in range(1, 15)}


def beantwoord_vraag(request: HttpRequest) -> HttpResponse:
    """One message. Whatever the outcome, the answer is a message of StUF."""
    if request.method != "POST":
        refused = soap.fout(StufFout("StUF055", "Stuur een bericht met POST.", status=405))
        refused["Allow"] = "POST"
        return refused
    try:
        received = soap.ontvang(request)
        return soap.antwoord(_answer(received.bericht, _caller(request, received)))
    except StufFout as fault:
        return soap.fout(fault)


def _caller(request: HttpRequest, received: soap.Ontvangen) -> Caller:
    key, sent = header(request, "X-API-KEY"), header(request, "Authorization")
    try:
        if key:
            return caller_by(f"Token {key}", request)
        if received.naam:
            return caller_by_secret(received.naam, received.wachtwoord, request)
        return caller_by(sent, request)
    except Refused as no:
        raise StufFout("StUF013", no.detail, status=401) from no


def _answer(bericht: Element, caller: Caller) -> Element:
    gegevens = stuurgegevens(bericht)
    _kind(bericht, gegevens)
    with tenant_scope(caller.tenant):
        doel = doel_van(caller.id, BRP)
        if doel is None:
            raise StufFout("StUF052", "Deze applicatie heeft geen doel waarvoor zij personen mag bevragen.")
        vraag, mag = gelezen(bericht), toegestaan(doel.velden)
        if beyond := sorted(vraag.velden - mag):
            raise StufFout("StUF052", f"Niet gezocht mag worden op: {', '.join(beyond)}.")
        found = _gezocht(vraag)
        first = _plek(vraag, found)
        page = found[first : first + vraag.aantal]
        now = timezone.localtime()
        schrijver = Schrijver(mag)
        answer = npsLa01(
            _terug(gegevens, now),
            [Persoon(p.categorieen, now.date()) for p in page],
            vraag.keuze,
            schrijver,
            meer=len(found) > first + vraag.aantal,
            aantal=len(found) if vraag.tel else None,
        )
        actor = replace(caller.actor, purpose=doel.doel)
        who = list(dict.fromkeys(p.bsn or p.a_nummer for p in page))
        log_uses(who, actor=actor, moment=now, source=BRON, fields=sorted(schrijver.gegeven | vraag.velden))
        return answer


def _kind(bericht: Element, gegevens: Stuurgegevens) -> None:
    """Only npsLv01, and a fault that says what is wrong with another one."""
    if gegevens.berichtcode not in _BEKEND:
        raise StufFout("StUF022")
    if gegevens.berichtcode != "Lv01":
        raise StufFout("StUF025", "Hier kan alleen Lv01.")
    if gegevens.entiteittype != ENTITEIT:
        raise StufFout("StUF031", "Hier kan alleen NPS.")
    if bericht.tag != xml.name(BG, "npsLv01"):
        raise StufFout("StUF055", "Het bericht is geen npsLv01 van StUF-BG 3.10.")
    if not gegevens.zender.applicatie:
        raise StufFout("StUF013", "De zender noemt geen applicatie.")


def _terug(asked: Stuurgegevens, now: Any) -> Stuurgegevens:
    return Stuurgegevens(
        "La01", asked.ontvanger, asked.zender, str(uuid4()), tijdstip(now), asked.referentienummer, ENTITEIT
    )


def _gezocht(vraag: Vraag) -> list[Gevonden]:
    found = zoek(vraag.zoek, limit=MEESTE + 1)
    if len(found) > MEESTE:
        raise StufFout("StUF058", f"Meer dan {MEESTE} personen voldoen hieraan. Vraag preciezer.")
    exact = [p for p in found if all(_is(p, naam, value) for naam, value in vraag.precies.items())]
    return sorted(exact, key=lambda p: _sleutel(p, vraag.sortering))


def _is(person: Gevonden, naam: str, value: str) -> bool:
    elementen = {
        "geslachtsnaam": (("01", "0240"),),
        "voornamen": (("01", "0210"),),
        "straat": (("08", "1110"), ("08", "1115")),
    }
    return any(actual(person.categorieen, c).get(e) == value for c, e in elementen[naam])


def _sleutel(person: Gevonden, sortering: int) -> tuple[str, ...]:
    parts = (actual(person.categorieen, c).get(e, "") for c, e in SORTERING[sortering])
    # A house number is ordered as a number.
    return (*(p.rjust(5) if p.isdecimal() else p for p in parts), person.bsn, person.a_nummer)


def _plek(vraag: Vraag, found: list[Gevonden]) -> int:
    """Where the page begins: after the person that the question names as its start."""
    if not vraag.vanaf_bsn:
        return 0
    at = next((n for n, p in enumerate(found) if p.bsn == vraag.vanaf_bsn), None)
    if at is None:
        raise StufFout("StUF058", "De persoon in start voldoet niet meer aan de vraag. Begin opnieuw.")
    return at + 1
