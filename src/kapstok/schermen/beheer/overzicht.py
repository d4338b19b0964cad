"""The first page of beheer: is everything running?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kapstok import __version__
from kapstok.platform.audit.checks import ask_check, last_check
from kapstok.schermen.beheer import queries
from kapstok.schermen.beheer.gezondheid import points
from kapstok.schermen.beheer.show import actor_of, beheerder, show


@beheerder
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What asks for attention first, then figures and versions."""
    figures, check = queries.counts(), last_check()
    return show(
        request,
        "overzicht",
        cijfers=figures,
        punten=points(figures, check, now=timezone.now()),
        controle=check,
        versie=__version__,
        databank_mb=figures["databank_grootte"] // 2**20,
    )


@beheerder
@require_POST
def check_chain(request: HttpRequest) -> HttpResponse:
    """**Controleer nu**: the worker checks the chain."""
    ask_check(actor=actor_of(request), tenant=request.tenant.id)  # type: ignore[attr-defined]
    messages.success(request, _("De controle is gestart. Ververs deze pagina om de uitkomst te zien."))
    return redirect("beheer")
