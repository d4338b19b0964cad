"""Query parameters: a condition with `{v}` for the value, and how the value is read."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from kapstok.platform.geo import geojson
from kapstok.platform.geo import within as inside
from kapstok.platform.resource import parse
from kapstok.platform.resource.names import snake

Reader = Callable[[Any, str], Any]
OPERATORS = {"": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@dataclass(frozen=True, slots=True)
class Filter:
    """`sql` is a condition over alias `{t}`. `to`: the value is the address of a row of that resource.
    `literal`: one of a few words or numbers of our own, that become part of the statement: each can have its own plan.
    `day`: the column with a day that it speaks of, and how (an operator; empty: whether there is one).
    `few`: what it finds is so little that it is counted by gathering it.
    `many`: may be asked for more than once; the reader gets a list.
    `elsewhere`: the condition on an address (`to`) that is not one of ours.
    `by`: a query for the ids of what it finds, that reads an index and no more; taken when they are known to be few.
    `gathered`: nobody keeps how many it finds, so that `by` is how they are counted.
    `joins`: what the condition speaks of besides `{t}`."""

    sql: str
    reader: Reader
    to: str = ""
    literal: bool = False
    day: tuple[str, str] | None = None
    few: bool = False
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"}, compare=False)
    many: bool = False
    elsewhere: str = ""
    by: str = ""
    gathered: bool = False
    joins: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader may answer with: a condition for just this value."""

    sql: str
    value: Any


def plain(value: Any, name: str) -> str:
    """Any text that can be searched for."""
    return parse.text(1000, (), "", blank=True)(value, name)


def truth(value: Any, name: str) -> bool:
    """true or false, as an address has them."""
    if value not in {"true", "false"}:
        raise parse.fault(name, "invalid")
    return value == "true"


def _text_list(value: Any, name: str) -> list[str]:
    if not isinstance(value, str) or len(value) > 100_000:
        raise parse.fault(name, "invalid")
    return [part.strip() for part in value.split(",") if part.strip()]


def exact(column: str, alias: str = "{t}", *, few: bool = False) -> Filter:
    """The column equals the text."""
    return Filter(f"{alias}.{column} = {{v}}", plain, few=few)


def one_of(column: str, choices: Sequence[str], alias: str = "{t}") -> Filter:
    """The column equals one of a fixed list of values."""
    schema = {"type": "string", "enum": [*choices]}
    reader = parse.text(None, choices, "", blank=False)
    return Filter(f"{alias}.{column} = {{v}}", reader, literal=True, schema=schema)


def among(column: str) -> Filter:
    """The column is one of a comma separated list."""

    def read(value: Any, name: str) -> list[str]:
        return plain(value, name).split(",")

    return Filter(f"{{t}}.{column} = ANY({{v}}::text[])", read)


def to(resource: str, column: str = "", alias: str = "{t}", sql: str = "", elsewhere: str = "") -> Filter:
    """The column points to the row with this address; `elsewhere` holds addresses in other registers."""
    column = column or f"{resource.rsplit('.', 1)[-1]}_id"
    schema = {"type": "string", "format": "uri"}
    # Of addresses elsewhere an index holds those that are there.
    there = f"{alias}.{elsewhere} = {{v}} AND {alias}.{elsewhere} <> ''" if elsewhere else ""
    return Filter(sql or f"{alias}.{column} = {{v}}", parse.uri, to=resource, schema=schema, elsewhere=there)


def ids() -> Filter:
    """The row is one of these."""

    def read(value: Any, name: str) -> list[UUID]:
        try:
            return [UUID(part) for part in _text_list(value, name)]
        except ValueError:
            raise parse.fault(name, "invalid") from None

    return Filter("{t}.id = ANY({v}::uuid[])", read, few=True)


