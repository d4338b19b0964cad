"""What stands in another register, for `expand`: within limits, and kept for a short while.

The credentials of a register are ours, not of who asks: they go along only for a caller who may see everything. For
any other caller it is read as the open internet would.
"""

import time
from collections.abc import Collection
from typing import Any

from kapstok.platform.db import tenant_scope
from kapstok.platform.http.fetch import Access, Unusable, access_to, fetch_json
from kapstok.platform.resource import parse
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.refused import Refused

MOST, WITHIN = 20, 5.0
KEEP_SECONDS, KEEP_AT_MOST = 60.0, 1000
WORDS = {
    "unknown-service": "dit register is hier niet bekend",
    "bad-url": "het register antwoordt niet, of daar staat niets",
    "invalid-resource": "het antwoord is geen JSON-object",
}
_kept: dict[tuple[int, bool, str], tuple[float, dict[str, Any]]] = {}


def read(call: Call, urls: Collection[str]) -> dict[str, dict[str, Any]]:
    """Each of these. Raises Refused 404 for what cannot be read (zrc-027, drc-013), Faults when it is too much."""
    if len(urls) > MOST:
        text = f"Hoogstens {MOST} gegevens van andere registers in één antwoord; vraag een kleinere pagina."
        raise parse.fault("expand", "max_value", text)
    until = time.monotonic() + WITHIN
    return {url: _one(call, url, until) for url in sorted(urls)}


def _one(call: Call, url: str, until: float) -> dict[str, Any]:
    key, now = (call.caller.tenant, call.caller.everything, url), time.monotonic()
    kept = _kept.get(key)
    if kept is not None and kept[0] > now:
        return kept[1]
    try:
        if now > until:
            raise Unusable("bad-url")
        found = fetch_json(url, access=_access(call, url))
    except Unusable as no:
        text = f"Niet op te halen: {url[:300]} ({WORDS[no.code]})."
        raise Refused(404, "not_found", text) from None
    if len(_kept) >= KEEP_AT_MOST:
        _kept.clear()
    _kept[key] = (now + KEEP_SECONDS, found)
    return found


def _access(call: Call, url: str) -> Access | None:
    with tenant_scope(call.caller.tenant):
        access = access_to(url)
    if access is None or call.caller.everything:
        return access
    return Access(access.place, lambda _url: {})
