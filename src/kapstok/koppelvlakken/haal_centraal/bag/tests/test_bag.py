"""The BAG API: objects in time, what comes along, addresses, and every refusal in its form."""

from typing import Any

import pytest

from kapstok.kern.rd import to_lonlat
from kapstok.koppelvlakken.haal_centraal.bag.tests.conftest import NUM, OP_HET_HUIS, OPR, PND, ROOT, VBO
from kapstok.magazijnen.bag.models import Ingang, Voorkomen
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.platform.db import tenant_scope

pytestmark = pytest.mark.usefixtures("huis")


def size(answer: Any) -> int:
    return answer["verblijfsobject"]["oppervlakte"]


def test_an_object_as_it_is(afnemer: Any) -> None:
    answer = afnemer().get(f"/verblijfsobjecten/{VBO}")
    own = answer["verblijfsobject"]
    assert own["identificatie"] == VBO
    assert own["domein"] == "NL.IMBAG.Verblijfsobject"
    assert own["geometrie"] == {"punt": {"type": "Point", "coordinates": [200500.0, 550500.0]}}
    assert (own["heeftAlsHoofdAdres"], own["maaktDeelUitVan"]) == (NUM, [PND])
    assert own["gebruiksdoelen"] == ["woonfunctie"]
    assert own["voorkomen"] == {
        "versie": 2,
        "beginGeldigheid": "2020-01-01",
        "tijdstipRegistratie": "2020-01-08T10:00:00.000+01:00",
        "tijdstipRegistratieLV": "2020-01-08T10:00:00.000+01:00",
    }
    assert answer["_links"]["self"]["href"] == f"http://testserver{ROOT}/verblijfsobjecten/{VBO}"
    assert answer["_links"]["maaktDeelUitVan"] == [{"href": f"http://testserver{ROOT}/panden/{PND}"}]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("geldigOp=2019-12-31", 100),
        ("geldigOp=2020-01-01", 120),
        ("geldigOp=2020-01-01&beschikbaarOp=2020-01-07T12:00", 100),  # known a week later
        ("geldigOp=2020-01-01&beschikbaarOp=2020-01-08T10:00:00.000%2B01:00", 120),
        ("beschikbaarOp=2020-01-07T12:00:00", 100),
    ],
)
def test_both_time_axes(afnemer: Any, asked: str, expected: int) -> None:
    assert size(afnemer().get(f"/verblijfsobjecten/{VBO}?{asked}")) == expected


def test_what_was_not_known_then_is_not_told(afnemer: Any) -> None:
    history = afnemer().get(f"/verblijfsobjecten/{VBO}?beschikbaarOp=2020-01-07T12:00")["verblijfsobject"][
        "voorkomen"
    ]
    assert "eindGeldigheid" not in history
    assert "eindRegistratie" not in history


def test_before_it_was_there_it_is_not_found(afnemer: Any) -> None:
    assert afnemer().get(f"/verblijfsobjecten/{VBO}?geldigOp=2009-12-31", 404)["code"] == "notFound"
    afnemer().get("/panden/0085100000009999", 404)


def test_the_life_of_an_object_and_one_voorkomen_of_it(afnemer: Any) -> None:
    app = afnemer()
    life = app.get(f"/verblijfsobjecten/{VBO}/lvc")["_embedded"]["voorkomens"]
    assert [size(v) for v in life] == [100, 120]
    where = life[0]["_links"]["self"]["href"].removeprefix(f"http://testserver{ROOT}")
    assert size(app.get(where)) == 100
    same = app.get(f"/adresseerbareobjecten/{VBO}/lvc")["_embedded"]["voorkomens"]
    assert [v["verblijfsobject"] for v in same] == life
    app.get(f"/verblijfsobjecten/{VBO}/7/1", 404)


def test_related_objects_come_along_and_only_the_fields_that_were_asked(afnemer: Any) -> None:
    app = afnemer()
    every = app.get(f"/verblijfsobjecten/{VBO}?expand=true")["_embedded"]
    assert every["heeftAlsHoofdAdres"]["nummeraanduiding"]["huisnummer"] == 12
    assert every["maaktDeelUitVan"][0]["pand"]["oorspronkelijkBouwjaar"] == "1965"
    some = app.get(f"/nummeraanduidingen/{NUM}?expand=ligtAanOpenbareRuimte.naam")["_embedded"]
    assert some["ligtAanOpenbareRuimte"]["openbareRuimte"] == {"naam": "Proefstraat"}
    assert "_embedded" not in app.get(f"/nummeraanduidingen/{NUM}")
    assert app.get(f"/nummeraanduidingen/{NUM}?expand=niets", 400)["invalid-params"][0]["name"] == "expand"
    place = app.get("/woonplaatsen/1134?expand=geometrie")["_embedded"]["geometrie"]
    assert place["vlak"]["type"] == "Polygon"


