"""What an open zaak is about changes in a base registration: its handler hears it."""

from datetime import UTC, datetime
from uuid import UUID

from kapstok.diensten.behandeling.services import veranderd
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import cares_about, listens

cares_about("persoon")(veranderd.personen)
cares_about("bedrijf")(veranderd.bedrijven)
cares_about("adres")(veranderd.adressen)


@listens("brp.persoon.gewijzigd", consumer="behandeling.persoon-gewijzigd")
def person_changed(event: Event) -> None:
    """Moved, died, secret, another name."""
    veranderd.tell_person(UUID(event.subject), event.moment, now=datetime.now(UTC))


@listens("hr.inschrijving.gewijzigd", consumer="behandeling.bedrijf-gewijzigd")
def business_changed(event: Event) -> None:
    """Anything in the handelsregister."""
    veranderd.tell_business(event.data["kvkNummer"], now=datetime.now(UTC))


@listens("bag.adres.gewijzigd", consumer="behandeling.adres-gewijzigd")
def address_changed(event: Event) -> None:
    """Another name, number or place, or gone."""
    veranderd.tell_address(event.data["identificatie"], now=datetime.now(UTC))
