"""A next version, and deleting."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.destroy import destroy_documenten
from kapstok.magazijnen.documenten.errors import DocumentRefused
from kapstok.magazijnen.documenten.models import (
    EnkelvoudigInformatieObject,
    Gebruiksrechten,
    InformatieObjectVersie,
    ObjectInformatieObject,
)
from kapstok.magazijnen.documenten.services.base import OF_THE_DOCUMENT, require, snapshot, take, tell, touch
from kapstok.magazijnen.documenten.services.content import begin_parts, content_faults, drop_parts, settle
from kapstok.magazijnen.documenten.services.create import number_faults, take_number, type_faults
from kapstok.platform.db import uuid7
from kapstok.platform.db.rows import insert_later
from kapstok.platform.work import Actor, unit_of_work

Rows = tuple[EnkelvoudigInformatieObject, InformatieObjectVersie]


def change_faults(
    rows: Rows, changes: dict[str, Any], *, lock: str = "", forced: bool = False, whole: bool = False
) -> list[DocumentRefused]:
    """All that the rules say about these changes."""
    document, version = rows
    received = changes.get("ontvangstdatum", version.ontvangstdatum) is not None
    number = changes.get("identificatie", document.identificatie)
    organisation = changes.get("bronorganisatie", document.bronorganisatie)
    moved = (number, organisation) != (document.identificatie, document.bronorganisatie)
    faults = [
        *rules.drc_009_needs_the_lock(document.lock, lock, forced=forced, whole=whole),
        *rules.drc_005_received_is_not_in_work(changes.get("status", version.status), received=received),
        *(number_faults(number, organisation) if moved else []),
        *content_faults(changes, version),
    ]
    if "informatieobjecttype_id" in changes:
        faults += type_faults(changes["informatieobjecttype_id"])
    if changes.get("indicatie_gebruiksrecht") is not None:
        has = Gebruiksrechten.objects.filter(informatieobject_id=document.id).exists()
        faults += rules.drc_006_rights_decide(indicatie=changes["indicatie_gebruiksrecht"], has_rights=has)
    return faults


def add_version(
    document_id: UUID,
    changes: dict[str, Any],
    *,
    actor: Actor,
    lock: str = "",
    forced: bool = False,
    whole: bool = False,
    subject: UUID | None = None,
) -> InformatieObjectVersie:
    """Make the next version: the newest one with these columns changed. Older versions stay as they are.

    `changes` may have `inhoud` (what came in) or `in_delen` (its size: the content comes in parts). `lock` is
    the key of the lock; `forced` is the workbench itself, which needs none. `whole`: PUT.
    """
    with unit_of_work(actor, "informatieobject.change") as work:
        document, version = take(document_id)
        before, old = snapshot(document, version), version.sha256
        require(change_faults((document, version), changes, lock=lock, forced=forced, whole=whole))
        changes = settle(dict(changes))
        omvang = changes.pop("in_delen", None)
        if "sha256" in changes or omvang is not None:
            drop_parts(work, document_id)
            if changes.get("sha256") != old:
                changes.setdefault("integriteit", None)  # the old sum was about the old content
        if omvang is not None:
            changes |= {"sha256": "", "bestandsomvang": omvang}
            begin_parts(document, omvang)
        _keep_indication(document, changes)
        if {"identificatie", "bronorganisatie"} & changes.keys():
            take_number(changes.get("identificatie", ""), changes.get("bronorganisatie", ""))
        for name in OF_THE_DOCUMENT & changes.keys():
            setattr(document, name, changes[name])
        for name in changes.keys() - OF_THE_DOCUMENT:
            setattr(version, name, changes[name])
        version.pk, version.id = None, uuid7()
        version.versie, version.begin_registratie = document.huidige_versie + 1, work.moment
        insert_later(version)
        document.huidige_versie = version.versie
        touch(document)
        work.record(
            "informatieobject", document.id, before=before, after=snapshot(document, version), subject=subject
        )
        tell(work, "update", document, version)
    return version


def _keep_indication(document: EnkelvoudigInformatieObject, changes: dict[str, Any]) -> None:
    """Null while there are gebruiksrechten says nothing new (drc-006)."""
    if changes.get("indicatie_gebruiksrecht", True) is None and document.indicatie_gebruiksrecht:
        del changes["indicatie_gebruiksrecht"]


def delete_document(document_id: UUID, *, actor: Actor) -> None:
    """Delete a document in all its versions; refused while an object uses it or somebody works on it (drc-008)."""
    with unit_of_work(actor, "informatieobject.delete"):
        document, _version = take(document_id)
        used = ObjectInformatieObject.objects.filter(informatieobject_id=document_id).count()
        require(rules.drc_008_used_document_stays(used), rules.drc_008_locked_document_stays(document.lock))
        destroy_documenten([document_id], actor=actor, ground=document_id)
