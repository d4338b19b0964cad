"""Passkeys of staff (WebAuthn): registering one, and logging in with it instead of password and code."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kapstok.platform.errors import Refusal
from kapstok.platform.identity.models import Passkey, User
from kapstok.platform.identity.rules import Failures, is_locked, may_remove_factor
from kapstok.platform.work import Actor, unit_of_work

MAX_PASSKEYS = 10

NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Site:
    """The relying party: host without port, full origin, and a name for people."""

    rp_id: str
    origin: str
    name: str


def registration_options(user: User, site: Site) -> tuple[str, bytes]:
    """JSON for the browser, and the challenge to remember."""
    known = Passkey.objects.filter(user_id=user.id).values_list("credential_id", flat=True)[:MAX_PASSKEYS]
    options = generate_registration_options(
        rp_id=site.rp_id,
        rp_name=site.name,
        user_id=user.id.bytes,
        user_name=user.username,
        user_display_name=user.naam,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return options_to_json(options), options.challenge


def register_passkey(
    user: User, site: Site, *, challenge: bytes, answer: dict[str, Any], naam: str, actor: Actor
) -> Passkey:
    """Keep the public key of a new passkey; Refusal when the answer does not hold."""
    if Passkey.objects.filter(user_id=user.id).count() >= MAX_PASSKEYS:
        raise Refusal("passkey-many", message=_("U hebt al 10 passkeys. Verwijder er eerst een."))
    try:
        verified = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise Refusal("passkey-invalid", message=_("Deze passkey is niet goed ontvangen.")) from error
    with unit_of_work(actor, "identity.passkey.add") as work:
        passkey = Passkey.objects.create(
            user=user,
            naam=(" ".join(naam.replace("\x00", "").split()) or _("Passkey"))[:NAME_LENGTH],
            credential_id=bytes_to_base64url(verified.credential_id),
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
        )
        work.record("medewerker", user.id, after={"passkey": passkey.naam})
    return passkey


def remove_passkey(user_id: UUID, passkey_id: UUID, *, actor: Actor) -> None:
    """Forget a passkey; not the last second step that somebody has."""
    with unit_of_work(actor, "identity.passkey.remove") as work:
        user = User.objects.select_for_update().get(id=user_id)
        passkey = Passkey.objects.filter(user_id=user_id, id=passkey_id).first()
        if passkey is None:
            raise Refusal("passkey-unknown", message=_("Deze passkey bestaat niet meer."))
        left = Passkey.objects.filter(user_id=user_id).exclude(id=passkey_id).count()
        if not may_remove_factor(app=user.totp_confirmed, passkeys=left):
            text = _("Dit is uw laatste tweede stap. Stel eerst een app in of voeg een andere passkey toe.")
            raise Refusal("last-factor", message=text)
        work.record("medewerker", user_id, before={"passkey": passkey.naam})
        passkey.delete()


def rename_passkey(user_id: UUID, passkey_id: UUID, naam: str, *, actor: Actor) -> None:
    """Another name, so that somebody knows which device it is."""
    clean = " ".join(naam.split())[:NAME_LENGTH]
    if not clean:
        raise Refusal("required", "naam", _("Vul een naam in voor de passkey."))
    with unit_of_work(actor, "identity.passkey.rename") as work:
        passkey = Passkey.objects.select_for_update().filter(user_id=user_id, id=passkey_id).first()
        if passkey is None:
            raise Refusal("passkey-unknown", message=_("Deze passkey bestaat niet meer."))
        before, passkey.naam = passkey.naam, clean
        passkey.save(update_fields=["naam"])
        work.record("medewerker", user_id, before={"passkey": before}, after={"passkey": clean})


def login_options(site: Site) -> tuple[str, bytes]:
    """No list of keys: the browser offers what it has, and we tell nothing about who exists."""
    options = generate_authentication_options(
        rp_id=site.rp_id, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options), options.challenge


def verify_passkey(site: Site, *, challenge: bytes, answer: dict[str, Any], now: datetime) -> User:
    """The user who holds this passkey; it is both steps at once, as the device verified the user."""
    refusal = Refusal("passkey-invalid", message=_("Inloggen met deze passkey is niet gelukt."))
    credential_id = answer.get("id")
    if not isinstance(credential_id, str):
        raise refusal
    passkey = (
        Passkey.objects.select_for_update().filter(credential_id=credential_id.rstrip("=")[:1400]).first()
    )
    user = User.objects.filter(id=passkey.user_id, active=True).first() if passkey else None
    if passkey is None or user is None or is_locked(Failures(user.failed_logins, user.locked_until), now):
        raise refusal
    try:
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise refusal from error
    passkey.sign_count, passkey.last_used = verified.new_sign_count, now
    passkey.save(update_fields=["sign_count", "last_used"])
    return user


def read_answer(body: bytes) -> dict[str, Any]:
    """The browser's JSON; Refusal when it is anything else."""
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise Refusal("passkey-invalid", message=_("Deze passkey is niet goed ontvangen.")) from error
    return msgspec.convert(answer, dict[str, Any]) if isinstance(answer, dict) else {}
