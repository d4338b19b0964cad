"""Answers are those of the published OpenAPI document, for every official test person too."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kapstok.koppelvlakken.haal_centraal.tests.conftest import ALLES
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.config import settings

BRP = Path(settings.standaarden_map) / "registers" / "brp"
DOCUMENT = BRP / "brp-personen-bevragen-v2-openapi.yaml"
pytestmark = [
    pytest.mark.standaard,
    pytest.mark.skipif(
        not DOCUMENT.exists(), reason="the OpenAPI document is in the standards folder, which is absent"
    ),
]


@cache
def _schemas() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load(DOCUMENT.read_text())["components"]["schemas"]


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    return _schemas()[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


def _properties(schema: dict[str, Any]) -> dict[str, Any]:
    schema = _resolved(schema)
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= _properties(part)
    return found


def _required(schema: dict[str, Any]) -> set[str]:
    schema = _resolved(schema)
    return set(schema.get("required", [])).union(*(_required(p) for p in schema.get("allOf", [])))


def _concrete(value: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """The kind that the value says it is, where the schema leaves a choice."""
    schema = _resolved(schema)
    chosen = schema.get("discriminator", {}).get("mapping", {}).get(value.get("type", ""))
    return _resolved({"$ref": chosen}) if chosen else schema


def faults(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """What in a value is not of the schema: unknown names, missing ones, wrong kinds and texts."""
    schema = _resolved(schema)
    if isinstance(value, dict):
        schema = _concrete(value, schema)
        known = _properties(schema)
        missing = [f"{where}.{n} ontbreekt" for n in _required(schema) - set(value)]
        unknown = [f"{where}.{n} is onbekend" for n in value if n not in known]
        below = (faults(v, known[n], f"{where}.{n}") for n, v in value.items() if n in known)
        return [*missing, *unknown, *(f for each in below for f in each)]
    if isinstance(value, list):
        if schema.get("type") != "array":
            return [f"{where} is een lijst"]
        return [f for n, v in enumerate(value) for f in faults(v, schema["items"], f"{where}[{n}]")]
    kinds = {"string": str, "integer": int, "boolean": bool}
    if not isinstance(value, kinds.get(schema.get("type", ""), object)):
        return [f"{where} is geen {schema['type']}"]
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{where}: {value} past niet op {schema['pattern']}"]
    return []


def _answer_schema(kind: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{kind}Response"}


# Texts of the national tables and of persons hold signs that the patterns of the document forget.
_SIGNS = re.compile(r"\.(omschrijving|omschrijvingVerdrag|woonplaats|geslachtsnaam|voornamen|volledigeNaam|aanhef"
                    r"|naam|gebruikInLopendeTekst|voorletters|voorvoegsel): ")  # fmt: skip


def _real(found: list[str]) -> list[str]:
    return [f for f in found if not _SIGNS.search(f)]


def test_every_official_test_person_is_answered_as_the_document_says(tenant, actor, afnemer):
    import_pl_json((BRP / "testset-gbav-2022.pl.json").read_bytes(), actor=actor)
    numbers = sorted({b for b in Persoonslijst.objects.values_list("bsn", flat=True) if b})
    one, answered = afnemer(), 0
    for start in range(0, len(numbers), 20):
        answer = one.bsn(*numbers[start : start + 20], fields=ALLES)
        assert _real(faults(answer, _answer_schema("RaadpleegMetBurgerservicenummer"))) == []
        answered += len(answer["personen"])
    hidden = Persoonslijst.objects.filter(opschorting__in=["F", "W"]).exclude(bsn="").count()
    assert answered == Persoonslijst.objects.exclude(bsn="").count() - hidden
    assert answered > 600
    _every_address(one)


def _every_address(one):
    """Who lives at an address of the test set, found by it, in the form for who is found."""
    rows = Persoonslijst.objects.exclude(postcode="").values_list("postcode", "huisnummer").distinct()[:40]
    fields = ["adressering", "burgerservicenummer", "geboorte", "geslacht", "leeftijd", "naam"]
    for postcode, huisnummer in rows:
        asked = {"postcode": postcode, "huisnummer": huisnummer, "inclusiefOverledenPersonen": True}
        answer = one.zoek("PostcodeEnHuisnummer", fields=fields, **asked)
        assert _real(faults(answer, _answer_schema("ZoekMetPostcodeEnHuisnummer"))) == []


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        ("geen json", {}, 400, "badRequest"),
        ("[]", {}, 400, "badRequest"),
        ({"type": "Onbekend"}, {}, 400, "paramsValidation"),
        ({"type": "RaadpleegMetBurgerservicenummer"}, {"Accept": "application/xml"}, 406, "notAcceptable"),
        (
            {"type": "RaadpleegMetBurgerservicenummer"},
            {"Content-Type": "text/csv"},
            415,
            "unsupportedMediaType",
        ),
        ({}, {"Content-Type": "application/json; charset=cp1252"}, 415, "unsupportedMediaType"),
        ({}, {"Content-Type": "*/*"}, 415, "unsupportedMediaType"),
    ],
)
def test_a_refusal_is_one_of_the_document(afnemer, body, headers, status, code):
    one = afnemer()
    if kind := headers.pop("Content-Type", None):
        response = one.client.post("/haalcentraal/api/brp/personen", b"{}", content_type=kind)
        assert response.status_code == status
        refused = response.json()
    else:
        refused = one.send(body, status, **headers)
    assert (refused["code"], refused["status"]) == (code, status)
    found = faults(refused, {"$ref": "#/components/schemas/BadRequestFoutbericht"})
    # The document allows fewer signs in a text than the service itself writes.
    assert [f for f in found if "past niet" not in f] == []
