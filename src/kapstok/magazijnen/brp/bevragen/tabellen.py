"""The national tables of the BRP (LO3 32, 33, 34, 37, 38, 56, 60, 61) and its short code lists."""

import csv
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent.parent / "tabellen"

Waarde = dict[str, str]

GESLACHT = {"M": "man", "V": "vrouw", "O": "onbekend"}
NAAMGEBRUIK = {
    "E": "eigen geslachtsnaam",
    "N": "geslachtsnaam echtgenoot/geregistreerd partner na eigen geslachtsnaam",
    "P": "geslachtsnaam echtgenoot/geregistreerd partner",
    "V": "geslachtsnaam echtgenoot/geregistreerd partner voor eigen geslachtsnaam",
}
OPSCHORTING = {
    "O": "overlijden",
    "E": "emigratie",
    "M": "ministerieel besluit",
    "R": "pl is aangelegd in de rni",
    "F": "fout",
    ".": "onbekend",
}
VERBINTENIS = {"H": "huwelijk", "P": "geregistreerd partnerschap"}
FUNCTIE_ADRES = {"W": "woonadres", "B": "briefadres"}
BIJ_HUISNUMMER = {"to": "tegenover", "by": "bij"}
EUROPEES_KIESRECHT = {"1": "persoon is uitgesloten", "2": "persoon ontvangt oproep"}


class Regel(NamedTuple):
    """A code of a national table: what it means, and from and until which day it was given out (yyyymmdd or "")."""

    omschrijving: str
    van: str = ""
    tot: str = ""


Tabel = dict[str, Regel]


class Bron:
    """Where the tables come from: those of this version, and over them what was loaded since (see tabelbeheer)."""

    KEEP_SECONDS = 60.0

    def __init__(self) -> None:
        self._lees: Callable[[], Mapping[str, Tabel]] | None = None
        self._gelezen = float("-inf")
        self._regels: dict[str, Tabel] = {}
        self._woorden: dict[str, dict[str, str]] = {}

    def volg(self, lees: Callable[[], Mapping[str, Tabel]] | None) -> None:
        """From now on `lees` tells what was loaded; it is asked again each minute."""
        self._lees, self._gelezen = lees, float("-inf")
        self._regels, self._woorden = {}, {}

    def regels(self, name: str) -> Tabel:
        """All codes of a table."""
        if self._lees and time.monotonic() - self._gelezen > self.KEEP_SECONDS:
            found = self._lees()
            self._regels, self._woorden = {n: {**_verpakt(n), **t} for n, t in found.items()}, {}
            self._gelezen = time.monotonic()
        return self._regels.get(name) or _verpakt(name)

    def woorden(self, name: str) -> dict[str, str]:
        """Descriptions by code."""
        rows = self.regels(name)
        if name not in self._woorden:
            self._woorden[name] = {code: row.omschrijving for code, row in rows.items()}
        return self._woorden[name]


bron = Bron()


@cache
def _verpakt(name: str) -> Tabel:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["code"]: Regel(row["omschrijving"], row.get("van") or "", row.get("tot") or "")
            for row in csv.DictReader(rows, delimiter=";")
        }


def tabel(name: str) -> dict[str, str]:
    """Descriptions by code. An ended code keeps its description: persoonslijsten hold it for life."""
    return bron.woorden(name)


def geldig(name: str, code: str, dag: str) -> bool:
    """Was a code given out on a day (yyyymmdd; what is unknown of it counts as fitting)?"""
    row = bron.regels(name).get(code)
    if row is None:
        return False
    known = dag.rstrip("0") if dag.endswith("00") else dag
    return row.van[: len(known)] <= known and (not row.tot or known <= row.tot[: len(known)])


def waarde(table: dict[str, str], code: str | None) -> Waarde | None:
    """Code and description; only the code when the table does not know it. A full stop means unknown."""
    if code is not None and code in table:
        return {"code": code, "omschrijving": table[code]}
    return {"code": code} if code and code != "." else None


def bekend(name: str, code: str | None) -> Waarde | None:
    """As `waarde`, of a national table in which a code of zeros only means unknown: that is no value."""
    return waarde(tabel(name), code) if code and code.strip("0") else None


def plaats(code: str | None) -> Waarde | None:
    """A Dutch municipality by its code, or a place elsewhere by its name."""
    if code and code not in tabel("gemeenten") and not (code.isdecimal() and len(code) == 4):
        return {"omschrijving": code} if code != "." else None
    return bekend("gemeenten", code)
