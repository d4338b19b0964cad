"""Taking, changing and withdrawing a besluit."""

from copy import copy
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone

from kapstok.magazijnen.besluiten import rules
from kapstok.magazijnen.besluiten.elders import take_away_later
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.besluiten.rules import BesluitRefused
from kapstok.magazijnen.besluiten.services.base import require, snapshot, take, tell, tell_zaak
from kapstok.magazijnen.besluiten.services.documenten import link_document
from kapstok.magazijnen.catalogi.models import BesluitType
from kapstok.magazijnen.documenten.models import ObjectInformatieObject
from kapstok.platform.db import current_tenant
from kapstok.platform.db.direct import direct
from kapstok.platform.db.rows import ask_one, insert_later, update_changed
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.tenancy.series import ask_number, number_of
from kapstok.platform.work import Actor, unit_of_work

_TAKEN = """
SELECT 1 FROM besluiten_besluit
WHERE identificatie = %(number)s AND verantwoordelijke_organisatie = %(organisation)s AND id <> %(besides)s
"""
# Types are related by name: every version of the besluittype counts.
_KNOWN = """
SELECT EXISTS (SELECT 1 FROM catalogi_zaaktypebesluittype k JOIN catalogi_besluittype b ON b.id = k.besluittype_id
  WHERE k.zaaktype_id = z.zaaktype_id
  AND b.omschrijving = (SELECT o.omschrijving FROM catalogi_besluittype o WHERE o.id = %(besluittype)s))
FROM (SELECT zaaktype_id FROM zaken_zaak WHERE id = %(zaak)s
  UNION ALL SELECT %(zaaktype)s::uuid WHERE %(zaak)s::uuid IS NULL) z
"""
FROZEN = ("besluittype_id", "identificatie", "verantwoordelijke_organisatie")


class NieuwBesluit(msgspec.Struct, kw_only=True):
    """A new besluit; number and organisation are made when not given."""

    besluittype_id: UUID
    datum: date
    ingangsdatum: date
    zaak_id: UUID | None = None
    zaak_url: str = ""
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


def create_besluit(
    new: NieuwBesluit,
    *,
    actor: Actor,
    documenten: list[UUID] | None = None,
    zaaktype_elders: UUID | None = None,
) -> Besluit:
    """Take a besluit, with the documents it is laid down in. `zaaktype_elders`: of a zaak in another register."""
    with unit_of_work(actor, "besluit.create") as work:
        besluit = Besluit(**{f: getattr(new, f) for f in new.__struct_fields__ if f != "id"})
        if new.id is not None:
            besluit.id = new.id
        besluit.verantwoordelijke_organisatie = new.verantwoordelijke_organisatie or _own_rsin()
        kind = ask_one(BesluitType, new.besluittype_id).first()
        if kind is None:
            raise BesluitRefused("object-does-not-exist", "besluittype_id", "Dit besluittype is er niet.")
        require(_new_faults(besluit, kind, work.moment, zaaktype_elders))
        while not besluit.identificatie or _is_taken(besluit):
            besluit.identificatie = _number(work.moment.year)
        insert_later(besluit)
        work.record("besluit", besluit.id, after=snapshot(besluit), subject=besluit.zaak_id)
        tell(work, "besluit", "create", besluit)
        tell_zaak(work, besluit.zaak_id, besluit.id, "create")
        for document in documenten or []:
            link_document(besluit.id, document, actor=actor)
    return besluit


def change_besluit(
    besluit_id: UUID, changes: dict[str, Any], *, actor: Actor, zaaktype_elders: UUID | None = None
) -> Besluit:
    """Change columns of a besluit by name. A zaak may be added or taken off, not exchanged."""
    with unit_of_work(actor, "besluit.change") as work:
        besluit = take(besluit_id)
        old, before = copy(besluit), snapshot(besluit)
        for name, value in changes.items():
            setattr(besluit, name, value)
        require(_change_faults(besluit, old, work.moment, zaaktype_elders))
        besluit.versie += 1
        update_changed(besluit, before)
        subject = besluit.zaak_id or old.zaak_id
        work.record("besluit", besluit.id, before=before, after=snapshot(besluit), subject=subject)
        tell(work, "besluit", "update", besluit)
        if old.zaak_id and besluit.zaak_id is None:
            tell_zaak(work, old.zaak_id, besluit.id, "destroy")
        else:
            tell_zaak(work, besluit.zaak_id, besluit.id, "update" if old.zaak_id else "create")
    return besluit


