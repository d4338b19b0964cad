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
def test_without_token_nothing_is_told(tenant: Any, name: str) -> None:
    response = Client(headers={"host": HOST}).get(_place(name))
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_authenticated"


@pytest.mark.parametrize("name", NAMES)
def test_without_scope_it_is_forbidden(application: Any, name: str) -> None:
    app = application(nrc=(["notificaties.publiceren"], "", ""))
    assert app.get(_place(name), 403).data["code"] == "permission_denied"


@pytest.mark.parametrize("name", NAMES)
def test_unknown_parameter_is_named(everything: Any, application: Any, name: str) -> None:
    data = application().get(f"{_place(name, everything)}?bestaatNiet=1", 400).data
    assert data["invalidParams"][0]["name"] == "bestaatNiet"
    assert data["invalidParams"][0]["code"] == "unknown-parameters"


@pytest.mark.parametrize("name", NAMES)
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
def test_another_kind_of_zaak_is_out_of_reach(everything: Any, application: Any, name: str) -> None:
    rows = _rows(application().get(_place(name, everything)))
    component = compiled()[name].resource.api.component
    scopes = list(compiled()[name].resource.scopes.read)
    app = application(**{component: (scopes, "IETS ANDERS", LEVEL)})
    if compiled()[name].resource.under:
        app.get(_place(name, everything), 404)
    else:
        answer = app.get(_place(name, everything))
        assert _rows(answer) == []
        assert isinstance(answer.data, list) or answer.data["count"] == 0
    app.get(rows[0]["url"], 404)


def test_rights_end_at_the_confidentiality(given: Any, application: Any) -> None:
    zaak = given.zaak(given.zaaktype())
    place = f"/zaken/api/v1/zaken/{zaak.id}"
    application(zrc=(["zaken.lezen"], "KAP", LEVEL)).get(place)
    application(zrc=(["zaken.lezen"], "KAP", "intern")).get(place, 404)
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


@pytest.mark.parametrize("name", [n for n in NAMES if compiled()[n].resource.create])
def test_all_faults_in_one_answer(everything: Any, application: Any, name: str) -> None:
    resource = compiled()[name].resource
    body = {f.name: None for f in resource.fields if f.required}
    given_by_address = {resource.under[1].removesuffix("_id")} if resource.under else set()
    data = application().send("post", _place(name, everything), body, 400).data
    assert {p["name"] for p in data["invalidParams"]} == set(body) - given_by_address


def test_statements_do_not_grow_with_the_list(given: Any, application: Any) -> None:
    kind, app = given.zaaktype(), application()
    given.zaak(kind)
    app.get("/zaken/api/v1/zaken")
    with CaptureQueriesContext(
        connection,
    ) as few:
        app.get("/zaken/api/v1/zaken")
    for number in range(5):
        given.zaak(kind, omschrijving=f"Boom {number}")
    with CaptureQueriesContext(connection) as many:
        assert app.get("/zaken/api/v1/zaken").data["count"] == 6
    assert len(few) == len(many)


def test_changed_meanwhile_is_refused(given: Any, application: Any) -> None:
    place, app = f"/zaken/api/v1/zaken/{given.zaak().id}", application()
    old = app.get(place)["ETag"]
    app.send("patch", place, {"omschrijving": "Beuk"}, 200, **{"if-match": old})
    app.send("patch", place, {"omschrijving": "Es"}, 412, **{"if-match": old})
    assert app.get(place).data["omschrijving"] == "Beuk"


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
