"""The address of a municipality as the outside world knows it, also where no request tells it."""

from kapstok.platform.config import settings
from kapstok.platform.tenancy.models import Tenant

STANDARD_PORTS = {"http": 80, "https": 443}


def public_base(tenant: Tenant) -> str:
    """`https://gemeente.domein`, or what the municipality itself set (`instellingen.adres_api`).

    Behind https stands a proxy on its own port; without it the web server is reached directly.
    """
    own = str(tenant.instellingen.get("adres_api", "")).rstrip("/")
    if own:
        return own
    direct = settings.publiek_schema == "http" and settings.poort != STANDARD_PORTS["http"]
    port = f":{settings.poort}" if direct else ""
    return f"{settings.publiek_schema}://{tenant.slug}.{settings.domein}{port}"
