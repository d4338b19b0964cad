"""The ground of the invented municipality (CityGML 2.0, IMGeo 2.1): a road with verges and yards in every street, and a
ditch behind some. The buildings are those of the invented BAG."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from kapstok.demo.bag.extract import STAND
from kapstok.demo.bag.streek import STREKEN, Straat, streets

_CITY, _IMGEO = "http://www.opengis.net/citygml", "http://www.geostandaarden.nl/imgeo/2.1"
_SINCE = "2015-01-01"
Vak = tuple[float, float, float, float]


def write_bgt(path: Path, slug: str, *, adressen: int, seed: int = 1) -> Path:
    """The delivery of one municipality of `STREKEN`."""
    code = STREKEN[slug].code
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<CityModel xmlns="{_CITY}/2.0" xmlns:imgeo="{_IMGEO}" '
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(zipfile.ZipInfo(f"bgt_{code}.gml"), "w") as file,
    ):
        file.write(f'{head}xmlns:gml="http://www.opengis.net/gml">\n'.encode())
        for street in streets(STREKEN[slug], adressen, seed):
            file.writelines(each.encode() for each in _of_street(code, street))
        file.write(b"</CityModel>\n")
    return path


def _of_street(code: str, street: Straat) -> Iterator[str]:
    west, east = street.x - 14, street.x + 12 * ((max(street.huisnummers) + 1) // 2) + 14
    y, n = street.y, street.nummer * 10

    def thing(nr: int, element: str, space: str, shape: str, facts: str, area: Vak) -> str:
        return _member(f"G{code}.verzonnen{n + nr:08d}", f"G{code}", element, space, shape, facts, area)

    road, water = f"{_CITY}/transportation/2.0", "<o:class>waterloop</o:class>"
    yard = "<imgeo:bgt-fysiekVoorkomen>erf</imgeo:bgt-fysiekVoorkomen>"
    verge = "<o:function>berm</o:function><o:surfaceMaterial>groenvoorziening</o:surfaceMaterial>"
    lane = "<o:function>rijbaan lokale weg</o:function><o:surfaceMaterial>open verharding</o:surfaceMaterial>"
    yards = ("OnbegroeidTerreindeel", _IMGEO, "geometrie2dOnbegroeidTerreindeel", yard)
    verges = ("AuxiliaryTrafficArea", road, "geometrie2dOndersteunendWegdeel", verge)
    yield thing(1, "TrafficArea", road, "geometrie2dWegdeel", lane, (west, y + 3.6, east, y + 8))
    yield thing(2, *verges, (west, y + 2.4, east, y + 3.6))
    yield thing(3, *verges, (west, y + 8, east, y + 9.2))
    yield thing(4, *yards, (west, y + 9.2, east, y + 28))
    yield thing(5, *yards, (west, y - 18, east, y + 2.4))
    if street.naam in {"Vaartkade", "Turfdijk"} or street.nummer % 4 == 0:
        yield thing(6, "Waterdeel", _IMGEO, "geometrie2dWaterdeel", water, (west, y - 26, east, y - 21))
    green = "<o:class>grasland overig</o:class>"
    plants = ("PlantCover", f"{_CITY}/vegetation/2.0", "geometrie2dBegroeidTerreindeel", green)
    yield thing(7, *plants, (west, y - 21, east, y - 18))


def _member(number: str, owner: str, element: str, space: str, shape: str, facts: str, area: Vak) -> str:
    west, south, east, north = area
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = " ".join(f"{x:.3f} {y:.3f}" for x, y in corners)
    return (
        f'<cityObjectMember><o:{element} xmlns:o="{space}"><creationDate>{_SINCE}</creationDate>'
        f"<imgeo:LV-publicatiedatum>{STAND}T00:00:00</imgeo:LV-publicatiedatum>"
        "<imgeo:relatieveHoogteligging>0</imgeo:relatieveHoogteligging>"
        f"<imgeo:inOnderzoek>false</imgeo:inOnderzoek><imgeo:tijdstipRegistratie>{_SINCE}T10:00:00.000"
        "</imgeo:tijdstipRegistratie><imgeo:identificatie><imgeo:NEN3610ID><imgeo:namespace>NL.IMGeo"
        f"</imgeo:namespace><imgeo:lokaalID>{number}</imgeo:lokaalID></imgeo:NEN3610ID></imgeo:identificatie>"
        f"<imgeo:bronhouder>{owner}</imgeo:bronhouder><imgeo:bgt-status>bestaand</imgeo:bgt-status>{facts}"
        f'<imgeo:{shape}><gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:LinearRing>'
        f'<gml:posList srsDimension="2">{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>'
        f"</imgeo:{shape}></o:{element}></cityObjectMember>\n"
    )
