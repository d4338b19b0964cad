"""OpenAPI 3.0 from declarations: what is really offered, operation by operation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.declare import Api, Resource, compiled
from kapstok.platform.resource.fields import answered, shape

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
UUID_: Json = {**TEXT, "format": "uuid"}
NUMBER: Json = {"type": "integer"}
CRS: Json = {"type": "string", "enum": ["EPSG:4326"]}
JSON = "application/json"


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
    media: str = JSON
    takes: str = JSON
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


def document(api: Api, special: Sequence[Operation] = (), schemas: Json | None = None) -> Json:
    """The contract of one API: its resources, and the operations (with their schemas) that are more than that."""
    own = [c for c in compiled().values() if c.resource.api is api]
    paths: Json = {}
    for one in own:
        place = place_of(one.resource)
        paths[place], paths[f"{place}/{{{one.resource.key}}}"] = _collection(one), _item(one)
        if one.resource.search is not None:
            paths[f"{place}/{api.search}"] = {"post": _search(one)}
    for operation in special:
        if operation.api == api.name:
            paths.setdefault(operation.path, {})[operation.method.lower()] = _special(operation)
    return {
        "openapi": "3.0.3",
        "info": {"title": f"{api.name.capitalize()} API", "version": api.version},
        "servers": [{"url": api.prefix}],
        "paths": paths,
        "components": {
            "schemas": {
                **{name: form for c in own for name, form in _schemas(c.resource).items()},
                **FAULT_SCHEMAS,
                **(schemas or {}),
            },
            "securitySchemes": {"JWT-Claims": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def place_of(resource: Resource) -> str:
    """The path of the collection, under the prefix of its API."""
    above = f"/{resource.under[0]}/{{{_parent(resource)}}}" if resource.under else ""
    return f"{above}/{resource.path}"


def _parent(resource: Resource) -> str:
    """The name in the path of the row above: zaak_uuid."""
    return f"{resource.under[1].removesuffix('_id')}_uuid" if resource.under else ""


def name_of(resource: Resource) -> str:
    """Name of the schema."""
    return resource.name.rsplit(".", 1)[-1]


def _schemas(resource: Resource) -> Json:
    """What is answered; and what is sent, where that has another form."""
    name, sent = _sent(resource)["$ref"].rpartition("/")[2], shape(resource.fields)
    return {name_of(resource): shape(resource.fields, answered)} | (
        {} if name == name_of(resource) else {name: sent}
    )


def _sent(resource: Resource) -> Json:
    differs = any(f.shown is not None and f.parser for f in resource.fields)
    return ref(f"{name_of(resource)}{'Data' if differs else ''}")


def ref(name: str) -> Json:
    """A schema of the same document."""
    return {"$ref": f"#/components/schemas/{name}"}


def verb(resource: Resource, method: str) -> str:
    """The verb of a method in its operationIds."""
    return {**_VERBS, **resource.api.verbs, **resource.verbs}[method]


def _named(resource: Resource, method: str) -> str:
    """The operationId; where verbs start with a capital, words are joined as camels."""
    word = verb(resource, method)
    return f"{resource.told_as or name_of(resource)}{'' if word[0].isupper() else '_'}{word}"


def _parameter(name: str, place: str, form: Json | None = None, *, required: bool = False) -> Json:
    usual = UUID_ if place == "path" and name.endswith("uuid") else TEXT
    made = {"name": name, "in": place, "schema": form or usual}
    return {**made, "required": True} if required or place == "path" else made


def _told(
    name: str,
    tag: str,
    scopes: Sequence[str],
    parameters: Sequence[Json],
    responses: Json,
    body: Json | None = None,
    takes: str = JSON,
) -> Json:
    """One operation, of whatever kind."""
    made: Json = {
        "operationId": name,
        "tags": [tag],
        "security": [{"JWT-Claims": list(scopes)}],
        "parameters": [*parameters],
        "responses": {**responses, **FAULTS},
    }
    if body is not None:
        kind = _parameter("Content-Type", "header", {**TEXT, "enum": [takes]}, required=True)
        made["parameters"].append(kind)
        made["requestBody"] = {"required": True, "content": {takes: {"schema": body}}}
    return made


def _answer(answer: Json | None, headers: Json, media: str = JSON) -> Json:
    told = {name: {"schema": form} for name, form in {"API-version": TEXT, **headers}.items()}
    made: Json = {"description": "", "headers": told}
    return made if answer is None else {**made, "content": {media: {"schema": answer}}}


def _operation(
    resource: Resource,
    method: str,
    scopes: Sequence[str],
    answer: Json | None,
    *,
    status: int = 200,
    body: Json | None = None,
    query: Sequence[Json] = (),
) -> Json:
    """An operation on a collection (list, post, search) or a row of it."""
    reading, writing = method in {"get", "head"}, method in {"post", "put", "patch", "delete"}
    places = [resource.key] if method not in {"list", "post", "search"} else []
    places += [_parent(resource)] if resource.under else []
    asked = ["If-None-Match"] if reading else []
    asked += ["X-Audit-Toelichting", "X-NLX-Logrecord-ID"] if writing else []
    parameters = [*(_parameter(n, "path") for n in places), *(_parameter(n, "header") for n in asked), *query]
    if resource.geo:
        parameters += [_parameter(n, "header", CRS) for n in ("Accept-Crs", "Content-Crs")]
    told = {"Content-Crs": CRS} if resource.geo and status != 204 else {}
    told |= {"ETag": TEXT} if reading else {"Location": TEXT} if method == "post" else {}
    told |= dict.fromkeys(resource.warns, TEXT) if body is not None else {}
    told |= dict.fromkeys(resource.leaves_out, TEXT) if method in {"list", "get"} else {}
    responses = {str(status): _answer(answer, told), **(_SAME if reading else {})}
    return _told(_named(resource, method), resource.path, scopes, parameters, responses, body)


def _made(resource: Resource) -> Json:
    """What a POST answers; a resource may show then what it never shows again, as the key of a lock."""
    if resource.made is None:
        return ref(name_of(resource))
    whole = shape(resource.fields, answered)
    members = {
        name: {word: value for word, value in one.items() if word != "writeOnly"}
        for name, one in whole["properties"].items()
    }
    return {**whole, "properties": members}


def _rows(resource: Resource) -> Json:
    rows = {"type": "array", "items": ref(name_of(resource))}
    if not resource.paged:
        return rows
    link = {"type": "string", "format": "uri", "nullable": True}
    paging = {"count": NUMBER, "next": link, "previous": link}
    return {"type": "object", "required": ["count", "results"], "properties": {**paging, "results": rows}}


def _paging(resource: Resource) -> list[Json]:
    return [_parameter(n, "query", NUMBER) for n in ("page", "pageSize") if resource.paged]


def _expand(own: Compiled) -> list[Json]:
    return [_parameter("expand", "query")] if own.relations else []


def _ordering(resource: Resource) -> Json:
    """As a member of a body or a parameter, where there is something to choose."""
    names = [*resource.orderings, *(f"-{name}" for name in resource.orderings)]
    return {"ordering": {**TEXT, **({} if resource.ordered_more else {"enum": names})}} if names else {}


def _collection(own: Compiled) -> Json:
    resource, scopes = own.resource, own.resource.scopes
    asked = {name: dict(one.schema) for name, one in resource.filters.items()} | _ordering(resource)
    query = [*(_parameter(n, "query", s) for n, s in asked.items()), *_paging(resource), *_expand(own)]
    made = {"get": _operation(resource, "list", scopes.read, _rows(resource), query=query)}
    if resource.create:
        answer, body = _made(resource), _sent(resource)
        made["post"] = _operation(resource, "post", scopes.create, answer, status=resource.created, body=body)
    return made


def _item(own: Compiled) -> Json:
    resource, scopes, row = own.resource, own.resource.scopes, ref(name_of(own.resource))
    query = [*(_parameter(n, "query") for n in resource.detail), *_expand(own)]
    made = {
        "get": _operation(resource, "get", scopes.read, row, query=query),
        "head": _operation(resource, "head", scopes.read, None, query=query),
    }
    if resource.update:
        made |= {
            m: _operation(resource, m, scopes.update, row, body=_sent(resource)) for m in ("put", "patch")
        }
    if resource.delete:
        made["delete"] = _operation(resource, "delete", scopes.delete, None, status=204)
    return made


def _search(own: Compiled) -> Json:
    resource = own.resource
    members: Json = {}
    for name, one in {**resource.filters, **(resource.search or {})}.items():
        outer, _, inner = name.partition(".")
        members[outer] = _criterion(name, dict(one.schema), inner)
    members |= _ordering(resource)
    members |= {"expand": TEXT, "fields": {"type": "array"}} if resource.api.expand else {}
    body = {"type": "object", "properties": members}
    query = [*_paging(resource), *_expand(own)]
    return _operation(resource, "search", resource.scopes.read, _rows(resource), body=body, query=query)


def _criterion(name: str, given: Json, inner: str) -> Json:
    """A filter of the list as the member of a body: several values are a list there."""
    if inner:
        return {"type": "object", "properties": {inner: given}}
    if name.endswith("__in"):
        return {"type": "array", "items": TEXT}
    return {n: v for n, v in given.items() if n != "format"}


def _special(one: Operation) -> Json:
    parts = [part.strip("{}") for part in one.path.split("/") if part.startswith("{")]
    parameters = [_parameter(n, "path") for n in parts] + [_parameter(n, "query") for n in one.query]
    told = dict.fromkeys(one.headers, TEXT)
    responses = {
        str(one.status): _answer(one.answer, {} if one.status == 204 else told, one.media),
        **{status: _answer(form, told) for status, form in one.also.items()},
    }
    made = _told(one.name, one.path.split("/")[1], one.scopes, parameters, responses, one.body, one.takes)
    return {**made, "summary": one.summary}


_FAULT: Json = {
    "type": "object",
    "required": ["code", "title", "status", "detail", "instance"],
    "properties": {**dict.fromkeys(("type", "code", "title", "detail", "instance"), TEXT), "status": NUMBER},
}
_PARAMS: Json = {
    "type": "array",
    "items": {"type": "object", "properties": {"name": TEXT, "code": TEXT, "reason": TEXT}},
}
FAULT_SCHEMAS: Json = {
    "Fout": _FAULT,
    "ValidatieFout": {**_FAULT, "properties": {**_FAULT["properties"], "invalidParams": _PARAMS}},
}
_SAME: Json = {"304": {"description": "Not changed since the version that the caller has."}}
FAULTS: Json = {
    str(code): {"description": "", "content": {"application/problem+json": {"schema": ref(name)}}}
    for code, name in {
        400: "ValidatieFout",
        **dict.fromkeys((403, 404, 406, 412, 415, 429, 500), "Fout"),
    }.items()
}
