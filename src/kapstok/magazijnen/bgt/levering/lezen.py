"""From the GML of a delivery (CityGML 2.0 with IMGeo 2.1) to voorkomens, streaming: one object in memory at a time.

A delivery tells what there is (CityModel) or what was and became of each voorkomen (mutatielevering-bgt 1.0 on
mutatielevering-generiek 2.0, as PDOK publishes them).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import IO, Any
from zoneinfo import ZoneInfo

import msgspec
from lxml import etree

from kapstok.magazijnen.bgt.soorten import CITY, GEEN_OBJECT, IMGEO, STATUSSEN, VAN_ELEMENT, Objecttype
from kapstok.platform.geo.gml import with_box
from kapstok.platform.leveringen.fouten import LeveringFout

_MODEL, _MEMBER = f"{{{CITY}}}CityModel", f"{{{CITY}}}cityObjectMember"
_MUTATIES = "{http://www.kadaster.nl/schemas/mutatielevering-bgt/1.0}bgtMutaties"
_ML = "{http://www.kadaster.nl/schemas/mutatielevering-generiek/2.0}"
# What each must hold, in this order.
_SOORTEN = {"toevoeging": ["wordt"], "wijziging": ["was", "wordt"], "verwijdering": ["was"]}
_ZONE = ZoneInfo("Europe/Amsterdam")  # moments in a delivery have no zone; the register is a Dutch one
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
_MOMENTS = ("geregistreerd", "eind_registratie", "gepubliceerd")
_LONG = 80
_encoder = msgspec.json.Encoder(order="deterministic")


class Regel(msgspec.Struct):
    """One voorkomen as delivered."""

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


@dataclass(frozen=True, slots=True)
class Mutatie:
    """What was and what became of one voorkomen: one of both, or both."""

    plaats: str
    was: Regel | None
    wordt: Regel | None


class Verschil:
    """That what follows are mutations; there may be none."""


def read(file: IO[bytes], name: str) -> Iterator[Regel | Mutatie | Verschil]:
    """The voorkomens of one file, or what happened to them. Raises LeveringFout with the place of the first fault.

    The first state of mutations (mutatieType initial) is a delivery of what there is.
    """
    root, whole = "", True
    context = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for event, element in context:
            if not root:
                root = str(element.tag)
                if root not in {_MODEL, _MUTATIES}:
                    raise LeveringFout("versie", name, "dit is geen BGT-levering (CityGML 2.0, IMGeo 2.1).")
            if event == "start":
                continue
            if root == _MODEL and element.tag == _MEMBER:
                if element.find(GEEN_OBJECT) is None:
                    yield _line(element, name)
                _forget(element)
            elif element.tag == f"{_ML}inhoud":
                whole = _is_first(element, name)
                if not whole:
                    yield Verschil()
            elif element.tag == f"{_ML}mutatieGroep":
                found = [_mutation(each, name) for each in element if isinstance(each.tag, str)]
                yield from (_state(m) if whole else m for m in found if m is not None)
                _forget(element)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 0
        raise LeveringFout("xml", f"{name}, regel {line}", f"dit is geen goede XML: {error.msg}") from error


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _is_first(element: Any, name: str) -> bool:
    kind = (element.findtext(f"{_ML}mutatieType") or "").strip()
    if kind not in {"initial", "delta"}:
        place = f"{name}, regel {element.sourceline}"
        raise LeveringFout("inhoud", place, f"mutatieType “{kind[:20]}” is geen initial of delta.")
    return kind == "initial"


def _mutation(element: Any, name: str) -> Mutatie | None:
    """None when it is about how a point was measured."""
    place = f"{name}, regel {element.sourceline}"
    kind, states = etree.QName(element).localname, [e for e in element if isinstance(e.tag, str)]
    if [e.tag for e in states] != [f"{_ML}{n}" for n in _SOORTEN.get(kind, ["?"])]:
        raise LeveringFout(
            "inhoud", place, f"{kind[:40]} is geen toevoeging, wijziging of verwijdering met was en wordt."
        )
    found: dict[str, Regel] = {}
    for state in states:
        member = next(state.iter(_MEMBER), None)
        if member is None:
            raise LeveringFout("inhoud", place, f"in deze {kind} ontbreekt het object.")
        if member.find(GEEN_OBJECT) is not None:
            return None
        found[etree.QName(state).localname] = _line(member, name)
    was, wordt = found.get("was"), found.get("wordt")
    if was and wordt and (was.objecttype, was.lokaal_id) != (wordt.objecttype, wordt.lokaal_id):
        raise LeveringFout(
            "inhoud", place, f"was {was.lokaal_id} en wordt {wordt.lokaal_id} zijn niet hetzelfde object."
        )
    return Mutatie(place, was, wordt)


def _state(mutation: Mutatie) -> Regel:
    if mutation.was is not None or mutation.wordt is None:
        raise LeveringFout("inhoud", mutation.plaats, "een eerste stand heeft alleen toevoegingen.")
    return mutation.wordt


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
    return _zoned(made)


def _zoned(made: Regel) -> Regel:
    for name in _MOMENTS:
        moment = getattr(made, name)
        if moment is not None and moment.tzinfo is None:
            setattr(made, name, moment.replace(tzinfo=_ZONE))
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
