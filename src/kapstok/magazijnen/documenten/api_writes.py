"""From the Documenten API to the use cases. Content comes in as base64 and goes to the storage first."""

import base64
import binascii
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from kapstok.magazijnen.documenten import services as s
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import Call
from kapstok.platform.resource.parse import fault
from kapstok.platform.storage import store
from kapstok.platform.storage.uploads import judge

NAME = "documenten.enkelvoudiginformatieobject"


def content(value: Any, name: str) -> bytes:
    """Base64 to bytes."""
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise fault(name, "invalid", "De inhoud is geen geldige base64.") from None


def _stored(values: dict[str, Any], filename: str) -> dict[str, Any]:
    """Values with the hash and size of the content in place of the content."""
    data = values.pop("inhoud", None)
    size = values.pop("bestandsomvang", None)
    values.pop("lock", None)
    if data is None:
        if size:
            text = "Uploaden in delen kan hier nog niet: stuur de inhoud mee."
            raise Refusal("file-size", "inhoud", text)
        return values
    if size is not None and size != len(data):
        raise Refusal("file-size", "inhoud", "De bestandsomvang is niet die van de inhoud.")
    try:
        judge(SimpleUploadedFile(filename or "inhoud", data))
    except Refusal as no:
        raise Refusal(no.code, "inhoud", no.message) from no
    kept = store().put([data])
    return {**values, "sha256": kept.sha256, "bestandsomvang": kept.size}


def create_document(values: dict[str, Any], call: Call) -> UUID:
    """POST /enkelvoudiginformatieobjecten"""
    given = _stored(values, values.get("bestandsnaam", ""))
    return s.create_document(s.NieuwDocument(**given), actor=call.actor).informatieobject_id


def change_document(document_id: UUID, changes: dict[str, Any], call: Call) -> None:
    """PUT and PATCH: a next version, with the key of the lock."""
    lock = changes.get("lock") or ""
    given = _stored(changes, changes.get("bestandsnaam", ""))
    if not given.get("vertrouwelijkheidaanduiding", True):
        given.pop("vertrouwelijkheidaanduiding")
    if not given.get("identificatie", True):
        given.pop("identificatie")
    forced = call.may(NAME, document_id, "documenten.geforceerd-bijwerken")
    # The scope is for documents that are definitief; the lock is asked of everybody (drc-009).
    s.add_version(document_id, given, actor=call.actor, lock=lock, definitive_too=forced)


def delete_document(document_id: UUID, call: Call) -> None:
    """DELETE"""
    s.delete_document(document_id, actor=call.actor)


def lock(document_id: UUID, call: Call) -> str:
    """POST /lock"""
    return s.lock_document(document_id, actor=call.actor)


def unlock(document_id: UUID, key: str, call: Call) -> None:
    """POST /unlock; without a key only with the scope for it."""
    held = EnkelvoudigInformatieObject.objects.filter(id=document_id).values_list("lock", flat=True).first()
    if not held:
        return
    forced = call.may(NAME, document_id, "documenten.geforceerd-unlock")
    s.unlock_document(document_id, actor=call.actor, lock=key, forced=forced)
