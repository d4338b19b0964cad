"""The reference of an API as a page: operations with their rights and parameters, and the fields of every resource.

Made from the same document as openapi.json. Works without script: operations fold out, and a word narrows the list.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kapstok.koppelvlakken.zgw.openapi import contract_of
from kapstok.platform.resource import Api

Json = dict[str, Any]
METHODS = ("get", "head", "post", "put", "patch", "delete")


def schema_page(api: Api) -> Callable[[HttpRequest], HttpResponse]:
    """GET /<api>/api/v1/schema/"""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        word = request.GET.get("q", "").strip()[:100]
        told = contract_of(api)
        operations = [one for one in _operations(told, api.prefix) if word.lower() in one["tekst"]]
        schemas = told["components"]["schemas"]
        used = {one["bron"] for one in operations}
        context = {
            "api": api,
            "titel": told["info"]["title"],
            "gezocht": word,
            "operaties": operations,
            "bronnen": [
                {"naam": name, "velden": list(_fields(form, ""))}
                for name, form in sorted(schemas.items())
                if not word or name in used
            ],
        }
        return render(request, "zgw/api.html", context)

    return view


def _operations(told: Json, prefix: str) -> Iterator[Json]:
    for path, item in sorted(told["paths"].items()):
        for method in METHODS:
            if method not in item:
                continue
            one = item[method]
            scopes = [s for need in one["security"] for s in need["JWT-Claims"]]
            status = next(s for s in one["responses"] if s.startswith("2"))
            yield {
                "methode": method.upper(),
                "pad": f"{prefix}{path}",
                "samenvatting": one.get("summary", ""),
                "rechten": scopes,
                "status": status,
                "parameters": [
                    {
                        "naam": p["name"],
                        "plaats": p["in"],
                        "soort": _kind(p["schema"]),
                        "verplicht": p.get("required"),
                    }
                    for p in one["parameters"]
                ],
                "verzoek": _name(one.get("requestBody", {})),
                "bron": _name(one["responses"][status]),
                "tekst": f"{method} {path} {' '.join(scopes)} {one.get('summary', '')}".lower(),
            }


def _name(node: Json) -> str:
    """The resource in a body; of a list the resource of its rows."""
    form = next(iter(node.get("content", {}).values()), {}).get("schema", {})
    form = form.get("properties", {}).get("results", form)
    form = form.get("items", form)
    return str(form.get("$ref", "")).rsplit("/", 1)[-1]


def _kind(form: Json) -> str:
    if "$ref" in form:
        return str(form["$ref"]).rsplit("/", 1)[-1]
    words = " ".join(filter(None, (form.get("type", ""), form.get("format", ""))))
    if form.get("type") == "array":
        words = f"lijst van {_kind(form.get('items', {})) or 'waarden'}"
    enum = [str(value) for value in form.get("enum", []) if value != ""]
    return f"{words}: {', '.join(enum)}" if enum else words


def _fields(form: Json, prefix: str) -> Iterator[Json]:
    required = set(form.get("required", []))
    for name, one in form.get("properties", {}).items():
        yield {
            "naam": f"{prefix}{name}",
            "soort": _kind(one),
            "lengte": one.get("maxLength", ""),
            "verplicht": name in required,
            "alleen_lezen": one.get("readOnly", False),
            "leeg": one.get("nullable", False),
        }
        inner = one.get("items", {}) if one.get("type") == "array" else one
        yield from _fields(inner, f"{prefix}{name}.")
