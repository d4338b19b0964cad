"""The question of an application: seven kinds, each with its own parameters. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from kapstok.koppelvlakken.haal_centraal.fouten import Fout, parameters
from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.velden import Boom, Vraag

MAX_FIELDS, MAX_BSN, MAX_NUMMER = 130, 20, 99999
MAX_LIJSTEN = 500  # two lists may bear one number: more than those of all that can be asked
RAADPLEEG = "RaadpleegMetBurgerservicenummer"
_FIELD = r"^[a-zA-Z0-9\._]{1,200}$"
_BSN = r"^[0-9]{9}$"
_NAAM = r"^[a-zA-Z0-9À-ž \.\-\']{1,200}$|^[a-zA-Z0-9À-ž \.\-\']{3,199}\*{1}$"
_STRAAT = (
    r"^[a-zA-Z0-9À-ž \-\'\.]{1,80}$|^[a-zA-Z0-9À-ž \-\'\.]{7,79}\*{1}$|^\*{1}[a-zA-Z0-9À-ž \-\'\.]{7,79}$"
)
_CONTROLE = re.compile(r"[\x00-\x1f\x7f]")

Lezer = Callable[[str, Any], Any]


class Waardefout(ValueError):
    """One wrong value: code and reason."""


def patroon(pattern: str) -> Lezer:
    """Reads a text of this pattern."""
    compiled = re.compile(pattern)

    def read(_name: str, value: Any) -> str:
        # A line end at the close is no part of a value, whatever $ says of it.
        if not isinstance(value, str) or _CONTROLE.search(value) or not compiled.search(value):
            raise Waardefout("pattern", f"Waarde voldoet niet aan patroon {pattern}.")
        return value

    return read


def _bag(name: str, value: Any) -> str:
    found: str = patroon(r"^[0-9]{16}$")(name, value)
    if not found.strip("0"):
        raise Waardefout("pattern", r"Waarde voldoet niet aan patroon ^(?!0{16})[0-9]{16}$.")
    return found


def _datum(_name: str, value: Any) -> str:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value).strftime("%Y%m%d")
    except ValueError:
        pass
    raise Waardefout("date", "Waarde is geen geldige datum.")


def dag(name: str, value: Any) -> str:
    """Reads a day, as it was written."""
    read = _datum(name, value)
    return f"{read[:4]}-{read[4:6]}-{read[6:]}"


def lijst_van(maximum: int, read: Lezer) -> Lezer:
    """Reads a list of values; of more than one fault the first is told."""

    def read_list(name: str, value: Any) -> Any:
        for _where, code, reason in _lijst(name, value, maximum, read):
            raise Waardefout(code, reason)
        return value

    return read_list


def _huisnummer(_name: str, value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Waardefout("integer", "Waarde is geen geldig getal.")
    if value < 1:
        raise Waardefout("minimum", "Waarde is lager dan minimum 1.")
    if value > MAX_NUMMER:
        raise Waardefout("maximum", f"Waarde is hoger dan maximum {MAX_NUMMER}.")
    return str(value)


def _ja_nee(_name: str, value: Any) -> bool:
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise Waardefout("boolean", "Waarde is geen boolean.")
    return value


_GEMEENTE = patroon(r"^[0-9]{4}$")
_LETTER = {
    "huisletter": patroon(r"^[a-zA-Z]{1}$"),
    "huisnummertoevoeging": patroon(r"^[a-zA-Z0-9 \-]{1,4}$"),
}
_POSTCODE = patroon(r"^[1-9]{1}[0-9]{3}[ ]?[A-Za-z]{2}$")
_GESLACHT, _VOORVOEGSEL = patroon(r"^([Mm]|[Vv]|[Oo])$"), patroon(r"^[a-zA-Z \']{1,10}$")
_OVERLEDEN = {"inclusiefOverledenPersonen": _ja_nee}


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of question: what it must and may hold, and how many persons it finds at most."""

    verplicht: dict[str, Lezer]
    mag: dict[str, Lezer]
    maximum: int = 10
    boom: Boom = field(default_factory=lambda: velden.PERSOON_BEPERKT)


