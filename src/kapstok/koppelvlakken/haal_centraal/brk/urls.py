"""The addresses of BRK bevragen."""

from functools import partial, update_wrapper
from typing import Any

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.haal_centraal.bevraging import bevraging
from kapstok.koppelvlakken.haal_centraal.brk import views
from kapstok.koppelvlakken.haal_centraal.brk.views import BRK, PADEN, PERSONEN
from kapstok.magazijnen.brk.vorm import PUBLIEK


def _path(
    where: str, view: Any, name: str, *, methods: tuple[str, ...] = ("GET", "HEAD"), **fixed: str
) -> Any:
    own = update_wrapper(partial(view, **fixed), view)
    return path(f"{BRK.root}/{where}", csrf_exempt(bevraging(own, BRK, methods=methods)), name=f"brk-{name}")


_ZAKEN, _ZAAK = "kadastraalonroerendezaken", "kadastraalonroerendezaken/<str:zaak>"
urlpatterns = [
    _path(_ZAKEN, views.zoek, "zaken", methods=("GET", "HEAD", "POST")),
    _path(_ZAAK, views.raadpleeg, "zaak"),
    *(
        _path(f"{_ZAAK}/{where}", views.rust, where, soort=kind)
        for kind, (where, _) in PADEN.items()
        if kind != PUBLIEK
    ),
    *(
        _path(f"{_ZAAK}/{where}/<str:identificatie>", views.rust_een, f"{where}-een", soort=kind)
        for kind, (where, _) in PADEN.items()
        if kind != PUBLIEK
    ),
    _path("publiekrechtelijkebeperkingen", views.publiek, "publiek"),
    *(_path(where, views.personen, where, pad=where) for where in PERSONEN),
    *(_path(f"{where}/<str:identificatie>", views.persoon, f"{where}-een", pad=where) for where in PERSONEN),
    _path("stukken/<str:identificatie>", views.stuk, "stuk", soort="stuk"),
    _path("stukdelen/<str:identificatie>", views.stuk, "stukdeel", soort="stukdeel"),
]
