"""What contact does after a commit: forget what belonged to a destroyed zaak. Mail about messages: diensten/brieven."""

from uuid import UUID

from kapstok.magazijnen.klanten.services import forget_zaak
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens


@listens("zaken.zaak.destroy", consumer="klanten.vergeet-zaak")
def forget_destroyed_zaak(event: Event) -> None:
    """The thread and the contact moments of a destroyed zaak go too."""
    forget_zaak(UUID(event.subject))
