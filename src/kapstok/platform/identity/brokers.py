"""The broker of the current municipality, opened for use; in demo mode the simulator when there is none."""

import httpx
import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kapstok.platform.config import settings
from kapstok.platform.config.crypto import decrypt, encrypt
from kapstok.platform.http.trace import outgoing_headers
from kapstok.platform.identity.models import Broker
from kapstok.platform.identity.oidc.config import LEVELS, BrokerConfig, BrokerKind, ClaimNames
from kapstok.platform.identity.oidc.errors import LoginRefused
from kapstok.platform.identity.simulator import provider as simulator
from kapstok.platform.identity.simulator.transport import SimulatorTransport
from kapstok.platform.work import Actor, unit_of_work

SIMULATOR = "simulator"  # as issuer of a Broker: our own, whatever the host and port are
TIMEOUT = httpx.Timeout(10.0, connect=5.0)


def origin_of(request: HttpRequest) -> str:
    """Scheme, host and port as the visitor sees them."""
    return f"{settings.publiek_schema}://{request.get_host()}"


def simulator_issuer(request: HttpRequest, kind: str) -> str:
    return f"{origin_of(request)}/simulator/oidc/{kind}"


def _simulated(request: HttpRequest, kind: BrokerKind) -> BrokerConfig:
    return BrokerConfig(
        kind=kind,
        issuer=simulator_issuer(request, kind),
        client_id=simulator.CLIENT_ID,
        client_secret=simulator.client_secret(),
        simulated=True,
    )


def find_broker(request: HttpRequest, kind: BrokerKind) -> BrokerConfig:
    """LoginRefused when this municipality has no such broker."""
    row = Broker.objects.filter(kind=kind).first()
    if (row is None or row.issuer == SIMULATOR) and settings.demo:
        return _simulated(request, kind)
    if row is None or row.issuer == SIMULATOR:
        raise LoginRefused("broker-missing", message=_("Inloggen op deze manier kan bij ons nog niet."))
    return BrokerConfig(
        kind=kind,
        issuer=row.issuer,
        client_id=row.client_id,
        client_secret=decrypt(row.client_secret, purpose=f"broker:{kind}"),
        scopes=tuple(row.scopes) or ("openid",),
        claims=msgspec.convert(row.claims, ClaimNames),
        levels=dict(row.levels),
        minimum=row.minimum,
        default_level=row.default_level,
        auth_method="client_secret_post"
        if row.auth_method == "client_secret_post"
        else "client_secret_basic",
    )


def open_http(config: BrokerConfig) -> httpx.Client:
    """HTTP to the broker: time-outs, no redirects, our trace context."""
    transport = SimulatorTransport(config.issuer) if config.simulated else None
    return httpx.Client(
        transport=transport, timeout=TIMEOUT, follow_redirects=False, headers=outgoing_headers()
    )


def save_broker(config: BrokerConfig, *, actor: Actor) -> Broker:
    """Set or replace the broker of the current municipality."""
    if config.kind not in LEVELS:
        raise ValueError(config.kind)
    with unit_of_work(actor, "identity.broker.save") as work:
        row, _created = Broker.objects.update_or_create(
            kind=config.kind,
            defaults={
                "issuer": config.issuer,
                "client_id": config.client_id,
                "client_secret": encrypt(config.client_secret, purpose=f"broker:{config.kind}"),
                "scopes": list(config.scopes),
                "claims": msgspec.to_builtins(config.claims),
                "levels": config.levels,
                "minimum": config.minimum,
                "default_level": config.default_level,
                "auth_method": config.auth_method,
            },
        )
        work.record("broker", row.id, after={"soort": config.kind, "issuer": config.issuer})
    return row
