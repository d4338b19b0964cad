"""From a declaration to SQL, once. PostgreSQL builds the json text; Python passes it on."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from django.db import DatabaseError

from kapstok.platform.db import current_tenant
from kapstok.platform.db.direct import Row, Statement, direct
from kapstok.platform.db.later import later
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.declare import BODY, Resource
from kapstok.platform.resource.once import asked_by

if TYPE_CHECKING:
    from kapstok.platform.resource.query import Query

# {url:resource:id expression} or {url:resource:id expression:row alias}
_URL = re.compile(r"\{url:([\w.]+):([^:}]+)(?::(\w+))?\}")
# A list without pages is whole or refused, never cut off in silence.
MOST_AT_ONCE = 10_000
_ID_ONLY = re.compile(r"t\.id( DESC)?")
_TABLE = re.compile(r"\{table:([\w.]+)\}")
# The tenant is told in the statement itself, so that a read is one round trip and needs no transaction. The outer
# side of a lateral join is computed first; were it not, the policies would show nothing.
_SCOPED = (
    "SELECT answer.* FROM (SELECT set_config('app.tenant', %(tenant)s, true) AS tenant OFFSET 0) AS scope {once}"
    "CROSS JOIN LATERAL (SELECT inside.* FROM ({inside}) AS inside WHERE scope.tenant IS NOT NULL OFFSET 0) AS answer"
)
# The same of a row that has to be there for this caller: when not, the database undoes all, and nobody waits to know.
_MUST = _SCOPED.replace("{once}CROSS JOIN", "{once}LEFT JOIN") + (
    " ON true WHERE CASE WHEN answer.etag IS NULL THEN buiten_bereik() ELSE true END"
)
OUT_OF_REACH = "KB403"
# Numbered after the limit: numbering what OFFSET skips would cost more than finding it. What is not there is not
# looked for.
_PAGE = (
    "WITH {gathered} counted AS MATERIALIZED ({count}), {near} page AS MATERIALIZED (SELECT chosen.id, "
    "row_number() OVER () AS n FROM ({chosen}(SELECT t.id FROM {source} "
    "WHERE (SELECT number FROM counted) > %(offset)s AND {where} ORDER BY {order} {limit})) AS chosen) "
    "SELECT (SELECT number FROM counted) AS number, {rows}"
)
# What a walk in the order of the list would find once in a while is fetched as a whole and put in order, when its
# number says that there are not many. A range of one value: the planner takes that for little, and reads the index.
_NEAR = (
    "near AS MATERIALIZED (SELECT t.id, row_number() OVER (ORDER BY {order}) AS n FROM "
    "(SELECT DISTINCT b.id FROM ({by}) AS b(id)) AS h "
    "CROSS JOIN LATERAL (SELECT t.*{more} FROM {source} WHERE t.id = h.id AND {where} OFFSET 0) AS t), "
)
# Of these nothing else is asked, and their order is known: no row is looked at.
_NEAR_IDS = (
    "near AS MATERIALIZED (SELECT h.id, row_number() OVER (ORDER BY {order}) AS n FROM "
    "(SELECT DISTINCT b.id FROM ({by}) AS b(id)) AS h), "
)
_FROM_NEAR = "(SELECT near.id FROM near WHERE near.n > %(offset)s ORDER BY near.n {limit}) UNION ALL "
NEAR = 2000
# What nobody counts is gathered by its index, and looked at row by row only for what else is asked. It is there
# already: to put more of it in order costs less than to look for it in a walk.
_GATHERED = "gathered AS MATERIALIZED (SELECT DISTINCT b.id FROM ({by}) AS b(id)), "
_COUNTED = "SELECT count(*) AS number FROM gathered"
_THESE = "SELECT t.id FROM {source} WHERE t.id = h.id AND {where} OFFSET 0"
MORE_NEAR = 5
# What is few is gathered once, for the count and for the page.
_FEW = (
    "WITH found AS MATERIALIZED (SELECT t.id, row_number() OVER (ORDER BY {order}) AS n FROM {source} WHERE {where}), "
    "page AS MATERIALIZED (SELECT id, n FROM found WHERE n > %(offset)s ORDER BY n {limit}) "
    "SELECT (SELECT count(*) FROM found) AS number, {rows}"
)
# Each row by its id, whatever the planner knows of the tables.
_ROWS = (
    "(SELECT string_agg(r.body, ',' ORDER BY page.n) FROM page CROSS JOIN LATERAL "
    "(SELECT {body}::text AS body FROM {source} WHERE t.id = page.id OFFSET 0) AS r) AS rows"
)

TEXTS = msgspec.json.Decoder(dict[str, msgspec.Raw])


# A column with a day, an operator, and the name of the value.
Bound = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A row as read. `body` None: the caller has this version already."""

    etag: str
    body: bytes | None


