"""Operations that are more than reading or writing a row, as the contract tells them.

A test compares them with the addresses.
"""

from typing import Any

from kapstok.magazijnen.objecten.resources.object import SCHEMA as RECORD_SCHEMA
from kapstok.platform.resource.openapi import Operation

_LOCK: dict[str, Any] = {"type": "object", "properties": {"lock": {"type": "string"}}}
_EMPTY: dict[str, Any] = {"type": "object"}
_PART: dict[str, Any] = {
    "type": "object",
    "properties": {
        "inhoud": {"type": "string", "format": "binary"},
        "lock": {"type": "string"},
    },
    "required": ["inhoud", "lock"],
}
_PART_MADE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "format": "uri", "readOnly": True},
        "volgnummer": {"type": "integer", "readOnly": True},
        "omvang": {"type": "integer", "readOnly": True},
        "inhoud": {"type": "string", "format": "uri"},
        "voltooid": {"type": "boolean", "readOnly": True},
        "lock": {"type": "string"},
    },
}
_RESERVE: dict[str, Any] = {
    "type": "object",
    "properties": {"bronorganisatie": {"type": "string", "maxLength": 9}, "aantal": {"type": "integer"}},
    "required": ["bronorganisatie"],
}
_NUMBERS: dict[str, Any] = {
    "type": "array",
    "items": {"type": "object", "properties": {"zaaknummer": {"type": "string"}}},
}
_DOCUMENTNUMBER: dict[str, Any] = {
    "type": "object",
    "properties": {"identificatie": {"type": "string"}},
    "required": ["identificatie"],
}
_DOCUMENT = "/enkelvoudiginformatieobjecten/{uuid}"
_NOTIFICATIE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "kanaal": {"type": "string", "maxLength": 50},
        "hoofdObject": {"type": "string", "format": "uri"},
        "resource": {"type": "string", "maxLength": 100},
        "resourceUrl": {"type": "string", "format": "uri"},
        "actie": {"type": "string", "maxLength": 100},
        "aanmaakdatum": {"type": "string", "format": "date-time"},
        "kenmerken": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["kanaal", "hoofdObject", "resource", "resourceUrl", "actie", "aanmaakdatum"],
}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _bundle(*names: str) -> dict[str, Any]:
    """Several resources in one call: one of them, or (ending in a comma) a list."""
    members = {
        name.rstrip(","): {"type": "array", "items": _ref(kind)} if name.endswith(",") else _ref(kind)
        for name, _, kind in (n.partition(":") for n in names)
    }
    return {"type": "object", "properties": members}


_ROLLEN = "rollen,:rol"
_BUNDLES = (
    (
        "/zaak_registreren",
        201,
        "Maak een zaak met alles erbij.",
        _bundle("zaak:zaak", "status:status", _ROLLEN),
    ),
    (
        "/zaak_bijwerken/{uuid}",
        200,
        "Wijzig zaak, rollen en status.",
        _bundle("zaak:zaak", _ROLLEN, "status:status"),
    ),
    ("/zaak_opschorten/{uuid}", 200, "Schort de zaak op.", _bundle("zaak:zaak", "status:status")),
    ("/zaak_verlengen/{uuid}", 200, "Verleng de zaak.", _bundle("zaak:zaak", "status:status")),
    (
        "/zaak_afsluiten/{uuid}",
        200,
        "Sluit de zaak af.",
        _bundle("zaak:zaak", "resultaat:resultaat", "status:status"),
    ),
)
_BESLUIT = _bundle("besluit:besluit", "besluitinformatieobjecten,:besluitinformatieobject")
_KEPT: dict[str, Any] = {
    "type": "object",
    "properties": {"behouden": {"type": "array", "items": {"type": "string", "format": "uri"}}},
}
_MAAK: dict[str, Any] = {
    **_bundle("klantcontact:klantcontact", "betrokkene:betrokkene", "onderwerpobject:onderwerpobject"),
    "required": ["klantcontact"],
}
_RECORD: dict[str, Any] = {
    "type": "object",
    "properties": {n: form for n, form in RECORD_SCHEMA["properties"].items() if n != "references"},
    "required": RECORD_SCHEMA["required"],
}
_PERMISSION: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "mode": {"type": "string", "enum": ["read_only", "read_and_write"]},
        "use_fields": {"type": "boolean"},
        "fields": {"type": "object", "nullable": True},
    },
    "required": ["type", "mode"],
}


def _paged(form: dict[str, Any]) -> dict[str, Any]:
    link = {"type": "string", "format": "uri", "nullable": True}
    rows = {"type": "array", "items": form}
    made = {"count": {"type": "integer"}, "next": link, "previous": link, "results": rows}
    return {"type": "object", "required": ["count", "results"], "properties": made}


