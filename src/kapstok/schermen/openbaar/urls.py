"""Addresses of the public pages."""

from importlib.util import find_spec

from django.urls import include, path

from kapstok.schermen.openbaar import adres, views

_FORMS = "kapstok.schermen.openbaar.formulier_urls"

urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken/", views.zoeken, name="zoeken"),
    path("adres/zoeken/", adres.zoek, name="adres-zoeken"),
    path("onderwerpen/", views.onderwerpen, name="onderwerpen"),
    path("product/<slug:slug>/", views.product, name="product"),
    path("hulp/", views.hulp, name="hulp"),
    path("contact/", views.contact, name="contact"),
    path("toegankelijkheid/", views.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", views.privacy, name="privacy"),
    *([path("", include(_FORMS))] if find_spec(_FORMS) else []),
]
