"""Addresses outside that we may call, and nothing else (SSRF).

A host is called when the installation trusts it (KAPSTOK_VERTROUWDE_HOSTS), or when a municipality allows
it; the latter only over https and only on public addresses, so that nobody looks around in our network.
"""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from kapstok.platform.config import settings

PORTS = {"http": 80, "https": 443}


class NotAllowed(Exception):
    """This address may not be called; the code says why (`WHY`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes. `path` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """host:port, as the Host header and the settings write it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def target(url: str) -> Target:
    """The parts of an address. Raises NotAllowed when it is not a plain http(s) address."""
    if not all("!" <= c <= "~" for c in url) or "\\" in url:
        raise NotAllowed("form")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAllowed("form") from None
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc or parts.fragment or port == 0:
        raise NotAllowed("form")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname.rstrip("."), port or PORTS[parts.scheme], path)


def trusted_hosts() -> frozenset[str]:
    """Hosts that the installation trusts, as host or host:port."""
    return frozenset(h.strip().lower() for h in settings.vertrouwde_hosts.split(",") if h.strip())


def is_trusted(where: Target) -> bool:
    """Does the installation trust this host? A host without port stands for the usual ports."""
    return where.place in trusted_hosts()


def require_allowed(where: Target, allowed: Collection[str]) -> None:
    """Raises NotAllowed unless the host is trusted, or allowed and called over https."""
    if is_trusted(where):
        return
    if where.place not in allowed:
        raise NotAllowed("host")
    if where.scheme != "https":
        raise NotAllowed("https")


def is_public(address: str) -> bool:
    """Is this a public address of the internet, also when it is dressed up as IPv6?"""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inside is not None:
            ip = inside
        elif ip in ipaddress.ip_network("64:ff9b::/96"):
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast
