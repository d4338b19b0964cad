"""A JSON object of which one long text, base64, goes elsewhere while it streams in.

A document of 4 GB may come inside a JSON body. What is around it is small and read as any JSON; the text itself
is decoded piece by piece and handed to a sink, so that it never sits in memory.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

PIECE = 256 * 1024
_MARK = re.compile(rb'[{}\[\],:"]')
# An escape that the end of a piece may have cut in two.
_CUT = re.compile(rb"\\(?:u[0-9a-fA-F]{0,3})?\Z")
_BLANK = b" \t\r\n"


class BadJson(ValueError):
    """This is not a JSON object."""


class BadBase64(ValueError):
    """This text is not base64. Stands in place of the value too, so that other faults are found as well."""


class TooMuch(Exception):
    """What is around the long text is itself too long."""


Read = Callable[[int], bytes]
Sink = Callable[[Iterator[bytes]], Any]


def read_object(read: Read, path: Sequence[str], sink: Sink, *, room: int) -> dict[str, Any]:
    """The object that `read` gives, with `sink(pieces)` in place of the text at `path`.

    Null, a number and the like at that place stay as they are. Of all the rest at most `room` bytes.
    """
    start, ended = _start(read)
    if ended and (small := _small(start, path, sink, room)) is not None:
        return small
    splitter = _Splitter(read, list(path), sink, room, start)
    kept = splitter.run()
    try:
        found = msgspec.json.decode(kept or b"null")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadJson from None
    if not isinstance(found, dict):
        raise BadJson
    if splitter.found:
        _put(found, path, splitter.value)
    return found


def _start(read: Read) -> tuple[bytes, bool]:
    """The first piece, and whether it is all."""
    start = b""
    while len(start) <= PIECE:
        more = read(PIECE)
        if not more:
            return start, True
        start = start + more if start else more
    return start, False


def _small(whole: bytes, path: Sequence[str], sink: Sink, room: int) -> dict[str, Any] | None:
    """What fits in one piece is read as any JSON, ten times as fast. None: leave it to the walk over the tokens, which
    knows what is wrong with it."""
    try:
        found = msgspec.json.decode(whole)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    holder: Any = found
    for name in path[:-1]:
        holder = holder.get(name) if isinstance(holder, dict) else None
    text = holder.get(path[-1]) if isinstance(holder, dict) else None
    if not isinstance(found, dict) or not isinstance(text, str) or len(whole) - len(text) > room:
        return None
    try:
        holder[path[-1]] = sink(iter([_strict(text)]))
    except BadBase64:
        return None
    return found


def _put(target: Any, path: Sequence[str], value: Any) -> None:
    """In place of the null that was left there; a later double of the name may have put something else."""
    for name in path[:-1]:
        target = target.get(name) if isinstance(target, dict) else None
    if isinstance(target, dict) and path[-1] in target and target[path[-1]] is None:
        target[path[-1]] = value


class _Splitter:
    """Walks over the tokens; keeps them all, but the one text."""

    def __init__(self, read: Read, path: list[str], sink: Sink, room: int, start: bytes = b"") -> None:
        self.read, self.path, self.sink, self.room = read, path, sink, room
        self.buffer, self.at, self.ended = start, 0, False
        self.kept = bytearray()
        self.value: Any = None
        self.found = False
        # Of every open object the name that was read last; None for a list.
        self.names: list[str | None] = []

    def run(self) -> bytes:
        after_colon = False
        while True:
            before, mark = self._next_mark()
            self._keep(before)
            if mark == b'"' and after_colon and not before.strip(_BLANK) and self.names == self.path:
                self._divert()
            elif mark == b'"':
                text = self._text()
                if self.names and self.names[-1] is not None and not after_colon:
                    self._named(text)
            elif not mark:
                return bytes(self.kept)
            else:
                self._keep(mark)
                self._nest(mark)
            after_colon = mark == b":"

    def _nest(self, mark: bytes) -> None:
        if mark == b"{":
            self.names.append("")
        elif mark == b"[":
            self.names.append(None)
        elif mark in b"]}" and self.names:
            self.names.pop()

    def _named(self, text: bytes) -> None:
        self.names[-1] = _plain(text)
        if self.names == self.path:
            self.found, self.value = False, None

    def _divert(self) -> None:
        self._keep(b"null")
        raw = self._string()
        try:
            self.value = self.sink(decode(raw))
        except BadBase64 as bad:
            self.value = bad
        for _rest in raw:
            pass
        self.found = True

    def _text(self) -> bytes:
        """A text that is kept, without its quotes."""
        start = len(self.kept) + 1
        self._keep(b'"')
        for piece in self._string():
            self._keep(piece)
        text = bytes(self.kept[start:])
        self._keep(b'"')
        return text

    def _keep(self, piece: bytes) -> None:
        self.kept += piece
        if len(self.kept) > self.room:
            raise TooMuch

    def _fill(self) -> bool:
        """More in the buffer; False at the end."""
        if not self.ended:
            more = self.read(PIECE)
            self.ended = not more
            self.buffer, self.at = self.buffer[self.at :] + more, 0
        return not self.ended

    def _next_mark(self) -> tuple[bytes, bytes]:
        """What stands before the next mark, and the mark; an empty one at the end."""
        while True:
            found = _MARK.search(self.buffer, self.at)
            if found or not self._fill():
                break
            if len(self.buffer) > self.room + PIECE:
                raise TooMuch
        end = found.start() if found else len(self.buffer)
        before, mark = self.buffer[self.at : end], self.buffer[end : end + 1]
        self.at = end + 1
        return before, mark

    def _string(self) -> Iterator[bytes]:
        """The pieces of a text up to its closing quote, escapes whole and as they are."""
        while True:
            end = _closing_quote(self.buffer, self.at)
            if end >= 0:
                piece, self.at = self.buffer[self.at : end], end + 1
                yield piece
                return
            cut = _cut(self.buffer, self.at)
            piece, self.at = self.buffer[self.at : cut], cut
            if piece:
                yield piece
            if not self._fill():
                raise BadJson


def _closing_quote(text: bytes, start: int) -> int:
    """Where the first quote is that has no backslash of its own; -1 for none."""
    at = text.find(b'"', start)
    while at > start and _slashes_before(text, at, start) % 2:
        at = text.find(b'"', at + 1)
    return at


def _slashes_before(text: bytes, at: int, start: int) -> int:
    first = at
    while first > start and text[first - 1] == 0x5C:
        first -= 1
    return at - first


def _cut(text: bytes, start: int) -> int:
    """Up to where a text can go on without cutting an escape in two."""
    found = _CUT.search(text, max(start, len(text) - 6))
    if found is None or _slashes_before(text, found.start(), start) % 2:
        return len(text)
    return found.start()


def _plain(text: bytes) -> str:
    """A text without its escapes; a broken one is found later, by the reading of the whole."""
    try:
        return msgspec.json.decode(b'"' + text + b'"', type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def decode(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Base64 as it stands in JSON, to bytes. White space and escapes are fine. Raises BadBase64."""
    rest, closed = b"", False
    for piece in pieces:
        text = (rest + _bare(piece)) if rest else _bare(piece)
        if not text:
            continue
        if closed:
            raise BadBase64
        whole = len(text) // 4 * 4
        rest, closed = text[whole:], text[:whole].endswith(b"=")
        if whole:
            yield _strict(text[:whole].decode("latin-1"))
        if closed and rest:
            raise BadBase64
    if rest:
        raise BadBase64


def _bare(piece: bytes) -> bytes:
    if b"\\" in piece:
        try:
            piece = msgspec.json.decode(b'"' + piece + b'"', type=str).encode()
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise BadBase64 from None
    return piece.translate(None, _BLANK) if any(blank in piece for blank in _BLANK) else piece


def _strict(text: str) -> bytes:
    """Whole groups of four, by msgspec: that takes a quarter of the time of `binascii`."""
    try:
        return msgspec.convert(text, bytes)
    except msgspec.ValidationError:
        raise BadBase64 from None
