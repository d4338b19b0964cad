"""What an application would see: the same `visible` expression as its own calls, counted by type."""

# ruff: noqa: S608 - SQL is made of declarations only; every value is a parameter.

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kapstok.magazijnen.autorisaties.models import Applicatie
from kapstok.magazijnen.autorisaties.queries import scopes_of
from kapstok.platform.db import fetch_all
from kapstok.platform.resource import compiled

EXAMPLES = 3
# Resource, the resource of its type, and the column by which a row of each is known to people.
SHOWN = (
    ("zaken.zaak", "catalogi.zaaktype", "zaaktype_id", "identificatie"),
    (
        "documenten.enkelvoudiginformatieobject",
        "catalogi.informatieobjecttype",
        "informatieobjecttype_id",
        "identificatie",
    ),
    ("besluiten.besluit", "catalogi.besluittype", "besluittype_id", "identificatie"),
    ("objecten.object", "objecttypes.objecttype", "objecttype_id", "id"),
)


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
        return [Seen(name, []) for name, *_more in SHOWN]
    everything = row.heeft_alle_autorisaties and not row.alleen_is_gereed_voor_publicatie
    held = scopes_of(row.id)
    found = []
    for name, kind, column, number in SHOWN:
        own = compiled()[name]
        scopes = list(own.resource.scopes.read)
        may = everything or bool(held.get(own.resource.api.component, frozenset()) & set(scopes))
        found.append(Seen(name, _tally(own, kind, column, number, everything, row.id, scopes) if may else []))
    return found


def _tally(
    own: Any,
    kind: str,
    column: str,
    number: str,
    everything: bool,  # noqa: FBT001 - one caller, just above
    applicatie_id: UUID,
    scopes: list[str],
) -> list[dict[str, Any]]:
    where = "true" if everything else own.visible
    types = compiled()[kind].resource.table
    named = "name" if kind == "objecttypes.objecttype" else "omschrijving"
    statement = f"""
    SELECT k.{named} AS soort, sum(n.aantal)::int AS aantal, (array_agg(n.voorbeelden))[1] AS voorbeelden FROM (
      SELECT t.{column} AS id, count(*) AS aantal,
        array_to_string((array_agg(t.{number} ORDER BY t.id DESC))[1:{EXAMPLES}], ', ') AS voorbeelden
      FROM {own.source} WHERE {where} GROUP BY 1) n
    JOIN {types} k ON k.id = n.id GROUP BY 1 ORDER BY 1 LIMIT 500
    """
    params = {**dict.fromkeys(own.resource.detail), "base": "", "app": applicatie_id, "scopes": scopes}
    return fetch_all(statement, params)
