"""The addresses of the BAG API, as the published document has them."""

from functools import partial
from typing import Any

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kapstok.koppelvlakken.haal_centraal.bag import adressen, objecten, plek
from kapstok.koppelvlakken.haal_centraal.bag.deur import ROOT, vraag
from kapstok.koppelvlakken.haal_centraal.bag.vorm import SOORTEN


def _fixed(view: Any, **fixed: str) -> Any:
    made = partial(view, **fixed)
    made.__doc__ = view.__doc__
    return made


def _op_plek(code: str) -> Any:
    return _fixed(plek.op_plek, code=code)


def _path(where: str, view: Any, name: str, post: Any = None, **fixed: str) -> Any:
    made = _fixed(view, **fixed) if view else None
    return path(f"{ROOT}/{where}", csrf_exempt(vraag(made, post)), name=f"bag-{name}")


urlpatterns = [
    _path("info", adressen.info, "info"),
    _path("adressen/zoek", adressen.zoek, "zoek"),
    _path("adressen", adressen.lijst, "adressen"),
    _path("adressen/<str:nummer>", adressen.een, "adres"),
    _path("adressenuitgebreid", adressen.lijst_uitgebreid, "adressenuitgebreid"),
    _path("adressenuitgebreid/<str:nummer>", adressen.een_uitgebreid, "adresuitgebreid"),
    _path("adresseerbareobjecten", objecten.zoek_adresseerbaar, "adresseerbareobjecten"),
    _path("adresseerbareobjecten/<str:nummer>", objecten.adresseerbaar, "adresseerbaarobject"),
    _path("adresseerbareobjecten/<str:nummer>/lvc", objecten.adresseerbaar_lvc, "adresseerbaarobject-lvc"),
    _path("verblijfsobjecten", objecten.zoek_verblijfsobjecten, "verblijfsobjecten"),
    _path("nummeraanduidingen", objecten.zoek_nummeraanduidingen, "nummeraanduidingen"),
    _path("openbareruimten", objecten.zoek_openbare_ruimten, "openbareruimten"),
    _path("woonplaatsen", objecten.zoek_woonplaatsen, "woonplaatsen", post=_op_plek("WPL")),
    _path("panden", None, "panden", post=_op_plek("PND")),
    _path("ligplaatsen", None, "ligplaatsen", post=_op_plek("LIG")),
    _path("standplaatsen", None, "standplaatsen", post=_op_plek("STA")),
]
for soort in SOORTEN.values():
    urlpatterns += [
        _path(f"{soort.pad}/<str:nummer>", objecten.een, soort.naam, code=soort.code),
        _path(
            f"{soort.pad}/<str:nummer>/lvc", objecten.levensgeschiedenis, f"{soort.naam}-lvc", code=soort.code
        ),
        _path(
            f"{soort.pad}/<str:nummer>/<str:versie>/<str:moment>",
            objecten.een_voorkomen,
            f"{soort.naam}-voorkomen",
            code=soort.code,
        ),
    ]
