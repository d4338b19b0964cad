"""The addresses of the KVK APIs, below /kvk/api/ as they are below api.kvk.nl/api/."""

from typing import Any

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.haal_centraal.hr import views


def _path(version: str, where: str, view: Any, name: str) -> Any:
    return path(f"kvk/api/{version}/{where}", csrf_exempt(views.vraag(view, version)), name=f"kvk-{name}")


_BASE = "basisprofielen/<str:kvk>"
urlpatterns = [
    _path("v2", "zoeken", views.zoeken, "zoeken"),
    _path("v1", _BASE, views.basisprofiel, "basisprofiel"),
    _path("v1", f"{_BASE}/eigenaar", views.eigenaar, "eigenaar"),
    _path("v1", f"{_BASE}/hoofdvestiging", views.hoofdvestiging, "hoofdvestiging"),
    _path("v1", f"{_BASE}/vestigingen", views.vestigingen, "vestigingen"),
    _path("v1", "vestigingsprofielen/<str:vestigingsnummer>", views.vestigingsprofiel, "vestigingsprofiel"),
]
