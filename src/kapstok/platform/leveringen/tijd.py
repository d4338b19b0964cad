"""What a store of documents knew at a moment: what its deliveries had told by then."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from kapstok.platform.leveringen.models import LeveringModel


def stand_op(leveringen: type[LeveringModel], moment: datetime) -> date | None:
    """Up to which day the deliveries told that were loaded by then; None when there were none.

    Of two deliveries that tell up to the same day the first is not kept apart: what the second put right was never so.
    """
    rows: Any = leveringen.objects
    loaded = rows.filter(klaar__lte=moment, stand__isnull=False)
    found: date | None = loaded.order_by("-stand").values_list("stand", flat=True).first()
    return found


def bekend(stand: date | None) -> Q:
    """The records as they were known by a delivery up to this day; None: as they are known now."""
    if stand is None:
        return Q(tot=None)
    return Q(sinds__lte=stand) & (Q(tot=None) | Q(tot__gt=stand))
