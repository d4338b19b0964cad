"""What a broker publishes: metadata (discovery) and keys, kept for an hour.

A key that is not in the kept set makes us look again, so that a broker may rotate keys at any moment.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from kapstok.platform.identity.oidc.errors import LoginRefused, unreachable, untrusted

KEEP_SECONDS = 3600.0
LOOK_AGAIN_SECONDS = 10.0  # an unknown key id must not become a way to make us hammer the broker
MAX_BYTES = 1_000_000


class Metadata(msgspec.Struct, frozen=True):
    """The part of the discovery document that we use."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    end_session_endpoint: str = ""
    authorization_response_iss_parameter_supported: bool = False


@dataclass(slots=True)
class _Known:
    metadata: Metadata
    fetched: float
    keys: KeySet | None = None
    keys_fetched: float = 0.0


_known: dict[str, _Known] = {}
_lock = Lock()


def forget_providers() -> None:
    """Fetch again on the next login; after a change of the broker's settings."""
    with _lock:
        _known.clear()


def fetch_json(http: httpx.Client, method: str, url: str, **kwargs: Any) -> Any:
    """JSON answer of a broker; LoginRefused when it does not come or is not JSON."""
    try:
        answer = http.request(method, url, **kwargs)
    except httpx.HTTPError as error:
        raise unreachable(f"{urlsplit(url).path}: {type(error).__name__}") from error
    if answer.status_code >= 500:
        raise unreachable(f"{urlsplit(url).path}: {answer.status_code}")
    if answer.status_code != 200:
        raise untrusted(f"{urlsplit(url).path}: {answer.status_code}")
    if len(answer.content) > MAX_BYTES:
        raise untrusted("answer too large")
    try:
        return msgspec.json.decode(answer.content)
    except msgspec.DecodeError as error:
        raise untrusted(f"{urlsplit(url).path}: not JSON") from error


def _require_safe(issuer: str, metadata: Metadata) -> None:
    if metadata.issuer != issuer:
        raise untrusted("issuer in the discovery document differs")
    scheme = urlsplit(issuer).scheme
    endpoints = (
        metadata.authorization_endpoint,
        metadata.token_endpoint,
        metadata.jwks_uri,
        metadata.userinfo_endpoint,
        metadata.end_session_endpoint,
    )
    if any(url and urlsplit(url).scheme not in {"https", scheme} for url in endpoints):
        raise untrusted("endpoint without https")


def metadata_of(issuer: str, http: httpx.Client, *, now: float) -> Metadata:
    known = _known.get(issuer)
    if known is not None and now - known.fetched < KEEP_SECONDS:
        return known.metadata
    raw = fetch_json(http, "GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    try:
        metadata = msgspec.convert(raw, Metadata)
    except msgspec.ValidationError as error:
        raise untrusted("discovery document") from error
    _require_safe(issuer, metadata)
    with _lock:
        _known[issuer] = _Known(metadata, now)
    return metadata


def keys_of(issuer: str, http: httpx.Client, *, now: float, again: bool = False) -> KeySet:
    """The broker's keys; `again` fetches them anew, unless that was done just now."""
    metadata = metadata_of(issuer, http, now=now)
    known = _known[issuer]
    age = now - known.keys_fetched
    if known.keys is not None and age < (LOOK_AGAIN_SECONDS if again else KEEP_SECONDS):
        return known.keys
    raw = fetch_json(http, "GET", metadata.jwks_uri)
    keys = _import_keys(raw)
    known.keys, known.keys_fetched = keys, now
    return keys


def _import_keys(raw: Any) -> KeySet:
    if not isinstance(raw, dict) or not isinstance(raw.get("keys"), list):
        raise untrusted("key set")
    usable = [key for key in raw["keys"] if isinstance(key, dict) and key.get("kty") in {"RSA", "EC", "OKP"}]
    if not usable:
        raise LoginRefused("broker-without-keys", message=untrusted("").message)
    try:
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError) as error:
        raise untrusted("key set") from error
