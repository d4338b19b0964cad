"""Statements of a transaction that nobody waits for: they go along with the next question or the commit."""

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from kapstok.platform.db.line import Answer
from kapstok.platform.db.statement import Statement, statement


def later(sql: str | Statement, values: Mapping[str, Any], *, reads: bool = False) -> Answer:
    """A statement of the running transaction that goes along with the next one that is waited for.

    Its faults come out there, or where the unit of work ends. `reads`: it changes nothing that a savepoint would undo.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise RuntimeError("what is written later is written in a transaction")
    made = sql if isinstance(sql, Statement) else statement(sql)
    return connection.line.put(made.name, made.text, made.given(values), reads=reads)


def send_waiting() -> None:
    """Send what waits on the connection of this thread, and raise its faults here."""
    connections[DEFAULT_DB_ALIAS].line.send()


def after_commit(sql: str, values: Mapping[str, Any]) -> None:
    """A statement that goes along behind the commit, when there is one."""
    made = statement(sql)
    connections[DEFAULT_DB_ALIAS].line.after_commit(made.name, made.text, made.given(values))
