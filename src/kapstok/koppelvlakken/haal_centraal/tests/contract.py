"""Is an answer one of the published OpenAPI document: right of form, and without names that it does not have?"""

from typing import Any

import pytest


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """What of a value is not of the schema, and names that the schema does not know."""
    jsonschema = pytest.importorskip("jsonschema")
    whole = {**schema, "components": document["components"]}
    wrong = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).iter_errors(
        value
    )
    told = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in wrong]
    return told + list(_unknown(value, schema, document, ""))


def _properties(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= _properties(part, document)
    if "items" in schema:
        found["[]"] = schema["items"]
    return found


def _unknown(value: Any, schema: dict[str, Any], document: dict[str, Any], where: str) -> Any:
    known = _properties(schema, document)
    if isinstance(value, dict) and known:
        for name, inner in value.items():
            if name not in known:
                yield f"{where}.{name} is not in the document"
            else:
                yield from _unknown(inner, known[name], document, f"{where}.{name}")
    elif isinstance(value, list) and "[]" in known:
        for inner in value:
            yield from _unknown(inner, known["[]"], document, f"{where}[]")
