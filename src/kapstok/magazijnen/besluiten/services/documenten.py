"""Documents in which a besluit is laid down. The documentenmagazijn knows the other side (brc-005)."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.besluiten import rules
from kapstok.magazijnen.besluiten.models import BesluitInformatieObject
from kapstok.magazijnen.besluiten.rules import BesluitRefused
from kapstok.magazijnen.besluiten.services.base import require, snapshot, take, tell
from kapstok.magazijnen.catalogi.models import BesluitTypeInformatieObjectType, InformatieObjectType
from kapstok.magazijnen.documenten.elders import DocumentElders
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, ObjectInformatieObject
from kapstok.platform.work import Actor, unit_of_work


def link_document(
    besluit_id: UUID, document: UUID | DocumentElders, *, actor: Actor
) -> BesluitInformatieObject:
    """Lay a besluit down in a document."""
    with unit_of_work(actor, "besluitinformatieobject.create") as work:
        besluit = take(besluit_id)
        columns = _columns(document)
        ids = {"besluit_id": besluit_id, **columns}
        # Types are related by name: every version of the informatieobjecttype counts.
        names = InformatieObjectType.objects.filter(id=_type_of(document))
        kinds = BesluitTypeInformatieObjectType.objects.filter(
            besluittype_id=besluit.besluittype_id,
            informatieobjecttype__omschrijving__in=names.values("omschrijving"),
        )
        require(
            rules.brc_003_once(linked=BesluitInformatieObject.objects.filter(**ids).exists()),
            rules.brc_008_informatieobjecttype(known=kinds.exists()),
        )
        row = BesluitInformatieObject.objects.create(**ids)
        if row.informatieobject_id:
            ObjectInformatieObject.objects.create(
                informatieobject_id=row.informatieobject_id, object_type="besluit", object_id=besluit_id
            )
        work.record("besluitinformatieobject", row.id, after=snapshot(row), subject=besluit.zaak_id)
        tell(work, "besluitinformatieobject", "create", besluit, row.id)
    return row


def restore_link(row: BesluitInformatieObject, *, actor: Actor) -> None:
    """Put back a link that was taken off: the register of the document did not follow."""
    with unit_of_work(actor, "besluitinformatieobject.create") as work:
        besluit = take(row.besluit_id)
        row.save(force_insert=True)
        work.record("besluitinformatieobject", row.id, after=snapshot(row), subject=besluit.zaak_id)
        tell(work, "besluitinformatieobject", "create", besluit, row.id)


def _columns(document: UUID | DocumentElders) -> dict[str, Any]:
    if isinstance(document, DocumentElders):
        return {"informatieobject_id": None, "informatieobject_url": document.url}
    return {"informatieobject_id": document, "informatieobject_url": ""}


def _type_of(document: UUID | DocumentElders) -> UUID | None:
    if isinstance(document, DocumentElders):
        return document.informatieobjecttype_id
    found = EnkelvoudigInformatieObject.objects.filter(id=document).first()
    if found is None:
        raise BesluitRefused("object-does-not-exist", "informatieobject_id", "Dit document is er niet.")
    return found.informatieobjecttype_id


def unlink_document(row_id: UUID, *, actor: Actor) -> None:
    """The besluit is not laid down in this document after all; the document stays."""
    row = BesluitInformatieObject.objects.filter(id=row_id).first()
    if row is None:
        raise BesluitRefused("not_found", "", "Dit document staat niet (meer) bij dit besluit.")
    with unit_of_work(actor, "besluitinformatieobject.delete") as work:
        besluit = take(row.besluit_id)
        mirror = ObjectInformatieObject.objects.filter(object_type="besluit", object_id=besluit.id)
        mirror.filter(informatieobject_id=row.informatieobject_id).delete()
        BesluitInformatieObject.objects.filter(id=row_id).delete()
        work.record("besluitinformatieobject", row_id, before=snapshot(row), subject=besluit.zaak_id)
        tell(work, "besluitinformatieobject", "destroy", besluit, row_id)
