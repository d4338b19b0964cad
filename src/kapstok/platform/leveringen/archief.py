"""The files inside a delivery: zips in zips, one at a time and never whole in memory."""

import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kapstok.platform.leveringen.fouten import LeveringFout

DEEP = 4  # a delivery is at most a zip in a zip in a zip
IN_MEMORY = 16 * 2**20  # an inner zip that is larger goes to a temporary file
BLOCK = 2**20
NO_CONTENT = ("Leveringsdocument", "__MACOSX", ".")


def hash_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimals."""
    made = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            made.update(block)
    return made.hexdigest()


def files(path: Path, suffixes: tuple[str, ...] = (".xml",)) -> Iterator[tuple[str, IO[bytes]]]:
    """Every file with objects, in the order of the archive: its name (with those of the zips around it) and its
    bytes, to be read before the next one is asked for. A bare file with one of these suffixes is a delivery too."""
    if path.suffix.lower() in suffixes:
        with path.open("rb") as file:
            yield path.name, file
        return
    with path.open("rb") as file:
        yield from _inside(file, path.name, 0, suffixes)


def _inside(file: Any, name: str, depth: int, suffixes: tuple[str, ...]) -> Iterator[tuple[str, IO[bytes]]]:
    if depth > DEEP:
        raise LeveringFout("te_diep", name, "Er zitten te veel ZIP-bestanden in elkaar.")
    with told(name), zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            last = entry.filename.rsplit("/", 1)[-1]
            if entry.is_dir() or entry.filename.startswith(NO_CONTENT) or last.startswith(NO_CONTENT):
                continue
            inner = f"{name}/{last}"
            with told(inner), archive.open(entry) as content:
                if last.lower().endswith(".zip"):
                    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
                        while block := content.read(BLOCK):
                            spooled.write(block)
                        spooled.seek(0)
                        yield from _inside(spooled, inner, depth + 1, suffixes)
                elif last.lower().endswith(suffixes):
                    yield inner, content


@contextmanager
def told(name: str) -> Iterator[None]:
    """What is wrong with a zip inside this, also when it shows only while its bytes are read, is told by its name."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise LeveringFout("zip", name, f"Dit ZIP-bestand is niet heel: {error}.") from error
