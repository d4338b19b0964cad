"""Where things come from, whatever is behind it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

Json = dict[str, Any]
# (kind, address, why): something that was not given to us.
Ongelezen = tuple[str, str, str]
_OWN_PATH = re.compile(
    r"(https?://[^\s/?#]+(?:/[^\s?#]*?)?)"
    r"(/(?:catalogi|zaken|documenten|besluiten|autorisaties|notificaties)/api/v1/[^\s]*)"
)
ID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T")

CATALOGI = (
    "catalogi.catalogus",
    "catalogi.informatieobjecttype",
    "catalogi.besluittype",
    "catalogi.zaaktype",
    "catalogi.statustype",
    "catalogi.roltype",
    "catalogi.resultaattype",
    "catalogi.eigenschap",
    "catalogi.zaaktypeinformatieobjecttype",
    "catalogi.zaakobjecttype",
)
# Types of which there are several versions; a version is a concept until it is published.
VERSIONED = ("catalogi.informatieobjecttype", "catalogi.besluittype", "catalogi.zaaktype")
ZAAK, DOCUMENT, BESLUIT = "zaken.zaak", "documenten.enkelvoudiginformatieobject", "besluiten.besluit"
# What has an audit trail that moves along.
TRAILED = (ZAAK, DOCUMENT, BESLUIT)
# What hangs on a zaak and can be listed page by page.
BY_PAGE = (
    "zaken.rol",
    "zaken.status",
    "zaken.resultaat",
    "zaken.zaakobject",
    "zaken.klantcontact",
    "zaken.substatus",
    "zaken.zaaknotitie",
)
OF_DOCUMENT = ("documenten.gebruiksrechten", "documenten.objectinformatieobject")
OF_BESLUIT = ("besluiten.besluitinformatieobject",)
# What is listed whole or per zaak: (resource, the member of the zaak that shows that there is something).
OF_ZAAK = {
    "zaken.zaakeigenschap": "eigenschappen",
    "zaken.zaakinformatieobject": "zaakinformatieobjecten",
    "zaken.zaakcontactmoment": "",
    "zaken.zaakverzoek": "",
}
# Relations that the other side of them tells.
OTHER_SIDE = {"catalogi.statustype": ("eigenschappen",)}
APPLICATIES, KANALEN, ABONNEMENTEN = (
    "autorisaties.applicatie",
    "notificaties.kanaal",
    "notificaties.abonnement",
)
# The member of a thing below another one that names that other one.
PARENT = {
    **dict.fromkeys(BY_PAGE, "zaak"),
    "documenten.verzending": "informatieobject",
    **dict.fromkeys(OF_ZAAK, "zaak"),
    **dict.fromkeys(OF_DOCUMENT, "informatieobject"),
    **dict.fromkeys(OF_BESLUIT, "besluit"),
}


class BronFout(Exception):
    """The source does not answer, or not as it should. One Dutch sentence for the user."""


class Geweigerd(BronFout):
    """The source does not take the question as it is put; it never will (400)."""


class NietBeschikbaar(BronFout):
    """The source does not have this kind of thing, or does not let us see it (`verboden`)."""

    def __init__(self, told: str, *, verboden: bool = False) -> None:
        super().__init__(told)
        self.verboden = verboden


@dataclass(frozen=True, slots=True)
class Pagina:
    """Part of a list. `nummer` counts from 1."""

    nummer: int
    rijen: Sequence[Json]
    laatste: bool


class Bron(Protocol):
    """An installation as the standard APIs show it."""

    adres: str
    # What hangs on a zaak costs nothing extra to ask for per zaak.
    per_zaak: bool

    def pages(self, name: str, first: int = 1) -> Iterator[Pagina]:
        """The list of a resource from this page on. Raises NietBeschikbaar."""
        ...

    def below(self, wanted: Sequence[tuple[str, str]]) -> list[list[Json]]:
        """For each (resource, address of what it hangs on): its rows."""
        ...

    def versions(self, wanted: Sequence[tuple[str, int]]) -> list[Json]:
        """For each (address of a document, number): that version."""
        ...

    def content(self, url: str, version: int) -> Iterator[bytes]:
        """The bytes of a version of a document. Raises NietBeschikbaar."""
        ...

    def trails(self, urls: Sequence[str]) -> list[list[Json]]:
        """The audit trail of each of these."""
        ...

    def unread(self) -> list[Ongelezen]:
        """What we were not allowed to read below other things, since this was last asked."""
        ...


def same_moment(value: str) -> str:
    """A moment in one way of writing; installations differ in zone and fractions. Another text as it is."""
    if not _MOMENT.match(value):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else value


def id_of(url: object) -> UUID | None:
    """The uuid at the end of an address."""
    last = str(url or "").rstrip("/").rsplit("/", 1)[-1]
    return UUID(last) if ID.fullmatch(last) else None


def root_of(url: str) -> str:
    """What comes before `/zaken/api/v1/...` in an address of a standard API; empty for another address."""
    found = _OWN_PATH.fullmatch(url)
    return found[1] if found else ""


def path_of(url: str, roots: Iterable[str]) -> str:
    """The part of an address that is the same in every installation; an address elsewhere as it is."""
    found = _OWN_PATH.fullmatch(url)
    return found[2] if found and found[1] in roots else url
