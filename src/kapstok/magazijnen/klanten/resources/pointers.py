"""Relations as these APIs show them, `{uuid, url}`, and take them: by the uuid."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kapstok.platform.resource import parse
from kapstok.platform.resource.fields import Field, rows
from kapstok.platform.resource.filters import Filter
from kapstok.platform.resource.names import snake

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "uuid": {"type": "string", "format": "uuid"},
        "url": {"type": "string", "format": "uri", "readOnly": True},
    },
    "required": ["uuid"],
}


def one(value: Any, name: str) -> UUID:
    """The uuid in `{uuid}`."""
    given = parse.obj(value, name)
    if "uuid" not in given:
        raise parse.fault(f"{name}.uuid", "required")
    return parse.uuid(given["uuid"], f"{name}.uuid")


def shown(to: str, expression: str) -> str:
    """SQL of the relation; null when there is none."""
    return (
        f"CASE WHEN {expression} IS NOT NULL THEN json_build_object('uuid', {expression}, "
        f"'url', {{url:{to}:{expression}}}) END"
    )


def pointer(name: str, to: str, *, column: str = "", required: bool = False, nullable: bool = False) -> Field:
    """One row of resource `to`."""
    column = column or f"{snake(name)}_id"
    return Field(name, shown(to, f"{{t}}.{column}"), SCHEMA, column, one, required, nullable, None, to)


def pointers(
    name: str,
    to: str,
    source: str,
    *,
    row: str = "c.id",
    order: str = "c.id",
    more: Mapping[str, tuple[str, dict[str, Any]]] | None = None,
    read_only: bool = False,
    nullable: bool = False,
) -> Field:
    """Rows of resource `to`; `source` is what follows FROM, `row` the id there, `more` what else is shown of each (SQL
    and schema). Left out of a body, the rows stay as they are."""
    extra = "".join(f", '{n}', {expression}" for n, (expression, _) in (more or {}).items())
    item = f"json_build_object('uuid', {row}, 'url', {{url:{to}:{row}}}{extra})"
    sql = rows(f"SELECT {item} FROM {source} ORDER BY {order}")
    parser = None if read_only else parse.listing(one)
    shape = {
        **SCHEMA,
        "properties": {**SCHEMA["properties"], **{n: form for n, (_, form) in (more or {}).items()}},
    }
    schema = {"type": "array", "items": shape}
    return Field(name, sql, schema, snake(name), parser, False, nullable, None, "" if read_only else to)


def by(name: str, to: str, sql: str, few: str = "") -> dict[str, Filter]:
    """Filters `name__uuid` and `name__url`; `sql` is the condition. `few`: a query for the ids of what it finds, which
    is little."""
    schema = {"type": "string", "format": "uuid"}
    sql, gathered = (f"({sql}) IS TRUE", True) if few else (sql, False)
    return {
        f"{name}__uuid": Filter(sql, parse.uuid, schema=schema, by=few, gathered=gathered),
        f"{name}__url": Filter(
            sql, parse.uri, to=to, schema={**schema, "format": "uri"}, by=few, gathered=gathered
        ),
    }
