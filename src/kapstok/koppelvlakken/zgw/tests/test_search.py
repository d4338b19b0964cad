"""`_zoek`: filters in the body, a polygon, fields."""

from typing import Any

import pytest

PLACE = "/zaken/api/v1/zaken/_zoek"
HOST = "http://ooststellingwerf.localhost"
CRS = {"content-crs": "EPSG:4326"}
SQUARE = [[6.0, 52.0], [7.0, 52.0], [7.0, 53.0], [6.0, 53.0], [6.0, 52.0]]
HOLE = [[6.4, 52.4], [6.6, 52.4], [6.6, 52.6], [6.4, 52.6], [6.4, 52.4]]


def _codes(answer: Any) -> set[tuple[str, str]]:
    return {(p["name"], p["code"]) for p in answer.data["invalidParams"]}


def _find(app: Any, body: Any, query: str = "") -> list[str]:
    answer = app.send("post", f"{PLACE}{query}", body, 200, **CRS).data
    assert answer["count"] >= len(answer["results"])
    return [z["omschrijving"] for z in answer["results"]]


@pytest.fixture
def four(given: Any) -> Any:
    kind = given.zaaktype()
    shapes = {
        "punt": {"type": "Point", "coordinates": [6.3, 52.3]},
        "gat": {"type": "Point", "coordinates": [6.5, 52.5]},
        "vlak": {"type": "Polygon", "coordinates": [[[6.1, 52.1], [6.2, 52.1], [6.2, 52.2], [6.1, 52.1]]]},
        "lijn": {"type": "LineString", "coordinates": [[6.1, 52.5], [8.0, 52.5]]},
        "niets": None,
    }
    return {name: given.zaak(kind, omschrijving=name, zaakgeometrie=shape) for name, shape in shapes.items()}


def _within(*rings: Any) -> dict[str, Any]:
    return {"zaakgeometrie": {"within": {"type": "Polygon", "coordinates": list(rings)}}}


@pytest.mark.regel("zgw-x-zoek")
def test_within_a_polygon_and_not_in_its_hole(four: Any, application: Any) -> None:
    app = application()
    assert set(_find(app, _within(SQUARE))) == {"punt", "gat", "vlak"}
    assert set(_find(app, _within(SQUARE, HOLE))) == {"punt", "vlak"}
    app.send("post", PLACE, _within(SQUARE), 412)
    for wrong in (
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": [[[6, 52]]]},
        {"type": "Polygon", "coordinates": [[*SQUARE[:4], [6.0, 99.0]]]},
        {"type": "Polygon", "coordinates": [SQUARE[:4]]},
        "geen",
    ):
        answer = app.send("post", PLACE, {"zaakgeometrie": {"within": wrong}}, 400, **CRS)
        assert _codes(answer) == {("zaakgeometrie.within", "invalid")}


def test_filters_of_the_list_work_in_the_body(four: Any, application: Any) -> None:
    app = application()
    ids = [str(four["punt"].id), str(four["niets"].id)]
    assert set(_find(app, {"uuid__in": ids})) == {"punt", "niets"}
    kind = f"{HOST}/catalogi/api/v1/zaaktypen/{four['punt'].zaaktype_id}"
    assert len(_find(app, {"zaaktype__in": [kind, kind.replace(kind[-4:], "0000")]})) == 5
    assert _find(app, {"zaaktype__in": [kind.replace(kind[-4:], "0000")]}) == []
    assert (
        len(
            _find(
                app, {"zaaktype": kind, "einddatum__isnull": True, "archiefstatus__in": ["nog_te_archiveren"]}
            )
        )
        == 5
    )
    order = _find(app, {"zaaktype": kind, "ordering": "identificatie"})
    assert _find(app, {"zaaktype": kind, "ordering": "-identificatie"}) == order[::-1]
    page = app.send("post", f"{PLACE}?pageSize=2&page=2", {"zaaktype": kind}, 200).data
    assert (page["count"], len(page["results"])) == (5, 2)
    assert page["next"].endswith("pageSize=2&page=3")


@pytest.mark.regel("zgw-x-zoek")
def test_empty_search_and_unknown_names_are_faults(four: Any, application: Any) -> None:
    app = application()
    for body in ({}, {"ordering": "identificatie"}, {"expand": "status"}, {"uuid__in": []}):
        assert _codes(app.send("post", PLACE, body, 400)) == {("nonFieldErrors", "empty_search_body")}
    assert _codes(app.send("post", PLACE, {"bestaatNiet": 1}, 400)) == {
        ("nonFieldErrors", "unknown-parameters")
    }
    assert _codes(app.send("post", PLACE, {"uuid__in": ["x"], "startdatum": "nu"}, 400)) == {
        ("uuid__in", "invalid"),
        ("startdatum", "invalid"),
    }
    assert app.client.get(PLACE).status_code == 405


