"""Making a document. The bytes are in the storage before this starts, or come along as what was received."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from kapstok.magazijnen.catalogi.models import InformatieObjectType
from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.errors import DocumentRefused
from kapstok.magazijnen.documenten.models import (
    EnkelvoudigInformatieObject,
    GereserveerdDocumentnummer,
    InformatieObjectVersie,
)
from kapstok.magazijnen.documenten.services.base import OF_THE_DOCUMENT, require, snapshot, tell
from kapstok.magazijnen.documenten.services.content import begin_parts, content_faults, settle
from kapstok.magazijnen.documenten.services.lock import put_lock
from kapstok.magazijnen.documenten.services.numbers import next_number
from kapstok.platform.db import current_tenant, uuid7
from kapstok.platform.db.direct import direct
from kapstok.platform.db.line import Answer
from kapstok.platform.db.rows import ask_one, fresh, insert_later
from kapstok.platform.storage import Incoming
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import Actor, unit_of_work

_TAKEN = """
SELECT 1 FROM documenten_enkelvoudiginformatieobject
WHERE identificatie = %(number)s AND bronorganisatie = %(organisation)s
"""


class NieuwDocument(msgspec.Struct, kw_only=True):
    """A new document with its first version. `sha256` and `bestandsomvang` as the storage gave them, or `inhoud`
    as it was received, or `in_delen`: the size of what will come in parts."""

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
    inhoud: Incoming | None = None
    in_delen: int | None = None


def type_faults(type_id: UUID, kind: InformatieObjectType | None = None) -> list[DocumentRefused]:
    """The type is there and published (drc-001)."""
    kind = kind or ask_one(InformatieObjectType, type_id).first()
    if kind is None:
        text = "Dit informatieobjecttype is er niet."
        return [DocumentRefused("bad-url", "informatieobjecttype_id", text)]
    return rules.drc_001_type_is_published(concept=kind.concept)


def number_faults(number: str, organisation: str) -> list[DocumentRefused]:
    """The number is free in the organisation."""
    values = {"number": number, "organisation": organisation}
    return rules.identificatie_is_unique(taken=bool(number) and direct(_TAKEN, values) is not None)


def new_faults(values: dict[str, Any], kind: InformatieObjectType | None = None) -> list[DocumentRefused]:
    """All that the rules say about a new document; what is absent is not judged."""
    received = values.get("ontvangstdatum") is not None
    faults = [
        *rules.drc_005_received_is_not_in_work(values.get("status", ""), received=received),
        *rules.drc_006_rights_decide(indicatie=values.get("indicatie_gebruiksrecht"), has_rights=False),
        *number_faults(values.get("identificatie", ""), values.get("bronorganisatie", "")),
        *content_faults(values),
    ]
    if values.get("informatieobjecttype_id"):
        faults += type_faults(values["informatieobjecttype_id"], kind)
    return faults


def take_number(number: str, organisation: str) -> None:
    """A reserved number is used by the first document that has it."""
    GereserveerdDocumentnummer.objects.filter(identificatie=number, bronorganisatie=organisation).delete()


def own_organisation() -> str:
    """The rsin of the municipality."""
    tenant = tenant_by_id(current_tenant() or 0)
    return str(tenant.instellingen.get("rsin", "")) if tenant else ""


def create_document(
    new: NieuwDocument,
    *,
    actor: Actor,
    subject: UUID | None = None,
    kind: InformatieObjectType | None = None,
    number: Answer | None = None,
) -> InformatieObjectVersie:
    """Make a document; `subject` is the zaak it is made for, so that its audit content is forgotten with it.
    `kind`: its type, for who has read it already; `number`: what was asked for a number.

    Raises DocumentRefused (or Refusals) with the standard's codes.
    """
    values = {f: getattr(new, f) for f in new.__struct_fields__}
    values["bronorganisatie"] = new.bronorganisatie or own_organisation()
    kind = kind or ask_one(InformatieObjectType, new.informatieobjecttype_id).first()
    require(new_faults(values, kind))
    given_level = new.vertrouwelijkheidaanduiding or (kind.vertrouwelijkheidaanduiding if kind else "")
    document_id = new.id or uuid7()
    with unit_of_work(actor, "informatieobject.create") as work:
        work.about(subject or document_id, new=subject is None and new.id is None)
        values = settle(values)
        omvang = values.pop("in_delen")
        organisation = values["bronorganisatie"]
        columns = {
            "id": document_id,
            "informatieobjecttype_id": new.informatieobjecttype_id,
            "identificatie": new.identificatie or next_number(organisation, work.moment.year, number),
            "bronorganisatie": organisation,
            "indicatie_gebruiksrecht": new.indicatie_gebruiksrecht,
        }
        document = fresh(EnkelvoudigInformatieObject, columns)
        if omvang is not None:
            values["bestandsomvang"] = omvang
            put_lock(document, work)
        insert_later(document)
        if omvang is not None:
            begin_parts(document, omvang)
        if new.identificatie:
            take_number(document.identificatie, organisation)
        own = {name: value for name, value in values.items() if name not in OF_THE_DOCUMENT}
        own["vertrouwelijkheidaanduiding"] = given_level
        own |= {"informatieobject_id": document.id, "versie": 1, "begin_registratie": work.moment}
        version = fresh(InformatieObjectVersie, own)
        insert_later(version)
        work.record("informatieobject", document.id, after=snapshot(document, version), subject=subject)
        tell(work, "create", document, version)
    return version
