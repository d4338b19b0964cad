"""A new password by a link that works once and for a day: nobody but the medewerker ever knows it."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kapstok.platform.errors import Refusal
from kapstok.platform.identity.accounts import account
from kapstok.platform.identity.models import PasswordLink
from kapstok.platform.identity.users import set_password
from kapstok.platform.work import Actor, unit_of_work

VALID_FOR = timedelta(hours=24)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def make_password_link(user_id: UUID, *, actor: Actor, now: datetime) -> str:
    """The key of a new link; older links of this medewerker no longer work."""
    key = secrets.token_urlsafe(32)
    with unit_of_work(actor, "identity.password-link.make") as work:
        user = account(user_id)
        PasswordLink.objects.filter(user_id=user_id).delete()
        PasswordLink.objects.create(user=user, key_hash=_hash(key), expires=now + VALID_FOR)
        work.record("medewerker", user.id, after={"link voor wachtwoord": "gemaakt"})
    return key


def usable_link(key: str, *, now: datetime) -> PasswordLink | None:
    """The link when it can still be used: not used, not expired, of an account that is not blocked."""
    return (
        PasswordLink.objects.select_related("user")
        .filter(key_hash=_hash(key), used=None, expires__gt=now, user__active=True, user__home_tenant=None)
        .first()
    )


def use_password_link(key: str, password: str, *, now: datetime) -> None:
    """Set the password; every session of the medewerker ends. Refusal when the link works no longer."""
    link = usable_link(key, now=now)
    expired = Refusal("link-expired", message=_("Deze link werkt niet meer. Vraag een nieuwe."))
    if link is None:
        raise expired
    actor = Actor("medewerker", str(link.user_id), link.user.naam, "Nieuw wachtwoord kiezen")
    with unit_of_work(actor, "identity.password-link.use"):
        if not PasswordLink.objects.filter(id=link.id, used=None).update(used=now):
            raise expired
        set_password(link.user_id, password, actor=actor, now=now)
