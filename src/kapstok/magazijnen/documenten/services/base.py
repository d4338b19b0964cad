"""What the use cases share: taking a document, what the audit trail keeps, and telling others."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.documenten.errors import DocumentNotFound, DocumentRefused
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject, InformatieObjectVersie
from kapstok.platform.db import TenantModel
from kapstok.platform.db.rows import ask, ask_one, update_later
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Work

OF_THE_DOCUMENT = {
    "id",
    "informatieobjecttype_id",
    "identificatie",
    "bronorganisatie",
    "indicatie_gebruiksrecht",
}


_NEWEST = """t.informatieobject_id = %(id)s
AND t.versie = (SELECT d.huidige_versie FROM documenten_enkelvoudiginformatieobject d WHERE d.id = %(id)s)"""


def require(*verdicts: Iterable[DocumentRefused]) -> None:
    """Raise all refusals together."""
    refusals: list[Refusal] = [refusal for verdict in verdicts for refusal in verdict]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)


def take(document_id: UUID) -> tuple[EnkelvoudigInformatieObject, InformatieObjectVersie]:
    """The document, locked for this transaction, and its newest version. Raises DocumentNotFound."""
    taken = ask_one(EnkelvoudigInformatieObject, document_id, lock=True)
    newest = ask(InformatieObjectVersie, _NEWEST, id=document_id)  # in one go, behind the lock
    document, version = taken.first(), newest.first()
    if document is None or version is None:
        raise DocumentNotFound
    return document, version


def touch(document: EnkelvoudigInformatieObject) -> None:
    """Save a change that makes no new version of the document."""
    document.versie += 1
    update_later(
        document, (f.attname for f in document._meta.concrete_fields if f.attname not in {"id", "tenant"})
    )


def snapshot(document: EnkelvoudigInformatieObject, version: InformatieObjectVersie) -> dict[str, Any]:
    """Both rows by column, for the audit trail."""
    rows = {f.attname: getattr(document, f.attname) for f in document._meta.concrete_fields}
    rows.update(
        {f.attname: getattr(version, f.attname) for f in version._meta.concrete_fields if f.attname != "id"}
    )
    return {k: v for k, v in rows.items() if k not in {"tenant", "lock"}}


def row_of(row: TenantModel) -> dict[str, Any]:
    """A row below a document by column, for the audit trail."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "tenant"}


def tell(
    work: Work,
    verb: str,
    document: EnkelvoudigInformatieObject,
    version: InformatieObjectVersie,
    resource: str = "informatieobject",
    row_id: UUID | None = None,
) -> None:
    """Publish with what the national channel 'documenten' demands."""
    kenmerken = {
        "bronorganisatie": document.bronorganisatie,
        "informatieobjecttype": str(document.informatieobjecttype_id),
        "vertrouwelijkheidaanduiding": version.vertrouwelijkheidaanduiding,
    }
    data: dict[str, Any] = {
        "informatieobject": str(document.id),
        "versie": version.versie,
        "kenmerken": kenmerken,
    }
    if row_id is not None:
        data[resource] = str(row_id)
    work.publish(f"documenten.{resource}.{verb}", subject=document.id, data=data)
