"""The broker settings as a beheerder sees them: changing, and testing the connection with faults in words.

The secret goes in and never comes out: it is kept when nothing new is typed.
"""

import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import msgspec
from django.utils.translation import gettext as _

from kapstok.platform.config import settings
from kapstok.platform.config.crypto import decrypt
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.http.outward import NotAllowed, is_public, is_trusted, target
from kapstok.platform.http.trace import outgoing_headers
from kapstok.platform.identity.brokers import SIMULATOR, TIMEOUT, save_broker
from kapstok.platform.identity.models import Broker
from kapstok.platform.identity.oidc.config import LEVELS, BrokerConfig, BrokerKind, ClaimNames
from kapstok.platform.identity.oidc.provider import Metadata, forget_providers
from kapstok.platform.work import Actor, unit_of_work

KINDS: tuple[BrokerKind, ...] = ("digid", "eherkenning")
METHODS = ("client_secret_basic", "client_secret_post")
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a beheerder types; an empty secret keeps the one that is there."""

    issuer: str
    client_id: str
    client_secret: str
    scopes: tuple[str, ...]
    minimum: str
    auth_method: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried at the broker: `stand` is goed, let-op or fout."""

    stand: str
    tekst: str


def broker_of(kind: str) -> Broker | None:
    return Broker.objects.filter(kind=kind).first()


def settings_refusals(kind: str, typed: Settings, current: Broker | None) -> list[Refusal]:
    """What is wrong with the settings themselves, each next to its field."""
    found: list[Refusal] = []
    parts = urlsplit(typed.issuer)
    if typed.issuer != SIMULATOR and (
        parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username
    ):
        text = _("Vul het adres in dat met https:// begint, zonder vraagteken. De broker noemt het issuer.")
        found.append(Refusal("issuer", "issuer", text))
    if typed.issuer == SIMULATOR and not settings.demo:
        found.append(Refusal("issuer", "issuer", _("De testomgeving kan alleen in de demo.")))
    if not typed.client_id.strip():
        found.append(Refusal("required", "client_id", _("Vul het client-id in dat u van de broker kreeg.")))
    if not typed.client_secret and current is None:
        found.append(Refusal("required", "client_secret", _("Vul het geheim in dat u van de broker kreeg.")))
    if current is not None and not typed.client_secret and typed.issuer != current.issuer:
        text = _("Vul het geheim opnieuw in: het oude is voor een ander adres.")
        found.append(Refusal("required", "client_secret", text))
    if "openid" not in typed.scopes:
        found.append(Refusal("scopes", "scopes", _("De scope openid hoort er altijd bij.")))
    if typed.minimum and typed.minimum not in LEVELS[kind].values():
        found.append(Refusal("minimum", "minimum", _("Kies een niveau uit de lijst.")))
    if typed.auth_method not in METHODS:
        found.append(Refusal("auth_method", "auth_method", _("Kies een manier uit de lijst.")))
    return found


def change_broker(kind: BrokerKind, typed: Settings, *, actor: Actor) -> Broker:
    """Keep the settings; they count from the next login on."""
    current = broker_of(kind)
    refusals = settings_refusals(kind, typed, current)
    if refusals:
        raise Refusals(refusals)
    secret = typed.client_secret
    if not secret and current is not None:
        secret = decrypt(current.client_secret, purpose=f"broker:{kind}")
    config = BrokerConfig(
        kind=kind,
        issuer=typed.issuer,
        client_id=typed.client_id.strip(),
        client_secret=secret,
        scopes=typed.scopes,
        claims=msgspec.convert(current.claims, ClaimNames) if current else ClaimNames(),
        levels=dict(current.levels) if current else {},
        minimum=typed.minimum,
        default_level=current.default_level if current else "",
        auth_method="client_secret_post" if typed.auth_method == METHODS[1] else "client_secret_basic",
    )
    row = save_broker(config, actor=actor)
    forget_providers()
    return row


def remove_broker(kind: BrokerKind, *, actor: Actor) -> None:
    """Nobody logs in this way any more (in the demo the simulator takes over)."""
    with unit_of_work(actor, "identity.broker.remove") as work:
        row = broker_of(kind)
        if row is None:
            raise Refusal("not_found", message=_("Deze inlogdienst is er niet (meer)."))
        work.record("broker", row.id, before={"soort": kind, "issuer": row.issuer})
        row.delete()
    forget_providers()


def is_public_host(host: str) -> bool:
    """All addresses of the host are on the internet: a settings page is no way to look around inside (SSRF)."""
    try:
        found = socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return True  # does not exist: the request itself says so
    return all(is_public(str(entry[4][0])) for entry in found)


def _may_call(url: str) -> bool:
    try:
        where = target(url)
    except NotAllowed:
        return False
    return is_trusted(where) or is_public_host(where.host)


