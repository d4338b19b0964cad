"""Partij-identificatoren: what a partij is called in the basic registers."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from dataclasses import replace
from typing import Any
from uuid import UUID

from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten import rules_partij as rules
from kapstok.magazijnen.klanten.resources.base import declared
from kapstok.magazijnen.klanten.resources.pointers import pointer, shown
from kapstok.magazijnen.klanten.services.partij import check_identificator, find_earlier, has_no_subs
from kapstok.platform.resource import fields, filters, parse
from kapstok.platform.resource.fields import Field
from kapstok.platform.resource.filters import Filter

IDENTIFICATOR, PARTIJ = "klanten.partijidentificator", "klanten.partij"
_COLUMNS = {
    "codeObjecttype": "code_objecttype",
    "codeSoortObjectId": "code_soort_object_id",
    "objectId": "object_id",
    "codeRegister": "code_register",
}
_MEMBERS = (
    fields.choice("codeObjecttype", tuple(rules.NUMBERS_OF), required=True),
    fields.choice("codeSoortObjectId", rules.NUMBERS, required=True),
    fields.text("objectId", 200, required=True),
    fields.choice("codeRegister", tuple(rules.REGISTERS), required=True),
)


def _group(alias: str) -> str:
    pairs = ", ".join(f"'{name}', {alias}.{column}" for name, column in _COLUMNS.items())
    return f"json_build_object({pairs})"


def _number() -> Field:
    form = fields.group("partijIdentificator", *_MEMBERS, required=True)
    return fields.writable(
        "partijIdentificator", parse.group(_MEMBERS), form.schema, _group("{t}"), required=True
    )


FIELDS = (
    pointer("identificeerdePartij", PARTIJ, nullable=True),
    fields.text("anderePartijIdentificator", 200),
    _number(),
    pointer("subIdentificatorVan", IDENTIFICATOR, nullable=True),
)
# The same as a part of a partij; alias i.
SHOWN = (
    f"json_build_object('uuid', i.id, 'url', {{url:{IDENTIFICATOR}:i.id}}, "
    f"'identificeerdePartij', {shown(PARTIJ, 'i.identificeerde_partij_id')}, "
    "'anderePartijIdentificator', i.andere_partij_identificator, "
    f"'partijIdentificator', {_group('i')}, "
    f"'subIdentificatorVan', {shown(IDENTIFICATOR, 'i.sub_identificator_van_id')})"
)


def columns_of(values: dict[str, Any], _row_id: UUID | None = None) -> dict[str, Any]:
    """The identificator in columns of its own."""
    given = values.pop("partij_identificator", None) or {}
    return {**values, **{column: given[name] for name, column in _COLUMNS.items() if name in given}}


_TABLE = "klanten_partijidentificator"
# The partijen that have a number, and its own ids.
_OF_NUMBER = f"({filters.of_one(_TABLE, 'object_id', 'identificeerde_partij_id')} OFFSET 0) AS k(id)"
_NUMBER = f"({filters.of_one(_TABLE, 'object_id')} OFFSET 0) AS k(id)"
_BELOW = filters.of_each(_TABLE, "sub_identificator_van_id", _NUMBER, "identificeerde_partij_id")
PARTIJ_ZELF = f"SELECT k.id FROM {_OF_NUMBER} WHERE k.id IS NOT NULL"
ONDER_ANDERE = f"{_BELOW} WHERE o.identificeerde_partij_id IS NOT NULL"


def van_partij(table: str, column: str, key: str = "id") -> str:
    """This column of the rows that hang on a partij (`column`) with an identificator, found by its number."""
    return filters.of_each(table, column, _OF_NUMBER, key)


def by_identificator(prefix: str, condition: str, by: str) -> dict[str, Filter]:
    """Filters on the parts of an identificator; `condition` is SQL with `{c}` for alias i and column. `by`: a query for
    the ids of what belongs to those that have a number, which finds few."""
    made = {
        f"{prefix}{name}": filters.matching(condition.replace("{c}", f"i.{column} = {{v}}"))
        for name, column in _COLUMNS.items()
    }
    number = f"{prefix}objectId"
    sql = f"({made[number].sql}) IS TRUE"
    return made | {number: replace(made[number], sql=sql, by=by, gathered=True)}


def _own(name: str) -> Filter:
    return filters.exact(_COLUMNS[name])


partijidentificator = declared(
    m.PartijIdentificator,
    "partij-identificatoren",
    *FIELDS,
    filters={
        "anderePartijIdentificator": filters.exact("andere_partij_identificator"),
        "partijIdentificatorCodeObjecttype": _own("codeObjecttype"),
        "partijIdentificatorCodeSoortObjectId": _own("codeSoortObjectId"),
        "partijIdentificatorObjectId": filters.known(_TABLE, "object_id"),
        "partijIdentificatorCodeRegister": _own("codeRegister"),
    },
    clean=columns_of,
    check=check_identificator,
    after=lambda _values: find_earlier,
    unlink=has_no_subs,
    # The contract lets a body name it; it is the one in the address.
    uuid=fields.derived(fields.computed("uuid", "{t}.id", form="uuid"), parse.uuid),
)
