"""How long the stores remember what a register said before (docs/besluiten/0013)."""

from datetime import datetime

JAREN = 20  # as long as the log of what was given


def vergeten_voor(now: datetime) -> datetime:
    """What was told otherwise before this moment is forgotten."""
    # Of 29 February the day before: that exists in every year.
    day = min(now.day, 28) if now.month == 2 else now.day
    return now.replace(year=now.year - JAREN, day=day)
