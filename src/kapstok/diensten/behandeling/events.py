"""What an open zaak is about changes in a base registration: its handler hears it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from kapstok.diensten.behandeling.services import veranderd
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import Choice, cares_about, listens

cares_about("persoon")(veranderd.personen)
cares_about("bedrijf")(veranderd.bedrijven)
cares_about("adres")(veranderd.adressen)


def _of_persons(events: Sequence[Event]) -> list[Event]:
    """Changes of who plays a part in an open zaak."""
    asked = {n for e in events for n in e.context.nummers}
    here = veranderd.personen(sorted(asked))
    return [e for e in events if not here.isdisjoint(e.context.nummers)]


def _of(find: Callable[[Sequence[str]], set[str]], key: str) -> Choice:
    """Changes of what an open zaak is about, by this key."""

    def choose(events: Sequence[Event]) -> list[Event]:
        here = find([str(e.data[key]) for e in events])
        return [e for e in events if e.data[key] in here]

    return choose


@listens("brp.persoon.gewijzigd", consumer="behandeling.persoon-gewijzigd", only=_of_persons)
def person_changed(event: Event) -> None:
    """Moved, died, secret, another name."""
    veranderd.tell_person(UUID(event.subject), event.moment, now=datetime.now(UTC))


@listens(
    "hr.inschrijving.gewijzigd",
    consumer="behandeling.bedrijf-gewijzigd",
    only=_of(veranderd.bedrijven, "kvkNummer"),
)
def business_changed(event: Event) -> None:
    """Anything in the handelsregister."""
    veranderd.tell_business(event.data["kvkNummer"], now=datetime.now(UTC))


@listens(
    "bag.adres.gewijzigd",
    consumer="behandeling.adres-gewijzigd",
    only=_of(veranderd.adressen, "identificatie"),
)
def address_changed(event: Event) -> None:
    """Another name, number or place, something else on it, or gone."""
    veranderd.tell_address(event.data["identificatie"], now=datetime.now(UTC))