def check_connection(row: Broker, *, transport: httpx.BaseTransport | None = None) -> list[Finding]:
    """Fetch the discovery document and the keys, and say in words what is right and what is not."""
    if row.issuer == SIMULATOR:
        return [Finding("goed", _("Dit is de testomgeving van Kapstok zelf. Er is niets te controleren."))]
    if transport is None and not _may_call(row.issuer):
        return [
            Finding(
                "fout", _("Dit adres ligt binnen ons eigen netwerk. Zet de host bij de vertrouwde hosts.")
            )
        ]
    began = time.perf_counter()
    with httpx.Client(
        transport=transport, timeout=TIMEOUT, follow_redirects=False, headers=outgoing_headers()
    ) as http:
        raw = _fetch(http, f"{row.issuer.rstrip('/')}/.well-known/openid-configuration")
        if isinstance(raw, Finding):
            return [raw]
        found = _judge_metadata(row, raw)
        if not any(f.stand == "fout" for f in found):
            found.append(_judge_keys(http, row.issuer, raw))
    seconds = round(time.perf_counter() - began, 1)
    good = not any(f.stand == "fout" for f in found)
    if good:
        text = _("De inlogdienst antwoordt, in %(s)s seconde.") % {"s": f"{seconds:.1f}".replace(".", ",")}
        found.insert(0, Finding("goed", text))
        found.append(Finding("let-op", _("Of client-id en geheim kloppen, blijkt pas als iemand inlogt.")))
    return found


def _fetch(http: httpx.Client, url: str) -> object:
    """The JSON at this address, or a finding with what went wrong."""
    try:
        answer = http.get(url)
    except httpx.TimeoutException:
        return Finding("fout", _("De inlogdienst antwoordt niet binnen 10 seconden."))
    except httpx.ConnectError as error:
        certificate = "certificate" in str(error).lower()
        text = (
            _("Het certificaat van de inlogdienst klopt niet.")
            if certificate
            else _("De inlogdienst is niet te bereiken. Klopt de naam in het adres?")
        )
        return Finding("fout", text)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        return Finding("fout", _("Het gesprek met de inlogdienst brak af."))
    path = urlsplit(url).path
    if answer.status_code == 404:
        return Finding(
            "fout", _("Op dit adres staat geen inlogdienst: %(pad)s bestaat er niet.") % {"pad": path}
        )
    if answer.status_code != 200:
        text = _("De inlogdienst geeft foutcode %(code)s op %(pad)s.")
        return Finding("fout", text % {"code": answer.status_code, "pad": path})
    if len(answer.content) > MAX_BYTES:
        return Finding("fout", _("Het antwoord van de inlogdienst is te groot."))
    try:
        return msgspec.json.decode(answer.content)
    except msgspec.DecodeError:
        return Finding(
            "fout", _("Het antwoord op %(pad)s is geen JSON. Is dit het juiste adres?") % {"pad": path}
        )


def _judge_metadata(row: Broker, raw: object) -> list[Finding]:
    try:
        metadata = msgspec.convert(raw, Metadata)
    except msgspec.ValidationError as error:
        name = str(error).split("`")[1] if "`" in str(error) else ""
        return [Finding("fout", _("In de gegevens van de inlogdienst ontbreekt of klopt niet: %s.") % name)]
    found = []
    if metadata.issuer != row.issuer:
        text = _("De inlogdienst noemt zich “%(zelf)s”. Vul dat adres precies zo in.")
        found.append(Finding("fout", text % {"zelf": metadata.issuer[:200]}))
    found += [
        Finding("fout", _("Dit adres is niet beveiligd met https: %s.") % url[:200])
        for url in (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
        if urlsplit(url).scheme != "https"
    ]
    values = raw if isinstance(raw, dict) else {}
    methods = values.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if isinstance(methods, list) and row.auth_method not in methods:
        text = _("De inlogdienst kent %(manier)s niet, wel: %(wel)s.")
        known = ", ".join(str(m) for m in methods[:6])
        found.append(Finding("fout", text % {"manier": row.auth_method, "wel": known}))
    scopes = values.get("scopes_supported")
    if isinstance(scopes, list):
        missing = [scope for scope in row.scopes if scope not in scopes]
        if missing:
            found.append(
                Finding("let-op", _("De inlogdienst noemt deze scopes niet: %s.") % ", ".join(missing))
            )
    return found


def _judge_keys(http: httpx.Client, issuer: str, raw: object) -> Finding:
    url = str(raw.get("jwks_uri", "")) if isinstance(raw, dict) else ""
    if urlsplit(url).netloc != urlsplit(issuer).netloc and not _may_call(url):
        return Finding(
            "fout", _("Dit adres ligt binnen ons eigen netwerk. Zet de host bij de vertrouwde hosts.")
        )
    keys = _fetch(http, url)
    if isinstance(keys, Finding):
        return keys
    usable = keys.get("keys") if isinstance(keys, dict) else None
    good = (
        [k for k in usable if isinstance(k, dict) and k.get("kty") in {"RSA", "EC", "OKP"}]
        if isinstance(usable, list)
        else []
    )
    if not good:
        return Finding(
            "fout", _("De inlogdienst geeft geen sleutels waarmee wij haar antwoorden kunnen controleren.")
        )
    return Finding("goed", _("De sleutels van de inlogdienst zijn er: %s.") % len(good))
