"""Beginning and ending a visit, the same for everybody: new key, row with the terms, audit record."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from kapstok.platform.config.crypto import pseudonym
from kapstok.platform.http.clients import client_address
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.models import User
from kapstok.platform.identity.registry import name_of
from kapstok.platform.identity.sessions import SessionStore, Visit
from kapstok.platform.work import unit_of_work

_KEY = "identiteit"
_ID_TOKEN = "id_token"
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """`Firefox op Windows`: enough to recognise one's own device, too little to follow somebody."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "Browser")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, user_agent)), "onbekend apparaat")
    return f"{browser} op {system}"


def subject_of(kind: str, identifier: str) -> str:
    """Keyed hash under which the sessions of one person are found."""
    return pseudonym(f"{kind}:{identifier}", purpose="sessie-van")


def session_of(request: HttpRequest) -> SessionStore:
    session: SessionBase = request.session
    if not isinstance(session, SessionStore):
        raise TypeError("SESSION_ENGINE must be kapstok.platform.identity.sessions")
    return session


def log_in(
    request: HttpRequest,
    identity: Identity,
    *,
    grant: UUID | None = None,
    ticket: str = "",
    id_token: str = "",
) -> Identity:
    """Make this visitor `identity`. What an anonymous visitor had typed stays with them."""
    if identity.kind != "medewerker":
        identity = replace(identity, name=name_of(identity))
    session = session_of(request)
    visit = Visit(
        kind=identity.kind,
        user=identity.user_id,
        grant=grant,
        subject=subject_of(identity.kind, identity.id),
        ticket=ticket,
        ip_hash=pseudonym(client_address(request), purpose="sessie-adres"),
        device=device_of(request.headers.get("User-Agent", "")),
    )
    with unit_of_work(identity.as_actor("Inloggen"), "identity.login") as work:
        session.begin(visit)
        session[_KEY] = _as_data(identity)
        if id_token:
            session[_ID_TOKEN] = id_token
        if identity.user_id is not None:
            User.objects.filter(id=identity.user_id).update(last_login=work.moment)
        work.record("sessie", subject_of(identity.kind, identity.id), after={"niveau": identity.level})
    rotate_token(request)
    request.identity = identity  # type: ignore[attr-defined]
    return identity


def log_out(request: HttpRequest) -> str:
    """End this visit; returns the ID token with which the broker can be told."""
    session = session_of(request)
    id_token = str(session.get(_ID_TOKEN, ""))
    identity: Identity | None = getattr(request, "identity", None)
    if identity is None:
        session.flush()
        return ""
    with unit_of_work(identity.as_actor("Uitloggen"), "identity.logout") as work:
        session.flush()
        work.record("sessie", subject_of(identity.kind, identity.id), before={"kind": identity.kind})
    rotate_token(request)
    request.identity = None  # type: ignore[attr-defined]
    return id_token


def choose_vestiging(request: HttpRequest, vestiging: str) -> Identity:
    """A company goes on as one of its branches, or as a whole (empty)."""
    identity: Identity = request.identity  # type: ignore[attr-defined]
    chosen = replace(identity, vestiging=vestiging)
    session_of(request)[_KEY] = _as_data(chosen)
    request.identity = chosen  # type: ignore[attr-defined]
    return chosen


def _as_data(identity: Identity) -> dict[str, Any]:
    return msgspec.to_builtins(identity)


def identity_in(session: SessionStore) -> Identity | None:
    """The identity that was put into this session, when row and content agree on who it is."""
    data = session.get(_KEY)
    if data is None:
        return None
    identity = msgspec.convert(data, Identity)
    if session.visit.kind != identity.kind:
        return None
    if session.visit.subject != subject_of(identity.kind, identity.id):
        return None
    return identity
