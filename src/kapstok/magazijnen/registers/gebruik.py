"""Where loose addresses stand: the members of the declared resources that hold one, and what stands elsewhere."""

# ruff: noqa: S608 - table and column names come from declarations; values are parameters.

import re
from typing import Any

from kapstok.platform.db import fetch_value
from kapstok.platform.resource import compiled
from kapstok.platform.resource.fields import Field

# Kept in a table of their own: (what it is, table, column).
ELSEWHERE = (
    ("zaken.zaak relevanteAndereZaken", "zaken_zaakrelatie", "url"),
    ("documenten.objectinformatieobject object", "documenten_objectinformatieobject", "object_url"),
)


def _is_loose(field: Field) -> bool:
    forms = [field.schema, *field.schema.get("anyOf", ())]
    plain = field.column and not field.to and field.parser is not None
    return bool(plain and field.sql and any(form.get("format") == "uri" for form in forms))


def _places() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {(table, column): name for name, table, column in ELSEWHERE}
    for name, own in compiled().items():
        for field in own.resource.fields:
            # Of the table itself, not of one that is joined or put together.
            if field.elsewhere:
                found.setdefault((own.resource.table, field.elsewhere), f"{name} {field.name}")
            if _is_loose(field) and re.search(rf"\{{t\}}\.{field.column}\b", field.sql):
                found.setdefault((own.resource.table, field.column), f"{name} {field.name}")
    return found


def uses_of(adres: str) -> list[tuple[str, int]]:
    """What points below this address, and how much of it."""
    counted = ((name, _count(table, column, adres)) for (table, column), name in sorted(_places().items()))
    return [(name, count) for name, count in counted if count]


def _count(table: str, column: str, adres: str) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE left({column}, length(%s)) = %s"
    start: Any = f"{adres}/"
    return int(fetch_value(sql, [start, start]) or 0)
