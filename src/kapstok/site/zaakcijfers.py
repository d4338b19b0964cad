"""Figures about the zaken of a municipality for the partnership that it takes part in.

Only where the municipality gave somebody of that partnership access as an i-adviseur (who "sees figures about the
work"), and only sums; what was read is in the audit trail of the municipality.
"""

from datetime import date

from kapstok.diensten.inzicht.queries import aandelen
from kapstok.platform.db import tenant_scope
from kapstok.platform.identity.models import Grant
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.work import SYSTEM, unit_of_work

ROLE = "i-adviseur"


def zaakcijfers(
    code: str, partner: int, van: date, tot: date, today: date
) -> dict[str, tuple[int, int]] | None:
    """Part and whole of each figure over a period; None without access."""
    place = tenants().get(code)
    if place is None or place.id == partner:
        return None
    with tenant_scope(place.id):
        given = Grant.objects.filter(
            holder_tenant=partner, roles__contains=[ROLE], valid_from__lte=today, valid_until__gte=today, ended=None
        ).first()  # fmt: skip
        if given is None:
            return None
        found = aandelen(van, tot)
        with unit_of_work(SYSTEM, "cijfers.gelezen") as work:
            told = {
                "gemeente": partner,
                "van": van.isoformat(),
                "tot": tot.isoformat(),
                "doel": given.purpose,
            }
            work.record("toegang", given.id, after=told)
    return found
