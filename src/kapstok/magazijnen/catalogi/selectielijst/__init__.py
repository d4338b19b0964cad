"""The selectielijst gemeenten en intergemeentelijke organen 2020, at hand: no call to anybody is needed.

Transcribed facts of the list as the minister adopted it (an official publication, without copyright by
article 11 Auteurswet); the uuids are those under which the market publishes it, so that an address on any
host is known by its last part. A test compares the facts with the published files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import msgspec

FILE = Path(__file__).with_name("2020.json")
BASE = "https://selectielijst.openzaak.nl/api/v1"
_ADDRESS = re.compile(
    r"https?://[^?#\s]+/(procestypen|resultaten|resultaattypeomschrijvingen)"
    r"/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/?"
)
# Names under which the market publishes generic descriptions; the others of the list get an own uuid.
_OMSCHRIJVINGEN = {
    "Afgebroken": "ce8cf476-0b59-496f-8eee-957a7c6e2506",
    "Afgehandeld": "7cb315fb-4f7b-4a43-aca1-e4522e4c73b3",
    "Afgewezen": "e6a0c939-3404-45b0-88e3-76c94fb80ea7",
    "Gegrond": "3a0a9c3c-0847-4e7e-b7d9-765b9434094c",
    "Geweigerd": "1f750958-431c-4916-bc01-af5d3a753b41",
    "Ingetrokken": "a6a0bd73-262a-401a-b629-9c4a908c69b5",
    "Toegekend": "fb65d251-1518-4185-865f-b8bdcfad07b1",
}
# The contract of the referentielijsten allows no longer name.
_LONGEST = 20


class Procestype(msgspec.Struct, frozen=True, rename="camel"):
    """A kind of process. `ook`: uuids of the same procestype in other publications (2017 and 2020)."""

    uuid: str
    nummer: int
    naam: str
    omschrijving: str
    toelichting: str
    procesobject: str
    ook: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"{BASE}/procestypen/{self.uuid}"


class Resultaat(msgspec.Struct, frozen=True, rename="camel"):
    """A result of a procestype: `waardering` and terms. Without a third number it is a generic one."""

    uuid: str
    nummer: int
    volledig_nummer: str
    procestype: int
    naam: str
    omschrijving: str = ""
    herkomst: str = ""
    waardering: str = ""
    procestermijn: str = ""
    procestermijn_opmerking: str = ""
    bewaartermijn: str = ""
    toelichting: str = ""
    taakgebieden: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"{BASE}/resultaten/{self.uuid}"

    @property
    def generiek(self) -> bool:
        return self.volledig_nummer.count(".") == 1


class Omschrijving(msgspec.Struct, frozen=True):
    """A generic description of a result."""

    uuid: str
    omschrijving: str
    definitie: str

    @property
    def url(self) -> str:
        return f"{BASE}/resultaattypeomschrijvingen/{self.uuid}"


class _File(msgspec.Struct):
    jaar: int
    procestypen: list[Procestype]
    resultaten: list[Resultaat]


@dataclass(frozen=True, slots=True)
class Lijst:
    """Everything, by the uuid in an address."""

    jaar: int
    procestypen: Mapping[str, Procestype]
    resultaten: Mapping[str, Resultaat]
    omschrijvingen: Mapping[str, Omschrijving]

    def procestype(self, url: str) -> Procestype | None:
        """The procestype at this address; also by an address of an earlier publication."""
        return self.procestypen.get(_part(url, "procestypen"))

    def resultaat(self, url: str) -> Resultaat | None:
        """The result (selectielijstklasse) at this address."""
        return self.resultaten.get(_part(url, "resultaten"))

    def omschrijving(self, url: str) -> Omschrijving | None:
        """The generic description at this address."""
        return self.omschrijvingen.get(_part(url, "resultaattypeomschrijvingen"))

    def of(self, procestype: Procestype) -> list[Resultaat]:
        """The results of a procestype, in the order of the list."""
        return [r for r in self.resultaten.values() if r.procestype == procestype.nummer]

    def named(self, name: str) -> Omschrijving | None:
        """A generic description by its text."""
        return next((o for o in self.omschrijvingen.values() if o.omschrijving == name), None)


def _part(url: str, kind: str) -> str:
    found = _ADDRESS.fullmatch(url.lower())
    return found[2] if found and found[1] == kind else ""


def _omschrijvingen(resultaten: list[Resultaat]) -> dict[str, Omschrijving]:
    names = {r.naam for r in resultaten if r.generiek and len(r.naam) <= _LONGEST} | set(_OMSCHRIJVINGEN)
    found: dict[str, Omschrijving] = {}
    for name in sorted(names):
        uuid = _OMSCHRIJVINGEN.get(name) or str(uuid5(NAMESPACE_URL, f"resultaattypeomschrijving/{name}"))
        found[uuid] = Omschrijving(uuid, name, f"De zaak is geëindigd met het resultaat: {name.lower()}.")
    return found


@cache
def lijst() -> Lijst:
    """The list, read once."""
    read = msgspec.json.decode(FILE.read_bytes(), type=_File)
    return Lijst(
        read.jaar,
        {uuid: p for p in read.procestypen for uuid in (p.uuid, *p.ook)},
        {r.uuid: r for r in read.resultaten},
        _omschrijvingen(read.resultaten),
    )
