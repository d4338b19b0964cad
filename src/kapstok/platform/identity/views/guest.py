"""From one's own municipality to another one and in there, under a grant."""

import time
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.access import identity_of, no_login_needed, staff
from kapstok.platform.identity.addresses import safe_next
from kapstok.platform.identity.grants import reachable_tenants
from kapstok.platform.identity.handover import make_ticket, read_ticket, redeem_ticket
from kapstok.platform.identity.views.staff import HOME


def _host_of(request: HttpRequest, slug: str) -> str:
    """The same port, the other municipality."""
    _name, _, port = request.get_host().partition(":")
    return f"{slug}.{settings.domein}" + (f":{port}" if port else "")


@staff()
@never_cache
@require_GET
def other_tenants(request: HttpRequest) -> HttpResponse:
    identity = identity_of(request)
    reach = reachable_tenants(identity, today=timezone.localdate()) if identity else []
    return render(request, "identity/andere_gemeente.html", {"gemeenten": reach})


@staff()
@never_cache
@require_GET
def depart(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a ticket and go to the other host; nothing changes until **Ga verder** is pressed there."""
    identity = identity_of(request)
    reach = reachable_tenants(identity, today=timezone.localdate()) if identity else []
    chosen = next((each for each in reach if each.slug == slug), None)
    if identity is None or chosen is None:
        raise Http404
    ticket = make_ticket(identity, chosen.tenant_id, now=time.time())
    where = f"{settings.publiek_schema}://{_host_of(request, slug)}/inloggen/medewerker/overdracht/"
    after = safe_next(request, request.GET.get("volgende", ""), fallback="")
    return HttpResponseRedirect(
        f"{where}?{urlencode({**({'volgende': after} if after else {}), 'kaart': ticket})}"
    )


@no_login_needed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest) -> HttpResponse:
    """Asks first: a link alone must not log somebody in."""
    sealed = request.POST.get("kaart") or request.GET.get("kaart", "")
    wanted = request.POST.get("volgende") or request.GET.get("volgende", "")
    after = safe_next(request, wanted, fallback=HOME)
    try:
        if request.method == "POST":
            redeem_ticket(request, sealed, now=time.time(), today=timezone.localdate())
            return HttpResponseRedirect(after)
        read_ticket(sealed, now=time.time())
    except Refusal as refused:
        context = {"fout": refused.message, "kaart": ""}
        return render(request, "identity/overdracht.html", context, status=403)
    return render(request, "identity/overdracht.html", {"kaart": sealed, "volgende": after, "fout": ""})
