"""A new medewerker, and passwords. Changes of an account: accounts.py; teams: teams.py. All audited."""

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity.identities import STAFF_ROLES
from kapstok.platform.identity.models import Session, User
from kapstok.platform.work import Actor, unit_of_work

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,149}")


def normalize_username(username: str) -> str:
    return unicodedata.normalize("NFKC", username).strip().lower()


def password_refusals(password: str) -> list[Refusal]:
    """What is wrong with a new password, in words."""
    refusals = []
    for validator, code, message in (
        (MinimumLengthValidator(12), "password-short", _("Kies een wachtwoord van minstens 12 tekens.")),
        (CommonPasswordValidator(), "password-common", _("Dit wachtwoord is te bekend. Kies een ander.")),
    ):
        try:
            validator.validate(password)
        except ValidationError:
            refusals.append(Refusal(code, "password", message))
    return refusals


def _refusals(username: str, naam: str, password: str, roles: Collection[str]) -> list[Refusal]:
    found = [*(password_refusals(password) if password else []), *role_refusals(roles)]
    if not _USERNAME.fullmatch(username):
        text = _("Gebruik kleine letters, cijfers, punt, streepje of @; minstens 2 tekens.")
        found.append(Refusal("username-invalid", "username", text))
    elif User.objects.filter(username=username).exists():
        found.append(Refusal("username-taken", "username", _("Deze gebruikersnaam is al in gebruik.")))
    if not naam.strip():
        found.append(Refusal("required", "naam", _("Vul een naam in.")))
    return found


def role_refusals(roles: Collection[str]) -> list[Refusal]:
    unknown = sorted(set(roles) - set(STAFF_ROLES))
    return [Refusal("role-unknown", "roles", _("Onbekende rol: %s.") % ", ".join(unknown))] if unknown else []


def create_user(
    username: str,
    *,
    naam: str,
    roles: Collection[str],
    actor: Actor,
    password: str = "",
    email: str = "",
    demo: bool = False,
    id_: UUID | None = None,
) -> User:
    """A new medewerker. Without password nobody can log in until one is chosen by a link (password_links).

    `demo` users are spared the second factor, in demo mode only.
    """
    username = normalize_username(username)
    refusals = _refusals(username, naam, password, roles)
    if refusals:
        raise Refusals(refusals)
    with unit_of_work(actor, "identity.user.create") as work:
        user = User(
            username=username,
            naam=naam.strip(),
            email=email,
            password=make_password(password or None),
            roles=sorted(set(roles)),
            demo=demo,
        )
        if id_ is not None:
            user.id = id_
        user.save(force_insert=True)
        work.record("medewerker", user.id, after=described(user))
    return user


def described(user: User) -> dict[str, object]:
    """What the audit trail keeps of a user: never a secret."""
    return {"username": user.username, "naam": user.naam, "roles": list(user.roles), "active": user.active}


def set_password(user_id: UUID, password: str, *, actor: Actor, now: datetime) -> None:
    """A new password; every session of the user ends."""
    refusals = password_refusals(password)
    if refusals:
        raise Refusals(refusals)
    with unit_of_work(actor, "identity.user.password") as work:
        user = User.objects.select_for_update().get(id=user_id)
        user.password, user.failed_logins, user.locked_until = make_password(password), 0, None
        user.save(update_fields=["password", "failed_logins", "locked_until"])
        Session.objects.filter(user_id=user_id, revoked__isnull=True).update(revoked=now)
        work.record("medewerker", user.id, after={"password": "gewijzigd"})
