"""Addresses of the forms, all below /formulier/."""

from django.urls import path

from kapstok.schermen.openbaar import (
    formulier_begin,
    formulier_bestanden,
    formulier_bewaren,
    formulier_controle,
    formulier_ontvangst,
    formulier_stap,
)

_DRAFT = "formulier/<slug:slug>/<uuid:concept_id>"

urlpatterns = [
    path("formulier/verder/", formulier_bewaren.continue_with_code, name="formulier-verder"),
    path("formulier/<slug:slug>/", formulier_begin.begin, name="formulier"),
    path("formulier/<slug:slug>/start/", formulier_begin.start, name="formulier-start"),
    path(f"{_DRAFT}/controle/", formulier_controle.check, name="formulier-controle"),
    path(f"{_DRAFT}/bewaren/", formulier_bewaren.save, name="formulier-bewaren"),
    path(f"{_DRAFT}/ontvangen/", formulier_ontvangst.received, name="formulier-ontvangen"),
    path(f"{_DRAFT}/ontvangen/pdf", formulier_ontvangst.pdf, name="formulier-pdf"),
    path(f"{_DRAFT}/bestand/<uuid:bestand_id>", formulier_bestanden.download, name="formulier-bestand"),
    path(f"{_DRAFT}/<slug:stap>/", formulier_stap.step, name="formulier-stap"),
]
