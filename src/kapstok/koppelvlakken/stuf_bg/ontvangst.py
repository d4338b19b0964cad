"""POST /stuf/bg0310/ontvangAsynchroon: a kennisgeving of an application goes into the store, or nothing of it does."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.koppelvlakken.stuf_bg.aoa_schrijven import ADRES, neem_adres
from kapstok.koppelvlakken.stuf_bg.hr_nemen import neem_rechtspersoon, neem_vestiging
from kapstok.koppelvlakken.stuf_bg.hr_schrijven import RECHTSPERSOON, VESTIGING
from kapstok.koppelvlakken.stuf_bg.kennisgeving import PERSOON, Kennisgeving, Vorm, gelezen
from kapstok.koppelvlakken.stuf_bg.nps_nemen import neem_persoon
from kapstok.koppelvlakken.stuf_bg.vrager import vrager
from kapstok.magazijnen.autorisaties.doelbinding import BRP, LADEN, doel_bekend
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.notificaties.queries import first_time
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import Caller
from kapstok.platform.stuf import bericht as berichten
from kapstok.platform.stuf import soap, xml
from kapstok.platform.stuf.bericht import Stuurgegevens, Systeem, tijdstip
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, Element
from kapstok.platform.work import Actor, unit_of_work

_WIJ, _IEMAND = Systeem("KAPSTOK"), Systeem("ONBEKEND")


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of thing that is taken in: the register and the field that a purpose must hold for it, and how."""

    register: str
    veld: str
    vorm: Vorm
    neem: Callable[[Kennisgeving, Element, Actor, datetime], bool]
    geweigerd: str


SOORTEN = {
    "NPS": Soort(
        BRP, "persoonslijsten.laden", PERSOON, neem_persoon, "Deze applicatie mag geen personen wijzigen."
    ),
    "AOA": Soort("bag", LADEN, ADRES, neem_adres, "Deze applicatie mag geen adressen wijzigen."),
    "NNP": Soort(
        "hr", LADEN, RECHTSPERSOON, neem_rechtspersoon, "Deze applicatie mag geen bedrijven wijzigen."
    ),
    "VES": Soort("hr", LADEN, VESTIGING, neem_vestiging, "Deze applicatie mag geen bedrijven wijzigen."),
}


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
    soort = _check(bericht, gegevens)
    doel = doel_bekend(caller.id, soort.register)
    if doel is None or soort.veld not in (toegestaan(doel.velden) if soort.register == BRP else doel.velden):
        raise StufFout("StUF052", soort.geweigerd)
    actor = replace(caller.actor, purpose=doel.doel)
    change = gelezen(bericht, soort.vorm)
    with unit_of_work(actor, "kennisgeving") as work:
        kenmerk, gevolg = _kenmerk(gegevens), "herhaling"
        if first_time(f"stuf:{caller.id}", kenmerk, work.moment):
            taken = soort.neem(change, bericht, actor, timezone.localtime(work.moment))
            gevolg = "overgenomen" if taken else "niets veranderd"
        work.record("kennisgeving", kenmerk[:36], after={"soort": soort.vorm.soort, "gevolg": gevolg})


def _check(bericht: Element, gegevens: Stuurgegevens) -> Soort:
    if gegevens.berichtcode != "Lk01":
        raise StufFout("StUF025", "Hier kan alleen Lk01.")
    soort = SOORTEN.get(gegevens.entiteittype)
    if soort is None:
        raise StufFout("StUF031", f"Hier kan alleen {', '.join(SOORTEN)}.")
    naam = f"{soort.vorm.soort.lower()}Lk01"
    if bericht.tag != xml.name(BG, naam):
        raise StufFout("StUF055", f"Het bericht is geen {naam} van StUF-BG 3.10.")
    if not gegevens.zender.applicatie:
        raise StufFout("StUF013", "De zender noemt geen applicatie.")
    if not gegevens.referentienummer:
        raise StufFout("StUF055", "stuurgegevens: referentienummer ontbreekt.")
    return soort


def _kenmerk(gegevens: Stuurgegevens) -> str:
    """By what a message is known again: who sent it, under which number."""
    who = gegevens.zender
    text = "\n".join((who.organisatie, who.applicatie, who.administratie, gegevens.referentienummer))
    return hashlib.sha256(text.encode()).hexdigest()
