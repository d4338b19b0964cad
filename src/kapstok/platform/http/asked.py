"""One header of a request, without making Django's mapping of all of them: that costs as much as finding the row."""

from functools import cache

from django.http import HttpRequest


@cache
def _key(name: str) -> str:
    return "HTTP_" + name.upper().replace("-", "_")


def header(request: HttpRequest, name: str, default: str = "") -> str:
    """The value of a header as the caller sent it. Not for Content-Type and Content-Length, which WSGI keeps apart."""
    value: str = request.META.get(_key(name), default)
    return value
