"""What the use cases share: taking a besluit for change, and telling the world."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kapstok.kern.archiveren import IngangsdatumBesluit, VervaldatumBesluit
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.besluiten.rules import BesluitRefused
from kapstok.magazijnen.zaken.services import zaakbesluit_changed
from kapstok.platform.db.rows import ask_one
from kapstok.platform.errors import Refusals
from kapstok.platform.work import Work


def snapshot(row: Any) -> dict[str, Any]:
    """Columns of a row by name, for the audit trail."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "tenant"}


def take(besluit_id: UUID) -> Besluit:
    """The besluit, locked until the end of the transaction."""
    return besluit_of(besluit_id, lock=True)


def besluit_of(besluit_id: UUID, *, lock: bool = False) -> Besluit:
    """The besluit as it is now."""
    found = ask_one(Besluit, besluit_id, lock=lock).first()
    if found is None:
        raise BesluitRefused("not_found", "besluit", "Dit besluit is er niet (meer).")
    return found


def require(*verdicts: Iterable[BesluitRefused]) -> None:
    """Raise when any rule said no; all refusals in one answer."""
    refusals = [r for verdict in verdicts for r in verdict]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(list(refusals))


def tell(work: Work, resource: str, verb: str, besluit: Besluit, resource_id: UUID | None = None) -> None:
    """Publish with what the national channel 'besluiten' demands."""
    data = {
        "besluit": str(besluit.id),
        "zaak": str(besluit.zaak_id) if besluit.zaak_id else None,
        "resource": resource,
        "resourceId": str(resource_id or besluit.id),
        "kenmerken": {
            "verantwoordelijkeOrganisatie": besluit.verantwoordelijke_organisatie,
            "besluittype": str(besluit.besluittype_id),
        },
    }
    work.publish(f"besluiten.{resource}.{verb}", subject=besluit.zaak_id or besluit.id, data=data)


def tell_zaak(work: Work, zaak_id: UUID | None, besluit_id: UUID, verb: str) -> None:
    """The other side of the link: the zaak has, had or sees a changed besluit (brc-006), and its archive dates
    may come from it."""
    if zaak_id is not None:
        zaakbesluit_changed(work, zaak_id, besluit_id, verb, IngangsdatumBesluit, VervaldatumBesluit)
