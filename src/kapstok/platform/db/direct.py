"""The short way to the database: one prepared statement, one round trip, bytes out.

For the standard APIs, where most of the time of Django's cursor would go into preparing the call.
"""

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import errors, pq

from kapstok.platform.db.line import Row, first_row, room_for
from kapstok.platform.db.scope import statement_ended
from kapstok.platform.db.statement import Statement, statement

__all__ = ["Row", "Statement", "direct", "statement"]

_GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)


def direct(sql: str | Statement, values: Mapping[str, Any], *, tenant: int | None = None) -> Row | None:
    """First row of a statement, columns as text in bytes; None when there is none.

    Outside a transaction it is one by itself; inside one it takes part, and what waits goes along. `tenant`: the
    statement reads, and brings this tenant itself; inside a transaction that of the scope comes back after it.
    Raises Django's database errors.
    """
    made = sql if isinstance(sql, Statement) else statement(sql)
    given = made.given(values)
    connection: Any = connections[DEFAULT_DB_ALIAS]
    reads = tenant is not None
    if connection.line.waiting or (connection.line.saving and not reads):
        answer = connection.line.put(made.name, made.text, given, reads=reads)
        if tenant is not None:
            statement_ended(tenant)
        return answer.row()
    if not connection.in_atomic_block:  # in one, that was looked after when it began
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    connection.validate_no_broken_transaction()
    raw, known = connection.connection.pgconn, connection.prepared
    with connection.wrap_database_errors:
        if connection.in_atomic_block and raw.transaction_status == pq.TransactionStatus.IDLE:
            _checked(raw.exec_(b"BEGIN"))
        if made.name not in known:
            room_for(raw, known, 1)
            _checked(raw.prepare(made.name, made.text))
            known.add(made.name)
        connection.line.trips += 1
        result = _checked(raw.exec_prepared(made.name, given))
    if tenant is not None and connection.in_atomic_block:
        statement_ended(tenant)
    return first_row(result)


def _checked(result: Any) -> Any:
    if result.status in _GOOD:
        return result
    raise errors.error_from_result(result)
