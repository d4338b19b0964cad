"""Invented deliveries of the BGT, in the form of the download (CityGML 2.0, IMGeo 2.1)."""

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["Ding", "gml", "mutaties", "pand", "replace", "water", "weg", "zipped"]


@dataclass(frozen=True)
class Ding:
    """One voorkomen."""

    element: str
    space: str
    shape: str
    id: str
    x: float = 200_000.0
    y: float = 550_000.0
    size: float = 10.0
    own: str = ""
    begin: str = "2015-01-01"
    einde: str = ""
    geregistreerd: str = "2015-01-02T10:00:00.000"
    eind: str = ""
    gepubliceerd: str = "2015-01-03T10:00:00"
    status: str = "bestaand"
    hoogte: str = "0"
    meetkunde: str = ""

    def xml(self) -> str:
        x, y, s = self.x, self.y, self.size
        ring = f"{x} {y} {x + s} {y} {x + s} {y + s} {x} {y + s} {x} {y}"
        area = self.meetkunde or (
            '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:LinearRing>'
            f'<gml:posList srsDimension="2">{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>'
        )
        ended = f"<terminationDate>{self.einde}</terminationDate>" if self.einde else ""
        closed = f"<imgeo:eindRegistratie>{self.eind}</imgeo:eindRegistratie>" if self.eind else ""
        return f"""<cityObjectMember><o:{self.element} xmlns:o="{self.space}">
<creationDate>{self.begin}</creationDate>{ended}
<imgeo:LV-publicatiedatum>{self.gepubliceerd}</imgeo:LV-publicatiedatum>
<imgeo:relatieveHoogteligging>{self.hoogte}</imgeo:relatieveHoogteligging>
<imgeo:inOnderzoek>false</imgeo:inOnderzoek>{closed}
<imgeo:tijdstipRegistratie>{self.geregistreerd}</imgeo:tijdstipRegistratie>
<imgeo:identificatie><imgeo:NEN3610ID><imgeo:namespace>NL.IMGeo</imgeo:namespace>
<imgeo:lokaalID>{self.id}</imgeo:lokaalID></imgeo:NEN3610ID></imgeo:identificatie>
<imgeo:bronhouder>G0085</imgeo:bronhouder><imgeo:bgt-status>{self.status}</imgeo:bgt-status>{self.own}
<imgeo:{self.shape}>{area}</imgeo:{self.shape}></o:{self.element}></cityObjectMember>"""


_CITY, _IMGEO = "http://www.opengis.net/citygml", "http://www.geostandaarden.nl/imgeo/2.1"


def weg(id_: str = "G0085.weg1") -> Ding:
    """A piece of road."""
    own = "<o:function>rijbaan lokale weg</o:function>"
    return Ding("TrafficArea", f"{_CITY}/transportation/2.0", "geometrie2dWegdeel", id_, own=own)


def pand(id_: str = "G0085.pand1") -> Ding:
    """A building."""
    own = "<imgeo:identificatieBAGPND>0085100000000001</imgeo:identificatieBAGPND>"
    return Ding("BuildingPart", f"{_CITY}/building/2.0", "geometrie2dGrondvlak", id_, own=own, y=550_020.0)


def water(id_: str = "G0085.water1") -> Ding:
    """A ditch."""
    return Ding("Waterdeel", _IMGEO, "geometrie2dWaterdeel", id_, y=550_040.0)


def gml(*things: Ding) -> bytes:
    """A file with these."""
    inside = "\n".join(t.xml() for t in things)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<CityModel xmlns="{_CITY}/2.0" xmlns:imgeo="{_IMGEO}" xmlns:gml="http://www.opengis.net/gml">
{inside}
</CityModel>""".encode()


_ML = "http://www.kadaster.nl/schemas/mutatielevering-generiek/2.0"
_MLB = "http://www.kadaster.nl/schemas/mutatielevering-bgt/1.0"


def mutaties(*changes: tuple[Ding | None, Ding | None], soort: str = "delta") -> bytes:
    """A file with these, each as what was and what became, in a group of its own."""
    groups = "\n".join(_groep(was, wordt) for was, wordt in changes)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mlb:bgtMutaties xmlns="{_CITY}/2.0" xmlns:mlb="{_MLB}" xmlns:ml="{_ML}" xmlns:imgeo="{_IMGEO}"
 xmlns:gml="http://www.opengis.net/gml"><ml:mutatieBericht><ml:dataset>bgt</ml:dataset><ml:inhoud>
<ml:mutatieType>{soort}</ml:mutatieType><ml:gebied>49446</ml:gebied><ml:leveringsId>1</ml:leveringsId>
<ml:objectTypen><ml:objectType>pand</ml:objectType></ml:objectTypen></ml:inhoud>
{groups}
</ml:mutatieBericht></mlb:bgtMutaties>""".encode()


def _groep(was: Ding | None, wordt: Ding | None) -> str:
    kind = "toevoeging" if was is None else "verwijdering" if wordt is None else "wijziging"
    states = "".join(
        f'<ml:{name} id="x"><mlb:bgtObject>{thing.xml()}</mlb:bgtObject></ml:{name}>'
        for name, thing in (("was", was), ("wordt", wordt))
        if thing is not None
    )
    return (
        f'<ml:mutatieGroep><ml:{kind} objectType="pand" objectId="x">{states}</ml:{kind}></ml:mutatieGroep>'
    )


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """A delivery."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.gml", content)
    return path
