"""Where to go after logging in: only to an address of this host."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

MAX_LENGTH = 2000


def safe_next(request: HttpRequest, wanted: str, *, fallback: str) -> str:
    """`wanted` when it is a path of ours, else `fallback`; never back to a login page."""
    fits = (
        wanted.startswith("/")
        and len(wanted) <= MAX_LENGTH
        and not wanted.startswith("/inloggen/")
        and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    )
    return wanted if fits else fallback
