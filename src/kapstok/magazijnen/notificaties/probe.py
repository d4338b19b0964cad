"""Does a webhook answer? Asked once, when somebody subscribes with it."""

import asyncio
from collections.abc import Collection, Iterator

import msgspec

from kapstok.magazijnen.notificaties.rules import NotificatieRefused
from kapstok.platform.http.outward import NotAllowed, require_allowed, target
from kapstok.platform.http.wire import Unreachable, Wire

WITHIN = 5.0
# In the form of the standard, and recognisable as a test.
TEST = msgspec.json.encode(
    {
        "kanaal": "test",
        "hoofdObject": "https://test.invalid/",
        "resource": "test",
        "resourceUrl": "https://test.invalid/",
        "actie": "create",
        "aanmaakdatum": "2026-01-01T00:00:00Z",
        "kenmerken": {},
    }
)
NOT_ALLOWED = {
    "form": "Dit is geen gewoon webadres.",
    "host": "Deze host is niet toegestaan. De functioneel beheerder kan hem toestaan.",
    "https": "Alleen https is toegestaan.",
}


def callback_answers(url: str, auth: str, allowed: Collection[str]) -> Iterator[NotificatieRefused]:
    """A test notification is taken with a 2xx; the host is one that we may call."""
    reason = _reason(url, auth, allowed)
    if reason:
        yield NotificatieRefused("invalid-callback-url", "callbackUrl", reason)


def callback_allowed(url: str, allowed: Collection[str]) -> Iterator[NotificatieRefused]:
    """The host is one that we may call; nothing is sent."""
    try:
        require_allowed(target(url), allowed)
    except NotAllowed as no:
        yield NotificatieRefused("invalid-callback-url", "callbackUrl", NOT_ALLOWED[no.code])


def _reason(url: str, auth: str, allowed: Collection[str]) -> str:
    headers = {"Authorization": auth, "Content-Type": "application/json"}
    try:
        status = asyncio.run(_post(url, headers, allowed))
    except NotAllowed as no:
        return NOT_ALLOWED[no.code]
    except Unreachable as no:
        return f"De ontvanger is niet te bereiken ({no.code})."
    return "" if 200 <= status < 300 else f"De ontvanger antwoordt met {status} in plaats van 204."


async def _post(url: str, headers: dict[str, str], allowed: Collection[str]) -> int:
    wire = Wire(within=WITHIN)
    try:
        return await wire.post(target(url), headers, TEST, allowed=allowed)
    finally:
        await wire.close()
