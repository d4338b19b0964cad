"""The addresses of OGC API Features."""

from typing import Any

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.ogc import views


def _path(where: str, view: Any, name: str) -> Any:
    return path(f"{views.ROOT}{where}", csrf_exempt(views.open_voor(view)), name=f"ogc-bgt-{name}")


urlpatterns = [
    _path("/", views.begin, "begin"),
    _path("/api", views.beschrijving, "api"),
    _path("/conformance", views.voldoet, "conformance"),
    _path("/collections", views.verzamelingen, "collections"),
    _path("/collections/<str:soort>", views.verzameling, "collection"),
    _path("/collections/<str:soort>/items", views.objecten, "items"),
    _path("/collections/<str:soort>/items/<str:lokaal_id>", views.object_, "item"),
]
