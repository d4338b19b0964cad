"""Start page of a form: what you need, what it costs, how long it takes, and with or without login."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from kapstok.diensten.formulieren.definitie import Definitie
from kapstok.diensten.formulieren.models import Formulier
from kapstok.diensten.formulieren.services import published, start_concept
from kapstok.platform.identity.access import identity_of
from kapstok.schermen.openbaar.formulier_toegang import (
    acting,
    form_page,
    login_kind,
    login_owner,
    session_owner,
)

CHANNEL_OF_LOGIN = {"burger": "digid", "bedrijf": "eherkenning"}


@form_page
@require_safe
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    found = published(slug)
    if found is None:
        return _withdrawn(request, slug)
    definitie = found[1].definitie
    taal = translation.get_language() or "nl"
    identity = identity_of(request)
    here = reverse("formulier", args=[slug])
    context = {
        "slug": slug,
        "titel": definitie.title.in_taal(taal),
        "intro": definitie.intro.in_taal(taal),
        "nodig": [text.in_taal(taal) for text in definitie.needs],
        "kosten": definitie.costs.in_taal(taal) if definitie.costs else "",
        "termijn": definitie.term.in_taal(taal) if definitie.term else "",
        "stappen": [stap.title.in_taal(taal) for stap in definitie.steps if stap.visible_if is None],
        "kanaal": _channel_of(request, definitie),
        "naam": identity.name if identity and login_kind(request) else "",
        "kanalen": definitie.channels,
        "terug": quote(here),
    }
    return render(request, "openbaar/formulier/begin.html", context)


def _withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    """A form that was there once says so, and where to go; an unknown one is no page."""
    if not Formulier.objects.filter(slug=slug).exists():
        raise Http404
    return render(request, "openbaar/formulier/ingetrokken.html", status=410)


def _channel_of(request: HttpRequest, definitie: Definitie) -> str:
    """The channel of who is logged in already, when this form accepts it."""
    channel = CHANNEL_OF_LOGIN.get(login_kind(request), "")
    return channel if channel in definitie.channels else ""


@form_page
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a draft, owned by the login or by this session."""
    found = published(slug)
    if found is None:
        return _withdrawn(request, slug)
    version, form = found
    wanted = request.POST.get("kanaal", "")
    logged_in = _channel_of(request, form.definitie)
    if wanted != "zonder" and wanted == logged_in:
        identity = identity_of(request)
        owner, number = login_owner(request), identity.id if identity else ""
    elif wanted == "zonder" and "zonder" in form.definitie.channels:
        owner, number = session_owner(request), ""
    else:
        return redirect("formulier", slug=slug)
    row = start_concept(
        version, form, owner=owner, channel=wanted, number=number, actor=acting(request), now=timezone.now()
    )
    return redirect("formulier-stap", slug=slug, concept_id=row.id, stap=form.definitie.steps[0].id)
