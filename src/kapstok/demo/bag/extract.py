"""A delivery of the BAG (IMBAG-LV 2.1, stand) with an invented municipality, written while it is made up.

Deterministic: the same municipality, number of addresses and seed give the same content. Some of it has a history, some
is gone, some buildings hold several dwellings, as in a real one.
"""

import random
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kapstok.demo.bag.streek import STREKEN, Kern, Straat, Streek, streets
from kapstok.kern.rd import from_lonlat

PER_FILE = 10_000
STAND = "2026-11-08"
_SPACES = {
    "Objecten": "www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601",
    "Objecten-ref": "www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601",
    "Historie": "www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601",
    "gml": "http://www.opengis.net/gml/3.2",
    "selecties-extract": "http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601",
    "sl-bag-extract": "http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601",
    "sl": "http://www.kadaster.nl/schemas/standlevering-generiek/1.0",
}
_RD = 'srsName="urn:ogc:def:crs:EPSG::28992"'
_USES = (
    "winkelfunctie",
    "kantoorfunctie",
    "industriefunctie",
    "bijeenkomstfunctie",
    "overige gebruiksfunctie",
)
DWELLINGS = 8  # in a building that has several


def write_extract(path: Path, slug: str, *, adressen: int | None = None, seed: int = 1) -> Path:
    """The delivery of one municipality of `STREKEN`, as zips in a zip. Nothing of it is whole in memory."""
    streek = STREKEN[slug]
    many = adressen or streek.adressen
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as outer:
        _put(outer, streek, "WPL", (_woonplaats(kern) for kern in streek.kernen))
        _put(outer, streek, "OPR", (_openbare_ruimte(streek, s) for s in streets(streek, many, seed)))
        for kind in ("NUM", "PND", "VBO"):
            _put(outer, streek, kind, _of_houses(streek, many, seed, kind))
    return path


