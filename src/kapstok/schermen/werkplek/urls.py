"""Addresses under /werk/."""

from django.urls import path

from kapstok.schermen.werkplek import (
    acts,
    address,
    case,
    closing,
    dashboard,
    documents,
    letters,
    list_acts,
    lists,
    news,
)

urlpatterns = [
    path("", lists.mine, name="werk"),
    path("team/", lists.team, name="werk-team"),
    path("toewijzen/", list_acts.assign, {"kind": "mijn"}, name="werk-toewijzen"),
    path("team/toewijzen/", list_acts.assign, {"kind": "team"}, name="werk-team-toewijzen"),
    path("ongedaan/", list_acts.take_back, name="werk-ongedaan"),
    path("weergave/", list_acts.save_view, {"kind": "mijn"}, name="werk-weergave"),
    path("team/weergave/", list_acts.save_view, {"kind": "team"}, name="werk-team-weergave"),
    path("zoeken/", lists.search, name="werk-zoeken"),
    path("adres/", address.search, name="werk-adressen"),
    path("adres/<str:nummer>/", address.one, name="werk-adres"),
    path("adres/<str:nummer>/bewoners/", address.people, name="werk-adres-bewoners"),
    path("dashboard/", dashboard.dashboard, name="werk-dashboard"),
    path("dashboard/csv/", dashboard.as_csv, name="werk-dashboard-csv"),
    path("gezien/", news.seen, name="werk-gezien"),
    path("taak/", news.task_done, name="werk-taak"),
    path("zaak/<uuid:zaak_id>/", case.case, name="werk-zaak"),
    path("zaak/<uuid:zaak_id>/doen/", acts.act, name="werk-doen"),
    path("zaak/<uuid:zaak_id>/document/", documents.add, name="werk-document-toevoegen"),
    path("zaak/<uuid:zaak_id>/document/<uuid:document_id>/", documents.page, name="werk-document"),
    path(
        "zaak/<uuid:zaak_id>/document/<uuid:document_id>/<int:versie>/",
        documents.content,
        name="werk-document-inhoud",
    ),
    path("zaak/<uuid:zaak_id>/brief/", letters.write, name="werk-brief"),
    path(
        "zaak/<uuid:zaak_id>/document/<uuid:document_id>/ondertekenen/",
        letters.sign,
        name="werk-ondertekenen",
    ),
    path("zaak/<uuid:zaak_id>/afronden/", closing.close, name="werk-afronden"),
    path("zaak/<uuid:zaak_id>/afronden/ongedaan/", closing.undo, name="werk-afronden-ongedaan"),
]
