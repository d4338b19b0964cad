"""From the GML of a delivery (CityGML 2.0 with IMGeo 2.1) to voorkomens, streaming: one object in memory at a time."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import blake2b
from typing import IO, Any

import msgspec
from lxml import etree

from kapstok.magazijnen.bgt.soorten import CITY, GEEN_OBJECT, IMGEO, STATUSSEN, VAN_ELEMENT, Objecttype
from kapstok.platform.geo.gml import with_box
from kapstok.platform.leveringen.fouten import LeveringFout

_MODEL, _MEMBER = f"{{{CITY}}}CityModel", f"{{{CITY}}}cityObjectMember"
_GML = ("{http://www.opengis.net/gml}", "{http://www.opengis.net/gml/3.2}")
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_APART = {
    "creationDate",
    "terminationDate",
    "LV-publicatiedatum",
    "eindRegistratie",
    "tijdstipRegistratie",
    "identificatie",
    "bronhouder",
    "bgt-status",
    "relatieveHoogteligging",
}
_LONG = 80
_encoder = msgspec.json.Encoder(order="deterministic")


class Regel(msgspec.Struct):
    """One voorkomen as delivered. Moments without zone are Dutch time, as in the delivery."""

    plaats: str
    objecttype: str
    lokaal_id: str
    geregistreerd: datetime
    eind_registratie: datetime | None
    begin: date
    einde: date | None
    gepubliceerd: datetime
    bronhouder: str
    status: str
    hoogte: int
    gegevens: dict[str, Any]
    geometrie: bytes
    west: float
    zuid: float
    oost: float
    noord: float
    merk: str = ""


def read(file: IO[bytes], name: str) -> Iterator[Regel]:
    """The voorkomens of one file. Raises LeveringFout with the place of the first fault."""
    root = ""
    context = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for event, element in context:
            if not root:
                root = str(element.tag)
                if root != _MODEL:
                    raise LeveringFout("versie", name, "dit is geen BGT-levering (CityGML 2.0, IMGeo 2.1).")
            if event == "end" and element.tag == _MEMBER:
                if element.find(GEEN_OBJECT) is None:
                    yield _line(element, name)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 0
        raise LeveringFout("xml", f"{name}, regel {line}", f"dit is geen goede XML: {error.msg}") from error


def _line(member: Any, name: str) -> Regel:
    element = next((e for e in member if isinstance(e.tag, str)), None)
    place = f"{name}, regel {member.sourceline}"
    kind = None if element is None else VAN_ELEMENT.get(element.tag)
    if element is None or kind is None:
        what = "niets" if element is None else etree.QName(element).localname
        raise LeveringFout("inhoud", place, f"{what} is geen object van de BGT.")
    number = next((e.text or "" for e in element.iter(f"{{{IMGEO}}}lokaalID")), "").strip()
    try:
        return _object(element, kind, place, number)
    except ValueError as error:
        told = f"{kind.naam} {number[:60]}: {error}."
        raise LeveringFout("inhoud", place, told.replace("  ", " ")) from error


def _object(element: Any, kind: Objecttype, place: str, number: str) -> Regel:
    texts: dict[str, str] = {}
    own: dict[str, Any] = {}
    shape: Any = None
    for child in element:
        if not isinstance(child.tag, str) or child.get(_NIL) == "true":
            continue
        local = str(etree.QName(child).localname)
        if local == kind.meetkunde:
            shape = child
        if local in _APART:
            texts[local] = (child.text or "").strip()
        elif not local.startswith(("geometrie", "kruinlijn")):
            own[local] = _value(child, local)
    if not number or len(number) > 60:
        raise ValueError("identificatie ontbreekt of is te lang")
    if texts.get("bgt-status") not in STATUSSEN:
        raise ValueError(f"status “{texts.get('bgt-status', '')[:_LONG]}” staat niet in de lijst")
    if shape is None:
        raise ValueError(f"{kind.meetkunde} ontbreekt")
    geometry, box = with_box(shape)
    height = texts.get("relatieveHoogteligging") or "0"
    if not height.lstrip("-").isdigit() or abs(int(height)) > 99:
        raise ValueError(f"relatieveHoogteligging “{height[:20]}” is geen getal")
    made = Regel(
        plaats=place,
        objecttype=kind.naam,
        lokaal_id=number,
        geregistreerd=_moment(texts, "tijdstipRegistratie"),
        eind_registratie=_moment(texts, "eindRegistratie") if texts.get("eindRegistratie") else None,
        begin=_day(texts, "creationDate"),
        einde=_day(texts, "terminationDate") if texts.get("terminationDate") else None,
        gepubliceerd=_moment(texts, "LV-publicatiedatum"),
        bronhouder=_code(texts, "bronhouder"),
        status=texts["bgt-status"],
        hoogte=int(height),
        gegevens=own,
        geometrie=geometry,
        west=box[0],
        zuid=box[1],
        oost=box[2],
        noord=box[3],
    )
    if made.eind_registratie is not None and made.eind_registratie < made.geregistreerd:
        raise ValueError("eindRegistratie ligt voor tijdstipRegistratie")
    # When it was published is not what it says.
    content = {f: getattr(made, f) for f in made.__struct_fields__ if f not in {"plaats", "gepubliceerd"}}
    made.merk = blake2b(_encoder.encode(content), digest_size=16).hexdigest()
    return made


def _code(texts: dict[str, str], name: str) -> str:
    text = texts.get(name, "")
    if not 2 <= len(text) <= 10:
        raise ValueError(f"{name} “{text[:20]}” is geen code")
    return text


def _moment(texts: dict[str, str], name: str) -> datetime:
    try:
        return datetime.fromisoformat(texts.get(name, ""))
    except ValueError as error:
        raise ValueError(f"{name} “{texts.get(name, '')[:30]}” is geen tijdstip") from error


def _day(texts: dict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(texts.get(name, ""))
    except ValueError as error:
        raise ValueError(f"{name} “{texts.get(name, '')[:30]}” is geen datum") from error


def _value(element: Any, local: str) -> Any:
    """The text of a property; of one with parts the parts, the same more than once as a list."""
    parts = [e for e in element if isinstance(e.tag, str)]
    if not parts:
        text = (element.text or "").strip()
        if len(text) > 2000:
            raise ValueError(f"{local} is te lang")
        return {"true": True, "false": False}.get(text, text)
    if parts[0].tag.startswith(_GML):
        points = [e.text or "" for e in element.iter() if e.tag in {f"{g}pos" for g in _GML}]
        return [float(n) for n in " ".join(points).split()]
    found: dict[str, Any] = {}
    for part in parts:
        name, value = str(etree.QName(part).localname), _value(part, local)
        if name in found:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
        else:
            found[name] = value
    return found
