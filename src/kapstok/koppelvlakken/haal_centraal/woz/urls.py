"""The addresses of WOZ bevragen."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.haal_centraal.bevraging import bevraging
from kapstok.koppelvlakken.haal_centraal.woz.views import WOZ, raadpleeg, zoek

urlpatterns = [
    path(f"{WOZ.root}/wozobjecten", csrf_exempt(bevraging(zoek, WOZ)), name="woz-zoek"),
    path(
        f"{WOZ.root}/wozobjecten/<str:identificatie>",
        csrf_exempt(bevraging(raadpleeg, WOZ)),
        name="woz-raadpleeg",
    ),
]
