"""OpenAPI 3.0 from declarations."""

from typing import Any

from kapstok.platform.resource.declare import Api, Resource, compiled


def document(api: Api) -> dict[str, Any]:
    """The contract of one API, as it is really offered."""
    own = [c.resource for c in compiled().values() if c.resource.api is api]
    paths: dict[str, Any] = {}
    for resource in own:
        place = f"/{resource.under[0]}/{{parent}}/{resource.path}" if resource.under else f"/{resource.path}"
        paths[place], paths[f"{place}/{{uuid}}"] = _collection(resource), _item(resource)
    return {
        "openapi": "3.0.3",
        "info": {"title": f"{api.name.capitalize()} API", "version": api.version},
        "servers": [{"url": api.prefix}],
        "security": [{"JWT-Claims": []}],
        "paths": paths,
        "components": {
            "schemas": {_name(r): schema(r) for r in own},
            "securitySchemes": {"JWT-Claims": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def schema(resource: Resource) -> dict[str, Any]:
    """The json schema of one resource."""
    properties = {}
    for field in resource.fields:
        more = {"nullable": True} if field.nullable else {}
        properties[field.name] = {
            **field.schema,
            **more,
            **({} if field.parser else {"readOnly": True}),
            **({} if field.sql else {"writeOnly": True}),
        }
    required = [f.name for f in resource.fields if f.required]
    return {"type": "object", "properties": properties, "required": required}


def _name(resource: Resource) -> str:
    return resource.name.rsplit(".", 1)[-1]


def _body(resource: Resource) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{_name(resource)}"}}}


def _operation(resource: Resource, scopes: Any, status: int, *, body: bool = False) -> dict[str, Any]:
    made: dict[str, Any] = {"security": [{"JWT-Claims": list(scopes)}]}
    made["responses"] = {str(status): {"description": "", "content": _body(resource)}}
    if body:
        made["requestBody"] = {"content": _body(resource), "required": True}
    return made


def _collection(resource: Resource) -> dict[str, Any]:
    names = [
        *resource.filters,
        *(["page"] if resource.paged else []),
        *(["ordering"] if resource.orderings else []),
    ]
    listing = _operation(resource, resource.scopes.read, 200)
    listing["parameters"] = [{"name": n, "in": "query", "schema": {"type": "string"}} for n in names]
    made = {"get": listing}
    if resource.create:
        made["post"] = _operation(resource, resource.scopes.create, resource.created, body=True)
    return made


def _item(resource: Resource) -> dict[str, Any]:
    made = {"get": _operation(resource, resource.scopes.read, 200)}
    if resource.update:
        for method in ("put", "patch"):
            made[method] = _operation(resource, resource.scopes.update, 200, body=True)
    if resource.delete:
        made["delete"] = {
            "security": [{"JWT-Claims": list(resource.scopes.delete)}],
            "responses": {"204": {"description": ""}},
        }
    return made
