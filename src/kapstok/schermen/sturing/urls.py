"""Addresses of sturing."""

from django.urls import path

from kapstok.schermen.sturing import applicaties, bestanden, contracten, geld, muur, overzicht, watals

APP = "applicaties/<uuid:applicatie_id>/"

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
    path("geld/", geld.overzicht, name="sturing-geld"),
    path("geld/boeken/", geld.boeken, name="sturing-boeken"),
    path("geld/sluiten/", geld.sluiten, name="sturing-sluiten"),
    path("geld/<uuid:transactie_id>/terug/", geld.terugboeken, name="sturing-terugboeken"),
    path("bestanden/", bestanden.bestanden, name="sturing-bestanden"),
    path("bestanden/<slug:soort>/", bestanden.download, name="sturing-download"),
]
