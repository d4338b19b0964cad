"""Objects with the record of a day."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from kapstok.magazijnen.objecten import services as s
from kapstok.magazijnen.objecten.resources.base import OBJECTEN, OBJECTTYPES, REACH, RIGHTS, SCOPES
from kapstok.magazijnen.objecten.resources.typen import chosen_uuid
from kapstok.magazijnen.objecten.resources.vragen import DATA, RECORD, Orderings, wanted
from kapstok.platform.geo.geojson import GEOMETRY, geometry
from kapstok.platform.resource import Call, Resource, fields, filters, parse, register
from kapstok.platform.resource.compile import Bound
from kapstok.platform.resource.declare import BODY
from kapstok.platform.resource.filters import Filter
from kapstok.platform.resource.kept import Kept
from kapstok.platform.resource.names import snake

KIND = "objecttypes.objecttype"
# Worked out once, as a value: a time zone takes longer than looking at a row.
_TODAY = "(SELECT COALESCE(%(date)s::date, (now() AT TIME ZONE 'Europe/Amsterdam')::date))"
_VALID = f"""CASE WHEN %(registrationDate)s::date IS NOT NULL THEN o.registration_at <= %(registrationDate)s::date
ELSE o.start_at <= {_TODAY} AND (o.end_at IS NULL OR o.end_at >= {_TODAY}) END"""
# The last record that holds on the day. An object of which none holds today is found by its address only.
_JOINS = f"""JOIN LATERAL (SELECT o.*, {_VALID} AS geldig FROM objecten_record o WHERE o.object_id = t.id
ORDER BY {_VALID} DESC, o.index DESC LIMIT 1) r
ON r.geldig OR (%(date)s::date IS NULL AND %(registrationDate)s::date IS NULL)"""
# The same of an object in a list: whether there is such a record, as `Objectstand` has it.
STAND = "objecten_objectstand"
_THERE = f"""CASE WHEN %(registrationDate)s::date IS NOT NULL THEN {{t}}.geregistreerd <= %(registrationDate)s::date
ELSE {{t}}.van <= {_TODAY} END"""
_COUNTED = _THERE.replace("{t}", "t")
_CORRECTED = """(SELECT x.index FROM objecten_record x
WHERE x.object_id = r.object_id AND x.correction_for = r.index)"""
_COLUMNS = {name: f'r."{snake(name)}"' for name in RECORD} | {"correctedBy": _CORRECTED}
SHOWN = f"json_build_object({', '.join(f'{chr(39)}{n}{chr(39)}, {sql}' for n, sql in _COLUMNS.items())})"


def _small(value: Any, name: str) -> int:
    number = parse.integer(value, name)
    if not 0 <= number <= 32767:
        raise parse.fault(
            name, "min_value" if number < 0 else "max_value", "Een versie is 0 tot en met 32767."
        )
    return number


_REFERENCE = (
    fields.choice("type", ("zaak",), required=True),
    fields.text("url", 200, form="uri", required=True),
)
_INDEX = {"type": "integer", "minimum": 0}
MEMBERS = (
    fields.computed("index", "x", "integer"),
    fields.writable("typeVersion", _small, {**_INDEX, "maximum": 32767}, "x", required=True),
    fields.writable("data", parse.obj, {"type": "object"}, "x"),
    fields.writable("geometry", parse.checked(geometry), GEOMETRY, "x", nullable=True),
    fields.listing("references", *_REFERENCE),
    fields.date("startAt", required=True),
    fields.date("endAt", nullable=True, read_only=True),
    fields.date("registrationAt", read_only=True),
    fields.integer("correctionFor", nullable=True),
    fields.computed("correctedBy", "x", "integer", nullable=True),
)
SCHEMA = fields.shape(MEMBERS)


def _record(value: Any, name: str) -> dict[str, Any]:
    """What was given of a record, by column; whether all is there depends on what is done with it."""
    faults: list[Any] = []
    clean = parse.collect(MEMBERS, parse.obj(value, name), f"{name}.", faults, partial=True)
    if faults:
        raise parse.Faults(faults)
    return {snake(n): v for n, v in clean.items()}


def type_address(value: Any, name: str) -> str:
    """The address of an objecttype, in whichever of the two APIs."""
    return parse.uri(value, name).replace(
        f"{OBJECTEN.prefix}/objecttypes/", f"{OBJECTTYPES.prefix}/objecttypes/"
    )


def _day(value: Any, name: str) -> Any:
    return parse.date(value, name) if value else None


def _whole(record: dict[str, Any]) -> None:
    """Without these there is no record."""
    missing = [m.name for m in MEMBERS if m.required and snake(m.name) not in record]
    if missing:
        raise parse.Faults([f for n in missing for f in parse.fault(f"record.{n}", "required").faults])


def _create(values: dict[str, Any], call: Call) -> UUID:
    _whole(values["record"])
    given = s.Gegevens(**values["record"])
    return s.create_object(values["objecttype_id"], given, actor=call.actor, object_id=values.get("id"))


def _change(row_id: UUID, values: dict[str, Any], call: Call) -> None:
    """PUT and PATCH: a new record."""
    merge = call.actor.context.get("actie") == "partial_update"
    record = values.get("record") or {}
    if not merge:
        _whole(record)
    kind, own = values.get("objecttype_id"), values.get("id")
    s.change_object(row_id, record, actor=call.actor, merge=merge, objecttype_id=kind, own_id=own)


def _delete(row_id: UUID, call: Call) -> None:
    s.delete_object(row_id, actor=call.actor)


def _number(value: Any, name: str) -> int:
    text = str(value)
    if not text.isascii() or not text.isdecimal() or len(text) > 5:
        raise parse.fault(name, "invalid")
    return _small(int(text), name)


_kept = Kept(
    table="objecten_objecttelling",
    since="objecten_objecttelregel",
    columns=frozenset({"objecttype_id"}),
    by={"van": "maand", "geregistreerd": "maand"},
)


def _how_many(
    source: str, conditions: Sequence[str], bounds: Sequence[Bound], params: Mapping[str, Any]
) -> tuple[str, dict[str, str]]:
    """As it is kept by the month of the first day; without a day, all that there ever were."""
    others = [c for c in conditions if c != _COUNTED]
    if len(others) == len(conditions):
        return f"SELECT {_kept.number('van', conditions)} AS number", {}
    registered = params["registrationDate"]
    day = registered or params["date"] or timezone.localdate()
    bounds = [("geregistreerd" if registered else "van", "<=", "dag")]
    sql, more = _kept(source, others, bounds, {**params, "dag": day})
    return sql, {**more, "dag": day.isoformat()}


_DATE = {"type": "string", "format": "date"}
FILTERS = {
    "type": Filter(
        "{t}.objecttype_id = {v}", type_address, to=KIND, schema={"type": "string", "format": "uri"}
    ),
    "typeVersion": Filter("r.type_version = {v}", _number, schema={"type": "integer"}, joins=_JOINS),
    "date": Filter(_THERE, _day, schema=_DATE),
    "registrationDate": Filter(_THERE, _day, schema=_DATE),
    **{name: replace(asked, joins=_JOINS) for name, asked in DATA.items()},
    "fields": Filter("true", wanted),
}


objekt = register(
    Resource(
        name="objecten.object",
        table="objecten_object",
        path="objects",
        api=OBJECTEN,
        scopes=SCOPES,
        visible=REACH,
        listed=(STAND, REACH),
        reached=filters.of_each(STAND, "objecttype_id", f"unnest({RIGHTS}.kinds) AS k(id)"),
        count=_how_many,
        joins=_JOINS,
        etag=BODY,
        geo="record.geometry",
        detail={"date": _day, "registrationDate": _day, "fields": wanted},
        defaults={"date": ""},
        ordered_more=True,
        order_joins=_JOINS,
        # Rights are for whole objects here: there never is anything to tell in it.
        leaves_out=("X-Unauthorized-Fields",),
        orderings=Orderings(
            {"uuid": "{t}.id", "type": "{t}.objecttype_id"}
            | {
                f"record__{n}": sql
                for n, sql in _COLUMNS.items()
                if n not in {"data", "geometry", "references"}
            }
        ),
        fields=[
            fields.computed("url", "{url:objecten.object:{t}.id}", form="uri"),
            chosen_uuid(),
            fields.Field(
                "type",
                f"{{url:{KIND}:{{t}}.objecttype_id}}",
                {"type": "string", "format": "uri", "maxLength": 1000},
                "objecttype_id",
                type_address,
                required=True,
                to=KIND,
            ),
            fields.writable("record", _record, SCHEMA, SHOWN, required=True),
        ],
        filters=FILTERS,
        search={"geometry.within": filters.within_of("objecten_record", "object_id", "r.geometry", _JOINS)},
        create=_create,
        update=_change,
        delete=_delete,
    )
)
