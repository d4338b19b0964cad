"""Addresses of sturing."""

from django.urls import path

from kapstok.schermen.sturing import (
    applicaties,
    bestanden,
    bord,
    contracten,
    geld,
    kwartaal,
    muur,
    overzicht,
    project_meer,
    projecten,
    watals,
)

APP = "applicaties/<uuid:applicatie_id>/"
KWARTAAL = "kwartaal/<uuid:kwartaal_id>/"
PROJECT = "projecten/<uuid:project_id>/"

urlpatterns = [
    path("", overzicht.overzicht, name="sturing"),
    path("applicaties/", applicaties.lijst, name="sturing-applicaties"),
    path("applicaties/nieuw/", applicaties.bewerken, name="sturing-applicatie-nieuw"),
    path(APP, applicaties.een, name="sturing-applicatie"),
    path(f"{APP}wijzigen/", applicaties.bewerken, name="sturing-applicatie-wijzigen"),
    path(f"{APP}gebruik/", applicaties.gebruik, name="sturing-gebruik"),
    path(f"{APP}verwijderen/", applicaties.verwijderen, name="sturing-applicatie-verwijderen"),
    path(f"{APP}koppeling/", applicaties.koppeling, name="sturing-koppeling"),
    path(f"{APP}koppeling/<uuid:koppeling_id>/weg/", applicaties.koppeling_weg, name="sturing-koppeling-weg"),
    path(f"{APP}contract/", contracten.bewerken, name="sturing-contract-nieuw"),
    path(f"{APP}contract/<uuid:contract_id>/", contracten.bewerken, name="sturing-contract"),
    path(f"{APP}contract/<uuid:contract_id>/weg/", contracten.verwijderen, name="sturing-contract-weg"),
    path("contracten/", contracten.kalender, name="sturing-contracten"),
    path("muur/", muur.muur, name="sturing-muur"),
    path("muur.svg", muur.als_svg, name="sturing-muur-svg"),
    path("wat-als/", watals.wat_als, name="sturing-wat-als"),
    path("bord/", bord.bord, name="sturing-bord"),
    path("bord/verschuiven/", bord.verschuiven, name="sturing-verschuiven"),
    path("projecten/", projecten.lijst, name="sturing-projecten"),
    path("projecten/aanmelden/", projecten.aanmelden, name="sturing-aanmelden"),
    path(PROJECT, projecten.een, name="sturing-project"),
    path(f"{PROJECT}wijzigen/", projecten.wijzigen, name="sturing-project-wijzigen"),
    path(f"{PROJECT}beoordelen/", projecten.beoordelen, name="sturing-beoordelen"),
    path(f"{PROJECT}stap/<slug:naar>/", projecten.stap, name="sturing-stap"),
    path(f"{PROJECT}deelname/<uuid:deelnemer_id>/", projecten.deelname, name="sturing-deelname"),
    path(f"{PROJECT}toets/<int:jaar>/<int:kwartaal>/", project_meer.toets, name="sturing-toets"),
    path(f"{PROJECT}pakket/", project_meer.pakket, name="sturing-pakket"),
    path("pakketten/", project_meer.pakketten, name="sturing-pakketten"),
    path("pakketten/<uuid:pakket_id>/afvinken/", project_meer.afvinken, name="sturing-afvinken"),
    path("kwartaal/", kwartaal.kwartalen, name="sturing-kwartalen"),
    path(KWARTAAL, kwartaal.agenda, name="sturing-kwartaal"),
    path(f"{KWARTAAL}besluiten/", kwartaal.besluiten, name="sturing-besluiten"),
    path(f"{KWARTAAL}memo/", kwartaal.memo, name="sturing-memo"),
    path(f"{KWARTAAL}memo.<slug:soort>", kwartaal.bestand, name="sturing-memo-bestand"),
    path("geld/", geld.overzicht, name="sturing-geld"),
    path("geld/boeken/", geld.boeken, name="sturing-boeken"),
    path("geld/<uuid:transactie_id>/terug/", geld.terugboeken, name="sturing-terugboeken"),
    path("bestanden/", bestanden.bestanden, name="sturing-bestanden"),
    path("bestanden/<slug:soort>/", bestanden.download, name="sturing-download"),
]
