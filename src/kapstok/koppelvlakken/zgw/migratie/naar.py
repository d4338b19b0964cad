"""Out: everything into another installation by its API, in the order in which things point to each other.

The API gives numbers of its own: `Koppeling` keeps which became which, and what was sent without an answer. What the
other refuses is reported with what it said, and the rest goes on.
"""

import base64
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import msgspec

from kapstok.koppelvlakken.zgw.migratie.api import BUSY, TIMES, WAIT, ApiBron, why
from kapstok.koppelvlakken.zgw.migratie.bron import (
    BESLUIT,
    CATALOGI,
    DOCUMENT,
    OTHER_SIDE,
    VERSIONED,
    ZAAK,
    Json,
    NietBeschikbaar,
)
from kapstok.koppelvlakken.zgw.migratie.eigen import EigenBron
from kapstok.koppelvlakken.zgw.migratie.koppeling import Koppeling
from kapstok.koppelvlakken.zgw.migratie.terugvinden import find
from kapstok.platform.resource import compiled

# Larger contents go in parts.
INLINE = 4_000_000
# Members that name types by their name: (member with addresses, member with names).
NAMED = {
    "besluittypen": "besluittypeOmschrijving",
    "informatieobjecttypen": "informatieobjecttypeOmschrijving",
    "deelzaaktypen": "deelzaaktypeIdentificaties",
}
# Relations between things of one kind are written when all of them are there.
LATER = {
    "catalogi.zaaktype": ("deelzaaktypen", "gerelateerdeZaaktypen"),
    ZAAK: ("relevanteAndereZaken", "gerelateerdeZaken"),
}
ARCHIVE = ("archiefnominatie", "archiefactiedatum", "startdatumBewaartermijn", "archiefstatus")
SENT_WITH_ZAAK = (
    "zaken.rol",
    "zaken.zaakeigenschap",
    "zaken.zaakobject",
    "zaken.klantcontact",
    "zaken.zaakcontactmoment",
    "zaken.zaakverzoek",
    "zaken.zaaknotitie",
)


@dataclass
class Uitvoer:
    """What became of it."""

    gemaakt: dict[str, int] = field(default_factory=dict)
    aanwezig: dict[str, int] = field(default_factory=dict)
    mislukt: list[tuple[str, str, str]] = field(default_factory=list)


class _Nee(Exception):
    """The other installation refused it."""