def _put(outer: zipfile.ZipFile, streek: Streek, kind: str, objects: Iterable[str]) -> None:
    """A zip of one object type, with a file per so many objects."""
    rest, name = iter(objects), f"{streek.code}{kind}08112026"
    with tempfile.TemporaryFile() as spooled:
        with zipfile.ZipFile(spooled, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as inner:
            number = 0
            while part := list(islice(rest, PER_FILE)):
                number += 1
                with inner.open(_entry(f"{name}-{number:06d}.xml"), "w") as file:
                    file.write(_head(streek, kind).encode())
                    file.writelines(_wrapped(each).encode() for each in part)
                    file.write(b"</sl:standBestand></sl-bag-extract:bagStand>\n")
        spooled.seek(0)
        with outer.open(_entry(f"{name}.zip"), "w", force_zip64=True) as target:
            while block := spooled.read(2**20):
                target.write(block)


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the time of now: the same content is the same file."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _head(streek: Streek, kind: str) -> str:
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
    area = (
        "<selecties-extract:Gebied-Registratief><selecties-extract:Gebied-GEM><selecties-extract:GemeenteCollectie>"
        f"<selecties-extract:Gemeente><selecties-extract:GemeenteIdentificatie>{streek.code}"
        "</selecties-extract:GemeenteIdentificatie></selecties-extract:Gemeente>"
        "</selecties-extract:GemeenteCollectie></selecties-extract:Gebied-GEM></selecties-extract:Gebied-Registratief>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sl-bag-extract:bagStand {spaces}><sl-bag-extract:bagInfo>{area}'
        f"<selecties-extract:LVC-Extract><selecties-extract:StandTechnischeDatum>{STAND}"
        "</selecties-extract:StandTechnischeDatum></selecties-extract:LVC-Extract></sl-bag-extract:bagInfo>"
        "<sl:standBestand><sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>GEMEENTE</sl:gebied>"
        "<sl:leveringsId>0000000001</sl:leveringsId><sl:objectTypen>"
        f"<sl:objectType>{kind}</sl:objectType></sl:objectTypen></sl:inhoud>\n"
    )


def _wrapped(element: str) -> str:
    return f"<sl:stand><sl-bag-extract:bagObject>{element}</sl-bag-extract:bagObject></sl:stand>\n"


def _o(name: str, content: object) -> str:
    return f"<Objecten:{name}>{content}</Objecten:{name}>"


def _id(kind: str, number: str) -> str:
    return f'<Objecten:identificatie domein="NL.IMBAG.{kind}">{number}</Objecten:identificatie>'


def _ref(name: str, domain: str, kind: str, *numbers: str) -> str:
    inner = (
        f'<Objecten-ref:{kind}Ref domein="NL.IMBAG.{domain}">{n}</Objecten-ref:{kind}Ref>' for n in numbers
    )
    return _o(name, "".join(inner))


def _facts(status: str, day: str) -> str:
    parts = (
        ("status", status),
        ("geconstateerd", "N"),
        ("documentdatum", day),
        ("documentnummer", f"VERZONNEN-{day[:4]}-1"),  # seen with every object, in the API too
    )
    return "".join(_o(name, text) for name, text in parts)


def _history(number: int, since: str, until: str = "") -> str:
    def h(name: str, text: str) -> str:
        return f"<Historie:{name}>{text}</Historie:{name}>" if text else ""

    told, ended = f"{since}T10:00:00.000", f"{until}T10:00:00.000" if until else ""
    return _o(
        "voorkomen",
        f"<Historie:Voorkomen>{h('voorkomenidentificatie', str(number))}{h('beginGeldigheid', since)}"
        f"{h('eindGeldigheid', until)}{h('tijdstipRegistratie', told)}{h('eindRegistratie', ended)}"
        f"<Historie:BeschikbaarLV>{h('tijdstipRegistratieLV', told)}{h('tijdstipEindRegistratieLV', ended)}"
        "</Historie:BeschikbaarLV></Historie:Voorkomen>",
    )


def _ring(*points: tuple[float, float]) -> str:
    flat = " ".join(f"{x:.3f} {y:.3f}" for x, y in (*points, points[0]))
    return f"<gml:exterior><gml:LinearRing><gml:posList>{flat}</gml:posList></gml:LinearRing></gml:exterior>"


def _woonplaats(kern: Kern) -> str:
    x, y = from_lonlat(kern.lon, kern.lat)
    corners = ((x - 1500, y - 3000), (x + 1500, y - 3000), (x + 1500, y + 3000), (x - 1500, y + 3000))
    area = f'<gml:Polygon {_RD} srsDimension="2">{_ring(*corners)}</gml:Polygon>'
    before = _o("naam", kern.naam) + _o("geometrie", _o("vlak", area))
    return _o(
        "Woonplaats",
        _id("Woonplaats", kern.nummer)
        + before
        + _facts("Woonplaats aangewezen", "2010-01-01")
        + _history(1, "2010-01-01"),
    )


def _openbare_ruimte(streek: Streek, street: Straat) -> str:
    return _o(
        "OpenbareRuimte",
        _id("Openbareruimte", f"{streek.code}30{street.nummer:010d}")
        + _o("naam", street.naam)
        + _o("type", "Weg")
        + _facts("Naamgeving uitgegeven", "2010-01-01")
        + _ref("ligtIn", "Woonplaats", "Woonplaats", street.kern.nummer)
        + _history(1, "2010-01-01"),
    )


def _of_houses(streek: Streek, many: int, seed: int, kind: str) -> Iterator[str]:
    """The objects of one type, house by house. Every type draws the same numbers, so that they fit together."""
    rng = random.Random(f"{seed}/{streek.code}/huizen")  # noqa: S311 - a demo, not a secret
    building, number = 0, 0
    for street in streets(streek, many, seed):
        for n in street.huisnummers:
            building += 1
            luck, year, size, use = (
                rng.random(),
                rng.randint(1890, 2024),
                rng.randint(45, 260),
                rng.choice(_USES),
            )
            is_old = street.nummer > 7 * len(streek.kernen)  # the fixed streets are plain
            dwellings = DWELLINGS if is_old and luck < 0.01 else 1
            house = Huis(streek, street, n, building, year, size, use if luck > 0.93 else "woonfunctie", luck)
            for part in range(dwellings):
                number += 1
                if kind == "NUM":
                    yield house.nummeraanduiding(number, part if dwellings > 1 else -1)
                elif kind == "VBO":
                    yield from house.verblijfsobject(number)
            if kind == "PND":
                yield from house.pand()


class Huis:
    """A building on its place in the street, with what is in it."""

    def __init__(
        self,
        streek: Streek,
        street: Straat,
        huisnummer: int,
        building: int,
        year: int,
        size: int,
        use: str,
        luck: float,
    ) -> None:
        self.code, self.street, self.huisnummer = streek.code, street, huisnummer
        self.building, self.year, self.size, self.use, self.luck = building, year, size, use, luck
        self.x = street.x + 12 * ((huisnummer - 1) // 2)
        self.y = street.y + (10 if huisnummer % 2 else -10)
        self.since = f"{max(year, 2010)}-03-01"

    def nummeraanduiding(self, number: int, part: int) -> str:
        """The address; in a building with several dwellings they have letters."""
        letter = _o("huisletter", "ABCDEFGH"[part]) if part >= 0 else ""
        return _o(
            "Nummeraanduiding",
            _id("Nummeraanduiding", f"{self.code}20{number:010d}")
            + _o("huisnummer", self.huisnummer)
            + letter
            + _o("postcode", self.street.postcode)
            + _o("typeAdresseerbaarObject", "Verblijfsobject")
            + _facts("Naamgeving uitgegeven", self.since)
            + _history(1, self.since)
            + _ref("ligtAan", "Openbareruimte", "OpenbareRuimte", f"{self.code}30{self.street.nummer:010d}"),
        )

    def verblijfsobject(self, number: int) -> Iterator[str]:
        """One in ten was made larger once: two voorkomens."""
        if 0.1 < self.luck < 0.2:
            yield self._verblijfsobject(number, 1, max(self.size - 20, 20), self.since, "2025-05-01")
            yield self._verblijfsobject(number, 2, self.size, "2025-05-01", "")
        else:
            yield self._verblijfsobject(number, 1, self.size, self.since, "")

    def _verblijfsobject(self, number: int, version: int, size: int, since: str, until: str) -> str:
        place = f"{self.x + 4:.3f} {self.y + 4:.3f} 0.0"
        point = f'<gml:Point {_RD} srsDimension="3"><gml:pos>{place}</gml:pos></gml:Point>'
        return _o(
            "Verblijfsobject",
            _ref("heeftAlsHoofdadres", "Nummeraanduiding", "Nummeraanduiding", f"{self.code}20{number:010d}")
            + _history(version, since, until)
            + _id("Verblijfsobject", f"{self.code}01{number:010d}")
            + _o("geometrie", _o("punt", point))
            + _o("gebruiksdoel", self.use)
            + _o("oppervlakte", size)
            + _facts("Verblijfsobject in gebruik", since)
            + _ref("maaktDeelUitVan", "Pand", "Pand", f"{self.code}10{self.building:010d}"),
        )

    def pand(self) -> Iterator[str]:
        """The building; where a new one stands, the old one was pulled down."""
        wide, deep = 8 + self.size % 3, 8 + self.size % 5
        corners = (
            (self.x, self.y),
            (self.x + wide, self.y),
            (self.x + wide, self.y + deep),
            (self.x, self.y + deep),
        )
        area = _o("geometrie", f'<gml:Polygon {_RD} srsDimension="2">{_ring(*corners)}</gml:Polygon>')
        yield self._pand(self.building, area, self.year, "Pand in gebruik", 1, self.since, "")
        if self.year > 2015 and 0.4 < self.luck < 0.5:
            gone, old = 5_000_000_000 + self.building, 1920 + self.size % 40
            yield self._pand(gone, area, old, "Pand in gebruik", 1, "2010-01-01", "2014-06-01")
            yield self._pand(gone, area, old, "Pand gesloopt", 2, "2014-06-01", "")

    def _pand(
        self, number: int, area: str, year: int, status: str, version: int, since: str, until: str
    ) -> str:
        return _o(
            "Pand",
            _id("Pand", f"{self.code}10{number:010d}")
            + area
            + _o("oorspronkelijkBouwjaar", year)
            + _facts(status, since)
            + _history(version, since, until),
        )
