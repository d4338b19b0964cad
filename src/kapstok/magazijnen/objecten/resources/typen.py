"""Objecttypes and their versions, in their own API and in that of the objects."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kapstok.magazijnen.objecten import rules
from kapstok.magazijnen.objecten import services as s
from kapstok.magazijnen.objecten.resources.base import OBJECTEN, OBJECTTYPES, TYPE_SCOPES
from kapstok.platform.resource import Api, Call, Resource, fields, filters, parse, register
from kapstok.platform.resource.declare import BODY
from kapstok.platform.resource.fields import Field

CLASSES = ("open", "intern", "confidential", "strictly_confidential")
FREQUENCIES = ("real_time", "hourly", "daily", "weekly", "monthly", "yearly", "unknown")
UUID_FORM = {"type": "string", "format": "uuid"}


def chosen_uuid() -> Field:
    """The id, which the caller may choose when it makes something."""
    return fields.Field("uuid", "{t}.id", UUID_FORM, "id", parse.uuid)


def _choice(name: str, choices: tuple[str, ...], default: str) -> Field:
    schema = {"type": "string", "enum": list(choices)}
    parser = parse.text(None, choices, "", blank=False)
    return fields.writable(name, parser, schema, f"{{t}}.{fields.snake(name)}", default=default)


def _labels(value: Any, name: str) -> dict[str, Any]:
    given = parse.obj(value, name)
    if not all(isinstance(v, str) for v in given.values()):
        raise parse.fault(name, "invalid", "Elk label is een tekst.")
    return given


def _adapted(use_case: Callable[..., None]) -> Callable[..., None]:
    """PUT, PATCH and DELETE by a use case that takes the id and, for the first two, the values."""

    def act(row_id: UUID, *given: Any) -> None:
        *values, call = given
        use_case(row_id, *values, actor=call.actor)

    return act


def _make_type(values: dict[str, Any], call: Call) -> UUID:
    return s.add_type(values, actor=call.actor)


def _make_version(values: dict[str, Any], call: Call) -> UUID:
    return s.add_version(values.pop("objecttype_id"), values, actor=call.actor)


def _types(api: Api) -> tuple[Resource, Resource]:
    """Both resources in one API."""
    kind = f"{api.name}.objecttype"
    url = f"{{url:{kind}:{{t}}.id}}"
    above = f"{{url:{kind}:{{t}}.objecttype_id}}"
    versions = fields.rows(
        f"SELECT {url} || '/versions/' || v.versie FROM objecten_objecttypeversie v"
        " WHERE v.objecttype_id = {t}.id ORDER BY v.versie"
    )
    texts = (
        "maintainerOrganization",
        "maintainerDepartment",
        "contactPerson",
        "contactEmail",
        "source",
    )
    objecttype = Resource(
        name=kind,
        table="objecten_objecttype",
        path="objecttypes",
        api=api,
        scopes=TYPE_SCOPES,
        etag=BODY,
        fields=[
            fields.computed("url", url, form="uri"),
            chosen_uuid(),
            fields.text("name", 100, required=True),
            fields.text("namePlural", 100, required=True),
            fields.text("description", 1000),
            _choice("dataClassification", CLASSES, "open"),
            *(fields.text(name, 200) for name in texts),
            _choice("updateFrequency", FREQUENCIES, "unknown"),
            fields.text("providerOrganization", 200),
            fields.text("documentationUrl", 200, form="uri"),
            fields.writable("labels", _labels, {"type": "object"}, "{t}.labels", default={}),
            fields.date("createdAt", read_only=True),
            fields.date("modifiedAt", read_only=True),
            fields.boolean("allowGeometry", default=True),
            fields.computed("versions", versions, "array", items={"type": "string", "format": "uri"}),
        ],
        filters={"dataClassification": filters.one_of("data_classification", CLASSES)},
        create=_make_type,
        update=_adapted(s.change_type),
        delete=_adapted(s.remove_type),
    )
    version = Resource(
        name=f"{kind}version",
        table="objecten_objecttypeversie",
        path="versions",
        under=("objecttypes", "objecttype_id"),
        key="version",
        api=api,
        scopes=TYPE_SCOPES,
        order="{t}.versie DESC",
        etag=BODY,
        fields=[
            fields.computed("url", f"{above} || '/versions/' || {{t}}.versie", form="uri"),
            fields.computed("version", "{t}.versie", "integer"),
            fields.Field("objectType", above, {"type": "string", "format": "uri"}, "objecttype_id", to=kind),
            _choice("status", rules.STATUSES, rules.DRAFT),
            fields.writable("jsonSchema", parse.obj, {"type": "object"}, "{t}.json_schema", default={}),
            fields.date("createdAt", read_only=True),
            fields.date("modifiedAt", read_only=True),
            fields.date("publishedAt", nullable=True, read_only=True),
        ],
        create=_make_version,
        update=_adapted(s.change_version),
        delete=_adapted(s.remove_version),
    )
    return register(objecttype), register(version)


objecttype, objecttypeversie = _types(OBJECTTYPES)
_types(OBJECTEN)
