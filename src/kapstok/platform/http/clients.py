"""Which client is calling: the address as seen by the nearest proxy that we trust."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def _is_trusted(address: str, networks: tuple[str, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(network) for network in networks)


def client_address(request: HttpRequest) -> str:
    """The address of the client; X-Forwarded-For counts only as far as trusted proxies vouch for it.

    KAPSTOK_VERTROUWDE_PROXIES: networks of our own reverse proxies, for example 10.0.0.0/8.
    """
    address = request.META.get("REMOTE_ADDR", "") or "onbekend"
    trusted: tuple[str, ...] = settings.TRUSTED_PROXIES
    if not trusted:
        return address
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while hops and _is_trusted(address, trusted):
        address = hops.pop()
    return address
