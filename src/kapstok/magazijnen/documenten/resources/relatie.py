"""Objectinformatieobjecten: which objects use a document. The store of the object leads; this follows."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from kapstok.magazijnen.documenten import services as s
from kapstok.magazijnen.documenten.models import ObjectInformatieObject
from kapstok.magazijnen.documenten.resources.base import ALL, DOCUMENT, DOCUMENTEN, OF_DOCUMENT
from kapstok.platform.db import fetch_value
from kapstok.platform.http.fetch import Unusable, fetch_list
from kapstok.platform.resource import (
    Call,
    Resource,
    Scopes,
    fields,
    filters,
    parse,
    places,
    references,
    register,
)

KINDS = ("besluit", "zaak", "verzoek")
# Of an object that this installation keeps: its resource, and the one in which its relations are made.
SOURCES = {
    "zaak": ("zaken.zaak", "zaken.zaakinformatieobject", "zaak_id"),
    "besluit": ("besluiten.besluit", "besluiten.besluitinformatieobject", "besluit_id"),
}
# What such an object looks like in another register.
ELDERS = {
    "zaak": references.Shape((), ("url", "identificatie", "zaaktype")),
    "besluit": references.Shape((), ("url", "identificatie", "besluittype")),
    "verzoek": references.SOMETHING,
}
_ADDRESS = """CASE WHEN {t}.object_url <> '' THEN {t}.object_url
ELSE CASE {t}.object_type WHEN 'zaak' THEN {url:zaken.zaak:{t}.object_id}
WHEN 'besluit' THEN {url:besluiten.besluit:{t}.object_id} ELSE '' END END"""


def _object(url: str, kind: str, call: Call) -> dict[str, Any]:
    """The columns for an address (drc-002)."""
    found = places.locate(call, url)
    if kind not in SOURCES and found is not None:
        raise parse.fault("object", "invalid-resource", "Dit is geen verzoek.")
    if kind not in SOURCES or places.path_here(call, url) is None:
        if faults := references.check(call, url, "object", ELDERS[kind]):
            raise parse.Faults(faults)
        return {"object_type": kind, "object_id": None, "object_url": url}
    if found is None:
        raise parse.fault("object", "bad-url")
    if found[0].resource.name != SOURCES[kind][0]:
        raise parse.fault("object", "invalid-resource", f"Dit adres wijst niet naar een {kind}.")
    if not found[0].exists(call, found[1]):
        raise parse.fault("object", "bad-url")
    return {"object_type": kind, "object_id": found[1], "object_url": ""}


def _at_source(
    kind: str, object_id: UUID | None, object_url: str, document_id: UUID, call: Call
) -> bool | None:
    """Does the register of the object know the relation? None: another register that does not say."""
    if kind not in SOURCES:
        return None
    _resource, link, column = SOURCES[kind]
    if object_url:
        return _told_elsewhere(kind, object_url, document_id, call)
    table = call.all[link].resource.table
    sql = f"SELECT 1 FROM {table} WHERE {column} = %(object)s AND informatieobject_id = %(document)s"
    return fetch_value(sql, {"object": object_id, "document": document_id}) is not None


def _told_elsewhere(kind: str, object_url: str, document_id: UUID, call: Call) -> bool | None:
    root = object_url.rsplit("/", 2)[0]
    document = f"{call.base}{DOCUMENTEN.prefix}/enkelvoudiginformatieobjecten/{document_id}"
    asked = urlencode({kind: object_url, "informatieobject": document})
    try:
        return bool(fetch_list(f"{root}/{kind}informatieobjecten?{asked}"))
    except Unusable:
        return None


def create(values: dict[str, Any], call: Call) -> UUID:
    """POST /objectinformatieobjecten"""
    document = values["informatieobject_id"]
    columns = _object(values["object"], values["object_type"], call)
    kind = columns["object_type"]
    known = _at_source(kind, columns["object_id"], columns["object_url"], document, call)
    row = {"informatieobject_id": document, **columns}
    return s.link_object(row, at_source=bool(known) or kind not in SOURCES, actor=call.actor).id


def delete(row_id: UUID, call: Call) -> None:
    """DELETE /objectinformatieobjecten/{uuid}"""
    row = ObjectInformatieObject.objects.get(id=row_id)
    kind = row.object_type
    known = _at_source(kind, row.object_id, row.object_url, row.informatieobject_id, call)
    at_source = kind in SOURCES and known is not False  # who does not answer may still have it
    s.unlink_object(row_id, at_source=at_source, actor=call.actor)


# An object of our own by the id at the end of its address, any other by the address itself.
BY_OBJECT = (
    "{o}.object_id = substring({v}::text FROM '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')::uuid",
    "{o}.object_url <> '' AND {o}.object_url = {v}::text",
)


def of_object(alias: str) -> str:
    """The relation under this alias is with that object."""
    return f"({' OR '.join(f'({one})' for one in BY_OBJECT)})".replace("{o}", alias)


objectinformatieobject = register(
    Resource(
        name="documenten.objectinformatieobject",
        table="documenten_objectinformatieobject",
        path="objectinformatieobjecten",
        api=DOCUMENTEN,
        scopes=Scopes(ALL.read, ALL.create, (), ALL.delete),
        visible=OF_DOCUMENT,
        etag="{t}.id::text",
        paged=False,
        fields=[
            fields.computed("url", "{url:documenten.objectinformatieobject:{t}.id}", form="uri"),
            fields.link("informatieobject", DOCUMENT, required=True),
            fields.writable(
                "object",
                parse.text(1000, (), "uri", blank=False),
                {"type": "string", "format": "uri", "maxLength": 1000},
                _ADDRESS,
                required=True,
            ),
            fields.choice("objectType", KINDS, required=True),
        ],
        filters={
            "object": filters.matching(of_object("{t}"), parse.uri),
            "informatieobject": filters.to(DOCUMENT, "informatieobject_id"),
            "objectType": filters.one_of("object_type", KINDS),
        },
        create=create,
        delete=delete,
    )
)