@pytest.mark.parametrize(
    "asked",
    [
        "postcode=8431aa&huisnummer=12",
        "postcode=8431AA&huisnummer=12&exacteMatch=true",
        "woonplaatsNaam=oosterhout aan de proef&openbareRuimteNaam=Proefstraat&huisnummer=12",
        f"adresseerbaarObjectIdentificatie={VBO}",
        f"pandIdentificatie={PND}",
        f"zoekresultaatIdentificatie={NUM}",
    ],
)
def test_an_address_is_found(afnemer: Any, asked: str) -> None:
    [address] = afnemer().get(f"/adressen?{asked}")["_embedded"]["adressen"]
    assert address["openbareRuimteNaam"] == "Proefstraat"
    assert (address["nummeraanduidingIdentificatie"], address["openbareRuimteIdentificatie"]) == (NUM, OPR)
    assert (address["adresseerbaarObjectIdentificatie"], address["pandIdentificaties"]) == (VBO, [PND])
    assert address["indicatieNevenadres"] is False


@pytest.mark.parametrize(
    "asked",
    [
        "postcode=8431AA&huisnummer=13",
        "postcode=8431AB&huisnummer=12",
        "postcode=8431AA&huisnummer=12&huisletter=B",
    ],
)
def test_no_address_is_an_empty_list(afnemer: Any, asked: str) -> None:
    assert "_embedded" not in afnemer().get(f"/adressen?{asked}")


def test_an_extended_address_has_what_stands_on_it(afnemer: Any) -> None:
    app = afnemer()
    address = app.get(f"/adressenuitgebreid/{NUM}")
    assert (address["oppervlakte"], address["oorspronkelijkBouwjaar"]) == (120, ["1965"])
    assert address["adresseerbaarObjectStatus"] == "Verblijfsobject in gebruik"
    listed = app.get("/adressenuitgebreid?postcode=8431AA&huisnummer=12")["_embedded"]["adressen"]
    assert listed == [address]


def test_a_search_forgives_a_typing_error_and_leads_to_the_address(afnemer: Any) -> None:
    app = afnemer()
    [found] = app.get("/adressen/zoek?zoek=profstraat 12")["_embedded"]["zoekresultaten"]
    assert found["omschrijving"] == "Proefstraat 12, 8431 AA Oosterhout aan de Proef"
    where = found["_links"]["adres"]["href"].removeprefix(f"http://testserver{ROOT}")
    assert app.get(where)["_embedded"]["adressen"][0]["nummeraanduidingIdentificatie"] == NUM


def test_lists_of_objects(afnemer: Any) -> None:
    app = afnemer()
    assert app.get(f"/verblijfsobjecten?pandIdentificatie={PND}")["_embedded"]["verblijfsobjecten"]
    assert app.get("/woonplaatsen?naam=Oosterhout aan de Proef")["_embedded"]["woonplaatsen"]
    assert app.get("/openbareruimten?woonplaatsIdentificatie=1134")["_embedded"]["openbareruimten"]
    assert app.get(f"/nummeraanduidingen?openbareRuimteIdentificatie={OPR}")["_embedded"][
        "nummeraanduidingen"
    ]
    assert app.get(f"/adresseerbareobjecten?nummeraanduidingIdentificatie={NUM}")["_embedded"]
    assert "_embedded" not in app.get("/woonplaatsen?naam=Elders")


def test_pages(afnemer: Any, laad: Any) -> None:
    laad({"9999": maak.stand(*(maak.adres(f"00852000000001{n:02d}", n + 20) for n in range(25)))})
    app = afnemer()
    first = app.get(f"/nummeraanduidingen?openbareRuimteIdentificatie={OPR}&pageSize=10")
    assert [n["nummeraanduiding"]["huisnummer"] for n in first["_embedded"]["nummeraanduidingen"]] == [
        12,
        *range(20, 29),
    ]
    assert set(first["_links"]) == {"self", "first", "next", "last"}
    last = app.get(first["_links"]["last"]["href"].removeprefix(f"http://testserver{ROOT}"))
    assert len(last["_embedded"]["nummeraanduidingen"]) == 6


def test_coordinates_in_the_system_that_was_asked(afnemer: Any) -> None:
    app = afnemer()
    answer = app.get(f"/verblijfsobjecten/{VBO}", Accept_Crs="epsg:4258")
    lon, lat = answer["verblijfsobject"]["geometrie"]["punt"]["coordinates"]
    assert (round(lon, 3), round(lat, 3)) == (6.064, 52.94)
    assert app.get(f"/panden/{PND}", 412, Accept_Crs="epsg:3857")["code"] == "preconditionFailed"


