"""Use cases of the besluitenmagazijn."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from kapstok.magazijnen.besluiten.models import Besluit, BesluitInformatieObject
from kapstok.magazijnen.catalogi.models import BesluitType, ZaakTypeBesluitType
from kapstok.magazijnen.documenten.models import ObjectInformatieObject
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.db import current_tenant, uuid7
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import Actor, Work, unit_of_work

_NEXT = """
INSERT INTO besluiten_besluitnummer (id, jaar, laatste) VALUES (%s, %s, 1)
ON CONFLICT (tenant, jaar) DO UPDATE SET laatste = besluiten_besluitnummer.laatste + 1 RETURNING laatste
"""


class BesluitRefused(Refusal):
    """A rule of the besluitenmagazijn said no."""


class NieuwBesluit(msgspec.Struct, kw_only=True):
    """A new besluit; number and organisation are made when not given."""

    besluittype_id: UUID
    datum: date
    ingangsdatum: date
    zaak_id: UUID | None = None
    id: UUID | None = None
    identificatie: str = ""
    verantwoordelijke_organisatie: str = ""
    toelichting: str = ""
    bestuursorgaan: str = ""
    vervaldatum: date | None = None
    vervalreden: str = ""
    publicatiedatum: date | None = None
    verzenddatum: date | None = None
    uiterlijke_reactiedatum: date | None = None


def _snapshot(row: Any) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "tenant"}


def _tell(work: Work, resource: str, verb: str, besluit: Besluit, resource_id: UUID | None = None) -> None:
    data = {
        "besluit": str(besluit.id),
        "resourceId": str(resource_id or besluit.id),
        "zaak": str(besluit.zaak_id) if besluit.zaak_id else None,
        "kenmerken": {
            "verantwoordelijkeOrganisatie": besluit.verantwoordelijke_organisatie,
            "besluittype": str(besluit.besluittype_id),
        },
    }
    work.publish(f"besluiten.{resource}.{verb}", subject=besluit.zaak_id or besluit.id, data=data)


def _check(new: NieuwBesluit, organisation: str) -> None:
    refusals: list[Refusal] = []
    kind = BesluitType.objects.filter(id=new.besluittype_id).first()
    if kind is None:
        refusals.append(BesluitRefused("object-does-not-exist", "besluittype", "Dit besluittype is er niet."))
    elif kind.concept:
        refusals.append(BesluitRefused("not-published", "besluittype", "Dit besluittype is nog een concept."))
    zaaktype = (
        Zaak.objects.filter(id=new.zaak_id).values_list("zaaktype_id", flat=True).first()
        if new.zaak_id
        else None
    )
    if new.zaak_id and zaaktype is None:
        refusals.append(BesluitRefused("object-does-not-exist", "zaak", "Deze zaak is er niet."))
    links = ZaakTypeBesluitType.objects.filter(zaaktype_id=zaaktype, besluittype_id=new.besluittype_id)
    if zaaktype and kind and not links.exists():
        text = "Dit besluittype hoort niet bij het zaaktype van de zaak."
        refusals.append(BesluitRefused("zaaktype-mismatch", "nonFieldErrors", text))
    if new.vervaldatum and new.vervaldatum < new.ingangsdatum:
        refusals.append(BesluitRefused("invalid", "vervaldatum", "De vervaldatum ligt voor de ingangsdatum."))
    same = Besluit.objects.filter(verantwoordelijke_organisatie=organisation, identificatie=new.identificatie)
    if new.identificatie and same.exists():
        refusals.append(
            BesluitRefused("identificatie-niet-uniek", "identificatie", "Dit besluitnummer bestaat al.")
        )
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)


def create_besluit(new: NieuwBesluit, *, actor: Actor, documenten: list[UUID] | None = None) -> Besluit:
    """Take a besluit, with the documents it is laid down in."""
    tenant = tenant_by_id(current_tenant() or 0)
    organisation = new.verantwoordelijke_organisatie or (
        tenant.instellingen.get("rsin", "") if tenant else ""
    )
    _check(new, organisation)
    with unit_of_work(actor, "besluit.create") as work:
        values = {f: getattr(new, f) for f in new.__struct_fields__ if f != "id"}
        besluit = Besluit(**{**values, "verantwoordelijke_organisatie": organisation})
        if new.id is not None:
            besluit.id = new.id
        if not besluit.identificatie:
            with connection.cursor() as cursor:
                cursor.execute(_NEXT, [uuid7(), work.moment.year])
                besluit.identificatie = f"BESLUIT-{work.moment.year}-{cursor.fetchone()[0]:06d}"
        besluit.save(force_insert=True)
        work.record("besluit", besluit.id, after=_snapshot(besluit), subject=besluit.zaak_id)
        _tell(work, "besluit", "create", besluit)
        for document in documenten or []:
            link_document(besluit.id, document, actor=actor)
    return besluit


def link_document(besluit_id: UUID, informatieobject_id: UUID, *, actor: Actor) -> BesluitInformatieObject:
    """A document in which the besluit is laid down (brc-004)."""
    with unit_of_work(actor, "besluitinformatieobject.create") as work:
        besluit = Besluit.objects.filter(id=besluit_id).first()
        if besluit is None:
            raise BesluitRefused("not_found", "besluit", "Dit besluit is er niet (meer).")
        links = BesluitInformatieObject.objects.filter(
            besluit_id=besluit_id, informatieobject_id=informatieobject_id
        )
        if links.exists():
            raise BesluitRefused("unique", "nonFieldErrors", "Dit document staat al bij dit besluit.")
        row = BesluitInformatieObject.objects.create(
            besluit_id=besluit_id, informatieobject_id=informatieobject_id
        )
        ObjectInformatieObject.objects.create(
            informatieobject_id=informatieobject_id, object_type="besluit", object_id=besluit_id
        )
        work.record("besluitinformatieobject", row.id, after=_snapshot(row), subject=besluit.zaak_id)
        _tell(work, "besluitinformatieobject", "create", besluit, row.id)
    return row


def delete_besluit(besluit_id: UUID, *, actor: Actor) -> None:
    """Withdraw the registration of a besluit; its documents stay."""
    with unit_of_work(actor, "besluit.delete") as work:
        besluit = Besluit.objects.select_for_update().filter(id=besluit_id).first()
        if besluit is None:
            raise BesluitRefused("not_found", "besluit", "Dit besluit is er niet (meer).")
        before = _snapshot(besluit)
        ObjectInformatieObject.objects.filter(object_type="besluit", object_id=besluit_id).delete()
        Besluit.objects.filter(id=besluit_id).delete()
        work.record("besluit", besluit_id, before=before, subject=besluit.zaak_id)
        _tell(work, "besluit", "destroy", besluit)