def _bsns(_name: str, value: Any) -> Any:
    return value


SOORTEN: dict[str, Soort] = {
    RAADPLEEG: Soort(
        {"burgerservicenummer": _bsns},
        {"gemeenteVanInschrijving": _GEMEENTE},
        MAX_LIJSTEN,
        velden.PERSOON,
    ),
    "ZoekMetGeslachtsnaamEnGeboortedatum": Soort(
        {"geboortedatum": _datum, "geslachtsnaam": patroon(_NAAM)},
        {
            **_OVERLEDEN,
            "geslacht": _GESLACHT,
            "voorvoegsel": _VOORVOEGSEL,
            "voornamen": patroon(r"^[a-zA-Z0-9À-ž \.\-\']{1,199}\*{0,1}$"),
            "gemeenteVanInschrijving": _GEMEENTE,
        },
    ),
    "ZoekMetNaamEnGemeenteVanInschrijving": Soort(
        {
            "gemeenteVanInschrijving": _GEMEENTE,
            "geslachtsnaam": patroon(_NAAM),
            "voornamen": patroon(_NAAM),
        },
        {**_OVERLEDEN, "geslacht": _GESLACHT, "voorvoegsel": _VOORVOEGSEL},
    ),
    "ZoekMetPostcodeEnHuisnummer": Soort(
        {"postcode": _POSTCODE, "huisnummer": _huisnummer},
        {
            **_OVERLEDEN,
            **_LETTER,
            "geboortedatum": _datum,
            "geslachtsnaam": patroon(_NAAM),
            "gemeenteVanInschrijving": _GEMEENTE,
        },
        30,
    ),
    "ZoekMetStraatHuisnummerEnGemeenteVanInschrijving": Soort(
        {"gemeenteVanInschrijving": _GEMEENTE, "huisnummer": _huisnummer, "straat": patroon(_STRAAT)},
        {**_OVERLEDEN, **_LETTER},
        30,
    ),
    "ZoekMetNummeraanduidingIdentificatie": Soort(
        {"nummeraanduidingIdentificatie": _bag}, {**_OVERLEDEN, "gemeenteVanInschrijving": _GEMEENTE}, 30
    ),
    "ZoekMetAdresseerbaarObjectIdentificatie": Soort(
        {"adresseerbaarObjectIdentificatie": _bag},
        {**_OVERLEDEN, "gemeenteVanInschrijving": _GEMEENTE},
        30,
        velden.GEZAG_PERSOON_BEPERKT,
    ),
}


_ADRES = "verblijfplaats.verblijfadres"
# Which field a parameter asks after: whether somebody is found tells it. A bsn is known to who asks by it.
VELD_VAN = {
    "geboortedatum": "geboorte.datum",
    "geslachtsnaam": "naam.geslachtsnaam",
    "geslacht": "geslacht",
    "voorvoegsel": "naam.voorvoegsel",
    "voornamen": "naam.voornamen",
    "gemeenteVanInschrijving": "gemeenteVanInschrijving",
    "postcode": f"{_ADRES}.postcode",
    "huisnummer": f"{_ADRES}.huisnummer",
    "huisletter": f"{_ADRES}.huisletter",
    "huisnummertoevoeging": f"{_ADRES}.huisnummertoevoeging",
    "straat": f"{_ADRES}.korteStraatnaam",
    "nummeraanduidingIdentificatie": "verblijfplaats.nummeraanduidingIdentificatie",
    "adresseerbaarObjectIdentificatie": "verblijfplaats.adresseerbaarObjectIdentificatie",
}


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """A question that is right: its kind, the values to look for, and what is asked of who is found."""

    soort: str
    waarden: dict[str, Any]
    vraag: Vraag
    maximum: int


