"""Second step of a staff login: a time-based code (RFC 6238), or a recovery code."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from uuid import UUID

import pyotp
import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kapstok.platform.config.crypto import decrypt, encrypt
from kapstok.platform.errors import Refusal
from kapstok.platform.identity.models import Passkey, User
from kapstok.platform.identity.passwords import clear_failures, register_failure
from kapstok.platform.identity.rules import Failures, is_locked, may_remove_factor
from kapstok.platform.work import Actor, unit_of_work

STEP_SECONDS = 30
RECOVERY_CODES = 8
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread


def new_secret() -> str:
    return pyotp.random_base32()


def provisioning_uri(user: User, secret: str, issuer: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=issuer)


def qr_svg(uri: str) -> SafeString:
    """The QR code as inline SVG with attributes only: no style, as the CSP asks."""
    drawing = segno.make(uri, error="m").svg_inline(scale=5, border=4, svgclass="k-qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308 - made by segno from our own text


def matching_step(secret: str, code: str, *, now: datetime, last_step: int) -> int | None:
    """The time step of a right code, one step of clock difference allowed; used steps do not count."""
    if not re.fullmatch(r"[0-9]{6}", code):
        return None
    current = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        right = totp.at(step * STEP_SECONDS)
        if step > last_step and hmac.compare_digest(right.encode(), code.encode()):
            return step
    return None


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _new_recovery_codes() -> list[str]:
    """Eight codes of 60 bits; only their hashes are kept."""
    return ["".join(secrets.choice(_ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES)]


def confirm_totp(user_id: UUID, secret: str, code: str, *, now: datetime, actor: Actor) -> list[str] | None:
    """Switch the second factor on when the code proves that the app works; returns new recovery codes."""
    step = matching_step(secret, code, now=now, last_step=0)
    if step is None:
        return None
    codes = _new_recovery_codes()
    with unit_of_work(actor, "identity.user.totp") as work:
        user = User.objects.select_for_update().get(id=user_id)
        user.totp_secret = encrypt(secret, purpose=f"totp:{user.id}")
        user.totp_confirmed, user.totp_last_step = True, step
        user.recovery_codes = [_hash(each) for each in codes]
        user.save(update_fields=["totp_secret", "totp_confirmed", "totp_last_step", "recovery_codes"])
        work.record("medewerker", user.id, after={"tweede stap": "ingesteld"})
    return codes


def remove_totp(user_id: UUID, *, actor: Actor) -> None:
    """No app any more; only for who has a passkey. The recovery codes go with it."""
    with unit_of_work(actor, "identity.user.totp-removed") as work:
        user = User.objects.select_for_update().get(id=user_id)
        passkeys = Passkey.objects.filter(user_id=user_id).count()
        if not may_remove_factor(app=False, passkeys=passkeys):
            text = _("Dit is uw laatste tweede stap. Voeg eerst een passkey toe.")
            raise Refusal("last-factor", message=text)
        user.totp_secret, user.totp_confirmed, user.totp_last_step, user.recovery_codes = "", False, 0, []
        user.save(update_fields=["totp_secret", "totp_confirmed", "totp_last_step", "recovery_codes"])
        work.record("medewerker", user.id, before={"tweede stap": "ingesteld"}, after={"tweede stap": "weg"})


def renew_recovery_codes(user_id: UUID, *, actor: Actor) -> list[str]:
    """New recovery codes; the old ones no longer work."""
    codes = _new_recovery_codes()
    with unit_of_work(actor, "identity.user.recovery-codes") as work:
        User.objects.filter(id=user_id).update(recovery_codes=[_hash(each) for each in codes])
        work.record("medewerker", user_id, after={"herstelcodes": "vernieuwd"})
    return codes


def verify_second_factor(user_id: UUID, code: str, *, now: datetime) -> User | None:
    """The user when the code is right; a wrong one counts towards the lock."""
    user = User.objects.select_for_update().filter(id=user_id, active=True, home_tenant__isnull=True).first()
    if user is None or is_locked(Failures(user.failed_logins, user.locked_until), now):
        return None
    plain = re.sub(r"[\s-]", "", code).lower()
    if _accept_totp(user, plain, now) or _accept_recovery(user, plain):
        clear_failures(user)
        return user
    register_failure(user, now=now)
    return None


def _accept_totp(user: User, code: str, now: datetime) -> bool:
    if not user.totp_confirmed:
        return False
    secret = decrypt(user.totp_secret, purpose=f"totp:{user.id}")
    step = matching_step(secret, code, now=now, last_step=user.totp_last_step)
    if step is None:
        return False
    user.totp_last_step = step
    user.save(update_fields=["totp_last_step"])
    return True


def _accept_recovery(user: User, code: str) -> bool:
    hashed = _hash(code)
    if hashed not in user.recovery_codes:
        return False
    actor = Actor("medewerker", str(user.id), user.naam, "Inloggen")
    with unit_of_work(actor, "identity.user.recovery-used") as work:
        user.recovery_codes = [each for each in user.recovery_codes if each != hashed]
        user.save(update_fields=["recovery_codes"])
        work.record("medewerker", user.id, after={"herstelcodes over": len(user.recovery_codes)})
    return True
