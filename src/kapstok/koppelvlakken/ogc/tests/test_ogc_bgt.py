"""OGC API Features on the BGT: what is on the map here, a page at a time, in the system that was asked."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from kapstok.kern.rd import to_lonlat
from kapstok.koppelvlakken.ogc.vraag import CRS84, RD
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.bgt.levering.laden import load
from kapstok.magazijnen.bgt.models import Voorkomen
from kapstok.magazijnen.bgt.tests import leveringen as maak
from kapstok.platform.db import tenant_scope

ROOT = "/ogc/bgt/v1"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ITEMS = "/collections/wegdeel/items"


@pytest.fixture
def vraag(db: None, actor: Any) -> Callable[..., Any]:
    """`vraag(path, expect, gemeente=1)`: what an application of a municipality gets."""
    clients: dict[int, Client] = {}

    def ask(path: str, expect: int = 200, gemeente: int = 1) -> Any:
        if gemeente not in clients:
            with tenant_scope(gemeente):
                made = add_applicatie(label="Kaart", client_id=None, secret=None, alles=False, actor=actor)
            clients[gemeente] = Client(headers={"X-Api-Key": made["api_key"]})
        response = clients[gemeente].get(path if path.startswith("http") else ROOT + path)
        assert response.status_code == expect, response.content
        return response.json() if expect != 200 else (response.json(), response)

    return ask


@pytest.fixture
def kaart(db: None, actor: Any, tmp_path: Path) -> None:
    """Five pieces of road in a row, a building and a ditch."""
    roads = [maak.replace(maak.weg(f"G0085.weg{n}"), x=200_000.0 + 100 * n) for n in range(5)]
    path = maak.zipped(tmp_path / "bgt.zip", {"bgt": maak.gml(*roads, maak.pand(), maak.water())})
    load(path, tenant=1, actor=actor, now=NOW)


def ids(answer: Any) -> list[str]:
    return [f["id"] for f in answer["features"]]


@pytest.mark.usefixtures("kaart")
def test_from_the_landing_page_to_an_object(vraag: Any) -> None:
    landing, _ = vraag("/")
    links = {link["rel"]: link["href"] for link in landing["links"]}
    conform, _ = vraag(links["conformance"])
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in conform["conformsTo"]
    described, _ = vraag(links["service-desc"])
    assert described["openapi"].startswith("3.0")
    collections, _ = vraag(links["data"])
    assert [c["id"] for c in collections["collections"]] == ["wegdeel", "pand", "waterdeel"]
    first = collections["collections"][0]
    where = next(link["href"] for link in first["links"] if link["rel"] == "items")
    page, response = vraag(where)
    assert response["Content-Type"] == "application/geo+json"
    assert response["Content-Crs"] == f"<{CRS84}>"
    assert page["numberMatched"] == page["numberReturned"] == 5
    one, _ = vraag(f"{ITEMS}/{page['features'][0]['id']}")
    assert one["properties"]["function"] == "rijbaan lokale weg"
    assert (one["properties"]["bronhouder"], one["properties"]["bronhouderNaam"]) == (
        "G0085",
        "Ooststellingwerf",
    )
    assert one["geometry"] == page["features"][0]["geometry"]
    west, south, east, north = first["extent"]["spatial"]["bbox"][0]
    lon, lat = one["geometry"]["coordinates"][0][0]
    assert west - 1e-6 <= lon <= east + 1e-6
    assert south - 1e-6 <= lat <= north + 1e-6


@pytest.mark.usefixtures("kaart")
def test_who_keeps_an_object_is_named_where_the_national_table_knows_it(vraag: Any) -> None:
    with tenant_scope(1):
        Voorkomen.objects.filter(lokaal_id="G0085.weg1").update(bronhouder="P0021")
    one, _ = vraag(f"{ITEMS}/G0085.weg1")
    assert one["properties"]["bronhouder"] == "P0021"
    assert "bronhouderNaam" not in one["properties"]


@pytest.mark.usefixtures("kaart")
def test_pages_follow_each_other_and_hold_everything_once(vraag: Any) -> None:
    page, _ = vraag(f"{ITEMS}?limit=2")
    seen = ids(page)
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page, _ = vraag(following[0])
        seen += ids(page)
    assert seen == [f"G0085.weg{n}" for n in range(5)]
    assert any(link["rel"] == "prev" for link in page["links"])


@pytest.mark.usefixtures("kaart")
def test_within_a_box_in_both_systems(vraag: Any) -> None:
    rd = f"bbox=200090,550000,200215,550010&bbox-crs={quote(RD)}&crs={quote(RD)}"
    page, response = vraag(f"{ITEMS}?{rd}")
    assert ids(page) == ["G0085.weg1", "G0085.weg2"]
    assert response["Content-Crs"] == f"<{RD}>"
    assert page["features"][0]["geometry"]["coordinates"][0][0] == [200_100.0, 550_000.0]
    (west, south), (east, north) = to_lonlat(200_090, 550_001), to_lonlat(200_215, 550_009)
    page, _ = vraag(f"{ITEMS}?bbox={west:.7f},{south:.7f},{east:.7f},{north:.7f}")
    assert ids(page) == ["G0085.weg1", "G0085.weg2"]
    assert ids(vraag(f"{ITEMS}?bbox=-170,-80,-160,-70")[0]) == []
    assert len(ids(vraag(f"{ITEMS}?bbox=-180,-90,180,90")[0])) == 5


@pytest.mark.usefixtures("kaart")
def test_at_another_time(vraag: Any) -> None:
    assert ids(vraag(f"{ITEMS}?datetime=2014-01-01")[0]) == []
    assert len(ids(vraag(f"{ITEMS}?datetime=2014-01-01/..")[0])) == 5
    assert len(ids(vraag(f"{ITEMS}?datetime=2016-01-01T12:00:00Z")[0])) == 5


@pytest.mark.usefixtures("kaart")
@pytest.mark.parametrize(
    "asked",
    [
        "bbox=1,2,3",
        "bbox=5,52,4,53",
        "bbox=a,b,c,d",
        "bbox=1e999,2,3,4",
        "limit=0",
        "limit=veel",
        "offset=-1",
        "crs=EPSG:9999",
        "bbox-crs=x",
        "datetime=gisteren",
        "datetime=2020-02-31",
        "datetime=../..",
        "datetime=2021-01-01/2020-01-01",
        "verzonnen=1",
        "f=html",
    ],
)
def test_what_has_no_meaning_is_told(vraag: Any, asked: str) -> None:
    told = vraag(f"{ITEMS}?{asked}", 400)
    assert told["code"] == "InvalidParameterValue"
    assert told["description"].startswith(asked.partition("=")[0])


@pytest.mark.usefixtures("kaart")
def test_what_is_not_there(vraag: Any) -> None:
    assert vraag("/collections/luchtkasteel", 404)["code"] == "NotFound"
    assert vraag(f"{ITEMS}/G0085.niets", 404)["code"] == "NotFound"
    assert vraag("/collections/pand/items/G0085.weg1", 404)["code"] == "NotFound"


@pytest.mark.usefixtures("kaart")
def test_another_municipality_sees_nothing(vraag: Any) -> None:
    assert vraag("/collections", gemeente=2)[0]["collections"] == []
    assert ids(vraag(ITEMS, gemeente=2)[0]) == []
    vraag(f"{ITEMS}/G0085.weg1", 404, gemeente=2)


def test_not_without_a_key(db: None) -> None:
    assert Client().get(f"{ROOT}/collections").status_code == 401
    assert Client(headers={"X-Api-Key": "raad-maar"}).get(f"{ROOT}/collections").status_code == 401


def test_only_reading(vraag: Any, actor: Any) -> None:
    with tenant_scope(1):
        made = add_applicatie(label="Kaart", client_id=None, secret=None, alles=False, actor=actor)
    response = Client(headers={"X-Api-Key": made["api_key"]}).delete(ROOT + ITEMS)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
