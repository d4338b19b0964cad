"""Answering with document bytes: whole or a range, safe to show, never sniffed by the browser."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

import structlog
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from kapstok.platform.http import allow_same_origin_frame
from kapstok.platform.http.fetch import Stream
from kapstok.platform.storage.store import DamagedBytes, MissingBytes, store

log = structlog.get_logger()

INLINE = {"application/pdf", "image/jpeg", "image/png", "text/plain"}
_MIMETYPE = re.compile(r"[A-Za-z0-9][\w.+-]*/[A-Za-z0-9][\w.+-]*", re.ASCII)
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class NotInStore(Http404):
    """Who asks may have these bytes, and the store has lost them."""


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """[start, end) of a single range; None for no or an unusable header. Raises ValueError: 416."""
    found = _RANGE.fullmatch(header.strip())
    if not found or found.group(0) == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if start >= size or start >= end:
        raise ValueError(header)
    return start, end


def file_name(name: str) -> str:
    """A name without a folder, without signs that hide what it is, and never only dots."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return shown.strip(" .")[:255] or "document"


def disposition(name: str, *, inline: bool) -> str:
    """Content-Disposition with a name that cannot break the header or leave a folder (RFC 6266, RFC 5987)."""
    name = file_name(name)
    plain = re.sub(r"[^\w .()-]", "_", name, flags=re.ASCII)[:150]
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _logged(pieces: Iterator[bytes], sha256: str) -> Iterator[bytes]:
    try:
        yield from pieces
    except DamagedBytes:
        log.exception("storage.damaged", sha256=sha256)
        raise


def _missing(sha256: str) -> NotInStore:
    log.error("storage.missing", sha256=sha256)
    return NotInStore()


class CutOff(ConnectionError):
    """Somebody else stopped sending halfway."""


class _Whole:
    """What somebody else sends, of which stopping halfway is not the end: who reads it must not take it for whole."""

    def __init__(self, stream: Stream) -> None:
        self.stream, self.close = stream, stream.close

    def __iter__(self) -> Iterator[bytes]:
        sent = 0
        for piece in self.stream:
            sent += len(piece)
            yield piece
        if self.stream.size is not None and sent < self.stream.size:
            log.error("storage.cut_off", sent=sent, size=self.stream.size)
            raise CutOff


def pass_on(request: HttpRequest, stream: Stream, *, name: str, mimetype: str) -> HttpResponseBase:
    """Bytes that somebody else sends, to keep and never to show: who made them is not known here."""
    response: HttpResponseBase
    if request.method == "HEAD":
        stream.close()
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(_Whole(stream))
        if stream.size is not None:
            response["Content-Length"] = str(stream.size)
    response["Content-Type"] = mimetype if _MIMETYPE.fullmatch(mimetype) else "application/octet-stream"
    response["Content-Disposition"] = disposition(name, inline=False)
    response["Cache-Control"] = "private, no-store"
    return response


def serve(
    request: HttpRequest, sha256: str, *, name: str, mimetype: str, size: int, inline: bool = False
) -> HttpResponseBase:
    """200, 206, 304 or 416 for these bytes. Damage found on the way breaks the answer off and is logged. Raises
    NotInStore, which is logged too: somebody has to look for them."""
    etag = f'"{sha256}"'
    if request.headers.get("If-None-Match") == etag:
        unchanged = HttpResponse(status=304, headers={"ETag": etag})
        if (
            inline and mimetype in INLINE
        ):  # the browser keeps the headers of this answer with the bytes it has
            allow_same_origin_frame(unchanged)
        return unchanged
    try:
        span = parse_range(request.headers.get("Range", ""), size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = span or (0, size)
    response: HttpResponseBase
    if request.method == "HEAD":
        if not store().exists(sha256):
            raise _missing(sha256)
        response = HttpResponse(status=206 if span else 200)
    else:
        try:
            pieces = store().read(sha256, start, end)
        except MissingBytes as error:
            raise _missing(sha256) from error
        response = StreamingHttpResponse(_logged(pieces, sha256), status=206 if span else 200)
    response["Content-Type"] = mimetype if _MIMETYPE.fullmatch(mimetype) else "application/octet-stream"
    response["Content-Length"] = str(end - start)
    response["Content-Disposition"] = disposition(name, inline=inline and mimetype in INLINE)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    if inline and mimetype in INLINE:
        allow_same_origin_frame(response)
    if span:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response
