"""Deliveries for tests, in the form of IMBAG-LV 2.1 (the schema test proves that)."""

import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

_SPACES = {
    "Objecten": "www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601",
    "Objecten-ref": "www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601",
    "Historie": "www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601",
    "gml": "http://www.opengis.net/gml/3.2",
    "se": "http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601",
    "st": "http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601",
    "mu": "http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-mutaties-lvc/v20200601",
    "sl": "http://www.kadaster.nl/schemas/standlevering-generiek/1.0",
    "ml": "http://www.kadaster.nl/schemas/mutatielevering-generiek/1.0",
}
_XMLNS = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_AREA = "<se:Gebied-Registratief><se:Gebied-NLD/></se:Gebied-Registratief>"


@dataclass(frozen=True)
class Stuk:
    """One voorkomen. `inhoud`: the elements between identification and status, and those after the history."""

    soort: str
    nummer: str
    voor: str = ""
    status: str = ""
    na: str = ""
    voorkomen: int = 1
    van: str = "2010-01-01"
    tot: str = ""
    sinds: str = "2010-01-02T10:00:00.000"
    einde: str = ""

    def xml(self) -> str:
        """As an element of `Objecten`. An adresseerbaar object has its history in front, the others behind."""
        domain = {"OpenbareRuimte": "Openbareruimte"}.get(self.soort, self.soort)
        number = f'<Objecten:identificatie domein="NL.IMBAG.{domain}">{self.nummer}</Objecten:identificatie>'
        facts = "".join(
            f"<Objecten:{name}>{text}</Objecten:{name}>"
            for name, text in (
                ("status", self.status),
                ("geconstateerd", "N"),
                ("documentdatum", self.van),
                ("documentnummer", "BESLUIT-1"),
            )
        )
        history = (
            f"<Objecten:voorkomen><Historie:Voorkomen>{_h('voorkomenidentificatie', str(self.voorkomen))}"
            f"{_h('beginGeldigheid', self.van)}{_h('eindGeldigheid', self.tot)}"
            f"{_h('tijdstipRegistratie', self.sinds)}{_h('eindRegistratie', self.einde)}"
            f"<Historie:BeschikbaarLV>{_h('tijdstipRegistratieLV', self.sinds)}"
            f"{_h('tijdstipEindRegistratieLV', self.einde)}</Historie:BeschikbaarLV>"
            "</Historie:Voorkomen></Objecten:voorkomen>"
        )
        if self.soort == "Verblijfsobject":
            main, _, part = self.na.partition("|")
            body = f"{main}{history}{number}{self.voor}{facts}{part}"
        elif self.soort == "OpenbareRuimte":
            body = f"{number}{self.voor}{facts}{self.na}{history}"
        else:
            body = f"{number}{self.voor}{facts}{history}{self.na}"
        return f"<Objecten:{self.soort}>{body}</Objecten:{self.soort}>"

    def gevolgd(self, van: str, sinds: str, **new: str) -> tuple["Stuk", "Stuk"]:
        """This one with its end, and the one that follows."""
        ended = replace(self, tot=van, einde=sinds)
        return ended, replace(self, voorkomen=self.voorkomen + 1, van=van, sinds=sinds, **new)


def _h(name: str, text: str) -> str:
    return f"<Historie:{name}>{text}</Historie:{name}>" if text else ""


def _ref(name: str, to: str, kind: str, *numbers: str) -> str:
    inner = "".join(
        f'<Objecten-ref:{kind}Ref domein="NL.IMBAG.{to}">{n}</Objecten-ref:{kind}Ref>' for n in numbers
    )
    return f"<Objecten:{name}>{inner}</Objecten:{name}>"


def woonplaats(nummer: str = "1134", naam: str = "Oosterhout aan de Proef") -> Stuk:
    square = "200000 550000 201000 550000 201000 551000 200000 551000 200000 550000"
    vlak = (
        '<Objecten:geometrie><Objecten:vlak><gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="2">'
        f"<gml:exterior><gml:LinearRing><gml:posList>{square}</gml:posList></gml:LinearRing></gml:exterior>"
        "</gml:Polygon></Objecten:vlak></Objecten:geometrie>"
    )
    voor = f"<Objecten:naam>{naam}</Objecten:naam>{vlak}"
    return Stuk("Woonplaats", nummer, voor, "Woonplaats aangewezen")


def straat(nummer: str = "0085300000000001", naam: str = "Proefstraat", plaats: str = "1134") -> Stuk:
    voor = f"<Objecten:naam>{naam}</Objecten:naam><Objecten:type>Weg</Objecten:type>"
    na = _ref("ligtIn", "Woonplaats", "Woonplaats", plaats)
    return Stuk("OpenbareRuimte", nummer, voor, "Naamgeving uitgegeven", na)


