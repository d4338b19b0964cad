"""Handing in a document that was asked for: bytes, document, link and task in one transaction."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from kapstok.diensten.behandeling.services.notes import finish_task
from kapstok.magazijnen.catalogi.queries import document_types
from kapstok.magazijnen.documenten.services import NieuwDocument, create_document
from kapstok.magazijnen.zaken.services import link_document
from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import Identity
from kapstok.platform.storage import store
from kapstok.platform.storage.uploads import judge
from kapstok.platform.work import unit_of_work


def hand_in(
    zaak: dict[str, Any],
    task: dict[str, Any],
    upload: UploadedFile | None,
    *,
    identity: Identity,
    today: date,
) -> None:
    """Keep the file with the zaak and tick the task off. Raises Refusal in words."""
    mimetype = judge(upload)
    stored = store().put(upload.chunks(), limit=settings.max_upload_mb * 2**20)  # type: ignore[union-attr]
    actor = identity.as_actor("Eigen zaak")
    new = NieuwDocument(
        informatieobjecttype_id=_incoming(zaak["zaaktype_id"]),
        titel=task["titel"][:200],
        creatiedatum=today,
        ontvangstdatum=today,
        auteur=(identity.name or _("Inwoner"))[:200],
        formaat=mimetype,
        bestandsnaam=(upload.name or "")[-255:],  # type: ignore[union-attr]
        sha256=stored.sha256,
        bestandsomvang=stored.size,
        status="definitief",
        tonen_aan_initiator=True,
    )
    with unit_of_work(actor, "document.hand-in"):
        made = create_document(new, actor=actor, subject=zaak["id"])
        link_document(zaak["id"], made.informatieobject_id, actor=actor, titel=new.titel)
        finish_task(task["id"], zaak_id=zaak["id"], actor=actor, moment=timezone.now())


def _incoming(zaaktype_id: UUID) -> UUID:
    """The kind for what comes in later: Bijlage, else the last incoming kind of the zaaktype."""
    kinds = document_types(zaaktype_id, day=timezone.localdate(), richting="inkomend")
    found = next((k for k in kinds if k["omschrijving"] == "Bijlage"), kinds[-1] if kinds else None)
    if found is None:
        raise Refusal("no-type", "bestand", _("Bij deze zaak kunt u nu geen document toevoegen."))
    chosen: UUID = found["id"]
    return chosen
