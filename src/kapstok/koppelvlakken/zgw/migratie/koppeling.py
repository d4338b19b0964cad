"""Which number a thing got in the other installation: its API gives numbers of its own. Kept in a CSV beside, a line as
soon as something was made, so that a second run goes on where the first stopped."""

import csv
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from kapstok.koppelvlakken.zgw.migratie.bron import Bron, Json, Pagina, id_of

_ID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


class Koppeling:
    """`van;naar` per thing. Looked up in a file of its own, so that memory stays the same."""

    def __init__(self, place: Path) -> None:
        self._scratch = tempfile.NamedTemporaryFile(prefix="kapstok-koppeling-", suffix=".db")  # noqa: SIM115 - closed by close
        self._known = sqlite3.connect(self._scratch.name, isolation_level=None)
        self._known.execute("PRAGMA journal_mode = OFF")
        self._known.execute("CREATE TABLE k (van TEXT PRIMARY KEY, naar TEXT, oud TEXT) WITHOUT ROWID")
        self._known.execute("CREATE INDEX terug ON k (oud)")
        new = not place.exists()
        if not new:
            with place.open(encoding="utf-8", newline="") as file:
                for line in csv.DictReader(file, delimiter=";"):
                    self._keep(line["van"], line["naar"])
        self._file = place.open("a", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, delimiter=";")
        if new:
            self._writer.writerow(("soort", "van", "naar"))
            self._file.flush()

    def _keep(self, van: str, naar: str) -> None:
        values = (str(id_of(van)), naar, str(id_of(naar)))
        self._known.execute("INSERT OR REPLACE INTO k VALUES (?, ?, ?)", values)

    def add(self, soort: str, van: str, naar: str) -> None:
        """It was made; on disk before anything else is."""
        self._writer.writerow((soort, van, naar))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._keep(van, naar)

    def naar(self, van: str) -> str:
        """Where it is there; empty when it is not."""
        row = self._known.execute("SELECT naar FROM k WHERE van = ?", [str(id_of(van))]).fetchone()
        return str(row[0]) if row else ""

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
            return _ID.sub(lambda m: self._old(m[0]), value) if _ID.search(value) else value
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
        self._scratch.close()


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

    def many(self, name: str, ids: Sequence[UUID]) -> Mapping[UUID, Json]:
        """Rows by our numbers."""
        theirs = {id_of(self._there(f"/{row}")): row for row in ids}
        found = self._bron.many(name, [there for there in theirs if there is not None])
        return {theirs[there]: self._koppeling.back(one) for there, one in found.items()}
