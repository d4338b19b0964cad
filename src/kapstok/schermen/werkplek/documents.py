"""Documents of a zaak: adding one, reading one in any version, comparing two versions."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kapstok.magazijnen.catalogi.queries import document_types
from kapstok.magazijnen.documenten.afgeven import give
from kapstok.magazijnen.documenten.inhoud_elders import read_all
from kapstok.magazijnen.documenten.models import ObjectInformatieObject
from kapstok.magazijnen.documenten.queries import document, versions_of
from kapstok.magazijnen.documenten.services import NieuwDocument, create_document
from kapstok.magazijnen.zaken.elders import document_elsewhere, open_elsewhere
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.storage import TooLarge, store
from kapstok.platform.storage.serve import pass_on
from kapstok.platform.storage.uploads import chosen, judge
from kapstok.platform.ui.fouten import NOT_GIVEN, error_page
from kapstok.platform.ui.getypt import typed_text
from kapstok.platform.work import unit_of_work
from kapstok.schermen.werkplek.case import case_page
from kapstok.schermen.werkplek.show import (
    CAN_HANDLE,
    CAN_READ,
    Missed,
    actor_of,
    identity_of,
    in_words,
    read_day,
    require_case,
    show,
)
from kapstok.schermen.werkplek.viewer import shown


@staff(*CAN_HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """**Document toevoegen** to a zaak."""
    row = require_case(zaak_id)
    if request.method != "POST":
        return redirect("werk-zaak", zaak_id=zaak_id)
    try:
        _add(request, zaak_id, row)
    except TooLarge:
        return _refused(request, zaak_id, {"bestand": _("Dit bestand is te groot.")})
    except Refusal as refused:
        return _refused(request, zaak_id, {r.field or "bestand": r.message for r in refused.all})
    messages.success(request, _("Het document is toegevoegd."))
    return redirect(f"/werk/zaak/{zaak_id}/#documenten")


def _refused(request: HttpRequest, zaak_id: UUID, faults: dict[str, str]) -> HttpResponse:
    return case_page(request, zaak_id, missed=Missed("document", faults, request.POST.dict()))


def _add(request: HttpRequest, zaak_id: UUID, row: dict[str, Any]) -> None:
    actor, upload = actor_of(request), chosen(request, "bestand")
    title = typed_text(request.POST, "titel", 200)
    mimetype = judge(upload)
    stored = store().put(upload.chunks(), limit=settings.max_upload_mb * 2**20)  # type: ignore[union-attr]
    new = NieuwDocument(
        informatieobjecttype_id=_kind(row["zaaktype_id"]),
        titel=title or (upload.name or "")[:200],  # type: ignore[union-attr]
        creatiedatum=timezone.localdate(),
        auteur=actor.name,
        formaat=mimetype,
        bestandsnaam=(upload.name or "")[-255:],  # type: ignore[union-attr]
        sha256=stored.sha256,
        bestandsomvang=stored.size,
        tonen_aan_initiator=request.POST.get("tonen") == "ja",
    )
    with unit_of_work(actor, "document.add"):
        made = create_document(new, actor=actor, subject=zaak_id)
        link_document(zaak_id, made.informatieobject_id, actor=actor, titel=new.titel)


def _kind(zaaktype_id: UUID) -> UUID:
    """The kind of document for what staff add: Bijlage, else the first that belongs to the zaaktype."""
    kinds = document_types(zaaktype_id, day=timezone.localdate())
    found = next((k for k in kinds if k["omschrijving"] == "Bijlage"), kinds[0] if kinds else None)
    if found is None:
        raise Refusal("no-type", "bestand", _("Bij dit zaaktype horen geen documenten."))
    chosen: UUID = found["id"]
    return chosen


def belongs(zaak_id: UUID, document_id: UUID) -> bool:
    """Is this a document of this zaak?"""
    links = ObjectInformatieObject.objects.filter(object_type="zaak", object_id=zaak_id)
    return links.filter(informatieobject_id=document_id).exists()


@staff(*CAN_READ)
@require_safe
def page(request: HttpRequest, zaak_id: UUID, document_id: UUID) -> HttpResponse:
    """A document with its versions: `op` the version that held on a day, `versie` and `naast` any two."""
    zaak = require_case(zaak_id)
    if not belongs(zaak_id, document_id):
        raise Http404
    wanted, fault, moment = request.GET.get("op", "")[:40], "", None
    try:
        day = read_day(wanted, "op")
        moment = timezone.make_aware(datetime.combine(day, time.max)) if day else None
    except Refusal as refused:
        fault = refused.message
    found = document(document_id, versie=_number(request, "versie"), moment=moment)
    other = document(document_id, versie=number) if (number := _number(request, "naast")) and found else None
    versions = versions_of(document_id)
    return show(
        request,
        "document",
        status=422 if fault else 200,
        zaak=zaak,
        document_id=document_id,
        titel=found["titel"] if found else versions[0]["titel"],
        document=found,
        beelden=[shown(zaak_id, version) for version in (other, found) if version],
        verschillen=_differences(other, found) if other and found else [],
        vergelijk=other is not None,
        naast=other["versie"] if other else max(found["versie"] - 1, 1) if found else "",
        versies=versions,
        versiekeuze=[(str(v["versie"]), _("Versie %(n)s") % {"n": v["versie"]}) for v in versions],
        kern=_facts(found) if found else [],
        op=wanted,
        fout=fault,
        fouten=[("id_op", fault)] if fault else [],
        te_ondertekenen=_to_sign(found) and identity_of(request).has_role(*CAN_HANDLE),
    )


def _number(request: HttpRequest, name: str) -> int | None:
    raw = request.GET.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 6 else None


def _to_sign(found: dict[str, Any] | None) -> bool:
    """The newest version of a letter that is still being worked on."""
    return bool(found and found["formaat"] == "application/pdf" and found["status"] == "in_bewerking")


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Soort"), found["informatieobjecttype"]),
        (_("Versie"), str(found["versie"])),
        (_("Auteur"), found["auteur"]),
        (_("Gemaakt"), in_words(found["creatiedatum"])),
        (_("Status"), str(STATUSES.get(found["status"], found["status"] or "-"))),
    ]


# The words of the standard for the status of a document, as people write them.
STATUSES = {
    "in_bewerking": gettext_lazy("in bewerking"),
    "ter_vaststelling": gettext_lazy("ter vaststelling"),
    "definitief": gettext_lazy("definitief"),
    "gearchiveerd": gettext_lazy("gearchiveerd"),
}


def _differences(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What differs between two versions besides their looks: name, old value, new value."""
    rows = [
        (_("Titel"), old["titel"], new["titel"]),
        (_("Auteur"), old["auteur"], new["auteur"]),
        (_("Status"), str(STATUSES.get(old["status"], "-")), str(STATUSES.get(new["status"], "-"))),
        (_("Bestand"), old["bestandsnaam"] or "-", new["bestandsnaam"] or "-"),
        (_("Grootte"), f"{old['bestandsomvang'] or 0}", f"{new['bestandsomvang'] or 0}"),
    ]
    same = old["sha256"] == new["sha256"]
    found = [row for row in rows if row[1] != row[2]]
    return [*found, (_("Inhoud"), _("gelijk"), _("gelijk") if same else _("anders"))]


@staff(*CAN_READ)
@require_safe
def content(request: HttpRequest, zaak_id: UUID, document_id: UUID, versie: int) -> HttpResponseBase:
    """The bytes of one version, to look at or to keep."""
    require_case(zaak_id)
    found = document(document_id, versie=versie) if belongs(zaak_id, document_id) else None
    return give(request, found, inline=request.GET.get("toon") == "ja")


@staff(*CAN_READ)
@require_safe
def content_elders(request: HttpRequest, zaak_id: UUID, link_id: UUID) -> HttpResponseBase:
    """The bytes of a document in another register, through us: nobody needs an account there."""
    require_case(zaak_id)
    row = document_elsewhere(zaak_id, link_id)
    if row is None:
        raise Http404
    told = read_all([row["url"]]).documenten.get(row["url"])
    if told is None:
        return error_page(request, 502, NOT_GIVEN)
    actor = actor_of(request)
    stream = open_elsewhere(row["url"], told.versie, zaak_id=zaak_id, link_id=link_id, actor=actor)
    if stream is None:
        return error_page(request, 502, NOT_GIVEN)
    return pass_on(request, stream, name=told.bestandsnaam or told.titel, mimetype=told.formaat)
