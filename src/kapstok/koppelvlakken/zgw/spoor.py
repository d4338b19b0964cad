"""What the chain says of a row and of what hangs on it: read in one statement, together with the right to see it.

A record keeps the columns of a row before and after, as json text. That text goes back to the database as it is, and
comes out in the form of the resource: in between, only the few members are read that say what it belongs to.
What is sealed stands behind the json, all of it as one text: within json every letter of it would be looked at.
"""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from binascii import unhexlify
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import msgspec

from kapstok.platform.audit.chain import opened
from kapstok.platform.resource import Call, compiled
from kapstok.platform.resource.compile import TEXTS, Compiled, scoped
from kapstok.platform.resource.names import camel

MOST = 5000
# Audit records name a document by the word of the law.
KIND_OF = {"informatieobject": "enkelvoudiginformatieobject"}
# By which column lines of an earlier installation are kept.
TAKEN_OVER = {"zaak": "zaak_id", "enkelvoudiginformatieobject": "document_id", "besluit": "besluit_id"}
_RECORDS = """
WITH found AS MATERIALIZED (
  SELECT r.* FROM (
    SELECT a.* FROM audit_auditrecord a WHERE a.object_id = t.id::text
    UNION ALL
    SELECT a.* FROM audit_auditrecord a WHERE a.subject = ANY(ARRAY[{subjects}]) AND a.object_id <> t.id::text
  ) r WHERE r.object_soort = ANY('{{{kinds}}}') ORDER BY r.volgnummer LIMIT {most}
)
SELECT json_build_object('records', (
  SELECT json_agg(json_build_array(id, object_soort, object_id, subject, actor_soort, actor_id, actor_naam, actie,
    to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), length(inhoud)) ORDER BY volgnummer)
  FROM found
), 'keys', (
  SELECT json_object_agg(k.subject, encode(k.sleutel, 'hex')) FROM audit_auditkey k
  WHERE k.subject IN (SELECT f.subject FROM found f WHERE f.inhoud <> '')
))::text || chr(10) || COALESCE((SELECT encode(string_agg(inhoud, '' ORDER BY volgnummer), 'hex') FROM found), '')
"""
_EARLIER = """
SELECT json_agg(o.regel || jsonb_build_object('overgenomenVan', o.bron) ORDER BY o.moment, o.id)
FROM zgw_overgenomenregel o WHERE o.{column} = t.id
"""
_ID = re.compile(r"\bt\.id\b")
_NO_RECORDS = b'{"records":null,"keys":null}'
_NOTHING, _ABSENT = msgspec.Raw(b"null"), msgspec.Raw(b"")


class Record(msgspec.Struct, array_like=True):
    """One record of the chain, and how long its sealed content is. In the order of the statement."""

    id: str
    soort: str
    object: str
    subject: str
    actor: str
    actor_id: str
    naam: str
    actie: str
    moment: str
    omvang: int

    @property
    def kind(self) -> str:
        """The name of the resource."""
        return KIND_OF.get(self.soort, self.soort)


class _Chain(msgspec.Struct):
    records: list[Record] | None
    keys: dict[str, str] | None


class _Inside(msgspec.Struct):
    voor: msgspec.Raw = _NOTHING
    na: msgspec.Raw = _NOTHING
    context: dict[str, Any] | None = None


class _Row(msgspec.Struct):
    """What is looked at of a row as it was."""

    id: msgspec.Raw = _ABSENT
    zaak_id: Any = None
    besluit_id: Any = None
    versie: msgspec.Raw = _ABSENT
    huidige_versie: msgspec.Raw = _ABSENT


class Form(msgspec.Struct):
    """What is looked at of a row in the form of its resource."""

    url: str = ""
    identificatie: Any = None
    titel: Any = None
    omschrijving: Any = None
    naam: Any = None
    onderwerp: Any = None
    waarde: Any = None

    @property
    def title(self) -> str:
        """By what people know it."""
        named = (self.identificatie, self.titel, self.omschrijving, self.naam, self.onderwerp, self.waarde)
        return next((str(name) for name in named if name), "")


