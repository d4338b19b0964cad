"""First step of a staff login: username and password, in the same time whoever asks."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password

from kapstok.platform.config import settings
from kapstok.platform.identity.models import User
from kapstok.platform.identity.rules import Failures, after_failure, is_locked
from kapstok.platform.identity.users import normalize_username
from kapstok.platform.work import SYSTEM, unit_of_work


def verify_password(username: str, password: str, *, now: datetime) -> User | None:
    """The user, or None for every kind of no: unknown, wrong, locked, left, guest.

    The hash is computed in all cases, so that the time tells nothing about who exists.
    """
    name = normalize_username(username)[:150]
    user = User.objects.select_for_update().filter(username=name, home_tenant__isnull=True).first()
    correct = check_password(password, user.password if user else make_password(None))
    if user is None or not user.active:
        return None
    if is_locked(Failures(user.failed_logins, user.locked_until), now):
        return None
    if not correct:
        register_failure(user, now=now)
        return None
    return user


def register_failure(user: User, *, now: datetime) -> None:
    """Count a wrong password or code; locking the account is audited."""
    failures = after_failure(Failures(user.failed_logins, user.locked_until), now)
    user.failed_logins, user.locked_until = failures.count, failures.locked_until
    user.save(update_fields=["failed_logins", "locked_until"])
    if failures.locked_until is not None:
        with unit_of_work(SYSTEM, "identity.user.locked") as work:
            work.record("medewerker", user.id, after={"geblokkeerd tot": failures.locked_until.isoformat()})


def clear_failures(user: User) -> None:
    if user.failed_logins or user.locked_until:
        User.objects.filter(id=user.id).update(failed_logins=0, locked_until=None)


def skips_second_factor(user: User) -> bool:
    """Demo users in demo mode only; in any other installation the flag means nothing."""
    return settings.demo and user.demo
