"""The two halves of a login at a broker: sending the visitor away, and taking them in again."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import msgspec

from kapstok.platform.identity.oidc.claims import level_for
from kapstok.platform.identity.oidc.config import BrokerConfig
from kapstok.platform.identity.oidc.errors import cancelled, expired, untrusted
from kapstok.platform.identity.oidc.provider import fetch_json, keys_of, metadata_of
from kapstok.platform.identity.oidc.tokens import Expected, UnknownKey, verify_id_token

MAX_AGE = 900  # seconds between leaving and returning


class Pending(msgspec.Struct, frozen=True):
    """What we must remember of a login under way; kept in the visitor's session, used once."""

    kind: str
    issuer: str
    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    next_url: str
    level: str
    started: float


@dataclass(frozen=True, slots=True)
class BrokerLogin:
    claims: dict[str, Any]
    id_token: str


def code_challenge(verifier: str) -> str:
    """S256 of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def begin_login(
    config: BrokerConfig, http: httpx.Client, *, redirect_uri: str, next_url: str, level: str, now: float
) -> tuple[Pending, str]:
    """What to remember, and the address to send the visitor to."""
    metadata = metadata_of(config.issuer, http, now=now)
    pending = Pending(
        kind=config.kind,
        issuer=config.issuer,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(64),
        redirect_uri=redirect_uri,
        next_url=next_url,
        level=level,
        started=now,
    )
    query = {
        "response_type": "code",
        "client_id": config.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(config.scopes),
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge": code_challenge(pending.verifier),
        "code_challenge_method": "S256",
        "acr_values": config.acr_of(level_for(config.kind, level or config.minimum_level)),
    }
    separator = "&" if "?" in metadata.authorization_endpoint else "?"
    return pending, f"{metadata.authorization_endpoint}{separator}{urlencode(query)}"


def finish_login(
    pending: Pending, config: BrokerConfig, http: httpx.Client, *, params: Mapping[str, str], now: float
) -> BrokerLogin:
    """Exchange the code and check everything; LoginRefused when one thing is not right."""
    if pending.issuer != config.issuer or not 0 <= now - pending.started <= MAX_AGE:
        raise expired()
    if not hmac.compare_digest(params.get("state", "").encode(), pending.state.encode()):
        raise expired()
    metadata = metadata_of(config.issuer, http, now=now)
    told_issuer = params.get("iss", "")
    if told_issuer != config.issuer and (
        told_issuer or metadata.authorization_response_iss_parameter_supported
    ):
        raise untrusted("iss of the answer: another broker (RFC 9207)")
    if params.get("error"):
        raise cancelled() if params["error"] in {"access_denied", "login_required"} else untrusted("error")
    if not params.get("code"):
        raise untrusted("no code")
    tokens = _exchange(pending, config, http, metadata.token_endpoint, params["code"])
    id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise untrusted("token answer")
    expected = Expected(config.issuer, config.client_id, pending.nonce, access_token)
    claims = _verified(id_token, config, http, expected, now)
    if metadata.userinfo_endpoint:
        claims = _with_userinfo(claims, http, metadata.userinfo_endpoint, access_token)
    return BrokerLogin(claims, id_token)


def _exchange(
    pending: Pending, config: BrokerConfig, http: httpx.Client, url: str, code: str
) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": pending.redirect_uri,
        "code_verifier": pending.verifier,
    }
    if config.auth_method == "client_secret_post":
        form |= {"client_id": config.client_id, "client_secret": config.client_secret}
        answer = fetch_json(http, "POST", url, data=form)
    else:
        # RFC 6749 2.3.1: both parts are form-encoded before they go into the header.
        auth = (quote(config.client_id, safe=""), quote(config.client_secret, safe=""))
        answer = fetch_json(http, "POST", url, data=form, auth=auth)
    if not isinstance(answer, dict) or str(answer.get("token_type", "")).lower() != "bearer":
        raise untrusted("token answer")
    return answer


def _verified(
    id_token: str, config: BrokerConfig, http: httpx.Client, expected: Expected, now: float
) -> dict[str, Any]:
    try:
        return verify_id_token(id_token, keys_of(config.issuer, http, now=now), expected, now=now)
    except UnknownKey:
        keys = keys_of(config.issuer, http, now=now, again=True)
        return verify_id_token(id_token, keys, expected, now=now)


def _with_userinfo(claims: dict[str, Any], http: httpx.Client, url: str, access_token: str) -> dict[str, Any]:
    answer = fetch_json(http, "GET", url, headers={"Authorization": f"Bearer {access_token}"})
    if not isinstance(answer, dict) or answer.get("sub") != claims["sub"]:
        raise untrusted("userinfo of somebody else")
    return {**answer, **claims}


def logout_address(config: BrokerConfig, http: httpx.Client, *, id_token: str, back: str, now: float) -> str:
    """Where the visitor ends the session at the broker (RP-initiated logout); empty when it has none."""
    metadata = metadata_of(config.issuer, http, now=now)
    if not metadata.end_session_endpoint:
        return ""
    query = urlencode(
        {"id_token_hint": id_token, "client_id": config.client_id, "post_logout_redirect_uri": back}
    )
    separator = "&" if "?" in metadata.end_session_endpoint else "?"
    return f"{metadata.end_session_endpoint}{separator}{query}"
