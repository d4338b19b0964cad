"""Posting to webhooks: HTTP/1.1 over kept connections, to addresses that were checked, never following.

Lives here because a kept connection and a checked address must be the same one: the name is looked up
once, every outcome is judged, and the connection goes to exactly that address.
"""

import asyncio
import socket
import ssl
import time
from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from typing import NamedTuple

from kapstok.platform.http.outward import NotAllowed, Target, is_public, is_trusted, require_allowed

WITHIN, CONNECT_WITHIN = 10.0, 4.0
KEEP_SECONDS, KEEP_PER_PLACE = 25.0, 64
HEAD_LIMIT, BODY_LIMIT = 32_768, 65_536
BODILESS = {204, 304}


class Unreachable(Exception):
    """No answer; the code says why: dns, private, refused, tls, timeout, broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Answer(NamedTuple):
    """What came back; the body only for who asked for it, and not more of it than BODY_LIMIT."""

    status: int
    body: bytes = b""


class _Line(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    until: float


class Wire:
    """Connections of one event loop."""

    def __init__(self, *, within: float = WITHIN) -> None:
        self.within = within
        self._idle: defaultdict[tuple[str, str, int], deque[_Line]] = defaultdict(deque)
        self._tls = ssl.create_default_context()

    async def post(
        self, where: Target, headers: Mapping[str, str], body: bytes, *, allowed: Collection[str] = ()
    ) -> int:
        """The status of the answer. Raises NotAllowed, or Unreachable."""
        return (await self.ask(where, headers, body, allowed=allowed, whole=False)).status

    async def ask(
        self,
        where: Target,
        headers: Mapping[str, str],
        body: bytes,
        *,
        allowed: Collection[str] = (),
        whole: bool = True,
    ) -> Answer:
        """The answer with its body (`whole`). Raises NotAllowed, or Unreachable."""
        require_allowed(where, allowed)
        request = _request(where, headers, body)
        try:
            async with asyncio.timeout(self.within):
                return await self._exchange(where, request, whole)
        except TimeoutError:
            raise Unreachable("timeout") from None
        except ssl.SSLError:
            raise Unreachable("tls") from None
        except (OSError, ValueError, EOFError, asyncio.LimitOverrunError):
            raise Unreachable("broken") from None

    async def _exchange(self, where: Target, request: bytes, whole: bool) -> Answer:  # noqa: FBT001
        kept = self._kept(where)
        if kept is not None:
            try:
                return await self._talk(where, kept, request, whole)
            except (OSError, EOFError):  # closed by the other side meanwhile
                pass
        return await self._talk(where, await self._connect(where), request, whole)

    async def _talk(self, where: Target, line: _Line, request: bytes, whole: bool) -> Answer:  # noqa: FBT001
        keep = False
        try:
            line.writer.write(request)
            await line.writer.drain()
            answer, keep = await _answer(line.reader, whole=whole)
        finally:
            self._give_back(where, line) if keep else line.writer.transport.abort()
        return answer

    def _kept(self, where: Target) -> _Line | None:
        idle = self._idle[where.scheme, where.host, where.port]
        while idle:
            line = idle.pop()
            if line.until > time.monotonic() and not line.writer.transport.is_closing():
                return line
            line.writer.transport.abort()
        return None

    def _give_back(self, where: Target, line: _Line) -> None:
        idle = self._idle[where.scheme, where.host, where.port]
        if len(idle) < KEEP_PER_PLACE:
            idle.append(line._replace(until=time.monotonic() + KEEP_SECONDS))
        else:
            line.writer.transport.abort()

    async def _connect(self, where: Target) -> _Line:
        address = await _checked_address(where)
        tls = {"ssl": self._tls, "server_hostname": where.host} if where.scheme == "https" else {}
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                opened = await asyncio.open_connection(address, where.port, limit=HEAD_LIMIT, **tls)
        except TimeoutError:
            raise Unreachable("timeout") from None
        except ssl.SSLError:
            raise Unreachable("tls") from None
        except OSError:
            raise Unreachable("refused") from None
        return _Line(*opened, time.monotonic() + KEEP_SECONDS)

    async def close(self) -> None:
        """Hang up all kept connections."""
        for idle in self._idle.values():
            while idle:
                idle.pop().writer.transport.abort()


async def _checked_address(where: Target) -> str:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Unreachable("dns") from None
    addresses = [str(info[4][0]) for info in found]
    if not is_trusted(where) and not all(is_public(a) for a in addresses):
        raise Unreachable("private")
    return addresses[0]


def _request(where: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [f"POST {where.path} HTTP/1.1", f"Host: {where.place}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if any("\r" in line or "\n" in line for line in lines):
        raise NotAllowed("form")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body


async def _answer(reader: asyncio.StreamReader, *, whole: bool) -> tuple[Answer, bool]:
    """The answer, and whether the connection can be used again."""
    status, version = 100, ""
    fields: dict[str, str] = {}
    while 100 <= status < 200:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        version, _, rest = head[0].partition(" ")
        if not version.startswith("HTTP/1."):
            raise ValueError("no HTTP")
        status = int(rest[:3])
        pairs = (line.partition(":") for line in head[1:] if line)
        fields = {name.strip().lower(): value.strip().lower() for name, _, value in pairs}
    keep = version == "HTTP/1.1" and fields.get("connection") != "close"
    if status in BODILESS:
        return Answer(status), keep
    length = fields.get("content-length", "")
    if "transfer-encoding" in fields or not length.isdecimal() or int(length) > BODY_LIMIT:
        return Answer(status, await _unmeasured(reader, fields) if whole else b""), False
    body = await reader.readexactly(int(length))
    return Answer(status, body if whole else b""), keep


async def _unmeasured(reader: asyncio.StreamReader, fields: Mapping[str, str]) -> bytes:
    """A body in chunks, or up to the end of the connection; not more than is read of any answer."""
    found = b""
    if "chunked" not in fields.get("transfer-encoding", ""):
        while len(found) < BODY_LIMIT and (more := await reader.read(BODY_LIMIT - len(found))):
            found += more
        return found
    while len(found) < BODY_LIMIT:
        size = int((await reader.readuntil(b"\r\n")).split(b";")[0].strip() or b"0", 16)
        if size == 0:
            break
        if not 0 < size <= BODY_LIMIT:
            raise ValueError("chunk")
        found += await reader.readexactly(size)
        await reader.readexactly(2)
    return found
