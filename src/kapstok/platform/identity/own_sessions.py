"""Somebody's own sessions: see them, end one, end all others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.login import subject_of
from kapstok.platform.identity.models import Session
from kapstok.platform.identity.rules import SessionState, session_state
from kapstok.platform.identity.sessions import hash_key
from kapstok.platform.work import unit_of_work

MAX_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OwnSession:
    id: UUID
    device: str
    created: datetime
    last_seen: datetime
    current: bool


def own_sessions(identity: Identity, *, current_key: str, now: datetime) -> list[OwnSession]:
    """The live ones, newest first."""
    rows = Session.objects.filter(subject=subject_of(identity.kind, identity.id), revoked__isnull=True)
    return [
        OwnSession(row.id, row.device, row.created, row.last_seen, row.key_hash == hash_key(current_key))
        for row in rows.defer("data").order_by("-last_seen")[:MAX_SHOWN]
        if session_state(
            row.kind, last_seen=row.last_seen, absolute_end=row.absolute_end, revoked=row.revoked, now=now
        )
        is SessionState.LIVE
    ]


def end_session(identity: Identity, session_id: UUID, *, now: datetime) -> bool:
    """End one of one's own; False when there is none with this id."""
    mine = Session.objects.filter(subject=subject_of(identity.kind, identity.id), id=session_id)
    return _revoke(identity, mine, now) > 0


def end_other_sessions(identity: Identity, *, current_key: str, now: datetime) -> int:
    mine = Session.objects.filter(subject=subject_of(identity.kind, identity.id))
    return _revoke(identity, mine.exclude(key_hash=hash_key(current_key)), now)


def _revoke(identity: Identity, sessions: "object", now: datetime) -> int:
    with unit_of_work(identity.as_actor("Uitloggen"), "identity.session.revoke") as work:
        ended: int = sessions.filter(revoked__isnull=True).update(revoked=now)  # type: ignore[attr-defined]
        work.record("sessie", subject_of(identity.kind, identity.id), after={"beëindigd": ended})
    return ended
