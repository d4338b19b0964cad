"""Addresses under /mijn/."""

from django.urls import path

from kapstok.schermen.pip import views

urlpatterns = [
    path("", views.overview, name="mijn"),
    path("zaken/", views.zaken_list, name="mijn-zaken"),
    path("zaken/<uuid:zaak_id>/", views.zaak, name="mijn-zaak"),
    path("zaken/<uuid:zaak_id>/vraag/", views.ask, name="mijn-vraag"),
    path("zaken/<uuid:zaak_id>/taak/<uuid:taak_id>/", views.upload, name="mijn-taak"),
    path("zaken/<uuid:zaak_id>/document/<uuid:document_id>/", views.document, name="mijn-document"),
    path("zaken/<uuid:zaak_id>/elders/", views.documenten_elders, name="mijn-documenten-elders"),
    path("zaken/<uuid:zaak_id>/elders/<uuid:link_id>/", views.document_elders, name="mijn-document-elders"),
    path("berichten/", views.berichten, name="mijn-berichten"),
    path("gegevens/", views.gegevens, name="mijn-gegevens"),
    path("inzage/", views.inzage, name="mijn-inzage"),
    path("concepten/", views.concepten, name="mijn-concepten"),
]
