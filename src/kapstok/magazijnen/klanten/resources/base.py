"""What the resources of Klantinteracties and Contactgegevens share."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from kapstok.magazijnen.klanten import services as s
from kapstok.magazijnen.klanten.rules_contact import PHONE
from kapstok.magazijnen.klanten.services.store import After, Check
from kapstok.platform.db import TenantModel
from kapstok.platform.resource import Api, Call, Resource, Scopes, fields, parse, register
from kapstok.platform.resource.declare import BODY
from kapstok.platform.resource.fields import Field
from kapstok.platform.resource.filters import Filter
from kapstok.platform.resource.kept import whole

CAMELS = {
    "list": "List",
    "post": "Create",
    "get": "Retrieve",
    "head": "Headers",
    "put": "Update",
    "patch": "PartialUpdate",
    "delete": "Destroy",
}
KLANTEN = Api("klantinteracties", "/klantinteracties/api/v1", "0.9.0", "kc", verbs=CAMELS)
GEGEVENS = Api("contactgegevens", "/contactgegevens/api/v1", "1.1.1", "kc", expand=False, verbs=CAMELS)
READ, WRITE = ("klantinteracties.lezen",), ("klantinteracties.schrijven",)
# Who writes reads back what was written.
SCOPES = Scopes((*READ, *WRITE), WRITE, WRITE, WRITE)
GEGEVENS_WRITE = ("contactgegevens.schrijven",)
GEGEVENS_SCOPES = Scopes(
    ("contactgegevens.lezen", *GEGEVENS_WRITE), GEGEVENS_WRITE, GEGEVENS_WRITE, GEGEVENS_WRITE
)
_COUNTED = ("klanten_klanttelling", "klanten_klanttelregel")
Faults = Callable[[dict[str, Any], UUID | None], dict[str, Any]]


def declared(
    model: type[TenantModel],
    path: str,
    *members: Field,
    api: Api = KLANTEN,
    scopes: Scopes = SCOPES,
    filters: Mapping[str, Filter] | None = None,
    clean: Faults | None = None,
    check: Check | None = None,
    after: Callable[[dict[str, Any]], After] | None = None,
    no_model: Sequence[str] = (),
    uuid: Field | None = None,
    unlink: Check | None = None,
    **more: Any,
) -> Resource:
    """Declare a table as a resource. `clean`: values by kind. `no_model`: what `after` writes elsewhere."""
    kind = model._meta.model_name or ""
    name = f"{'klanten' if api is KLANTEN else api.name}.{kind}"

    def split(values: dict[str, Any], row_id: UUID | None) -> tuple[dict[str, Any], After | None]:
        values = clean(values, row_id) if clean else values
        then = after(values) if after else None
        return {n: v for n, v in values.items() if n not in no_model}, then

    def create(values: dict[str, Any], call: Call) -> UUID:
        own, then = split(values, None)
        return s.add(model, own, actor=call.actor, check=check, after=then)

    def update(row_id: UUID, changes: dict[str, Any], call: Call) -> None:
        own, then = split(changes, row_id)
        s.change(model, row_id, own, actor=call.actor, check=check, after=then)

    def delete(row_id: UUID, call: Call) -> None:
        s.remove(model, row_id, actor=call.actor, check=unlink)

    own = (
        uuid or fields.computed("uuid", "{t}.id", form="uuid"),
        fields.computed("url", f"{{url:{name}:{{t}}.id}}", form="uri"),
    )
    given = {"create": create, "update": update, "delete": delete, **more}
    return register(
        Resource(
            name=name,
            table=model._meta.db_table,
            path=path,
            api=api,
            scopes=scopes,
            etag=BODY,
            told_as=_camel(path),
            fields=[*own, *members],
            filters=filters or {},
            count=whole(_COUNTED, kind),
            **given,
        )
    )


def _camel(path: str) -> str:
    first, *rest = path.split("-")
    return first + "".join(part.capitalize() for part in rest)


def _in_form(pattern: str, text: str) -> Callable[[str], str]:
    import re

    form = re.compile(pattern)

    def check(value: str) -> str:
        if not form.fullmatch(value):
            raise ValueError(text)
        return value

    return check


def _huisnummer(value: Any, name: str) -> int:
    number = parse.integer(value, name)
    if not 1 <= number <= 99999:
        raise parse.fault(
            name, "min_value" if number < 1 else "max_value", "Een huisnummer is 1 tot en met 99999."
        )
    return number


phone = partial(fields.text, check=_in_form(PHONE.pattern, "Dit is geen telefoonnummer."))
slug = _in_form(r"[-a-zA-Z0-9_]+", "Alleen letters, cijfers, - en _.")
_POSTCODE = _in_form(r"[1-9][0-9]{3} [A-Z]{2}", "Een postcode is 1234 AB.")
_BAG = _in_form(r"[0-9]{16}", "Een nummeraanduiding heeft 16 cijfers.")
_LAND = _in_form(r".{2}", "Een land heeft twee letters.")


def adres(name: str) -> Field:
    """A postal address; null when there is none."""
    return fields.group(
        name,
        fields.text("nummeraanduidingId", 16, check=_BAG),
        fields.text("straatnaam", 255),
        fields.writable(
            "huisnummer",
            _huisnummer,
            {"type": "integer", "minimum": 1, "maximum": 99999},
            "huisnummer",
            nullable=True,
        ),
        fields.text("huisnummertoevoeging", 20),
        fields.text("postcode", 7, check=_POSTCODE),
        fields.text("stad", 255),
        *(fields.text(f"adresregel{n}", 80) for n in (1, 2, 3)),
        fields.text("land", 2, check=_LAND),
    )


def identificator(name: str) -> Field:
    """Something in any register: what, where and by which number."""
    parts = ("objectId", "codeObjecttype", "codeRegister", "codeSoortObjectId")
    return fields.group(name, *(fields.text(part, 200) for part in parts))


NAME = (
    fields.text("voorletters", 10),
    fields.text("voornaam", 200),
    fields.text("voorvoegselAchternaam", 10),
    fields.text("achternaam", 200),
)


def full_name(json: str) -> str:
    """SQL of a name as people say it."""
    first = f"COALESCE(NULLIF({json}->>'voornaam', ''), NULLIF({json}->>'voorletters', ''))"
    rest = f"NULLIF({json}->>'voorvoegselAchternaam', ''), NULLIF({json}->>'achternaam', '')"
    return f"concat_ws(' ', {first}, {rest})"


def variants(
    name: str, kind: str, kinds: Mapping[str, tuple[Field, ...]], *, shown: Mapping[str, str] | None = None
) -> Field:
    """An object whose members depend on the column `kind`. `shown`: SQL of a kind that is not just its members."""
    made = {k: fields.group(name, *own, nullable=False) for k, own in kinds.items()}
    cases = " ".join(f"WHEN '{k}' THEN {(shown or {}).get(k, one.sql)}" for k, one in made.items())
    column = made[next(iter(made))].column
    schema = {
        "type": "object",
        "properties": {n: v for f in made.values() for n, v in f.schema["properties"].items()},
    }
    # Null says nothing about it: the contract leaves that out, and the field sends it.
    value = f"CASE {{t}}.{kind} {cases} END"
    return Field(name, value, schema, column, parse.obj, nullable=True, shown=schema)


def of_kind(kinds: Mapping[str, tuple[Field, ...]], kind: str, name: str, given: Any) -> dict[str, Any]:
    """What was given of a variant, by the members of its kind. Raises Faults."""
    return parse.group(kinds[kind])(given or {}, name)
