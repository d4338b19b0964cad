"""What contact does after a commit: tell people by mail, and forget what belonged to a destroyed zaak."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from kapstok.magazijnen.klanten.models import Bericht
from kapstok.magazijnen.klanten.services import forget_zaak, preferences_of
from kapstok.platform.db import current_tenant
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens
from kapstok.platform.mail import queue_mail
from kapstok.platform.tenancy.registry import tenant_by_id


@listens("klanten.bericht.create", consumer="klanten.mail-bij-bericht")
def mail_about_message(event: Event) -> None:
    """Tell the resident by mail that a message waits (Awb 2:10), if they gave an address and want that."""
    if event.data["van"] != Bericht.Van.GEMEENTE:
        return
    wish = preferences_of(event.data["betrokkene"])
    owner = tenant_by_id(current_tenant() or 0)
    if not wish.email or not wish.mail_bij_bericht or owner is None:
        return
    with translation.override(wish.taal):
        queue_mail(
            event_key=f"klanten.bericht:{event.data['bericht']}",
            to=wish.email,
            subject=_("Er staat een bericht voor u klaar"),
            text=_(
                "Goedendag,\n\nGemeente %(gemeente)s heeft u een bericht gestuurd over uw zaak.\n"
                "Log in op Mijn omgeving om het te lezen. Om uw privacy te beschermen staat het niet in deze mail.\n"
            )
            % {"gemeente": owner.naam},
            now=datetime.now(UTC),
        )


@listens("zaken.zaak.destroy", consumer="klanten.vergeet-zaak")
def forget_destroyed_zaak(event: Event) -> None:
    """The thread and the contact moments of a destroyed zaak go too."""
    forget_zaak(UUID(event.subject))
