"""Addresses while somebody types, for the address fields of every form. What stands in it is public."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from kapstok.magazijnen.bag.zoeken import zoek_adres
from kapstok.platform.identity.access import no_login_needed
from kapstok.schermen.openbaar.views import for_gemeente

MOST = 8


@no_login_needed
@require_safe
@for_gemeente
def zoek(request: HttpRequest) -> JsonResponse:
    """At most eight; a street without number asks for more typing."""
    found = [
        {
            "tekst": each.tekst,
            "straat": each.straat,
            "huisnummer": each.huisnummer,
            "postcode": each.postcode,
            "woonplaats": each.woonplaats,
        }
        for each in zoek_adres(request.GET.get("q", ""), limit=MOST)
    ]
    response = JsonResponse({"adressen": found})
    response["Cache-Control"] = "private, max-age=60"
    return response
