"""Outgoing mail. `queue_mail` is the door; it loads late because models need Django's registry."""

from typing import Any


def __getattr__(name: str) -> Any:
    if name != "queue_mail":
        raise AttributeError(name)
    from kapstok.platform.mail.queue import queue_mail

    return queue_mail
