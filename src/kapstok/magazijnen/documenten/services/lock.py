"""Locking a document while somebody works on it."""

import secrets
from uuid import UUID

from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.documenten.services.base import require, take, touch
from kapstok.magazijnen.documenten.services.content import abandon_parts, join_parts
from kapstok.platform.work import Actor, Work, unit_of_work


def put_lock(document: EnkelvoudigInformatieObject, work: Work) -> None:
    """A key that nobody can guess; the caller saves the document."""
    document.lock, document.lock_door = secrets.token_hex(16), work.actor.name[:200]
    document.lock_moment = work.moment


def lock_document(document_id: UUID, *, actor: Actor) -> str:
    """Lock; returns the key that changing and unlocking ask for."""
    with unit_of_work(actor, "informatieobject.lock") as work:
        document, _version = take(document_id)
        require(rules.drc_009_not_locked_twice(document.lock, document.lock_door))
        put_lock(document, work)
        touch(document)
        work.record("informatieobject", document.id, after={"lock_door": actor.name})
    return document.lock


def unlock_document(document_id: UUID, *, actor: Actor, lock: str = "", forced: bool = False) -> None:
    """Unlock with the key, which joins what was uploaded in parts; or by force, which drops an upload.

    `forced`: scope documenten.geforceerd-unlock, which counts only without a key.
    """
    with unit_of_work(actor, "informatieobject.unlock") as work:
        document, version = take(document_id)
        require(rules.drc_009_unlocks_with_the_lock(document.lock, lock, forced=forced))
        if lock:
            join_parts(work, document, version)
        else:
            abandon_parts(work, document, version)
        document.lock, document.lock_door, document.lock_moment = "", "", None
        touch(document)
        after = {"lock_door": "", "sha256": version.sha256, "bestandsomvang": version.bestandsomvang}
        work.record("informatieobject", document.id, after=after)
