"""Scheduled work of the workbench."""

from datetime import datetime

from kapstok.diensten.behandeling.services.averages import refresh_averages
from kapstok.diensten.behandeling.services.postponed import carry_out_due
from kapstok.platform.jobs.registry import scheduled


@scheduled("30 1 * * *", name="behandeling.gemiddelden")
def averages(tenant: int, now: datetime) -> None:  # noqa: ARG001 - the tenant is in scope
    """Compute how long zaken of each type usually take."""
    refresh_averages(now.date())


@scheduled("* * * * *", name="behandeling.uitgesteld")
def postponed(tenant: int, now: datetime) -> None:  # noqa: ARG001
    """Carry out what was confirmed more than ten seconds ago and not undone."""
    carry_out_due(now)
