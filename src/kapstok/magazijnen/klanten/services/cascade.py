"""Removing what a klantcontact was about, and the klantcontact when it was about nothing else."""

from uuid import UUID

from kapstok.magazijnen.klanten.models import DigitaalAdres, Klantcontact, Onderwerpobject
from kapstok.magazijnen.klanten.services.store import remove
from kapstok.platform.work import Actor, unit_of_work


def remove_with_contact(row_id: UUID, *, actor: Actor) -> list[UUID]:
    """Remove an onderwerpobject and what is left without one. Returns the klantcontacten that stay."""
    contact = Onderwerpobject.objects.filter(id=row_id).values_list("klantcontact_id", flat=True).first()
    with unit_of_work(actor, "onderwerpobject.cascade"):
        remove(Onderwerpobject, row_id, actor=actor)
        if contact is None:
            return []
        if Onderwerpobject.objects.filter(klantcontact_id=contact).exists():
            return [contact]
        addresses = DigitaalAdres.objects.filter(
            verstrekt_door_betrokkene__had_klantcontact_id=contact, verstrekt_door_partij=None
        )
        for address in addresses.values_list("id", flat=True):
            remove(DigitaalAdres, address, actor=actor)
        remove(Klantcontact, contact, actor=actor)
    return []