def gelezen(body: dict[str, Any]) -> Aanvraag:
    """Read a question. Raises Geweigerd with everything that is wrong in it."""
    soort = soort_van(body, SOORTEN)
    waarden: dict[str, Any] = {}
    fouten = list(lees_waarden(body, soort, waarden))
    fields, vraag = body.get("fields"), None
    if isinstance(fields, list) and all(isinstance(path, str) for path in fields):
        vraag = _gekozen(body["type"], tuple(fields))
    if vraag is None:
        fouten += lees_fields(fields, soort.boom)
    known = {"type", "fields", *soort.verplicht, *soort.mag}
    fouten += niet_verwacht(body, known)
    if fouten or vraag is None:
        raise parameters(fouten)
    return Aanvraag(str(body["type"]), waarden, vraag, soort.maximum)


class _Fout(Exception):
    """These fields cannot be asked: not remembered, as there is no end to what is wrong."""


@lru_cache(maxsize=500)
def _goed(kind: str, fields: tuple[str, ...]) -> Vraag:
    boom = SOORTEN[kind].boom
    if any(lees_fields(list(fields), boom)):
        raise _Fout
    return velden.vraag(boom, list(fields))


def _gekozen(kind: str, fields: tuple[str, ...]) -> Vraag | None:
    """What is asked of a person; an application asks the same fields over and over. None: something is wrong."""
    try:
        return _goed(kind, fields)
    except _Fout:
        return None


def niet_verwacht(body: dict[str, Any], known: Iterable[str]) -> list[Fout]:
    """Parameters that are not of this question."""
    names = set(known)
    return [(name[:200], "unknownParam", "Parameter is niet verwacht.") for name in body if name not in names]


def soort_van(body: dict[str, Any], soorten: Mapping[str, Soort]) -> Soort:
    """The kind of question. Raises Geweigerd when there is no such kind."""
    kind = body.get("type")
    if kind is None:
        raise parameters([("type", "required", "Parameter is verplicht.")])
    soort = soorten.get(kind) if isinstance(kind, str) else None
    if soort is None:
        raise parameters([("type", "value", "Waarde is geen geldig zoek type.")])
    return soort


def lees_waarden(body: dict[str, Any], soort: Soort, waarden: dict[str, Any]) -> Iterator[Fout]:
    """Read the parameters of a question into `waarden`; what is wrong with them comes out."""
    for name, read in {**soort.verplicht, **soort.mag}.items():
        value = body.get(name)
        if name in soort.verplicht and (value is None or value == ""):
            yield name, "required", "Parameter is verplicht."
        elif name == "burgerservicenummer":
            yield from _lijst(name, value, MAX_BSN, patroon(_BSN))
            waarden[name] = value
        elif name in body and value is not None:
            try:
                waarden[name] = read(name, value)
            except Waardefout as fout:
                yield name, *fout.args


def _lijst(name: str, value: Any, maximum: int, read: Lezer) -> Iterator[Fout]:
    if not isinstance(value, list):
        yield name, "array", "Parameter is geen array."
        return
    if not value:
        yield name, "minItems", "Array bevat minder dan 1 items."
    if len(value) > maximum:
        yield name, "maxItems", f"Array bevat meer dan {maximum} items."
        return
    for place, item in enumerate(value):
        try:
            read(name, item)
        except Waardefout as fout:
            yield f"{name}[{place}]", *fout.args


def lees_fields(fields: Any, boom: Boom, maximum: int = MAX_FIELDS) -> Iterator[Fout]:
    """What is wrong with the fields that are asked."""
    if fields is None:
        yield "fields", "required", "Parameter is verplicht."
        return

    def read(name: str, path: Any) -> None:
        patroon(_FIELD)(name, path)
        if velden.mag_niet(path):
            raise Waardefout("fields", "Parameter bevat een niet toegestane veldnaam.")
        if not velden.bestaat(boom, path):
            raise Waardefout("fields", "Parameter bevat een niet bestaande veldnaam.")

    yield from _lijst("fields", fields, maximum, read)
