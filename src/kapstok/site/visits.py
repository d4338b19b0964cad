"""Test clients that are logged in, through the same session code as a real visit."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client, RequestFactory

from kapstok.platform.db import tenant_scope
from kapstok.platform.identity import Identity, create_user, log_in
from kapstok.platform.identity.models import User
from kapstok.platform.identity.sessions import SessionStore
from kapstok.platform.tenancy.registry import tenants
from kapstok.platform.work import SYSTEM

PASSWORD = "een lang wachtwoord voor tests"


def logged_in(client: Client, slug: str, kind: str, number: str, roles: tuple[str, ...]) -> Any:
    """Log `client` in at a municipality: staff with roles, or a resident or company by number."""
    request = RequestFactory().get("/", headers={"host": f"{slug}.localhost"})
    with tenant_scope(tenants()[slug].id):
        session: SessionBase = SessionStore(None)
        request.session = session
        identity = _staff(roles) if kind == "medewerker" else Identity(kind, number, "", level="hoog")  # type: ignore[arg-type]
        log_in(request, identity)
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def _staff(roles: tuple[str, ...]) -> Identity:
    name = f"proef-{'-'.join(roles) or 'zonder'}"
    user = User.objects.filter(username=name).first() or create_user(
        name, naam=f"Proef {' '.join(roles)}", password=PASSWORD, roles=roles, actor=SYSTEM
    )
    return Identity("medewerker", str(user.id), user.naam, roles=frozenset(roles))
