"""Taking out what a store knew too long ago, with a record of how many and not of whom."""

from datetime import datetime
from typing import Any

from kapstok.platform.work import SYSTEM, unit_of_work


def vergeet(rows: Any, register: str, moment: datetime) -> None:
    """Delete what `rows` finds, a queryset of former versions."""
    if not rows.exists():
        return
    with unit_of_work(SYSTEM, f"{register}.versies", moment=moment) as work:
        many, _per_table = rows.delete()
        work.record(register, "versies", after={"verwijderd": many})
