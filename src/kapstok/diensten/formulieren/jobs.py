"""Nightly: drafts whose term is over are removed."""

from datetime import datetime
from typing import Any

from kapstok.diensten.formulieren.services import remove_expired
from kapstok.platform.jobs.registry import scheduled
from kapstok.platform.work import SYSTEM


@scheduled("20 3 * * *", name="formulieren.verlopen")
def remove_expired_concepts(_tenant: Any, now: datetime) -> None:
    """Remove drafts past their date."""
    remove_expired(actor=SYSTEM, now=now)
