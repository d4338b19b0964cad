"""A persoonslijst as of a day, and as it was known at a moment.

Valid: each voorkomen says from when it holds (85.10). Known: each list says since when the store has it so, and what it
said before is kept (`Versie`). From before the first load only what the list itself says is known: when each voorkomen
was taken up (86.10), and `geschat` tells so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kapstok.magazijnen.brp.bewoning import samenstellingen
from kapstok.magazijnen.brp.rules import Categorieen, Lijst
from kapstok.platform.db import fetch_all

_SUSPENSION = {"6710", "6720"}
# What the store said follows on from version to version: the first that ends later is the one of that moment, or, when
# the store did not know the person yet, the oldest there is. Of who was taken out before it there is none.
_KNOWN = """SELECT DISTINCT ON (v.id) v.id, v.bsn, v.a_nummer, v.categorieen, v.sinds > %(bekend)s AS te_jong FROM (
  SELECT id, bsn, a_nummer, categorieen, bekend_sinds AS sinds, 'infinity'::timestamptz AS tot FROM brp_persoonslijst
    WHERE id = ANY(%(lijsten)s)
  UNION ALL
  SELECT lijst_id, bsn, a_nummer, categorieen, sinds, tot FROM brp_versie WHERE lijst_id = ANY(%(lijsten)s)
) v WHERE v.tot > %(bekend)s ORDER BY v.id, v.sinds, v.tot"""
_STAYED = """SELECT DISTINCT i.persoonslijst_id AS id FROM brp_ingang i JOIN brp_persoonslijst p
  ON p.tenant = i.tenant AND p.id = i.persoonslijst_id
WHERE i.soort = 'object' AND i.waarde = %(object)s AND NOT p.opschorting = ANY(ARRAY['F', 'W'])
ORDER BY 1 LIMIT %(meest)s"""


@dataclass(frozen=True, slots=True)
class Bekend(Lijst):
    """A list as it was known; `geschat` when the store did not have it yet and the list itself had to tell."""

    geschat: bool


def bekend_op(lijst_id: UUID, bekend: datetime) -> Bekend | None:
    """What the store knew of a person at a moment. None when there is no such person here, or not any more."""
    return _bekend_van([lijst_id], bekend).get(lijst_id)


def _bekend_van(lijsten: list[UUID], bekend: datetime) -> dict[UUID, Bekend]:
    found: dict[UUID, Bekend] = {}
    for row in fetch_all(_KNOWN, {"lijsten": lijsten, "bekend": bekend}):
        lists: Categorieen = row["categorieen"]
        if row["te_jong"]:
            lists = opgenomen_op(lists, bekend.date())
        found[row["id"]] = Bekend(row["bsn"], row["a_nummer"], lists, bool(row["te_jong"]))
    return found


def bewoners_op(object_id: str, dag: date, bekend: datetime, *, limit: int) -> dict[UUID, Bekend]:
    """Who lived at an address of the BAG on a day, certainly or possibly, as it was known at a moment; by list."""
    ids = [row["id"] for row in fetch_all(_STAYED, {"object": object_id, "meest": limit})]
    known = _bekend_van(ids, bekend) if ids else {}
    lists = [(str(number), found.categorieen) for number, found in known.items()]
    there = {
        bewoner.sleutel
        for one in samenstellingen(lists, object_id, dag, dag + timedelta(days=1))
        for bewoner in (*one.bewoners, *one.mogelijk)
    }
    return {number: found for number, found in known.items() if str(number) in there}


def geldig_op(categorieen: Categorieen, dag: date) -> Categorieen:
    """Of every stapel the entry that held on that day, without entries that were wrong (84.10).

    A day that is partly unknown counts as its earliest. What says of no day when it began, always held. A stapel that
    had not begun is left out.
    """
    text = f"{dag:%Y%m%d}"
    given: dict[str, Any] = {}
    for category, stapels in categorieen.items():
        held = [v for v in (_held(stapel, text) for stapel in stapels) if v is not None]
        if category == "07":
            held = [_not_yet_suspended(v, text) for v in held]
        if held:
            given[category] = [[v] for v in held]
    return given


def _held(stapel: list[dict[str, str]], text: str) -> dict[str, str] | None:
    """The entry with the latest beginning up to that day; of two with one beginning the one that stands first."""
    begun = [v for v in stapel if "8410" not in v and v.get("8510", "") <= text]
    return max(begun, key=lambda v: v.get("8510", ""), default=None)


def _not_yet_suspended(voorkomen: dict[str, str], text: str) -> dict[str, str]:
    if voorkomen.get("6710", "") <= text:
        return voorkomen
    return {name: value for name, value in voorkomen.items() if name not in _SUSPENSION}


def opgenomen_op(categorieen: Categorieen, dag: date) -> Categorieen:
    """What of a list had been taken up on that day (86.10).

    An entry that proved wrong counts as right until a right one was taken up after it: the list does not say when it
    was found to be wrong.
    """
    text = f"{dag:%Y%m%d}"
    given: dict[str, Any] = {}
    for category, stapels in categorieen.items():
        kept = [entries for stapel in stapels if (entries := list(_taken_up(stapel, text)))]
        if kept:
            given[category] = kept
    return given


def _taken_up(stapel: list[dict[str, str]], text: str) -> Iterator[dict[str, str]]:
    known = [v for v in stapel if v.get("8610", "") <= text]
    latest = max((v.get("8610", "") for v in known if "8410" not in v), default="")
    for voorkomen in known:
        if "8410" in voorkomen and voorkomen.get("8610", "") >= latest:
            voorkomen = {name: value for name, value in voorkomen.items() if name != "8410"}
        yield voorkomen
