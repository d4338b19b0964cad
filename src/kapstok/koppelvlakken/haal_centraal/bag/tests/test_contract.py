"""Answers are those of the published OpenAPI document: every object of a real extract, and the invented ones."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kapstok.koppelvlakken.haal_centraal.bag.tests.conftest import NUM, OP_HET_HUIS, OPR, PND, VBO
from kapstok.koppelvlakken.haal_centraal.bag.urls import urlpatterns
from kapstok.koppelvlakken.haal_centraal.bag.vorm import SOORTEN
from kapstok.koppelvlakken.haal_centraal.tests import contract
from kapstok.magazijnen.bag.models import Voorkomen
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope

BAG = Path(settings.standaarden_map) / "registers" / "bag"
DOCUMENT = BAG / "bag-individuele-bevragingen-v2-openapi.yaml"
pytestmark = [
    pytest.mark.standaard,
    pytest.mark.skipif(not DOCUMENT.exists(), reason="het OpenAPI-document van de BAG is er niet"),
]


@cache
def document() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    read: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text())
    return _without_mistakes(read)


def _without_mistakes(node: Any) -> Any:
    """What the document gets wrong: patterns for numbers, a required `kortNaam` that is no property, an example."""
    if isinstance(node, list):
        return [_without_mistakes(n) for n in node]
    if not isinstance(node, dict):
        return node
    kept = {k: _without_mistakes(v) for k, v in node.items() if k not in {"example", "examples"}}
    if kept.get("type") == "integer":
        kept.pop("pattern", None)
    if isinstance(kept.get("required"), list):
        kept["required"] = [n for n in kept["required"] if n != "kortNaam"]
    if isinstance(kept.get("pattern"), str) and "u007E" in kept["pattern"]:
        kept.pop("pattern")
    return kept


def _schema(path: str, status: str = "200", way: str = "get") -> dict[str, Any]:
    answer = document()["paths"][path][way]["responses"][status]["content"]
    return {**next(iter(answer.values()))["schema"], "components": document()["components"]}


def faults(value: Any, schema: dict[str, Any]) -> list[str]:
    """What of a value is not of the document."""
    return contract.faults(value, schema, document())


def test_every_path_of_the_document_is_here_or_told_not_to_be() -> None:
    import re

    ours = {re.sub(r"<str:\w+>", "{}", str(p.pattern)).split("/v2", 1)[1] for p in urlpatterns}
    theirs = {
        re.sub(r"\{\w+\}", "{}", p) for p, ops in document()["paths"].items() if ops.keys() & {"get", "post"}
    }
    assert {p for p in theirs - ours if not p.startswith("/bronhouders")} == set()
    assert ours - theirs == set()


def test_every_object_of_a_real_extract(afnemer: Any, laad: Any) -> None:
    folder = BAG / "extract" / "0221-uitgepakt"
    for file in sorted(folder.glob("0221*.xml")):
        laad({file.stem: file.read_bytes()})
    app, seen = afnemer(), set()
    with tenant_scope(1):
        rows = list(
            Voorkomen.objects.filter(kenmerk="", inactief=None, niet_bag=None)
            .order_by("objecttype", "identificatie")
            .values_list("objecttype", "identificatie")
            .distinct()
        )
    wrong: list[str] = []
    for code, number in rows:
        if sum(c == code for c, _ in seen) > 25:
            continue
        seen.add((code, number))
        kind = SOORTEN[code]
        name = next(p for p in document()["paths"] if p.startswith(f"/{kind.pad}/{{") and p.count("/") == 2)
        more = "" if code == "PND" else "?expand=true"
        answer = app.get(f"/{kind.pad}/{number}{more}")
        wrong += [f"{kind.pad} {number} {f}" for f in faults(answer, _schema(name))]
        life = app.get(f"/{kind.pad}/{number}/lvc?geheleLvc=true")
        wrong += [f"{kind.pad} {number} lvc {f}" for f in faults(life, _schema(f"{name}/lvc"))]
    assert wrong == []
    assert {code for code, _ in seen} == set(SOORTEN)


@pytest.mark.usefixtures("huis")
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/adressen", "postcode=8431AA&huisnummer=12&expand=true"),
        ("/adressen/zoek", "zoek=proefstraat 12"),
        ("/adressenuitgebreid", "postcode=8431AA&huisnummer=12"),
        ("/adresseerbareobjecten", f"nummeraanduidingIdentificatie={NUM}&expand=true"),
        ("/verblijfsobjecten", f"pandIdentificatie={PND}"),
        ("/nummeraanduidingen", f"openbareRuimteIdentificatie={OPR}&expand=true"),
        ("/openbareruimten", "woonplaatsIdentificatie=1134&expand=true"),
        ("/woonplaatsen", "naam=Oosterhout aan de Proef&expand=true"),
    ],
)
def test_lists(afnemer: Any, path: str, asked: str) -> None:
    answer = afnemer().get(f"{path}?{asked}")
    assert answer["_embedded"]
    assert faults(answer, _schema(path)) == []


@pytest.mark.usefixtures("huis")
@pytest.mark.parametrize("path", ["/panden", "/woonplaatsen"])
def test_lists_by_a_point(afnemer: Any, path: str) -> None:
    answer = afnemer().post(path + ("?expand=true" if path == "/woonplaatsen" else ""), OP_HET_HUIS)
    assert answer["_embedded"]
    assert faults(answer, _schema(path, way="post")) == []
    assert faults(afnemer().post(path, {}, 400), _schema(path, "400", "post")) == []


@pytest.mark.usefixtures("huis")
def test_single_addresses_and_a_voorkomen(afnemer: Any) -> None:
    app = afnemer()
    number = "{nummeraanduidingIdentificatie}"
    assert faults(app.get(f"/adressen/{NUM}?expand=true"), _schema(f"/adressen/{number}")) == []
    assert faults(app.get(f"/adressenuitgebreid/{NUM}"), _schema(f"/adressenuitgebreid/{number}")) == []
    holder = "/adresseerbareobjecten/{adresseerbaarObjectIdentificatie}"
    assert faults(app.get(f"/adresseerbareobjecten/{VBO}?expand=true"), _schema(holder)) == []
    first = app.get(f"/verblijfsobjecten/{VBO}/lvc")["_embedded"]["voorkomens"][0]
    where = first["_links"]["self"]["href"].split("/v2", 1)[1]
    one = "/verblijfsobjecten/{identificatie}/{versie}/{timestampRegistratieLv}"
    assert faults(app.get(where), _schema(one)) == []
    assert faults(app.get("/adressen", 400), _schema("/adressen", "400")) == []
    assert faults(app.get("/panden/0085100000009999", 404), _schema("/panden/{identificatie}", "404")) == []


def test_the_check_sees_what_is_wrong() -> None:
    schema = _schema("/panden/{identificatie}")
    assert faults({"pand": {"identificatie": "1"}}, schema)
    assert faults({"pand": {}, "verzonnen": 1}, schema)
