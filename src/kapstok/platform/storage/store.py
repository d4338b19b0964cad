"""The store port, and the choice of the one that the settings ask for.

Next to the bytes stands a list with the hash of every block of 1 MiB. A reader checks each block before
it lets go of it, so a range is checked as well as a whole file, without reading the rest. What fits in one
block needs no list: its hash is its name.
"""

import functools
import hashlib
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from kapstok.platform.config import SettingsError, settings
from kapstok.platform.storage.guard import ask_hold

BLOCK = 1024 * 1024


class DamagedBytes(Exception):
    """What is stored is not what was put there."""


class MissingBytes(Exception):
    """Nothing is stored under this hash."""


class TooLarge(Exception):
    """The stream is longer than its limit; nothing was stored."""


@dataclass(frozen=True)
class Stored:
    """Where bytes are (their hash) and how many they are."""

    sha256: str
    size: int


# Asks that nobody erases these bytes; what it gives waits until that is so.
Guard = Callable[[str], Callable[[], None]]


def no_guard(_sha256: str) -> Callable[[], None]:
    """For who has the store to himself."""
    return lambda: None


class Incoming:
    """Bytes that came in whole and are not kept yet. Nobody keeps them: they are gone with this object."""

    def __init__(
        self,
        stored: Stored,
        *,
        chunks: Callable[[], Iterator[bytes]],
        keep: Callable[[], None],
        discard: Callable[[], None],
        guard: Guard,
    ) -> None:
        self.sha256, self.size = stored.sha256, stored.size
        self.chunks, self._keep, self._guard = chunks, keep, guard
        self._guarded: Callable[[], None] | None = None
        self._discard = weakref.finalize(self, discard)

    def ask(self) -> None:
        """In the transaction in which they will be kept: ask early for what `keep` would wait for by itself."""
        self._guarded = self._guard(self.sha256)

    def keep(self) -> Stored:
        """Give them their place under their hash; the same bytes twice are stored once."""
        if not self._discard.alive:
            raise MissingBytes(self.sha256)
        guarded = self._guarded or self._guard(self.sha256)
        guarded()
        self._keep()
        self._discard()
        return Stored(self.sha256, self.size)

    def discard(self) -> None:
        """Forget them now."""
        self._discard()


class Intake(Protocol):
    """Bytes that are coming in, piece by piece."""

    def write(self, chunk: bytes) -> None:
        """The next piece. Raises TooLarge past the limit."""
        ...

    def finish(self) -> Incoming:
        """All have come in."""
        ...

    def abort(self) -> None:
        """Forget what came in."""
        ...


def receive_all(intake: Intake, chunks: Iterable[bytes]) -> Incoming:
    """Everything of a stream, or nothing."""
    try:
        for chunk in chunks:
            intake.write(chunk)
        return intake.finish()
    except BaseException:
        intake.abort()
        raise


class Store(Protocol):
    """Where bytes live."""

    def intake(self, *, limit: int | None = None) -> Intake:
        """Take in bytes that somebody pushes."""
        ...

    def receive(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Incoming:
        """Take in a stream without keeping it yet. Raises TooLarge past `limit` bytes."""
        ...

    def put(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        """Receive and keep."""
        ...

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes [start, end) in pieces, each checked. Raises MissingBytes, or DamagedBytes when it finds it."""
        ...

    def exists(self, sha256: str) -> bool:
        """Are these bytes here?"""
        ...

    def delete(self, sha256: str) -> None:
        """Erase these bytes; no error when they are gone already."""
        ...

    def hashes(self) -> Iterator[str]:
        """All that is stored, for checks and backup."""
        ...

    def sweep_incoming(self, older_than: float) -> int:
        """Remove what was half received and last touched before this moment (seconds since 1970)."""
        ...


class BlockHasher:
    """Hash of the whole and of each block of a stream, as it passes."""

    def __init__(self, limit: int | None = None) -> None:
        self.whole, self.size, self.limit = hashlib.sha256(), 0, limit
        # The first block has the hash of the whole so far, so a small content is hashed once.
        self._block, self._room = self.whole, BLOCK
        self._done: list[bytes] = []

    def update(self, chunk: bytes) -> None:
        """Take the next piece, of any length. Raises TooLarge past the limit."""
        self.size += len(chunk)
        if self.limit is not None and self.size > self.limit:
            raise TooLarge(self.limit)
        view = memoryview(chunk)
        while view:
            part = view[: self._room]
            self.whole.update(part)
            if self._block is not self.whole:
                self._block.update(part)
            self._room -= len(part)
            view = view[len(part) :]
            if self._room == 0:
                self._close_block()

    def _close_block(self) -> None:
        self._done.append(self._block.digest())
        self._block, self._room = hashlib.sha256(), BLOCK

    def stored(self) -> Stored:
        """Hash and size of what passed."""
        return Stored(self.whole.hexdigest(), self.size)

    def blocks(self) -> bytes:
        """The block hashes behind each other, 32 bytes each."""
        if self._room < BLOCK:
            self._close_block()
        return b"".join(self._done)


def blocks_without_list(sha256: str) -> bytes:
    """The block hashes of what fits in one block, and of what is empty."""
    return b"" if sha256 == hashlib.sha256().hexdigest() else bytes.fromhex(sha256)


def checked(source: IO[bytes], blocks: bytes, start: int, end: int) -> Iterator[bytes]:
    """Bytes [start, end) from a source that stands at the block of `start`; every block checked first."""
    number = start // BLOCK
    position = number * BLOCK
    while position < end:
        block = source.read(BLOCK)
        expected = blocks[number * 32 : number * 32 + 32]
        if not block or hashlib.sha256(block).digest() != expected:
            raise DamagedBytes(f"block {number}")
        yield block[max(start - position, 0) : end - position]
        position += len(block)
        number += 1


@functools.cache
def store() -> Store:
    """The store of this installation. It keeps bytes inside the transaction of the row that names them."""
    return _open(ask_hold)


@functools.cache
def unguarded_store() -> Store:
    """The store for who has the installation to himself: putting a backup back, before there are rows."""
    return _open(no_guard)


def _open(guard: Guard) -> Store:
    if settings.opslag == "map":
        from kapstok.platform.storage.folder import FolderStore

        return FolderStore(settings.data_map / "documenten", guard)
    if settings.opslag == "s3":
        from kapstok.platform.storage.s3 import S3Store

        return S3Store.from_settings(settings, guard)
    raise SettingsError(f"KAPSTOK_OPSLAG moet map of s3 zijn, niet “{settings.opslag}”.")
