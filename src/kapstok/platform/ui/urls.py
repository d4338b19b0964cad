"""Addresses of the shared interface: language, theme, session, style guide."""

from django.urls import path, re_path

from kapstok.platform.ui import views

urlpatterns = [
    re_path(r"^thema/(?P<slug>[a-z0-9-]+)-(?P<digest>[0-9a-f]{12})\.css$", views.thema, name="thema"),
    path("taal/<slug:code>/", views.taal, name="taal"),
    path("sessie/verlengen/", views.verlengen, name="sessie-verlengen"),
    path("stijl/", views.stijl, name="stijl"),
]
