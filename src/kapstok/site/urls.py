"""All addresses. Each package keeps its own; here they get their place."""

from importlib.util import find_spec

from django.urls import include, path

from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.observe import views as observe


def _places(*places: tuple[str, str]) -> list[object]:
    """Includes of packages that are there (a package may be left out of an installation)."""
    return [
        path(prefix, include(f"{package}.urls")) for prefix, package in places if find_spec(f"{package}.urls")
    ]


urlpatterns = [
    path("gezondheid/leeft", no_login_needed(observe.alive), name="leeft"),
    path("gezondheid/klaar", no_login_needed(observe.ready), name="klaar"),
    path("metrics", no_login_needed(observe.metrics), name="metrics"),
    *_places(
        ("", "kapstok.platform.ui"),
        ("inloggen/", "kapstok.platform.identity"),
        ("simulator/", "kapstok.platform.identity.simulator"),
        ("", "kapstok.koppelvlakken.zgw"),
        ("", "kapstok.koppelvlakken.haal_centraal"),
        ("", "kapstok.koppelvlakken.stuf_bg"),
        ("", "kapstok.koppelvlakken.ogc"),
        ("mijn/", "kapstok.schermen.pip"),
        ("werk/", "kapstok.schermen.werkplek"),
        ("beheer/", "kapstok.schermen.beheer"),
        ("archief/", "kapstok.schermen.archivaris"),
        ("sturing/", "kapstok.schermen.sturing"),
        ("", "kapstok.schermen.openbaar"),
    ),
]

handler400 = "kapstok.platform.ui.fouten.bad_request"
handler403 = "kapstok.platform.ui.fouten.permission_denied"
handler404 = "kapstok.platform.ui.fouten.not_found"
handler500 = "kapstok.platform.ui.fouten.server_error"
