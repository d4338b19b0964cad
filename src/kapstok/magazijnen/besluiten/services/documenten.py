"""Documents in which a besluit is laid down. The documentenmagazijn knows the other side (brc-005)."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.besluiten import rules
from kapstok.magazijnen.besluiten.models import Besluit, BesluitInformatieObject
from kapstok.magazijnen.besluiten.rules import BesluitRefused
from kapstok.magazijnen.besluiten.services.base import require, snapshot, take, tell
from kapstok.magazijnen.documenten.elders import DocumentElders
from kapstok.magazijnen.documenten.models import ObjectInformatieObject
from kapstok.platform.db.direct import direct
from kapstok.platform.db.rows import insert_later
from kapstok.platform.work import Actor, unit_of_work

# Types are related by name: every version of the informatieobjecttype counts.
_JUDGED = """
SELECT d.id IS NOT NULL OR %(informatieobject_id)s::uuid IS NULL,
EXISTS (SELECT 1 FROM besluiten_besluitinformatieobject l WHERE l.besluit_id = %(besluit_id)s
  AND l.informatieobject_id IS NOT DISTINCT FROM %(informatieobject_id)s::uuid
  AND l.informatieobject_url = %(informatieobject_url)s),
EXISTS (SELECT 1 FROM catalogi_besluittypeinformatieobjecttype k
  JOIN catalogi_informatieobjecttype i ON i.id = k.informatieobjecttype_id
  WHERE k.besluittype_id = %(besluittype)s AND i.omschrijving = (SELECT o.omschrijving
    FROM catalogi_informatieobjecttype o WHERE o.id = COALESCE(%(soort)s::uuid, d.informatieobjecttype_id)))
FROM (SELECT 1) one
LEFT JOIN documenten_enkelvoudiginformatieobject d ON d.id = %(informatieobject_id)s::uuid
"""


def link_document(
    besluit_id: UUID, document: UUID | DocumentElders, *, actor: Actor
) -> BesluitInformatieObject:
    """Lay a besluit down in a document."""
    with unit_of_work(actor, "besluitinformatieobject.create") as work:
        besluit = take(besluit_id)
        ids = {"besluit_id": besluit_id, **_columns(document)}
        there, linked, known = _judged(besluit, ids, document)
        if not there:
            raise BesluitRefused("object-does-not-exist", "informatieobject_id", "Dit document is er niet.")
        require(rules.brc_003_once(linked=linked), rules.brc_008_informatieobjecttype(known=known))
        row = BesluitInformatieObject(**ids)
        insert_later(row)
        if row.informatieobject_id:
            other = {"informatieobject_id": row.informatieobject_id, "object_id": besluit_id}
            insert_later(ObjectInformatieObject(object_type="besluit", **other))
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


def _judged(
    besluit: Besluit, ids: dict[str, Any], document: UUID | DocumentElders
) -> tuple[bool, bool, bool]:
    """Is the document there, linked already, and of a type that belongs to the besluittype?"""
    kind = document.informatieobjecttype_id if isinstance(document, DocumentElders) else None
    row = direct(_JUDGED, {**ids, "besluittype": besluit.besluittype_id, "soort": kind}) or ()
    there, linked, known = (value == b"t" for value in row)
    return there, linked, known


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
