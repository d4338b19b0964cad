"""A bound on every uploaded file, kept while it streams in: a file of 2 GB never reaches the disk.

The rest of the form is still read, so that the page can say which file was too large and keep what was typed.
"""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

# More than any question of a form allows (formulieren: at most 100 MB), so that its own message goes first.
MOST_BYTES = 101 * 1024 * 1024
_KEY = "kapstok.te_groot"


class BoundedUploadHandler(FileUploadHandler):
    """Place first in FILE_UPLOAD_HANDLERS."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) <= MOST_BYTES or self.request is None:
            return raw_data
        self.request.META.setdefault(_KEY, []).append((self.field_name or "", self.file_name or ""))
        raise SkipFile

    def file_complete(self, file_size: int) -> Any:  # noqa: ARG002 - Django's signature; others make the file
        return None


def too_large(request: HttpRequest, field: str) -> list[str]:
    """Names of the files of a field that were dropped while they streamed in."""
    return [name for where, name in request.META.get(_KEY, []) if where == field]
