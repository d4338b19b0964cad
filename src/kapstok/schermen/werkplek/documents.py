"""Adding documents: an upload to a zaak, or a next version."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kapstok.magazijnen.catalogi.models import InformatieObjectType, ZaakTypeInformatieObjectType
from kapstok.magazijnen.documenten.services import NieuwDocument, create_document
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import staff
from kapstok.platform.storage import TooLarge, store
from kapstok.platform.storage.uploads import chosen, judge
from kapstok.platform.work import unit_of_work
from kapstok.schermen.werkplek.show import CAN_HANDLE, actor_of, require_case, tell


@staff(*CAN_HANDLE)
@require_POST
def add(request: HttpRequest, zaak_id: UUID) -> HttpResponse:
    """**Document toevoegen** to a zaak."""
    row, actor = require_case(zaak_id), actor_of(request)
    try:
        upload = chosen(request, "bestand")
        mimetype = judge(upload)
        stored = store().put(upload.chunks(), limit=settings.max_upload_mb * 2**20)  # type: ignore[union-attr]
        title = request.POST.get("titel", "").strip() or (upload.name or "")  # type: ignore[union-attr]
        new = NieuwDocument(
            informatieobjecttype_id=_kind(row["zaaktype_id"]),
            titel=title[:200],
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
        messages.success(request, _("Het document is toegevoegd."))
    except TooLarge:
        messages.error(request, _("Dit bestand is te groot."))
    except Refusal as refused:
        tell(request, refused)
    return redirect(f"/werk/zaak/{zaak_id}/#documenten")


def _kind(zaaktype_id: UUID) -> UUID:
    """The kind of document for what staff add: Bijlage, else the first that belongs to the zaaktype."""
    ids = ZaakTypeInformatieObjectType.objects.filter(zaaktype_id=zaaktype_id).order_by("volgnummer")
    kinds = InformatieObjectType.objects.filter(id__in=ids.values("informatieobjecttype_id"))
    found = kinds.filter(omschrijving="Bijlage").first() or kinds.first()
    if found is None:
        raise Refusal("no-type", "bestand", _("Bij dit zaaktype horen geen documenten."))
    return found.id
