"""A merge of three: as it was taken over, as it is here, as the source has it now."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from kapstok.platform.audit.chain import content
from kapstok.platform.audit.models import AuditRecord

K = TypeVar("K")
V = TypeVar("V")


def merged(
    base: Mapping[K, V], ours: Mapping[K, V], there: Mapping[K, V]
) -> tuple[dict[K, V], dict[K, V | None]]:
    """What nobody changed here is as the source has it. Apart: what was changed on both sides, as it stays here (if it
    is gone here, as the source has it)."""
    wanted: dict[K, V] = {}
    left: dict[K, V | None] = {}
    for key in dict.fromkeys([*ours, *there]):
        was, own, now = base.get(key), ours.get(key), there.get(key)
        kept = now if own == was else own
        if kept is not None:
            wanted[key] = kept
        if own != was and now not in (was, own):
            left[key] = own or now
    return wanted, left


def as_last_taken_over(object_id: UUID, *, noted: str, made: str) -> dict[str, Any] | None:
    """What the audit trail says of when it last came along (action `noted`), or was made here (`made`); None when
    nobody knows any more."""
    records = AuditRecord.objects.filter(object_id=str(object_id)).order_by("-volgnummer")
    last = records.filter(actie=noted).first() or records.filter(actie=made).last()
    told = (content(last) or {}).get("na") if last is not None else None
    return told or None
