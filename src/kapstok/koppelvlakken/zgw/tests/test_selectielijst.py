"""The selectielijst as the market asks for it: open, without a token."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator

from kapstok.platform.config import settings

PLACE = "/selectielijst/api/v1"
FILE = Path(settings.standaarden_map) / "zgw/referentielijsten/open-zaak-selectielijst/openapi.yaml"


@pytest.fixture
def client(tenant: Any) -> Client:
    return Client(headers={"host": "ooststellingwerf.localhost"})


def test_lists_and_their_items_agree(client: Client) -> None:
    procestypen = client.get(f"{PLACE}/procestypen").json()
    omschrijvingen = client.get(f"{PLACE}/resultaattypeomschrijvingen").json()
    resultaten = client.get(f"{PLACE}/resultaten").json()
    assert len(procestypen) == 29
    for rows in (procestypen, omschrijvingen, resultaten["results"]):
        for row in (rows[0], rows[-1]):
            assert client.get(row["url"]).json() == row


def test_results_are_paged_and_narrowed_to_a_procestype(client: Client) -> None:
    found, url = [], f"{PLACE}/resultaten"
    while url:
        page = client.get(url).json()
        found, url = found + page["results"], page["next"]
    assert len(found) == page["count"] == 346
    procestype = client.get(f"{PLACE}/procestypen").json()[10]["url"]
    for name in ("procesType", "proces_type"):
        some = client.get(f"{PLACE}/resultaten", {name: procestype}).json()
        assert 0 < some["count"] < 100
        assert {r["procesType"] for r in some["results"]} == {procestype}
    assert client.get(f"{PLACE}/resultaten", {"procesType": "https://nergens.test/"}).json()["count"] == 0
    assert client.get(f"{PLACE}/resultaten?page=9").status_code == 404


def test_another_year_is_empty_and_nonsense_is_refused(client: Client) -> None:
    assert client.get(f"{PLACE}/procestypen?jaar=2020").json() != []
    assert client.get(f"{PLACE}/procestypen?jaar=1999").json() == []
    assert client.get(f"{PLACE}/procestypen?kleur=rood").status_code == 400
    assert client.post(f"{PLACE}/procestypen").status_code == 405
    assert client.get(f"{PLACE}/resultaten/00000000-0000-4000-8000-000000000000").status_code == 404


def test_its_contract_says_what_it_answers(client: Client) -> None:
    told = client.get(f"{PLACE}/openapi.json").json()
    assert len(told["paths"]) == 6
    for path, item in told["paths"].items():
        assert item["get"]["security"] == []
        if "{" in path:
            continue
        answer = client.get(f"{PLACE}{path}").json()
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert [e.message for e in Draft202012Validator(_nullable(schema)).iter_errors(answer)] == []
    page = client.get(f"{PLACE}/schema/")
    assert page.status_code == 200
    assert "procesType" in page.content.decode()


def _nullable(form: Any) -> Any:
    """As json schema says it."""
    if isinstance(form, list):
        return [_nullable(one) for one in form]
    if not isinstance(form, dict):
        return form
    made = {name: _nullable(one) for name, one in form.items() if name != "nullable"}
    return {**made, "type": [made["type"], "null"]} if form.get("nullable") is True else made


@pytest.mark.skipif(not FILE.is_file(), reason="the published contract is not here")
def test_its_operations_are_the_published_ones(client: Client) -> None:
    published = yaml.load(FILE.read_text(), Loader=yaml.CSafeLoader)["paths"]
    told = client.get(f"{PLACE}/openapi.json").json()["paths"]
    assert told.keys() == published.keys()
    for path, item in published.items():
        assert told[path]["get"]["operationId"] == item["get"]["operationId"]


@pytest.mark.skipif(not FILE.is_file(), reason="the published contract is not here")
@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("procestypen", "ProcesType"),
        ("resultaten", "Resultaat"),
        ("resultaattypeomschrijvingen", "ResultaatTypeOmschrijvingGeneriek"),
    ],
)
def test_rows_have_the_published_form(client: Client, path: str, title: str) -> None:
    schemas = yaml.load(FILE.read_text(), Loader=yaml.CSafeLoader)["components"]["schemas"]
    data = client.get(f"{PLACE}/{path}").json()
    schema = schemas[title]
    nullable = {n for n, p in schema["properties"].items() if p.get("nullable")}
    for row in data if isinstance(data, list) else data["results"]:
        assert set(schema.get("required", ())) <= set(row)
        kept = {n: v for n, v in row.items() if v is not None or n not in nullable}
        plain = {**schema, "required": [], "properties": _plain(schema["properties"])}
        errors = [e.message for e in Draft202012Validator(plain).iter_errors(kept)]
        assert errors == []


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    """Types and lengths; references to lists of values are compared in the store's own test."""
    return {n: {k: v for k, v in p.items() if k in {"type", "maxLength"}} for n, p in properties.items()}
