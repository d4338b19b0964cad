"""Which number a thing got in the other installation: its API gives numbers of its own. Kept in a CSV beside.

A line without a number is on disk before a thing is sent, and the line with its number follows the answer. So a run
that was stopped in between leaves word that the thing may be there; the next run looks before it sends it again.
"""

import csv
import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kapstok.koppelvlakken.zgw.migratie.bron import ID, Bron, BronFout, Json, Ongelezen, Pagina, id_of

# In the place of the number: the other installation said that it does not take this.
NIET = "-"
# No line is as long as this.
TAIL = 1 << 16


class Koppeling:
    """`soort;van;naar` per thing. Looked up in a database that SQLite keeps in a nameless file, so that memory stays
    the same and nothing is left behind. `schrijven`: for one process at a time."""

    def __init__(self, place: Path, *, schrijven: bool = True) -> None:
        self._known = sqlite3.connect("", isolation_level=None)
        self._known.execute("PRAGMA journal_mode = OFF")
        self._known.execute("CREATE TABLE k (van TEXT PRIMARY KEY, naar TEXT, oud TEXT) WITHOUT ROWID")
        self._known.execute("CREATE INDEX terug ON k (oud)")
        self._file = place.open("a+" if schrijven else "r", encoding="utf-8", newline="")
        if schrijven:
            self._alone(place)
            _drop_torn_line(self._file.fileno())
        self._file.seek(0)
        for line in csv.reader(self._file, delimiter=";"):
            if len(line) == 3 and line[0] != "soort":
                self._keep(line[1], line[2])
        self._writer = csv.writer(self._file, delimiter=";")
        if schrijven and place.stat().st_size == 0:
            self._write("soort", "van", "naar")

    def _alone(self, place: Path) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BronFout(f"{place} is in gebruik bij een opdracht die nog bezig is.") from error

    def _keep(self, van: str, naar: str) -> None:
        values = (str(id_of(van)), naar, str(id_of(naar) or naar))
        self._known.execute("INSERT OR REPLACE INTO k VALUES (?, ?, ?)", values)

    def _write(self, *line: str) -> None:
        self._writer.writerow(line)
        self._file.flush()

    def begin(self, soort: str, van: str) -> None:
        """It is about to be sent; that is on disk before it is."""
        self._write(soort, van, "")
        os.fsync(self._file.fileno())
        self._keep(van, "")

    def geweigerd(self, soort: str, van: str) -> None:
        """It was sent, and it is certain that it was not made."""
        self._write(soort, van, NIET)
        self._keep(van, NIET)

    def add(self, soort: str, van: str, naar: str) -> None:
        """It was made. Reaches the disk with the next beginning: a line that is lost is looked for."""
        self._write(soort, van, naar)
        self._keep(van, naar)

    def _line(self, van: str) -> str | None:
        row = self._known.execute("SELECT naar FROM k WHERE van = ?", [str(id_of(van))]).fetchone()
        return str(row[0]) if row else None

    def naar(self, van: str) -> str:
        """Where it is there; empty when it is not, or not known to be."""
        found = self._line(van)
        return "" if found in {None, NIET} else str(found)

    def begonnen(self, van: str) -> bool:
        """Was it sent, without an answer?"""
        return self._line(van) == ""

    def is_there(self, naar: str) -> bool:
        """Is this thing of the other installation known to be one of ours?"""
        sql = "SELECT 1 FROM k WHERE oud = ?"
        return self._known.execute(sql, [str(id_of(naar))]).fetchone() is not None

    def at_other(self, value: Any, root: str) -> Any:
        """Addresses of ours that came along as they are there."""
        if isinstance(value, str):
            return self.naar(value) or value if value.startswith(f"{root}/") else value
        if isinstance(value, list):
            return [self.at_other(v, root) for v in value]
        if isinstance(value, dict):
            return {k: self.at_other(v, root) for k, v in value.items()}
        return value

    def back(self, value: Any) -> Any:
        """What the other says, with our numbers in the place of its own."""
        if isinstance(value, str):
            return ID.sub(lambda m: self._old(m[0]), value) if ID.search(value) else value
        if isinstance(value, list):
            return [self.back(v) for v in value]
        if isinstance(value, dict):
            return {k: self.back(v) for k, v in value.items()}
        return value

    def _old(self, new: str) -> str:
        row = self._known.execute("SELECT van FROM k WHERE oud = ?", [new.lower()]).fetchone()
        return str(row[0]) if row else new

    def __enter__(self) -> "Koppeling":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._known.close()


def _drop_torn_line(file: int) -> None:
    """What follows the last end of a line was being written when the process was stopped."""
    size = os.fstat(file).st_size
    begin = max(0, size - TAIL)
    kept = begin + os.pread(file, TAIL, begin).rfind(b"\n") + 1
    if kept < size:
        os.ftruncate(file, kept)


class Vertaald:
    """The other installation as a source, with our numbers in the place of its own."""

    per_zaak = False

    def __init__(self, bron: Bron, koppeling: Koppeling) -> None:
        self._bron, self._koppeling, self.adres = bron, koppeling, bron.adres

    def _there(self, url: str) -> str:
        return self._koppeling.naar(url) or url

    def pages(self, name: str, first: int = 1) -> Iterator[Pagina]:
        """Its pages."""
        for page in self._bron.pages(name, first):
            yield Pagina(page.nummer, self._koppeling.back(page.rijen), page.laatste)

    def below(self, wanted: Sequence[tuple[str, str]]) -> list[list[Json]]:
        """What hangs on each of these."""
        return self._koppeling.back(self._bron.below([(name, self._there(url)) for name, url in wanted]))

    def versions(self, wanted: Sequence[tuple[str, int]]) -> list[Json]:
        """Older versions."""
        return self._koppeling.back(self._bron.versions([(self._there(url), n) for url, n in wanted]))

    def content(self, url: str, version: int) -> Iterator[bytes]:
        """The bytes."""
        return self._bron.content(self._there(url), version)

    def trails(self, urls: Sequence[str]) -> list[list[Json]]:
        """Audit trails."""
        return self._koppeling.back(self._bron.trails([self._there(url) for url in urls]))

    def unread(self) -> list[Ongelezen]:
        """What we were not allowed to read."""
        return self._bron.unread()
