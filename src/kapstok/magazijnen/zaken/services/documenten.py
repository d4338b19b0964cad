"""Documents of a zaak. The documentenmagazijn knows the other side of each link (zrc-005)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten.elders import DocumentElders
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, ObjectInformatieObject
from kapstok.magazijnen.zaken import rules_document
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Status, Zaak, ZaakInformatieObject
from kapstok.magazijnen.zaken.services.base import (
    change_below,
    find,
    own_row,
    require,
    snapshot,
    written,
)
from kapstok.platform.db.direct import direct
from kapstok.platform.db.rows import insert_later
from kapstok.platform.work import Actor

# Types are related by name: every version of the informatieobjecttype counts.
_JUDGED = """
SELECT EXISTS (SELECT 1 FROM zaken_zaakinformatieobject l WHERE l.zaak_id = %(zaak)s
  AND l.informatieobject_id IS NOT DISTINCT FROM %(document)s::uuid AND l.informatieobject_url = %(url)s),
EXISTS (SELECT 1 FROM catalogi_zaaktypeinformatieobjecttype k
  JOIN catalogi_informatieobjecttype i ON i.id = k.informatieobjecttype_id
  WHERE k.zaaktype_id = %(zaaktype)s AND i.omschrijving = (
    SELECT o.omschrijving FROM catalogi_informatieobjecttype o WHERE o.id = %(soort)s::uuid))
"""


def link_document(
    zaak_id: UUID,
    document: UUID | DocumentElders,
    *,
    actor: Actor,
    titel: str = "",
    beschrijving: str = "",
    vernietigingsdatum: datetime | None = None,
    status_id: UUID | None = None,
    forced: bool = False,
) -> ZaakInformatieObject:
    """Put a document with a zaak, and tell the documentenmagazijn (zrc-005)."""
    here = None if isinstance(document, DocumentElders) else document
    elsewhere, named = (document.url, document.titel) if isinstance(document, DocumentElders) else ("", "")
    kind = _type_of(document)
    with change_below(zaak_id, "zaakinformatieobject.create", actor=actor, forced=forced) as (work, zaak):
        row = ZaakInformatieObject(
            zaak_id=zaak_id,
            informatieobject_id=here,
            informatieobject_url=elsewhere,
            titel_elders=named,
            titel=titel[:200],
            beschrijving=beschrijving,
            registratiedatum=work.moment,
            vernietigingsdatum=vernietigingsdatum,
            status_id=status_id,
        )
        require(_link_faults(row, zaak, kind))
        insert_later(row)
        if here:
            insert_later(
                ObjectInformatieObject(informatieobject_id=here, object_type="zaak", object_id=zaak_id)
            )
        more = {"informatieobject": str(here or elsewhere)}
        written(work, zaak, "zaakinformatieobject", "create", row.id, after=snapshot(row), **more)
    return row


def change_link(row_id: UUID, changes: dict[str, Any], *, actor: Actor, forced: bool = False) -> None:
    """Change what the link says about the document; which zaak and which document stays."""
    row = own_row(ZaakInformatieObject, row_id)
    with change_below(row.zaak_id, "zaakinformatieobject.update", actor=actor, forced=forced) as (work, zaak):
        require(rules_document.zio_status(_zaak_of(changes.get("status_id")), row.zaak_id))
        before = snapshot(row)
        for name, value in changes.items():
            setattr(row, name, value)
        row.versie += 1
        row.save()
        after = snapshot(row)
        written(work, zaak, "zaakinformatieobject", "update", row_id, before=before, after=after)


def unlink_document(row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take a document off a zaak; the document itself stays (zrc-005)."""
    row = own_row(ZaakInformatieObject, row_id)
    with change_below(row.zaak_id, "zaakinformatieobject.delete", actor=actor, forced=forced) as (work, zaak):
        mirror = ObjectInformatieObject.objects.filter(object_type="zaak", object_id=row.zaak_id)
        mirror.filter(informatieobject_id=row.informatieobject_id).delete()
        ZaakInformatieObject.objects.filter(id=row_id).delete()
        written(work, zaak, "zaakinformatieobject", "destroy", row_id, before=snapshot(row))


def restore_link(row: ZaakInformatieObject, *, actor: Actor) -> None:
    """Put back a link that was taken off, as it was: the register of the document did not follow."""
    with change_below(row.zaak_id, "zaakinformatieobject.create", actor=actor, forced=True) as (work, zaak):
        row.save(force_insert=True)
        written(work, zaak, "zaakinformatieobject", "create", row.id, after=snapshot(row))


def _zaak_of(status_id: UUID | None) -> UUID | None:
    if status_id is None:
        return None
    return Status.objects.filter(id=status_id).values_list("zaak_id", flat=True).first()


def link_faults(row: ZaakInformatieObject, zaak: Zaak | None) -> list[ZaakRefused]:
    """All that the rules have against a document of a zaak, as far as it is known."""
    if zaak is None:
        return []
    documents = EnkelvoudigInformatieObject.objects.filter(id=row.informatieobject_id)
    kind = documents.values_list("informatieobjecttype_id", flat=True).first()
    if kind is None or ZaakInformatieObject.objects.filter(id=row.id).exists():
        return rules_document.zio_status(_zaak_of(row.status_id), zaak.id)  # what is linked was judged before
    return _link_faults(row, zaak, kind)


def _type_of(document: UUID | DocumentElders) -> UUID | None:
    """The informatieobjecttype; of a document elsewhere only when it is one of our catalogus."""
    if isinstance(document, DocumentElders):
        return document.informatieobjecttype_id
    return find(EnkelvoudigInformatieObject, document, "informatieobject_id").informatieobjecttype_id


def _link_faults(row: ZaakInformatieObject, zaak: Zaak, kind: UUID | None) -> list[ZaakRefused]:
    values = {
        "zaak": zaak.id,
        "zaaktype": zaak.zaaktype_id,
        "soort": kind,
        "document": row.informatieobject_id,
        "url": row.informatieobject_url,
    }
    linked, known = (value == b"t" for value in direct(_JUDGED, values) or ())
    return [
        *rules_document.zrc_003_once(linked=linked),
        *rules_document.zio_before_archiving(zaak.archiefstatus),
        *rules_document.zrc_017_type(known=known),
        *rules_document.zio_status(_zaak_of(row.status_id), zaak.id),
    ]
