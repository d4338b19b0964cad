"""The short way to the database: one prepared statement, one round trip, bytes out.

For the reads of the standard APIs, where most of the time of Django's cursor would go into preparing the call.
Statements are text with `%(name)s` for values, as elsewhere. The types of values come from the statement.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import errors, pq

from kapstok.platform.db.scope import statement_ended

_VALUE = re.compile(r"%(?:\((\w+)\)s|%)")
_KEEP = 400  # statements per connection; filters and orders make many texts
_GOOD = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)
Row = tuple[bytes | None, ...]


class Statement:
    """A statement as the server prepares it: a name, the text with $1 .., and the names of the values in order."""

    __slots__ = ("name", "order", "text")

    def __init__(self, sql: str) -> None:
        names: dict[str, int] = {}

        def number(match: re.Match[str]) -> str:
            return f"${names.setdefault(match[1], len(names) + 1)}" if match[1] else "%"

        self.text = _VALUE.sub(number, sql).encode()
        self.name = b"k" + blake2b(self.text, digest_size=12).hexdigest().encode()
        self.order = tuple(names)


statement = lru_cache(maxsize=4000)(Statement)


def _written(value: Any) -> bytes | None:
    """A value as PostgreSQL reads text."""
    if value is None:
        return None
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int | float | UUID):
        return str(value).encode()
    if isinstance(value, date):  # and moments
        return value.isoformat().encode()
    if isinstance(value, list | tuple | frozenset):
        return b"{" + b",".join(_quoted(_written(v)) for v in value) + b"}"
    raise TypeError(f"no text form for {type(value).__name__}")


def _quoted(value: bytes | None) -> bytes:
    if value is None:
        return b"NULL"
    return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def direct(sql: str | Statement, values: Mapping[str, Any], *, tenant: int | None = None) -> Row | None:
    """First row of a statement, columns as text in bytes; None when there is none.

    Outside a transaction it is one by itself; inside one it takes part. `tenant`: the statement brings this tenant
    itself; inside a transaction that of the scope comes back after it. Raises Django's database errors.
    """
    made = sql if isinstance(sql, Statement) else statement(sql)
    given: Sequence[bytes | None] = [_written(values[key]) for key in made.order]
    connection: Any = connections[DEFAULT_DB_ALIAS]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    raw, known = connection.connection.pgconn, connection.prepared
    with connection.wrap_database_errors:
        if connection.in_atomic_block and raw.transaction_status == pq.TransactionStatus.IDLE:
            _checked(raw.exec_(b"BEGIN"))
        if made.name not in known:
            if len(known) >= _KEEP:
                _checked(raw.exec_(b"DEALLOCATE ALL"))
                known.clear()
            _checked(raw.prepare(made.name, made.text))
            known.add(made.name)
        result = _checked(raw.exec_prepared(made.name, given))
    if tenant is not None and connection.in_atomic_block:
        statement_ended(tenant)
    if result.ntuples == 0:
        return None
    return tuple(result.get_value(0, column) for column in range(result.nfields))


def _checked(result: Any) -> Any:
    if result.status in _GOOD:
        return result
    raise errors.error_from_result(result)
