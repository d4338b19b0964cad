"""What stands at an address of another register, read and changed: only of hosts we may call, bounded in time and size.

The name is looked up once and the connection goes to exactly the address that was judged, so that a name cannot answer
differently the second time. A redirect is followed only within the same host.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urljoin

import msgspec

from kapstok.platform.http.outward import NotAllowed, Target, is_public, is_trusted, require_allowed, target

WITHIN, MOST_BYTES, MOST_HOPS = 5.0, 1_000_000, 3
# Of content that is passed on: how long nothing may come, and how long it may take in all.
STALL, LONGEST = 20.0, 900.0
T = TypeVar("T")
_MOVED = frozenset({301, 302, 303, 307, 308})


class Unusable(Exception):
    """Nothing can be read there: `code` is unknown-service, bad-url or invalid-resource."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unreachable(Exception):
    """There is no answer. `why`: form, host, https, name, private, tls, silent or much."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Access:
    """A register that we may ask. `headers`: what to send along to an address in it; nothing outside it."""

    place: str
    headers: Callable[[str], Mapping[str, str]]


_find: Callable[[Collection[str]], dict[str, Access]] = lambda _urls: {}  # noqa: E731 - replaced at start


def register_access(find: Callable[[Collection[str]], dict[str, Access]]) -> None:
    """Say how to find the register that an address stands in."""
    global _find  # noqa: PLW0603 - bound once, at start
    _find = find


def access_to(url: str) -> Access | None:
    """The register that an address stands in; None when it is not in the list."""
    return _find([url]).get(url)


def accesses_to(urls: Collection[str]) -> dict[str, Access]:
    """The register that each of these stands in, asked at once; not of those that are in none."""
    return _find(urls)


def fetch_json(url: str, *, allowed: Collection[str] = (), access: Access | None = None) -> dict[str, Any]:
    """The json object at this address; `access`: another way in than that of its register. Raises Unusable."""
    return _as(dict[str, Any], _read(url, allowed, access))


def fetch_list(url: str) -> list[Any]:
    """The json list at this address. Raises Unusable."""
    return _as(list[Any], _read(url, (), None))


def _read(url: str, allowed: Collection[str], access: Access | None) -> bytes:
    access = access or access_to(url)
    if access is not None:
        allowed = {*allowed, access.place}
    until = time.monotonic() + WITHIN
    where = _allowed(url, allowed)
    for _ in range(MOST_HOPS):
        try:
            status, moved, body = _exchange(where, until, access.headers(url) if access else {})
        except Unreachable:
            raise Unusable("bad-url") from None
        if status == 200:
            return body
        if status not in _MOVED:
            break
        url = urljoin(f"{where.scheme}://{where.place}{where.path}", moved)
        following = _allowed(url, allowed)
        if (following.scheme, following.place) != (where.scheme, where.place):
            break
        where = following
    raise Unusable("bad-url")


def look(url: str, access: Access | None) -> tuple[int, bytes]:
    """Status and body of one question, without following a redirect. Raises Unreachable."""
    try:
        where = target(url)
        require_allowed(where, {access.place} if access else ())
    except NotAllowed as no:
        raise Unreachable(no.code) from None
    status, _moved, body = _exchange(where, time.monotonic() + WITHIN, access.headers(url) if access else {})
    return status, body


def send(method: str, url: str, access: Access, body: Mapping[str, Any] | None = None) -> tuple[int, bytes]:
    """Status and body of one call to a register of the list. Raises Unreachable."""
    try:
        where = target(url)
        require_allowed(where, {access.place})
    except NotAllowed as no:
        raise Unreachable(no.code) from None
    text = b"" if body is None else msgspec.json.encode(body)
    headers = {**({"Content-Type": "application/json"} if text else {}), **access.headers(url)}
    status, _moved, answer = _exchange(where, time.monotonic() + WITHIN, headers, method, text)
    return status, answer


class Stream:
    """The bytes that somebody else sends, as they come; `size` when that was told. Close it also when nobody read."""

    def __init__(self, connection: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> None:
        self._connection, self._answer, self._until = connection, answer, time.monotonic() + LONGEST
        self.size = answer.length

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._answer.read1(262_144):
            if time.monotonic() > self._until:
                raise Unreachable("much")
            yield chunk

    def close(self) -> None:
        """Let go of the line."""
        self._connection.close()


def open_stream(url: str, access: Access) -> Stream:
    """What a register of the list sends at this address, without following a redirect. Raises Unreachable."""
    try:
        where = target(url)
        require_allowed(where, {access.place})
    except NotAllowed as no:
        raise Unreachable(no.code) from None
    with _reached(where, time.monotonic() + WITHIN) as connection:
        headers = {"Host": where.place, "Accept": "*/*", "Accept-Encoding": "identity"}
        connection.request("GET", where.path, headers={**headers, **access.headers(url)})
        answer = connection.getresponse()
        if answer.status != 200:
            connection.close()
            raise Unreachable("silent")
        if connection.sock is not None:
            connection.sock.settimeout(STALL)
        return Stream(connection, answer)


def _as(kind: type[T], body: bytes) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unusable("invalid-resource") from None


def _allowed(url: str, allowed: Collection[str]) -> Target:
    try:
        where = target(url)
        require_allowed(where, allowed)
    except NotAllowed as no:
        raise Unusable("bad-url" if no.code == "form" else "unknown-service") from None
    return where


def _exchange(
    where: Target, until: float, headers: Mapping[str, str], method: str = "GET", text: bytes = b""
) -> tuple[int, str, bytes]:
    """Status, where it moved to, and the body."""
    with _reached(where, until) as connection:
        return _ask(connection, where, until, headers, method, text)


@contextmanager
def _reached(where: Target, until: float) -> Iterator[http.client.HTTPConnection]:
    """A line to it; what goes wrong with it is Unreachable."""
    try:
        connection = http.client.HTTPConnection(where.host, where.port)
        connection.sock = _connect(where, until)
        yield connection
    except socket.gaierror:
        raise Unreachable("name") from None
    except ssl.SSLError:
        raise Unreachable("tls") from None
    except (OSError, http.client.HTTPException, UnicodeError):
        raise Unreachable("silent") from None


def _ask(
    connection: http.client.HTTPConnection,
    where: Target,
    until: float,
    headers: Mapping[str, str],
    method: str,
    text: bytes,
) -> tuple[int, str, bytes]:
    try:
        own = {"Host": where.place, "Accept": "application/json", "Accept-Crs": "EPSG:4326"}
        connection.request(method, where.path, text or None, headers={**own, **headers})
        answer = connection.getresponse()
        body = bytearray()
        while chunk := answer.read1(65_536):
            body += chunk
            if len(body) > MOST_BYTES or time.monotonic() > until:
                raise Unreachable("much")
        return answer.status, answer.headers.get("Location", ""), bytes(body)
    finally:
        connection.close()


def _connect(where: Target, until: float) -> socket.socket:
    found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    addresses = [str(info[4][0]) for info in found]
    if not is_trusted(where) and not all(is_public(a) for a in addresses):
        raise Unreachable("private")
    line = socket.create_connection((addresses[0], where.port), timeout=max(0.1, until - time.monotonic()))
    if where.scheme == "http":
        return line
    return ssl.create_default_context().wrap_socket(line, server_hostname=where.host)
