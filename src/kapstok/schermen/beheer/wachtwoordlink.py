"""Handing out the link for a new password: by mail, and on the page only for who has no address."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kapstok.platform.identity.brokers import origin_of
from kapstok.platform.identity.models import User
from kapstok.platform.identity.password_links import make_password_link
from kapstok.platform.mail import queue_mail
from kapstok.schermen.beheer.show import actor_of, show


def hand_out_link(request: HttpRequest, user: User, *, new: bool = False) -> HttpResponse:
    """Make a link and bring it to the medewerker."""
    now = timezone.now()
    key = make_password_link(user.id, actor=actor_of(request), now=now)
    link = origin_of(request) + reverse("nieuw-wachtwoord", args=[key])
    if not user.email:
        return show(request, "wachtwoordlink", medewerker=user, link=link, nieuw=new)
    _mail(user, link, now)
    text = _("Er is een mail met de link gestuurd aan %(adres)s. De link werkt 24 uur.")
    messages.success(request, text % {"adres": user.email})
    return redirect("beheer-medewerker", user_id=user.id)


def _mail(user: User, link: str, now: datetime) -> None:
    with translation.override(user.language):
        queue_mail(
            event_key=f"identity.wachtwoordlink:{user.id}:{now.timestamp()}",
            to=user.email,
            subject=_("Kies een wachtwoord voor Kapstok"),
            text=_(
                "Goedendag,\n\nUw functioneel beheerder heeft deze link voor u gemaakt. "
                "Kies hiermee een nieuw wachtwoord:\n\n%(link)s\n\nDe link werkt één keer, tot 24 uur na nu. "
                "Hebt u hier niet om gevraagd? Bel dan uw beheerder.\n"
            )
            % {"link": link},
            now=now,
        )
