"""Addresses under /beheer/catalogi/."""

from django.urls import path

from kapstok.schermen.beheer import catalogi_bewerken as bewerken
from kapstok.schermen.beheer import catalogi_lijst as catalogi
from kapstok.schermen.beheer import catalogi_overnemen as overnemen
from kapstok.schermen.beheer import catalogi_zaaktype as typen

urlpatterns = [
    path("catalogi/", catalogi.types, name="beheer-catalogi"),
    path("catalogi/inlezen/", catalogi.import_, name="beheer-catalogi-inlezen"),
    path("catalogi/overnemen/", overnemen.take_over, name="beheer-catalogi-overnemen"),
    path("catalogi/catalogus/", catalogi.new_catalogus, name="beheer-catalogi-catalogus"),
    path("catalogi/<uuid:catalogus_id>.zip", catalogi.export, name="beheer-catalogi-uitvoer"),
    path("catalogi/<slug:what>/", catalogi.types, name="beheer-catalogi-soort"),
    path("catalogi/<slug:what>/nieuw/", bewerken.add, name="beheer-catalogi-nieuw"),
    path("catalogi/<slug:what>/<uuid:row_id>/", typen.one, name="beheer-catalogi-type"),
    path("catalogi/<slug:what>/<uuid:row_id>/wijzigen/", bewerken.change, name="beheer-catalogi-wijzigen"),
    path("catalogi/<slug:what>/<uuid:row_id>/publiceren/", typen.publish, name="beheer-catalogi-publiceren"),
    path("catalogi/<slug:what>/<uuid:row_id>/versie/", typen.version, name="beheer-catalogi-versie"),
    path("catalogi/<slug:what>/<uuid:row_id>/einde/", typen.end, name="beheer-catalogi-einde"),
    path("catalogi/<slug:what>/<uuid:row_id>/weg/", typen.remove, name="beheer-catalogi-weg"),
    path("catalogi/zaaktype/<uuid:row_id>/vergelijken/", typen.compare, name="beheer-catalogi-vergelijken"),
    path("catalogi/zaaktype/<uuid:row_id>/team/", typen.team, name="beheer-catalogi-team"),
    path("catalogi/zaaktype/<uuid:row_id>/terug/", typen.undo, name="beheer-catalogi-terug"),
    path(
        "catalogi/zaaktype/<uuid:row_id>/<slug:what>/nieuw/", bewerken.part, name="beheer-catalogi-deel-nieuw"
    ),
    path(
        "catalogi/zaaktype/<uuid:row_id>/<slug:what>/<uuid:part_id>/",
        bewerken.part,
        name="beheer-catalogi-deel",
    ),
    path(
        "catalogi/zaaktype/<uuid:row_id>/<slug:what>/<uuid:part_id>/weg/",
        bewerken.remove_part,
        name="beheer-catalogi-deel-weg",
    ),
]
