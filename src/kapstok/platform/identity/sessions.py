"""Django's session engine on our own table (setting SESSION_ENGINE).

The database holds a hash of the key and a sealed content bound to it: a stolen dump opens no session.
Row-level security keeps a key of one municipality unknown in every other.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.utils import timezone

from kapstok.platform.config.crypto import decrypt_with, derived_key, encrypt_with
from kapstok.platform.db import current_tenant
from kapstok.platform.identity.models import Session
from kapstok.platform.identity.rules import (
    TERMS,
    TOUCH_AFTER,
    SessionState,
    seconds_left,
    session_state,
)


def hash_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _seal(data: dict[str, Any], key_hash: str) -> bytes:
    bound_to = f"{current_tenant()}:{key_hash}"
    return encrypt_with(derived_key("sessie"), msgspec.json.encode(data), bound_to=bound_to)


def _unseal(sealed: bytes, key_hash: str) -> dict[str, Any] | None:
    try:
        plain = decrypt_with(derived_key("sessie"), sealed, bound_to=f"{current_tenant()}:{key_hash}")
    except InvalidTag:
        return None
    return msgspec.json.decode(plain, type=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Visit:
    """What the row says besides the content."""

    kind: str = "anoniem"
    user: UUID | None = None
    grant: UUID | None = None
    subject: str = ""
    ticket: str = ""
    created: datetime | None = None
    absolute_end: datetime | None = None
    ip_hash: str = ""
    device: str = ""


class SessionStore(SessionBase):
    """`clock` is a parameter so that expiry can be tested; `ended` tells why a key no longer works."""

    def __init__(
        self, session_key: str | None = None, *, clock: Callable[[], datetime] = timezone.now
    ) -> None:
        super().__init__(session_key)
        self.clock = clock
        self.visit = Visit()
        self.last_seen: datetime | None = None
        self.ended: SessionState | None = None

    def load(self) -> dict[str, Any]:
        key = self.session_key
        row = self._row(key) if key else None
        if row is None:
            self._session_key = None
            return {}
        now = self.clock()
        state = session_state(
            row.kind, last_seen=row.last_seen, absolute_end=row.absolute_end, revoked=row.revoked, now=now
        )
        data = _unseal(bytes(row.data), row.key_hash) if state is SessionState.LIVE else None
        if data is None:
            self.ended = state
            self._session_key = None
            return {}
        self.last_seen = row.last_seen
        self.visit = Visit(
            row.kind,
            row.user_id,
            row.grant_id,
            row.subject,
            row.ticket,
            row.created,
            row.absolute_end,
            row.ip_hash,
            row.device,
        )
        return data

    def _row(self, key: str) -> Session | None:
        if current_tenant() is None:
            return None
        return Session.objects.filter(key_hash=hash_key(key)).first()

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(key_hash=hash_key(session_key)).exists()

    def create(self) -> None:
        self._session_key = secrets.token_urlsafe(32)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        if self.session_key is None:
            self.create()
            return
        if current_tenant() is None:
            raise CreateError("a session belongs to a municipality")
        data = self._get_session(no_load=must_create)
        key_hash, now = hash_key(self.session_key), self.clock()
        if must_create:
            self._insert(key_hash, data, now)
            return
        changed = Session.objects.filter(key_hash=key_hash, revoked__isnull=True).update(
            data=_seal(data, key_hash), last_seen=now
        )
        if not changed:
            raise UpdateError
        self.last_seen = now

    def _insert(self, key_hash: str, data: dict[str, Any], now: datetime) -> None:
        visit = self.visit
        if visit.created is None or visit.absolute_end is None:
            visit = replace(visit, created=now, absolute_end=now + TERMS[visit.kind].absolute)
        self.visit, self.last_seen = visit, now
        Session.objects.create(
            key_hash=key_hash,
            kind=visit.kind,
            user_id=visit.user,
            grant_id=visit.grant,
            subject=visit.subject,
            ticket=visit.ticket,
            data=_seal(data, key_hash),
            created=visit.created,
            last_seen=now,
            absolute_end=visit.absolute_end,
            ip_hash=visit.ip_hash,
            device=visit.device,
        )

    def begin(self, visit: Visit) -> None:
        """Somebody logged in: a new key, new terms; the old key stops working at once."""
        data = self._get_session()  # loads, so that self.visit says who was here
        if self.visit.kind != "anoniem":
            self.flush()
            data = self._get_session()
        old = self.session_key
        self.visit = replace(visit, created=None, absolute_end=None)
        self._session_key = secrets.token_urlsafe(32)
        self._session_cache = data
        self._insert(hash_key(self._session_key), data, self.clock())
        if old:
            self.delete(old)
        self.modified = True

    def flush(self) -> None:
        self.clear()
        self.delete()
        self._session_key = None
        self.visit, self.last_seen = Visit(), None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(key_hash=hash_key(key)).delete()

    def touch(self) -> None:
        """Somebody is still there; written at most once a minute."""
        now = self.clock()
        if self.session_key and self.last_seen and now - self.last_seen >= TOUCH_AFTER:
            Session.objects.filter(key_hash=hash_key(self.session_key)).update(last_seen=now)
            self.last_seen = now

    def get_expiry_age(self, **_kwargs: Any) -> int:
        """Seconds until the session ends when nothing more happens (for the dialog *Bent u er nog?*)."""
        if self.visit.absolute_end is None:
            return 0
        return seconds_left(self.visit.kind, absolute_end=self.visit.absolute_end, now=self.clock())

    def get_expire_at_browser_close(self) -> bool:
        return True

    @classmethod
    def clear_expired(cls) -> None:
        """Remove what ended in the current municipality."""
        remove_ended(timezone.now())


def remove_ended(now: datetime) -> int:
    """Delete sessions that ended or stood still for longer than any term; how many."""
    longest_idle = max(term.idle for term in TERMS.values())
    gone = (
        Session.objects.filter(absolute_end__lte=now)
        | Session.objects.filter(last_seen__lte=now - longest_idle)
        | Session.objects.filter(revoked__isnull=False)
    )
    return gone.delete()[0]
