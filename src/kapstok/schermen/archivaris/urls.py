"""Addresses under /archief/."""

from django.urls import path

from kapstok.schermen.archivaris import views

urlpatterns = [
    path("", views.overview, name="archief"),
    path("nieuw/", views.collect, name="archief-nieuw"),
    path("kalender/", views.calendar, name="archief-kalender"),
    path("lijst/<uuid:lijst_id>/", views.one_list, name="archief-lijst"),
    path("lijst/<uuid:lijst_id>/verklaring.pdf", views.proof, name="archief-verklaring"),
    path("lijst/<uuid:lijst_id>/doen/", views.act, name="archief-doen"),
]
