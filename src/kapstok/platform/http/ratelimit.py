"""Rate limits per client and per account, in memory of this process.

Per client by the middleware, and for applications by the door (setting RATE_LIMITS: tuple of Limit); per account by the
login pages, which call `allow`. Several processes each count for themselves: the real limit is then a small multiple.
"""

import hashlib
import math
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapstok.platform.http.clients import client_address
from kapstok.platform.http.problems import problem


@dataclass(frozen=True, slots=True)
class Limit:
    """`amount` as in "30/minute", for paths that match `path`; methods empty means all."""

    name: str
    path: str
    amount: str
    methods: frozenset[str] = frozenset()


# Where applications come: /zaken/api/..., the older standards below /stuf/, and the address that the BAG API has.
_API = r"(?:[a-z-]+/api|stuf|lvbag)/"
DEFAULT_LIMITS: tuple[Limit, ...] = (
    Limit("inloggen", r"^/inloggen/", "30/minute", frozenset({"POST"})),
    Limit("versturen", rf"^/(?!inloggen/|simulator/|{_API})", "120/minute", frozenset({"POST"})),
    Limit("bladeren", rf"^/(?!static/|simulator/|{_API})", "900/minute", frozenset({"GET", "HEAD"})),
    Limit("api", rf"^/{_API}", "300000/minute"),
)
_API_PATH = re.compile(rf"^/{_API}")

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_FORGET_ABOVE = 50_000  # counters; those whose window has ended go first


class _Window:
    """Attempts since the first one, until the window ends."""

    __slots__ = ("count", "ends")

    def __init__(self, ends: float) -> None:
        self.ends, self.count = ends, 0


_windows: dict[tuple[str, bytes], _Window] = {}
_lock = threading.Lock()


@lru_cache(maxsize=256)
def _parsed(amount: str) -> tuple[int, int]:
    """ "30/minute" as number and seconds."""
    number, _, unit = amount.partition("/")
    return int(number), _SECONDS[unit]


@lru_cache(maxsize=64)
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(path)


@lru_cache(maxsize=1024)
def _hashed(who: str) -> bytes:
    return hashlib.sha256(who.encode()).digest()


def allow(name: str, who: str, amount: str) -> bool:
    """Count one attempt by `who`; False when that is one too many. `who` is kept as a hash only."""
    most, seconds = _parsed(amount)
    key, now = (name, _hashed(who)), time.time()
    with _lock:
        window = _windows.get(key)
        if window is None or window.ends <= now:
            _make_room(now)
            window = _windows[key] = _Window(now + seconds)
        window.count += 1
        return window.count <= most


def _make_room(now: float) -> None:
    if len(_windows) < _FORGET_ABOVE:
        return
    for key in [k for k, w in _windows.items() if w.ends <= now]:
        del _windows[key]
    if len(_windows) >= _FORGET_ABOVE:
        del _windows[next(iter(_windows))]


def seconds_to_wait(name: str, who: str, *, now: float) -> int:
    """Until the window of `who` ends."""
    window = _windows.get((name, _hashed(who)))
    return max(1, math.ceil(window.ends - now)) if window else 1


def forget_all() -> None:
    """Start counting again (tests, and after a change of the limits)."""
    _windows.clear()


def refusal(request: HttpRequest, wait: int) -> HttpResponse:
    """429 with Retry-After: problem+json on API paths, plain Dutch on pages."""
    headers = {"Retry-After": str(wait)}
    if _API_PATH.match(request.path_info):
        return problem(429, detail=f"Probeer het over {wait} seconden opnieuw.", headers=headers)
    return HttpResponse(_page(wait), status=429, headers=headers)


def _page(wait: int) -> str:
    """A page without template, tenant or style: it must be cheap, and it stands before those are known."""
    return format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{}</title>'
        "<main><h1>{}</h1><p>{}</p></main></html>",
        get_language() or "nl",
        _("Even geduld"),
        _("Even geduld"),
        _("U stuurt te veel aanvragen achter elkaar. Probeer het over %(wait)s seconden opnieuw.")
        % {"wait": wait},
    )


def too_many(request: HttpRequest) -> HttpResponse | None:
    """Count this request; the refusal when it is one too many."""
    limits: tuple[Limit, ...] = settings.RATE_LIMITS
    limit = _limit_for(limits, request.method or "", request.path_info)
    if limit is None:
        return None
    who = client_address(request)
    if allow(limit.name, who, limit.amount):
        return None
    return refusal(request, seconds_to_wait(limit.name, who, now=time.time()))


def _limit_for(limits: tuple[Limit, ...], method: str, path: str) -> Limit | None:
    """The first limit for this kind of request."""
    fitting = (x for x in limits if not x.methods or method in x.methods)
    return next((x for x in fitting if _pattern(x.path).match(path)), None)


class RateLimitMiddleware:
    """Place before the tenant middleware: a refused request should cost no database work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return too_many(request) or self.get_response(request)
