"""From what an API says to rows, by the declaration of the resource; and many rows in one statement.

Values are taken as the source has them: it is a move, not a new registration. What our tables cannot hold
(a text that is too long, a type that did not come along) is refused by name, and the rest goes on.
"""

# ruff: noqa: S608 - table and column names come from declarations; values are parameters.

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from kapstok.koppelvlakken.zgw.migratie.bron import Json, id_of
from kapstok.platform.db import TenantForeignKey, TenantModel, fetch_all
from kapstok.platform.resource import compiled

Row = dict[str, Any]
# A member that is read from a version of a document, not from the document itself.
_OF_VERSION = re.compile(r"\bv\.")


@dataclass
class Uitkomst:
    """Which rows were new, which were there already (`rijen`: as the source has them), which of those changed, and
    which could not come along (url, why)."""

    nieuw: set[UUID] = field(default_factory=set)
    aanwezig: set[UUID] = field(default_factory=set)
    afgewezen: list[tuple[str, str]] = field(default_factory=list)
    rijen: list[Row] = field(default_factory=list)
    gewijzigd: set[UUID] = field(default_factory=set)


@cache
def model_of(table: str) -> type[TenantModel]:
    """The model behind a table."""
    return next(m for m in apps.get_models() if m._meta.db_table == table)  # type: ignore[return-value]


@cache
def _defaults(table: str) -> tuple[tuple[str, Callable[[], Any]], ...]:
    columns = model_of(table)._meta.concrete_fields
    return tuple((c.attname, c.get_default) for c in columns if c.attname not in {"id", "tenant"})


@cache
def _texts(table: str) -> frozenset[str]:
    """Columns in which nothing is the empty text."""
    kinds = (models.CharField, models.TextField)
    return frozenset(
        f.attname for f in model_of(table)._meta.concrete_fields if isinstance(f, kinds) and not f.null
    )


@cache
def _taken(name: str, alias: str, table: str) -> tuple[tuple[str, str, bool], ...]:
    """(member, column, is it an address) of the fields that are kept in this table."""
    known = {f.attname for f in model_of(table)._meta.concrete_fields}
    return tuple(
        (f.name, f.column, bool(f.to))
        for f in compiled()[name].resource.fields
        if f.column in known and bool(_OF_VERSION.search(f.sql)) is (alias == "v")
    )


@cache
def _elsewhere(name: str) -> tuple[tuple[str, str, str], ...]:
    """(member, column, column with the address) of what may stand in another register."""
    fields = compiled()[name.removesuffix(".versie")].resource.fields
    return tuple((f.name, f.column, f.elsewhere) for f in fields if f.elsewhere)


def stands_elsewhere(name: str, given: Json, row: Row, roots: Iterable[str]) -> None:
    """What the source itself only points to is pointed to from here too."""
    for member, column, address in _elsewhere(name):
        url = str(given.get(member) or "")
        if url and not any(url.startswith(f"{root}/") for root in roots):
            row[column], row[address] = None, url


def columns_given(name: str, given: Json, *, table: str = "") -> set[str]:
    """The columns about which it says something."""
    own = compiled()[name.removesuffix(".versie")].resource.table
    alias = "v" if table and table != own else ""
    taken = _taken(name.removesuffix(".versie"), alias, table or own)
    return {column for member, column, _address in taken if member in given}


def row_of(name: str, given: Json, *, table: str = "", alias: str = "") -> Row:
    """The columns of one thing. What it says nothing of gets the default of the column."""
    table = table or compiled()[name].resource.table
    texts = _texts(table)
    row: Row = {"id": id_of(given.get("url"))}
    for member, column, is_address in _taken(name, alias, table):
        if member in given:
            value = given[member]
            if is_address:
                value = id_of(value)
            elif value is None and column in texts:
                value = ""
            row[column] = value
    for column, default in _defaults(table):
        if column not in row:
            row[column] = default()
    return row


@cache
def _keys(table: str) -> tuple[tuple[str, str, bool], ...]:
    """(column, the table it points to, may it be empty)."""
    return tuple(
        (f.attname, f.related_model._meta.db_table, f.null)  # type: ignore[union-attr]
        for f in model_of(table)._meta.concrete_fields
        if isinstance(f, TenantForeignKey)
    )


def present(table: str, ids: Iterable[UUID | None]) -> set[UUID]:
    """Which of these ids are there."""
    wanted = list({i for i in ids if i is not None})
    if not wanted:
        return set()
    return {r["id"] for r in fetch_all(f"SELECT id FROM {table} WHERE id = ANY(%s)", [wanted])}


def encoded(value: Any) -> str:
    """As JSON for the database."""
    return msgspec.json.encode(value, enc_hook=str).decode()


def _write(table: str, rows: Sequence[Row]) -> set[UUID]:
    """All rows in one statement; what is there already is left alone. Which ones were new."""
    columns = ", ".join(rows[0])
    sql = (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
        " ON CONFLICT DO NOTHING RETURNING id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [encoded(rows)])
        return {found[0] for found in cursor.fetchall()}


def insert(table: str, rows: Sequence[Row], urls: Mapping[UUID, str] | None = None) -> Uitkomst:
    """Add rows; `urls`: what to call one that cannot come along."""
    made, urls = Uitkomst(), urls or {}
    kept = _with_keys(table, rows, made, urls)
    if not kept:
        return made
    try:
        with transaction.atomic():
            made.nieuw |= _write(table, kept)
    except DatabaseError:
        _one_by_one(table, kept, made, urls)
    refused = {url for url, _ in made.afgewezen}
    left = [r for r in kept if r["id"] not in made.nieuw and urls.get(r["id"], str(r["id"])) not in refused]
    there = present(table, [row["id"] for row in left])
    made.aanwezig |= there
    made.rijen += [row for row in left if row["id"] in there]
    made.afgewezen += [
        (
            urls.get(r["id"], str(r["id"])),
            "Er is hier al iets anders met hetzelfde nummer of op dezelfde plek.",
        )
        for r in left
        if r["id"] not in there
    ]
    return made


def _with_keys(table: str, rows: Sequence[Row], made: Uitkomst, urls: Mapping[UUID, str]) -> list[Row]:
    """Only rows whose keys point to something; a key that may be empty is emptied."""
    kept = list(rows)
    for column, target, nullable in _keys(table):
        there = present(target, (row.get(column) for row in kept))
        following: list[Row] = []
        for row in kept:
            value = row.get(column)
            if value in there or (value is None and nullable):
                following.append(row)
            elif nullable:
                url, what = urls.get(row["id"], str(row["id"])), column.removesuffix("_id")
                made.afgewezen.append(
                    (f"{url}#{what}", f"{what} is hier niet: {value}; de rest kwam wel mee.")
                )
                following.append({**row, column: None})
            else:
                what = column.removesuffix("_id")
                made.afgewezen.append((urls.get(row["id"], str(row["id"])), f"{what} is hier niet: {value}."))
        kept = following
    return kept


def _one_by_one(table: str, rows: Sequence[Row], made: Uitkomst, urls: Mapping[UUID, str]) -> None:
    for row in rows:
        try:
            with transaction.atomic():
                made.nieuw |= _write(table, [row])
        except DatabaseError as error:
            why = str(error).splitlines()[0][:300]
            made.afgewezen.append((urls.get(row["id"], str(row["id"])), why))
