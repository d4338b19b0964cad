"""Finding a person at a desk: by number, by name as it is typed, or by address; and who their relatives are."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from uuid import UUID

import msgspec

from kapstok.magazijnen.brp.rules import Categorieen, Lijst, zoekvorm
from kapstok.platform.db import fetch_all

SHORTEST, ALIKE = 4, 3  # of a name with a typing error; how many names that are like it
_COLUMNS = "id, bsn, a_nummer, categorieen::text AS categorieen"
_FINDABLE = "NOT opschorting = ANY(ARRAY['F', 'W'])"
_BSN = f"""SELECT {_COLUMNS} FROM brp_persoonslijst
WHERE bsn <> '' AND bsn = %(bsn)s AND {_FINDABLE} ORDER BY id LIMIT 25"""  # noqa: S608 - constants
# The beginning of a name as two bounds (see zoeken.py). What stands before the last word may be the voornamen.
_NAME = f"""SELECT {_COLUMNS} FROM brp_persoonslijst
WHERE ((zoek_naam ~>=~ %(heel)s AND zoek_naam ~<~ %(heel_tot)s)
    OR (zoek_naam ~>=~ %(laatste)s AND zoek_naam ~<~ %(laatste_tot)s AND zoek_voornamen LIKE %(voornamen)s))
  AND (%(geboren)s = '' OR geboortedatum = %(geboren)s) AND {_FINDABLE}
ORDER BY zoek_naam, geboortedatum, id LIMIT %(limit)s OFFSET %(offset)s"""  # noqa: S608 - constants
_NAMES = f"""SELECT DISTINCT zoek_naam FROM brp_persoonslijst
WHERE zoek_naam ~>=~ %(van)s AND zoek_naam ~<~ %(tot)s AND {_FINDABLE}"""  # noqa: S608 - constants
_ADDRESS = f"""SELECT {_COLUMNS} FROM brp_persoonslijst
WHERE postcode = %(postcode)s AND (%(huisnummer)s = '' OR huisnummer = %(huisnummer)s) AND {_FINDABLE}
ORDER BY huisnummer, zoek_naam, geboortedatum, id LIMIT %(limit)s OFFSET %(offset)s"""  # noqa: S608 - constants
_IDS = f"""SELECT DISTINCT ON (bsn) bsn, id FROM brp_persoonslijst
WHERE bsn <> '' AND bsn = ANY(%(bsns)s) AND {_FINDABLE} ORDER BY bsn, id LIMIT 200"""  # noqa: S608 - constants
_THERE = f"""SELECT id::text AS id FROM brp_persoonslijst
WHERE id = ANY(%(ids)s::uuid[]) AND {_FINDABLE}"""  # noqa: S608 - constants
_VOORVOEGSELS = {
    "van",
    "de",
    "den",
    "der",
    "ter",
    "ten",
    "te",
    "het",
    "'t",
    "in",
    "op",
    "aan",
    "la",
    "le",
    "el",
    "von",
}


@dataclass(frozen=True, slots=True)
class Treffer(Lijst):
    """Who was found, and under which id the list stands."""

    id: UUID


def _treffers(sql: str, params: dict[str, Any]) -> list[Treffer]:
    rows = fetch_all(sql, params)
    return [
        Treffer(r["bsn"], r["a_nummer"], msgspec.json.decode(r["categorieen"], type=Categorieen), r["id"])
        for r in rows
    ]


def op_nummer(bsn: str) -> list[Treffer]:
    """Who has this burgerservicenummer; more than one is a fault in the source, and is shown."""
    return _treffers(_BSN, {"bsn": bsn})


def op_naam(naam: str, *, geboren: str = "", limit: int, offset: int = 0) -> list[Treffer]:
    """Whose name begins so: a geslachtsnaam, with or without what stands before it. `geboren`: yyyymmdd."""
    surname, given = _taken_apart(naam)
    if len(surname) < 2:
        return []
    whole = " ".join(part for part in (given, surname) if part)
    params = {
        "heel": whole,
        "heel_tot": _after(whole),
        "laatste": surname,
        "laatste_tot": _after(surname),
        # Without voornamen everybody with the name; with them who has one that begins so.
        "voornamen": "%" if not given else f"%{_plain(given)}%",
        "geboren": geboren,
        "limit": limit,
        "offset": offset,
    }
    return _treffers(_NAME, params)


def op_naam_ongeveer(naam: str, *, geboren: str = "", limit: int) -> list[Treffer]:
    """Whose name is nearly so, for a typing error. The first letter is as it was typed: one range of an index."""
    surname, given = _taken_apart(naam)
    if len(surname) < SHORTEST:
        return []
    names = fetch_all(_NAMES, {"van": surname[0], "tot": _after(surname[0])})
    near = get_close_matches(surname, [row["zoek_naam"] for row in names], n=ALIKE, cutoff=0.75)
    found = [row for name in near for row in op_naam(f"{name}, {given}", geboren=geboren, limit=limit)]
    return list({row.id: row for row in found}.values())[:limit]


def op_adres(postcode: str, huisnummer: str, *, limit: int, offset: int = 0) -> list[Treffer]:
    """Who lives at a number of a postcode, or at all of them."""
    params = {"postcode": postcode, "huisnummer": huisnummer, "limit": limit, "offset": offset}
    return _treffers(_ADDRESS, params)


def ids_van(bsns: Iterable[str]) -> dict[str, UUID]:
    """Under which id the lists of these persons stand; who is not in the store is left out."""
    asked = sorted(set(bsns))
    return {row["bsn"]: row["id"] for row in fetch_all(_IDS, {"bsns": asked})} if asked else {}


def bestaande(ids: Iterable[str]) -> set[str]:
    """Which of these lists are in the store."""
    asked = sorted(set(ids))
    if not asked:
        return set()
    return {row["id"] for row in fetch_all(_THERE, {"ids": asked})}


def _taken_apart(naam: str) -> tuple[str, str]:
    """Geslachtsnaam and what stands before it: "Moulin, Anna", "Anna de Moulin" and "Moulin" alike."""
    text = zoekvorm(naam.replace("*", " "))
    if "," in text:
        surname, _, given = text.partition(",")
        return " ".join(_without_prefix(surname.split())), " ".join(_without_prefix(given.split()))
    words = _without_prefix(text.split())
    return (words[-1], " ".join(words[:-1])) if words else ("", "")


def _without_prefix(words: list[str]) -> list[str]:
    kept = [word for word in words if word not in _VOORVOEGSELS]
    return kept or words[-1:]


def _plain(text: str) -> str:
    return text.replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%").replace(" ", "%")


def _after(begin: str) -> str:
    """The first text after all that begin so, by code point."""
    return begin[:-1] + chr(ord(begin[-1]) + 1)
