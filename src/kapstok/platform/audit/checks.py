"""Checking the chain now and then, and keeping what was found, so that a page can show it at once."""

from datetime import datetime

from kapstok.platform.audit.chain import verify
from kapstok.platform.audit.models import AuditCheck, AuditHead
from kapstok.platform.work import SYSTEM, Actor, unit_of_work

ASKED = "audit.controle.create"


def run_check(tenant: int, now: datetime) -> AuditCheck:
    """Check the chain of the tenant in scope from the first record to the last."""
    head = AuditHead.objects.first()
    records = head.volgnummer if head else 0
    fault = verify(tenant) or ""
    with unit_of_work(SYSTEM, "audit.check", moment=now) as work:
        row = AuditCheck.objects.create(moment=now, records=records, fault=fault[:200])
        work.record("audit", row.id, after={"records": records, "fout": fault})
    return row


def ask_check(*, actor: Actor, tenant: int) -> None:
    """Let the worker check: a long chain takes longer than somebody waits for a page."""
    with unit_of_work(actor, "audit.check.ask") as work:
        work.record("audit", str(tenant), after={"controle": "gevraagd"})
        work.publish(ASKED, subject=f"audit-{tenant}", data={"tenant": tenant})


def last_check() -> AuditCheck | None:
    return AuditCheck.objects.order_by("-moment").first()
