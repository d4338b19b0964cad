"""A next version, and deleting."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.destroy import destroy_documenten
from kapstok.magazijnen.documenten.errors import DocumentNotFound
from kapstok.magazijnen.documenten.models import (
    EnkelvoudigInformatieObject,
    InformatieObjectVersie,
    ObjectInformatieObject,
)
from kapstok.magazijnen.documenten.services.create import OF_THE_DOCUMENT, require, snapshot, tell
from kapstok.platform.db import uuid7
from kapstok.platform.work import Actor, unit_of_work


def take(document_id: UUID) -> tuple[EnkelvoudigInformatieObject, InformatieObjectVersie]:
    """The document, locked for this transaction, and its newest version. Raises DocumentNotFound."""
    document = EnkelvoudigInformatieObject.objects.select_for_update().filter(id=document_id).first()
    if document is None:
        raise DocumentNotFound
    return document, InformatieObjectVersie.objects.get(
        informatieobject_id=document_id, versie=document.huidige_versie
    )


def add_version(
    document_id: UUID,
    changes: dict[str, Any],
    *,
    actor: Actor,
    lock: str = "",
    forced: bool = False,
    definitive_too: bool = False,
    subject: UUID | None = None,
) -> InformatieObjectVersie:
    """Make the next version: the newest one with these columns changed. Older versions stay as they are.

    `lock` is the key of the lock. `definitive_too` is scope documenten.geforceerd-bijwerken; `forced` is the
    workbench itself, which needs no lock.
    """
    with unit_of_work(actor, "informatieobject.change") as work:
        document, version = take(document_id)
        before = snapshot(document, version)
        received = changes.get("ontvangstdatum", version.ontvangstdatum) is not None
        require(
            rules.drc_009_needs_the_lock(document.lock, lock, forced=forced),
            rules.drc_010_definitive_stays(version.status, forced=forced or definitive_too),
            rules.drc_005_received_is_not_in_work(changes.get("status", version.status), received=received),
        )
        for name in OF_THE_DOCUMENT & changes.keys():
            setattr(document, name, changes[name])
        for name in changes.keys() - OF_THE_DOCUMENT:
            setattr(version, name, changes[name])
        version.pk, version.id = None, uuid7()
        version.versie, version.begin_registratie = document.huidige_versie + 1, work.moment
        version.save(force_insert=True)
        document.huidige_versie, document.versie = version.versie, document.versie + 1
        document.save(force_update=True)
        work.record(
            "informatieobject", document.id, before=before, after=snapshot(document, version), subject=subject
        )
        tell(work, "update", document, version)
    return version


def delete_document(document_id: UUID, *, actor: Actor) -> None:
    """Delete a document in all its versions; refused while an object uses it (drc-008)."""
    with unit_of_work(actor, "informatieobject.delete"):
        document, _version = take(document_id)
        used = ObjectInformatieObject.objects.filter(informatieobject_id=document_id).count()
        require(rules.drc_008_used_document_stays(used), rules.drc_008_locked_document_stays(document.lock))
        destroy_documenten([document_id], actor=actor, ground=document_id)
