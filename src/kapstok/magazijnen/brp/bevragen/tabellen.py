"""The national tables of the BRP (LO3 32, 33, 34, 37, 38, 56, 60, 61) and its short code lists."""

import csv
from functools import cache
from pathlib import Path

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


@cache
def tabel(name: str) -> dict[str, str]:
    """Descriptions by code. An ended code keeps its description: persoonslijsten hold it for life."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return {row["code"]: row["omschrijving"] for row in csv.DictReader(rows, delimiter=";")}


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
