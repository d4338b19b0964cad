"""request.identity: who is here, or None. Rights of staff are read anew on every request."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kapstok.platform.db import fetch_one, tenant_scope
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.login import identity_in, session_of
from kapstok.platform.identity.queries import STAFF_NOW
from kapstok.platform.identity.sessions import SessionStore


class IdentityMiddleware:
    """Place after TenantMiddleware, SessionMiddleware and CsrfViewMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.identity = None  # type: ignore[attr-defined]
        request.session_ended = None  # type: ignore[attr-defined]
        if getattr(request, "tenant", None) is not None and request.session.session_key:
            session = session_of(request)
            identity = current_identity(session, today=timezone.localdate())
            request.identity = identity  # type: ignore[attr-defined]
            request.session_ended = session.ended  # type: ignore[attr-defined]
            if identity is not None:
                session.touch()
        return self.get_response(request)


def current_identity(session: SessionStore, *, today: date) -> Identity | None:
    """Who this session belongs to now. Staff who lost their account or grant are out at once."""
    identity = identity_in(session)
    if identity is None or identity.kind != "medewerker":
        return identity
    fresh = staff_identity(UUID(identity.id), today=today, grant=session.visit.grant)
    if fresh is None:
        session.flush()
    return fresh


def staff_identity(user: UUID, *, today: date, grant: UUID | None = None) -> Identity | None:
    """The medewerker as the database knows them today; None when they may not (any longer) work here."""
    row = fetch_one(STAFF_NOW, {"user": user, "today": today, "grant": grant})
    if row is None:
        return None
    if row["home_tenant"] is None:
        return _identity(row) if grant is None else None
    if row["grant_roles"] is None:
        return None
    return _guest(row, today)


def _identity(row: dict[str, Any]) -> Identity:
    return Identity(
        "medewerker",
        str(row["id"]),
        row["naam"],
        roles=frozenset(row["roles"]),
        teams=frozenset(row["teams"]),
        language=row["language"],
    )


def _guest(row: dict[str, Any], today: date) -> Identity | None:
    """Rights of a guest: what the grant gives, as far as the holder has it at home today."""
    with tenant_scope(row["home_tenant"]):
        home = fetch_one(STAFF_NOW, {"user": row["id"], "today": today, "grant": None})
    if home is None or (row["holder_team"] is not None and row["holder_team"] not in home["teams"]):
        return None
    return replace(
        _identity({**row, "naam": home["naam"]}),
        roles=frozenset(row["grant_roles"]) & frozenset(home["roles"]),
        home_tenant=row["home_tenant"],
        purpose=row["purpose"],
    )
