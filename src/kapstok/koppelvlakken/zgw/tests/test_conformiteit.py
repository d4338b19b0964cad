"""Answers against the published contracts, where those are at hand (setting standaarden_map)."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.koppelvlakken.zgw.vergelijk import CONTRACTS as COMPARED
from kapstok.platform.config import settings
from kapstok.platform.resource import compiled

# The contract of the objects describes their types as well.
CONTRACTS = {**COMPARED, "objecttypes": COMPARED["objecten"]}
# Resources that the field uses and the standard does not have: the contract of the market leader.
BEYOND = {"zaken.substatus": "../open-zaak-1.30/zaken"}
# Where the contract contradicts its own words (empty text for what is absent) or is too short for an address.
KNOWN = {
    "besluiten.besluit": {"vervalreden", "vervalredenWeergave"},
    "klanten.digitaaladres": {"referentie"},
    "klanten.rekeningnummer": {"bic"},
    "catalogi.zaaktypeinformatieobjecttype": {"informatieobjecttype"},
    "objecten.object": {"correctedBy"},
    "zaken.zaakobject": {"objectTypeOverige"},
}
PLACE = Path(settings.standaarden_map).resolve() / "zgw" / "oas"
pytestmark = pytest.mark.skipif(not PLACE.is_dir(), reason="the published contracts are not here")


def _json_schema(node: Any) -> Any:
    """OpenAPI 3.0 to json schema: nullable, and what the answer does not show."""
    if isinstance(node, list):
        return [_json_schema(n) for n in node]
    if not isinstance(node, dict):
        return node
    made = {k: _json_schema(v) for k, v in node.items() if k not in {"nullable", "discriminator"}}
    if (
        "discriminator" in node and "oneOf" in node
    ):  # a kind is told by its name; more than one may fit its members
        made["anyOf"] = made.pop("oneOf")
    return {"anyOf": [made, {"type": "null"}]} if node.get("nullable") is True else made


@cache
def _schemas(place: str) -> dict[str, Any]:
    text = (PLACE / place / "openapi.yaml").read_text()
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return {n: _json_schema(s) for n, s in found["components"]["schemas"].items()}


@pytest.mark.parametrize("name", sorted(compiled()))
def test_answer_has_the_published_form(everything: Any, application: Any, name: str) -> None:
    resource = compiled()[name].resource
    schemas = _schemas(BEYOND.get(name, CONTRACTS[resource.api.name]))
    title = next(t for t in schemas if t.lower() == name.rsplit(".", 1)[-1])
    under = f"/{resource.under[0]}/{everything.id}" if resource.under else ""
    data = application().get(f"{resource.api.prefix}{under}/{resource.path}").data
    row = (data if isinstance(data, list) else data["results"])[0]
    schema = {"components": {"schemas": schemas}, "$ref": f"#/components/schemas/{title}"}
    known = KNOWN.get(name, set())
    errors = [e for e in Draft202012Validator(schema).iter_errors(row) if not known & set(map(str, e.path))]
    faults = [f"{'.'.join(map(str, e.path))}: {e.message[:150]}" for e in errors]
    assert faults == []