@pytest.mark.parametrize(
    ("path", "code", "wrong"),
    [
        ("/adressen", "paramsRequired", []),
        ("/adressen?postcode=8431AA", "paramsCombination", []),
        ("/adressen?postcode=x&huisnummer=0", "paramsValidation", ["postcode", "huisnummer"]),
        ("/adressen?straat=x", "paramsValidation", ["straat"]),
        ("/adressen/zoek", "paramsValidation", ["zoek"]),
        ("/panden/12", "paramsValidation", ["identificatie"]),
        (f"/panden/{PND}?geldigOp=gisteren&beschikbaarOp=nu", "paramsValidation", ["geldigOp", "beschikbaarOp"]),
        (f"/panden/{PND}?geldigOp=2020-02-30", "paramsValidation", ["geldigOp"]),
        (f"/panden/{PND}/x/1", "paramsValidation", ["versie"]),
        ("/woonplaatsen?naam=x&page=0", "paramsValidation", ["page"]),
        ("/verblijfsobjecten?pandIdentificatie=1&page=0", "paramsValidation", ["pandIdentificatie", "page"]),
    ],
)  # fmt: skip
def test_all_faults_of_a_question_at_once(afnemer: Any, path: str, code: str, wrong: list[str]) -> None:
    answer = afnemer().get(path, 400)
    assert answer["code"] == code
    assert sorted(p["name"] for p in answer.get("invalid-params", [])) == sorted(wrong)


def test_who_may_not_and_what_is_not_there(afnemer: Any, client: Any) -> None:
    assert client.get(f"{ROOT}/panden/{PND}").status_code == 403
    assert client.get(f"{ROOT}/panden/{PND}", headers={"X-Api-Key": "fout"}).json()["code"] == "autorisation"
    afnemer().get(f"/panden/{PND}", 406, Accept="text/csv")
    assert client.post(f"{ROOT}/adressen").status_code == 405


def _punt(*place: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(place)}


def test_what_lies_over_a_point(afnemer: Any) -> None:
    app = afnemer()
    [pand] = app.post("/panden", OP_HET_HUIS)["_embedded"]["panden"]
    assert pand["pand"]["identificatie"] == PND
    assert app.post("/panden?huidig=true&geldigOp=2021-01-01", OP_HET_HUIS)["_embedded"]
    assert "_embedded" not in app.post("/panden?geldigOp=1990-01-01", OP_HET_HUIS)
    assert "_embedded" not in app.post("/panden", _punt(200411.0, 550405.0))
    [place] = app.post("/woonplaatsen", _punt(200950.0, 550950.0))["_embedded"]["woonplaatsen"]
    assert place["woonplaats"]["identificatie"] == "1134"
    for path in ("/ligplaatsen", "/standplaatsen"):
        assert "_embedded" not in app.post(path, OP_HET_HUIS)


def test_a_point_may_be_in_degrees(afnemer: Any) -> None:
    place = _punt(*to_lonlat(200405.0, 550405.0))
    assert afnemer().post("/panden", place, Content_Crs="epsg:4258")["_embedded"]
    assert afnemer().post("/panden", place, 400)["invalid-params"][0]["name"] == "coordinates"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        _punt(200405.0),
        _punt("a", "b"),
        {"type": "LineString", "coordinates": [1, 2]},
        _punt(1e300, 1e300),
    ],
)
def test_what_is_no_point_in_the_netherlands_is_refused(afnemer: Any, body: Any) -> None:
    assert afnemer().post("/panden", body, 400)["invalid-params"]


def test_other_ways_of_asking_a_point_are_refused(afnemer: Any) -> None:
    app = afnemer()
    response = app.client.get(f"{ROOT}/panden")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert app.client.post(f"{ROOT}/panden", "x", content_type="text/plain").status_code == 415
    assert app.client.post(f"{ROOT}/panden", b"\xff{", content_type="application/json").status_code == 400
    app.post("/panden", OP_HET_HUIS, 412, Content_Crs="epsg:3857")
    assert app.post("/panden?expand=true", OP_HET_HUIS, 400)["invalid-params"][0]["name"] == "expand"


def test_another_municipality_sees_nothing(afnemer: Any, other_tenant: int) -> None:
    app = afnemer(other_tenant)
    app.get(f"/panden/{PND}", 404)
    app.get(f"/adressen/{NUM}", 404)
    assert "_embedded" not in app.get("/adressen?postcode=8431AA&huisnummer=12")
    assert "_embedded" not in app.get("/adressen/zoek?zoek=proefstraat 12")
    assert "_embedded" not in app.post("/panden", OP_HET_HUIS)
    assert "_embedded" not in app.post("/woonplaatsen", OP_HET_HUIS)
    with tenant_scope(other_tenant):
        assert not Ingang.objects.exists()


def test_entries_go_with_the_last_voorkomen_that_has_them(afnemer: Any) -> None:
    with tenant_scope(1):
        assert Ingang.objects.filter(identificatie=VBO).count() == 2
        Voorkomen.objects.filter(identificatie=VBO, voorkomen=1).delete()
        assert Ingang.objects.filter(identificatie=VBO).count() == 2
        Voorkomen.objects.filter(identificatie=VBO).delete()
        assert not Ingang.objects.filter(identificatie=VBO).exists()
