"""Addresses of the shared interface: language, theme, session, style guide."""

from django.urls import path, re_path

from kapstok.platform.identity.access import no_login_needed
from kapstok.platform.ui import views

urlpatterns = [
    re_path(
        r"^thema/(?P<slug>[a-z0-9-]+)-(?P<digest>[0-9a-f]{12})\.css$",
        no_login_needed(views.thema),
        name="thema",
    ),
    path("taal/<slug:code>/", no_login_needed(views.taal), name="taal"),
    path("sessie/verlengen/", no_login_needed(views.verlengen), name="sessie-verlengen"),
    path("stijl/", no_login_needed(views.stijl), name="stijl"),
    path("stijl/werkplek/", no_login_needed(views.stijl), {"part": "stijl_werk"}, name="stijl-werkplek"),
]
