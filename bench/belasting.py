"""A light HTTP/1.1 client: a few connections that stay open, one request at a time on each."""

import select
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

CONNECTIONS = 16


@dataclass
class Outcome:
    """What came back, and how fast."""

    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    size: int = 0
    last: bytes = b""  # the last answer that was no success

    @property
    def count(self) -> int:
        return len(self.waits)


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began, self.wanted, self.got, self.head = 0.0, -1, b"", False

    def ask(self, request: bytes) -> None:
        self.began, self.wanted, self.got = time.perf_counter(), -1, b""
        self.head = request.startswith(b"HEAD ")  # its answer tells a length and has none
        self.socket.sendall(request)

    def answered(self) -> bool:
        """Take what has come; True when the answer is whole."""
        part = self.socket.recv(262144)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.got = self.got + part if self.got else part
        if self.wanted < 0:
            head = self.got.find(b"\r\n\r\n")
            if head < 0:
                return False
            lower = self.got[:head].lower()
            at = lower.find(b"content-length:")
            length = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 and not self.head else 0
            self.wanted = head + 4 + length
        return len(self.got) >= self.wanted

    @property
    def status(self) -> int:
        return int(self.got[9:12])


def load(port: int, requests: Iterator[bytes], *, seconds: float, connections: int = CONNECTIONS) -> Outcome:
    """Keep all connections busy for so long, and wait for the last answers."""
    outcome, poll = Outcome(), select.epoll()
    lines = {c.socket.fileno(): c for c in (_Connection(port) for _ in range(connections))}
    began = time.perf_counter()
    until, busy = began + seconds, len(lines)
    for number, line in lines.items():
        poll.register(number, select.EPOLLIN)
        line.ask(next(requests))
    while busy:
        for number, _event in poll.poll(30):
            line = lines[number]
            if not line.answered():
                continue
            now = time.perf_counter()
            outcome.waits.append(now - line.began)
            outcome.statuses[line.status] = outcome.statuses.get(line.status, 0) + 1
            outcome.size += len(line.got)
            if line.status >= 400:
                outcome.last = line.got
            if now < until:
                line.ask(next(requests))
            else:
                busy -= 1
                line.socket.close()
    outcome.seconds = time.perf_counter() - began
    poll.close()
    return outcome
