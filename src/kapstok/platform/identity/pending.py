"""Logins under way at a broker, in the visitor's session: a few at a time (tabs), each taken once."""

import msgspec

from kapstok.platform.identity.oidc.flow import Pending
from kapstok.platform.identity.sessions import SessionStore

_KEY = "onderweg"
_MAX = 5


def remember(session: SessionStore, pending: Pending) -> None:
    session[_KEY] = [*session.get(_KEY, []), msgspec.to_builtins(pending)][-_MAX:]


def take(session: SessionStore, state: str) -> Pending | None:
    """The login with this state, which is then forgotten: a second return finds nothing."""
    kept = session.get(_KEY, [])
    found = next((each for each in kept if each["state"] == state), None)
    if found is None:
        return None
    session[_KEY] = [each for each in kept if each is not found]
    return msgspec.convert(found, Pending)
