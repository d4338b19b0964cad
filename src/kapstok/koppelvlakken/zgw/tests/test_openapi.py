"""The contract that is offered: complete, valid, and compared with the published one."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from kapstok.koppelvlakken.zgw import afwijkingen, apis, urls, vergelijk
from kapstok.platform.config import settings

STANDARDS = Path(settings.standaarden_map).resolve()
HERE = pytest.mark.skipif(
    not (STANDARDS / "zgw" / "oas").is_dir(), reason="the published contracts are not here"
)
PREFIXES = {api.prefix.lstrip("/"): api.name for api in apis.APIS}
PLACES = {name: prefix for prefix, name in PREFIXES.items()}


def _document(api: str) -> dict[str, Any]:
    found: dict[str, Any] = Client(headers={"host": "localhost"}).get(f"/{PLACES[api]}/openapi.json").json()
    return found


def _places(api: str) -> set[str]:
    """Paths of the addresses that Django knows, in the form of a contract."""
    found = set()
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        prefix = next((p for p, name in PREFIXES.items() if name == api and route.startswith(f"{p}/")), None)
        rest = route.removeprefix(prefix or "")
        if prefix and not rest.startswith(("/openapi", "/schema")) and "<path:" not in rest:
            found.add(re.sub("<[^>]+>", "{}", rest))
    return found


@pytest.mark.parametrize("api", [a.name for a in apis.APIS])
@pytest.mark.regel("zgw-x-contract")
def test_every_address_is_in_the_contract_and_the_other_way_round(tenant: Any, api: str) -> None:
    told = {re.sub("{[^}]+}", "{}", path) for path in _document(api)["paths"]}
    assert told == _places(api)


@pytest.mark.parametrize("api", [a.name for a in apis.APIS])
def test_references_resolve_and_operations_have_their_own_name(tenant: Any, api: str) -> None:
    document = _document(api)
    names: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                assert node["$ref"].removeprefix("#/components/schemas/") in document["components"]["schemas"]
            names.extend([node["operationId"]] if "operationId" in node else [])
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            for inner in node:
                walk(inner)

    walk(document)
    assert len(names) == len(set(names))


@HERE
@pytest.mark.parametrize("api", sorted(vergelijk.CONTRACTS))
@pytest.mark.regel("zgw-x-contract")
def test_every_difference_with_the_published_contract_has_a_reason(api: str) -> None:
    found = vergelijk.differences(api, STANDARDS)
    silent = [
        f"{o} {w}: {b!r} -> {a!r}" for o, w, b, a in found if not afwijkingen.reason_of(api, o, w, b, a)
    ]
    assert silent == []


def test_comparing_finds_what_is_taken_away() -> None:
    def contract(status: str, **properties: Any) -> vergelijk.Facts:
        answer = {"content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}
        operation = {"security": [{"JWT-Claims": ["(a.lezen | b.lezen)"]}], "responses": {status: answer}}
        return vergelijk.Contract({"paths": {"/dingen/{id}": {"get": operation}}}).facts()

    before = contract(
        "200", naam={"type": "string", "nullable": True}, soort={"oneOf": [{"enum": ["a"]}, {"enum": [""]}]}
    )
    after = contract("200", naam={"type": "string"})
    assert before["GET /dingen/{}", "rechten"] == "a.lezen | b.lezen"
    assert before["GET /dingen/{}", "antwoord naam"] == "string of null"
    assert before["GET /dingen/{}", "antwoord soort"].endswith("uit 1: a")
    assert before.keys() - after.keys() == {("GET /dingen/{}", "antwoord soort")}


@pytest.mark.parametrize("api", [a.name for a in apis.APIS])
def test_the_reference_page_tells_every_operation_without_script(tenant: Any, api: str) -> None:
    client = Client(headers={"host": "ooststellingwerf.localhost"})
    page = client.get(f"/{PLACES[api]}/schema/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "script-src 'self'" in page["Content-Security-Policy"]
    paths = _document(api)["paths"]
    assert text.count('<details class="k-uitklap"><summary><strong') == sum(map(len, paths.values()))
    assert all(path in text for path in paths)
    nothing = client.get(f"/{PLACES[api]}/schema/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in nothing
    assert '<details class="k-uitklap"><summary><strong' not in nothing


@pytest.mark.parametrize("api", [a.name for a in apis.APIS])
def test_what_is_not_there_is_told_as_problem_json(tenant: Any, api: str) -> None:
    client = Client(headers={"host": "ooststellingwerf.localhost"}, enforce_csrf_checks=True)
    for path in ("v1/bestaatniet", "v3/zaken", "v1/openapi.json/", "v1/zaken/geen-uuid"):
        for answer in (client.get(f"/{api}/api/{path}"), client.post(f"/{api}/api/{path}")):
            assert answer.status_code == 404
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["code"] == "not_found"
