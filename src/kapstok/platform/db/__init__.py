"""The database floor: tenants enforced by PostgreSQL, raw reads, and the server itself.

Names load late, as model classes need Django's registry and the command line does not.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kapstok.platform.db.ids import uuid7
    from kapstok.platform.db.model import TenantForeignKey, TenantModel
    from kapstok.platform.db.read import fetch_all, fetch_one, fetch_value
    from kapstok.platform.db.scope import current_tenant, statement_scope, tenant_scope

_HOME = {
    "TenantForeignKey": "model",
    "TenantModel": "model",
    "uuid7": "ids",
    "fetch_all": "read",
    "fetch_one": "read",
    "fetch_value": "read",
    "current_tenant": "scope",
    "statement_scope": "scope",
    "tenant_scope": "scope",
}

__all__ = [
    "TenantForeignKey",
    "TenantModel",
    "current_tenant",
    "fetch_all",
    "fetch_one",
    "fetch_value",
    "statement_scope",
    "tenant_scope",
    "uuid7",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