def adres(nummer: str = "0085200000000001", huisnummer: int = 12, straat: str = "0085300000000001") -> Stuk:
    voor = (
        f"<Objecten:huisnummer>{huisnummer}</Objecten:huisnummer><Objecten:postcode>8431AA</Objecten:postcode>"
        "<Objecten:typeAdresseerbaarObject>Verblijfsobject</Objecten:typeAdresseerbaarObject>"
    )
    na = _ref("ligtAan", "Openbareruimte", "OpenbareRuimte", straat)
    return Stuk("Nummeraanduiding", nummer, voor, "Naamgeving uitgegeven", na)


def pand(nummer: str = "0085100000000001") -> Stuk:
    ring = "200400 550400 0 200410 550400 0 200410 550412 0 200400 550412 0 200400 550400 0"
    vlak = (
        '<Objecten:geometrie><gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3"><gml:exterior>'
        f"<gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
        "</Objecten:geometrie><Objecten:oorspronkelijkBouwjaar>1965</Objecten:oorspronkelijkBouwjaar>"
    )
    return Stuk("Pand", nummer, vlak, "Pand in gebruik")


def verblijfsobject(
    nummer: str = "0085010000000001",
    hoofdadres: str = "0085200000000001",
    status: str = "Verblijfsobject in gebruik",
    oppervlakte: int = 120,
) -> Stuk:
    voor = (
        '<Objecten:geometrie><Objecten:punt><gml:Point srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3">'
        "<gml:pos>200500.0 550500.0 0.0</gml:pos></gml:Point></Objecten:punt></Objecten:geometrie>"
        f"<Objecten:gebruiksdoel>woonfunctie</Objecten:gebruiksdoel>"
        f"<Objecten:oppervlakte>{oppervlakte}</Objecten:oppervlakte>"
    )
    main = _ref("heeftAlsHoofdadres", "Nummeraanduiding", "Nummeraanduiding", hoofdadres)
    part = _ref("maaktDeelUitVan", "Pand", "Pand", "0085100000000001")
    return Stuk("Verblijfsobject", nummer, voor, status, f"{main}|{part}")


def huis() -> list[Stuk]:
    """One address with all that it takes."""
    return [woonplaats(), straat(), adres(), pand(), verblijfsobject()]


def stand(*stukken: Stuk, datum: str = "2026-11-08") -> bytes:
    """A file of a stand."""
    objects = "".join(f"<sl:stand>\n<st:bagObject>{s.xml()}</st:bagObject></sl:stand>\n" for s in stukken)
    info = f"<se:LVC-Extract><se:StandTechnischeDatum>{datum}</se:StandTechnischeDatum></se:LVC-Extract>"
    return (
        f"{_HEAD}<st:bagStand {_XMLNS}><st:bagInfo>{_AREA}{info}</st:bagInfo><sl:standBestand>"
        "<sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>NLD</sl:gebied><sl:leveringsId>1</sl:leveringsId>"
        f"<sl:objectTypen><sl:objectType>NUM</sl:objectType></sl:objectTypen></sl:inhoud>{objects}</sl:standBestand></st:bagStand>"
    ).encode()


def erbij(new: Stuk) -> str:
    return f"<ml:toevoeging>{_state('wordt', new)}</ml:toevoeging>"


def anders(was: Stuk, wordt: Stuk) -> str:
    return f"<ml:wijziging>{_state('was', was)}{_state('wordt', wordt)}</ml:wijziging>"


def weg(was: Stuk) -> str:
    return f"<ml:verwijdering>{_state('was', was)}</ml:verwijdering>"


def _state(name: str, stuk: Stuk) -> str:
    return f"<ml:{name}><mu:bagObject>{stuk.xml()}</mu:bagObject></ml:{name}>"


def mutaties(*changes: str, datum: str = "2026-11-09") -> bytes:
    """A file of mutations, each in a group of its own."""
    groups = "".join(f"\n<ml:mutatieGroep>{change}</ml:mutatieGroep>" for change in changes)
    period = f"<se:MutatiedatumVanaf>{datum}</se:MutatiedatumVanaf><se:MutatiedatumTot>{datum}</se:MutatiedatumTot>"
    info = (
        f"<se:MUT-Extract><se:StandTechnischeDatum>{datum}</se:StandTechnischeDatum>"
        f"<se:Mutatieperiode>{period}</se:Mutatieperiode></se:MUT-Extract>"
    )
    return (
        f"{_HEAD}<mu:bagMutaties {_XMLNS}><mu:bagInfo>{_AREA}{info}</mu:bagInfo><ml:mutatieBericht>"
        "<ml:dataset>LVBAG</ml:dataset><ml:inhoud><ml:gebied>NLD</ml:gebied><ml:leveringsId>1</ml:leveringsId>"
        f"<ml:objectTypen/></ml:inhoud>{groups}</ml:mutatieBericht></mu:bagMutaties>"
    ).encode()


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the time of now: the same content is the same file."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """A delivery as it comes: each file in a zip of its own, in one zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as outer:
        for name, content in files.items():
            inner = BytesIO()
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_entry(f"{name}-000001.xml"), content)
            outer.writestr(_entry(f"{name}.zip"), inner.getvalue())
    return path
