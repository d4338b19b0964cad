"""Why an address says what it says, and whether a change put a mistake right.

Three objects tell an address: the number, its street and its place. What a voorkomen said was a mistake when the
register takes it out of the life of the object (tijdstipInactief, tijdstipNietBag), or ends it on the day on which it
began, so that it never held: what was wrong is still to be seen there. It was one as well when it was written over, or
when what holds now holds from the same day. Otherwise something happened.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from kapstok.platform.db import fetch_all

# What an object says, without the document that it comes from and what became of the voorkomen itself.
_INHOUD = """md5(concat(v.status, v.gegevens - '{documentdatum,documentnummer,geconstateerd,tijdstipEindRegistratieLV,
  tijdstipInactiefLV}'::text[]))"""
_GRONDEN = (Path(__file__).parent / "sql" / "gronden.sql").read_text().replace("{inhoud}", _INHOUD)
# Constants and column names only; what is asked is a parameter.
_NU = f"""SELECT v.objecttype, v.identificatie, v.voorkomen, v.geregistreerd_lv, v.geldig_van, v.geldig_tot,
  (v.inactief IS NOT NULL OR v.niet_bag IS NOT NULL) AS eruit, {_INHOUD} AS inhoud
FROM bag_voorkomen v WHERE v.objecttype IN ('NUM', 'OPR', 'WPL') AND v.identificatie = ANY (%(nummers)s)
  AND v.kenmerk = ''"""  # noqa: S608
_NUMMER = ("huisnummer", "huisletter", "toevoeging", "postcode")


class Aard(Enum):
    """What a change is: of the world, or of a mistake that the register still shows, or no longer shows."""

    WIJZIGING = "wijziging"
    HERSTELD = "hersteld"
    OVERSCHREVEN = "overschreven"


@dataclass(frozen=True, slots=True)
class Grond:
    """The voorkomen of an object that holds, and what it refers to."""

    soort: str
    identificatie: str
    voorkomen: int
    geregistreerd_lv: datetime
    geldig_van: date
    inhoud: str
    ligt_aan: str
    ligt_in: str

    @property
    def sleutel(self) -> tuple[Any, ...]:
        """What no other voorkomen has."""
        return self.soort, self.identificatie, self.voorkomen, self.geregistreerd_lv


@dataclass(frozen=True, slots=True)
class Deel:
    """Columns of an address that changed for one reason, and from which day what was and what is now hold."""

    kolommen: tuple[str, ...]
    aard: Aard
    sinds: date
    ingang: date


Gronden = Mapping[tuple[str, str], Grond]


def gronden(nummers: Collection[str], dag: date) -> Gronden:
    """What tells these addresses on this day, by object. One statement."""
    rows = fetch_all(_GRONDEN, {"nummers": list(nummers), "dag": dag}) if nummers else ()
    return {(row["soort"], row["identificatie"]): Grond(**row) for row in rows}


def delen(nummers: Iterable[str], was: Gronden, wordt: Gronden) -> dict[str, tuple[Deel, ...]]:
    """Of each of these addresses what changed of its number, its street and its place. One statement for all."""
    pairs = {number: list(_paren(number, was, wordt)) for number in nummers}
    pairs = {number: found for number, found in pairs.items() if found}
    now = _nu({before.identificatie for found in pairs.values() for _, before, _ in found})
    return {
        number: tuple(
            Deel(columns, _aard(before, after, now.get(before.sleutel)), before.geldig_van, after.geldig_van)
            for columns, before, after in found
        )
        for number, found in pairs.items()
    }


def _keten(number: str, gronden: Gronden) -> tuple[Grond, Grond, Grond] | None:
    num = gronden.get(("NUM", number))
    opr = gronden.get(("OPR", num.ligt_aan)) if num else None
    wpl = gronden.get(("WPL", num.ligt_in or opr.ligt_in)) if num and opr else None
    return (num, opr, wpl) if num and opr and wpl else None


def _paren(number: str, was: Gronden, wordt: Gronden) -> Iterable[tuple[tuple[str, ...], Grond, Grond]]:
    """Which object made which columns different: another street is of the number, another name of the street itself."""
    before, after = _keten(number, was), _keten(number, wordt)
    if before is None or after is None:
        return
    (num, opr, wpl), (num_now, opr_now, wpl_now) = before, after
    same_street, same_place = (
        opr.identificatie == opr_now.identificatie,
        wpl.identificatie == wpl_now.identificatie,
    )
    by_street = not same_place and same_street and num.ligt_in == num_now.ligt_in
    if num.inhoud != num_now.inhoud:
        moved = () if same_street else ("openbare_ruimte",)
        yield (*_NUMMER, *moved, *(() if same_place or by_street else ("woonplaats",))), num, num_now
    if same_street and opr.inhoud != opr_now.inhoud:
        yield ("openbare_ruimte", *(("woonplaats",) if by_street else ())), opr, opr_now
    if same_place and wpl.inhoud != wpl_now.inhoud:
        yield ("woonplaats",), wpl, wpl_now


def _nu(nummers: Collection[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows = fetch_all(_NU, {"nummers": list(nummers)}) if nummers else ()
    key = ("objecttype", "identificatie", "voorkomen", "geregistreerd_lv")
    return {tuple(row[name] for name in key): row for row in rows}


def _aard(before: Grond, after: Grond, now: Mapping[str, Any] | None) -> Aard:
    """`now`: the voorkomen that held before, as the register has it by now."""
    if now is not None and now["inhoud"] == before.inhoud:
        if now["eruit"] or (now["geldig_tot"] and now["geldig_tot"] <= now["geldig_van"]):
            return Aard.HERSTELD
        if now["geldig_tot"]:
            return Aard.WIJZIGING
    return Aard.OVERSCHREVEN if after.geldig_van <= before.geldig_van else Aard.WIJZIGING
