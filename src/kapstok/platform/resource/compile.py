"""From a declaration to SQL, once. PostgreSQL builds the json text; Python passes it on."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.declare import BODY, PAGE, Resource

# {url:resource:id expression} or {url:resource:id expression:row alias}
_URL = re.compile(r"\{url:([\w.]+):([^:}]+)(?::(\w+))?\}")
_TABLE = re.compile(r"\{table:([\w.]+)\}")
_PAGE = (
    "WITH page AS MATERIALIZED (SELECT t.id, row_number() OVER (ORDER BY {order}) AS n FROM {source} "
    "WHERE {where} ORDER BY {order} {limit}) SELECT COALESCE(string_agg({body}::text, ',' ORDER BY page.n), '') "
    "FROM page JOIN {joined}"
)


class Compiled:
    """The statements of one resource. Parameters: base, app, scopes, and p0.. of the filters."""

    def __init__(self, resource: Resource, known: Mapping[str, Resource]) -> None:
        self.resource, self.known = resource, known
        members = [f'{self.sql(f.sql)} AS "{f.name}"' for f in resource.fields if f.sql]
        self.body = f"(SELECT row_to_json(j) FROM (SELECT {', '.join(members)}) j)"
        self.source = self.sql(f"{resource.table} t {resource.joins}")
        self.joined = self.sql(f"{resource.table} t ON t.id = page.id {resource.joins}")
        self.visible, self.order = self.sql(resource.visible), self.sql(resource.order)
        etag = f"md5({self.body}::text)" if resource.etag == BODY else self.sql(resource.etag)
        self._etag = f"SELECT {etag} FROM {self.source} WHERE t.id = %(id)s"
        self._one = f"SELECT {self.body}::text FROM {self.source} WHERE t.id = %(id)s"

    def sql(self, template: str) -> str:
        """Fill in the alias, tables and addresses of other resources."""
        text = _TABLE.sub(lambda m: self.known[m[1]].table, template.replace("{t}", "t"))
        return _URL.sub(lambda m: self._address(m[1], m[2], m[3] or "t"), text)

    def _address(self, name: str, expression: str, alias: str) -> str:
        other = self.known[name]
        start = f"%(base)s::text || '{other.api.prefix}/"
        if other.under is None:
            return f"({start}{other.path}/' || {expression})"
        path, column = other.under
        return f"({start}{path}/' || {alias}.{column} || '/{other.path}/' || {expression})"

    def _visible(self, call: Call) -> str:
        return "true" if call.caller.everything else self.visible

    def _params(self, call: Call, scopes: Sequence[str], **more: Any) -> dict[str, Any]:
        detail = dict.fromkeys(self.resource.detail)
        return {**detail, "base": call.base, "app": call.caller.id, "scopes": list(scopes), **more}

    def exists(self, row_id: UUID) -> bool:
        """Is there such a row in this municipality?"""
        return _value(f"SELECT 1 FROM {self.resource.table} WHERE id = %(id)s", {"id": row_id}) is not None

    def reaches(self, call: Call, row_id: UUID, scopes: Sequence[str], parent: UUID | None = None) -> bool:
        """Is this row there for this caller with one of these scopes? Builds no answer."""
        if not call.caller.has(self.resource.api.component, scopes):
            return False
        where = f"t.id = %(id)s AND {self._visible(call)}"
        if parent is not None and self.resource.under is not None:
            where += f" AND t.{self.resource.under[1]} = %(parent)s"
        params = self._params(call, scopes, id=row_id, parent=parent)
        return _value(f"SELECT 1 FROM {self.source} WHERE {where}", params) is not None

    def etag(self, call: Call, row_id: UUID, detail: Mapping[str, Any]) -> str | None:
        """The ETag of a row; None when the row has no such version."""
        value = _value(self._etag, self._params(call, (), id=row_id, **detail))
        return None if value is None else f'"{value}"'

    def one(self, call: Call, row_id: UUID, detail: Mapping[str, Any] | None = None) -> str | None:
        """The json text of a row."""
        text: str | None = _value(self._one, self._params(call, (), id=row_id, **(detail or {})))
        return text

    def page(
        self,
        call: Call,
        conditions: Sequence[str],
        params: Mapping[str, Any],
        number: int,
        order: str,
        *,
        body: bool,
    ) -> tuple[int, str]:
        """The exact count, and the json texts of one page, comma separated."""
        where = " AND ".join([self._visible(call), *conditions])
        values = self._params(call, self.resource.scopes.read, **params)
        count = _value(f"SELECT count(*) FROM {self.source} WHERE {where}", values)
        if not body or count == 0:
            return count, ""
        statement = _PAGE.format(
            order=order or self.order,
            source=self.source,
            where=where,
            limit=f"LIMIT {PAGE} OFFSET {(number - 1) * PAGE}" if self.resource.paged else "LIMIT 1000",
            body=self.body,
            joined=self.joined,
        )
        return count, _value(statement, values) or ""


def _value(sql: str, params: Mapping[str, Any]) -> Any:
    """First column of the first row, as it came: json text stays text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return None if row is None else row[0]
