"""What differs between two installations: counts, what is missing, what is extra, and every field by its path.

Addresses of a thing of their own count as equal when only what comes before `/zaken/api/v1` differs. Memory stays
the same however much there is: ids that were seen are kept in a file of their own.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from kapstok.koppelvlakken.zgw.migratie.bron import (
    ABONNEMENTEN,
    APPLICATIES,
    BESLUIT,
    BY_PAGE,
    CATALOGI,
    DOCUMENT,
    KANALEN,
    OF_BESLUIT,
    OF_DOCUMENT,
    OF_ZAAK,
    OTHER_SIDE,
    ZAAK,
    Bron,
    Json,
    NietBeschikbaar,
    id_of,
    path_of,
    root_of,
    same_moment,
)
from kapstok.koppelvlakken.zgw.migratie.eigen import EigenBron
from kapstok.platform.resource import compiled

MOST = 10_000
KINDS = (
    *CATALOGI,
    ZAAK,
    *BY_PAGE,
    DOCUMENT,
    "documenten.verzending",
    BESLUIT,
    APPLICATIES,
    KANALEN,
    ABONNEMENTEN,
)
BELOW: dict[str, Sequence[str]] = {ZAAK: tuple(OF_ZAAK), DOCUMENT: OF_DOCUMENT, BESLUIT: OF_BESLUIT}
# Known by their name, not by their number: each installation has these itself.
BY_NAME = frozenset({KANALEN})
# Known by what they say: the other side of a relation is made by each installation itself.
BY_CONTENT = frozenset({"documenten.objectinformatieobject"})
# Here this is of the document as a whole; it is compared on the newest version.
OF_ALL_VERSIONS = {f"{DOCUMENT}.versie": ("indicatieGebruiksrecht",)}
# The period in which something holds.
PERIOD = frozenset({"beginGeldigheid", "eindeGeldigheid", "beginObject", "eindeObject"})
# A member of a catalogus since types are related by name.
NAMES = "besluittypeOmschrijving"
# What an installation fills in itself when something is made over its API.
FILLED_IN = {
    "zaken.zaak": ("laatstGemuteerd",),
    "zaken.rol": ("registratiedatum",),
    "zaken.zaakinformatieobject": ("registratiedatum",),
    "zaken.zaaknotitie": ("aanmaakdatum", "wijzigingsdatum"),
    DOCUMENT: ("beginRegistratie",),
    f"{DOCUMENT}.versie": ("beginRegistratie",),
}


@dataclass(frozen=True, slots=True)
class Verschil:
    """`soort`: ontbreekt, extra or anders. `pad`: where in the object."""

    resource: str
    soort: str
    url: str
    pad: str = ""
    bron: str = ""
    doel: str = ""


@dataclass
class Telling:
    """How many of one resource."""

    bron: int = 0
    doel: int = 0
    ontbreekt: int = 0
    extra: int = 0
    anders: int = 0
    melding: str = ""


@dataclass
class Verslag:
    """Counts per resource are exact; of the differences themselves at most `MOST` are kept."""

    tellingen: dict[str, Telling] = field(default_factory=dict)
    verschillen: list[Verschil] = field(default_factory=list)

    @property
    def aantal(self) -> int:
        """All differences together; what could not be compared is one."""
        return sum(t.ontbreekt + t.extra + t.anders + bool(t.melding) for t in self.tellingen.values())

    def add(self, found: Verschil) -> None:
        """Note one."""
        if len(self.verschillen) < MOST:
            self.verschillen.append(found)


class Vergelijking:
    """`bron` against `doel`; with `inhoud` the bytes of every version are read on both sides as well.

    `gekoppeld`: one of them was filled over its API, which fills in some fields itself and takes no rights.
    """

    def __init__(self, bron: Bron, doel: EigenBron, *, inhoud: bool = False, gekoppeld: bool = False) -> None:
        self.bron, self.doel, self.inhoud, self.gekoppeld = bron, doel, inhoud, gekoppeld
        self.verslag = Verslag()
        self.ouder = False
        self.roots: dict[int, set[str]] = {0: set(), 1: set()}
        # A database without a name: SQLite keeps it in a file that is gone when the process is.
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute(
            "CREATE TABLE gezien (resource TEXT, id TEXT, PRIMARY KEY (resource, id)) WITHOUT ROWID"
        )

    def close(self) -> None:
        """Throw the file away."""
        self._seen.close()

    def run(self) -> Verslag:
        """Walk through everything."""
        rights = {APPLICATIES, KANALEN, ABONNEMENTEN} if self.gekoppeld else set()
        for name in (kind for kind in KINDS if kind not in rights):
            telling = self._telling(name)
            try:
                for page in self.bron.pages(name):
                    self._page(name, page.rijen)
            except NietBeschikbaar as no:
                telling.melding = str(no)
                continue
            self._extra(name)
        return self.verslag

    def _telling(self, name: str) -> Telling:
        return self.verslag.tellingen.setdefault(name, Telling())

    def _learn(self, side: int, rows: Sequence[Json]) -> None:
        for row in rows[:1]:
            if found := root_of(str(row.get("url", ""))):
                self.roots[side].add(found)

    def _page(self, name: str, rows: Sequence[Json]) -> None:
        self._learn(0, rows)
        if name == CATALOGI[0]:
            self.ouder |= any(NAMES not in one for one in rows)
        ids = [row for one in rows if (row := id_of(one["url"])) is not None]
        there = self._counterparts(name, rows, ids)
        self._learn(1, list(there.values()))
        both = self._compare(name, rows, there)
        for below in BELOW.get(name, ()):
            self._below(below, both)
        if name == DOCUMENT:
            self._versions([(one, other) for one, other in both if int(one.get("versie") or 1) > 1])
            if self.inhoud:
                self._contents(both)

    def _counterparts(self, name: str, rows: Sequence[Json], ids: Sequence[UUID]) -> Mapping[UUID, Json]:
        if name not in BY_NAME:
            return self.doel.many(name, ids)
        named = {one["naam"]: one for page in self.doel.pages(name) for one in page.rijen}
        pairs = ((id_of(one["url"]), named.get(one["naam"])) for one in rows)
        return {row: {**other, "url": ""} for row, other in pairs if row is not None and other is not None}

    def _compare(
        self, name: str, rows: Sequence[Json], there: Mapping[UUID, Json]
    ) -> list[tuple[Json, Json]]:
        telling = self._telling(name)
        both: list[tuple[Json, Json]] = []
        for one in rows:
            telling.bron += 1
            row = id_of(one["url"])
            self._seen.execute("INSERT OR IGNORE INTO gezien VALUES (?, ?)", (name, str(row)))
            other = there.get(row) if row is not None else None
            if other is None:
                telling.ontbreekt += 1
                self.verslag.add(Verschil(name, "ontbreekt", str(one["url"])))
                continue
            telling.doel += 1
            both.append((one, other))
            self._fields(name, str(one["url"]), one if other.get("url") else {**one, "url": ""}, other)
        return both

    def _fields(self, name: str, url: str, one: Json, other: Json) -> None:
        skipped = (*OF_ALL_VERSIONS.get(name, ()), *(FILLED_IN.get(name, ()) if self.gekoppeld else ()))
        pairs = differences(self._plain(one, 0), self._plain(other, 1), known=not self.gekoppeld)
        found = [one for one in pairs if one[0] not in skipped and not self._is_derived(name, one)]
        self._telling(name).anders += bool(found)
        for path, left, right in found:
            self.verslag.add(Verschil(name, "anders", url, path, _short(left), _short(right)))

    def _is_derived(self, name: str, found: tuple[str, Any, Any]) -> bool:
        """Catalogi before 1.3.2 relate types by address, to one version or to several; the other sides of those
        relations, and the period of what hangs below a zaaktype, follow from the rest."""
        path, left, _right = found
        if not self.ouder or not name.startswith("catalogi."):
            return False
        top = path.partition(".")[0]
        own = compiled()[name].resource.fields
        follows = {f.name for f in own if f.parser is None or not f.column} | {*OTHER_SIDE.get(name, ())}
        return top in follows - {"url", "concept"} or (top in PERIOD and _is_nothing(left))

    def _plain(self, value: Any, side: int) -> Any:
        """Addresses of their own by their path; moments in one way of writing; lists in no order."""
        if isinstance(value, str):
            return path_of(value, self.roots[side]) if value.startswith("http") else same_moment(value)
        if isinstance(value, list):
            plain = [self._plain(v, side) for v in value]
            return sorted(plain, key=lambda v: msgspec.json.encode(v, order="sorted"))
        if isinstance(value, dict):
            return {k: self._plain(v, side) for k, v in value.items()}
        return value

    def _below(self, name: str, both: Sequence[tuple[Json, Json]]) -> None:
        member = OF_ZAAK.get(name, "")
        wanted = [(one, other) for one, other in both if not member or one.get(member) or other.get(member)]
        if name == "documenten.gebruiksrechten":
            wanted = [(one, other) for one, other in both if one.get("indicatieGebruiksrecht")]
        left = self.bron.below([(name, str(one["url"])) for one, _ in wanted])
        if unread := self.bron.unread():
            telling = self._telling(name)
            telling.melding = f"Niet alles mocht gelezen worden, bijvoorbeeld {unread[0][1]}: {unread[0][2]}"
        right = self.doel.below([(name, str(other["url"])) for _, other in wanted])
        for ours, theirs in zip(left, right, strict=True):
            if name in BY_CONTENT:
                self._by_content(name, ours, theirs)
                continue
            there = {row: one for one in theirs if (row := id_of(one["url"])) is not None}
            self._compare(name, ours, there)
            seen = {id_of(one["url"]) for one in ours}
            self._is_extra(name, [str(one["url"]) for row, one in there.items() if row not in seen])

    def _by_content(self, name: str, ours: Sequence[Json], theirs: Sequence[Json]) -> None:
        telling = self._telling(name)
        left = {msgspec.json.encode(self._plain({**o, "url": ""}, 0), order="sorted"): o for o in ours}
        right = {msgspec.json.encode(self._plain({**o, "url": ""}, 1), order="sorted"): o for o in theirs}
        telling.bron, telling.doel = telling.bron + len(ours), telling.doel + len(left.keys() & right.keys())
        for key in left.keys() - right.keys():
            telling.ontbreekt += 1
            self.verslag.add(Verschil(name, "ontbreekt", str(left[key]["url"])))
        self._is_extra(name, [str(right[key]["url"]) for key in right.keys() - left.keys()])

    def _versions(self, both: Sequence[tuple[Json, Json]]) -> None:
        name = f"{DOCUMENT}.versie"
        wanted = [(one, other, n) for one, other in both for n in range(1, int(one["versie"]))]
        left = self.bron.versions([(str(one["url"]), n) for one, _, n in wanted])
        right = self.doel.versions([(str(other["url"]), n) for _, other, n in wanted])
        for one, other, (_, _, number) in zip(left, right, wanted, strict=True):
            telling = self._telling(name)
            telling.bron, telling.doel = telling.bron + 1, telling.doel + 1
            self._fields(name, f"{one['url']}?versie={number}", one, other)

    def _contents(self, both: Sequence[tuple[Json, Json]]) -> None:
        name = f"{DOCUMENT}.inhoud"
        for one, other in both:
            url = str(one["url"])
            older = self.bron.versions([(url, n) for n in range(1, int(one.get("versie") or 1))])
            for number, version in enumerate([*older, one], 1):
                if not version.get("inhoud"):
                    continue
                telling = self._telling(name)
                telling.bron, telling.doel = telling.bron + 1, telling.doel + 1
                left = _sum(self.bron.content(str(one["url"]), number))
                right = _sum(self.doel.content(str(other["url"]), number))
                if left != right:
                    telling.anders += 1
                    url = f"{one['url']}?versie={number}"
                    self.verslag.add(Verschil(name, "anders", url, "sha256", left, right))

    def _extra(self, name: str) -> None:
        if name in BY_NAME:
            return
        for page in self.doel.pages(name):
            ids = [str(id_of(one["url"])) for one in page.rijen]
            marks = ",".join("?" * len(ids))
            sql = f"SELECT id FROM gezien WHERE resource = ? AND id IN ({marks})"  # noqa: S608 - question marks only
            seen = {found for (found,) in self._seen.execute(sql, [name, *ids])}
            self._is_extra(name, [str(o["url"]) for o in page.rijen if str(id_of(o["url"])) not in seen])

    def _is_extra(self, name: str, urls: Sequence[str]) -> None:
        telling = self._telling(name)
        telling.doel, telling.extra = telling.doel + len(urls), telling.extra + len(urls)
        for url in urls:
            self.verslag.add(Verschil(name, "extra", url))


def _sum(chunks: Iterator[bytes]) -> str:
    made = hashlib.sha256()
    for chunk in chunks:
        made.update(chunk)
    return made.hexdigest()


def _short(value: Any) -> str:
    return msgspec.json.encode(value).decode()[:300]


def differences(
    one: Any, other: Any, path: str = "", *, known: bool = False
) -> Iterator[tuple[str, Any, Any]]:
    """(path, left, right) of everything that is not the same. `known`: only members that the left one knows; a standard
    of some years ago has fewer."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one if known else dict.fromkeys([*one, *other]):
            yield from differences(
                one.get(key), other.get(key), f"{path}.{key}" if path else key, known=known
            )
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}.{number}", known=known)
    elif one != other and not (_is_nothing(one) and _is_nothing(other)):
        yield path, one, other


def _is_nothing(value: Any) -> bool:
    """What installations write in different ways when there is nothing to say."""
    if isinstance(value, dict):
        return all(_is_nothing(one) for one in value.values())
    return value is None or value in ("", [])
