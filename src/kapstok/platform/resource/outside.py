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
# What came, or the code of why not: a register that is down is not waited for at every request.
_kept: dict[tuple[int, bool, str], tuple[float, dict[str, Any] | str]] = {}


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
    if kept is None or kept[0] <= now:
        if now > until:
            raise _not_found(url, "bad-url")
        if len(_kept) >= KEEP_AT_MOST:
            _kept.clear()
        kept = _kept[key] = (now + KEEP_SECONDS, _fetched(call, url))
    if isinstance(kept[1], str):
        raise _not_found(url, kept[1])
    return kept[1]


def _fetched(call: Call, url: str) -> dict[str, Any] | str:
    try:
        return fetch_json(url, access=_access(call, url))
    except Unusable as no:
        return no.code


def _not_found(url: str, code: str) -> Refused:
    return Refused(404, "not_found", f"Niet op te halen: {url[:300]} ({WORDS[code]}).")


def _access(call: Call, url: str) -> Access | None:
    with tenant_scope(call.caller.tenant):
        access = access_to(url)
    if access is None or call.caller.everything:
        return access
    return Access(access.place, lambda _url: {})
