"""Kinds of field. Each knows how it is read (an SQL expression) and how it is taken in (a parser).

In SQL, `{t}` stands for the table's alias; `{url:name:expr}` for the address of a row of another resource.
"""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kapstok.platform.db.rows import Asked
from kapstok.platform.resource import parse
from kapstok.platform.resource.names import snake

Parser = Callable[[Any, str], Any]
Ask = Callable[[UUID], Asked[Any]]
STAMP = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


@dataclass(frozen=True, slots=True)
class Field:
    """One member of the json object. `parser` None: only read. `sql` empty: only written. With a parser and without
    `column` it is checked, and not kept. `shown`: its schema in an answer, where that differs from what is sent.
    `elsewhere`: the column for the address, when the row may stand in another register. `ask`: asks for the row that an
    address names, for who needs more of it than that it is there; the use case finds it in `Call.rows`."""

    name: str
    sql: str
    schema: dict[str, Any]
    column: str = ""
    parser: Parser | None = None
    required: bool = False
    nullable: bool = False
    default: Any = None
    to: str = ""
    elsewhere: str = ""
    members: "tuple[Field, ...]" = ()
    shown: dict[str, Any] | None = None
    ask: Ask | None = None


def form(field: Field) -> dict[str, Any]:
    """The json schema of a member."""
    return {
        **field.schema,
        **({"nullable": True} if field.nullable else {}),
        **({} if field.parser else {"readOnly": True}),
        **({} if field.sql else {"writeOnly": True}),
    }


def answered(field: Field) -> dict[str, Any]:
    """The json schema of a member in an answer."""
    return form(field) if field.shown is None else field.shown


def shape(members: "Sequence[Field]", shown: Callable[[Field], dict[str, Any]] = form) -> dict[str, Any]:
    """The json schema of an object with these members."""
    return {
        "type": "object",
        "properties": {m.name: shown(m) for m in members},
        "required": [m.name for m in members if m.required],
    }


def _own(name: str, column: str, alias: str) -> tuple[str, str]:
    column = column or snake(name)
    return column, f"{alias or '{t}'}.{column}"


def _or_empty(form: str) -> dict[str, Any]:
    """What is empty has no form: the published contracts leave that unsaid."""
    return {"anyOf": [{"format": form}, {"enum": [""]}]}


def text(
    name: str,
    length: int | None = None,
    *,
    required: bool = False,
    nullable: bool = False,
    blank: bool | None = None,
    read_only: bool = False,
    choices: Sequence[str] = (),
    form: str = "",
    column: str = "",
    alias: str = "",
    check: Callable[[str], object] | None = None,
) -> Field:
    """Text; empty where nothing was given, or null where the standard says so. `form`: uri, duration, email.
    `blank`: may be empty; by default what is not required."""
    column, sql = _own(name, column, alias)
    schema: dict[str, Any] = {"type": "string"}
    if length:
        schema["maxLength"] = length
    if choices:
        schema["enum"] = [*choices, *([] if required else [""])]
    empty = not required if blank is None else blank
    if form:
        schema |= _or_empty(form) if empty else {"format": form}
    parser = None if read_only else parse.text(length, choices, form, blank=empty, check=check)
    value = f"NULLIF({sql}, '')" if nullable else f"COALESCE({sql}, '')"
    return Field(name, value, schema, column, parser, required, nullable, "")


def choice(name: str, choices: Sequence[str], **more: Any) -> Field:
    """One of a list of values."""
    return text(name, choices=choices, **more)


def _plain(kind: str, form: str, parser: Parser) -> Callable[..., Field]:
    def make(
        name: str,
        *,
        required: bool = False,
        nullable: bool = False,
        read_only: bool = False,
        default: Any = None,
        column: str = "",
        alias: str = "",
    ) -> Field:
        column, sql = _own(name, column, alias)
        schema = {"type": kind, **({"format": form} if form else {})}
        sql = STAMP.format(sql) if form == "date-time" else sql
        taken = None if read_only else parser
        return Field(name, sql, schema, column, taken, required, nullable, default)

    return make


date = _plain("string", "date", parse.date)
moment = _plain("string", "date-time", parse.moment)
boolean = _plain("boolean", "", parse.boolean)
integer = _plain("integer", "", parse.integer)


