"""For what somebody asks data about persons and businesses: said once, kept for the session, written with every use."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kapstok.platform.audit.actor import Actor
from kapstok.platform.identity import staff
from kapstok.schermen.werkplek.show import CAN_TALK, back_to, identity_of, show

LONGEST_PURPOSE = 200
MAY_SEE_PERSONS = CAN_TALK
NO_PURPOSE = gettext_lazy("Vul in waarvoor u dit nodig hebt. Hoogstens 200 tekens.")
_KEY = "doel_van_raadplegen"


def purpose_of(request: HttpRequest) -> str:
    """What was said in this session; empty when nothing was."""
    return request.session.get(_KEY, "")


def say_purpose(request: HttpRequest, typed: str) -> bool:
    """Keep what was said for this session. False: it is no purpose."""
    said = " ".join(typed.replace("\x00", "").split())
    if not said or len(said) > LONGEST_PURPOSE:
        return False
    request.session[_KEY] = said
    return True


def reader(request: HttpRequest) -> Actor:
    """Who looks, with their purpose, as the log of use tells it."""
    return identity_of(request).as_actor(purpose_of(request))


def ask_purpose(request: HttpRequest) -> HttpResponse:
    """To the question for what, and from there back to this page."""
    request.session["na_het_doel"] = request.get_full_path()
    return redirect("werk-doel")


@staff(*MAY_SEE_PERSONS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@transaction.atomic
def purpose(request: HttpRequest) -> HttpResponse:
    """**Waarvoor zoekt u?**"""
    onward = request.session.get("na_het_doel") or reverse("werk-gegevens")
    if request.method != "POST":
        return show(request, "doel", doel=purpose_of(request), terug=onward)
    typed = request.POST.get("doel", "").replace("\x00", "")
    if not say_purpose(request, typed):
        fault = str(NO_PURPOSE)
        return show(
            request, "doel", status=422, doel=typed, fout=fault, fouten=[("id_doel", fault)], terug=onward
        )
    request.session.pop("na_het_doel", None)
    return redirect(back_to(request, onward))
