"""The mailbox of the demo: a real SMTP server on loopback that keeps what it receives as files.

Only started in demo mode. The page that shows the mail reads the same folder.
"""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from time import time_ns
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

KEEP = 500


@dataclass(frozen=True)
class Letter:
    """A received mail."""

    name: str
    message: EmailMessage


class _Keep:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / f"{time_ns():020d}.eml"
        content = envelope.content or b""
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        for old in sorted(self.folder.glob("*.eml"))[:-KEEP]:
            old.unlink(missing_ok=True)
        return "250 Bewaard"


def start_postbus(folder: Path, port: int) -> Controller:
    """Start the SMTP server on 127.0.0.1; `port` 0 takes a free one (see controller.server)."""
    controller = Controller(_Keep(folder), hostname="127.0.0.1", port=port)
    controller.start()
    return controller


def received(folder: Path, *, limit: int = 50) -> list[Letter]:
    """Newest mails first."""
    found = sorted(folder.glob("*.eml"), reverse=True)[:limit]
    return [Letter(f.stem, message_from_bytes(f.read_bytes(), policy=policy.default)) for f in found]  # type: ignore[arg-type]
