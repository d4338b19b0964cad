"""A resident logs in over real HTTP: browser, web application and provider each on a socket.

The server runs in threads of this process and shares the test's connection, so that all is rolled back.
"""

import re
import threading
from socketserver import ThreadingMixIn
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from kapstok.platform.identity.oidc.provider import forget_providers
from kapstok.platform.identity.simulator import Persona, personas, register_personas

MIDDEN = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        """Nothing on the terminal of a test."""


class ThreadedServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    shared = None

    def process_request_thread(self, request, client_address):
        connections["default"] = self.shared
        super().process_request_thread(request, client_address)


class ToThisMachine(httpx.HTTPTransport):
    """`<gemeente>.localhost` goes to the loopback address, also where the C library does not know that."""

    def handle_request(self, request):
        here = request.url.copy_with(host="127.0.0.1")
        moved = httpx.Request(
            request.method,
            here,
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return super().handle_request(moved)


def browser():
    return httpx.Client(transport=ToThisMachine(), timeout=10)


@pytest.fixture
def origin(db):
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    shared = connections["default"]
    shared.inc_thread_sharing()
    server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=ThreadedServer, handler_class=_Quiet)
    server.shared = shared
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept = dict(personas._providers)
    register_personas("digid", lambda: [Persona("suzanne", "Suzanne Moulin", bsn="999993653")])
    forget_providers()
    yield f"http://ooststellingwerf.localhost:{server.server_port}"
    personas._providers.clear()
    personas._providers.update(kept)
    server.shutdown()
    server.server_close()
    thread.join()
    shared.dec_thread_sharing()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def token_in(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)


def test_resident_logs_in_and_out_over_http_with_the_back_channel_on_a_socket(origin):
    calls = []

    def over_the_network(_config):
        return httpx.Client(
            transport=ToThisMachine(),
            timeout=5,
            event_hooks={"request": [lambda r: calls.append(r.url.path)]},
        )

    opened = patch("kapstok.platform.identity.views.broker.open_http", over_the_network)
    with opened, browser() as visitor:
        away = visitor.get(f"{origin}/inloggen/digid/", params={"volgende": "/mijn/zaken/"})
        choice = visitor.get(away.headers["Location"])
        assert "TESTOMGEVING" in choice.text
        form = {"persoon": "suzanne", "niveau": MIDDEN, "csrfmiddlewaretoken": token_in(choice)}
        chosen = visitor.post(away.headers["Location"], data=form)
        landed = visitor.get(chosen.headers["Location"])
        assert landed.headers["Location"] == "/mijn/zaken/"
        mine = visitor.get(f"{origin}/inloggen/sessies/")
        assert mine.status_code == 200
        assert mine.headers["Cache-Control"].find("no-store") >= 0
        left = visitor.post(f"{origin}/inloggen/uit", data={"csrfmiddlewaretoken": token_in(mine)})
        assert left.status_code == 200
        assert visitor.get(f"{origin}/inloggen/sessies/").status_code == 302
    ends = [path.rsplit("/", 1)[-1] for path in calls]
    assert ends == ["openid-configuration", "token", "jwks", "userinfo"]