# The second half is of the Zaken API, which describes it.
_REGISTER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "enkelvoudiginformatieobject": _ref("enkelvoudiginformatieobject"),
        "zaakinformatieobject": _EMPTY,
    },
    "required": ["enkelvoudiginformatieobject", "zaakinformatieobject"],
}
SPECIAL: tuple[Operation, ...] = (
    *(
        Operation(
            api="zaken",
            name=path.split("/")[1],
            method="POST",
            path=path,
            scopes=("zaken.aanmaken",),
            summary="Reserveer zaaknummers.",
            status=201,
            answer=answer,
            body=_RESERVE,
            headers=("Location",),
        )
        for path, answer in (
            ("/zaaknummer_reserveren", _NUMBERS),
            ("/reserveer_zaaknummer", {"oneOf": [_NUMBERS["items"], _NUMBERS]}),
        )
    ),
    *(
        Operation(
            api="zaken",
            name=path.split("/")[1],
            method="POST",
            path=path,
            scopes=("zaken.aanmaken", "zaken.bijwerken", "zaken.geforceerd-bijwerken"),
            summary=summary,
            status=status,
            answer=form,
            body=form,
        )
        for path, status, summary, form in _BUNDLES
    ),
    Operation(
        api="besluiten",
        name="besluit_verwerken",
        method="POST",
        path="/besluit_verwerken",
        scopes=("besluiten.aanmaken",),
        summary="Maak een besluit met zijn documenten.",
        status=201,
        answer=_BESLUIT,
        body=_BESLUIT,
    ),
    Operation(
        api="klantinteracties",
        name="onderwerpobjectenDestroy",
        method="DELETE",
        path="/onderwerpobjecten/{uuid}",
        scopes=("klantinteracties.schrijven",),
        summary="Verwijder een onderwerpobject, met cascade=true ook de klantcontacten die alleen hierover gingen.",
        status=204,
        query=("cascade",),
        also={"200": _KEPT},
    ),
    Operation(
        api="klantinteracties",
        name="maakKlantcontactCreate",
        method="POST",
        path="/maak-klantcontact",
        scopes=("klantinteracties.schrijven",),
        summary="Maak een klantcontact met wie erbij was en waarover het ging.",
        status=201,
        answer=_MAAK,
        body=_MAAK,
    ),
    Operation(
        api="objecten",
        name="object_delete",
        method="DELETE",
        path="/objects/{uuid}",
        scopes=("objecten.schrijven",),
        summary="Verwijder een object; met zaak alleen de verwijzing, als het object ook van andere zaken is.",
        status=204,
        query=("zaak",),
        headers=("Content-Crs",),
        also={"200": _KEPT},
    ),
    Operation(
        api="objecten",
        name="object_history",
        method="GET",
        path="/objects/{uuid}/history",
        scopes=("objecten.lezen", "objecten.schrijven"),
        summary="Alle records van een object.",
        answer=_paged(_RECORD),
        query=("page", "pageSize"),
        headers=("Content-Crs",),
    ),
    Operation(
        api="objecten",
        name="object_history_detail",
        method="GET",
        path="/objects/{uuid}/{index}",
        scopes=("objecten.lezen", "objecten.schrijven"),
        summary="Eén record van een object.",
        answer=_RECORD,
        headers=("Content-Crs",),
    ),
    Operation(
        api="objecten",
        name="permission_list",
        method="GET",
        path="/permissions",
        scopes=("objecten.lezen", "objecten.schrijven"),
        summary="Wat deze applicatie mag met objecten van welk type.",
        answer=_paged(_PERMISSION),
        query=("page", "pageSize"),
    ),
    Operation(
        api="documenten",
        name="enkelvoudiginformatieobject_download",
        method="GET",
        path=f"{_DOCUMENT}/download",
        scopes=("documenten.lezen",),
        summary="De inhoud van het document.",
        answer={"type": "string", "format": "binary"},
        media="application/octet-stream",
        query=("versie", "registratieOp"),
    ),
    Operation(
        api="documenten",
        name="enkelvoudiginformatieobject_lock",
        method="POST",
        path=f"{_DOCUMENT}/lock",
        scopes=("documenten.lock",),
        summary="Vergrendel het document.",
        answer=_LOCK,
    ),
    Operation(
        api="documenten",
        name="enkelvoudiginformatieobject_unlock",
        method="POST",
        path=f"{_DOCUMENT}/unlock",
        scopes=("documenten.lock", "documenten.geforceerd-unlock"),
        summary="Geef het document vrij.",
        status=204,
        body=_LOCK,
    ),
    Operation(
        api="documenten",
        name="bestandsdeel_update",
        method="PUT",
        path="/bestandsdelen/{uuid}",
        scopes=("documenten.bijwerken",),
        summary="Stuur een deel van de inhoud.",
        answer=_PART_MADE,
        body=_PART,
        takes="multipart/form-data",
    ),
    Operation(
        api="documenten",
        name="documentnummer_reserveren",
        method="POST",
        path="/documentnummer_reserveren",
        scopes=("documenten.aanmaken",),
        summary="Reserveer documentnummers.",
        status=201,
        answer={"oneOf": [_DOCUMENTNUMBER, {"type": "array", "items": _DOCUMENTNUMBER}]},
        body=_RESERVE,
    ),
    Operation(
        api="documenten",
        name="document_registreren",
        method="POST",
        path="/document_registreren",
        scopes=("documenten.aanmaken",),
        summary="Maak een document en zet het bij een zaak.",
        status=201,
        answer=_REGISTER,
        body=_REGISTER,
    ),
    *(
        Operation(
            api="catalogi",
            name=f"{name}_publish",
            method="POST",
            path=f"/{kind}/{{uuid}}/publish",
            scopes=("catalogi.schrijven",),
            summary="Publiceer het type.",
            answer=_ref(name),
            body=_EMPTY if kind == "zaaktypen" else None,
        )
        for kind, name in (
            ("zaaktypen", "zaaktype"),
            ("informatieobjecttypen", "informatieobjecttype"),
            ("besluittypen", "besluittype"),
        )
    ),
    Operation(
        api="autorisaties",
        name="applicatie_consumer",
        method="GET",
        path="/applicaties/consumer",
        scopes=("autorisaties.lezen",),
        summary="De applicatie van een client_id.",
        answer=_ref("applicatie"),
        query=("clientId",),
    ),
    Operation(
        api="notificaties",
        name="notificaties_create",
        method="POST",
        path="/notificaties",
        scopes=("notificaties.publiceren",),
        summary="Geef een notificatie door.",
        answer=_NOTIFICATIE,
        body=_NOTIFICATIE,
    ),
)
