"""The web server's own way in: applications by the short one, everything else by Django's."""

import io
from typing import Any

import pytest

from kapstok.platform.http.server import Server

UUID = "0190a6b5-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def server() -> Server:
    return Server()


def ask(server: Server, path: str, **more: Any) -> tuple[str, dict[str, str], bytes]:
    """One request as the web server hands it over (PEP 3333)."""
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(b""),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        **more,
    }
    answer = server(environ, lambda status, headers: told.extend((status, dict(headers))))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return told[0], told[1], body


@pytest.mark.django_db
def test_an_application_gets_its_answer_with_the_headers_of_every_answer(server: Server) -> None:
    status, headers, body = ask(server, f"/zaken/api/v1/zaken/{UUID}", HTTP_X_REQUEST_ID=UUID)
    assert status == "403 Forbidden"
    assert b'"not_authenticated"' in body
    assert int(headers["Content-Length"]) == len(body)
    assert headers["X-Request-ID"] == UUID
    assert headers["API-version"]
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.django_db
def test_a_page_comes_by_the_layers_of_the_pages(server: Server) -> None:
    status, headers, _ = ask(server, "/gezondheid/leeft")
    assert status == "200 OK"
    assert "script-src" in headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_an_accident_in_a_view_is_an_answer_and_is_counted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kapstok.magazijnen.autorisaties import bearer
    from kapstok.platform.observe.views import REQUESTS

    def broken(*_: Any) -> None:
        raise RuntimeError("kapot")

    monkeypatch.setattr(bearer, "_verified", broken)
    route = "zaken/api/v1/zaken"
    before = REQUESTS.labels("GET", route, 500)._value.get()
    status, headers, body = ask(server, "/zaken/api/v1/zaken")
    assert status == "500 Internal Server Error"
    assert headers["Content-Type"] == "application/problem+json"
    assert b"kapot" not in body
    assert REQUESTS.labels("GET", route, 500)._value.get() == before + 1


def test_methods_that_somebody_makes_up_are_counted_as_one(server: Server) -> None:
    from kapstok.platform.observe.views import REQUESTS

    for made_up in ("VERZIN", "NOGEEN"):
        ask(server, "/gezondheid/leeft", REQUEST_METHOD=made_up)
    counted = {sample.labels["method"] for metric in REQUESTS.collect() for sample in metric.samples}
    assert "ANDERS" in counted
    assert not counted & {"VERZIN", "NOGEEN"}


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused_by_the_short_way_too(server: Server) -> None:
    status, _, _ = ask(server, "/zaken/api/v1/zaken", HTTP_HOST="kwaad.voorbeeld.test")
    assert status in {"400 Bad Request", "403 Forbidden"}
