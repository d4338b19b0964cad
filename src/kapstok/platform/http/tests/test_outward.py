"""Which addresses outside may be called."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.http.outward import NotAllowed, is_public, require_allowed, target
from kapstok.platform.http.wire import Unreachable, Wire


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://x.test/",
        "http:///x",
        "http://x.test:0/",
        "http://x.test:99999/",
        "http://a@x.test/",
        "http://x.test/\r\nX: y",
        "http://x.test/ y",
        "http://x.test\\@y.test/",
        "http://x.test/#deel",
        "http://ééé.test/",
        "http://[::1/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(NotAllowed) as no:
        target(url)
    assert no.value.code == "form"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = target(f"https://{text}")
    except NotAllowed:
        return
    assert found.host
    assert found.path.startswith("/")
    assert 0 < found.port < 65536


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2a00:1450:400e::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_private_addresses_are_seen_through_every_disguise(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_allowed_host_is_called_over_https_only() -> None:
    require_allowed(target("https://x.test/hook"), {"x.test"})
    require_allowed(target("https://x.test:8443/hook"), {"x.test:8443"})
    for url, code in (
        ("http://x.test/", "host"),
        ("https://x.test:8443/", "host"),
        ("https://y.test/", "host"),
    ):
        with pytest.raises(NotAllowed) as no:
            require_allowed(target(url), {"x.test"} if code == "host" and "http:" not in url else set())
        assert no.value.code == code
    with pytest.raises(NotAllowed) as no:
        require_allowed(target("http://x.test/"), {"x.test"})
    assert no.value.code == "https"


async def _post(*urls: str, allowed: Any = (), within: float = 5.0) -> list[int]:
    wire = Wire(within=within)
    try:
        return [await wire.post(target(u), {}, b"{}", allowed=allowed) for u in urls]
    finally:
        await wire.close()


def test_a_connection_is_kept_and_taken_anew_when_it_is_gone(ontvanger: Any) -> None:
    assert asyncio.run(_post(*[ontvanger.url()] * 5)) == [204] * 5
    assert ontvanger.connections == 1
    ontvanger.extra = "Connection: close\r\n"
    asyncio.run(_post(*[ontvanger.url()] * 3))
    assert ontvanger.connections == 4


@pytest.mark.parametrize("status", [200, 301, 302, 404, 500])
def test_the_status_is_told_and_a_redirect_is_not_followed(ontvanger: Any, status: int) -> None:
    ontvanger.status["/hook"] = status
    ontvanger.extra = f"Location: {ontvanger.url('/anders')}\r\n"
    assert asyncio.run(_post(ontvanger.url())) == [status]
    assert [c.path for c in ontvanger.calls] == ["/hook"]


def test_who_hangs_is_left_in_time(ontvanger: Any) -> None:
    ontvanger.status["/hook"] = 0
    with pytest.raises(Unreachable) as no:
        asyncio.run(_post(ontvanger.url(), within=0.2))
    assert no.value.code == "timeout"


def test_who_is_away_is_told_so(ontvanger: Any) -> None:
    url = ontvanger.url()
    ontvanger.close()
    with pytest.raises(Unreachable) as no:
        asyncio.run(_post(url))
    assert no.value.code == "refused"


def test_a_name_that_stands_for_a_private_address_is_not_called(ontvanger: Any) -> None:
    with pytest.raises(Unreachable) as no:
        asyncio.run(_post(f"https://localhost:{ontvanger.port}/", allowed={f"localhost:{ontvanger.port}"}))
    assert no.value.code == "private"
    assert ontvanger.connections == 0
