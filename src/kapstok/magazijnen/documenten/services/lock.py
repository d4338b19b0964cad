"""Locking a document while somebody works on it."""

import secrets
from uuid import UUID

from django.utils.crypto import constant_time_compare

from kapstok.magazijnen.documenten.errors import DocumentRefused
from kapstok.magazijnen.documenten.services.change import take
from kapstok.platform.work import Actor, unit_of_work


def lock_document(document_id: UUID, *, actor: Actor) -> str:
    """Lock; returns the key that changing and unlocking ask for."""
    with unit_of_work(actor, "informatieobject.lock") as work:
        document, _version = take(document_id)
        if document.lock:
            raise DocumentRefused(
                "existing-lock", "nonFieldErrors", f"Dit document is al in gebruik bij {document.lock_door}."
            )
        document.lock, document.lock_door, document.lock_moment = (
            secrets.token_hex(16),
            actor.name,
            work.moment,
        )
        document.versie += 1
        document.save(force_update=True)
        work.record("informatieobject", document.id, after={"lock_door": actor.name})
    return document.lock


def unlock_document(document_id: UUID, *, actor: Actor, lock: str = "", forced: bool = False) -> None:
    """Unlock with the key, or by force (scope documenten.geforceerd-unlock)."""
    with unit_of_work(actor, "informatieobject.unlock") as work:
        document, _version = take(document_id)
        if not forced and not constant_time_compare(document.lock, lock):
            raise DocumentRefused(
                "incorrect-lock-id", "nonFieldErrors", "Dit is niet de sleutel van de vergrendeling."
            )
        document.lock, document.lock_door, document.lock_moment = "", "", None
        document.versie += 1
        document.save(force_update=True)
        work.record("informatieobject", document.id, after={"lock_door": ""})
