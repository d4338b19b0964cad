"""From the XML of a delivery (stand or mutatie, IMBAG-LV 2.1) to lines, streaming: one object in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import IO, Any

import msgspec
from lxml import etree

from kapstok.kern.rd import to_lonlat
from kapstok.magazijnen.bag.maat import maat
from kapstok.magazijnen.bag.soorten import (
    GEBRUIKSDOELEN,
    GEMEENTE_WOONPLAATS,
    OBJECTTYPEN,
    OPENBARE_RUIMTEN,
    Objecttype,
)
from kapstok.platform.geo.gml import with_box
from kapstok.platform.leveringen.fouten import LeveringFout

_LV = "http://www.kadaster.nl/schemas/lvbag"
STAND = f"{{{_LV}/extract-deelbestand-lvc/v20200601}}"
MUTATIES = f"{{{_LV}/extract-deelbestand-mutaties-lvc/v20200601}}"
BERICHT = "{http://www.kadaster.nl/schemas/mutatielevering-generiek/1.0}"
SELECTIE = f"{{{_LV}/extract-selecties/v20200601}}"
GWR = "{www.kadaster.nl/schemas/lvbag/gem-wpl-rel/gwr-deelbestand-lvc/v20200601}"
PRODUCT = "{www.kadaster.nl/schemas/lvbag/gem-wpl-rel/gwr-producten-lvc/v20200601}"
_ROOTS = {
    STAND + "bagStand": "stand",
    MUTATIES + "bagMutaties": "mutatie",
    GWR + "BAG-GWR-Deelbestand-LVC": "stand",
}
_CHANGES = {BERICHT + name for name in ("toevoeging", "wijziging", "verwijdering")}
_OBJECTS = {space + name for space in (STAND, MUTATIES) for name in ("bagObject", "kenmerkInOnderzoek")}
_RELATION = PRODUCT + "GemeenteWoonplaatsRelatie"
_STAND_DATE = SELECTIE + "StandTechnischeDatum"
_TAGS = [*_ROOTS, *_CHANGES, STAND + "bagObject", STAND + "kenmerkInOnderzoek", _RELATION, _STAND_DATE]
_LISTS = {"heeftAlsNevenadres", "maaktDeelUitVan", "gebruiksdoel"}
_NUMBERS = {"huisnummer", "oppervlakte", "oorspronkelijkBouwjaar", "voorkomenidentificatie"}
_CHOICES = {"gebruiksdoel": GEBRUIKSDOELEN, "type": OPENBARE_RUIMTEN}
_APART = {"identificatie", "status", "voorkomen", "geometrie", "kenmerk", "historieInOnderzoek"}
_BY_KENMERK = {f"Kenmerk{t.naam}InOnderzoek".lower(): t for t in OBJECTTYPEN.values()}
_LONG, _NAME, _TOO_LONG = 80, 170, 2000
_FORGET = 50  # empty elements that stay, rather than look back at each


@dataclass(slots=True)
class Regel:
    """One voorkomen as delivered. Moments without zone are Dutch time, as in the delivery.

    `soort`: stand, erbij (toevoeging), was and wordt (wijziging, always in this order), or weg (verwijdering).
    """

    soort: str
    plaats: str
    objecttype: str
    identificatie: str
    kenmerk: str
    voorkomen: int
    status: str
    geldig_van: date
    geldig_tot: date | None
    geregistreerd: datetime
    eind_registratie: datetime | None
    geregistreerd_lv: datetime
    inactief: datetime | None
    niet_bag: datetime | None
    gegevens: dict[str, Any]
    geometrie: bytes | None = None
    lon: float | None = None
    lat: float | None = None
    maat: int | None = None
    merk: str = ""

    @property
    def key(self) -> tuple[str, str, str, int, datetime]:
        """What makes it this voorkomen and no other."""
        return self.objecttype, self.identificatie, self.kenmerk, self.voorkomen, self.geregistreerd_lv


_DERIVED = {"lon", "lat", "maat"}
_content = attrgetter(
    *(f.name for f in fields(Regel) if f.name not in {"soort", "plaats", "merk", *_DERIVED})
)
_VERSION = "v20200601"  # of the objects; what is around them has its own
_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Kop:
    """What a file says about itself."""

    soort: str
    stand: date | None


def read(file: IO[bytes], name: str) -> Iterator[Kop | Regel]:
    """The lines of one file, a `Kop` first. Raises LeveringFout with the place of the first fault."""
    kind, stand, many = "", None, 0
    name = "".join(c if c.isprintable() else "?" for c in name[:_NAME])
    context = etree.iterparse(
        file, events=("end",), tag=_TAGS, resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for _event, element in context:
            tag = element.tag
            kind = kind or _ROOTS.get(element.getroottree().getroot().tag, "")
            if tag == _STAND_DATE:
                stand = _date(element.text, name, element)
                continue
            if tag in _ROOTS:
                continue
            if not many:
                yield Kop(kind, stand)
            many += 1
            yield from _lines(element, name)
            element.clear()
            if many % _FORGET == 0:
                _forget_before(element)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 0
        raise LeveringFout("xml", f"{name}, regel {line}", f"dit is geen goede XML: {error.msg}") from error
    if not kind:
        raise LeveringFout("versie", name, "dit is geen BAG-levering van versie 2.1 (v20200601).")
    if not many:
        yield Kop(kind, stand)


def _forget_before(element: Any) -> None:
    """What was read does not stay in memory; a `stand` around each object counts too."""
    while element is not None and element.getparent() is not None:
        while element.getprevious() is not None:
            del element.getparent()[0]
        element = element.getparent()


def _lines(element: Any, name: str) -> Iterator[Regel]:
    if element.tag in _CHANGES:
        kind = _local(element)
        for state in element:
            which = _local(state)
            soort = {"toevoeging": "erbij", "verwijdering": "weg"}.get(kind, which)
            found = next((e for e in state if e.tag in _OBJECTS), None)
            if found is None:
                raise LeveringFout("inhoud", _place(name, element), f"deze {kind} noemt geen object.")
            yield _line(found, name, soort)
    elif element.tag == _RELATION:
        yield _relation(element, name)
    else:
        yield _line(element, name, "stand")


@lru_cache(maxsize=1000)
def _name(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def _local(element: Any) -> str:
    return _name(element.tag)


def _place(name: str, element: Any) -> str:
    return f"{name}, regel {element.sourceline}"


def _line(wrapper: Any, name: str, soort: str) -> Regel:
    place = _place(name, wrapper)
    element = next(wrapper.iterchildren("*"), None)
    local = "" if element is None else _local(element)
    if element is not None and f"/{_VERSION}}}" not in element.tag:
        raise LeveringFout("versie", place, f"{local} is niet van versie 2.1 ({_VERSION}) van de IMBAG.")
    try:
        if local.lower() in _BY_KENMERK:
            made = _investigated(element, place, soort, _BY_KENMERK[local.lower()])
        elif local in OBJECTTYPEN:
            made = _object(element, place, soort, OBJECTTYPEN[local])
        else:
            raise ValueError(f"{local or 'niets'} is geen object van de BAG")
    except ValueError as error:
        number = _own_number(element)
        raise LeveringFout("inhoud", place, f"{local} {number}: {error}.".replace("  ", " ")) from error
    return sealed(made)


def sealed(line: Regel) -> Regel:
    """With the hash of its content, without where and how it was delivered."""
    line.merk = blake2b(_encoder.encode(_content(line)), digest_size=16).hexdigest()
    return line


def _own_number(element: Any) -> str:
    found = () if element is None else (e for e in element if "identificatie" in str(e.tag))
    return next((e.text or "" for e in found), "")


def _object(element: Any, place: str, soort: str, kind: Objecttype) -> Regel:
    own: dict[str, Any] = {}
    apart: dict[str, Any] = {}
    for child in element.iterchildren("*"):
        local = _name(child.tag)
        if local in _APART:
            apart[local] = child
        elif local in _LISTS:
            own.setdefault(local, []).extend(_values(child, local))
        elif len(child):
            own[local] = _values(child, local)[0]
        else:
            own[local] = _value(child.text, local)
    number = _number(apart.get("identificatie"), kind)
    status = (apart["status"].text or "").strip() if "status" in apart else ""
    if status not in kind.statussen:
        raise ValueError(f"status “{status[:_LONG]}” staat niet in de lijst")
    if "voorkomen" not in apart:
        raise ValueError("voorkomen ontbreekt")
    geometry, lon, lat, size = None, None, None, None
    if "geometrie" in apart:
        geometry, box = with_box(apart["geometrie"])
        lon, lat = to_lonlat((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        size = maat(box)
    history = _history(apart["voorkomen"])
    nr = int(_value(history.get("voorkomenidentificatie"), "voorkomenidentificatie"))
    made = _dated(history, own)
    return Regel(soort, place, kind.code, number, "", nr, status, *made, own, geometry, lon, lat, size)


def _investigated(element: Any, place: str, soort: str, kind: Objecttype) -> Regel:
    own: dict[str, Any] = {}
    number, kenmerk, history = "", "", None
    for child in element.iterchildren("*"):
        local = _name(child.tag)
        if local.startswith("identificatieVan"):
            number = _number(child, kind)
        elif local == "kenmerk":
            kenmerk = (child.text or "").strip()
        elif local == "historieInOnderzoek":
            history = _history(child)
        else:
            own[local] = (child.text or "").strip()
    if not number or not kenmerk or history is None:
        raise ValueError("identificatie, kenmerk of historie ontbreekt")
    return Regel(soort, place, kind.code, number, kenmerk[:40], 0, "", *_dated(history, own), own)


def _relation(element: Any, name: str) -> Regel:
    place = _place(name, element)
    texts = {_local(e): (e.text or "").strip() for e in element.iter() if isinstance(e.tag, str)}
    numbers = [e.text or "" for e in element.iter(PRODUCT + "identificatie")]
    if len(numbers) != 2 or not all(n.isdigit() and len(n) == 4 for n in numbers):
        raise LeveringFout("inhoud", place, "woonplaats of gemeente ontbreekt of heeft geen vier cijfers.")
    begin = _date(texts.get("begindatumTijdvakGeldigheid"), name, element)
    end = (
        _date(texts["einddatumTijdvakGeldigheid"], name, element)
        if texts.get("einddatumTijdvakGeldigheid")
        else None
    )
    since = datetime(begin.year, begin.month, begin.day)  # noqa: DTZ001 - Dutch time, as all moments of a delivery
    status = texts.get("status", "")
    dated = (begin, end, since, None, since, None, None)
    return sealed(
        Regel("stand", place, GEMEENTE_WOONPLAATS, numbers[0], numbers[1], 0, status[:_LONG], *dated, {})
    )


def _number(element: Any, kind: Objecttype) -> str:
    text = "" if element is None else (element.text or "").strip()
    good = text.isascii() and text.isdigit() and len(text) == (16 if kind.cijfers else 4)
    if not good or text[4:6] != kind.cijfers:
        raise ValueError(f"identificatie “{text[:20]}” hoort niet bij een {kind.naam}")
    return text


def _values(element: Any, local: str) -> list[Any]:
    """The value of an element, or of the references or structure in it."""
    inner = [e.text for e in element.iter("*") if not len(e)] if len(element) else [element.text]
    if not inner:
        raise ValueError(f"{local} is leeg")
    return [_value(text, local) for text in inner]


@lru_cache(maxsize=1000)  # documents, years and words come back, one voorkomen after the other
def _value(text: str | None, local: str) -> str | int:
    text = (text or "").strip()
    if len(text) > _TOO_LONG:
        raise ValueError(f"{local} is te lang")
    if local in _CHOICES and text not in _CHOICES[local]:
        raise ValueError(f"{local} “{text[:_LONG]}” staat niet in de lijst")
    if local not in _NUMBERS:
        return text
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{local} “{text[:20]}” is geen getal")
    return int(text)


def _history(element: Any) -> dict[str, str]:
    """What it says by name; of what is empty nothing."""
    found = {e.tag: e.text for e in element.iter("*")}
    return {_name(tag): text.strip() for tag, text in found.items() if text and not text.isspace()}


def _dated(
    history: dict[str, str], own: dict[str, Any]
) -> tuple[date, date | None, datetime, datetime | None, datetime, datetime | None, datetime | None]:
    """The two time axes in the order of `Regel`; what is not one of its fields stays with the content."""
    for name in ("beginGeldigheid", "tijdstipRegistratie", "tijdstipRegistratieLV"):
        if name not in history:
            raise ValueError(f"{name} ontbreekt")
    for name in ("tijdstipEindRegistratieLV", "tijdstipInactiefLV"):
        if name in history:
            own[name] = history[name]
    day, moment = date.fromisoformat, datetime.fromisoformat
    return (
        day(history["beginGeldigheid"]),
        day(history["eindGeldigheid"]) if "eindGeldigheid" in history else None,
        moment(history["tijdstipRegistratie"]),
        moment(history["eindRegistratie"]) if "eindRegistratie" in history else None,
        moment(history["tijdstipRegistratieLV"]),
        moment(history["tijdstipInactief"]) if "tijdstipInactief" in history else None,
        moment(history["tijdstipNietBagLV"]) if "tijdstipNietBagLV" in history else None,
    )


def _date(text: str | None, name: str, element: Any) -> date:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError as error:
        raise LeveringFout(
            "inhoud", _place(name, element), f"“{(text or '')[:20]}” is geen datum."
        ) from error
