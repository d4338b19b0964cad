"""A whole installation as files: a folder or a ZIP with JSON per resource, and the bytes beside it.

`<resource>/000001.json` is a page of the list; `onder/`, `versies/`, `audittrail/` and `inhoud/` hold what belongs to
one object, by its uuid. Every file is as the API answered. Nothing is ever unpacked: members are read where they stand.
"""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol
from uuid import UUID

import msgspec

from kapstok.koppelvlakken.zgw.migratie.bron import (
    DOCUMENT,
    OF_ZAAK,
    TRAILED,
    Bron,
    BronFout,
    Json,
    NietBeschikbaar,
    Ongelezen,
    Pagina,
    id_of,
)
from kapstok.koppelvlakken.zgw.migratie.verschil import BELOW, KINDS

FORM, HEAD = 1, "kapstok-zgw.json"
CHUNK = 1 << 20


class Archief(Protocol):
    """Files by name, wherever they are."""

    def open(self, name: str) -> IO[bytes] | None:
        """To read; None when there is no such file."""
        ...

    def write(self, name: str, chunks: Iterator[bytes]) -> None:
        """A new file."""
        ...


class Map:
    """A folder."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def open(self, name: str) -> IO[bytes] | None:
        path = self.place / name
        return path.open("rb") if path.is_file() else None

    def write(self, name: str, chunks: Iterator[bytes]) -> None:
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.deel")
        with part.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        part.rename(path)


class Zip:
    """A ZIP."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def open(self, name: str) -> IO[bytes] | None:
        try:
            return self.archive.open(name)
        except KeyError:
            return None

    def write(self, name: str, chunks: Iterator[bytes]) -> None:
        with self.archive.open(name, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)


@contextmanager
def opened(place: Path, *, new: bool) -> Iterator[Archief]:
    """A ZIP when it is called so, else a folder. A new one must not be there yet."""
    if new and place.exists() and (place.is_file() or any(place.iterdir())):
        raise BronFout(f"{place} bestaat al; kies een lege map of een nieuwe naam.")
    if place.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(place, "x" if new else "r", zipfile.ZIP_DEFLATED) as archive:
                yield Zip(archive)
        except zipfile.BadZipFile as error:
            raise BronFout(f"{place} is geen leesbaar ZIP-bestand.") from error
        return
    yield Map(place)


def _place(kind: str, row: UUID | None, more: str = "") -> str:
    return f"{kind}/{str(row)[:2]}/{row}{more}"


class MapBron:
    """What was written out, as a source."""

    per_zaak = True

    def __init__(self, archive: Archief, place: str) -> None:
        self._archive = archive
        head = self._read(HEAD)
        if not isinstance(head, dict) or head.get("vorm") != FORM:
            raise BronFout(f"{place} is geen uitvoer van Kapstok die deze versie kan lezen.")
        self.adres = str(head["adres"])

    def _read(self, name: str) -> Any:
        file = self._archive.open(name)
        if file is None:
            return None
        with file:
            try:
                return msgspec.json.decode(file.read())
            except msgspec.DecodeError as error:
                raise BronFout(f"{name} is geen geldige JSON.") from error

    def pages(self, name: str, first: int = 1) -> Iterator[Pagina]:
        """The pages as they were written."""
        rows, number = self._read(f"{name}/{first:06}.json"), first
        if rows is None and first == 1:
            raise NietBeschikbaar(f"{name} staat niet in de uitvoer.")
        while rows is not None:
            following = self._read(f"{name}/{number + 1:06}.json")
            yield Pagina(number, rows, following is None)
            rows, number = following, number + 1

    def below(self, wanted: Sequence[tuple[str, str]]) -> list[list[Json]]:
        """What hangs on each of these."""
        return [self._read(_place(f"onder/{name}", id_of(url), ".json")) or [] for name, url in wanted]

    def versions(self, wanted: Sequence[tuple[str, int]]) -> list[Json]:
        """Older versions."""
        found = [self._read(_place("versies", id_of(url), f".{n}.json")) for url, n in wanted]
        if None in found:
            raise BronFout(f"Versie {wanted[found.index(None)]} staat niet in de uitvoer.")
        return found

    def content(self, url: str, version: int) -> Iterator[bytes]:
        """The bytes of a version."""
        file = self._archive.open(_place("inhoud", id_of(url), f".{version}"))
        if file is None:
            raise NietBeschikbaar(f"De inhoud van {url}, versie {version}, staat niet in de uitvoer.")
        with file:
            while chunk := file.read(CHUNK):
                yield chunk

    def trails(self, urls: Sequence[str]) -> list[list[Json]]:
        """Audit trails."""
        return [self._read(_place("audittrail", id_of(url), ".json")) or [] for url in urls]

    def unread(self) -> list[Ongelezen]:
        """Files are read, or are not there."""
        return []


def write_out(
    bron: Bron, archive: Archief, moment: str, *, audittrail: bool, vertel: Callable[[str], None]
) -> dict[str, int]:
    """Everything of a source into files. How many of each."""
    counts: dict[str, int] = {}

    def put(name: str, value: Any) -> None:
        archive.write(name, iter([msgspec.json.encode(value)]))

    for name in KINDS:
        try:
            for page in bron.pages(name):
                put(f"{name}/{page.nummer:06}.json", page.rijen)
                counts[name] = counts.get(name, 0) + len(page.rijen)
                _belonging(bron, archive, name, page.rijen, put, audittrail=audittrail)
                vertel(f"{name}: {counts[name]}")
        except NietBeschikbaar as no:
            vertel(f"{name}: overgeslagen ({no})")
    # Last, so that an output that broke off halfway is not taken for a whole one.
    put(HEAD, {"vorm": FORM, "adres": bron.adres, "gemaakt": moment, "aantallen": counts})
    return counts


def _belonging(
    bron: Bron,
    archive: Archief,
    name: str,
    rows: Sequence[Json],
    put: Callable[[str, Any], None],
    *,
    audittrail: bool,
) -> None:
    urls = [str(one["url"]) for one in rows]
    for below in BELOW.get(name, ()):
        member = OF_ZAAK.get(below, "")
        parents = [url for one, url in zip(rows, urls, strict=True) if not member or one.get(member)]
        for url, found in zip(parents, bron.below([(below, url) for url in parents]), strict=True):
            if found:
                put(_place(f"onder/{below}", id_of(url), ".json"), found)
    if audittrail and name in TRAILED:
        for url, lines in zip(urls, bron.trails(urls), strict=True):
            put(_place("audittrail", id_of(url), ".json"), lines)
    if name == DOCUMENT:
        _contents(bron, archive, rows, put)


def _contents(bron: Bron, archive: Archief, rows: Sequence[Json], put: Callable[[str, Any], None]) -> None:
    older = [(str(one["url"]), n) for one in rows for n in range(1, int(one.get("versie") or 1))]
    versions = bron.versions(older)
    for (url, number), one in zip(older, versions, strict=True):
        put(_place("versies", id_of(url), f".{number}.json"), one)
    for one in (*versions, *rows):
        if one.get("inhoud") and not one.get("bestandsdelen"):
            number = int(one.get("versie") or 1)
            name = _place("inhoud", id_of(one["url"]), f".{number}")
            archive.write(name, bron.content(str(one["url"]), number))
