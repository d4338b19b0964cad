"""The addresses of the Haal Centraal APIs."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.haal_centraal.bag.urls import urlpatterns as bag
from kapstok.koppelvlakken.haal_centraal.hr.urls import urlpatterns as hr
from kapstok.koppelvlakken.haal_centraal.personen import personen
from kapstok.platform.identity.access import api_client

urlpatterns = [
    path("haalcentraal/api/brp/personen", csrf_exempt(api_client(personen)), name="brp-personen"),
    *bag,
    *hr,
]
