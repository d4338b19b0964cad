"""One file of a form, straight to the storage while it streams in."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict, RawPostDataException
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from kapstok.platform.storage.store import Incoming, Intake, TooLarge, store


class BadForm(ValueError):
    """This body is no form, or no form with files."""


@dataclass(frozen=True)
class Form:
    """The fields, and the file that was asked for. `size`: what came of it, at least; without `file` too much."""

    fields: QueryDict
    file: Incoming | None
    size: int


class _Straight(FileUploadHandler):
    chunk_size = 256 * 1024

    def __init__(self, wanted: str, limit: int) -> None:
        super().__init__()
        self.wanted, self.limit, self.size = wanted, limit, 0
        self.intake: Intake | None = None
        self.incoming: Incoming | None = None

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        self.drop()
        if field_name != self.wanted:
            raise SkipFile
        self.intake, self.incoming, self.size = store().intake(limit=self.limit), None, 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size = start + len(raw_data)
        try:
            if self.intake is not None:
                self.intake.write(raw_data)
        except TooLarge:
            self.drop()
            raise SkipFile from None

    def file_complete(self, file_size: int) -> Any:
        if self.intake is not None:
            self.incoming, self.intake, self.size = self.intake.finish(), None, file_size

    def upload_interrupted(self) -> None:
        self.drop()

    def drop(self) -> None:
        """Forget what came in of a file that is not whole."""
        if self.intake is not None:
            self.intake.abort()
            self.intake = None


def receive_file(request: HttpRequest, name: str, *, limit: int) -> Form:
    """The form of a request, with the file of field `name` received. Raises BadForm."""
    if request.content_type == "application/x-www-form-urlencoded":
        return Form(request.POST if request.method == "POST" else QueryDict(request.read(100_000)), None, 0)
    if request.content_type != "multipart/form-data":
        raise BadForm(request.content_type)
    handler = _Straight(name, limit)
    try:
        fields, _files = MultiPartParser(
            request.META, request, [handler], request.encoding or "utf-8"
        ).parse()
    except (MultiPartParserError, RawPostDataException, OSError) as broken:
        raise BadForm(str(broken)) from broken
    finally:
        handler.drop()
    return Form(fields, handler.incoming, handler.size)
