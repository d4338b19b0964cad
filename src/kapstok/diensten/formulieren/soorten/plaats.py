"""Address and place. The address fields are the primary control; a map or position is an extra."""

import re
from typing import Any

from kapstok.diensten.formulieren.definitie import Vraag
from kapstok.diensten.formulieren.soorten.basis import Invoer, Ongeldig, Soortregels, named
from kapstok.diensten.formulieren.soorten.basis import gettext_noop as _
from kapstok.kern.adres import parse_huisnummer
from kapstok.kern.fouten import InvalidValue
from kapstok.kern.postcode import format_postcode, parse_postcode

ADDRESS_PARTS = ("postcode", "huisnummer", "straat", "woonplaats")
PLACE_PARTS = (*ADDRESS_PARTS, "omschrijving", "lat", "lon")
# The European Netherlands with the sea strip, WGS84 degrees.
_LAT, _LON = (50.7, 53.7), (3.2, 7.3)


def _parse_address(vraag: Vraag, invoer: Invoer) -> dict[str, Any] | None:
    postcode, number = invoer.one("postcode"), invoer.one("huisnummer")
    street, town = (_short(invoer, part) for part in ("straat", "woonplaats"))
    if not (postcode or number or street or town):
        return None
    if not postcode:
        raise Ongeldig(_("Vul uw postcode in. Bijvoorbeeld 8431 AB."), part="postcode")
    if not number:
        raise Ongeldig(
            _("Vul het huisnummer in bij %(vraag)s. Bijvoorbeeld 12a."), part="huisnummer", vraag=named(vraag)
        )
    value = {"postcode": _checked(parse_postcode, postcode, "postcode")}
    value["huisnummer"] = str(_checked(parse_huisnummer, number, "huisnummer"))
    return {**value, **{k: v for k, v in (("straat", street), ("woonplaats", town)) if v}}


def _parse_place(vraag: Vraag, invoer: Invoer) -> dict[str, Any] | None:
    """A postcode and number, or a street or description, or a position."""
    value: dict[str, Any] = {}
    postcode, number = invoer.one("postcode"), invoer.one("huisnummer")
    if postcode:
        value["postcode"] = _checked(parse_postcode, postcode, "postcode")
    if number:
        value["huisnummer"] = str(_checked(parse_huisnummer, number, "huisnummer"))
    texts = {part: _short(invoer, part) for part in ("straat", "woonplaats", "omschrijving")}
    value |= {part: text for part, text in texts.items() if text} | _position(invoer)
    if not value:
        return None
    if value.keys() <= {"huisnummer", "woonplaats"}:
        raise Ongeldig(
            _("Vul bij %(vraag)s een postcode en huisnummer in, of een straat."),
            part="postcode",
            vraag=named(vraag),
        )
    return value


def _short(invoer: Invoer, part: str) -> str:
    text = _(" ").join(invoer.one(part).split())
    most = 1000 if part == "omschrijving" else 80
    if len(text) > most:
        raise Ongeldig(_("Maak deze tekst korter. Er passen %(max)s tekens in."), part=part, max=most)
    return text


def _checked(parse: Any, text: str, part: str) -> Any:
    try:
        return parse(text)
    except InvalidValue as refusal:
        raise Ongeldig(refusal.message, part=part) from refusal


def _position(invoer: Invoer) -> dict[str, float]:
    """Filled by the browser; what is not a position in the Netherlands is left out."""
    lat, lon = invoer.one("lat"), invoer.one("lon")
    if not all(re.fullmatch(r"\d{1,2}(\.\d{1,15})?", text, re.ASCII) for text in (lat, lon)):
        return {}
    position = {"lat": round(float(lat), 6), "lon": round(float(lon), 6)}
    inside = _LAT[0] <= position["lat"] <= _LAT[1] and _LON[0] <= position["lon"] <= _LON[1]
    return position if inside else {}


def _show(_vraag: Vraag, value: Any, _taal: str) -> list[str]:
    postcode = format_postcode(value["postcode"]) if "postcode" in value else ""
    number, street = str(value.get("huisnummer", "")), str(value.get("straat", ""))
    if not street:
        postcode, number = f"{postcode} {number}".strip(), ""
    first = f"{street} {number}".strip()
    second = " ".join(text for text in (postcode, str(value.get("woonplaats", ""))) if text)
    lines = [line for line in (first, second, str(value.get("omschrijving", ""))) if line]
    if not lines and "lat" in value:
        lines = [f"{value['lat']:.5f}, {value['lon']:.5f}"]
    return lines


def _write(vraag: Vraag, value: Any) -> dict[str, str | list[str]]:
    return {f"{vraag.id}.{part}": str(text) for part, text in value.items() if part in PLACE_PARTS}


_TEXTS = {part: {"type": "string", "maxLength": 80} for part in ("straat", "woonplaats", "huisnummer")}
_POSTCODE = {"type": "string", "pattern": "^[1-9][0-9]{3}[A-Z]{2}$"}


def _schema_address(_vraag: Vraag) -> dict[str, Any]:
    properties = {"postcode": _POSTCODE, **_TEXTS}
    return {
        "type": "object",
        "required": ["postcode", "huisnummer"],
        "properties": properties,
        "additionalProperties": False,
    }


def _schema_place(_vraag: Vraag) -> dict[str, Any]:
    extra = {
        "omschrijving": {"type": "string", "maxLength": 1000},
        "lat": {"type": "number", "minimum": _LAT[0], "maximum": _LAT[1]},
        "lon": {"type": "number", "minimum": _LON[0], "maximum": _LON[1]},
    }
    properties = {"postcode": _POSTCODE, **_TEXTS, **extra}
    return {"type": "object", "minProperties": 1, "properties": properties, "additionalProperties": False}


PLACES = {
    "adres": Soortregels(_parse_address, _schema_address, show=_show, write=_write, parts=ADDRESS_PARTS),
    "locatie": Soortregels(_parse_place, _schema_place, show=_show, write=_write, parts=PLACE_PARTS),
}
