"""Reading another register: what is there, and everything that it could try."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from kapstok.platform.http import fetch

OBJECT = b'{"url": "x", "naam": "E-mail"}'


class _Register(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = {
            "/goed": (200, {}, OBJECT),
            "/verhuisd": (302, {"Location": "/goed"}, b""),
            "/rondje": (302, {"Location": "/rondje"}, b""),
            "/weg": (302, {"Location": "http://127.0.0.1:1/goed"}, b""),
            "/naar-binnen": (302, {"Location": "http://169.254.169.254/latest/"}, b""),
            "/lijst": (200, {}, b"[1]"),
            "/tekst": (200, {}, b"<html>"),
            "/groot": (200, {}, b'{"a": "' + b"x" * (fetch.MOST_BYTES + 1) + b'"}'),
        }.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def register(trusted_server: Callable[[Any], Any]) -> Callable[[str], str]:
    server = trusted_server(_Register)
    return lambda path: f"http://127.0.0.1:{server.server_port}{path}"


def _code(url: str, **more: Any) -> str:
    with pytest.raises(fetch.Unusable) as no:
        fetch.fetch_json(url, **more)
    return no.value.code


def test_what_is_there_is_read_also_after_a_move_within_the_host(register: Callable[[str], str]) -> None:
    assert fetch.fetch_json(register("/goed"))["naam"] == "E-mail"
    assert fetch.fetch_json(register("/verhuisd"))["naam"] == "E-mail"


@pytest.mark.parametrize("path", ["/er-niet", "/rondje", "/groot"])
def test_what_does_not_answer_well_is_a_bad_url(register: Callable[[str], str], path: str) -> None:
    assert _code(register(path)) == "bad-url"


@pytest.mark.parametrize("path", ["/weg", "/naar-binnen"])
def test_a_redirect_never_leads_to_another_host(register: Callable[[str], str], path: str) -> None:
    assert _code(register(path)) == "unknown-service"


@pytest.mark.parametrize("path", ["/lijst", "/tekst"])
def test_what_is_no_object_is_an_invalid_resource(register: Callable[[str], str], path: str) -> None:
    assert _code(register(path)) == "invalid-resource"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://elders.voorbeeld.test/x", "unknown-service"),
        ("http://127.0.0.1:1/x", "unknown-service"),
        ("http://169.254.169.254/latest/meta-data", "unknown-service"),
        ("file:///etc/passwd", "bad-url"),
        ("http://naam@127.0.0.1/x", "bad-url"),
        ("geen adres", "bad-url"),
    ],
)
def test_a_host_that_is_not_listed_is_never_called(
    register: Callable[[str], str], url: str, code: str
) -> None:
    assert _code(url) == code


def test_an_allowed_name_that_points_inside_is_not_called(register: Callable[[str], str]) -> None:
    assert _code("https://localhost/x", allowed={"localhost"}) == "bad-url"


def test_content_is_passed_on_as_it_comes_and_never_from_another_place(
    register: Callable[[str], str],
) -> None:
    sent: list[str] = []

    def headers(url: str) -> dict[str, str]:
        sent.append(url)
        return {"Authorization": "Token x"}

    access = fetch.Access(register("/").split("/")[2], headers)
    stream = fetch.open_stream(register("/groot"), access)
    assert stream.size == fetch.MOST_BYTES + 10
    assert sum(map(len, stream)) == stream.size  # larger than what is ever read whole
    stream.close()
    assert sent == [register("/groot")]
    for path in ("/verhuisd", "/naar-binnen", "/bestaat-niet"):
        with pytest.raises(fetch.Unreachable):
            fetch.open_stream(register(path), access)
    with pytest.raises(fetch.Unreachable) as no:
        fetch.open_stream("http://169.254.169.254/latest/", access)
    assert no.value.why == "host"
