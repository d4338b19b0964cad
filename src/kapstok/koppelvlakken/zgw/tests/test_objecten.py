"""Objects and their types as applications of the field use them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

HOST = "ooststellingwerf.localhost"
OBJECTEN, TYPEN = "/objecten/api/v2", "/objecttypes/api/v2"
CRS = {"content-crs": "EPSG:4326"}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["soort"],
    "properties": {"soort": {"type": "string"}, "hoogte": {"type": "number"}},
}
SQUARE = [[[6.0, 52.0], [7.0, 52.0], [7.0, 53.0], [6.0, 53.0], [6.0, 52.0]]]


def _codes(answer: Any) -> list[tuple[str, str]]:
    return [(p["name"], p["code"]) for p in answer.data["invalidParams"]]


@pytest.fixture
def app(application: Callable[..., Any]) -> Any:
    return application()


@pytest.fixture
def boom(app: Any) -> Any:
    """The objecttype of trees, with a published version."""
    kind = app.send("post", f"{TYPEN}/objecttypes", {"name": "Boom", "namePlural": "Bomen"}).data
    app.send("post", f"{kind['url']}/versions", {"status": "published", "jsonSchema": SCHEMA})
    return kind


def _tree(kind: Any, start: str = "2026-01-01", **data: Any) -> dict[str, Any]:
    record = {"typeVersion": 1, "startAt": start, "data": {"soort": "Linde", **data}}
    return {"type": kind["url"], "record": record}


def _found(app: Any, query: str) -> list[str]:
    return [o["record"]["data"]["soort"] for o in app.get(f"{OBJECTEN}/objects?{query}").data["results"]]


def test_a_version_is_a_draft_until_it_is_published(app: Any) -> None:
    kind = app.send(
        "post", f"{TYPEN}/objecttypes", {"name": "Boom", "namePlural": "Bomen", "labels": {"a": "b"}}
    ).data
    made = app.send("post", f"{kind['url']}/versions", {"jsonSchema": {"type": "niets"}}, 400)
    assert _codes(made) == [("jsonSchema", "invalid-json-schema")]
    draft = app.send("post", f"{kind['url']}/versions", {"jsonSchema": SCHEMA}).data
    assert (draft["version"], draft["status"], draft["publishedAt"]) == (1, "draft", None)
    assert draft["url"] == f"{kind['url']}/versions/1"
    assert app.get(kind["url"]).data["versions"] == [draft["url"]]
    assert app.send("patch", draft["url"], {"status": "published"}, 200).data["publishedAt"]
    assert (
        _codes(app.send("patch", draft["url"], {"jsonSchema": {}}, 400))[0][1] == "non-draft-version-update"
    )
    assert _codes(app.send("delete", draft["url"], None, 400))[0][1] == "non-draft-version-destroy"
    assert _codes(app.send("delete", kind["url"], None, 400))[0][1] == "pending-versions"
    second = app.send("post", f"{kind['url']}/versions", {"jsonSchema": SCHEMA}).data
    assert second["version"] == 2
    app.send("delete", second["url"], None, 204)
    app.get(f"{kind['url']}/versions/2", 404)
    # The same types in the API of the objects, as the newer contract has them.
    assert app.get(f"{OBJECTEN}/objecttypes/{kind['uuid']}/versions/1").data["jsonSchema"] == SCHEMA


def test_a_schema_never_reaches_outside(app: Any, boom: Any) -> None:
    outside = {"jsonSchema": {"$ref": "http://127.0.0.1:9/schema.json"}}
    assert _codes(app.send("post", f"{boom['url']}/versions", outside, 400)) == [
        ("jsonSchema", "invalid-json-schema")
    ]


def test_data_keep_to_the_version_of_their_type(app: Any, boom: Any) -> None:
    wrong = _tree(boom, hoogte="hoog")
    assert _codes(app.send("post", f"{OBJECTEN}/objects", wrong, 400)) == [
        ("nonFieldErrors", "invalid-json-schema")
    ]
    absent = _tree(boom)
    absent["record"]["typeVersion"] = 9
    assert _codes(app.send("post", f"{OBJECTEN}/objects", absent, 400)) == [
        ("nonFieldErrors", "invalid-json-schema")
    ]
    made = app.send("post", f"{OBJECTEN}/objects", _tree(boom, hoogte=12)).data
    assert made["type"] == boom["url"]
    assert app.send("patch", made["url"], {"record": {"data": {"hoogte": "x"}}}, 400)
    missing = {"type": boom["url"], "record": {}}
    assert {n for n, _ in _codes(app.send("post", f"{OBJECTEN}/objects", missing, 400))} == {
        "record.typeVersion",
        "record.startAt",
    }
    # The type may be named by its address in the API of the objects.
    here = {**_tree(boom), "type": f"http://{HOST}{OBJECTEN}/objecttypes/{boom['uuid']}"}
    assert app.send("post", f"{OBJECTEN}/objects", here).data["type"] == boom["url"]


def test_an_object_is_read_as_of_a_day_and_keeps_its_history(app: Any, boom: Any) -> None:
    own = str(uuid4())
    made = app.send("post", f"{OBJECTEN}/objects", {**_tree(boom, hoogte=10), "uuid": own}).data
    assert made["uuid"] == own
    assert made["record"]["index"] == 1
    grown = app.send(
        "patch", made["url"], {"record": {"startAt": "2026-06-01", "data": {"hoogte": 11}}}, 200
    ).data
    assert grown["record"]["data"] == {"soort": "Linde", "hoogte": 11}
    assert grown["record"]["index"] == 2
    felled = _tree(boom, "2026-07-01")
    felled["record"]["correctionFor"] = 2
    app.send("put", made["url"], felled, 200)
    assert app.get(f"{made['url']}?date=2026-03-01").data["record"]["data"]["hoogte"] == 10
    assert app.get(f"{made['url']}?date=2026-06-15").data["record"]["data"]["hoogte"] == 11
    assert "hoogte" not in app.get(made["url"]).data["record"]["data"]
    app.get(f"{made['url']}?date=2025-12-31", 404)
    assert app.get(f"{OBJECTEN}/objects?date=2025-12-31").data["count"] == 0
    assert (
        app.get(f"{OBJECTEN}/objects?registrationDate=2999-01-01").data["results"][0]["record"]["index"] == 3
    )
    both = app.get(f"{OBJECTEN}/objects?date=2026-03-01&registrationDate=2026-03-01", 400)
    assert _codes(both) == [("nonFieldErrors", "invalid-date-query-params")]
    history = app.get(f"{made['url']}/history").data
    assert [(r["index"], r["endAt"], r["correctionFor"], r["correctedBy"]) for r in history["results"]] == [
        (1, "2026-06-01", None, None),
        (2, "2026-07-01", None, 3),
        (3, None, 2, None),
    ]
    assert app.get(f"{made['url']}/2").data == history["results"][1]
    app.get(f"{made['url']}/4", 404)
    felled["record"]["correctionFor"] = 7
    assert _codes(app.send("put", made["url"], felled, 400)) == [("record.correctionFor", "does_not_exist")]
    assert _codes(app.send("patch", made["url"], {"uuid": str(uuid4())}, 400)) == [
        ("uuid", "immutable-field")
    ]


def test_what_begins_later_is_not_in_the_list_yet(app: Any, boom: Any) -> None:
    made = app.send("post", f"{OBJECTEN}/objects", _tree(boom, "2999-01-01")).data
    assert app.get(f"{OBJECTEN}/objects").data["count"] == 0
    assert app.get(f"{OBJECTEN}/objects?date=2999-01-02").data["count"] == 1
    app.get(made["url"])


def test_objects_are_found_by_their_data(app: Any, boom: Any) -> None:
    for soort, hoogte, plek in (("Linde", 12, "Brink, 1"), ("Eik", 7.5, "Dorp_2"), ("Es", 100, 'een "plek"')):
        app.send(
            "post",
            f"{OBJECTEN}/objects",
            _tree(boom, soort=soort, hoogte=hoogte, plek={"naam": plek, "jaar": "2020-05-01"}),
        )
    assert _found(app, "data_attr=soort__exact__Eik") == ["Eik"]
    assert _found(app, "data_attr=hoogte__exact__12") == ["Linde"]
    for same in ("12.0", "012", "1.2e1"):
        assert _found(app, f"data_attr=hoogte__exact__{same}") == ["Linde"]
    assert _found(app, "data_attr=soort__in__Eik|Es&data_attr=hoogte__exact__7.5") == ["Eik"]
    assert _found(app, "data_attr=plek__exact__Eik") == []
    assert _found(app, "data_attrs=hoogte__gt__7.5,hoogte__lte__12") == ["Linde"]
    assert _found(app, "data_attr=hoogte__gte__7.5&data_attr=hoogte__lt__12") == ["Eik"]
    assert sorted(_found(app, "data_attr=soort__in__Eik|Es")) == ["Eik", "Es"]
    assert _found(app, "data_attr=plek__naam__exact__Brink, 1") == ["Linde"]
    assert _found(app, "data_attr=plek__naam__icontains__BRINK") == ["Linde"]
    assert _found(app, "data_attr=plek__naam__icontains__.*") == []
    assert _found(app, 'data_attr=plek__naam__icontains__"') == ["Es"]
    assert len(_found(app, "data_attr=plek__jaar__gt__2020-04-30")) == 3
    assert _found(app, "data_icontains=dorp") == ["Eik"]
    assert _found(app, "data_attr=bestaat__niet__exact__1") == []
    assert _found(app, "ordering=-record__data__hoogte") == ["Es", "Linde", "Eik"]
    assert _found(app, "ordering=record__data__plek__naam&typeVersion=1")[0] == "Linde"
    for wrong, code in (
        ("data_attr=soort", "invalid-data-attr-query"),
        ("data_attrs=soort__lijkt__x", "invalid-data-attrs-query"),
        ("data_attr=soort__gt__Eik", "invalid-data-attr-query"),
    ):
        assert _codes(app.get(f"{OBJECTEN}/objects?{wrong}", 400))[0][1] == code
    app.get(f"{OBJECTEN}/objects?ordering=record__data__a'b", 400)
    kind = f"type={boom['url']}"
    assert app.get(f"{OBJECTEN}/objects?{kind}&pageSize=2").data["count"] == 3
    found = app.send(
        "post", f"{OBJECTEN}/objects/search", {"type": boom["url"], "data_attrs": "soort__exact__Es"}, 200
    )
    assert found.data["count"] == 1
    assert app.send("post", f"{OBJECTEN}/objects/search", {}, 200).data["count"] == 3


def test_only_what_is_asked_for_is_told(app: Any, boom: Any) -> None:
    made = app.send("post", f"{OBJECTEN}/objects", _tree(boom, hoogte=3)).data
    part = app.get(f"{OBJECTEN}/objects?fields=uuid,record__startAt,record__data__hoogte&pageSize=1").data[
        "results"
    ][0]
    assert part == {"uuid": made["uuid"], "record": {"startAt": "2026-01-01", "data": {"hoogte": 3}}}
    assert app.get(f"{made['url']}?fields=url").data == {"url": made["url"]}
    assert _codes(app.get(f"{OBJECTEN}/objects?fields=geheim", 400)) == [("fields", "invalid")]


def test_places_are_in_one_system_and_only_for_types_that_have_them(app: Any, boom: Any) -> None:
    body = _tree(boom)
    body["record"]["geometry"] = {"type": "Point", "coordinates": [6.3, 52.9]}
    app.send("post", f"{OBJECTEN}/objects", body, 412)
    app.send("post", f"{OBJECTEN}/objects", body, 406, **{"content-crs": "EPSG:28992"})
    made = app.send("post", f"{OBJECTEN}/objects", body, **CRS)
    assert made["Content-Crs"] == "EPSG:4326"
    assert made.data["record"]["geometry"] == body["record"]["geometry"]
    app.send("post", f"{OBJECTEN}/objects", _tree(boom))
    within = {"geometry": {"within": {"type": "Polygon", "coordinates": SQUARE}}}
    assert app.send("post", f"{OBJECTEN}/objects/search", within, 200, **CRS).data["count"] == 1
    app.send("patch", boom["url"], {"allowGeometry": False}, 200)
    assert _codes(app.send("post", f"{OBJECTEN}/objects", body, 400, **CRS)) == [
        ("nonFieldErrors", "geometry-not-allowed")
    ]


def test_a_right_is_on_one_type_and_reading_is_not_writing(app: Any, boom: Any, application: Any) -> None:
    bench = app.send("post", f"{TYPEN}/objecttypes", {"name": "Bank", "namePlural": "Banken"}).data
    app.send("post", f"{bench['url']}/versions", {"jsonSchema": {}})
    tree = app.send("post", f"{OBJECTEN}/objects", _tree(boom)).data
    seat = app.send("post", f"{OBJECTEN}/objects", _tree(bench)).data
    reader = application(oc=(["objecten.lezen"], boom["uuid"], ""))
    assert [o["uuid"] for o in reader.get(f"{OBJECTEN}/objects").data["results"]] == [tree["uuid"]]
    assert reader.send("post", f"{OBJECTEN}/objects/search", {}, 200).data["count"] == 1
    reader.get(tree["url"])
    for place in (seat["url"], f"{seat['url']}/history", f"{seat['url']}/1"):
        reader.get(place, 403)
    reader.send("patch", tree["url"], {"record": {"data": {"hoogte": 1}}}, 403)
    reader.send("delete", f"{tree['url']}?zaak=https://zaken.voorbeeld.test/1", None, 403)
    assert reader.get(f"{OBJECTEN}/permissions").data["results"] == [
        {"type": boom["url"], "mode": "read_only", "use_fields": False, "fields": None}
    ]
    writer = application(oc=(["objecten.schrijven"], boom["uuid"], ""))
    writer.send("patch", tree["url"], {"record": {"data": {"hoogte": 1}}}, 200)
    writer.send("post", f"{OBJECTEN}/objects", _tree(bench), 403)
    assert app.get(f"{OBJECTEN}/objects").data["count"] == 2
    assert writer.get(f"{OBJECTEN}/permissions").data["results"][0]["mode"] == "read_and_write"


def test_an_object_of_more_zaken_outlives_one_of_them(app: Any, boom: Any) -> None:
    one, other = "https://zaken.voorbeeld.test/1", "https://zaken.voorbeeld.test/2"
    body = _tree(boom)
    body["record"]["references"] = [{"type": "zaak", "url": one}, {"type": "zaak", "url": other}]
    made = app.send("post", f"{OBJECTEN}/objects", body).data
    assert app.send("delete", f"{made['url']}?zaak={one}", None, 200).data == {"behouden": [made["url"]]}
    assert app.get(made["url"]).data["record"]["references"] == [{"type": "zaak", "url": other}]
    assert app.send("delete", f"{made['url']}?zaak={one}", None, 200).data == {"behouden": [made["url"]]}
    app.send("delete", f"{made['url']}?zaak={other}", None, 204)
    app.get(made["url"], 404)


def test_another_municipality_sees_and_reaches_nothing(
    app: Any, boom: Any, application: Any, as_tenant: Any
) -> None:
    made = app.send("post", f"{OBJECTEN}/objects", _tree(boom)).data
    with as_tenant(2):
        foreign = application()
    assert foreign.get(f"{OBJECTEN}/objects").data["count"] == 0
    assert foreign.send("post", f"{OBJECTEN}/objects/search", {}, 200).data["count"] == 0
    assert foreign.get(f"{OBJECTEN}/permissions").data["count"] == 0
    for place in (
        made["url"],
        f"{made['url']}/history",
        f"{made['url']}/1",
        boom["url"],
        f"{boom['url']}/versions/1",
    ):
        foreign.get(place, 404)
    foreign.send("delete", made["url"], None, 404)
    assert _codes(foreign.send("post", f"{OBJECTEN}/objects", _tree(boom), 400))[0] == ("type", "bad-url")


def test_every_change_is_told_and_on_record(app: Any, boom: Any) -> None:
    from kapstok.platform.audit.models import AuditRecord
    from kapstok.platform.events.models import Event

    made = app.send("post", f"{OBJECTEN}/objects", _tree(boom)).data
    app.send("patch", made["url"], {"record": {"data": {"hoogte": 1}}}, 200)
    app.send("delete", made["url"], None, 204)
    told = Event.objects.filter(topic="objecten").order_by("volgnummer")
    assert [e.message["actie"] for e in told] == ["create", "update", "destroy"]
    assert {e.message["resourceUrl"] for e in told} == {made["url"]}
    assert told[0].message["kenmerken"] == {"objectType": boom["url"]}
    assert AuditRecord.objects.filter(object_id=made["uuid"]).count() == 3
