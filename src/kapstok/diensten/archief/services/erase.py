"""Erase the bytes of destroyed documents, a day later, when no row of any municipality names them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from kapstok.diensten.archief.models import TeWissen
from kapstok.platform.db import tenant_scope
from kapstok.platform.db.secure import tenant_models
from kapstok.platform.storage import Store
from kapstok.platform.storage.guard import alone
from kapstok.platform.tenancy.registry import tenants

log = structlog.get_logger()

GRACE = timedelta(days=1)
MOST = 10_000
BATCH = 200


def queue_erasure(hashes: Sequence[str], *, moment: datetime) -> None:
    rows = [TeWissen(inhoud=sha256, sinds=moment) for sha256 in hashes]
    TeWissen.objects.bulk_create(rows, ignore_conflicts=True)


def erase_due(store: Store, *, now: datetime) -> int:
    """Erase what waits long enough; returns how many contents went. The store is shared by all tenants."""
    due = TeWissen.objects.filter(sinds__lte=now - GRACE).order_by("sinds", "id")[:MOST]
    waiting = list(due.values_list("inhoud", flat=True))
    if not waiting:
        return 0
    erased = sum(_erase(store, waiting[start : start + BATCH]) for start in range(0, len(waiting), BATCH))
    log.info("archief.gewist", aantal=erased, bekeken=len(waiting))
    return erased


def _erase(store: Store, waiting: list[str]) -> int:
    """Content that somebody is writing at this moment waits for the next night."""
    with alone(waiting) as ours:
        used = _in_use(ours)
        unused = [sha256 for sha256 in ours if sha256 not in used]
        for sha256 in unused:
            store.delete(sha256)
        TeWissen.objects.filter(inhoud__in=ours).delete()
    return len(unused)


def _in_use(hashes: list[str]) -> set[str]:
    """Which of these any tenant table names: a column `sha256` is a use of stored bytes, by convention."""
    users: list[Any] = [
        model for model in tenant_models() if any(f.name == "sha256" for f in model._meta.local_fields)
    ]
    used: set[str] = set()
    for tenant in tenants().values():
        with tenant_scope(tenant.id):
            for model in users:
                used.update(model.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    return used
