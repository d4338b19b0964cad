"""The provider itself, without Django: discovery, codes, tokens, userinfo. Time comes in.

The signing key is derived from the installation's master key, so that all processes sign alike.
"""

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from kapstok.platform.config.crypto import decrypt, derived_key, encrypt, pseudonym
from kapstok.platform.identity.oidc.flow import code_challenge
from kapstok.platform.identity.oidc.tokens import half_hash

CLIENT_ID = "kapstok"
CODE_SECONDS = 60
TOKEN_SECONDS = 300
_ORDER_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_PURPOSE = "simulator"

T = TypeVar("T", bound=msgspec.Struct)
Answer = tuple[int, dict[str, Any]]
_used_codes: dict[str, float] = {}


def client_secret() -> str:
    """Secret of our own client at the simulator; differs per installation."""
    return pseudonym(CLIENT_ID, purpose="simulator-client")


@cache
def signing_key() -> ECKey:
    number = int.from_bytes(derived_key("simulator-signing")) % (_ORDER_P256 - 1) + 1
    private = ec.derive_private_key(number, ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key = ECKey.import_key(pem, {"use": "sig", "alg": "ES256"})
    key.ensure_kid()
    return key


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """What stands, sealed, in an authorization code."""

    id: str
    client_id: str
    redirect_uri: str
    nonce: str
    challenge: str
    acr: str
    sub: str
    claims: dict[str, Any]
    expires: float


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What stands, sealed, in an access token."""

    issuer: str
    sub: str
    claims: dict[str, Any]
    expires: float


def discovery(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/jwks",
        "end_session_endpoint": f"{issuer}/end_session",
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid"],
        "authorization_response_iss_parameter_supported": True,
    }


def jwks() -> dict[str, Any]:
    return {"keys": [signing_key().as_dict(private=False)]}


def issue_code(
    *,
    redirect_uri: str,
    nonce: str,
    challenge: str,
    acr: str,
    subject: str,
    claims: dict[str, Any],
    now: float,
) -> str:
    """A code for somebody who chose to be `subject` on the authorize page."""
    code = Code(
        id=secrets.token_hex(16),
        client_id=CLIENT_ID,
        redirect_uri=redirect_uri,
        nonce=nonce,
        challenge=challenge,
        acr=acr,
        sub=pseudonym(subject, purpose="simulator-subject"),
        claims=claims,
        expires=now + CODE_SECONDS,
    )
    return encrypt(msgspec.json.encode(code).decode(), purpose=_PURPOSE)


def _open(sealed: str, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(decrypt(sealed, purpose=_PURPOSE), type=kind, strict=True)
    except (InvalidTag, ValueError, binascii.Error, msgspec.MsgspecError):
        return None


def _client_is_known(headers: Mapping[str, str], form: Mapping[str, str]) -> bool:
    client, secret = form.get("client_id", ""), form.get("client_secret", "")
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            pair = base64.b64decode(value, validate=True).decode()
        except (ValueError, binascii.Error):
            return False
        client, _, secret = (unquote(part) for part in pair.partition(":"))
    return client == CLIENT_ID and hmac.compare_digest(secret.encode(), client_secret().encode())


def _first_use(code: Code, now: float) -> bool:
    for known, expires in list(_used_codes.items()):
        if expires < now:
            _used_codes.pop(known, None)
    mark = code.expires
    return _used_codes.setdefault(code.id, mark) is mark


def token(issuer: str, headers: Mapping[str, str], body: bytes, *, now: float) -> Answer:
    """The token endpoint."""
    form = dict(parse_qsl(body.decode("ascii", "replace")))
    if not _client_is_known(headers, form):
        return 401, {"error": "invalid_client"}
    if form.get("grant_type") != "authorization_code":
        return 400, {"error": "unsupported_grant_type"}
    code = _open(form.get("code", ""), Code)
    if code is None or code.expires < now or not _first_use(code, now):
        return 400, {"error": "invalid_grant"}
    challenge = code_challenge(form.get("code_verifier", ""))
    if form.get("redirect_uri") != code.redirect_uri or not hmac.compare_digest(challenge, code.challenge):
        return 400, {"error": "invalid_grant"}
    return 200, _tokens(issuer, code, now)


def _tokens(issuer: str, code: Code, now: float) -> dict[str, Any]:
    access = Access(issuer=issuer, sub=code.sub, claims=code.claims, expires=now + TOKEN_SECONDS)
    access_token = encrypt(msgspec.json.encode(access).decode(), purpose=_PURPOSE)
    claims = {
        "iss": issuer,
        "sub": code.sub,
        "aud": code.client_id,
        "iat": int(now),
        "exp": int(now) + TOKEN_SECONDS,
        "auth_time": int(now),
        "nonce": code.nonce,
        "acr": code.acr,
        "at_hash": half_hash(access_token, "ES256"),
    }
    key = signing_key()
    return {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "id_token": jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key),
    }


def userinfo(issuer: str, headers: Mapping[str, str], *, now: float) -> Answer:
    """The userinfo endpoint: personal claims travel here only, never in the ID token."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    access = _open(value, Access) if scheme.lower() == "bearer" else None
    if access is None or access.expires < now or access.issuer != issuer:
        return 401, {"error": "invalid_token"}
    return 200, {**access.claims, "sub": access.sub}


def back_channel(
    issuer: str, endpoint: str, *, method: str, headers: Mapping[str, str], body: bytes, now: float
) -> Answer:
    """One call from a relying party; over HTTP by the views, in-process by the transport."""
    match method, endpoint:
        case "GET", ".well-known/openid-configuration":
            return 200, discovery(issuer)
        case "GET", "jwks":
            return 200, jwks()
        case "POST", "token":
            return token(issuer, headers, body, now=now)
        case (("GET" | "POST"), "userinfo"):
            return userinfo(issuer, headers, now=now)
    return 404, {"error": "not_found"}