class Line:
    """A record with its content; `before` and `after` are json text, empty when there is none."""

    __slots__ = ("after", "before", "context", "kind", "record", "rows")

    def __init__(self, record: Record, inside: _Inside) -> None:
        self.record, self.kind, self.context = record, record.kind, inside.context or {}
        self.before, self.after = _object(inside.voor), _object(inside.na)
        self.rows = tuple(_ROW.decode(side) if side else None for side in (self.before, self.after))

    def belongs(self, name: str, row_id: str) -> bool:
        """Is this about the row itself, or about something that hangs on it and not on another one?"""
        if self.record.object == row_id:
            return True
        if self.kind == name:
            return False
        values = self.rows[1] or self.rows[0]
        holder = {"zaak": "zaak_id", "besluit": "besluit_id"}.get(name, "")
        return (getattr(values, holder, None) or row_id) == row_id


_CHAIN, _INSIDE = msgspec.json.Decoder(_Chain), msgspec.json.Decoder(_Inside)
_ROW, _FORM = msgspec.json.Decoder(_Row), msgspec.json.Decoder(Form)
_RAWS = msgspec.json.Decoder(list[msgspec.Raw])
_EMPTY = msgspec.Raw(b"{}")
Shown = tuple[msgspec.Raw, Form | None]
NOT_THERE: Shown = (_EMPTY, None)


def _object(text: msgspec.Raw) -> bytes:
    """The text when it is that of an object."""
    inside = bytes(text)
    return inside if inside.startswith(b"{") and inside != b"{}" else b""


@cache
def by_kind(main: Compiled) -> dict[str, Compiled]:
    """The resources of the same API as records name them; another API may have one of the same name."""
    same = (own for own in compiled().values() if own.resource.api is main.resource.api)
    return {own.resource.name.rsplit(".", 1)[-1]: own for own in same}


@cache
def _asked(main: Compiled) -> tuple[str, tuple[str, str]]:
    """The name of what has the trail, and what is asked about it: of the kinds of its API."""
    name = main.resource.name.rsplit(".", 1)[-1]
    kinds = {*by_kind(main)}
    kinds |= {old for old, new in KIND_OF.items() if new in kinds}
    subjects = ", ".join(f"t.{column}::text" for column in ("id", *(main.resource.trail or ())))
    records = _RECORDS.format(subjects=subjects, most=MOST, kinds=",".join(sorted(kinds)))
    return name, (records, _EARLIER.format(column=TAKEN_OVER[name]))


def read(
    call: Call, main: Compiled, row_id: UUID, scopes: Sequence[str]
) -> tuple[list[msgspec.Raw], list[Line]] | None:
    """Lines of earlier installations, and our own, oldest first. None: not there for this caller."""
    name, wanted = _asked(main)
    row = main.beside(call, row_id, scopes, wanted)
    if row is None:
        return None
    told, _line, sealed = (row[0] or _NO_RECORDS).partition(b"\n")
    chain, asked = _CHAIN.decode(told), str(row_id)
    records = chain.records or []
    contents = opened(
        list(_with_content(records, unhexlify(sealed))),
        {subject: bytes.fromhex(key) for subject, key in (chain.keys or {}).items()},
    )
    lines = (
        Line(record, _INSIDE.decode(text) if text else _Inside())
        for record, text in zip(records, contents, strict=True)
    )
    earlier = _RAWS.decode(row[1]) if row[1] else []
    return earlier, [line for line in lines if line.belongs(name, asked)]


