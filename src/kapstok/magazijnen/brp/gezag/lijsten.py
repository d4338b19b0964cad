"""The persoonslijsten that a derivation of authority needs: relatives of relatives, in four statements at most."""

from collections.abc import Iterable
from datetime import date

from kapstok.magazijnen.brp.gezag.antwoord import bsns, minderjarige_kinderen
from kapstok.magazijnen.brp.gezag.feiten import Categorieen, actueel
from kapstok.platform.db import fetch_all

MAX_LIJSTEN = 2000  # of thirty persons with all their relatives: far more than there are
_SQL = """SELECT bsn, categorieen FROM brp_persoonslijst
WHERE bsn <> '' AND bsn = ANY(%(bsns)s) AND NOT opschorting = ANY(ARRAY['F', 'W']) ORDER BY id LIMIT %(limit)s"""


def verwanten(gevraagd: Iterable[Categorieen], today: date) -> dict[str, Categorieen]:
    """By bsn: the asked, their partners, the minors of both, the parents of these, and who these lived with."""
    found: dict[str, Categorieen] = {}
    for lijst in gevraagd:
        if bsn := actueel(lijst, "01").get("0120"):
            found[bsn] = lijst
    asked = list(found.values())
    _erbij(found, {b for lijst in asked for b in bsns(lijst, "05")})
    grown = list(found.values())
    _erbij(found, {b for lijst in grown for b in minderjarige_kinderen(lijst, today)})
    kinderen = list(found.values())
    _erbij(found, {b for lijst in kinderen for b in bsns(lijst, "02", "03")})
    ouders = {b for lijst in kinderen for b in bsns(lijst, "02", "03")}
    _erbij(found, {b for o in ouders if o in found for b in bsns(found[o], "05")})
    return found


def _erbij(found: dict[str, Categorieen], wanted: set[str]) -> None:
    missing = sorted(wanted - set(found))
    if missing:
        for row in fetch_all(_SQL, {"bsns": missing, "limit": MAX_LIJSTEN}):
            found.setdefault(row["bsn"], row["categorieen"])