class Compiled:
    """The statements of one resource. Parameters: base, app, scopes, and p0.. of the filters."""

    def __init__(self, resource: Resource, known: Mapping[str, Resource]) -> None:
        self.resource, self.known = resource, known
        members = [f'{self.sql(f.sql)} AS "{f.name}"' for f in resource.fields if f.sql]
        self.body = f"(SELECT row_to_json(j) FROM (SELECT {', '.join(members)}) j)"
        self.source = self.sql(f"{resource.table} t {resource.joins}")
        self.named = {f.name: f for f in resource.fields}
        self.links = tuple(f for f in resource.fields if f.to)
        self.relations = self._relations()
        path = resource.under[0] if resource.under else ""
        self.above = next((r for r in known.values() if r.path == path and r.api is resource.api), None)
        self.repeated = frozenset(name for name, one in resource.filters.items() if one.many)
        self.visible, self.order = self.sql(resource.visible), self.sql(resource.order)
        self.listed, self.listed_visible = self.source, self.visible
        if resource.listed:
            self.listed, self.listed_visible = f"{resource.listed[0]} t", self.sql(resource.listed[1])
        version = "md5(row.body)" if resource.etag == BODY else self.sql(resource.etag)
        self._one = self._detail(version, by_body=resource.etag == BODY)
        self._ones: dict[tuple[bool, bool], str] = {}  # with all rights or not, under a parent or not

    def _relations(self) -> dict[str, tuple[str, ...]]:
        """Members with addresses, and the resources that those may name."""
        if not self.resource.api.expand:
            return {}
        shown = {
            f.name: tuple(dict.fromkeys(m[1] for m in _URL.finditer(f.sql)))
            for f in self.resource.fields
            if f.name != "url" and f.schema.get("format") != "byte"
        }
        return {name: to for name, to in shown.items() if to} | {
            name: tuple(to) for name, to in self.resource.expands.items()
        }

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

    def _detail(self, version: str, *, by_body: bool) -> str:
        """ETag, and the text when the caller does not have that version."""
        if by_body:
            made = f"SELECT {self.body}::text AS body FROM {self.source} WHERE {{where}} OFFSET 0"
            return f"SELECT {version} AS etag, row.body FROM ({made}) AS row"
        known = f"CASE WHEN {version} = ANY(%(known)s::text[]) THEN NULL ELSE {self.body}::text END"
        return f"SELECT {version} AS etag, {known} AS body FROM {self.source} WHERE {{where}}"

    def _visible(self, call: Call) -> str:
        return "true" if call.caller.everything else self.visible

    def params(self, call: Call, scopes: Sequence[str], **more: Any) -> dict[str, Any]:
        """The values that its statements speak of."""
        detail = dict.fromkeys(self.resource.detail)
        own = {"tenant": str(call.caller.tenant), "base": call.base, "app": call.caller.id, "scopes": scopes}
        return {**detail, **own, **more}

    def ask_exists(self, call: Call, row_id: UUID) -> Callable[[], bool]:
        """The same question as `exists`; several that are asked before one is answered share a round trip."""
        if current_tenant() != call.caller.tenant:
            return lambda: self.exists(call, row_id)
        answer = later(
            f"SELECT 1 FROM {self.resource.table} t WHERE t.id = %(id)s", {"id": row_id}, reads=True
        )
        return lambda: answer.row() is not None

    def exists(self, call: Call, row_id: UUID, parent: UUID | None = None) -> bool:
        """Is there such a row in this municipality?"""
        inside = f"SELECT 1 FROM {self.resource.table} t WHERE t.id = %(id)s{self._below(parent)}"
        values = {"tenant": str(call.caller.tenant), "id": row_id, "parent": parent}
        return scoped(inside, values) is not None

    def _where(self, call: Call, parent: UUID | None) -> str:
        return f"t.id = %(id)s AND {self._visible(call)}{self._below(parent)}"

    def _below(self, parent: UUID | None) -> str:
        under = self.resource.under
        return f" AND t.{under[1]} = %(parent)s" if parent is not None and under else ""

    def reaches(self, call: Call, row_id: UUID, scopes: Sequence[str], parent: UUID | None = None) -> bool:
        """Is this row there for this caller with one of these scopes? Builds no answer."""
        if not call.caller.has(self.resource.api.component, scopes):
            return False
        inside = f"SELECT 1 FROM {self.source} WHERE {self._where(call, parent)}"
        return scoped(inside, self.params(call, scopes, id=row_id, parent=parent)) is not None

    def read(
        self,
        call: Call,
        row_id: UUID,
        scopes: Sequence[str],
        *,
        parent: UUID | None = None,
        detail: Mapping[str, Any] | None = None,
        known: Sequence[str] = (),
    ) -> Found | None:
        """Rights, ETag and text of a row in one statement. None: not there for this caller."""
        more = {"id": row_id, "parent": parent, "known": list(known), **(detail or {})}
        row = scoped(self._shaped(call, parent), self.params(call, scopes, **more))
        if row is None or row[0] is None:
            return None
        version = row[0].decode()
        return Found(f'"{version}"', None if version in known else row[1])

    def _shaped(self, call: Call, parent: UUID | None) -> str:
        shape = (call.caller.everything, parent is not None)
        inside = self._ones.get(shape)
        if inside is None:
            inside = self._ones[shape] = self._one.replace("{where}", self._where(call, parent))
        return inside

    def written(self, call: Call, row_id: UUID, scopes: Sequence[str]) -> Callable[[], Found]:
        """A row as this transaction leaves it, read with what follows: there when somebody looks, after the commit too.

        Nobody writes a row out of his own reach: then all is undone, with a fault that `is_out_of_reach` knows.
        """
        values = self.params(call, scopes, id=row_id, parent=None, known=[])
        answer = later(_whole(self._shaped(call, None), _MUST), values, reads=True)

        def found() -> Found:
            etag, body = answer.row() or (b"", b"")
            return Found(f'"{(etag or b"").decode()}"', body)

        return found

    def must_reach(self, call: Call, row_id: UUID, scopes: Sequence[str], parent: UUID | None = None) -> None:
        """As `reaches`, asked with what follows, all of which is undone when the answer is no (`is_out_of_reach`)."""
        inside = f"SELECT 1 AS etag FROM {self.source} WHERE {self._where(call, parent)}"
        later(_whole(inside, _MUST), self.params(call, scopes, id=row_id, parent=parent), reads=True)

    def one(self, call: Call, row_id: UUID) -> Found:
        """A row whose rights have been checked before."""
        inside = self._one.replace("{where}", "t.id = %(id)s")
        row = scoped(inside, self.params(call, (), id=row_id, known=[])) or (b"", b"")
        return Found(f'"{(row[0] or b"").decode()}"', row[1])

    def many(self, call: Call, ids: Sequence[str]) -> dict[str, msgspec.Raw]:
        """The texts of those of these rows that the caller may read, by id."""
        if not call.caller.has(self.resource.api.component, self.resource.scopes.read):
            return {}
        where = f"t.id = ANY(%(ids)s::uuid[]) AND {self._visible(call)}"
        inside = f"SELECT json_object_agg(t.id, {self.body}) AS rows FROM {self.source} WHERE {where}"
        row = scoped(inside, self.params(call, self.resource.scopes.read, ids=list(ids)))
        return TEXTS.decode(row[0]) if row and row[0] else {}

    def beside(
        self, call: Call, row_id: UUID, scopes: Sequence[str], wanted: Sequence[str], **values: Any
    ) -> Row | None:
        """What these statements (about row `t`, one value each) say, read together with the right on that row.

        None: not there for a caller with one of these scopes.
        """
        if not call.caller.has(self.resource.api.component, scopes):
            return None
        columns = ", ".join(f"({text}) AS c{n}" for n, text in enumerate(wanted))
        inside = f"SELECT {columns} FROM {self.source} WHERE {self._where(call, None)}"
        return scoped(inside, self.params(call, scopes, id=row_id, parent=None, **values))

    def page(self, call: Call, asked: "Query", *, body: bool) -> tuple[int, bytes]:
        """The exact count, and the json texts of one page, comma separated, in one statement."""
        visible = "true" if call.caller.everything else self.listed_visible
        conditions = [visible, *asked.conditions]
        offset = (asked.number - 1) * asked.size
        values = self.params(call, self.resource.scopes.read, offset=offset, **asked.params)
        source = " ".join([self.listed, *asked.joins])
        gathered = "" if asked.few or not asked.gathered else _GATHERED.format(by=asked.gathered[0][0])
        if gathered:
            inside = self._counted(asked, conditions, source)
            near = (
                f"SELECT id FROM gathered WHERE (SELECT number FROM counted) BETWEEN 1 AND {MORE_NEAR * NEAR}"
            )
        else:
            usual = scan if self.resource.paged else _up_to_most
            count = scan if asked.few else self.resource.count or usual
            inside, more = count(source, conditions, asked.bounds, values)
            values |= more
            walked = not body or asked.few or (asked.order and self.resource.order_joins)
            near = "" if walked else self._near(call, asked, conditions, values)
        if body:
            inside = self._page(asked, conditions, inside, source, near, gathered)
        elif gathered:
            inside = f"WITH {gathered.removesuffix(', ')} {inside}"
        row = scoped(inside, values) or (b"0", None)
        return int(row[0] or 0), (row[1] if body else None) or b""

    @staticmethod
    def _besides(asked: "Query", conditions: Sequence[str]) -> list[str]:
        """What else is asked than what was gathered."""
        return [c for c in conditions if c not in {"true", asked.gathered[0][1]}] + on_days(asked.bounds)

    def _counted(self, asked: "Query", conditions: Sequence[str], source: str) -> str:
        """How many of what was gathered are asked for."""
        besides = self._besides(asked, conditions)
        if not besides:
            return _COUNTED
        these = _THESE.format(source=source, where=" AND ".join(besides))
        return f"{_COUNTED} AS h CROSS JOIN LATERAL ({these}) AS t"

    def _near(self, call: Call, asked: "Query", conditions: Sequence[str], values: Mapping[str, Any]) -> str:
        """Queries for the ids of what is asked, each with the condition that makes it the one to take."""
        few, ways = f"(SELECT number FROM counted) BETWEEN 1 AND {NEAR}", []
        if self.resource.reached and self.resource.count and not call.caller.everything:
            reach, _none = self.resource.count(self.listed, conditions[:1], [], values)
            total = f"(SELECT number FROM ({reach}) AS reach) "
            ways.append((self.sql(self.resource.reached), f"{total} <= {NEAR}"))
            few += f" AND {total} > {NEAR}"
        ways += [(by, few) for by in asked.by[:1]]
        return " UNION ALL ".join(f"SELECT w.id FROM ({by}) AS w(id) WHERE {when}" for by, when in ways)

    def _page(
        self, asked: "Query", conditions: Sequence[str], count: str, source: str, near: str, gathered: str
    ) -> str:
        # As a parameter it could not be planned.
        size = f"LIMIT {int(asked.size) if self.resource.paged else MOST_AT_ONCE}"
        parts = {
            "order": asked.order or self.order,
            "source": source,
            "where": " AND ".join([*conditions, *on_days(asked.bounds)]),
        }
        if not self.resource.paged and not asked.few:
            parts["where"] = f"(SELECT number FROM counted) <= {MOST_AT_ONCE} AND {parts['where']}"
        walk = dict(parts)
        if gathered:
            parts["where"] = " AND ".join(["true", *self._besides(asked, conditions)])
        if near:
            walk["where"] += " AND NOT EXISTS (SELECT FROM near)"
        return (_FEW if asked.few else _PAGE).format(
            **walk,
            limit=f"{size} OFFSET %(offset)s" if asked.number > 1 and not asked.few else size,
            gathered=gathered,
            count=count,
            rows=_ROWS.format(body=self.body, source=self.source),
            near=_near(near, asked.bounds, **parts) if near else "",
            chosen=_FROM_NEAR.format(limit=size) if near else "",
        )