class Naar:
    """From this municipality to another installation."""

    def __init__(
        self,
        bron: EigenBron,
        doel: ApiBron,
        koppeling: Koppeling,
        *,
        vertel: Callable[[str], None] = lambda _text: None,
    ) -> None:
        self.bron, self.doel, self.koppeling, self.vertel = bron, doel, koppeling, vertel
        self.uitvoer = Uitvoer()

    def run(self) -> Uitvoer:
        """Everything, in order."""
        self._catalogi()
        self._zaken()
        self._documenten()
        self._besluiten()
        self._closing()
        return self.uitvoer

    def _rows(self, name: str) -> Iterable[Sequence[Json]]:
        for page in self.bron.pages(name):
            yield page.rijen
            self.vertel(f"{name}: pagina {page.nummer}")

    def _body(self, name: str, one: Json) -> Json:
        """What can be written, with the addresses that it has there."""
        made: Json = {}
        for member in compiled()[name].resource.fields:
            value = one.get(member.name)
            if member.parser is None or not member.sql or not member.column or _says_nothing(value):
                continue
            if member.name in (*LATER.get(name, ()), *OTHER_SIDE.get(name, ())):
                continue
            if name.startswith("catalogi.") and member.name in NAMED:
                value = one.get(NAMED[member.name]) or one.get(f"{NAMED[member.name]}en") or []
            made[member.name] = self.koppeling.at_other(value, self.bron.adres)
            if member.to and made[member.name] == value:
                raise _Nee(f"{member.name} is niet meegekomen: {value}")
        return made | _required(name, made)

    def _post(self, url: str, body: Json) -> Json:
        response = self.doel.call("POST", url, json=body)
        if response.status_code not in {200, 201, 204}:
            raise _Nee(why(response))
        return msgspec.json.decode(response.content) if response.content else {}

    def _make(self, name: str, one: Json) -> str:
        """Its address there."""
        return str(self._send(name, str(one["url"]), self._body(name, one))["url"])

    def _send(self, name: str, url: str, body: Json) -> Json:
        """POST. What was sent before without an answer is looked for first."""
        wait, turn = WAIT, 0
        while True:
            found = find(self.doel, self.koppeling, name, body) if self.koppeling.begonnen(url) else None
            if found is not None:
                return found
            self.koppeling.begin(name, url)
            response = self.doel.call(
                "POST", self.doel.collection(name, str(body.get("zaak", ""))), json=body
            )
            if response.status_code == 201:
                return msgspec.json.decode(response.content)
            turn += 1
            if response.status_code not in BUSY or turn == TIMES:
                break
            time.sleep(wait)
            wait *= 2
        if response.status_code >= 500:  # it may be there all the same: the next run looks
            raise _Nee(f"{response.status_code} {why(response)}")
        self.koppeling.geweigerd(name, url)
        # A catalogus may be one that was there before us.
        found = find(self.doel, self.koppeling, name, body) if name == "catalogi.catalogus" else None
        if found is None:
            raise _Nee(why(response))
        return found

    def _each(self, name: str, rows: Sequence[Json], make: Callable[[Json], str] | None = None) -> None:
        """Those that are not there yet, one by one: each is written down before the next is sent."""
        new = [one for one in rows if not self.koppeling.naar(str(one["url"]))]
        self._count(self.uitvoer.aanwezig, name, len(rows) - len(new))
        send = make or (lambda one: self._make(name, one))
        for one in new:
            try:
                self.koppeling.add(name, str(one["url"]), send(one))
                self._count(self.uitvoer.gemaakt, name, 1)
            except (_Nee, NietBeschikbaar) as no:
                self.uitvoer.mislukt.append((name, str(one["url"]), str(no)))

    @staticmethod
    def _count(where: dict[str, int], name: str, number: int) -> None:
        if number:
            where[name] = where.get(name, 0) + number

    def _patch(self, name: str, one: Json, body: Json) -> None:
        there = self.koppeling.naar(str(one["url"]))
        if not there or not body:
            return
        response = self.doel.call(
            "PATCH", self.doel.here(there, name), json=self.koppeling.at_other(body, self.bron.adres)
        )
        if response.status_code != 200:
            self.uitvoer.mislukt.append((name, str(one["url"]), f"wijzigen: {why(response)}"))

    def _catalogi(self) -> None:
        for name in CATALOGI:
            for rows in self._rows(name):
                self._each(name, rows)
            if name == "catalogi.informatieobjecttype":
                self._publish(name)
        for rows in self._rows("catalogi.zaaktype"):
            for one in rows:
                if not self._is_published("catalogi.zaaktype", one):
                    self._patch("catalogi.zaaktype", one, _related(one))
        for name in VERSIONED[1:]:
            self._publish(name)

    def _is_published(self, name: str, one: Json) -> bool:
        there = self.koppeling.naar(str(one["url"]))
        return bool(there) and not self.doel.get(self.doel.here(there, name)).get("concept", True)

    def _publish(self, name: str) -> None:
        for rows in self._rows(name):
            for one in rows:
                there = self.koppeling.naar(str(one["url"]))
                if one.get("concept") or not there or self._is_published(name, one):
                    continue
                response = self.doel.call("POST", f"{self.doel.here(there, name)}/publish")
                if response.status_code not in {200, 201, 204}:
                    told = (name, str(one["url"]), f"publiceren: {why(response)}")
                    self.uitvoer.mislukt.append(told)

    def _zaken(self) -> None:
        for above in (True, False):
            for rows in self._rows(ZAAK):
                self._each(ZAAK, [one for one in rows if bool(one.get("hoofdzaak")) is not above])
        for rows in self._rows(ZAAK):
            for one in rows:
                self._patch(ZAAK, one, {key: one[key] for key in LATER[ZAAK] if one.get(key)})
            for name in SENT_WITH_ZAAK:
                self._each(name, self._below(name, rows))

    def _below(self, name: str, rows: Sequence[Json]) -> list[Json]:
        return list(chain.from_iterable(self.bron.below([(name, str(one["url"])) for one in rows])))

    def _documenten(self) -> None:
        for rows in self._rows(DOCUMENT):
            self._each(DOCUMENT, rows, self._document)
            for name in ("documenten.gebruiksrechten", "documenten.verzending"):
                self._each(name, self._below(name, rows))
        for rows in self._rows(ZAAK):
            self._each("zaken.zaakinformatieobject", self._below("zaken.zaakinformatieobject", rows))

    def _document(self, newest: Json) -> str:
        """The first version by POST, the following ones each with a lock."""
        url, last = str(newest["url"]), int(newest.get("versie") or 1)
        versions = [*self.bron.versions([(url, n) for n in range(1, last)]), newest]
        there, done = self._begun(newest) if self.koppeling.begonnen(url) else (None, 0)
        for number, one in enumerate(versions, 1):
            if number <= done:
                continue
            body = self._body(DOCUMENT, one)
            if body.get("indicatieGebruiksrecht"):  # comes with the first gebruiksrechten (drc-006)
                body["indicatieGebruiksrecht"] = None
            for gone in ("inhoud", "bestandsomvang", "lock"):
                body.pop(gone, None)
            there = self._version(there, url, number, one, body)
        return str(there)

    def _begun(self, newest: Json) -> tuple[str | None, int]:
        """Where a document is that was sent in part, and up to which version."""
        found = find(self.doel, self.koppeling, DOCUMENT, newest)
        if found is None:
            return None, 0
        there = str(found["url"])
        place = self.doel.here(there, DOCUMENT)
        now = self.doel.get(place)
        if now.get("bestandsdelen"):
            raise _Nee("staat daar half: ontgrendel en verwijder het daar, en begin opnieuw")
        if now.get("locked"):  # by us: nobody else knows of it yet
            self._post(f"{place}/unlock", {})
        return there, int(now.get("versie") or 1)

    def _version(self, there: str | None, url: str, number: int, one: Json, body: Json) -> str:
        size = int(one.get("bestandsomvang") or 0)
        has = bool(one.get("inhoud"))
        if has and size <= INLINE:
            content = b"".join(self.bron.content(url, number))
            body |= {"inhoud": base64.b64encode(content).decode(), "bestandsomvang": size}
        elif has:
            body |= {"inhoud": None, "bestandsomvang": size}
        else:
            body |= {"inhoud": None, "bestandsomvang": None}
        if there is None:
            made = self._send(DOCUMENT, url, body)
            there, lock = str(made["url"]), str(made.get("lock") or "")
            place = self.doel.here(there, DOCUMENT)
        else:
            place = self.doel.here(there, DOCUMENT)
            lock = str(self._post(f"{place}/lock", {})["lock"])
            response = self.doel.call("PATCH", place, json={**body, "lock": lock})
            if response.status_code != 200:
                self._post(f"{place}/unlock", {"lock": lock})
                raise _Nee(f"versie {number}: {why(response)}")
            made = msgspec.json.decode(response.content)
        if made.get("bestandsdelen"):
            self._parts(made["bestandsdelen"], lock, url, number)
        if lock:
            self._post(f"{place}/unlock", {"lock": lock})
        return there

    def _parts(self, parts: Sequence[Json], lock: str, url: str, number: int) -> None:
        """One part in memory at a time."""
        chunks, held = self.bron.content(url, number), b""
        for part in sorted(parts, key=lambda p: int(p["volgnummer"])):
            while len(held) < part["omvang"]:
                held += next(chunks)
            piece, held = held[: part["omvang"]], held[part["omvang"] :]
            response = self.doel.call(
                "PUT",
                self.doel.part(str(part["url"])),
                data={"lock": lock},
                files={"inhoud": ("deel", piece)},
            )
            if response.status_code != 200:
                raise _Nee(f"deel {part['volgnummer']}: {why(response)}")

    def _besluiten(self) -> None:
        for rows in self._rows(BESLUIT):
            self._each(BESLUIT, rows)
            name = "besluiten.besluitinformatieobject"
            self._each(name, self._below(name, rows))

    def _closing(self) -> None:
        """Results and statuses last, in their own order: the last status closes a zaak."""
        for rows in self._rows(ZAAK):
            self._each("zaken.resultaat", self._below("zaken.resultaat", rows))
            statussen = self._below("zaken.status", rows)
            self._each("zaken.status", sorted(statussen, key=lambda one: str(one["datumStatusGezet"])))
            self._each("zaken.substatus", self._below("zaken.substatus", rows))
            for one in rows:
                if one.get("einddatum"):
                    self._patch(ZAAK, one, {key: one[key] for key in ARCHIVE if one.get(key)})


def _says_nothing(value: Any) -> bool:
    """Nothing, or a group of nothing: what the API shows for a group that was never given."""
    if isinstance(value, dict):
        return not any(value.values())
    return value is None or value in ("", [])


def _required(name: str, made: Json) -> Json:
    """Members that must be named although there is nothing in them."""
    return {
        f.name: [] if f.schema.get("type") == "array" else ""
        for f in compiled()[name].resource.fields
        if f.required and f.parser and f.name not in made and f.schema.get("type") in {"array", "string"}
    }


def _related(one: Json) -> Json:
    """Relations of a zaaktype by name."""
    made: dict[str, Any] = {}
    if one.get("deelzaaktypeIdentificaties"):
        made["deelzaaktypen"] = one["deelzaaktypeIdentificaties"]
    if one.get("gerelateerdeZaaktypen"):
        made["gerelateerdeZaaktypen"] = [
            {
                "zaaktype": r.get("zaaktypeIdentificatie") or r["zaaktype"],
                "aardRelatie": r["aardRelatie"],
                "toelichting": r.get("toelichting", ""),
            }
            for r in one["gerelateerdeZaaktypen"]
        ]
    return made
