"""Who calls: a JWT signed with the secret of a client id (HS256), `Token` with its api key, or name and secret.

The client id or the key decides the municipality.
"""

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import msgspec
from django.http import HttpRequest

from kapstok.magazijnen.autorisaties.queries import client, scopes_of, tenant_of_client, tenant_of_key
from kapstok.magazijnen.autorisaties.services import CHANNEL, PURPOSE, key_hash
from kapstok.platform.audit.actor import Actor
from kapstok.platform.config.crypto import decrypt
from kapstok.platform.db import tenant_scope
from kapstok.platform.db.notices import listening, on_notice
from kapstok.platform.http.asked import header
from kapstok.platform.resource import Caller
from kapstok.platform.resource.refused import Refused

LEEWAY, MAX_AGE = 60, 3600
REASON_HEADERS = {
    "toelichting": "X-Audit-Toelichting",
    "logrecord": "X-NLX-Logrecord-ID",
    "nlxGebruiker": "X-NLX-Request-User-Id",
    "nlxProces": "X-NLX-Request-Process-Id",
}
# A change of rights is heard at once; when nothing can be heard, nothing is kept for long.
KEEP_SECONDS, KEEP_DEAF, KEEP_AT_MOST = 300.0, 1.0, 1000
KEY = "\0"  # before the hash of an api key; no client id has it
_known: dict[str, tuple[float, Caller, str]] = {}
_changes = count()
_heard = next(_changes)
# Tokens whose signature was checked, as long as their client is known: whoever sends one again is not checked anew.
_checked: dict[str, tuple[float, "Claims", Caller]] = {}


class Claims(msgspec.Struct):
    """What a token says. A token without exp is good for an hour."""

    client_id: str = ""
    iat: float | None = None
    exp: float | None = None
    nbf: float | None = None
    user_id: str = ""
    user_representation: str = ""


class _Header(msgspec.Struct):
    alg: str


def forget_known() -> None:
    """Look every client up again; after rights have changed."""
    global _heard  # noqa: PLW0603 - who looked up before the change may not put that back after it
    _heard = next(_changes)
    _known.clear()
    _checked.clear()


on_notice(CHANNEL, forget_known)


def _no(detail: str, code: str) -> Refused:
    return Refused(403, code, detail)


