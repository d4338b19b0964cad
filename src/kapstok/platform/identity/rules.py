"""When a session ends and when an account is locked: pure, time comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


@dataclass(frozen=True, slots=True)
class Term:
    """How long a session may stand still, and how long it may last at most."""

    idle: timedelta
    absolute: timedelta


# DigiD's rules ask 15 minutes idle and 2 hours in all; staff work a day (ENSIA, BIO 9.4.2).
TERMS: dict[str, Term] = {
    "medewerker": Term(timedelta(minutes=30), timedelta(hours=8)),
    "burger": Term(timedelta(minutes=15), timedelta(hours=2)),
    "bedrijf": Term(timedelta(minutes=15), timedelta(hours=2)),
    "anoniem": Term(timedelta(hours=2), timedelta(hours=12)),
}
TOUCH_AFTER = timedelta(seconds=60)  # last_seen is written at most this often

MAX_FAILURES = 5
LOCK_FOR = timedelta(minutes=15)
SECOND_STEP_WITHIN = timedelta(minutes=10)  # between password and code


class SessionState(Enum):
    LIVE = "live"
    IDLE = "idle"
    ENDED = "ended"
    REVOKED = "revoked"


def session_state(
    kind: str, *, last_seen: datetime, absolute_end: datetime, revoked: datetime | None, now: datetime
) -> SessionState:
    if revoked is not None:
        return SessionState.REVOKED
    if now >= absolute_end:
        return SessionState.ENDED
    if now - last_seen >= TERMS[kind].idle:
        return SessionState.IDLE
    return SessionState.LIVE


def seconds_left(kind: str, *, absolute_end: datetime, now: datetime) -> int:
    """Until the session ends if nothing happens from now on."""
    return max(0, int(min(TERMS[kind].idle, absolute_end - now).total_seconds()))


@dataclass(frozen=True, slots=True)
class Failures:
    count: int
    locked_until: datetime | None


def is_locked(failures: Failures, now: datetime) -> bool:
    return failures.locked_until is not None and now < failures.locked_until


def after_failure(failures: Failures, now: datetime) -> Failures:
    """One more failure; the last of a row locks. An elapsed lock starts the count anew."""
    count = 1 if failures.locked_until is not None and now >= failures.locked_until else failures.count + 1
    return Failures(count, now + LOCK_FOR if count >= MAX_FAILURES else None)


def beheer_verdict(*, own: bool, loses_beheer: bool, others: int) -> str:
    """Why somebody may not lose the role functioneel-beheerder; empty when they may.

    Nobody takes it away from themselves, and a municipality keeps at least one who has it.
    """
    if not loses_beheer:
        return ""
    if own:
        return "own-beheer"
    return "" if others else "last-beheer"


def may_remove_factor(*, app: bool, passkeys: int) -> bool:
    """Whether enough is left to log in with: an app for codes, or at least one passkey."""
    return app or passkeys > 0
