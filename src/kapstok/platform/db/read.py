"""Raw reads in the current scope: named SQL in, plain values out. One statement per call."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db import connection

_JSON_OIDS = {114, 3802}
Params = Sequence[Any] | Mapping[str, Any] | None


def _rows(cursor: Any) -> list[dict[str, Any]]:
    columns = cursor.description  # made anew at every question
    names = [column.name for column in columns]
    as_json = [i for i, column in enumerate(columns) if column.type_code in _JSON_OIDS]
    if not as_json:
        return [dict(zip(names, raw, strict=True)) for raw in cursor.fetchall()]
    rows: list[dict[str, Any]] = []
    for raw in cursor.fetchall():
        values = list(raw)
        for i in as_json:
            if isinstance(values[i], str):
                values[i] = msgspec.json.decode(values[i])
        rows.append(dict(zip(names, values, strict=True)))
    return rows


def fetch_all(sql: str, params: Params = None) -> list[dict[str, Any]]:
    """All rows as dictionaries; json columns decoded. The SQL itself bounds the number of rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return _rows(cursor)


def fetch_one(sql: str, params: Params = None) -> dict[str, Any] | None:
    """First row, or None."""
    rows = fetch_all(sql, params)
    return rows[0] if rows else None


def fetch_value(sql: str, params: Params = None) -> Any:
    """First column of the first row, or None."""
    row = fetch_one(sql, params)
    return next(iter(row.values())) if row else None
