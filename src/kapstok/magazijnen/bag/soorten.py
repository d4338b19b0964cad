"""The object types of the BAG and their value lists (IMBAG-LV 2.1.0, Objecten). Facts, no behaviour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objecttype:
    """`cijfers`: what stands at positions 5 and 6 of the identification; empty for a woonplaats (four digits).
    `ten_einde`: the status values after which the object is no longer there."""

    code: str
    naam: str
    cijfers: str
    statussen: tuple[str, ...]
    ten_einde: frozenset[str]


_NAAMGEVING = ("Naamgeving uitgegeven", "Naamgeving ingetrokken")
_PLAATS = ("Plaats aangewezen", "Plaats ingetrokken")
_PAND = (
    "Bouwvergunning verleend",
    "Niet gerealiseerd pand",
    "Bouw gestart",
    "Pand in gebruik (niet ingemeten)",
    "Pand in gebruik",
    "Verbouwing pand",
    "Sloopvergunning verleend",
    "Pand gesloopt",
    "Pand buiten gebruik",
    "Pand ten onrechte opgevoerd",
)
_VERBLIJFSOBJECT = (
    "Verblijfsobject gevormd",
    "Niet gerealiseerd verblijfsobject",
    "Verblijfsobject in gebruik (niet ingemeten)",
    "Verblijfsobject in gebruik",
    "Verbouwing verblijfsobject",
    "Verblijfsobject ingetrokken",
    "Verblijfsobject buiten gebruik",
    "Verblijfsobject ten onrechte opgevoerd",
)


def _type(code: str, naam: str, cijfers: str, statussen: tuple[str, ...]) -> Objecttype:
    gone = ("ingetrokken", "gesloopt", "ten onrechte", "Niet gerealiseerd")
    ended = frozenset(s for s in statussen if any(word in s for word in gone))
    return Objecttype(code, naam, cijfers, statussen, ended)


OBJECTTYPEN = {
    t.naam: t
    for t in (
        _type("WPL", "Woonplaats", "", ("Woonplaats aangewezen", "Woonplaats ingetrokken")),
        _type("OPR", "OpenbareRuimte", "30", _NAAMGEVING),
        _type("NUM", "Nummeraanduiding", "20", _NAAMGEVING),
        _type("LIG", "Ligplaats", "02", _PLAATS),
        _type("STA", "Standplaats", "03", _PLAATS),
        _type("VBO", "Verblijfsobject", "01", _VERBLIJFSOBJECT),
        _type("PND", "Pand", "10", _PAND),
    )
}
GEMEENTE_WOONPLAATS = "GWR"  # no object of the BAG: in which gemeente a woonplaats lies
GEBRUIKSDOELEN = frozenset(
    {
        "woonfunctie",
        "bijeenkomstfunctie",
        "celfunctie",
        "gezondheidszorgfunctie",
        "industriefunctie",
        "kantoorfunctie",
        "logiesfunctie",
        "onderwijsfunctie",
        "sportfunctie",
        "winkelfunctie",
        "overige gebruiksfunctie",
    }
)
OPENBARE_RUIMTEN = frozenset(
    {
        "Weg",
        "Water",
        "Spoorbaan",
        "Terrein",
        "Kunstwerk",
        "Landschappelijk gebied",
        "Administratief gebied",
    }
)
