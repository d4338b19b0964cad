"""Anchors: the head of each chain, written outside the database.

Whoever can rewrite the whole chain in the database still has to rewrite this file too, and every
copy of it. Put it on write-once storage where the law asks for it.
"""

import json
from datetime import datetime
from pathlib import Path

from kapstok.platform.audit.models import AuditHead
from kapstok.platform.config import settings


def anchor_file() -> Path:
    """Where the anchors are: one JSON line per anchor."""
    return settings.data_map / "audit-ankers.jsonl"


def write_anchor(tenant: int, now: datetime) -> bool:
    """Append the head of the tenant in scope. False when its chain is still empty."""
    head = AuditHead.objects.first()
    if head is None or head.volgnummer == 0:
        return False
    line = {
        "tenant": tenant,
        "volgnummer": head.volgnummer,
        "hash": bytes(head.hash).hex(),
        "moment": now.isoformat(),
    }
    with anchor_file().open("a") as file:
        file.write(json.dumps(line) + "\n")
    return True
