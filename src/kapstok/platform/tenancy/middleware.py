"""Host name to tenant, and one transaction per request in which only that tenant exists."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from kapstok.platform.db.scope import tenant_scope
from kapstok.platform.tenancy.models import Tenant
from kapstok.platform.tenancy.registry import tenants

# Answers that need no tenant and no database, so that they also work when that is away.
WITHOUT_DATABASE = ("/static/", "/gezondheid/leeft")


def tenant_of_host(host: str) -> Tenant | None:
    """`ooststellingwerf.localhost:8000` names the tenant in its first label."""
    return tenants().get(host.split(":", 1)[0].split(".", 1)[0].lower())


class TenantMiddleware:
    """Sets request.tenant (None on the plain domain) and runs the request in its scope.

    Django's ATOMIC_REQUESTS undoes what a raising view wrote; a 500 answer undoes everything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.tenant = None  # type: ignore[attr-defined]
        if request.path.startswith(WITHOUT_DATABASE):
            return self.get_response(request)
        tenant = tenant_of_host(request.get_host())
        request.tenant = tenant  # type: ignore[attr-defined]
        with tenant_scope(tenant.id if tenant else None):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
