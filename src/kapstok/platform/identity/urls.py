"""Addresses below /inloggen/."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern
from django.urls import path as django_path

from kapstok.platform.identity.views import broker, guest, new_password, own_app, passkey, security, staff


def path(route: str, view: Callable[..., HttpResponseBase], *, name: str) -> URLPattern:
    """A page of one municipality: on the plain domain there is nobody to log in to."""

    @wraps(view)
    def at_a_tenant(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "tenant", None) is None:
            return HttpResponseRedirect("/")
        return view(request, *args, **kwargs)

    return django_path(route, at_a_tenant, name=name)


urlpatterns = [
    path("", broker.choose, name="inloggen"),
    path("uit", security.leave, name="uitloggen"),
    path("uitgelogd/", security.left, name="uitgelogd"),
    path("sessies/", security.resident_sessions, name="eigen-sessies"),
    path("sessies/andere/", security.resident_end_others, name="eigen-sessies-andere"),
    path("sessies/<uuid:session_id>/", security.resident_end_one, name="eigen-sessie-einde"),
    path("digid/", broker.start_digid, name="inloggen-digid"),
    path("digid/terug/", broker.back_from_digid, name="inloggen-digid-terug"),
    path("eherkenning/", broker.start_eherkenning, name="inloggen-eherkenning"),
    path("eherkenning/terug/", broker.back_from_eherkenning, name="inloggen-eherkenning-terug"),
    path("eherkenning/vestiging/", broker.vestiging, name="vestiging-kiezen"),
    path("medewerker/", staff.enter_password, name="inloggen-medewerker"),
    path("medewerker/code/", staff.enter_code, name="inloggen-code"),
    path("medewerker/instellen/", staff.set_up, name="inloggen-instellen"),
    path("medewerker/wachtwoord/<str:key>/", new_password.choose, name="nieuw-wachtwoord"),
    path("medewerker/beveiliging/", security.staff_security, name="beveiliging"),
    path("medewerker/herstelcodes/", security.recovery_codes, name="herstelcodes"),
    path("medewerker/sessies/andere/", security.staff_end_others, name="sessies-andere"),
    path("medewerker/sessies/<uuid:session_id>/", security.staff_end_one, name="sessie-einde"),
    path("medewerker/passkey/opties/", passkey.options_to_enter, name="passkey-opties"),
    path("medewerker/passkey/in/", passkey.enter, name="passkey-in"),
    path("medewerker/passkey/nieuw/opties/", passkey.options_to_register, name="passkey-nieuw-opties"),
    path("medewerker/passkey/nieuw/", passkey.register, name="passkey-nieuw"),
    path("medewerker/passkey/<uuid:passkey_id>/weg/", passkey.remove, name="passkey-weg"),
    path("medewerker/passkey/<uuid:passkey_id>/naam/", passkey.rename, name="passkey-naam"),
    path("medewerker/app/", own_app.replace, name="eigen-app"),
    path("medewerker/app/weg/", own_app.remove, name="eigen-app-weg"),
    path("medewerker/andere-gemeente/", guest.other_tenants, name="andere-gemeente"),
    path("medewerker/andere-gemeente/<slug:slug>/", guest.depart, name="andere-gemeente-naar"),
    path("medewerker/overdracht/", guest.arrive, name="overdracht"),
]
