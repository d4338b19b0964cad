"""After the commit: the confirmation by mail, once per inzending."""

from datetime import UTC, datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from kapstok.diensten.intake.queries import Ontvangst, inzending_by_id
from kapstok.platform.db import current_tenant
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens
from kapstok.platform.mail import queue_mail
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.ui.opmaak import date_in_words, moment_in_words


@listens("intake.inzending.create", consumer="intake.bevestiging")
def confirm_by_mail(event: Event) -> None:
    """Queue the confirmation; the event key makes that a second delivery sends nothing."""
    found = inzending_by_id(UUID(event.data["inzending"]))
    if found is None or not found.email:
        return
    owner = tenant_by_id(current_tenant() or 0)
    with translation.override(found.taal):
        queue_mail(
            event_key=f"intake.inzending.create:{found.id}",
            to=found.email,
            subject=_("Ontvangen: %(titel)s (%(nummer)s)")
            % {"titel": found.titel, "nummer": found.zaaknummer},
            text=confirmation_text(found, gemeente=owner.naam if owner else ""),
            now=datetime.now(UTC),
        )


def confirmation_text(found: Ontvangst, *, gemeente: str) -> str:
    """What arrived, when, under which number, and by when people hear from us (Awb 4:3a)."""
    until = (
        _("U hoort uiterlijk %(dag)s van ons.") % {"dag": date_in_words(found.uiterlijk, found.taal)}
        if found.uiterlijk
        else ""
    )
    return _(
        "Goedendag,\n\nWij hebben dit van u ontvangen: %(titel)s.\n"
        "Uw nummer is %(nummer)s.\nOntvangen op %(moment)s.\n\n%(tot)s\n\n"
        "Hebt u een vraag? Noem dan dit nummer.\n\nMet vriendelijke groet,\nGemeente %(gemeente)s"
    ) % {
        "titel": found.titel,
        "nummer": found.zaaknummer,
        "moment": moment_in_words(found.ontvangen, found.taal),
        "tot": until,
        "gemeente": gemeente,
    }
