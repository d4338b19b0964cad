"""Giving the bytes of a document to who may see it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from kapstok.platform.storage.serve import serve


def give(request: HttpRequest, found: Mapping[str, Any] | None, *, inline: bool = False) -> HttpResponseBase:
    """The content of a version as `queries.document` tells of it. Raises Http404 when there is none to give."""
    if found is None or not found["sha256"]:
        raise Http404
    name, size = found["bestandsnaam"] or found["titel"], found["bestandsomvang"] or 0
    return serve(request, found["sha256"], name=name, mimetype=found["formaat"], size=size, inline=inline)
