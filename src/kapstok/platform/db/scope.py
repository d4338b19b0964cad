"""The tenant of the running transaction. Without a scope the database shows nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from kapstok.platform.db.later import later

_tenant: ContextVar[int | None] = ContextVar("tenant", default=None)


def current_tenant() -> int | None:
    """Tenant of the innermost scope; None outside one."""
    return _tenant.get()


def _tell_database(tenant: int | None) -> None:
    later(
        "SELECT set_config('app.tenant', %(tenant)s, true)", {"tenant": "" if tenant is None else str(tenant)}
    )


@contextmanager
def statement_scope() -> Iterator[None]:
    """No transaction: only statements that bring their tenant themselves see rows.

    Inside a transaction of somebody else (a test) the outer tenant is out of sight as well, and back afterwards.
    """
    if not connection.in_atomic_block:
        yield
        return
    with tenant_scope(None):
        yield


def statement_ended(tenant: int) -> None:
    """A statement that brought this tenant is done; inside a transaction the tenant of the scope comes back."""
    if _tenant.get() != tenant:
        _tell_database(_tenant.get())


@contextmanager
def tenant_scope(tenant: int | None) -> Iterator[None]:
    """Open a transaction (or savepoint) in which only rows of this tenant exist.

    The setting is local to the transaction, so a pooled connection never keeps it.
    An inner scope gives the outer tenant back when it ends.
    """
    outer = _tenant.get()
    with transaction.atomic():
        _tell_database(tenant)
        token = _tenant.set(tenant)
        try:
            yield
        finally:
            _tenant.reset(token)
        if outer is not None and not transaction.get_rollback():
            _tell_database(outer)
