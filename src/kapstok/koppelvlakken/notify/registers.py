"""A change in a base registration becomes a notification: for persons to each application that follows them.

What is told is that something changed, and where to ask what: never a burgerservicenummer, never what it is.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from kapstok.diensten.distributie.volgers import abonnees, gevolgd
from kapstok.magazijnen.bag.verandering import GEWIJZIGD as ADRES
from kapstok.magazijnen.brp.verandering import GEWIJZIGD as PERSOON
from kapstok.magazijnen.hr.verandering import GEWIJZIGD as BEDRIJF
from kapstok.magazijnen.notificaties.bericht import stamp
from kapstok.magazijnen.notificaties.kanalen import ADRESSEN, BEDRIJVEN, PERSONEN, VOLGER
from kapstok.platform.db import current_tenant
from kapstok.platform.events.outbox import Event
from kapstok.platform.tenancy.addresses import public_base
from kapstok.platform.tenancy.registry import tenant_by_id

# Where what it is about can be asked, and by which kenmerk it is chosen.
_WAAR = {
    ADRES: (ADRESSEN, "nummeraanduiding", "identificatie", "/lvbag/individuelebevragingen/v2/adressen/"),
    BEDRIJF: (BEDRIJVEN, "inschrijving", "kvkNummer", "/kvk/api/v1/basisprofielen/"),
}
_PERSOON = "/haalcentraal/api/brpupdate/wijzigingen/"


def meldingen(events: Sequence[Event]) -> Iterable[Event]:
    """The notifications of these events, where somebody subscribed."""
    told = {
        kind
        for kind, (kanaal, *_) in _WAAR.items()
        if any(e.type == kind for e in events) and abonnees(kanaal)
    }
    open_ones = [_open(event) for event in events if event.type in told]
    return [*open_ones, *_personen([event for event in events if event.type == PERSOON])]


def _open(event: Event) -> Event:
    kanaal, resource, kenmerk, where = _WAAR[event.type]
    number = str(event.data[kenmerk])
    message = _message(kanaal, resource, event, f"{where}{number}", {kenmerk: number})
    return _melding(event, kanaal, message)


def _personen(events: Sequence[Event]) -> Iterable[Event]:
    wanted = {keys.get(VOLGER) for keys in abonnees(PERSONEN)} if events else set()
    if not wanted:
        return
    for event, _, applicatie in gevolgd(events):
        if str(applicatie) in wanted:
            told = _message(PERSONEN, "persoon", event, _PERSOON + event.subject, {VOLGER: str(applicatie)})
            yield _melding(event, PERSONEN, told)


def _message(
    kanaal: str, resource: str, event: Event, where: str, kenmerken: dict[str, str]
) -> dict[str, Any]:
    url = public_base(tenant_by_id(current_tenant() or 0)) + where
    change = event.context
    action = "create" if change.was is None else "destroy" if change.wordt is None else "update"
    return {
        "kanaal": kanaal,
        "hoofdObject": url,
        "resource": resource,
        "resourceUrl": url,
        "actie": action,
        "aanmaakdatum": stamp(event.moment),
        "kenmerken": kenmerken,
    }


def _melding(event: Event, topic: str, message: dict[str, Any]) -> Event:
    return msgspec.structs.replace(
        event, type=f"distributie.{message['resource']}.melding", data={}, topic=topic, message=message
    )
