"""Rows of a model by prepared statements: what the ORM would work out anew each time is worked out once.

For the busiest ways of writing. What is read can be asked for early (`ask`) and travels with the rest; what is
written waits for the next question or the end of the unit of work (`later`). No signals; columns of the database
itself (tenant) are left to it.
"""

# ruff: noqa: S608 - names come from models; every value is a parameter.

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import NoneType
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateField, DateTimeField, Field, JSONField, Model
from django.db.models.base import ModelState
from django.db.models.expressions import DatabaseDefault

from kapstok.platform.db.later import later
from kapstok.platform.db.line import Answer

M = TypeVar("M", bound=Model)
Columns = tuple[str, ...]


class Plan:
    """What is known of a model: its columns, and those that are json."""

    def __init__(self, model: type[Model]) -> None:
        self.table = model._meta.db_table
        self.fields: tuple[Field[Any, Any], ...] = tuple(model._meta.concrete_fields)
        self.names: Columns = tuple(f.attname for f in self.fields)
        self.by_name = {f.attname: f for f in self.fields}
        always = [f for f in self.fields if not (f.has_default() and callable(f.default))]
        started = {f.attname: f.get_default() for f in always}
        self.fixed = {name: value for name, value in started.items() if type(value) in _NEVER_CHANGES}
        self.defaults = tuple((f.attname, f.get_default) for f in self.fields if f.attname not in self.fixed)
        self.plain = tuple((f.attname, f.column) for f in self.fields if _is_plain(f))
        self.made = tuple(f for f in self.fields if not _is_plain(f))
        self.by_database = tuple(f.column for f in self.fields if f.has_db_default() and _is_plain(f))
        self.json = {f.attname: f.column for f in self.fields if isinstance(f, JSONField)}
        self.from_db: dict[str, Callable[..., Any]] = {
            f.attname: _json if type(f) is JSONField and f.decoder is None else f.from_db_value
            for f in self.fields
            if hasattr(f, "from_db_value")
        }

    def given(self, name: str, value: Any) -> Any:
        """A value as its column takes it."""
        if name in self.json and value is not None:
            return msgspec.json.encode(value, enc_hook=str).decode()
        return value


# A default of one of these kinds may be shared by all rows.
_NEVER_CHANGES = frozenset({NoneType, str, int, bool})


def _is_plain(field: "Field[Any, Any]") -> bool:
    """Is what stands in memory what is written? Django asks the field, and a day or moment looks whether it is that of
    the write itself."""
    own = type(field).pre_save in {Field.pre_save, DateField.pre_save, DateTimeField.pre_save}
    return own and not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False)


def _json(value: str | None, *_how: Any) -> Any:
    """As the field reads it, without making what reads it each time."""
    return None if value is None else msgspec.json.decode(value)


@lru_cache(maxsize=500)
def plan_of(model: type[Model]) -> Plan:
    """Made at first use."""
    return Plan(model)


class Asked(Generic[M]):
    """Rows that were asked for; they are there when somebody looks. `only`: these columns were asked, or all."""

    def __init__(self, model: type[M], answer: Answer, only: Columns = ()) -> None:
        self._model, self._answer, self._only = model, answer, only

    def first(self) -> M | None:
        """The first of the rows, as the ORM would give it."""
        result = self._answer.result
        if result.ntuples == 0:
            return None
        connection: Any = connections[DEFAULT_DB_ALIAS]
        plan = plan_of(self._model)
        row = connection.loaded(result).load_row(0, list) or []
        values = dict(zip(self._only or plan.names, row, strict=True))
        for name, convert in plan.from_db.items():
            if name in values:
                values[name] = convert(values[name], None, connection)
        return made_from(self._model, values)


def made_from(model: type[M], values: dict[str, Any]) -> M:
    """A row of the database in memory. Without the constructor: of a wide table that takes longer than reading it."""
    row = _bare(model, values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 - as Django marks a row that it read
    return row


def fresh(model: type[M], values: dict[str, Any]) -> M:
    """A new row in memory, as the constructor makes it of these columns; for a wide table that is busy."""
    plan = plan_of(model)
    own = {
        **plan.fixed,
        **{name: default() for name, default in plan.defaults if name not in values},
        **values,
    }
    if len(own) != len(plan.names):
        raise TypeError(f"{model.__name__} has no columns {sorted(own.keys() - set(plan.names))}")
    return _bare(model, own)


def _bare(model: type[M], values: dict[str, Any]) -> M:
    row = model.__new__(model)
    row.__dict__ = values
    row._state = ModelState()  # noqa: SLF001 - what the constructor would put there
    return row


@lru_cache(maxsize=500)
def _select(model: type[Model], where: str, only: Columns, *, lock: bool) -> str:
    plan = plan_of(model)
    columns = ", ".join(f't."{plan.by_name[name].column}"' for name in only or plan.names)
    return f"SELECT {columns} FROM {plan.table} t WHERE {where}{' FOR UPDATE' if lock else ''}"


def ask(model: type[M], where: str, *, lock: bool = False, only: Columns = (), **values: Any) -> Asked[M]:
    """Rows `t` by a condition; `lock`: held until the end of the transaction. `only`: with these columns, the id among
    them; the others are read when somebody looks at them, each by itself."""
    return Asked(model, later(_select(model, where, only, lock=lock), values, reads=True), only)


def ask_one(model: type[M], row_id: UUID, *, lock: bool = False, only: Columns = ()) -> Asked[M]:
    """The row with this id."""
    return ask(model, "t.id = %(id)s", lock=lock, only=only, id=row_id)


@lru_cache(maxsize=1000)
def _insert(table: str, columns: Columns) -> str:
    names, values = ", ".join(f'"{c}"' for c in columns), ", ".join(f"%({c})s" for c in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({values})"


def insert_later(row: Model) -> None:
    """A new row, as `save(force_insert=True)` would write it."""
    plan, own = plan_of(type(row)), row.__dict__
    values = {column: own[name] for name, column in plan.plain}
    for column in plan.by_database:
        if values[column].__class__ is DatabaseDefault:
            del values[column]
    for name, column in plan.json.items():
        if column in values:
            values[column] = plan.given(name, values[column])
    for field in plan.made:
        values[field.column] = field.pre_save(row, add=True)
    later(_insert(plan.table, tuple(values)), values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 - as Django marks a saved row


@lru_cache(maxsize=1000)
def _update(table: str, columns: Columns, also: str) -> str:
    changes = ", ".join([*(f'"{c}" = %({c})s' for c in columns), *([also] if also else [])])
    return f"UPDATE {table} SET {changes} WHERE id = %(id_of_row)s"


def update_later(row: Model, names: Iterable[str], also: str = "") -> None:
    """Write these columns of a row as they are in memory; `also`: a change that the database works out."""
    plan = plan_of(type(row))
    values = {plan.by_name[n].column: plan.given(n, getattr(row, n)) for n in sorted(set(names))}
    later(_update(plan.table, tuple(values), also), {**values, "id_of_row": row.pk})


def update_changed(row: Model, before: Mapping[str, Any]) -> None:
    """Write the columns of a row that differ from what they were."""
    if names := [name for name, value in before.items() if getattr(row, name) != value]:
        update_later(row, names)


def column_of(answer: Answer) -> list[Any]:
    """The first column of what came, as the ORM would give it."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    return [row[0] for row in connection.loaded(answer.result).load_rows(0, answer.result.ntuples, tuple)]
