"""The addresses of StUF-BG."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.stuf_bg.ontvangst import ontvang_asynchroon
from kapstok.koppelvlakken.stuf_bg.views import beantwoord_vraag
from kapstok.platform.identity.access import api_client

urlpatterns = [
    path("stuf/bg0310/beantwoordVraag", csrf_exempt(api_client(beantwoord_vraag)), name="stuf-bg-vraag"),
    path(
        "stuf/bg0310/ontvangAsynchroon",
        csrf_exempt(api_client(ontvang_asynchroon)),
        name="stuf-bg-ontvangst",
    ),
]
