"""What the resources of the Documenten API share: who reaches which document, and what hangs on one."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.documenten import services as s
from kapstok.platform.errors import Refusal
from kapstok.platform.resource import Api, Call, Resource, Scopes, fields, filters, parse, register
from kapstok.platform.resource.once import once

DOCUMENTEN = Api("documenten", "/documenten/api/v1", "1.7.0", "drc")
DOCUMENT = "documenten.enkelvoudiginformatieobject"
KIND = "catalogi.informatieobjecttype"
READ = ("documenten.lezen",)
LEVELS = [v.value for v in Vertrouwelijkheid]
ALL = Scopes(READ, ("documenten.aanmaken",), ("documenten.bijwerken",), ("documenten.verwijderen",))

_RANK = f"array_position(ARRAY{LEVELS}, {{level}}::text)"
RIGHTS = once(
    "document_rights",
    f"""SELECT array_agg(r.kind) AS kinds, array_agg(r.rank) AS ranks,
(SELECT ap.alleen_is_gereed_voor_publicatie FROM autorisaties_applicatie ap WHERE ap.id = %(app)s) AS only_ready
FROM (SELECT it.id AS kind, max({_RANK.replace("{level}", "a.max_vertrouwelijkheidaanduiding")}) AS rank
  FROM autorisaties_autorisatie a JOIN catalogi_informatieobjecttype it
  ON (it.omschrijving = a.informatieobjecttype OR it.catalogus_id = a.catalogus_id)
  WHERE a.applicatie_id = %(app)s AND a.component = 'drc' AND a.scopes::text[] && %(scopes)s::text[]
  GROUP BY it.id) AS r""",
)
_RANK_OF_TYPE = f"{RIGHTS}.ranks[array_position({RIGHTS}.kinds, {{t}}.informatieobjecttype_id)]"
# A document is in reach by its type (omschrijving or catalogus) and by its newest version: within the confidentiality
# of the right on its type, and ready for who may see only what can be published. As it stands (sql/stand.sql).
STAND = "documenten_documentstand"
STANDS = f"{{t}}.rang <= {_RANK_OF_TYPE} AND ({{t}}.gereed OR NOT {RIGHTS}.only_ready)"
REACHED = filters.of_each(STAND, "informatieobjecttype_id", f"unnest({RIGHTS}.kinds) AS k(id)")
_STANDS = f"EXISTS (SELECT 1 FROM {STAND} e WHERE e.id = {{id}} AND {STANDS.replace('{t}', 'e')})"
OF_DOCUMENT = _STANDS.replace("{id}", "{t}.informatieobject_id")
# An older version (alias v) must be in reach itself too: it may have been confidential when the newest is not.
REACH = f"""{_STANDS.replace("{id}", "{t}.id")}
AND {_RANK.replace("{level}", "v.vertrouwelijkheidaanduiding")} <= {_RANK_OF_TYPE}
AND (v.is_gereed_voor_publicatie IS TRUE OR NOT {RIGHTS}.only_ready)"""


def below(name: str, path: str, model: Any, *members: fields.Field, **more: Any) -> Resource:
    """Declare a resource that hangs on a document: reached through it, written by the shared use cases."""
    resource = f"documenten.{name}"

    def create(values: dict[str, Any], call: Call) -> UUID:
        return s.add_below(model, values, actor=call.actor).id

    def update(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
        s.change_below(model, row_id, changes, actor=call.actor)

    def delete(row_id: UUID, call: Call) -> None:
        s.remove_below(model, row_id, actor=call.actor)

    def rules(row_id: UUID | None, values: dict[str, Any], _call: Call) -> list[Refusal]:
        row = model.objects.filter(id=row_id).first() if row_id else None
        return [*s.below_faults(model, values, row)]

    return register(
        Resource(
            name=resource,
            table=f"documenten_{name}",
            path=path,
            api=DOCUMENTEN,
            scopes=ALL,
            visible=OF_DOCUMENT,
            fields=[
                fields.computed("url", f"{{url:{resource}:{{t}}.id}}", form="uri"),
                fields.link("informatieobject", DOCUMENT, required=True),
                *members,
            ],
            create=create,
            update=update,
            delete=delete,
            rules=rules,
            **more,
        )
    )


def checked(field: fields.Field, check: Callable[[Any], str]) -> fields.Field:
    """The field, with one more check that gives the code of what is wrong."""
    inner = field.parser

    def take(value: Any, name: str) -> Any:
        clean = inner(value, name) if inner else value
        code = check(clean)
        if code:
            raise parse.fault(name, code, REASONS.get(code, ""))
        return clean

    return replace(field, parser=take)


REASONS = {
    "min_length": "Deze waarde is te kort.",
    "min_value": "Deze waarde is te klein.",
    "max_value": "Deze waarde is te groot.",
}


def between(low: int, high: int) -> Callable[[int], str]:
    """The code of a number outside these bounds."""
    return lambda value: "min_value" if value < low else "max_value" if value > high else ""


def whole(name: str, low: int, high: int, **more: Any) -> fields.Field:
    """A whole number between bounds, of any size."""
    plain = fields.integer(name, **more)
    plain = replace(
        plain, parser=_integer, schema={**plain.schema, **({"format": "int64"} if high >= 2**31 else {})}
    )
    return checked(plain, between(low, high))


def _integer(value: Any, name: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise parse.fault(name, "invalid")
