"""What stands round an address, for a map that needs no other map: buildings as shapes and house numbers, in metres."""

from dataclasses import dataclass, field
from math import cos, radians
from typing import Any

from kapstok.kern.rd import from_lonlat
from kapstok.magazijnen.bag.bevragen import Tijd, gevonden, objecten
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.bag.zoeken import huisnummer_van
from kapstok.platform.geo.wkb import rings, to_geojson

REACH = 75.0  # metres to all sides
MOST = 400  # addresses; in a city centre there may be more, and then the map is full anyway
Punt = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Omgeving:
    """Metres from the middle, east and south (as a picture has them)."""

    panden: list[tuple[list[list[Punt]], bool]] = field(
        default_factory=list
    )  # rings, and whether it is the one
    nummers: list[tuple[Punt, str, bool]] = field(default_factory=list)
    straten: list[str] = field(default_factory=list)


def omgeving(adres: Nummeraanduiding, eigen: set[str], op: Tijd) -> Omgeving:
    """Round an address; `eigen`: the buildings that it is in."""
    near = _near(adres)
    middle = from_lonlat(adres.lon, adres.lat)
    holders = objecten("VBO", gevonden("VBO", [a.identificatie for a in near]), op)
    pands = {p for h in holders.values() for p in h["gegevens"].get("maaktDeelUitVan", ())} | eigen
    shapes = [
        (rings(to_geojson(bytes(row["geometrie"]), _from(middle))), number in eigen)
        for number, row in sorted(objecten("PND", pands, op).items(), key=lambda p: p[0] in eigen)
        if row["geometrie"] is not None
    ]
    made = Omgeving([(outline, own) for outline, own in shapes if outline])
    here = _from(middle)
    seen: set[Punt] = set()
    for each in near:
        x, y = here(*from_lonlat(each.lon, each.lat))
        place = (round(x), round(y))
        own = each.identificatie == adres.identificatie
        if place not in seen or own:  # several dwellings on one spot: one number is enough
            seen.add(place)
            made.nummers.append(((x, y), huisnummer_van(vars(each)), own))
    made.straten.extend(dict.fromkeys(a.openbare_ruimte for a in near))
    return made


def _near(adres: Nummeraanduiding) -> list[Nummeraanduiding]:
    high, wide = REACH / 111_130, REACH / (111_320 * cos(radians(adres.lat)))
    found = Nummeraanduiding.objects.filter(
        lat__range=(adres.lat - high, adres.lat + high), lon__range=(adres.lon - wide, adres.lon + wide)
    ).order_by("openbare_ruimte", "huisnummer", "huisletter", "toevoeging")
    return list(found[:MOST])


def _from(middle: Punt) -> Any:
    return lambda x, y: (round(x - middle[0], 1), round(middle[1] - y, 1))
