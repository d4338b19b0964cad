"""Looking up tenants. They change rarely and are read on every request: kept for ten seconds."""

import time

from kapstok.platform.tenancy.models import Tenant

KEEP_SECONDS = 10.0
_cache: tuple[float, dict[str, Tenant]] = (float("-inf"), {})


def tenants() -> dict[str, Tenant]:
    """All tenants by slug."""
    global _cache  # noqa: PLW0603 - one small cache per process, replaced whole
    made, found = _cache
    if not found or time.monotonic() - made > KEEP_SECONDS:
        found = {t.slug: t for t in Tenant.objects.all()}
        _cache = (time.monotonic(), found)
    return found


def tenant_by_id(tenant_id: int) -> Tenant | None:
    """Tenant with this number."""
    return next((t for t in tenants().values() if t.id == tenant_id), None)


def forget_cached() -> None:
    """Read again on the next question; called after tenants were changed."""
    global _cache  # noqa: PLW0603
    _cache = (float("-inf"), {})
