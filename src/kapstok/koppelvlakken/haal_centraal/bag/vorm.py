"""From a row of the store to a resource of the API. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kapstok.kern.rd import to_lonlat
from kapstok.koppelvlakken.haal_centraal.bag.vraag import DUTCH
from kapstok.magazijnen.bag.bevragen import Rij
from kapstok.platform.geo.wkb import to_geojson

KORT = 24  # NEN 5825; a name without an official short form is cut off there
Punt = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of resource. `expand`: related objects by name, with their kind and the field that holds their number."""

    code: str
    pad: str
    naam: str
    domein: str
    patroon: str
    expand: dict[str, tuple[str, str]]
    lijst: str = ""

    @property
    def onderdeel(self) -> str:
        """The name of a list of these in `_embedded`."""
        return self.lijst or self.pad


_ADRESSEN = {
    "heeftAlsHoofdAdres": ("NUM", "heeftAlsHoofdadres"),
    "heeftAlsNevenAdres": ("NUM", "heeftAlsNevenadres"),
}
SOORTEN = {
    s.code: s
    for s in (
        Soort("WPL", "woonplaatsen", "woonplaats", "Woonplaats", r"(?!0000)[0-9]{4}", {}),
        Soort("OPR", "openbareruimten", "openbareRuimte", "Openbareruimte", r"[0-9]{4}30[0-9]{10}",
              {"ligtInWoonplaats": ("WPL", "ligtIn")}),
        Soort("NUM", "nummeraanduidingen", "nummeraanduiding", "Nummeraanduiding", r"[0-9]{4}20[0-9]{10}",
              {"ligtInWoonplaats": ("WPL", "ligtIn"), "ligtAanOpenbareRuimte": ("OPR", "ligtAan")}),
        Soort("LIG", "ligplaatsen", "ligplaats", "Ligplaats", r"[0-9]{4}02[0-9]{10}", _ADRESSEN),
        Soort("STA", "standplaatsen", "standplaats", "Standplaats", r"[0-9]{4}03[0-9]{10}", _ADRESSEN),
        Soort("VBO", "verblijfsobjecten", "verblijfsobject", "Verblijfsobject", r"[0-9]{4}01[0-9]{10}",
              {**_ADRESSEN, "maaktDeelUitVan": ("PND", "maaktDeelUitVan")}),
        Soort("PND", "panden", "pand", "Pand", r"[0-9]{4}10[0-9]{10}", {}),
    )
}  # fmt: skip
ADRESSEERBAAR = ("VBO", "LIG", "STA")
_SAME = {
    "OPR": ("naam", "type", "ligtIn"),
    "WPL": ("naam",),
    "NUM": (
        "huisnummer",
        "huisletter",
        "huisnummertoevoeging",
        "postcode",
        "typeAdresseerbaarObject",
        "ligtIn",
        "ligtAan",
    ),
    "PND": (),
    "VBO": ("oppervlakte", "maaktDeelUitVan"),
    "LIG": (),
    "STA": (),
}


def soort_van(nummer: str) -> str:
    """The code of the kind of an addressable object, by its number."""
    return {"01": "VBO", "02": "LIG", "03": "STA"}[nummer[4:6]]


def tijdstip(moment: datetime) -> str:
    """As the API writes a moment: Dutch time with its zone, in milliseconds."""
    return moment.astimezone(DUTCH).isoformat(timespec="milliseconds")


def inhoud(row: Rij, bekend: datetime, punt: Punt | None) -> dict[str, Any]:
    """The resource itself."""
    soort, own = SOORTEN[row["objecttype"]], row["gegevens"]
    made: dict[str, Any] = {"identificatie": row["identificatie"], "domein": f"NL.IMBAG.{soort.domein}"}
    made |= {name: own[name] for name in _SAME[soort.code] if name in own}
    if soort.code == "OPR":
        made["korteNaam"] = own.get("verkorteNaam") or own["naam"][:KORT].strip()
    if soort.code == "PND":
        made["oorspronkelijkBouwjaar"] = f"{own['oorspronkelijkBouwjaar']:04d}"
    if soort.code in ADRESSEERBAAR:
        made["type"] = soort.domein
        made["heeftAlsHoofdAdres"] = own["heeftAlsHoofdadres"]
        if own.get("heeftAlsNevenadres"):
            made["heeftAlsNevenAdres"] = own["heeftAlsNevenadres"]
    if soort.code == "VBO":
        made["gebruiksdoelen"] = own["gebruiksdoel"]
    if soort.code != "WPL" and row["geometrie"] is not None:
        made["geometrie"] = geometrie(row, punt)
    made["status"] = row["status"]
    made |= {name: own[name] for name in ("geconstateerd", "documentdatum", "documentnummer") if name in own}
    made["voorkomen"] = {"versie": row["voorkomen"], **geschiedenis(row, bekend)}
    return made


def geometrie(row: Rij, punt: Punt | None) -> dict[str, Any]:
    """A verblijfsobject has a point or an area, a woonplaats one area or more, the others an area."""
    shape = to_geojson(bytes(row["geometrie"]), punt)
    if row["objecttype"] in {"VBO", "WPL"}:
        name = {"Point": "punt", "MultiPolygon": "multivlak"}.get(shape["type"], "vlak")
        return {name: shape}
    return shape


def geschiedenis(row: Rij, bekend: datetime) -> dict[str, Any]:
    """Both time axes. An end that was not known at that moment was not there."""
    made: dict[str, Any] = {
        "beginGeldigheid": row["geldig_van"].isoformat(),
        "tijdstipRegistratie": tijdstip(row["geregistreerd"]),
        "tijdstipRegistratieLV": tijdstip(row["geregistreerd_lv"]),
    }
    ended = row["eind_registratie"]
    if row["geldig_tot"] is not None and (ended is None or ended <= bekend):
        made["eindGeldigheid"] = row["geldig_tot"].isoformat()
    for name, column in (
        ("eindRegistratie", ended),
        ("tijdstipInactief", row["inactief"]),
        ("tijdstipNietBAG", row["niet_bag"]),
    ):
        if column is not None and column <= bekend:
            made[name] = tijdstip(column)
    return made


def twijfel(row: Rij, bekend: datetime) -> dict[str, Any]:
    """A property that is under investigation."""
    own, soort = row["gegevens"], SOORTEN[row["objecttype"]]
    told = geschiedenis(row, bekend)
    told.pop("tijdstipInactief", None)
    told.pop("tijdstipNietBAG", None)
    made = {
        "kenmerk": row["kenmerk"],
        f"identificatieVan{soort.naam[0].upper()}{soort.naam[1:]}": row["identificatie"],
        "inOnderzoek": own["inOnderzoek"],
        "historie": told,
    }
    return made | {name: own[name] for name in ("documentdatum", "documentnummer") if name in own}


def naar_lonlat(x: float, y: float) -> tuple[float, float]:
    """ETRS89, longitude first as GeoJSON has it; a tenth of a millimetre in the figures."""
    lon, lat = to_lonlat(x, y)
    return round(lon, 9), round(lat, 9)


def millis(moment: datetime) -> str:
    """How a moment stands in the address of a voorkomen."""
    return str(round(moment.timestamp() * 1000))
