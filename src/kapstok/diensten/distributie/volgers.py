"""Applications that follow persons, addresses and businesses: who is told of a change, in any form.

Of persons an application follows whom it named (volgindicaties), as long as that is part of its purpose. Of addresses
and businesses an abonnement names the ones it wants, or none: then all.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from kapstok.magazijnen.autorisaties.doelbinding import BRP, doel_van
from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.magazijnen.brp.volgen import volgers
from kapstok.magazijnen.notificaties.kanalen import ADRESSEN, ALS_STUF, BEDRIJVEN
from kapstok.platform.events.models import Subscription
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import ALLES

VOLGEN = "volgindicaties"


def abonnees(topic: str) -> list[dict[str, str]]:
    """What each subscription on a topic wants it to carry."""
    return list(Subscription.objects.filter(topic=topic).values_list("keys", flat=True))


def gevolgd(events: Sequence[Event]) -> Iterable[tuple[Event, str, UUID]]:
    """Changes of persons with who follows them, and may; each application once for a change."""
    following: dict[str, list[UUID]] = {}
    numbers = {n for event in events for n in event.context.nummers}
    for bsn, applicatie in volgers(numbers, timezone.localdate()):
        following.setdefault(bsn, []).append(applicatie)
    may: dict[UUID, bool] = {}
    for event in events:
        told = {app: bsn for bsn in sorted(event.context.nummers) for app in following.get(bsn, ())}
        for applicatie, bsn in told.items():
            if applicatie not in may:
                may[applicatie] = mag_volgen(applicatie)
            if may[applicatie]:
                yield event, bsn, applicatie


def mag_volgen(applicatie: UUID) -> bool:
    """Is following still part of its purpose, and may it come in at all?"""
    doel = doel_van(applicatie, BRP)
    there = Applicatie.objects.filter(id=applicatie, geblokkeerd=False).exists()
    return there and doel is not None and VOLGEN in toegestaan(doel.velden)


def _wanted(kanaal: str, kenmerk: str, keys: Sequence[str]) -> set[str]:
    """Those of these that an abonnement names; ALLES where one names none."""
    asked = [k for topic in (kanaal, kanaal + ALS_STUF) for k in abonnees(topic)]
    return {k.get(kenmerk, ALLES) for k in asked}.intersection(keys)


def adressen(keys: Sequence[str]) -> set[str]:
    """Addresses that an abonnement names."""
    return _wanted(ADRESSEN, "identificatie", keys)


def bedrijven(keys: Sequence[str]) -> set[str]:
    """Registrations that an abonnement names."""
    return _wanted(BEDRIJVEN, "kvkNummer", keys)
