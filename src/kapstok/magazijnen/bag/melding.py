"""An address that somebody reports changed, before the next delivery of the BAG says so.

The register is the source. What is reported is kept as a voorkomen that was registered just after the one it changes:
it holds until a delivery brings a newer one of the same object, and stands in the way of none. An address of which no
voorkomen was delivered is changed by itself.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from kapstok.magazijnen.bag.bevragen import Rij, Tijd, gevonden, objecten
from kapstok.magazijnen.bag.models import Nummeraanduiding, Voorkomen
from kapstok.magazijnen.bag.verandering import grond_van, vertel_een
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

INGETROKKEN = "Naamgeving ingetrokken"
_GEGEVENS = {"huisnummer": "huisnummer", "huisletter": "huisletter", "toevoeging": "huisnummertoevoeging",
             "postcode": "postcode"}  # fmt: skip
_STRAAT = ("openbare_ruimte", "woonplaats")


@dataclass(frozen=True, slots=True)
class Melding:
    """Who reports it, from which day it holds, and what is known by now."""

    actor: Actor
    ingang: date
    nu: datetime

    @property
    def op(self) -> Tijd:
        """The store as it is now."""
        return Tijd(self.ingang, self.nu)


def take_address(identificatie: str) -> Nummeraanduiding | None:
    """The address, locked until the end of the transaction."""
    return Nummeraanduiding.objects.select_for_update().filter(identificatie=identificatie).first()


def geldig_van(identificatie: str, op: Tijd) -> date | None:
    """From which day what is known of this number holds; None when the register does not have it."""
    found = objecten("NUM", [identificatie], op).get(identificatie)
    return found["geldig_van"] if found else None


def change_address(row: Nummeraanduiding, new: Mapping[str, Any], melding: Melding) -> Nummeraanduiding:
    """The address with these columns different. Raises Refusal for a street that the register does not have."""
    with unit_of_work(melding.actor, "adres.melding", moment=melding.nu) as work:
        was, ground = Nummeraanduiding.objects.get(id=row.id), grond_van(row.identificatie)
        for name, value in new.items():
            setattr(row, name, value)
        delivered = objecten("NUM", [row.identificatie], melding.op).get(row.identificatie)
        if delivered is not None:
            _keep(
                delivered, _gegevens(delivered["gegevens"], row, was, melding), delivered["status"], melding
            )
        row.save()
        work.record("adres", row.identificatie, before=_told(was), after=_told(row))
        vertel_een(work, was, row, ground)
    return row


def withdraw_address(row: Nummeraanduiding, melding: Melding) -> None:
    """The number is used no longer."""
    with unit_of_work(melding.actor, "adres.melding", moment=melding.nu) as work:
        delivered = objecten("NUM", [row.identificatie], melding.op).get(row.identificatie)
        if delivered is not None:
            _keep(delivered, delivered["gegevens"], INGETROKKEN, melding)
        work.record("adres", row.identificatie, before=_told(row), after={})
        vertel_een(work, row, None)
        Nummeraanduiding.objects.filter(id=row.id).delete()


def add_address(identificatie: str, new: Mapping[str, Any], melding: Melding) -> Nummeraanduiding:
    """A number of which the register has the object that stands on it, and so its place. Raises Refusal without."""
    with unit_of_work(melding.actor, "adres.melding", moment=melding.nu) as work:
        place = _place(identificatie, melding.op)
        row = Nummeraanduiding(identificatie=identificatie, lon=place["lon"], lat=place["lat"], **new)
        kind = {"VBO": "Verblijfsobject", "LIG": "Ligplaats", "STA": "Standplaats"}[place["objecttype"]]
        street = _street(row.openbare_ruimte, row.woonplaats, melding.op)
        gegevens = {"typeAdresseerbaarObject": kind, "ligtAan": street, **_number(row)}
        first = {"identificatie": identificatie, "voorkomen": 0, "geregistreerd": melding.nu}
        _keep(first, gegevens, "Naamgeving uitgegeven", melding)
        row.save(force_insert=True)
        work.record("adres", identificatie, before={}, after=_told(row))
        vertel_een(work, None, row)
    return row


def _place(identificatie: str, op: Tijd) -> Rij:
    for kind in ("VBO", "LIG", "STA"):
        for row in objecten(kind, gevonden(kind, [identificatie]), op).values():
            own = row["gegevens"]
            here = identificatie == own["heeftAlsHoofdadres"] or identificatie in own.get(
                "heeftAlsNevenadres", ()
            )
            if here and row["lon"] is not None:
                return row
    raise Refusal("plek", "identificatie", "Op dit adres staat volgens de BAG nog niets.")


def _street(name: str, place: str, op: Tijd) -> str:
    """The street with this name in this place."""
    streets = objecten("OPR", gevonden("OPR", [name.lower()]), op)
    places = objecten("WPL", {row["gegevens"]["ligtIn"] for row in streets.values()}, op)
    for number, row in streets.items():
        where = places.get(row["gegevens"]["ligtIn"])
        if row["gegevens"]["naam"] == name and where is not None and where["gegevens"]["naam"] == place:
            return number
    raise Refusal("straat", "openbare_ruimte", "Deze straat is er niet in deze woonplaats.")


def _gegevens(
    own: Mapping[str, Any], row: Nummeraanduiding, was: Nummeraanduiding, melding: Melding
) -> dict[str, Any]:
    kept = {k: v for k, v in own.items() if k not in _GEGEVENS.values()}
    if any(getattr(row, name) != getattr(was, name) for name in _STRAAT):
        kept.pop("ligtIn", None)
        kept["ligtAan"] = _street(row.openbare_ruimte, row.woonplaats, melding.op)
    return {**kept, **_number(row)}


def _number(row: Nummeraanduiding) -> dict[str, Any]:
    return {name: value for column, name in _GEGEVENS.items() if (value := getattr(row, column))}


def _keep(after: Mapping[str, Any], gegevens: Mapping[str, Any], status: str, melding: Melding) -> None:
    mark = hashlib.md5(msgspec.json.encode([gegevens, status]), usedforsecurity=False).hexdigest()
    Voorkomen.objects.create(
        objecttype="NUM",
        identificatie=after["identificatie"],
        voorkomen=after["voorkomen"],
        status=status,
        geldig_van=melding.ingang,
        geregistreerd=after["geregistreerd"] + timedelta(microseconds=1),
        geregistreerd_lv=melding.nu,
        gegevens=gegevens,
        merk=mark,
    )


def _told(row: Nummeraanduiding) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*_STRAAT, *_GEGEVENS)}
