"""The object types of the BGT: their element, the property with their geometry, and how they are called.

Transcribed from IMGeo 2.1 (CityGML 2.0 with its extension), as the GML of the download has it.
"""

from dataclasses import dataclass

IMGEO = "http://www.geostandaarden.nl/imgeo/2.1"
CITY = "http://www.opengis.net/citygml/2.0"
_ = "http://www.opengis.net/citygml/"


@dataclass(frozen=True, slots=True)
class Objecttype:
    """`naam` is also the name of its collection; `meetkunde` the property that holds its shape."""

    naam: str
    titel: str
    element: str
    meetkunde: str


def _imgeo(local: str, meetkunde: str, titel: str) -> Objecttype:
    return Objecttype(local.lower(), titel, f"{{{IMGEO}}}{local}", meetkunde)


def _city(module: str, local: str, naam: str, meetkunde: str, titel: str) -> Objecttype:
    return Objecttype(naam, titel, f"{{{_}{module}/2.0}}{local}", meetkunde)


_POINTS = (
    "Bak",
    "Bord",
    "Installatie",
    "Kast",
    "Mast",
    "Paal",
    "Put",
    "Sensor",
    "Straatmeubilair",
    "Waterinrichtingselement",
    "Weginrichtingselement",
)
OBJECTTYPEN = (
    _city("transportation", "TrafficArea", "wegdeel", "geometrie2dWegdeel", "Wegdelen"),
    _city(
        "transportation",
        "AuxiliaryTrafficArea",
        "ondersteunendwegdeel",
        "geometrie2dOndersteunendWegdeel",
        "Ondersteunende wegdelen",
    ),
    _city("transportation", "Railway", "spoor", "geometrie2dSpoor", "Sporen"),
    _city("building", "BuildingPart", "pand", "geometrie2dGrondvlak", "Panden"),
    _city(
        "building",
        "BuildingInstallation",
        "gebouwinstallatie",
        "geometrie2dGebouwInstallatie",
        "Gebouwinstallaties",
    ),
    _city(
        "bridge",
        "BridgeConstructionElement",
        "overbruggingsdeel",
        "geometrie2dOverbruggingsdeel",
        "Overbruggingsdelen",
    ),
    _city("tunnel", "TunnelPart", "tunneldeel", "geometrie2dTunneldeel", "Tunneldelen"),
    _city(
        "vegetation",
        "PlantCover",
        "begroeidterreindeel",
        "geometrie2dBegroeidTerreindeel",
        "Begroeide terreindelen",
    ),
    _city(
        "vegetation",
        "SolitaryVegetationObject",
        "vegetatieobject",
        "geometrie2dVegetatieObject",
        "Vegetatieobjecten",
    ),
    _imgeo("OnbegroeidTerreindeel", "geometrie2dOnbegroeidTerreindeel", "Onbegroeide terreindelen"),
    _imgeo("Waterdeel", "geometrie2dWaterdeel", "Waterdelen"),
    _imgeo("OndersteunendWaterdeel", "geometrie2dOndersteunendWaterdeel", "Ondersteunende waterdelen"),
    _imgeo("Kunstwerkdeel", "geometrie2dOverigeConstructie", "Kunstwerkdelen"),
    _imgeo("OverigBouwwerk", "geometrie2dOverigeConstructie", "Overige bouwwerken"),
    _imgeo("Scheiding", "geometrie2dOverigeConstructie", "Scheidingen"),
    _imgeo("OverigeScheiding", "geometrie2dOverigeConstructie", "Overige scheidingen"),
    _imgeo("OngeclassificeerdObject", "geometrie2d", "Ongeclassificeerde objecten"),
    _imgeo("FunctioneelGebied", "geometrie2dFunctioneelGebied", "Functionele gebieden"),
    _imgeo("OpenbareRuimte", "geometrie2d", "Openbare ruimten"),
    _imgeo("Buurt", "geometrie2d", "Buurten"),
    _imgeo("Wijk", "geometrie2d", "Wijken"),
    _imgeo("Stadsdeel", "geometrie2d", "Stadsdelen"),
    _imgeo("Waterschap", "geometrie2d", "Waterschappen"),
    _imgeo("OpenbareRuimteLabel", "openbareRuimteNaam", "Namen van openbare ruimten"),
    *(_imgeo(name, f"geometrie2d{name}", f"{name} (inrichting)") for name in _POINTS),
)
VAN_ELEMENT = {kind.element: kind for kind in OBJECTTYPEN}
VAN_NAAM = {kind.naam: kind for kind in OBJECTTYPEN}
# How a point was measured is no object: it is passed over.
GEEN_OBJECT = f"{{{IMGEO}}}Plaatsbepalingspunt"
STATUSSEN = frozenset({"bestaand", "plan", "historie", "geenWaarde", "waardeOnbekend"})
