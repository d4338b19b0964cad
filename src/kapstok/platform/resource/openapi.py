"""OpenAPI 3.0 from declarations: what is really offered, operation by operation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.declare import Api, Resource, compiled
from kapstok.platform.resource.fields import form

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
UUID_: Json = {**TEXT, "format": "uuid"}
CRS: Json = {"type": "string", "enum": ["EPSG:4326"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One that is more than reading or writing a row. `name` is its operationId; `answer` and `body` are schemas;
    `also`: other statuses that are no faults, with their schemas."""

    api: str
    name: str
    method: str
    path: str
    scopes: Sequence[str]
    summary: str
    status: int = 200
    answer: Json | None = None
    body: Json | None = None
    query: Sequence[str] = ()
    media: str = "application/json"
    takes: str = "application/json"
    headers: Sequence[str] = field(default=())
    also: Json = field(default_factory=dict)


# The verb of each method in a published operationId.
_VERBS = {
    "list": "list",
    "post": "create",
    "get": "retrieve",
    "head": "headers",
    "put": "update",
    "patch": "partial_update",
    "delete": "destroy",
    "search": "_zoek",
}


def document(api: Api, special: Sequence[Operation] = ()) -> Json:
    """The contract of one API."""
    own = [c for c in compiled().values() if c.resource.api is api]
    paths: Json = {}
    for one in own:
        place = place_of(one.resource)
        paths[place], paths[f"{place}/{{{one.resource.key}}}"] = _collection(one), _item(one)
        if one.resource.search is not None:
            paths[f"{place}/{api.search}"] = {"post": _search(one)}
        if one.resource.trail is not None:
            paths.update(_trail(one.resource, place))
    for operation in special:
        if operation.api == api.name:
            paths.setdefault(operation.path, {})[operation.method.lower()] = _special(operation)
    return {
        "openapi": "3.0.3",
        "info": {"title": f"{api.name.capitalize()} API", "version": api.version},
        "servers": [{"url": api.prefix}],
        "paths": paths,
        "components": {
            "schemas": {**{name_of(c.resource): schema(c.resource) for c in own}, **SHARED},
            "securitySchemes": {"JWT-Claims": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def place_of(resource: Resource) -> str:
    """The path of the collection, under the prefix of its API."""
    return (
        f"/{resource.under[0]}/{{{_parent(resource)}}}/{resource.path}"
        if resource.under
        else f"/{resource.path}"
    )


def _parent(resource: Resource) -> str:
    """The name in the path of the row above: zaak_uuid."""
    return f"{resource.under[1].removesuffix('_id')}_uuid" if resource.under else ""


def name_of(resource: Resource) -> str:
    """Name of the schema."""
    return resource.name.rsplit(".", 1)[-1]


def schema(resource: Resource) -> Json:
    """The json schema of one resource."""
    return {
        "type": "object",
        "properties": {one.name: form(one) for one in resource.fields},
        "required": [f.name for f in resource.fields if f.required],
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _made(resource: Resource) -> Json:
    """What a POST answers; a resource may show then what it never shows again, as the key of a lock."""
    if resource.made is None:
        return _ref(name_of(resource))
    whole = schema(resource)
    members = {
        name: {word: value for word, value in one.items() if word != "writeOnly"}
        for name, one in whole["properties"].items()
    }
    return {**whole, "properties": members}


def _verb(resource: Resource, method: str) -> str:
    return {**_VERBS, **resource.api.verbs, **resource.verbs}[method]


def _named(resource: Resource, method: str) -> str:
    """The operationId; where verbs start with a capital, words are joined as camels."""
    verb = _verb(resource, method)
    return f"{resource.told_as or name_of(resource)}{'' if verb[0].isupper() else '_'}{verb}"


def _parameter(name: str, place: str, form: Json | None = None, *, required: bool = False) -> Json:
    usual = UUID_ if place == "path" and name.endswith("uuid") else TEXT
    made = {"name": name, "in": place, "schema": form or usual}
    return {**made, "required": True} if required or place == "path" else made


def _operation(
    resource: Resource,
    method: str,
    scopes: Sequence[str],
    status: int,
    answer: Json | None,
    *,
    body: Json | None = None,
    query: Sequence[Json] = (),
) -> Json:
    reading, one = method in {"get", "head"}, method not in {"list", "post", "search"}
    parameters = [_parameter(resource.key, "path")] if one else []
    parameters += [_parameter(_parent(resource), "path")] if resource.under else []
    if method in {"get", "head"}:
        parameters.append(_parameter("If-None-Match", "header"))
    if method not in {"get", "head", "list", "search"}:
        parameters += [_parameter(n, "header") for n in ("X-Audit-Toelichting", "X-NLX-Logrecord-ID")]
    if body is not None:
        parameters.append(
            _parameter("Content-Type", "header", {**TEXT, "enum": ["application/json"]}, required=True)
        )
    if resource.geo:
        parameters += [_parameter(n, "header", CRS) for n in ("Accept-Crs", "Content-Crs")]
    told = {"API-version": TEXT, **({"Content-Crs": CRS} if resource.geo and status != 204 else {})}
    told.update({"ETag": TEXT} if reading else {"Location": TEXT} if method == "post" else {})
    told.update(dict.fromkeys(resource.warns, TEXT) if body is not None else {})
    made: Json = {
        "operationId": _named(resource, method),
        "tags": [resource.path],
        "security": [{"JWT-Claims": list(scopes)}],
        "parameters": [*parameters, *query],
        "responses": {str(status): _answer(answer, told), **(_SAME if reading else {}), **FAULTS},
    }
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def _answer(answer: Json | None, headers: Json, media: str = "application/json") -> Json:
    made: Json = {"description": "", "headers": {name: {"schema": form} for name, form in headers.items()}}
    return made if answer is None else {**made, "content": {media: {"schema": answer}}}


def _rows(resource: Resource) -> Json:
    rows = {"type": "array", "items": _ref(name_of(resource))}
    if not resource.paged:
        return rows
    link = {"type": "string", "format": "uri", "nullable": True}
    paging = {"count": {"type": "integer"}, "next": link, "previous": link}
    return {"type": "object", "required": ["count", "results"], "properties": {**paging, "results": rows}}


def _list_query(own: Compiled) -> list[Json]:
    resource = own.resource
    made = [_parameter(name, "query", dict(one.schema)) for name, one in resource.filters.items()]
    made += [_parameter(n, "query", {"type": "integer"}) for n in ("page", "pageSize") if resource.paged]
    made += [_parameter("ordering", "query", _ordering(resource))] if resource.orderings else []
    return [*made, *_expand(own)]


def _expand(own: Compiled) -> list[Json]:
    return [_parameter("expand", "query")] if own.relations else []


def _collection(own: Compiled) -> Json:
    resource, scopes = own.resource, own.resource.scopes
    made = {
        "get": _operation(resource, "list", scopes.read, 200, _rows(resource), query=_list_query(own)),
    }
    if resource.create:
        ref, answer = _ref(name_of(resource)), _made(resource)
        made["post"] = _operation(resource, "post", scopes.create, resource.created, answer, body=ref)
    return made


def _item(own: Compiled) -> Json:
    resource, scopes, ref = own.resource, own.resource.scopes, _ref(name_of(own.resource))
    query = [*(_parameter(n, "query") for n in resource.detail), *_expand(own)]
    made = {
        "get": _operation(resource, "get", scopes.read, 200, ref, query=query),
        "head": _operation(resource, "head", scopes.read, 200, None, query=query),
    }
    if resource.update:
        for method in ("put", "patch"):
            made[method] = _operation(resource, method, scopes.update, 200, ref, body=ref)
    if resource.delete:
        made["delete"] = _operation(resource, "delete", scopes.delete, 204, None)
    return made


def _search(own: Compiled) -> Json:
    resource = own.resource
    filters = {**resource.filters, **(resource.search or {})}
    members: Json = {}
    for name, one in filters.items():
        outer, _, inner = name.partition(".")
        members[outer] = _criterion(name, dict(one.schema), inner)
    members |= {"ordering": _ordering(resource)} if resource.orderings else {}
    members |= {"expand": TEXT, "fields": {"type": "array"}} if resource.api.expand else {}
    body = {"type": "object", "properties": members}
    query = [*(_parameter(n, "query", {"type": "integer"}) for n in ("page", "pageSize")), *_expand(own)]
    return _operation(resource, "search", resource.scopes.read, 200, _rows(resource), body=body, query=query)


def _criterion(name: str, given: Json, inner: str) -> Json:
    """A filter of the list as the member of a body: several values are a list there."""
    if inner:
        return {"type": "object", "properties": {inner: {"type": "object"}}}
    if name.endswith("__in"):
        return {"type": "array", "items": TEXT}
    return {n: v for n, v in given.items() if n != "format"}


def _ordering(resource: Resource) -> Json:
    return {**TEXT, "enum": [*resource.orderings, *(f"-{name}" for name in resource.orderings)]}


def _trail(resource: Resource, place: str) -> Json:
    def read(answer: Json, name: str, *more: str) -> Json:
        return {
            "operationId": f"audittrail_{name}",
            "tags": [resource.path],
            "security": [{"JWT-Claims": ["audittrails.lezen"]}],
            "parameters": [_parameter(n, "path") for n in (above, *more)],
            "responses": {"200": _answer(answer, {"API-version": TEXT}), **FAULTS},
        }

    above, line = f"{name_of(resource)}_uuid", _ref("AuditTrail")
    return {
        f"{place}/{{{above}}}/audittrail": {"get": read({"type": "array", "items": line}, "list")},
        f"{place}/{{{above}}}/audittrail/{{uuid}}": {"get": read(line, _verb(resource, "get"), "uuid")},
    }


def _special(one: Operation) -> Json:
    parts = [part.strip("{}") for part in one.path.split("/") if part.startswith("{")]
    parameters = [_parameter(n, "path") for n in parts] + [_parameter(n, "query") for n in one.query]
    if one.body is not None:
        parameters.append(_parameter("Content-Type", "header", {**TEXT, "enum": [one.takes]}, required=True))
    made: Json = {
        "operationId": one.name,
        "summary": one.summary,
        "tags": [one.path.split("/")[1]],
        "security": [{"JWT-Claims": list(one.scopes)}],
        "parameters": parameters,
        "responses": {
            str(one.status): _answer(
                one.answer, {"API-version": TEXT, **dict.fromkeys(one.headers, TEXT)}, one.media
            ),
            **{status: _answer(form, {"API-version": TEXT}) for status, form in one.also.items()},
            **FAULTS,
        },
    }
    if one.body is not None:
        made["requestBody"] = {"required": True, "content": {one.takes: {"schema": one.body}}}
    return made


_URI: Json = {"type": "string", "format": "uri"}
_FAULT: Json = {
    "type": "object",
    "required": ["code", "title", "status", "detail", "instance"],
    "properties": {
        "type": TEXT,
        "code": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "instance": TEXT,
    },
}
_PARAMS: Json = {
    "type": "array",
    "items": {"type": "object", "properties": {"name": TEXT, "code": TEXT, "reason": TEXT}},
}
SHARED: Json = {
    "Fout": _FAULT,
    "ValidatieFout": {**_FAULT, "properties": {**_FAULT["properties"], "invalidParams": _PARAMS}},
    "AuditTrail": {
        "type": "object",
        "properties": {
            "uuid": {**TEXT, "format": "uuid"},
            "bron": {**TEXT, "enum": ["ac", "nrc", "zrc", "ztc", "drc", "brc", "cmc", "kc", "vrc"]},
            **dict.fromkeys(
                ("applicatieId", "applicatieWeergave", "gebruikersId", "gebruikersWeergave"), TEXT
            ),
            **dict.fromkeys(("actie", "actieWeergave"), TEXT),
            "resultaat": {"type": "integer"},
            "hoofdObject": _URI,
            "resource": TEXT,
            "resourceUrl": _URI,
            **dict.fromkeys(("toelichting", "resourceWeergave"), TEXT),
            "aanmaakdatum": {**TEXT, "format": "date-time", "readOnly": True},
            "wijzigingen": {
                "type": "object",
                "properties": {"oud": {"type": "object"}, "nieuw": {"type": "object"}},
            },
        },
    },
}
_SAME: Json = {"304": {"description": "Not changed since the version that the caller has."}}
FAULTS: Json = {
    "400": {
        "description": "",
        "content": {"application/problem+json": {"schema": _ref("ValidatieFout")}},
    },
    **{
        str(code): {"description": "", "content": {"application/problem+json": {"schema": _ref("Fout")}}}
        for code in (403, 404, 406, 412, 415, 429, 500)
    },
}
