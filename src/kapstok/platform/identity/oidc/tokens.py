"""Is this ID token real, for us, for this login, and of now? OpenID Connect Core 3.1.3.7; pure."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from kapstok.platform.identity.oidc.errors import LoginRefused, untrusted

# Asymmetric only: a symmetric algorithm would let anybody sign with our public key (RS/HS confusion).
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCK_SKEW = 60  # seconds
OLDEST = 600  # seconds: an ID token for a login that starts now is not older

_HASH = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}


class UnknownKey(LoginRefused):
    """The token names a key that is not in the set: fetch the set again, once."""


@dataclass(frozen=True, slots=True)
class Expected:
    issuer: str
    client_id: str
    nonce: str
    access_token: str


def verify_id_token(token: str, keys: KeySet, expected: Expected, *, now: float) -> dict[str, Any]:
    """The claims of a token that passes every check; LoginRefused otherwise."""
    header = _header(token)
    algorithm = str(header.get("alg", ""))
    if algorithm not in ALGORITHMS:
        raise untrusted(f"algorithm {algorithm!r}")
    key = _key_for(header, keys)
    try:
        claims = jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError) as error:
        raise untrusted(f"signature: {type(error).__name__}") from error
    _check_parties(claims, expected)
    _check_moment(claims, now)
    _check_binding(claims, expected, algorithm)
    return dict(claims)


def _header(token: str) -> Mapping[str, Any]:
    try:
        return jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise untrusted("not a signed token") from error


def _key_for(header: Mapping[str, Any], keys: KeySet) -> RSAKey | ECKey | OKPKey:
    usable = [
        key
        for key in keys.keys
        if isinstance(key, RSAKey | ECKey | OKPKey) and key.as_dict(private=False).get("use", "sig") == "sig"
    ]
    kid = header.get("kid")
    if kid is not None:
        usable = [key for key in usable if key.kid == kid]
    if len(usable) != 1:
        raise UnknownKey("unknown-key", message=untrusted("").message)
    return usable[0]


def _check_parties(claims: Mapping[str, Any], expected: Expected) -> None:
    if claims.get("iss") != expected.issuer:
        raise untrusted("iss")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if expected.client_id not in audiences:
        raise untrusted("aud")
    azp = claims.get("azp")
    if (len(audiences) > 1 or azp is not None) and azp != expected.client_id:
        raise untrusted("azp")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise untrusted("sub")


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise untrusted(name)
    return float(value)


def _check_moment(claims: Mapping[str, Any], now: float) -> None:
    if _number(claims, "exp") <= now - CLOCK_SKEW:
        raise untrusted("exp")
    issued = _number(claims, "iat")
    if issued > now + CLOCK_SKEW or issued < now - OLDEST:
        raise untrusted("iat")
    if "nbf" in claims and _number(claims, "nbf") > now + CLOCK_SKEW:
        raise untrusted("nbf")


def half_hash(value: str, algorithm: str) -> str:
    """Left half of the hash that goes with the algorithm, base64url (OpenID Connect Core 3.1.3.6)."""
    digest = _HASH.get(algorithm[-3:], hashlib.sha512)(value.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def _check_binding(claims: Mapping[str, Any], expected: Expected, algorithm: str) -> None:
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), expected.nonce.encode()):
        raise untrusted("nonce")
    at_hash = claims.get("at_hash")
    if at_hash is None:
        return
    if not hmac.compare_digest(str(at_hash).encode(), half_hash(expected.access_token, algorithm).encode()):
        raise untrusted("at_hash")
