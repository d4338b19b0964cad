"""Facts, objects and documents of a zaak."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi.models import Eigenschap
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, ObjectInformatieObject
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import ZaakEigenschap, ZaakInformatieObject, ZaakObject
from kapstok.magazijnen.zaken.services.base import require, snapshot, take, tell, touch
from kapstok.platform.work import Actor, unit_of_work


def add_eigenschap(
    zaak_id: UUID, eigenschap_id: UUID, waarde: str, *, actor: Actor, forced: bool = False
) -> ZaakEigenschap:
    """Set a fact of the zaak; setting it again changes it."""
    eigenschap = Eigenschap.objects.filter(id=eigenschap_id).first()
    if eigenschap is None:
        raise ZaakRefused("object-does-not-exist", "eigenschap", "Deze eigenschap is er niet.")
    with unit_of_work(actor, "eigenschap.create") as work:
        zaak = take(zaak_id)
        require(
            rules.type_belongs_to_zaaktype("eigenschap", eigenschap.zaaktype_id, zaak.zaaktype_id),
            rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced),
        )
        old = ZaakEigenschap.objects.filter(zaak_id=zaak_id, eigenschap_id=eigenschap_id).first()
        before = snapshot(old) if old else None
        row, made = ZaakEigenschap.objects.update_or_create(
            zaak_id=zaak_id, eigenschap_id=eigenschap_id, defaults={"naam": eigenschap.naam, "waarde": waarde}
        )
        touch(zaak, work.moment)
        work.record("zaakeigenschap", row.id, before=before, after=snapshot(row), subject=zaak_id)
        tell(work, "zaakeigenschap", "create" if made else "update", zaak, row.id)
    return row


def remove_eigenschap(row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take a fact away."""
    row = ZaakEigenschap.objects.filter(id=row_id).first()
    if row is None:
        raise ZaakRefused("not_found", "eigenschap", "Deze eigenschap is er niet (meer).")
    with unit_of_work(actor, "eigenschap.delete") as work:
        zaak = take(row.zaak_id)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        before = snapshot(row)
        ZaakEigenschap.objects.filter(id=row_id).delete()
        touch(zaak, work.moment)
        work.record("zaakeigenschap", row_id, before=before, subject=zaak.id)
        tell(work, "zaakeigenschap", "destroy", zaak, row_id)


def add_zaakobject(
    zaak_id: UUID, values: dict[str, Any], *, actor: Actor, forced: bool = False
) -> ZaakObject:
    """Say what in the world the zaak is about; `values` are columns of ZaakObject."""
    with unit_of_work(actor, "zaakobject.create") as work:
        zaak = take(zaak_id)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        row = ZaakObject.objects.create(zaak_id=zaak_id, **values)
        touch(zaak, work.moment)
        work.record("zaakobject", row.id, after=snapshot(row), subject=zaak_id)
        tell(work, "zaakobject", "create", zaak, row.id)
    return row


def link_document(
    zaak_id: UUID,
    informatieobject_id: UUID,
    *,
    actor: Actor,
    titel: str = "",
    beschrijving: str = "",
    forced: bool = False,
) -> ZaakInformatieObject:
    """Put a document with a zaak, and tell the documentenmagazijn (zrc-005a)."""
    if not EnkelvoudigInformatieObject.objects.filter(id=informatieobject_id).exists():
        raise ZaakRefused("object-does-not-exist", "informatieobject", "Dit document is er niet.")
    with unit_of_work(actor, "zaakinformatieobject.create") as work:
        zaak = take(zaak_id)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        links = ZaakInformatieObject.objects.filter(zaak_id=zaak_id, informatieobject_id=informatieobject_id)
        if links.exists():
            raise ZaakRefused("unique", "nonFieldErrors", "Dit document staat al bij deze zaak.")
        row = ZaakInformatieObject.objects.create(
            zaak_id=zaak_id,
            informatieobject_id=informatieobject_id,
            titel=titel[:200],
            beschrijving=beschrijving,
            registratiedatum=work.moment,
        )
        ObjectInformatieObject.objects.create(
            informatieobject_id=informatieobject_id, object_type="zaak", object_id=zaak_id
        )
        touch(zaak, work.moment)
        work.record("zaakinformatieobject", row.id, after=snapshot(row), subject=zaak_id)
        tell(work, "zaakinformatieobject", "create", zaak, row.id, informatieobject=str(informatieobject_id))
    return row


def unlink_document(row_id: UUID, *, actor: Actor, forced: bool = False) -> None:
    """Take a document off a zaak; the document itself stays (zrc-005b)."""
    row = ZaakInformatieObject.objects.filter(id=row_id).first()
    if row is None:
        raise ZaakRefused(
            "not_found", "zaakinformatieobject", "Dit document staat niet (meer) bij deze zaak."
        )
    with unit_of_work(actor, "zaakinformatieobject.delete") as work:
        zaak = take(row.zaak_id)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        before = snapshot(row)
        mirror = ObjectInformatieObject.objects.filter(object_type="zaak", object_id=row.zaak_id)
        mirror.filter(informatieobject_id=row.informatieobject_id).delete()
        ZaakInformatieObject.objects.filter(id=row_id).delete()
        touch(zaak, work.moment)
        work.record("zaakinformatieobject", row_id, before=before, subject=zaak.id)
        tell(work, "zaakinformatieobject", "destroy", zaak, row_id)
