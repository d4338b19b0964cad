"""Addresses under /beheer/."""

from django.urls import path

from kapstok.schermen.beheer import views

urlpatterns = [
    path("", views.overview, name="beheer"),
    path("berichten/", views.deliveries, name="beheer-berichten"),
    path("berichten/opnieuw/", views.replay_deliveries, name="beheer-berichten-opnieuw"),
    path("mail/", views.mails, name="beheer-mail"),
    path("mail/opnieuw/", views.resend_mails, name="beheer-mail-opnieuw"),
    path("logboek/", views.audit_trail, name="beheer-logboek"),
    path("logboek/<uuid:record_id>/", views.audit_record, name="beheer-logregel"),
    path("postbus/", views.postbus, name="postbus"),
]
