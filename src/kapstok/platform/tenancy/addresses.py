"""Under which addresses this installation is known. Links are made from these, never from what a request claims.

With KAPSTOK_API_ADRESSEN only those count, and the first is used when a request came under another name; without it
the domain, its municipalities, and in development this machine. A municipality may have an address of its own
(`instellingen.adres_api`).
"""

from functools import lru_cache
from urllib.parse import urlsplit

from django.http import HttpRequest

from kapstok.platform.config import settings
from kapstok.platform.tenancy.models import Tenant
from kapstok.platform.tenancy.registry import tenant_by_id, tenants

STANDARD_PORTS = {"http": 80, "https": 443}
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


def public_base(tenant: Tenant | None) -> str:
    """`https://gemeente.domein`, what the municipality itself set, or what the installation is told to use.

    Behind https stands a proxy on its own port; without it the web server is reached directly.
    """
    own = _own_of(tenant)
    if own:
        return own
    configured = _configured(settings.api_adressen)
    if configured:
        return configured[0]
    direct = settings.publiek_schema == "http" and settings.poort != STANDARD_PORTS["http"]
    port = f":{settings.poort}" if direct else ""
    name = f"{tenant.slug}.{settings.domein}" if tenant else settings.domein
    return f"{settings.publiek_schema}://{name}{port}"


def base_of(request: HttpRequest, tenant: int) -> str:
    """Where links start in an answer to this request, for this tenant. Raises DisallowedHost, as Django does."""
    return _Bases.current().of(request, tenant)


class _Bases:
    """What was found for a host and a tenant, for as long as the tenants stay as they are."""

    KEEP = 500  # whoever asks under many names should not fill the memory
    _current: "_Bases | None" = None

    def __init__(self, known: dict[str, Tenant]) -> None:
        self.tenants, self.found = known, dict[tuple[str, int, str], str]()

    @classmethod
    def current(cls) -> "_Bases":
        """Those of the tenants as they are now."""
        kept, known = cls._current, tenants()
        if kept is None or kept.tenants is not known or len(kept.found) > cls.KEEP:
            kept = cls._current = cls(known)
        return kept

    def of(self, request: HttpRequest, tenant: int) -> str:
        """The base for the host that the request names."""
        key = (request.META.get("HTTP_HOST", ""), tenant, settings.api_adressen)
        base = self.found.get(key)
        if base is None:
            asked = f"{settings.publiek_schema}://{request.get_host().lower()}"
            base = asked if is_own(asked) else public_base(tenant_by_id(tenant))
            if key[0]:
                self.found[key] = base
        return base


def is_own(origin: str) -> bool:
    """Does this `scheme://host[:port]` stand for this installation?"""
    origin = origin.lower()
    if any(origin == _own_of(t) for t in tenants().values()):
        return True
    configured = _configured(settings.api_adressen)
    if configured:
        return origin in configured
    parts = urlsplit(origin)
    return parts.scheme == settings.publiek_schema and _known(parts.netloc)


def _own_of(tenant: Tenant | None) -> str:
    return str(tenant.instellingen.get("adres_api", "")).rstrip("/").lower() if tenant else ""


@lru_cache(maxsize=4)
def _configured(text: str) -> tuple[str, ...]:
    return tuple(part.strip().rstrip("/").lower() for part in text.split(",") if part.strip())


def _known(host: str) -> bool:
    name, colon, port = host.rpartition(":")
    if not (colon and port.isascii() and port.isdecimal()):
        name, port = host, ""
    first, _, rest = name.partition(".")
    if name == settings.domein or (rest == settings.domein and first in tenants()):
        return True
    # On this machine another port is another service.
    return settings.domein == "localhost" and name in _HERE and port in {"", str(settings.poort)}
