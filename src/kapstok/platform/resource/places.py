"""Which row an address names."""

import re
from uuid import UUID

from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.compile import Compiled
from kapstok.platform.resource.declare import Resource
from kapstok.platform.tenancy.addresses import is_own

_ADDRESS = re.compile(r"(https?://[^/?#\s]+)(/[^?#\s]*)")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def path_here(call: Call, url: str) -> str | None:
    """The path of an address of this installation, under whichever of its names; None for another one."""
    found = _ADDRESS.fullmatch(url)
    if found is None or not (found[1] == call.base or is_own(found[1])):
        return None
    return found[2].rstrip("/")


def locate(call: Call, url: str) -> tuple[Compiled, UUID] | None:
    """The resource and id that an address of ours names; None when it is something else."""
    path = path_here(call, url)
    parts = path.split("/") if path else []
    if len(parts) not in {6, 8} or not _UUID.fullmatch(parts[-1]):
        return None
    under = parts[4] if len(parts) == 8 else ""
    own = call.all.places.get(("/".join(parts[:4]), under, parts[-2]))
    return (own, UUID(parts[-1])) if own else None


def row_of(call: Call, resource: Resource, url: str) -> UUID | None:
    """The id in an address of this resource. None when it is something else."""
    found = locate(call, url)
    return found[1] if found and found[0].resource is resource else None