def _near(by: str, bounds: Sequence[Bound], *, order: str, source: str, where: str) -> str:
    """What is near in its order, also when that is of a day in another table."""
    if where == "true" and _ID_ONLY.fullmatch(order):
        return _NEAR_IDS.format(by=by, order=order.replace("t.", "h."))
    others = {column for column, _, _ in bounds if "." in column}
    for column in others:
        order = order.replace(column, f"t.{column.partition('.')[2]}")
    more = "".join(f", {column}" for column in others)
    return _NEAR.format(by=by, order=order, source=source, where=where, more=more)


def scan(
    source: str, conditions: Sequence[str], bounds: Sequence[Bound], _values: Mapping[str, Any]
) -> tuple[str, dict[str, str]]:
    """The number of rows, by counting them."""
    where = " AND ".join([*conditions, *on_days(bounds)])
    return f"SELECT count(*) AS number FROM {source} WHERE {where}", {}


def _up_to_most(
    source: str, conditions: Sequence[str], bounds: Sequence[Bound], _values: Mapping[str, Any]
) -> tuple[str, dict[str, str]]:
    """The number of rows, or that it is more than a list without pages may have."""
    where = " AND ".join([*conditions, *on_days(bounds)])
    rows = f"SELECT FROM {source} WHERE {where} LIMIT {MOST_AT_ONCE + 1}"
    return f"SELECT count(*) AS number FROM ({rows}) AS most", {}


def on_days(bounds: Sequence[Bound]) -> list[str]:
    """Bounds as conditions."""
    return [f"{column_of(column)} {operator} %({name})s" for column, operator, name in bounds]


def column_of(column: str) -> str:
    """A column of the row itself, unless it says of what."""
    return column if "." in column else f"t.{column}"


@lru_cache(maxsize=4000)
def _whole(inside: str, around: str = _SCOPED) -> Statement:
    once = asked_by(inside, given="scope.tenant IS NOT NULL")
    return Statement(around.replace("{once}", once).replace("{inside}", inside))


def is_out_of_reach(no: DatabaseError) -> bool:
    """Did the database undo all, as a row is not there for who wanted to write it?"""
    return getattr(no.__cause__, "sqlstate", "") == OUT_OF_REACH


def scoped(inside: str, values: Mapping[str, Any]) -> Row | None:
    """The row that a statement gives in the municipality among its values (see `params`)."""
    return direct(_whole(inside), values, tenant=int(values["tenant"]))
