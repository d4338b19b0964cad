"""Addresses under /beheer/, a block per topic."""

from django.urls import path

from kapstok.schermen.beheer import (
    brieven,
    logboek,
    medewerkers,
    onderweg,
    overzicht,
    postbus,
    teams,
    toegang,
)

urlpatterns = [
    path("", overzicht.overview, name="beheer"),
    path("controle/", overzicht.check_chain, name="beheer-controle"),
    path("medewerkers/", medewerkers.staff_page, name="beheer-medewerkers"),
    path("medewerkers/export.csv", medewerkers.export, name="beheer-medewerkers-export"),
    path("medewerkers/nieuw/", medewerkers.add, name="beheer-medewerker-nieuw"),
    path("medewerkers/<uuid:user_id>/", medewerkers.one, name="beheer-medewerker"),
    path("medewerkers/<uuid:user_id>/<slug:what>/", medewerkers.act, name="beheer-medewerker-doe"),
    path("teams/", teams.team_list, name="beheer-teams"),
    path("teams/nieuw/", teams.add, name="beheer-team-nieuw"),
    path("teams/<uuid:team_id>/", teams.one, name="beheer-team"),
    path("teams/<uuid:team_id>/wijzigen/", teams.change, name="beheer-team-wijzigen"),
    path("teams/<uuid:team_id>/lid/", teams.join, name="beheer-team-lid"),
    path("teams/<uuid:team_id>/lid/<uuid:user_id>/weg/", teams.leave, name="beheer-team-lid-weg"),
    path("teams/<uuid:team_id>/opheffen/", teams.dissolve, name="beheer-team-opheffen"),
    path("toegang/", toegang.access, name="beheer-toegang"),
    path("toegang/geven/", toegang.give, name="beheer-toegang-geven"),
    path("toegang/<uuid:grant_id>/einde/", toegang.end, name="beheer-toegang-einde"),
    path("toegang/<slug:slug>/<uuid:grant_id>/terug/", toegang.hand_back, name="beheer-toegang-terug"),
    path("brieven/", brieven.template_list, name="beheer-brieven"),
    path("brieven/nieuw/", brieven.add, name="beheer-brief-nieuw"),
    path("brieven/standaard/", brieven.add_standard, name="beheer-brieven-standaard"),
    path("brieven/<slug:slug>/", brieven.one, name="beheer-brief"),
    path("brieven/<slug:slug>/voorbeeld.pdf", brieven.example, name="beheer-brief-voorbeeld"),
    path("brieven/<slug:slug>/versies/", brieven.versions, name="beheer-brief-versies"),
    path("brieven/<slug:slug>/versies/<int:versie>/terug/", brieven.restore, name="beheer-brief-terug"),
    path("berichten/", onderweg.deliveries, name="beheer-berichten"),
    path("berichten/opnieuw/", onderweg.replay_deliveries, name="beheer-berichten-opnieuw"),
    path("mail/", onderweg.mails, name="beheer-mail"),
    path("mail/opnieuw/", onderweg.resend_mails, name="beheer-mail-opnieuw"),
    path("logboek/", logboek.audit_trail, name="beheer-logboek"),
    path("logboek/<uuid:record_id>/", logboek.audit_record, name="beheer-logregel"),
    path("postbus/", postbus.postbus, name="postbus"),
]
