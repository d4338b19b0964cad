"""Addresses under /werk/."""

from django.urls import path

from kapstok.schermen.werkplek import case, closing, documents, letters, lists

urlpatterns = [
    path("", lists.mine, name="werk"),
    path("team/", lists.team, name="werk-team"),
    path("toewijzen/", lists.assign, name="werk-toewijzen"),
    path("ongedaan/", lists.undo_assignment, name="werk-ongedaan"),
    path("weergave/", lists.save_view, name="werk-weergave"),
    path("zoeken/", lists.search, name="werk-zoeken"),
    path("dashboard/", lists.dashboard, name="werk-dashboard"),
    path("zaak/<uuid:zaak_id>/", case.case, name="werk-zaak"),
    path("zaak/<uuid:zaak_id>/doen/", case.act, name="werk-doen"),
    path("zaak/<uuid:zaak_id>/document/", documents.add, name="werk-document-toevoegen"),
    path("zaak/<uuid:zaak_id>/document/<uuid:document_id>/", case.document_page, name="werk-document"),
    path(
        "zaak/<uuid:zaak_id>/document/<uuid:document_id>/<int:versie>/",
        case.document_bytes,
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
