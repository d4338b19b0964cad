"""What an application would see: the same `visible` expression as its own calls, counted by type."""

# ruff: noqa: S608 - SQL is made of declarations only; every value is a parameter.

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.autorisaties.queries import scopes_of
from kapstok.magazijnen.autorisaties.rules import SOORTEN, Soort
from kapstok.platform.db import fetch_all
from kapstok.platform.resource import compiled
from kapstok.platform.resource.once import asked_by

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one resource: how many rows of which type, with some of them by number."""

    resource: str
    soorten: list[dict[str, Any]]

    @property
    def aantal(self) -> int:
        """All types together."""
        return sum(soort["aantal"] for soort in self.soorten)


def sees(row: Applicatie) -> list[Seen]:
    """Per store, what this application would read now; nothing when it is blocked."""
    if row.geblokkeerd:
        return [Seen(soort.rijen, []) for soort in SOORTEN.values()]
    everything = row.heeft_alle_autorisaties and not row.alleen_is_gereed_voor_publicatie
    held = scopes_of(row.id)
    found = []
    for component, soort in SOORTEN.items():
        own = compiled()[soort.rijen]
        scopes = list(own.resource.scopes.read)
        may = everything or bool(held.get(component, frozenset()) & set(scopes))
        found.append(Seen(soort.rijen, _tally(own, soort, everything, row.id, scopes) if may else []))
    return found


def _tally(
    own: Any,
    soort: Soort,
    everything: bool,  # noqa: FBT001 - one caller, just above
    applicatie_id: UUID,
    scopes: list[str],
) -> list[dict[str, Any]]:
    where = "true" if everything else own.visible
    types = compiled()[soort.resource].resource.table
    statement = f"""
    SELECT k.{soort.woord} AS soort, sum(n.aantal)::int AS aantal, (array_agg(n.voorbeelden))[1] AS voorbeelden FROM (
      SELECT t.{soort.veld}_id AS id, count(*) AS aantal,
        array_to_string((array_agg(t.{soort.nummer} ORDER BY t.id DESC))[1:{EXAMPLES}], ', ') AS voorbeelden
      FROM {own.source} {asked_by(where)}WHERE {where} GROUP BY 1) n
    JOIN {types} k ON k.id = n.id GROUP BY 1 ORDER BY 1 LIMIT 500
    """
    params = {**dict.fromkeys(own.resource.detail), "base": "", "app": applicatie_id, "scopes": scopes}
    return fetch_all(statement, params)