def to_any(resource: str, column: str = "") -> Filter:
    """The column points to one of the rows with these addresses."""
    column = column or f"{resource.rsplit('.', 1)[-1]}_id"

    def read(value: Any, name: str) -> list[str]:
        return [parse.uri(part, name) for part in _text_list(value, name)]

    return Filter(f"{{t}}.{column} = ANY({{v}}::uuid[])", read, to=resource)


def within(geometry: str, *, boxed: bool = False) -> Filter:
    """This GeoJSON lies in the polygon, and not in its holes. `boxed`: columns min_x .. max_y are its box."""
    sql = inside.WITHIN if boxed else inside.WITHIN_UNBOXED
    return Filter(
        sql.replace("{g}", geometry), parse.checked(geojson.area), few=boxed, schema=geojson.GEOMETRY
    )


def within_of(table: str, key: str, geometry: str, joins: str) -> Filter:
    """As `within`, of rows that have their geometry in another table, of which `key` is their id: found by where it has
    what begins in the box. `joins`: the row of it that counts."""
    begins = inside.BEGINS_WITHIN.replace("{t}", "x")
    sql = f"{{t}}.id IN (SELECT x.{key} FROM {table} x WHERE {begins}) AND " + inside.WITHIN_UNBOXED
    return replace(within(geometry), sql=sql.replace("{g}", geometry), few=True, joins=joins)


def of_one(table: str, column: str, key: str = "id") -> str:
    """The ids of what has a value, by the index: as a range of one value, see `_NEAR` in the engine."""
    return f"SELECT x.{key} FROM {table} x WHERE x.{column} >= {{v}} AND x.{column} <= {{v}}"


def of_each(table: str, column: str, values: str, key: str = "id") -> str:
    """The ids of what has one of these values (`k.id`), by the index."""
    one = of_one(table, column, key).replace("{v}", "k.id")
    return f"SELECT o.{key} FROM {values} CROSS JOIN LATERAL ({one} OFFSET 0) AS o"


def often(condition: str) -> str:
    """The same, of which the planner expects that half of the rows have it, and no index: it then walks a list in its
    order, which is done only for what many have."""
    return f"CASE WHEN {condition} THEN true ELSE false END"


def seldom(table: str, found: Filter, column: str) -> Filter:
    """With the index of this column for values that few have, and for no others."""
    several = re.search(r"ANY\(({v}::\w+\[\])\)", found.sql)
    by = of_each(table, column, f"unnest({several[1]}) AS k(id)") if several else of_one(table, column)
    return replace(found, sql=often(found.sql), by=by)


def some(otherwise: str) -> Reader:
    """A text; of none this condition."""

    def read(value: Any, name: str) -> str | Chosen:
        return plain(value, name) or Chosen(otherwise, "")

    return read


def known(table: str, column: str) -> Filter:
    """The column equals the text, which hardly more than one has. Its index may hold but those that have one; what has
    none can be asked for too."""
    by = f"{of_one(table, column)} AND x.{column} > ''"
    reader = some(often(f"{{t}}.{column} = ''"))
    return Filter(f"({{t}}.{column} = {{v}}) IS TRUE", reader, by=by, gathered=True)


def flag(sql: str) -> Filter:
    """true or false."""
    return Filter(sql, truth, literal=True, schema={"type": "boolean"})


def matching(sql: str, reader: Reader = plain, *, literal: bool = False, few: bool = False) -> Filter:
    """A condition of its own."""
    return Filter(sql, reader, literal=literal, few=few)


def days(name: str, *operators: str, isnull: bool = False) -> dict[str, Filter]:
    """Filters on a date: `name`, and `name__gt` ... for each operator named."""
    column, schema = snake(name), {"type": "string", "format": "date"}
    made = {
        f"{name}__{o}" if o else name: Filter(
            f"{{t}}.{column} {OPERATORS[o]} {{v}}", parse.date, day=(column, OPERATORS[o]), schema=schema
        )
        for o in ("", *operators)
    }
    if isnull:
        made[f"{name}__isnull"] = replace(flag(f"({{t}}.{column} IS NULL) = {{v}}"), day=(column, ""))
    return made
