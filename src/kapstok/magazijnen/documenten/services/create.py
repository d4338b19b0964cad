"""Making a document. The bytes are in the storage before this starts; here they get a name and a meaning."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from kapstok.magazijnen.catalogi.models import InformatieObjectType
from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.errors import DocumentRefused
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, InformatieObjectVersie
from kapstok.platform.db import current_tenant, uuid7
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import Actor, Work, unit_of_work

_NEXT = """
INSERT INTO documenten_documentnummer (id, jaar, laatste) VALUES (%s, %s, 1)
ON CONFLICT (tenant, jaar) DO UPDATE SET laatste = documenten_documentnummer.laatste + 1 RETURNING laatste
"""


class NieuwDocument(msgspec.Struct, kw_only=True):
    """A new document with its first version. `sha256` and `bestandsomvang` as the storage gave them."""

    informatieobjecttype_id: UUID
    titel: str
    creatiedatum: date
    auteur: str
    id: UUID | None = None
    identificatie: str = ""
    bronorganisatie: str = ""
    taal: str = "nld"
    vertrouwelijkheidaanduiding: str = ""
    is_gereed_voor_publicatie: bool | None = None
    tonen_aan_initiator: bool = False
    status: str = ""
    inhoud_is_vervallen: bool | None = None
    formaat: str = ""
    bestandsnaam: str = ""
    sha256: str = ""
    bestandsomvang: int | None = None
    link: str = ""
    beschrijving: str = ""
    ontvangstdatum: date | None = None
    verzenddatum: date | None = None
    indicatie_gebruiksrecht: bool | None = None
    verschijningsvorm: str = ""
    ondertekening: dict[str, Any] | None = None
    integriteit: dict[str, Any] | None = None
    trefwoorden: list[str] = []


OF_THE_DOCUMENT = {
    "id",
    "informatieobjecttype_id",
    "identificatie",
    "bronorganisatie",
    "indicatie_gebruiksrecht",
}


def require(*verdicts: list[DocumentRefused]) -> None:
    """Raise all refusals together."""
    refusals: list[Refusal] = [refusal for verdict in verdicts for refusal in verdict]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)


def snapshot(document: EnkelvoudigInformatieObject, version: InformatieObjectVersie) -> dict[str, Any]:
    """Both rows by column, for the audit trail."""
    rows = {f.attname: getattr(document, f.attname) for f in document._meta.concrete_fields}
    rows.update(
        {f.attname: getattr(version, f.attname) for f in version._meta.concrete_fields if f.attname != "id"}
    )
    return {k: v for k, v in rows.items() if k not in {"tenant", "lock"}}


def tell(
    work: Work, verb: str, document: EnkelvoudigInformatieObject, version: InformatieObjectVersie
) -> None:
    """Publish with what the national channel 'documenten' demands."""
    kenmerken = {
        "bronorganisatie": document.bronorganisatie,
        "informatieobjecttype": str(document.informatieobjecttype_id),
        "vertrouwelijkheidaanduiding": version.vertrouwelijkheidaanduiding,
    }
    data = {"informatieobject": str(document.id), "versie": version.versie, "kenmerken": kenmerken}
    work.publish(f"documenten.informatieobject.{verb}", subject=document.id, data=data)


def _number(year: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [uuid7(), year])
        return f"DOC-{year}-{cursor.fetchone()[0]:07d}"


def create_document(
    new: NieuwDocument, *, actor: Actor, subject: UUID | None = None
) -> InformatieObjectVersie:
    """Make a document; `subject` is the zaak it is made for, so that its audit content is forgotten with it.

    Raises DocumentRefused (or Refusals) with the standard's codes.
    """
    kind = InformatieObjectType.objects.filter(id=new.informatieobjecttype_id).first()
    if kind is None:
        raise DocumentRefused(
            "object-does-not-exist", "informatieobjecttype", "Dit informatieobjecttype is er niet."
        )
    refusals = rules.drc_005_received_is_not_in_work(new.status, received=new.ontvangstdatum is not None)
    if kind.concept:
        refusals.append(
            DocumentRefused(
                "not-published", "informatieobjecttype", "Dit informatieobjecttype is een concept."
            )
        )
    tenant = tenant_by_id(current_tenant() or 0)
    organisation = new.bronorganisatie or (tenant.instellingen.get("rsin", "") if tenant else "")
    same = EnkelvoudigInformatieObject.objects.filter(
        identificatie=new.identificatie, bronorganisatie=organisation
    )
    if new.identificatie and same.exists():
        text = "Dit documentnummer bestaat al bij deze organisatie."
        refusals.append(DocumentRefused("identificatie-niet-uniek", "identificatie", text))
    require(refusals)
    with unit_of_work(actor, "informatieobject.create") as work:
        document = EnkelvoudigInformatieObject(
            informatieobjecttype_id=kind.id,
            identificatie=new.identificatie or _number(work.moment.year),
            bronorganisatie=organisation,
            indicatie_gebruiksrecht=new.indicatie_gebruiksrecht,
        )
        if new.id is not None:
            document.id = new.id
        document.save(force_insert=True)
        values = {f: getattr(new, f) for f in new.__struct_fields__ if f not in OF_THE_DOCUMENT}
        values["vertrouwelijkheidaanduiding"] = (
            new.vertrouwelijkheidaanduiding or kind.vertrouwelijkheidaanduiding
        )
        version = InformatieObjectVersie.objects.create(
            informatieobject_id=document.id, versie=1, begin_registratie=work.moment, **values
        )
        work.record("informatieobject", document.id, after=snapshot(document, version), subject=subject)
        tell(work, "create", document, version)
    return version
