"""Content is shared by hash, also between municipalities: who erases must ask all of them."""

from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.platform.db import tenant_scope
from kapstok.platform.tenancy.registry import tenants


def used_elsewhere(sha256: str) -> bool:
    """Does any municipality still have a document with this content? Answers yes or no, nothing else."""
    for tenant in tenants().values():
        with tenant_scope(tenant.id):
            if InformatieObjectVersie.objects.filter(sha256=sha256).exists():
                return True
    return False
