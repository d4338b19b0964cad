"""What the use cases share: taking a zaak for change, telling the world, and the derived columns."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Model

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakNotFound, ZaakRefused
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.db.rows import Asked, ask_one, update_later
from kapstok.platform.errors import Refusals
from kapstok.platform.work import Actor, Work, unit_of_work

M = TypeVar("M", bound=Model)
_HIDDEN = {"tenant", "min_x", "min_y", "max_x", "max_y", "zoektekst", "vertrouwelijkheid_rang"}


def snapshot(row: Model) -> dict[str, Any]:
    """Columns of a row by name, for the audit trail; without derived search columns."""
    own = row.__dict__
    return {name: own[name] for name in _shown(type(row))}


@cache
def _shown(model: type[Model]) -> tuple[str, ...]:
    return tuple(f.attname for f in model._meta.concrete_fields if f.attname not in _HIDDEN)


# What a zaak that is made or changed asks of its zaaktype, of sixty columns. Whoever asks for more waits for it.
OF_ZAAKTYPE = (
    *(
        "id",
        "identificatie",
        "omschrijving",
        "concept",
        "begin_geldigheid",
        "einde_geldigheid",
        "catalogus_id",
    ),
    *("vertrouwelijkheidaanduiding", "doorlooptijd", "servicenorm", "producten_of_diensten", "team_id"),
)


def take(zaak_id: UUID) -> Zaak:
    """The zaak, locked until the end of the transaction. Raises ZaakNotFound."""
    return taken(ask_one(Zaak, zaak_id, lock=True))


def taken(asked: Asked[Zaak]) -> Zaak:
    """The zaak that was asked for, when it is there. Raises ZaakNotFound."""
    found = asked.first()
    if found is None:
        raise ZaakNotFound
    return found


def find(model: type[M], row_id: UUID, field: str) -> M:
    """A row that something new refers to. Raises ZaakRefused when it is not there."""
    return found(ask_one(model, row_id), field)


def found(asked: Asked[M], field: str) -> M:
    """The row that was asked for and that something new refers to. Raises ZaakRefused when it is not there."""
    row = asked.first()
    if row is None:
        raise ZaakRefused("object-does-not-exist", field, "Dit gegeven is er niet (meer).")
    return row


def own_row(model: type[Model], row_id: UUID) -> Any:
    """A row below a zaak that is to be changed or removed. Raises ZaakRefused (404 in the API)."""
    found = model.objects.filter(id=row_id).first()
    if found is None:
        raise ZaakRefused("not_found", "", "Dit gegeven is er niet (meer).")
    return found


@contextmanager
def change_below(
    zaak_id: UUID, action: str, *, actor: Actor, forced: bool = False
) -> Iterator[tuple[Work, Zaak]]:
    """A unit of work on something below a zaak; below a closed one only by force (zrc-007)."""
    with unit_of_work(actor, action) as work:
        asked = ask_one(
            Zaak, zaak_id, lock=True
        )  # first the zaak, then its key: every use case in this order
        work.about(zaak_id)
        zaak = taken(asked)
        require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
        yield work, zaak


def require(*verdicts: Iterable[ZaakRefused]) -> None:
    """Raise when any rule said no; all refusals in one answer."""
    refusals = [r for verdict in verdicts for r in verdict]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(list(refusals))


def rank_of(vertrouwelijkheidaanduiding: str) -> int:
    """1 openbaar to 8 zeer_geheim."""
    return Vertrouwelijkheid(vertrouwelijkheidaanduiding).rang


def versions_up(zaken: Iterable[UUID | None]) -> None:
    """Other zaken whose answer changed by a change of this one (hoofdzaak, gerelateerde zaken)."""
    ids = [z for z in zaken if z is not None]
    if ids:
        Zaak.objects.filter(id__in=ids).update(versie=F("versie") + 1)


def touch(zaak: Zaak, moment: datetime, fields: Iterable[str] = ()) -> None:
    """Write changed columns, and that the zaak or something below it changed (ETag, laatstGemuteerd)."""
    zaak.laatst_gemuteerd, zaak.versie = moment, zaak.versie + 1
    update_later(zaak, {*fields, "laatst_gemuteerd"}, also="versie = versie + 1")


def written(
    work: Work,
    zaak: Zaak,
    kind: str,
    verb: str,
    row_id: UUID,
    *,
    before: Any = None,
    after: Any = None,
    columns: Iterable[str] = (),
    **more: Any,
) -> None:
    """Something below the zaak was written: version of the zaak, audit record and event."""
    touch(zaak, work.moment, columns)
    work.record(kind, row_id, before=before, after=after, subject=zaak.id)
    tell(work, kind, verb, zaak, row_id, **more)


def tell(
    work: Work, resource: str, verb: str, zaak: Zaak, resource_id: UUID | None = None, **more: Any
) -> None:
    """Publish zaken.<resource>.<verb> with what the national channel 'zaken' demands."""
    data = {
        "zaak": str(zaak.id),
        "resource": resource,
        "resourceId": str(resource_id or zaak.id),
        "kenmerken": {
            "bronorganisatie": zaak.bronorganisatie,
            "zaaktype": str(zaak.zaaktype_id),
            "vertrouwelijkheidaanduiding": zaak.vertrouwelijkheidaanduiding,
        },
        **more,
    }
    work.publish(f"zaken.{resource}.{verb}", subject=zaak.id, data=data)
