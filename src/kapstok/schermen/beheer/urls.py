"""Addresses under /beheer/, a block per topic."""

from django.urls import path

from kapstok.schermen.beheer import logboek, onderweg, overzicht, postbus

urlpatterns = [
    path("", overzicht.overview, name="beheer"),
    path("berichten/", onderweg.deliveries, name="beheer-berichten"),
    path("berichten/opnieuw/", onderweg.replay_deliveries, name="beheer-berichten-opnieuw"),
    path("mail/", onderweg.mails, name="beheer-mail"),
    path("mail/opnieuw/", onderweg.resend_mails, name="beheer-mail-opnieuw"),
    path("logboek/", logboek.audit_trail, name="beheer-logboek"),
    path("logboek/<uuid:record_id>/", logboek.audit_record, name="beheer-logregel"),
    path("postbus/", postbus.postbus, name="postbus"),
]
