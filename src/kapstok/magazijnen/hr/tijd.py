"""A registration with its branches as of a day, and as it was known at a moment.

Valid: a registration and a branch say when they began and ended; of the rest the KVK tells no days. Known: each says
since when the store has it so, and what it said before is kept (`Versie`). From before the first load only what it
says itself is known: when it was registered, and `geschat` tells so.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kapstok.magazijnen.hr.rules import Gegevens, name_of
from kapstok.magazijnen.hr.verandering import Stand
from kapstok.platform.db import fetch_all

MEEST = 10_000  # branches of one registration
# Of each number the first that ends later is the one of that moment; or, when it was not known yet, the oldest.
_KNOWN = """SELECT DISTINCT ON (v.nummer) v.nummer, v.gegevens, v.eigenaar, v.sinds > %(bekend)s AS te_jong FROM (
  SELECT '' AS nummer, gegevens, eigenaar, bekend_sinds AS sinds, 'infinity'::timestamptz AS tot
    FROM hr_inschrijving WHERE kvk_nummer = %(kvk)s
  UNION ALL
  SELECT b.vestigingsnummer, b.gegevens, '{}', b.bekend_sinds, 'infinity' FROM hr_vestiging b
    JOIN hr_inschrijving i ON i.tenant = b.tenant AND i.id = b.inschrijving_id WHERE i.kvk_nummer = %(kvk)s
  UNION ALL
  SELECT vestigingsnummer, gegevens, eigenaar, sinds, tot FROM hr_versie WHERE kvk_nummer = %(kvk)s
) v WHERE v.tot > %(bekend)s ORDER BY v.nummer, v.sinds, v.tot LIMIT %(meest)s"""
_CHANGES = """SELECT tot AS moment, vestigingsnummer, gegevens, eigenaar FROM hr_versie
WHERE kvk_nummer = %(kvk)s ORDER BY tot DESC, vestigingsnummer LIMIT %(meest)s"""


@dataclass(frozen=True, slots=True)
class Bekend:
    """What was known; `geschat` when the store did not have it yet and the registration itself had to tell."""

    stand: Stand
    geschat: bool


def bekend_op(kvk: str, bekend: datetime) -> Bekend | None:
    """What the store knew of a registration and its branches at a moment; None when there was nothing to know."""
    rows = fetch_all(_KNOWN, {"kvk": kvk, "bekend": bekend, "meest": MEEST + 1})
    if not rows or rows[0]["nummer"]:
        return None
    geschat = bool(rows[0]["te_jong"])
    # Then nobody knew of a branch that was not loaded; before there was anything, what was registered by that day.
    rows = [r for r in rows if (_registered(r["gegevens"], bekend) if geschat else not r["te_jong"])]
    if not rows or rows[0]["nummer"]:
        return None
    own, *branches = rows
    main, owner = own["gegevens"], own["eigenaar"]
    rsin = str(owner.get("rsin") or main.get("rsin") or "")[:9]
    held = {r["nummer"]: r["gegevens"] for r in branches}
    return Bekend(Stand(name_of(main), rsin, main, owner, held), geschat)


def geldig_op(stand: Stand, dag: date) -> Stand | None:
    """What there was on that day; None when the registration had not begun or had ended.

    A day that is partly unknown counts as its earliest. What says of no day when it began, always was.
    """
    text = f"{dag:%Y%m%d}"
    if not _held(stand.gegevens, text):
        return None
    held = {n: _not_yet_ended(own) for n, own in stand.vestigingen.items() if _held(own, text)}
    return replace(stand, gegevens=_not_yet_ended(stand.gegevens), vestigingen=held)


def wijzigingen(kvk: str, *, limit: int) -> list[dict[str, Any]]:
    """What was told otherwise, the latest first: `moment`, `vestigingsnummer`, and what it said until then."""
    return fetch_all(_CHANGES, {"kvk": kvk, "meest": limit})


def _registered(gegevens: Gegevens, bekend: datetime) -> bool:
    return str(gegevens.get("formeleRegistratiedatum") or "") <= f"{bekend:%Y%m%d}"


def _held(gegevens: Gegevens, text: str) -> bool:
    registered = gegevens.get("materieleRegistratie") or {}
    end = registered.get("datumEinde")
    return (registered.get("datumAanvang") or "") <= text and (not end or end > text)


def _not_yet_ended(gegevens: Gegevens) -> dict[str, Any]:
    """That it ended later was not so on that day."""
    registered = gegevens.get("materieleRegistratie") or {}
    if "datumEinde" not in registered:
        return dict(gegevens)
    return {**gegevens, "materieleRegistratie": {n: v for n, v in registered.items() if n != "datumEinde"}}
