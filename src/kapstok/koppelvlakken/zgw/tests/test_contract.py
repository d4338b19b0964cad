"""What holds for every declared resource."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.platform.resource import compiled

NAMES = sorted(compiled())
HOST = "ooststellingwerf.localhost"
LEVEL = "zaakvertrouwelijk"


def _place(name: str, zaak: Any = None) -> str:
    resource = compiled()[name].resource
    under = f"/{resource.under[0]}/{zaak.id if zaak else uuid4()}" if resource.under else ""
    return f"{resource.api.prefix}{under}/{resource.path}"


def _rows(answer: Any) -> list[dict[str, Any]]:
    data = answer.data
    return data if isinstance(data, list) else data["results"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.regel("zgw-x-token")
def test_without_token_nothing_is_told(tenant: Any, name: str) -> None:
    response = Client(headers={"host": HOST}).get(_place(name))
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_authenticated"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.regel("zgw-x-scope")
def test_without_scope_it_is_forbidden(application: Any, name: str) -> None:
    app = application(ac=(["autorisaties.bijwerken"], "", ""))
    assert app.get(_place(name), 403).data["code"] == "permission_denied"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.regel("zgw-x-parameter")
def test_unknown_parameter_is_named(everything: Any, application: Any, name: str) -> None:
    data = application().get(f"{_place(name, everything)}?bestaatNiet=1", 400).data
    assert data["invalidParams"][0]["name"] == "nonFieldErrors"
    assert data["invalidParams"][0]["code"] == "unknown-parameters"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.regel("zgw-x-parameter")
def test_a_change_takes_no_parameters_in_its_address(everything: Any, application: Any, name: str) -> None:
    app, resource = application(), compiled()[name].resource
    place = _place(name, everything)
    row = _rows(app.get(place))[0]["url"]
    offered = {
        "post": (place, resource.create),
        "put": (row, resource.update),
        "patch": (row, resource.update),
        "delete": (row, resource.delete),
    }
    for method, (address, there) in offered.items():
        if there:
            told = app.send(method, f"{address}?bestaatNiet=1", {}, 400).data["invalidParams"]
            assert [p["code"] for p in told] == ["unknown-parameters"]
    app.get(row)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.regel("zgw-x-versie", "zgw-x-etag")
def test_list_detail_head_and_304_agree(everything: Any, application: Any, name: str) -> None:
    app = application()
    rows = _rows(app.get(_place(name, everything)))
    assert rows, "the list must show what was made"
    for row in rows:
        one = app.get(row["url"])
        assert one.data == row
        assert one["API-version"] == compiled()[name].resource.api.version
        assert list(row) == [f.name for f in compiled()[name].resource.fields if f.sql]
        assert app.get(row["url"], 304, **{"if-none-match": one["ETag"]}).content == b""
        assert app.client.head(row["url"].split(HOST)[1])["ETag"] == one["ETag"]


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n.partition(".")[0] in {"zaken", "documenten", "besluiten"}]
)
@pytest.mark.regel("zgw-x-rechten", "zrc-006")
def test_another_kind_of_zaak_is_out_of_reach(everything: Any, application: Any, name: str) -> None:
    rows = _rows(application().get(_place(name, everything)))
    component = compiled()[name].resource.api.component
    scopes = list(compiled()[name].resource.scopes.read)
    app = application(**{component: (scopes, "IETS ANDERS", LEVEL)})
    if compiled()[name].resource.under:
        app.get(_place(name, everything), 403)
    else:
        answer = app.get(_place(name, everything))
        assert _rows(answer) == []
        assert isinstance(answer.data, list) or answer.data["count"] == 0
    for headers in ({}, {"if-none-match": "*"}):
        assert app.get(rows[0]["url"], 403, **headers).data["code"] == "permission_denied"
    assert app.client.head(rows[0]["url"].split(HOST)[1]).status_code == 403


@pytest.mark.regel("zrc-006")
def test_rights_end_at_the_confidentiality(given: Any, application: Any) -> None:
    zaak = given.zaak(given.zaaktype())
    place = f"/zaken/api/v1/zaken/{zaak.id}"
    application(zrc=(["zaken.lezen"], "KAP", LEVEL)).get(place)
    application(zrc=(["zaken.lezen"], "KAP", "intern")).get(place, 403)
    reader = application(zrc=(["zaken.lezen"], "KAP", "zeer_geheim"))
    reader.send("patch", place, {"omschrijving": "Nee"}, 403)


@pytest.mark.parametrize("name", NAMES)
def test_another_municipality_does_not_exist(
    everything: Any, application: Any, as_tenant: Any, given: Any, name: str
) -> None:
    rows = _rows(application().get(_place(name, everything)))
    with as_tenant(2):
        foreign = application()
    if name == "autorisaties.applicatie":
        assert {r["url"] for r in _rows(foreign.get(_place(name)))}.isdisjoint(r["url"] for r in rows)
    elif compiled()[name].resource.under:
        foreign.get(_place(name, everything), 404)
    else:
        assert _rows(foreign.get(_place(name))) == []
    foreign.get(rows[0]["url"], 404)


def _is_asked_for_something(name: str) -> bool:
    resource = compiled()[name].resource
    return resource.create is not None and any(f.required for f in resource.fields)


@pytest.mark.parametrize("name", [n for n in NAMES if _is_asked_for_something(n)])
@pytest.mark.regel("zgw-x-fouten")
def test_all_faults_in_one_answer(everything: Any, application: Any, name: str) -> None:
    resource = compiled()[name].resource
    body = {f.name: None for f in resource.fields if f.required}
    given_by_address = {resource.under[1].removesuffix("_id")} if resource.under else set()
    data = application().send("post", _place(name, everything), body, 400).data
    # A rule about the whole may speak as well, such as the one that asks for one address.
    named = {p["name"] for p in data["invalidParams"]} - {"nonFieldErrors"}
    assert named == set(body) - given_by_address


@pytest.mark.parametrize("name", [n for n in NAMES if compiled()[n].resource.paged])
@pytest.mark.regel("zgw-x-lijst")
def test_page_size_is_asked_for_and_bounded(everything: Any, application: Any, name: str) -> None:
    app, place = application(), _place(name, everything)
    whole = app.get(place).data
    page = app.get(f"{place}?pageSize=1").data
    assert page["count"] == whole["count"]
    assert len(page["results"]) == 1
    assert (page["next"] is None) == (whole["count"] == 1)
    if page["next"]:
        assert "pageSize=1" in page["next"]
        assert app.get(page["next"]).data["previous"].endswith("pageSize=1&page=1")
    app.get(f"{place}?pageSize=0", 400)
    app.get(f"{place}?pageSize=100000")
    app.get(f"{place}?page={whole['count'] + 1}&pageSize=1", 404)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.regel("zgw-x-http")
def test_only_json_is_spoken(everything: Any, application: Any, name: str) -> None:
    app, resource = application(), compiled()[name].resource
    place = _place(name, everything)
    assert app.get(place, 406, accept="text/html").data["code"] == "not_acceptable"
    app.get(place, 406, accept="application/json;q=0")
    app.get(place, accept="text/html, application/json;q=0.9")
    answer = app.client.post(place, "a=b", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == (415 if resource.create else 405)
    if not resource.create:
        assert answer["Allow"] == "GET, HEAD"


@pytest.mark.regel("zgw-x-crs")
def test_coordinates_are_in_one_system(given: Any, application: Any) -> None:
    place, app = f"/zaken/api/v1/zaken/{given.zaak().id}", application()
    point = {"zaakgeometrie": {"type": "Point", "coordinates": [6.3, 52.9]}}
    assert app.get(place)["Content-Crs"] == "EPSG:4326"
    app.get(place, 406, **{"accept-crs": "EPSG:28992"})
    app.send("patch", place, point, 412)
    app.send("patch", place, point, 406, **{"content-crs": "EPSG:28992"})
    made = app.send("patch", place, point, 200, **{"content-crs": "EPSG:4326"})
    assert made.data["zaakgeometrie"] == point["zaakgeometrie"]
    assert made["Content-Crs"] == "EPSG:4326"


def test_who_stands_behind_the_application_goes_to_the_audit_trail(given: Any, application: Any) -> None:
    from kapstok.platform.audit.chain import content
    from kapstok.platform.audit.models import AuditRecord

    zaak = given.zaak()
    person = {"user_id": "j.vries", "user_representation": "J. de Vries"}
    app = application(claims=person)
    reason = {"x-audit-toelichting": "Op verzoek van de aanvrager", "x-nlx-logrecord-id": "abc"}
    app.send("patch", f"/zaken/api/v1/zaken/{zaak.id}", {"omschrijving": "Linde"}, 200, **reason)
    record = AuditRecord.objects.filter(object_id=str(zaak.id)).order_by("-volgnummer").first()
    assert record is not None
    kept = content(record)
    assert kept is not None
    assert kept["context"] == {
        "gebruikersId": "j.vries",
        "gebruikersWeergave": "J. de Vries",
        "toelichting": "Op verzoek van de aanvrager",
        "logrecord": "abc",
        "actie": "partial_update",
    }


WRONG_LINKS = [
    ("zaaktype", "https://elders.voorbeeld.test/catalogi/api/v1/zaaktypen/{zaaktype}", "bad-url"),
    ("zaaktype", "{base}/catalogi/api/v1/zaaktypen/{nobody}", "bad-url"),
    ("zaaktype", "{base}/zaken/api/v1/zaken/{zaak}", "invalid-resource"),
    ("zaaktype", "geen adres", "bad-url"),
    ("hoofdzaak", "{base}/catalogi/api/v1/zaaktypen/{zaaktype}", "no_match"),
    ("hoofdzaak", "{base}/zaken/api/v1/zaken/{nobody}", "does_not_exist"),
]


@pytest.mark.parametrize(("field", "url", "code"), WRONG_LINKS)
@pytest.mark.regel("zgw-x-verwijzing", "zrc-001", "zrc-013")
def test_wrong_address_is_told_with_its_code(
    given: Any, application: Any, field: str, url: str, code: str
) -> None:
    kind = given.zaaktype()
    zaak = given.zaak(kind)
    address = url.format(base=f"http://{HOST}", zaaktype=kind.id, zaak=zaak.id, nobody=uuid4())
    body = {
        "zaaktype": f"http://{HOST}/catalogi/api/v1/zaaktypen/{kind.id}",
        "bronorganisatie": "851000010",
        "verantwoordelijkeOrganisatie": "851000010",
        "startdatum": "2026-11-23",
        field: address,
    }
    data = application().send("post", "/zaken/api/v1/zaken", body, 400).data
    assert [(p["name"], p["code"]) for p in data["invalidParams"]] == [(field, code)]


@pytest.mark.parametrize("name", NAMES)
def test_a_read_is_one_statement(
    everything: Any, application: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from kapstok.platform.resource import compile as compile_

    seen: list[str] = []
    direct = compile_.direct
    monkeypatch.setattr(
        compile_,
        "direct",
        lambda sql, values, **more: (seen.append(sql.text.decode()), direct(sql, values, **more))[1],
    )
    app, place = application(), _place(name, everything)
    one = app.get(_rows(app.get(place))[0]["url"])
    for ask, most in (
        (lambda: app.get(one.data["url"]), 1),
        (lambda: app.get(one.data["url"], 304, **{"if-none-match": one["ETag"]}), 1),
        (lambda: app.client.head(one.data["url"].split(HOST)[1]), 1),
        (
            lambda: app.get(place),
            2 if compiled()[name].resource.under else 1,
        ),  # is what stands above it there?
    ):
        seen.clear()
        ask()
        assert len(seen) == most


@pytest.mark.parametrize("name", [n for n in NAMES if "uuid__in" in (compiled()[n].resource.search or {})])
@pytest.mark.regel("zgw-x-rechten")
def test_searching_stays_within_the_municipality_and_the_rights(
    everything: Any, application: Any, as_tenant: Any, name: str
) -> None:
    row = _rows(application().get(_place(name, everything)))[0]
    body = {"uuid__in": [row["url"].rsplit("/", 1)[-1]]}
    place = f"{_place(name, everything)}/_zoek"
    assert application().send("post", place, body, 200).data["count"] == 1
    resource = compiled()[name].resource
    limited = application(**{resource.api.component: (list(resource.scopes.read), "IETS ANDERS", LEVEL)})
    assert limited.send("post", place, body, 200).data["count"] == 0
    with as_tenant(2):
        foreign = application()
    assert foreign.send("post", place, body, 200).data["count"] == 0


@pytest.mark.parametrize("name", [n for n in NAMES if compiled()[n].resource.delete])
@pytest.mark.regel("zgw-x-verwijderen")
def test_every_delete_is_on_record_or_refused_without_a_trace(
    everything: Any, application: Any, name: str
) -> None:
    from kapstok.platform.db import fetch_value

    app, _another = application(), application()
    own = app.get(f"/autorisaties/api/v1/applicaties/consumer?clientId={app.client_id}").data["url"]
    rows = _rows(app.get(_place(name, everything)))
    url = next(row["url"] for row in reversed(rows) if row["url"] != own)
    count = "SELECT count(*) FROM audit_auditrecord"
    before = fetch_value(count)
    answer = app.client.delete(url.split(HOST)[1])
    assert answer.status_code in {204, 400}, answer.content
    assert (fetch_value(count) > before) == (answer.status_code == 204)
    if answer.status_code == 204:
        app.get(url, 404)


def test_statements_do_not_grow_with_the_list(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    given.zaak(kind)
    app.get("/zaken/api/v1/zaken")
    with CaptureQueriesContext(connection) as few:
        app.get("/zaken/api/v1/zaken")
    for number in range(5):
        given.zaak(kind, omschrijving=f"Boom {number}")
    with CaptureQueriesContext(connection) as many:
        assert app.get("/zaken/api/v1/zaken").data["count"] == 6
    assert len(few) == len(many)


@pytest.mark.regel("zgw-x-if-match")
def test_changed_meanwhile_is_refused(given: Any, application: Any) -> None:
    place, app = f"/zaken/api/v1/zaken/{given.zaak().id}", application()
    old = app.get(place)["ETag"]
    app.send("patch", place, {"omschrijving": "Beuk"}, 200, **{"if-match": old})
    app.send("patch", place, {"omschrijving": "Es"}, 412, **{"if-match": old})
    assert app.get(place).data["omschrijving"] == "Beuk"


@pytest.mark.regel("zgw-x-audit")
def test_every_write_is_on_record(given: Any, application: Any) -> None:
    from kapstok.platform.db import fetch_value

    place, app = f"/zaken/api/v1/zaken/{given.zaak().id}", application()
    count = "SELECT count(*) FROM audit_auditrecord"
    before = fetch_value(count)
    app.send("patch", place, {"omschrijving": "Linde"}, 200)
    assert fetch_value(count) == before + 1
    app.send("delete", place, None, 204)
    assert fetch_value(count) > before + 1
    app.get(place, 404)
