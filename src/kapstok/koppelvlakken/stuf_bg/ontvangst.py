"""POST /stuf/bg0310/ontvangAsynchroon: a kennisgeving of an application goes into the store, or nothing of it does."""

import hashlib
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.stuf_bg.kennisgeving import (
    TOEVOEGING,
    VELDEN,
    VERWIJDERING,
    Kennisgeving,
    gelezen,
)
from kapstok.koppelvlakken.stuf_bg.nps_schrijven import toegepast
from kapstok.koppelvlakken.stuf_bg.vrager import vrager
from kapstok.magazijnen.autorisaties.doelbinding import BRP, doel_van
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.brp.services import BRON, change_person, remove_person, take_person
from kapstok.magazijnen.notificaties.queries import first_time
from kapstok.platform.audit.use import log_uses
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import Caller
from kapstok.platform.stuf import bericht as berichten
from kapstok.platform.stuf import soap, xml
from kapstok.platform.stuf.bericht import Stuurgegevens, Systeem, tijdstip
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, Element
from kapstok.platform.work import Actor, unit_of_work

LADEN = "persoonslijsten.laden"
_WIJ, _IEMAND = Systeem("KAPSTOK"), Systeem("ONBEKEND")


def ontvang_asynchroon(request: HttpRequest) -> HttpResponse:
    """One kennisgeving: Bv03 when it is in the store, otherwise Fo03 in a fault."""
    back = _terug(Stuurgegevens(""), timezone.localtime())
    try:
        if request.method != "POST":
            raise StufFout("StUF055", "Stuur een bericht met POST.", status=405)
        received = soap.ontvang(request)
        gegevens = berichten.gelezen(received.bericht)
        back = _terug(gegevens, timezone.localtime())
        caller = vrager(request, received)
        with tenant_scope(caller.tenant):
            _neem(received.bericht, gegevens, caller)
        return soap.antwoord(soap.bevestiging(replace(back, berichtcode="Bv03")))
    except StufFout as fault:
        response = soap.fout(fault, replace(back, berichtcode="Fo03"))
        if fault.status == 405:
            response["Allow"] = "POST"
        return response


def _terug(sent: Stuurgegevens, now: datetime) -> Stuurgegevens:
    """From who received it to who sent it; what cannot be read has no sender."""
    us = sent.ontvanger if len(sent.ontvanger.applicatie) >= berichten.KORTSTE_APPLICATIE else _WIJ
    them = sent.zender if len(sent.zender.applicatie) >= berichten.KORTSTE_APPLICATIE else _IEMAND
    cross = sent.referentienummer or "onbekend"
    return Stuurgegevens("", us, them, str(uuid4()), tijdstip(now), cross)


def _neem(bericht: Element, gegevens: Stuurgegevens, caller: Caller) -> None:
    _check(bericht, gegevens)
    doel = doel_van(caller.id, BRP)
    if doel is None or LADEN not in toegestaan(doel.velden):
        raise StufFout("StUF052", "Deze applicatie mag geen personen wijzigen.")
    actor = replace(caller.actor, purpose=doel.doel)
    change = gelezen(bericht)
    with unit_of_work(actor, "brp.kennisgeving") as work:
        kenmerk, gevolg = _kenmerk(gegevens), "herhaling"
        if first_time(f"stuf:{caller.id}", kenmerk, work.moment):
            taken = _verwerk(change, actor, timezone.localtime(work.moment))
            gevolg = "overgenomen" if taken else "niets veranderd"
        work.record("kennisgeving", kenmerk[:36], after={"gevolg": gevolg})


def _check(bericht: Element, gegevens: Stuurgegevens) -> None:
    if gegevens.berichtcode != "Lk01":
        raise StufFout("StUF025", "Hier kan alleen Lk01.")
    if gegevens.entiteittype != "NPS":
        raise StufFout("StUF031", "Hier kan alleen NPS.")
    if bericht.tag != xml.name(BG, "npsLk01"):
        raise StufFout("StUF055", "Het bericht is geen npsLk01 van StUF-BG 3.10.")
    if not gegevens.zender.applicatie:
        raise StufFout("StUF013", "De zender noemt geen applicatie.")
    if not gegevens.referentienummer:
        raise StufFout("StUF055", "stuurgegevens: referentienummer ontbreekt.")


def _kenmerk(gegevens: Stuurgegevens) -> str:
    """By what a message is known again: who sent it, under which number."""
    who = gegevens.zender
    text = "\n".join((who.organisatie, who.applicatie, who.administratie, gegevens.referentienummer))
    return hashlib.sha256(text.encode()).hexdigest()


def _verwerk(change: Kennisgeving, actor: Actor, now: datetime) -> bool:
    """Take a change over. False: there was nothing to change, or it was told for information only."""
    # The number of before: of a change both say it.
    bsn = (change.was or change.wordt).get("inp.bsn")
    if bsn is None or len(bsn.tekst) != 9 or not (bsn.tekst.isascii() and bsn.tekst.isdecimal()):
        raise StufFout("StUF055", "object: inp.bsn ontbreekt, of is geen nummer van negen cijfers.")
    rows = take_person(bsn.tekst)
    if len(rows) > 1 or (rows and change.soort == TOEVOEGING):
        raise StufFout("StUF067", "Van deze persoon is er al een persoonslijst, of meer dan één.")
    if not rows and change.soort != TOEVOEGING:
        raise StufFout("StUF064", "Van deze persoon is er geen persoonslijst.")
    new, changed = toegepast(rows[0].categorieen if rows else {}, change, now.date())
    if not change.verplicht or not changed:
        return False
    if change.soort == VERWIJDERING:
        remove_person(bsn.tekst, actor=actor)
    else:
        change_person(bsn.tekst, rows[0].label if rows else "", new, actor=actor)
    fields = sorted({field for pad in changed for field in VELDEN[pad].velden})
    log_uses([bsn.tekst], actor=actor, moment=now, source=BRON, fields=fields)
    return True
