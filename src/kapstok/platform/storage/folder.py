"""Bytes in a folder: ab/cd/<hash> and ab/cd/<hash>.blokken."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from kapstok.platform.storage.store import BLOCK, BlockHasher, MissingBytes, Stored, TooLarge, checked

_HASH = re.compile(r"[0-9a-f]{64}")


class FolderStore:
    """A store on a file system. A file appears under its name only when it is whole and on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "inkomend"

    def _place(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise MissingBytes(sha256)
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        """See Store.put."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        hasher = BlockHasher()
        handle, name = tempfile.mkstemp(dir=self._incoming)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in chunks:
                    hasher.update(chunk)
                    if limit is not None and hasher.size > limit:
                        raise TooLarge(limit)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            return self._keep(temporary, hasher)
        finally:
            temporary.unlink(missing_ok=True)

    def _keep(self, temporary: Path, hasher: BlockHasher) -> Stored:
        sha256 = hasher.whole.hexdigest()
        target = self._place(sha256)
        if not self.exists(sha256):
            target.parent.mkdir(parents=True, exist_ok=True)
            list_of_blocks = temporary.with_suffix(".blokken")
            with list_of_blocks.open("wb") as file:
                file.write(hasher.blocks())
                file.flush()
                os.fsync(file.fileno())
            list_of_blocks.replace(target.with_suffix(".blokken"))
            temporary.replace(target)
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        return Stored(sha256, hasher.size)

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """See Store.read. Opening happens at once, so that what is missing is known before the answer."""
        target = self._place(sha256)
        try:
            file = target.open("rb")
        except FileNotFoundError as error:
            raise MissingBytes(sha256) from error
        size = target.stat().st_size
        blocks = target.with_suffix(".blokken").read_bytes()

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
        """Remove half-received files last touched before this moment (seconds since 1970); returns how many."""
        old = [f for f in self._incoming.glob("*") if f.stat().st_mtime < older_than]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)