def _with_content(records: Sequence[Record], sealed: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Subject, object and sealed content of each; `sealed`: their contents behind each other."""
    start = 0
    for record in records:
        end = start + record.omvang
        yield record.subject, record.object, sealed[start:end]
        start = end


def shown(call: Call, main: Compiled, lines: Sequence[Line]) -> list[tuple[Shown, Shown]]:
    """Before and after of every line in the form of its resource, all in one statement.

    What a change left is mostly what the next one found: the same text is asked for once.
    """
    asked: dict[str, dict[bytes, str]] = {}
    ids: dict[str, set[bytes]] = {}

    def place(kind: str, text: bytes, row: _Row | None) -> str | Shown:
        """By which number it is asked; what needs no asking at once."""
        if row is None:
            return NOT_THERE
        if not bytes(row.id):
            plain = {camel(name): value for name, value in msgspec.json.decode(text).items()}
            return msgspec.Raw(msgspec.json.encode(plain)), Form()
        ids.setdefault(kind, set()).add(bytes(row.id))
        rows = asked.setdefault(kind, {})
        return rows.setdefault(_as_row(text, row), str(len(rows) + 1))

    places = [(x.kind, place(x.kind, x.before, x.rows[0]), place(x.kind, x.after, x.rows[1])) for x in lines]
    kinds = by_kind(main)
    forms = _forms(call, {kind: (kinds[kind], list(rows), ids[kind]) for kind, rows in sorted(asked.items())})

    def form(kind: str, at: str | Shown) -> Shown:
        return forms[kind].get(at, NOT_THERE) if isinstance(at, str) else at

    return [(form(kind, before), form(kind, after)) for kind, before, after in places]


def _forms(
    call: Call, asked: dict[str, tuple[Compiled, list[bytes], set[bytes]]]
) -> dict[str, dict[str, Shown]]:
    """The forms of these rows, per kind by their number from one. With them the ids that they have."""
    if not asked:
        return {}
    values: dict[str, Any] = {}
    kinds: list[tuple[Compiled, bool]] = []
    for n, (own, rows, ids) in enumerate(asked.values()):
        values |= {f"rows{n}": f"[{b','.join(rows).decode()}]", **own.params(call, ())}
        if one := len(rows) > len(ids) == 1:
            values[f"id{n}"] = msgspec.json.decode(next(iter(ids)))
        kinds.append((own, one))
    texts = (TEXTS.decode(text) if text else {} for text in scoped(_all(tuple(kinds)), values) or ())
    return {
        kind: {n: (text, _FORM.decode(text)) for n, text in found.items()}
        for kind, found in zip(asked, texts, strict=True)
    }


@lru_cache(maxsize=500)
def _all(kinds: tuple[tuple[Compiled, bool], ...]) -> str:
    """The statement with a column for each of these kinds; its rows are `rows0` and so on. With each kind whether they
    are all of one thing, `id0` and so on."""
    columns = (
        f"({_once(own, f'rows{n}', f'id{n}' if one else '')}) AS r{n}" for n, (own, one) in enumerate(kinds)
    )
    return "SELECT " + ", ".join(columns)


def _once(own: Compiled, rows: str, one: str) -> str:
    """A statement that gives rows as they once were the form of today; lists of addresses are of now.

    `rows`: the value with a json list of them, by column. Gives an object, by their number from one. Read as json, in
    one go: as jsonb, and one by one, it took a fifth longer. `one`: the value with the id that all of them have: what
    hangs on it is then the same for each, and read once.
    """
    body = _ID.sub(f"%({one})s::uuid", own.body) if one else own.body
    return (
        f"SELECT json_object_agg(t.ordinality, {body}) "
        f"FROM json_populate_recordset(NULL::{own.resource.table}, %({rows})s::json) WITH ORDINALITY AS t "
        f"{own.sql(own.resource.joins)}"
    )


def _as_row(text: bytes, row: _Row) -> bytes:
    """A document is recorded with the version that the change made; of two members the last one counts."""
    if not bytes(row.huidige_versie):
        return text
    return b'%b,"huidige_versie":%b}' % (text[:-1], bytes(row.versie))