def delete_besluit(besluit_id: UUID, *, actor: Actor) -> None:
    """Withdraw the registration of a besluit with its links (brc-009); its documents stay."""
    with unit_of_work(actor, "besluit.delete") as work:
        besluit = take(besluit_id)
        take_away_later(work, [besluit_id])
        ObjectInformatieObject.objects.filter(object_type="besluit", object_id=besluit_id).delete()
        Besluit.objects.filter(id=besluit_id).delete()
        work.record("besluit", besluit_id, before=snapshot(besluit), subject=besluit.zaak_id)
        tell(work, "besluit", "destroy", besluit)
        tell_zaak(work, besluit.zaak_id, besluit_id, "destroy")


def besluit_faults(
    besluit_id: UUID | None, values: dict[str, Any], now: datetime, zaaktype_elders: UUID | None = None
) -> list[BesluitRefused]:
    """All that the rules have against a new besluit, or changes of one, as far as it is known."""
    if besluit_id is None:
        kind = BesluitType.objects.filter(id=values.get("besluittype_id")).first()
        return _new_faults(Besluit(**values), kind, now, zaaktype_elders)
    besluit = Besluit.objects.get(id=besluit_id)
    old = copy(besluit)
    for name, value in values.items():
        setattr(besluit, name, value)
    return _change_faults(besluit, old, now, zaaktype_elders)


def _new_faults(
    besluit: Besluit, kind: BesluitType | None, now: datetime, zaaktype_elders: UUID | None = None
) -> list[BesluitRefused]:
    taken = bool(besluit.identificatie) and _is_taken(besluit)
    return [
        *(rules.brc_001_besluittype_is_published(concept=kind.concept) if kind else []),
        *rules.brc_002_identificatie_is_unique(taken=taken),
        *(rules.brc_datum(besluit.datum, timezone.localdate(now)) if besluit.datum else []),
        *(_zaak(besluit, zaaktype_elders) if kind else []),
    ]


def _change_faults(
    besluit: Besluit, old: Besluit, now: datetime, zaaktype_elders: UUID | None = None
) -> list[BesluitRefused]:
    frozen = [f for f in FROZEN if getattr(besluit, f) != getattr(old, f)]
    before, after = ((b.zaak_id or b.zaak_url) for b in (old, besluit))
    if before and after and after != before:
        frozen.append("zaak_id")
    return [
        *rules.brc_fields_stay(frozen),
        *rules.brc_datum(besluit.datum, timezone.localdate(now)),
        *(_zaak(besluit, zaaktype_elders) if after != before else []),
    ]


def _zaak(besluit: Besluit, zaaktype_elders: UUID | None) -> list[BesluitRefused]:
    if besluit.zaak_id is None and not besluit.zaak_url:
        return []
    given = {"besluittype": besluit.besluittype_id, "zaak": besluit.zaak_id, "zaaktype": zaaktype_elders}
    found = direct(_KNOWN, given)
    if found is None:
        return [BesluitRefused("object-does-not-exist", "zaak_id", "Deze zaak is er niet.")]
    return rules.brc_007_zaaktype(known=found[0] == b"t")


def _is_taken(besluit: Besluit) -> bool:
    values = {
        "number": besluit.identificatie,
        "organisation": besluit.verantwoordelijke_organisatie,
        "besides": besluit.id,
    }
    return direct(_TAKEN, values) is not None


def _number(year: int) -> str:
    return f"BESLUIT-{year}-{number_of(ask_number('besluit', year)):06d}"


def _own_rsin() -> str:
    tenant = tenant_by_id(current_tenant() or 0)
    return tenant.instellingen.get("rsin", "") if tenant else ""