def link(
    name: str,
    to: str,
    *,
    required: bool = False,
    nullable: bool = False,
    read_only: bool = False,
    column: str = "",
    alias: str = "",
    elsewhere: str = "",
    ask: Ask | None = None,
) -> Field:
    """The address of a row of resource `to`. `elsewhere`: the column with its address when it stands in another
    register; the resource says what is expected there (`refers`). `ask`: see Field."""
    column, sql = _own(name, column or f"{snake(name)}_id", alias)
    url = f"{{url:{to}:{sql}}}"
    url = f"COALESCE({url}, NULLIF({alias or '{t}'}.{elsewhere}, ''))" if elsewhere else url
    filled = nullable or required
    value = url if filled else f"COALESCE({url}, '')"
    schema = {"type": "string", "maxLength": 1000, **({"format": "uri"} if filled else _or_empty("uri"))}
    parser = None if read_only else parse.uri
    return Field(name, value, schema, column, parser, required, nullable, None, to, elsewhere, ask=ask)


def links(name: str, to: str, where: str, *, order: str = "c.id") -> Field:
    """Addresses of rows that belong to this one; `where` joins alias c to `{t}`."""
    inner = f"SELECT {{url:{to}:c.id:c}} FROM {{table:{to}}} c WHERE {where} ORDER BY {order}"
    schema = {"type": "array", "items": {"type": "string", "format": "uri"}}
    return Field(name, rows(inner), schema)


def rows(select: str) -> str:
    """What a statement with one column gives, as a json list. An aggregate gives the same and costs more to start: a
    zaak has seven of them, mostly empty."""
    return f"array_to_json(ARRAY({select}))"


def computed(
    name: str, sql: str, kind: str = "string", form: str = "", *, nullable: bool = False, **schema: Any
) -> Field:
    """Only read: an SQL expression. An array is of texts, unless `items` says otherwise."""
    made = {"type": kind, **({"format": form} if form else {}), **schema}
    if kind == "array":
        made.setdefault("items", {"type": "string"})
    return Field(name, sql, made, nullable=nullable)


def derived(own: Field, parser: Parser) -> Field:
    """A computed member that a body may name too: its form is checked, and it stays what it follows from."""
    return replace(own, parser=parser, nullable=True, shown=form(own))


def group(
    name: str,
    *members: Field,
    required: bool = False,
    nullable: bool = True,
    column: str = "",
    alias: str = "",
) -> Field:
    """An object kept as json; its members come out in their order, and complete."""
    column, sql = _own(name, column, alias)
    pairs = ", ".join(f"'{m.name}', {_member(sql, m)}" for m in members)
    schema = shape(members, form if nullable or required else _form_or_empty)
    absent = f"{sql} IS NULL OR {sql} = 'null'::jsonb"
    value = f"json_build_object({pairs})"
    if nullable:
        value = f"CASE WHEN {absent} THEN NULL ELSE {value} END"
    parser = parse.group(members)
    return Field(name, value, schema, column, parser, required, nullable, None, members=members)


def _form_or_empty(member: Field) -> dict[str, Any]:
    """A group that is shown whole when nothing was given has members without value."""
    made = dict(form(member))
    kind = made.pop("format", "")
    return {**made, **_or_empty(kind)} if kind else made


def _member(sql: str, member: Field) -> str:
    if member.schema["type"] == "string" and not member.nullable:
        return f"COALESCE({sql}->>'{member.name}', '')"
    if member.schema["type"] == "array":
        return f"COALESCE({sql}->'{member.name}', '[]'::jsonb)"
    if member.schema["type"] == "boolean" and not member.nullable:
        return f"COALESCE({sql}->'{member.name}', 'false'::jsonb)"
    return f"NULLIF({sql}->'{member.name}', '\"\"'::jsonb)"


def listing(name: str, *members: Field, required: bool = False, column: str = "") -> Field:
    """A list of objects, kept as json."""
    column, sql = _own(name, column, "")
    value = f"COALESCE({sql}, '[]'::jsonb)"
    parser = parse.listing(parse.group(members))
    return Field(name, value, {"type": "array", "items": shape(members)}, column, parser, required, False, [])


def texts(
    name: str, length: int | None = None, *, required: bool = False, column: str = "", alias: str = ""
) -> Field:
    """A list of texts."""
    column, sql = _own(name, column, alias)
    parser = parse.listing(parse.text(length, (), "", blank=False))
    schema = {"type": "array", "items": {"type": "string"}}
    return Field(name, sql, schema, column, parser, required, False, [])


def anything(
    name: str,
    parser: Parser,
    schema: dict[str, Any] | None = None,
    *,
    nullable: bool = True,
    column: str = "",
) -> Field:
    """An object whose form depends on something else."""
    column, sql = _own(name, column, "")
    return Field(name, sql, schema or {"type": "object"}, column, parser, False, nullable, None)


def writable(name: str, parser: Parser, schema: dict[str, Any], sql: str, **more: Any) -> Field:
    """A field with a reading of its own and a value of its own."""
    return Field(name, sql, schema, snake(name), parser, **more)
