"""What holds for every declared resource."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.koppelvlakken.zgw.tests.conftest import HOST
from kapstok.platform.resource import compiled

NAMES = sorted(compiled())
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
def test_unknown_parameter_is_named(standing: Any, application: Any, name: str) -> None:
    data = application().get(f"{_place(name, standing)}?bestaatNiet=1", 400).data
    assert data["invalidParams"][0]["name"] == "nonFieldErrors"
    assert data["invalidParams"][0]["code"] == "unknown-parameters"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.regel("zgw-x-parameter")
def test_a_change_takes_no_parameters_in_its_address(standing: Any, application: Any, name: str) -> None:
    app, resource = application(), compiled()[name].resource
    place = _place(name, standing)
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
def test_list_detail_head_and_304_agree(standing: Any, application: Any, name: str) -> None:
    app = application()
    rows = _rows(app.get(_place(name, standing)))
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
def test_another_kind_of_zaak_is_out_of_reach(standing: Any, application: Any, name: str) -> None:
    rows = _rows(application().get(_place(name, standing)))
    component = compiled()[name].resource.api.component
    scopes = list(compiled()[name].resource.scopes.read)
    app = application(**{component: (scopes, "IETS ANDERS", LEVEL)})
    if compiled()[name].resource.under:
        app.get(_place(name, standing), 403)
    else:
        answer = app.get(_place(name, standing))
        assert _rows(answer) == []
        assert isinstance(answer.data, list) or answer.data["count"] == 0
    for headers in ({}, {"if-none-match": "*"}):
        assert app.get(rows[0]["url"], 403, **headers).data["code"] == "permission_denied"
    assert app.client.head(rows[0]["url"].split(HOST)[1]).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_another_municipality_does_not_exist(
    standing: Any, application: Any, as_tenant: Any, given: Any, name: str
) -> None:
    rows = _rows(application().get(_place(name, standing)))
    with as_tenant(2):
        foreign = application()
    if name == "autorisaties.applicatie":
        assert {r["url"] for r in _rows(foreign.get(_place(name)))}.isdisjoint(r["url"] for r in rows)
    elif compiled()[name].resource.under:
        foreign.get(_place(name, standing), 404)
    else:
        assert _rows(foreign.get(_place(name))) == []
    foreign.get(rows[0]["url"], 404)


def _is_asked_for_something(name: str) -> bool:
    resource = compiled()[name].resource
    return resource.create is not None and any(f.required for f in resource.fields)


@pytest.mark.parametrize("name", [n for n in NAMES if _is_asked_for_something(n)])
@pytest.mark.regel("zgw-x-fouten")
def test_all_faults_in_one_answer(standing: Any, application: Any, name: str) -> None:
    resource = compiled()[name].resource
    body = {f.name: None for f in resource.fields if f.required}
    given_by_address = {resource.under[1].removesuffix("_id")} if resource.under else set()
    data = application().send("post", _place(name, standing), body, 400).data
    # A rule about the whole may speak as well, such as the one that asks for one address.
    named = {p["name"] for p in data["invalidParams"]} - {"nonFieldErrors"}
    assert named == set(body) - given_by_address


@pytest.mark.parametrize("name", [n for n in NAMES if compiled()[n].resource.paged])
@pytest.mark.regel("zgw-x-lijst")
def test_page_size_is_asked_for_and_bounded(standing: Any, application: Any, name: str) -> None:
    app, place = application(), _place(name, standing)
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
def test_only_json_is_spoken(standing: Any, application: Any, name: str) -> None:
    app, resource = application(), compiled()[name].resource
    place = _place(name, standing)
    assert app.get(place, 406, accept="text/html").data["code"] == "not_acceptable"
    app.get(place, 406, accept="application/json;q=0")
    app.get(place, accept="text/html, application/json;q=0.9")
    answer = app.client.post(place, "a=b", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == (415 if resource.create else 405)
    if not resource.create:
        assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("name", NAMES)
def test_a_read_is_one_statement(
    standing: Any, application: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from kapstok.platform.resource import compile as compile_

    seen: list[str] = []
    direct = compile_.direct
    monkeypatch.setattr(
        compile_,
        "direct",
        lambda sql, values, **more: (seen.append(sql.text.decode()), direct(sql, values, **more))[1],
    )
    app, place = application(), _place(name, standing)
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
    standing: Any, application: Any, as_tenant: Any, name: str
) -> None:
    row = _rows(application().get(_place(name, standing)))[0]
    body = {"uuid__in": [row["url"].rsplit("/", 1)[-1]]}
    place = f"{_place(name, standing)}/_zoek"
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
    standing: Any, application: Any, name: str
) -> None:
    from kapstok.platform.db import fetch_value

    app, _another = application(), application()
    own = app.get(f"/autorisaties/api/v1/applicaties/consumer?clientId={app.client_id}").data["url"]
    rows = _rows(app.get(_place(name, standing)))
    url = next(row["url"] for row in reversed(rows) if row["url"] != own)
    count = "SELECT count(*) FROM audit_auditrecord"
    before = fetch_value(count)
    answer = app.client.delete(url.split(HOST)[1])
    assert answer.status_code in {204, 400}, answer.content
    assert (fetch_value(count) > before) == (answer.status_code == 204)
    if answer.status_code == 204:
        app.get(url, 404)
