"""Applications come in by the short way, with all that every answer has."""

from typing import Any

from django.test import RequestFactory
from django.urls import resolve

from kapstok.koppelvlakken.zgw.urls import urlpatterns
from kapstok.platform.http.door import Routes
from kapstok.platform.identity.access import access_of
from kapstok.platform.ui.fouten import server_error

UUID = "0190a6b5-0000-7000-8000-000000000001"
ROUTES = Routes(urlpatterns)


def test_the_door_knows_every_address_for_applications_and_gives_the_view_of_django() -> None:
    seen = 0
    for pattern in urlpatterns:
        access = access_of(pattern.callback)
        route = str(pattern.pattern)
        if access is None or access.kind != "applicatie":
            continue
        path = "/" + "/".join(
            {"<uuid": UUID, "<int": "1"}.get(part.partition(":")[0], part) for part in route.split("/")
        )
        ours, theirs = ROUTES.find(path), resolve(path)
        assert ours is not None, path
        assert (ours.func, ours.kwargs, ours.route) == (theirs.func, theirs.kwargs, theirs.route)
        seen += 1
    assert seen > 40


def test_other_addresses_are_left_to_django() -> None:
    for path in (
        "/",
        "",
        "/werk/",
        "/zaken/api/v1/zaken/",
        f"/zaken/api/v1/zaken/{UUID.upper()}A",
        "/zaken/api/v1",
    ):
        assert ROUTES.find(path) is None


def test_the_answer_has_the_headers_of_every_answer_and_none_of_a_page(
    application: Any, everything: Any
) -> None:
    zaak = application().get(f"/zaken/api/v1/zaken/{everything.id}", **{"X-Request-ID": UUID})
    for header in ("Content-Security-Policy", "X-Content-Type-Options", "traceparent", "API-version"):
        assert zaak[header]
    assert zaak["X-Request-ID"] == UUID
    assert int(zaak["Content-Length"]) == len(zaak.content)
    assert "Set-Cookie" not in zaak
    assert not zaak.cookies


def test_a_host_that_is_not_ours_is_refused(application: Any) -> None:
    known = application().client.get("/zaken/api/v1/zaken", headers={"host": "kwaad.voorbeeld.test"})
    assert known.status_code == 400


def test_an_accident_is_told_to_an_application_as_problem_json() -> None:
    request = RequestFactory().get("/zaken/api/v1/zaken")
    request.for_application = True  # type: ignore[attr-defined]
    answer = server_error(request)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def test_an_address_of_an_api_where_nothing_stands_is_told_as_problem_json(application: Any) -> None:
    for path in ("/zaken/api/v1/niets", "/zaken/api/v1/zaken/0", "/besluiten/api/v1/besluiten/0/audittrail"):
        answer = application().client.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json"), path
        assert answer.json()["code"] == "not_found"


def test_a_page_that_is_not_there_stays_a_page_for_people(client_for: Any, tenant: Any) -> None:
    assert client_for("ooststellingwerf").get("/zaken/niets/")["Content-Type"].startswith("text/html")


def test_head_and_answers_without_content_tell_no_length_that_is_not_true(
    application: Any, everything: Any
) -> None:
    app = application()
    place = f"/zaken/api/v1/zaken/{everything.id}"
    one = app.get(place)
    assert app.client.head(place)["Content-Length"] == one["Content-Length"]
    for path in ("/zaken/api/v1/zaken", "/zaken/api/v1/zaakobjecten", f"{place}/zaakeigenschappen"):
        head = app.client.head(path)
        assert head.status_code == 200
        assert "Content-Length" not in head
    assert "Content-Length" not in app.get(place, 304, **{"if-none-match": one["ETag"]})
    assert app.client.head("/objecten/api/v2/permissions").status_code == 200
    [rol] = app.get("/zaken/api/v1/rollen").data["results"]
    assert "Content-Length" not in app.send("delete", rol["url"], expect=204)
