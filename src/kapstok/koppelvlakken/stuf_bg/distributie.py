"""A change in a base registration becomes a kennisgeving for who follows it in StUF.

Made in the transaction of the change, together with the log of what was told of whom to whom; sent by the carrier.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone

from kapstok.diensten.distributie.volgers import abonnees, gevolgd
from kapstok.koppelvlakken.stuf_bg.aoa import AOA
from kapstok.koppelvlakken.stuf_bg.bronnen import Personen, rechtspersoon, vestiging
from kapstok.koppelvlakken.stuf_bg.entiteit import Entiteit
from kapstok.koppelvlakken.stuf_bg.hr import NNP, VES
from kapstok.koppelvlakken.stuf_bg.kennisgeving_uit import Kennisgever
from kapstok.koppelvlakken.stuf_bg.nps import NPS
from kapstok.koppelvlakken.stuf_bg.soort import Stap, adresstappen, bedrijfsstappen, stappen
from kapstok.koppelvlakken.stuf_bg.waarden import Persoon
from kapstok.magazijnen.autorisaties.doelbinding import BRP, doel_bekend
from kapstok.magazijnen.autorisaties.models import Applicatie, Client
from kapstok.magazijnen.bag.verandering import GEWIJZIGD as ADRES
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.brp.verandering import GEWIJZIGD as PERSOON
from kapstok.magazijnen.brp.verandering import Verandering
from kapstok.magazijnen.hr.rules import openbaar
from kapstok.magazijnen.hr.verandering import GEWIJZIGD as BEDRIJF
from kapstok.magazijnen.hr.verandering import Stand
from kapstok.magazijnen.hr.verandering import Verandering as Bedrijfsverandering
from kapstok.magazijnen.notificaties.kanalen import ADRESSEN, ALS_STUF, BEDRIJVEN, PERSONEN, VOLGER
from kapstok.platform.audit.use import log_uses
from kapstok.platform.events.outbox import Event
from kapstok.platform.stuf.kennisgeving import gesloten
from kapstok.platform.stuf.xml import Element
from kapstok.platform.work import Actor

_OPEN: frozenset[str] = frozenset()


def kennisgevingen(events: Sequence[Event]) -> Iterable[Event]:
    """The messages of these events, where somebody follows in StUF."""
    found: list[Event] = []
    by_kind = {kind: [e for e in events if e.type == kind] for kind in (PERSOON, ADRES, BEDRIJF)}
    if by_kind[PERSOON] and (wanted := {keys.get(VOLGER) for keys in abonnees(PERSONEN + ALS_STUF)}):
        found += _personen(by_kind[PERSOON], wanted)
    if by_kind[ADRES] and abonnees(ADRESSEN + ALS_STUF):
        found += _adressen(by_kind[ADRES])
    if by_kind[BEDRIJF] and abonnees(BEDRIJVEN + ALS_STUF):
        found += _bedrijven(by_kind[BEDRIJF])
    return found


def _personen(events: Sequence[Event], wanted: set[str | None]) -> list[Event]:
    purposes: dict[UUID, tuple[Actor, frozenset[str]]] = {}
    told: dict[tuple[UUID, tuple[str, ...]], dict[str, None]] = {}
    found: list[Event] = []
    for event, bsn, applicatie in gevolgd(events):
        if str(applicatie) not in wanted:
            continue
        if applicatie not in purposes:
            purposes[applicatie] = _ontvanger(applicatie)
        kennisgever = Kennisgever(NPS, purposes[applicatie][1])
        messages = npslk01(kennisgever, event.context, timezone.localdate(event.moment))
        found += [_bericht(event, PERSONEN, made, NPS, {VOLGER: str(applicatie)}) for made in messages]
        if messages:
            told.setdefault((applicatie, tuple(sorted(kennisgever.verteld))), {})[bsn] = None
    # One statement for all persons of whom the same was told: a file may change thousands at once.
    for (applicatie, fields), persons in told.items():
        actor, moment = purposes[applicatie][0], events[0].moment
        log_uses(list(persons), actor=actor, moment=moment, source=Personen.bron, fields=list(fields))
    return found


def npslk01(kennisgever: Kennisgever, change: Verandering, day: date) -> list[Element]:
    """The messages about a change of a person, one for each kind of change; none when nothing that may be told is."""
    found: list[Element] = []
    for stap in stappen(change.was, change.wordt):
        was, wordt = (Persoon(side, day) if side is not None else None for side in (stap.was, stap.wordt))
        made = kennisgever.bericht(was, wordt, soort=stap.soort, sinds=stap.sinds, ingang=stap.ingang)
        if made is not None:
            found.append(made)
    return found


def _ontvanger(applicatie: UUID) -> tuple[Actor, frozenset[str]]:
    """Who is told, with the purpose as the person sees it, and what that allows."""
    doel = doel_bekend(applicatie, BRP)
    label = Applicatie.objects.filter(id=applicatie).values_list("label", flat=True).first() or ""
    client = Client.objects.filter(applicatie_id=applicatie).values_list("client_id", flat=True).first()
    actor = Actor("applicatie", client or str(applicatie), label, purpose=doel.doel if doel else "")
    return actor, toegestaan(doel.velden) if doel else _OPEN


def _adressen(events: Sequence[Event]) -> Iterable[Event]:
    for event in events:
        kenmerken = {"identificatie": str(event.data["identificatie"])}
        for made in _berichten(AOA, adresstappen(event.context)):
            yield _bericht(event, ADRESSEN, made, AOA, kenmerken)


def _bedrijven(events: Sequence[Event]) -> Iterable[Event]:
    for event in events:
        kenmerken = {"kvkNummer": str(event.data["kvkNummer"])}
        change: Bedrijfsverandering = event.context
        was, wordt, correctie = change.was, change.wordt, change.correctie
        for made in _berichten(NNP, bedrijfsstappen(_nnp(was), _nnp(wordt), correctie=correctie)):
            yield _bericht(event, BEDRIJVEN, made, NNP, kenmerken)
        numbers = {n: None for side in (was, wordt) if side for n in side.vestigingen}
        for number in numbers:
            steps = bedrijfsstappen(_ves(was, number), _ves(wordt, number), correctie=correctie)
            for made in _berichten(VES, steps):
                yield _bericht(event, BEDRIJVEN, made, VES, kenmerken)


def _berichten(entiteit: Entiteit, steps: Iterable[Stap[Any]]) -> Iterable[Element]:
    """The messages of these steps about something that is open; of what changes nothing, none."""
    for stap in steps:
        made = Kennisgever(entiteit, _OPEN).bericht(
            stap.was, stap.wordt, soort=stap.soort, sinds=stap.sinds, ingang=stap.ingang
        )
        if made is not None:
            yield made


def _nnp(side: Stand | None) -> dict[str, Any] | None:
    """A registration with an rsin is that of a legal person."""
    if side is None or not side.rsin:
        return None
    return openbaar(rechtspersoon(side.naam, side.rsin, side.gegevens, side.eigenaar))


def _ves(side: Stand | None, number: str) -> dict[str, Any] | None:
    if side is None or number not in side.vestigingen:
        return None
    return openbaar(vestiging(number, side.vestigingen[number], side.gegevens))


def _bericht(
    event: Event, kanaal: str, made: Element, entiteit: Entiteit, kenmerken: dict[str, str]
) -> Event:
    message = {
        **gesloten(made, entiteit.soort),
        "kanaal": kanaal,
        "resource": entiteit.soort,
        "actie": "Lk01",
        "resourceUrl": "",
        "kenmerken": kenmerken,
    }
    name = f"distributie.{entiteit.soort.lower()}.kennisgeving"
    return msgspec.structs.replace(event, type=name, data={}, topic=kanaal + ALS_STUF, message=message)
