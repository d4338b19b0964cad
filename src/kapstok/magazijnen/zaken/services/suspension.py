"""What is kept about opschorting: since when, how many days already, and whether there was an earlier one."""

from datetime import date
from typing import Any

Group = dict[str, Any] | None


def suspended_by(old: Group, new: Group, today: date) -> Group:
    """The group as it is kept, after indicatie and reden were set to those of `new` (None: not suspended)."""
    old, new = old or {}, new or {"indicatie": False, "reden": ""}
    running, suspend = bool(old.get("indicatie")), bool(new["indicatie"])
    days = int(old.get("dagen") or 0)
    since = date.fromisoformat(old["sinds"]) if running and old.get("sinds") else today
    if not suspend and running:
        days += max((today - since).days, 0)
    earlier = bool(old.get("eerdereOpschorting")) or (running and not suspend)
    if not (suspend or earlier or days or new["reden"]):
        return None
    kept = {"indicatie": suspend, "reden": new["reden"], "eerdereOpschorting": earlier, "dagen": days}
    return {**kept, "sinds": since.isoformat()} if suspend else kept
