"""Reading the BGT: what there is now of a kind, within a box, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kapstok.magazijnen.bgt.rules import Kader, aantal_vakken, vakken
from kapstok.platform.db import fetch_all, fetch_one

MEEST_VAKKEN = 4000  # a box larger than that is compared by its numbers only
_COLUMNS = (
    "v.objecttype, v.lokaal_id, v.geregistreerd, v.begin, v.einde, v.gepubliceerd, v.bronhouder, v.status, "
    "v.hoogte, v.gegevens, v.geometrie"
)
_OPEN = "v.eind_registratie IS NULL"
_KNOWN = "v.geregistreerd <= %(bekend)s AND (v.eind_registratie IS NULL OR v.eind_registratie > %(bekend)s)"
_BOX = "v.oost >= %(west)s AND v.west <= %(oost)s AND v.noord >= %(zuid)s AND v.zuid <= %(noord)s"
_SQUARES = "v.id IN (SELECT k.voorkomen_id FROM bgt_vak k WHERE k.vak = ANY(%(vakken)s))"
Rij = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which objects, as they are registered now or were at a moment (`bekend`): of these types, there at some time from
    `van` to `tot` (with it; None: open), and where."""

    soorten: tuple[str, ...]
    van: date | None
    tot: date | None = None
    kader: Kader | None = None
    bekend: datetime | None = None

    def where(self) -> tuple[str, Rij]:
        """As a condition with its parameters."""
        parts, params = ["v.objecttype = ANY(%(soorten)s)"], Rij(soorten=list(self.soorten))
        parts.append(_OPEN if self.bekend is None else _KNOWN)
        if self.bekend is not None:
            params["bekend"] = self.bekend
        if self.van is not None:
            parts.append("(v.einde IS NULL OR v.einde > %(van)s)")
            params["van"] = self.van
        if self.tot is not None:
            parts.append("v.begin <= %(tot)s")
            params["tot"] = self.tot
        if self.kader is not None:
            box = self.kader.binnen()
            parts.append(_BOX)
            params |= {"west": box.west, "zuid": box.zuid, "oost": box.oost, "noord": box.noord}
            if aantal_vakken(box) <= MEEST_VAKKEN:
                parts.append(_SQUARES)
                params["vakken"] = list(vakken(box))
        return " AND ".join(parts), params


def objecten(vraag: Vraag, *, limit: int, offset: int = 0) -> list[Rij]:
    """A page, in a fixed order."""
    where, params = vraag.where()
    statement = (
        f"SELECT {_COLUMNS} FROM bgt_voorkomen v WHERE {where} "  # noqa: S608 - ours; every value is a parameter
        "ORDER BY v.lokaal_id LIMIT %(limit)s OFFSET %(offset)s"
    )
    return fetch_all(statement, {**params, "limit": limit, "offset": offset})


def aantal(vraag: Vraag) -> int:
    """How many there are."""
    where, params = vraag.where()
    row = fetch_one(f"SELECT count(*) AS n FROM bgt_voorkomen v WHERE {where}", params)  # noqa: S608 - as above
    return int(row["n"]) if row else 0


def object_van(soort: str, lokaal_id: str, dag: date | None) -> Rij | None:
    """One object as it is registered now."""
    statement = (
        f"SELECT {_COLUMNS} FROM bgt_voorkomen v "  # noqa: S608 - as above
        f"WHERE v.objecttype = %(soort)s AND v.lokaal_id = %(id)s AND {_OPEN} "
        "AND (v.einde IS NULL OR v.einde > %(dag)s)"
    )
    return fetch_one(statement, {"soort": soort, "id": lokaal_id, "dag": dag})


def omvang(soort: str) -> Kader | None:
    """The box round everything of a kind; None when there is nothing."""
    row = fetch_one(
        "SELECT min(west) AS w, min(zuid) AS z, max(oost) AS o, max(noord) AS n FROM bgt_voorkomen "
        "WHERE objecttype = %(soort)s AND eind_registratie IS NULL",
        {"soort": soort},
    )
    return Kader(row["w"], row["z"], row["o"], row["n"]) if row and row["w"] is not None else None


def omvangen() -> dict[str, Kader | None]:
    """The object types of which there is something, each with the box round it."""
    rows = fetch_all(
        "SELECT objecttype, min(west) AS w, min(zuid) AS z, max(oost) AS o, max(noord) AS n FROM bgt_voorkomen "
        "WHERE eind_registratie IS NULL GROUP BY objecttype LIMIT 1000"
    )
    return {
        r["objecttype"]: Kader(r["w"], r["z"], r["o"], r["n"]) if r["w"] is not None else None for r in rows
    }
