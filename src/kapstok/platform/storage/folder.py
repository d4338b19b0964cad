"""Bytes in a folder: ab/cd/<hash>, and ab/cd/<hash>.blokken for what has more blocks than one."""

import contextlib
import functools
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from kapstok.platform.storage.store import (
    BLOCK,
    BlockHasher,
    Guard,
    Incoming,
    Intake,
    MissingBytes,
    Stored,
    blocks_without_list,
    checked,
    no_guard,
    receive_all,
)

_HASH = re.compile(r"[0-9a-f]{64}")
# What is not more stays in memory until it is kept: what is refused, or is here already, is never written.
SMALL = 256 * 1024


class FolderStore:
    """A store on a file system. A file appears under its name only when it is whole and on disk."""

    def __init__(self, folder: Path, guard: Guard = no_guard) -> None:
        self.folder, self.guard = folder, guard
        self._incoming = folder / "inkomend"

    def _place(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise MissingBytes(sha256)
        return self.folder / f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def intake(self, *, limit: int | None = None) -> Intake:
        """See Store.intake."""
        return _Intake(self, limit)

    def receive(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Incoming:
        """See Store.receive."""
        return receive_all(self.intake(limit=limit), chunks)

    def put(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        """See Store.put."""
        return self.receive(chunks, limit=limit).keep()

    def new_file(self) -> tuple[Path, IO[bytes]]:
        """A file without a name of its own yet."""
        path = self._incoming / secrets.token_hex(16)

        def mine(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        try:
            return path, open(path, "xb", opener=mine)
        except FileNotFoundError:
            self._incoming.mkdir(parents=True, exist_ok=True)
            return path, open(path, "xb", opener=mine)

    def keep_small(self, content: bytes, sha256: str) -> None:
        """Give bytes that fit in one block their place under their hash."""
        target = self._place(sha256)
        if target.exists():
            return
        path, file = self.new_file()
        try:
            with file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _move(path, target)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        _to_disk(target.parent)

    def keep_file(self, temporary: Path, sha256: str, blocks: bytes) -> None:
        """Give a file its place under its hash."""
        target = self._place(sha256)
        if self.exists(sha256):
            return
        if len(blocks) > 32:
            list_of_blocks = temporary.with_suffix(".blokken")
            list_of_blocks.write_bytes(blocks)
            _to_disk(list_of_blocks)
            _move(list_of_blocks, target.with_suffix(".blokken"))
        _to_disk(temporary)
        _move(temporary, target)
        _to_disk(target.parent)

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """See Store.read. Opening happens at once, so that what is missing is known before the answer."""
        target = self._place(sha256)
        try:
            file = target.open("rb")
        except FileNotFoundError as error:
            raise MissingBytes(sha256) from error
        size = target.stat().st_size
        try:
            blocks = target.with_suffix(".blokken").read_bytes()
        except FileNotFoundError:
            blocks = blocks_without_list(sha256)

        def pieces() -> Iterator[bytes]:
            with file:
                file.seek(start // BLOCK * BLOCK)
                # The number of blocks tells the length that was stored: a shortened file is damaged too.
                full = max(len(blocks) // 32 - 1, 0) * BLOCK + 1 if blocks else 0
                yield from checked(file, blocks, start, max(size, full) if end is None else end)

        return pieces()

    def exists(self, sha256: str) -> bool:
        """See Store.exists."""
        return self._place(sha256).exists()

    def delete(self, sha256: str) -> None:
        """See Store.delete."""
        target = self._place(sha256)
        target.unlink(missing_ok=True)
        target.with_suffix(".blokken").unlink(missing_ok=True)

    def hashes(self) -> Iterator[str]:
        """See Store.hashes."""
        for file in sorted(self.folder.glob("??/??/*")):
            if _HASH.fullmatch(file.name):
                yield file.name

    def sweep_incoming(self, older_than: float) -> int:
        """See Store.sweep_incoming; returns how many went."""
        swept = 0
        for file in self._incoming.glob("*"):
            with contextlib.suppress(FileNotFoundError):  # somebody kept it, or forgot it, just now
                if file.stat().st_mtime < older_than:
                    file.unlink()
                    swept += 1
        return swept


class _Intake:
    """What comes in: in memory as long as it is small, then in a file that grows beside the others."""

    def __init__(self, store: FolderStore, limit: int | None) -> None:
        self.store, self.hasher = store, BlockHasher(limit)
        self.small: list[bytes] = []
        self.path, self.file = Path(), None

    def write(self, chunk: bytes) -> None:
        """See Intake.write."""
        self.hasher.update(chunk)
        if self.file is None and self.hasher.size <= SMALL:
            self.small.append(chunk)
            return
        if self.file is None:
            self.path, self.file = self.store.new_file()
            self.file.writelines(self.small)
            self.small.clear()
        self.file.write(chunk)

    def finish(self) -> Incoming:
        """See Intake.finish."""
        stored, path, guard = self.hasher.stored(), self.path, self.store.guard
        if self.file is None:
            content = self.small[0] if len(self.small) == 1 else b"".join(self.small)
            return Incoming(
                stored,
                chunks=lambda: iter([content]),
                keep=functools.partial(self.store.keep_small, content, stored.sha256),
                discard=lambda: None,
                guard=guard,
            )
        self.file.close()
        return Incoming(
            stored,
            chunks=functools.partial(_pieces, path),
            keep=functools.partial(self.store.keep_file, path, stored.sha256, self.hasher.blocks()),
            discard=functools.partial(path.unlink, missing_ok=True),
            guard=guard,
        )

    def abort(self) -> None:
        """See Intake.abort."""
        self.small.clear()
        if self.file is not None:
            self.file.close()
            self.path.unlink(missing_ok=True)


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(BLOCK):
            yield piece


def _move(source: Path, target: Path) -> None:
    """The folder is mostly there."""
    try:
        source.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _to_disk(place: Path) -> None:
    """Not in a buffer of the operating system any more, for a file and for the names in a folder."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
