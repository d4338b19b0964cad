"""The addresses of the Haal Centraal APIs."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.haal_centraal.bag.urls import urlpatterns as bag
from kapstok.koppelvlakken.haal_centraal.bewoningen import bewoningen
from kapstok.koppelvlakken.haal_centraal.brk.urls import urlpatterns as brk
from kapstok.koppelvlakken.haal_centraal.hr.urls import urlpatterns as hr
from kapstok.koppelvlakken.haal_centraal.personen import personen
from kapstok.koppelvlakken.haal_centraal.persoonslijsten import persoonslijsten
from kapstok.koppelvlakken.haal_centraal.reisdocumenten import reisdocumenten
from kapstok.koppelvlakken.haal_centraal.verblijfplaatshistorie import verblijfplaatshistorie
from kapstok.koppelvlakken.haal_centraal.volgen import (
    volgindicatie,
    volgindicaties,
    wijziging,
    wijzigingen,
)
from kapstok.koppelvlakken.haal_centraal.woz.urls import urlpatterns as woz
from kapstok.platform.identity.access import api_client

_BRP: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
    "brp-personen": ("brp/personen", personen),
    "brp-bewoningen": ("bewoning/bewoningen", bewoningen),
    "brp-verblijfplaatshistorie": ("brphistorie/verblijfplaatshistorie", verblijfplaatshistorie),
    "brp-reisdocumenten": ("reisdocumenten/reisdocumenten", reisdocumenten),
    "brp-volgindicaties": ("brpupdate/volgindicaties", volgindicaties),
    "brp-volgindicatie": ("brpupdate/volgindicaties/<str:burgerservicenummer>", volgindicatie),
    "brp-wijzigingen": ("brpupdate/wijzigingen", wijzigingen),
    "brp-wijziging": ("brpupdate/wijzigingen/<uuid:lijst_id>", wijziging),
}

urlpatterns = [
    *(
        path(f"haalcentraal/api/{where}", csrf_exempt(api_client(view)), name=name)
        for name, (where, view) in _BRP.items()
    ),
    path("brp/api/v1/persoonslijsten", csrf_exempt(api_client(persoonslijsten)), name="brp-persoonslijsten"),
    *bag,
    *hr,
    *brk,
    *woz,
]
