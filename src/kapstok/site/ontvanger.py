"""A webhook to send notifications to, for tests and measurements: answers, refuses, hangs, goes away, comes back."""

import asyncio
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Call:
    """One call as it came in."""

    path: str
    headers: Mapping[str, str]
    raw: bytes
    moment: float

    @property
    def body(self) -> dict[str, Any]:
        """The body as an object."""
        found: dict[str, Any] = json.loads(self.raw)
        return found


@dataclass
class Ontvanger:
    """Listens on loopback in a thread of its own. `status` per path (0 hangs); default 204. `answers`: bodies."""

    port: int = 0
    calls: list[Call] = field(default_factory=list)
    status: dict[str, int] = field(default_factory=dict)
    answers: dict[str, bytes] = field(default_factory=dict)
    connections: int = 0
    extra: str = ""

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._came = threading.Condition()
        self._server: asyncio.Server | None = None
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.open()

    def url(self, path: str = "/hook") -> str:
        """The address of the webhook."""
        return f"http://127.0.0.1:{self.port}{path}"

    def open(self) -> None:
        """Come (back) on the same port."""
        server = self._do(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self._server, self.port = server, server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Go away: nobody answers on the port."""
        self._do(self._close())

    async def _close(self) -> None:
        # On the loop: a connection that ends there at this very moment closes the server with us.
        if self._server is not None:
            self._server.close()
            self._server = None

    def stop(self) -> None:
        """Go away for good."""
        self.close()
        self._do(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _hang_up(self) -> None:
        calls = asyncio.all_tasks() - {asyncio.current_task()}
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    def wait_for(self, count: int, within: float = 20.0) -> bool:
        """Have so many calls come in?"""
        with self._came:
            return self._came.wait_for(lambda: len(self.calls) >= count, within)

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while self._server is not None:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                fields = dict(line.split(": ", 1) for line in head[1:] if line)
                raw = await reader.readexactly(int(fields.get("Content-Length", "0")))
                path = head[0].split(" ")[1]
                status = self.status.get(path, 204)
                self._note(Call(path, fields, raw, time.time()))
                if status == 0:
                    await asyncio.sleep(3600)
                body = self.answers.get(path, b"")
                length = "" if status == 204 else f"Content-Length: {len(body)}\r\n"
                writer.write(f"HTTP/1.1 {status} Zo\r\n{length}{self.extra}\r\n".encode() + body)
                await writer.drain()
        except (EOFError, OSError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def _note(self, call: Call) -> None:
        with self._came:
            self.calls.append(call)
            self._came.notify_all()
