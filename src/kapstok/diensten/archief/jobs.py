"""Every night: propose what is due, start destroying approved lists, erase bytes of what was destroyed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kapstok.diensten.archief.models import Vernietigingslijst
from kapstok.diensten.archief.rules import MAY_DESTROY, Lijststatus
from kapstok.diensten.archief.services.collect import collect
from kapstok.diensten.archief.services.destroy import order_destruction
from kapstok.diensten.archief.services.erase import erase_due
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.storage import store
from kapstok.platform.work import SYSTEM

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


@scheduled("0 2 * * *", name="archief.verzamelen")
def collect_due(tenant: int, now: datetime) -> None:  # noqa: ARG001 - every job gets its tenant
    """One concept by Kapstok at a time: while it waits for somebody, no second one is made."""
    waiting = Vernietigingslijst.objects.filter(status=Lijststatus.CONCEPT, opsteller="").exists()
    if not waiting:
        today = now.astimezone(DUTCH_TIME).date()
        collect(f"Te vernietigen op {today:%d-%m-%Y}", actor=SYSTEM, today=today)


@scheduled("0 3 * * *", name="archief.vernietigen")
def destroy_approved(tenant: int, now: datetime) -> None:  # noqa: ARG001 - every job gets its tenant
    """Only gives the order; the worker destroys batch after batch, each in its own transaction."""
    today = now.astimezone(DUTCH_TIME).date()
    due = Vernietigingslijst.objects.filter(status__in=MAY_DESTROY, uitvoerbaar_vanaf__lte=today)
    for lijst_id in due.order_by("uitvoerbaar_vanaf", "id").values_list("id", flat=True)[:100]:
        order_destruction(lijst_id, actor=SYSTEM, today=today)


@scheduled("0 4 * * *", name="archief.wissen")
def erase_bytes(tenant: int, now: datetime) -> None:  # noqa: ARG001 - every job gets its tenant
    """Erase the bytes of documents that were destroyed at least a day ago."""
    erase_due(store(), now=now)
