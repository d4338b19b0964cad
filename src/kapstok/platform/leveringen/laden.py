"""Loading a delivery in one transaction: all of it or nothing, and the same file a second time changes nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kapstok.platform.db import tenant_scope
from kapstok.platform.leveringen.archief import hash_of
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.models import LeveringModel
from kapstok.platform.work import Actor, unit_of_work

Tell = Callable[[str, int], None]


@dataclass
class Telling:
    """Outcome of a load."""

    gelezen: int = 0
    nieuw: int = 0
    gewijzigd: int = 0
    gelijk: int = 0
    verwijderd: int = 0
    al_geladen: bool = False


def laad(
    model: type[LeveringModel],
    path: Path,
    *,
    register: str,
    tenant: int,
    actor: Actor,
    now: datetime,
    store: Callable[[Path, Telling, Any], None],
) -> Telling:
    """Load a file for a municipality (call it outside a scope). `store` reads it into the store, counts, and may
    say up to which day it tells; what it raises as LeveringFout is kept with the delivery, and nothing of the file."""
    rows: Any = model.objects
    mark = hash_of(path)
    with tenant_scope(tenant):
        made = rows.filter(hash=mark).first()
        if made is not None and made.klaar is not None:
            none = {"nieuw": 0, "gewijzigd": 0, "verwijderd": 0, "gelijk": made.telling["gelezen"]}
            return Telling(**{**made.telling, **none, "al_geladen": True})
        if made is None:
            made = rows.create(naam=path.name[:200], hash=mark, begonnen=now)
    counts = Telling()
    try:
        with tenant_scope(tenant), unit_of_work(actor, f"{register}.laden", moment=now) as work:
            store(path, counts, made)
            made.klaar, made.telling, made.fout = now, asdict(counts), ""
            made.save(update_fields=["klaar", "telling", "fout", "stand"])
            outcome = {"naam": made.naam, **asdict(counts)}
            work.record(register, made.id, after=outcome)
            work.publish(f"{register}.levering.geladen", subject=made.id, data=outcome)
    except LeveringFout as fault:
        with tenant_scope(tenant):
            rows.filter(id=made.id).update(fout=fault.message[:500], telling={})
        raise
    return counts
