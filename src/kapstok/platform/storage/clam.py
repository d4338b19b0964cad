"""ClamAV: the INSTREAM command of clamd, over TCP or a Unix socket."""

import socket
import struct
from collections.abc import Iterable
from enum import StrEnum

TIMEOUT_SECONDS = 30.0


class Scan(StrEnum):
    """Outcome of a scan. UNKNOWN: a scanner is configured but did not answer; the file waits in quarantine."""

    CLEAN = "schoon"
    INFECTED = "besmet"
    UNKNOWN = "onbekend"
    NONE = "geen-scanner"


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def scan(chunks: Iterable[bytes], address: str) -> Scan:
    """Let clamd look at a stream. Without address there is no scanner."""
    if not address:
        return Scan.NONE
    try:
        with _connect(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                if chunk:
                    connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = b""
            while not answer.endswith(b"\0") and (part := connection.recv(4096)):
                answer += part
    except (OSError, ValueError):
        return Scan.UNKNOWN
    if answer.rstrip(b"\0").endswith(b"OK"):
        return Scan.CLEAN
    return Scan.INFECTED if b"FOUND" in answer else Scan.UNKNOWN
