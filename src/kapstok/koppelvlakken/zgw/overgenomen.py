"""What the audit trail of an earlier installation said of something that moved in."""

from typing import Any
from uuid import UUID

from kapstok.koppelvlakken.zgw.models import OvergenomenRegel


def taken_over(kind: str, row_id: UUID) -> list[dict[str, Any]]:
    """Lines of earlier installations about this object, oldest first, each with where it was read."""
    rows = OvergenomenRegel.objects.filter(**{f"{kind}_id": row_id}).order_by("moment", "id")
    return [{**row.regel, "overgenomenVan": row.bron} for row in rows]
