"""The ground under a map: grass, yards, water and roads as shapes in metres round a place."""

from datetime import date, datetime

from kapstok.magazijnen.bgt.queries import Vraag, objecten
from kapstok.magazijnen.bgt.rules import Kader
from kapstok.platform.geo.wkb import Points, rings, to_geojson

MEEST = 800
# How an object is drawn; what comes later lies above what comes before.
_LAGEN = {
    "begroeidterreindeel": "groen",
    "onbegroeidterreindeel": "erf",
    "ondersteunendwaterdeel": "groen",
    "waterdeel": "water",
    "ondersteunendwegdeel": "berm",
    "wegdeel": "weg",
    "overbruggingsdeel": "weg",
}
_VOLGORDE = list(_LAGEN)


def ondergrond(
    x: float, y: float, reach: float, dag: date, bekend: datetime | None = None
) -> list[tuple[str, list[Points]]]:
    """What lies round a place (RD) on a day, as it is registered now or was at a moment: how it is drawn, and its rings
    in metres east and south of the place."""
    box = Kader(x - reach, y - reach, x + reach, y + reach)
    rows = objecten(Vraag(tuple(_LAGEN), dag, dag, box, bekend), limit=MEEST)
    rows.sort(key=lambda r: (r["hoogte"], _VOLGORDE.index(r["objecttype"])))

    def near(px: float, py: float) -> tuple[float, float]:
        return round(px - x, 1), round(y - py, 1)

    drawn = ((_LAGEN[r["objecttype"]], rings(to_geojson(bytes(r["geometrie"]), near))) for r in rows)
    return [(kind, outline) for kind, outline in drawn if outline]