@pytest.mark.regel("zgw-x-rechten")
def test_search_sees_no_more_than_the_list(four: Any, application: Any) -> None:
    limited = application(zrc=(["zaken.lezen"], "IETS ANDERS", "zeer_geheim"))
    assert limited.send("post", PLACE, {"uuid__in": [str(four["punt"].id)]}, 200).data["count"] == 0
    application(ztc=(["catalogi.lezen"], "", "")).send("post", PLACE, {"archiefstatus": "gearchiveerd"}, 403)


@pytest.mark.regel("zrc-029")
def test_fields_choose_members_and_relations(everything: Any, application: Any) -> None:
    app, body = application(), {"uuid__in": [str(everything.id)]}
    wish = [
        "url",
        "identificatie",
        {"zaaktype": ["omschrijving", {"catalogus": ["domein"]}], "status": ["*"]},
    ]
    found = app.send("post", PLACE, {**body, "fields": wish}, 200).data["results"][0]
    assert set(found) == {"url", "identificatie", "_expand"}
    assert found["_expand"]["zaaktype"] == {
        "omschrijving": "Boom kappen",
        "_expand": {"catalogus": {"domein": "OWO"}},
    }
    assert found["_expand"]["status"]["statustype"]
    group = app.send("post", PLACE, {**body, "fields": [{"processobject": ["identificatie"]}]}, 200)
    assert group.data["results"] == [{"processobject": None}]
    assert app.send("post", PLACE, {**body, "fields": ["*"]}, 200).data["results"][0]["uuid"] == str(
        everything.id
    )
    both = app.send("post", PLACE, {**body, "fields": ["url"], "expand": "status"}, 400)
    assert _codes(both) == {("fields", "invalid")}
    app.send("post", PLACE, {**body, "fields": "url"}, 400)
    app.send("post", PLACE, {**body, "fields": [{"zaaktype": "*"}]}, 400)


@pytest.mark.regel("zrc-029")
@pytest.mark.parametrize(
    ("wish", "place"),
    [
        (["bestaatNiet"], "fields"),
        (["url", {"zaaktype": ["bestaatNiet"]}], "fields.zaaktype"),
        (["url", {"zaaktype": []}], "fields.zaaktype"),
        (["url", {"verlenging": ["bestaatNiet"]}], "fields.verlenging"),
        ([{"bestaatNiet": ["url"]}], "fields"),
    ],
)
def test_names_of_fields_that_give_nothing_are_a_fault(
    everything: Any, application: Any, wish: list[Any], place: str
) -> None:
    body = {"uuid__in": [str(everything.id)], "fields": wish}
    assert _codes(application().send("post", PLACE, body, 400)) == {(place, "invalid")}


@pytest.mark.regel("zrc-029")
def test_the_published_example_of_fields_is_answered(everything: Any, application: Any) -> None:
    relations = {
        "zaaktype": ["identificatie", "omschrijving", {"catalogus": ["domein"]}],
        "status": ["volgnummer", "datumstatusgezet"],  # a status has no volgnummer
        "resultaat": ["*"],
        "zaakinformatieobjecten": [{"informatieobject": ["inhoud", "bestandsnaam", "bestandsomvang"]}],
        "processobject": ["identificatie"],
    }
    body = {"uuid__in": [str(everything.id)], "fields": ["url", "uuid", relations]}
    found = application().send("post", PLACE, body, 200).data["results"][0]
    assert set(found["_expand"]["status"]) == {"datumStatusGezet"}
    assert set(found["_expand"]["zaaktype"]) == {"identificatie", "omschrijving", "_expand"}


def test_documents_are_searched_by_uuid(everything: Any, application: Any) -> None:
    app, place = application(), "/documenten/api/v1/enkelvoudiginformatieobjecten"
    document = app.get(place).data["results"][0]
    body = {"uuid__in": [document["url"].rsplit("/", 1)[-1]], "expand": "informatieobjecttype"}
    found = app.send("post", f"{place}/_zoek", body, 200).data["results"]
    assert [d["url"] for d in found] == [document["url"]]
    assert found[0]["_expand"]["informatieobjecttype"]["url"] == document["informatieobjecttype"]