def _bytes(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def caller_of(request: HttpRequest) -> Caller:
    """The caller of this request. Raises Refused 403 with the published code; no known server says 401."""
    return caller_by(header(request, "Authorization"), request)


def caller_by(sent: str, request: HttpRequest) -> Caller:
    """As `caller_of`, for an API where an application may show its token or key in another header."""
    kept = _checked.get(sent)
    if kept is not None and kept[0] > time.monotonic():
        _, claims, caller = kept
        if claims.client_id:  # a key says nothing of itself, and has no end
            _in_time(claims, time.time())
    else:
        claims, caller = _verified(sent)
    return _saying(caller, _reasons(request))


def caller_by_secret(client_id: str, secret: str, request: HttpRequest) -> Caller:
    """As `caller_of`, for the older standards: the client id as a name, its secret as the password."""
    found = _look_up(client_id, _tenant_of_client, client_id=client_id) if client_id else None
    if found is None or not hmac.compare_digest((found[1] or "\0").encode(), secret.encode()):
        raise _no("Deze naam en dit wachtwoord horen niet bij elkaar.", "authentication_failed")
    return _saying(found[0], _reasons(request))


def _verified(sent: str) -> tuple[Claims, Caller]:
    """What the token says and whose it is, its signature checked; kept for as long as the client is."""
    heard = _heard
    kind, _, token = sent.partition(" ")
    if kind.lower() == "token" and token:
        hashed = key_hash(token.strip())
        found = _look_up(hashed, tenant_of_key, api_key_hash=hashed)
        if found is None:
            raise _no("Deze sleutel is hier niet bekend.", "authentication_failed")
        return _keep(sent, KEY + hashed, Claims(), found[0], heard)
    if kind.lower() != "bearer" or not token:
        raise _no("Stuur een JWT mee: Authorization: Bearer ...", "not_authenticated")
    head, claims, signature, signed = _split(token)
    if not claims.client_id:
        raise _no("Het token noemt geen client_id.", "missing-client-identifier")
    found = _look_up(claims.client_id, _tenant_of_client, client_id=claims.client_id)
    if found is None or not found[1]:
        raise _no("Deze client_id is hier niet bekend.", "invalid-client-identifier")
    caller, secret = found
    if head.alg != "HS256":
        raise _no("Onderteken het token met HS256.", "jwt-invalid-algorithm")
    if not hmac.compare_digest(hmac.new(secret.encode(), signed, hashlib.sha256).digest(), signature):
        raise _no("De handtekening van het token klopt niet.", "invalid-jwt-signature")
    _in_time(claims, time.time())
    return _keep(sent, claims.client_id, claims, caller, heard)


def _keep(sent: str, name: str, claims: Claims, caller: Caller, heard: int) -> tuple[Claims, Caller]:
    """Remember who sent this, for as long as the client is remembered and nothing has changed."""
    known = _known.get(name)
    person = {"gebruikersId": claims.user_id, "gebruikersWeergave": claims.user_representation}
    speaking = _saying(caller, person)
    if len(_checked) >= KEEP_AT_MOST:
        _checked.clear()
    if known is not None and known[1] is caller and heard == _heard:
        _checked[sent] = (known[0], claims, speaking)
    return claims, speaking


def _reasons(request: HttpRequest) -> dict[str, str]:
    """Why the application asks, by its headers; mostly it says nothing."""
    return {name: header(request, asked) for name, asked in REASON_HEADERS.items()}


def _saying(caller: Caller, said: dict[str, str]) -> Caller:
    """The caller with what it says about the person behind it and the reason; for the audit trail."""
    told = {name: text[:1000] for name, text in said.items() if text}
    if not told:
        return caller
    return replace(caller, actor=replace(caller.actor, context={**caller.actor.context, **told}))


def _split(token: str) -> tuple[_Header, Claims, bytes, bytes]:
    try:
        first, second, third = token.strip().split(".")
        head = msgspec.json.decode(_bytes(first), type=_Header)
        claims = msgspec.json.decode(_bytes(second), type=Claims)
        return head, claims, _bytes(third), f"{first}.{second}".encode()
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise _no("Het token heeft niet de vorm van een JWT.", "jwt-decode-error") from None


def _in_time(claims: Claims, now: float) -> None:
    if claims.iat is None:
        raise _no("Het token heeft geen iat.", "jwt-missing-iat-claim")
    # A clock that runs ahead is no reason to refuse, as long as it is not more than a token's life.
    if max(claims.iat - MAX_AGE, claims.nbf or 0) > now + LEEWAY:
        raise _no("Het token is van later dan nu.", "jwt-immature-signature")
    end = min(claims.exp if claims.exp is not None else claims.iat + MAX_AGE, claims.iat + MAX_AGE)
    if now > end + LEEWAY:
        raise _no("Het token is verlopen.", "jwt-expired")


def _tenant_of_client(client_id: str) -> int | None:
    return tenant_of_client(client_id) if 0 < len(client_id) <= 100 and "\0" not in client_id else None


def _look_up(name: str, tenant_of: Callable[[str], int | None], **asked: str) -> tuple[Caller, str] | None:
    """The application and the secret of its client, by client id or by the hash of a key."""
    known_as = KEY + name if "api_key_hash" in asked else name
    kept = _known.get(known_as)
    if kept is not None and kept[0] > time.monotonic():
        return kept[1], kept[2]
    heard, keep = _heard, KEEP_SECONDS if listening() else KEEP_DEAF
    tenant = tenant_of(name)
    row: dict[str, Any] | None = client(tenant, **asked) if tenant else None
    if tenant is None or row is None:
        return None
    with tenant_scope(tenant):
        grants = scopes_of(row["applicatie_id"])
    # ztc-014: who reads zaken or documents reads the catalogus too.
    also = {s for c, s in (("zrc", "zaken.lezen"), ("drc", "documenten.lezen")) if s in grants.get(c, ())}
    grants["ztc"] = grants.get("ztc", frozenset()) | also
    actor = Actor("applicatie", row["client_id"], row["label"])
    # An application for published documents only never skips the conditions on rows.
    everything = row["heeft_alle_autorisaties"] and not row["alleen_is_gereed_voor_publicatie"]
    caller = Caller(row["applicatie_id"], tenant, actor, everything, grants)
    secret = decrypt(row["geheim"], purpose=PURPOSE) if row["geheim"] else ""
    if len(_known) >= KEEP_AT_MOST:
        _known.clear()
    if heard == _heard:
        _known[known_as] = (time.monotonic() + keep, caller, secret)
    return caller, secret
