"""What the register says of objects: on a day, as it was known at a moment; their life; and what refers to them.

Every question is for many objects at once. They are found by what they refer to, by postcode or name in `bag_ingang`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kapstok.magazijnen.bag.soorten import OBJECTTYPEN
from kapstok.platform.db import fetch_all

TEN_EINDE = sorted({status for t in OBJECTTYPEN.values() for status in t.ten_einde})
Rij = dict[str, Any]

_NAMES = (
    "objecttype identificatie kenmerk voorkomen status geldig_van geldig_tot geregistreerd eind_registratie "
    "geregistreerd_lv inactief niet_bag gegevens geometrie lon lat"
)
_COLUMNS = ", ".join(f"v.{name}" for name in _NAMES.split())
# A voorkomen that was followed by another one had no end until that moment (IMBAG, both time axes).
_HOLDS = """v.geregistreerd_lv <= %(bekend)s AND v.geldig_van <= %(dag)s
  AND (v.geldig_tot IS NULL OR v.geldig_tot > %(dag)s OR v.eind_registratie > %(bekend)s)
  AND (v.inactief IS NULL OR v.inactief > %(bekend)s) AND (v.niet_bag IS NULL OR v.niet_bag > %(bekend)s)"""
_LAST = "v.geregistreerd DESC, v.voorkomen DESC"
# Constants and column names only; what is asked is a parameter.
_OBJECTS = f"""
SELECT DISTINCT ON (v.identificatie) {_COLUMNS} FROM bag_voorkomen v
WHERE v.objecttype = %(soort)s AND v.identificatie = ANY(%(nummers)s) AND v.kenmerk = '' AND {_HOLDS}
ORDER BY v.identificatie, {_LAST}
"""  # noqa: S608
_DOUBTS = f"""
SELECT DISTINCT ON (v.identificatie, v.kenmerk) {_COLUMNS} FROM bag_voorkomen v
WHERE v.objecttype = %(soort)s AND v.identificatie = ANY(%(nummers)s) AND v.kenmerk <> '' AND {_HOLDS}
ORDER BY v.identificatie, v.kenmerk, {_LAST}
"""  # noqa: S608
_LIFE = f"""
SELECT {_COLUMNS} FROM bag_voorkomen v
WHERE v.objecttype = %(soort)s AND v.identificatie = %(nummer)s AND v.kenmerk = ''
  AND (%(alles)s OR (v.inactief IS NULL AND v.niet_bag IS NULL))
ORDER BY v.geldig_van, v.voorkomen, v.geregistreerd_lv LIMIT 1000
"""  # noqa: S608
_FOUND = """
SELECT i.identificatie FROM bag_ingang i WHERE i.objecttype = %(soort)s AND i.ingang = ANY(%(ingangen)s)
GROUP BY 1 ORDER BY 1 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Tijd:
    """The day that it is about, and what was known when. `huidig`: only what is still there."""

    dag: date
    bekend: datetime
    huidig: bool = False


def objecten(soort: str, nummers: Iterable[str], op: Tijd) -> dict[str, Rij]:
    """The voorkomens of these objects that hold then, by number."""
    asked = sorted(set(nummers))
    if not asked:
        return {}
    rows = fetch_all(_OBJECTS, {"soort": soort, "nummers": asked, "dag": op.dag, "bekend": op.bekend})
    return {r["identificatie"]: r for r in rows if not (op.huidig and r["status"] in TEN_EINDE)}


def in_onderzoek(soort: str, nummers: Iterable[str], op: Tijd) -> dict[str, list[Rij]]:
    """What of these objects was under investigation then, by number."""
    found: dict[str, list[Rij]] = {}
    asked = sorted(set(nummers))
    params = {"soort": soort, "nummers": asked, "dag": op.dag, "bekend": op.bekend}
    for row in fetch_all(_DOUBTS, params) if asked else ():
        if row["gegevens"].get("inOnderzoek") == "J":
            found.setdefault(row["identificatie"], []).append(row)
    return found


def levensloop(soort: str, nummer: str, *, alles: bool) -> list[Rij]:
    """All voorkomens of an object; with `alles` those too that no longer count."""
    return fetch_all(_LIFE, {"soort": soort, "nummer": nummer, "alles": alles})


def gevonden(soort: str, ingangen: Sequence[str], *, most: int = 10_000) -> list[str]:
    """Numbers of the objects that refer to one of these, or have this postcode or name (in small letters)."""
    return [
        r["identificatie"]
        for r in fetch_all(_FOUND, {"soort": soort, "ingangen": list(ingangen), "most": most})
    ]
