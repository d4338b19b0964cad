"""Finding persoonslijsten for the API: each kind of question in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kapstok.magazijnen.brp.rules import Categorieen, zoekvorm
from kapstok.platform.db import fetch_all

# What each parameter asks of a row. Lists that were made by mistake (F) or are to be wiped (W) are never found.
_VOORWAARDEN = {
    "burgerservicenummer": "bsn = ANY(%(burgerservicenummer)s)",
    "geslachtsnaam": "zoek_naam LIKE %(geslachtsnaam)s",
    "voornamen": "zoek_voornamen LIKE %(voornamen)s",
    "voorvoegsel": "lower(voorvoegsel) = %(voorvoegsel)s",
    "geboortedatum": "geboortedatum = %(geboortedatum)s",
    "geslacht": "geslacht = %(geslacht)s",
    "gemeenteVanInschrijving": "gemeentecode = %(gemeenteVanInschrijving)s",
    "postcode": "postcode = %(postcode)s",
    "huisnummer": "huisnummer = %(huisnummer)s",
    "huisletter": "lower(huisletter) = %(huisletter)s",
    "huisnummertoevoeging": "lower(toevoeging) = %(huisnummertoevoeging)s",
    "straat": "(zoek_straat LIKE %(straat)s OR zoek_openbare_ruimte LIKE %(straat)s)",
    "nummeraanduidingIdentificatie": "nummeraanduiding = %(nummeraanduidingIdentificatie)s",
    "adresseerbaarObjectIdentificatie": "adresseerbaar_object = %(adresseerbaarObjectIdentificatie)s",
}
_PATROON = {"geslachtsnaam", "voornamen", "straat"}
_KLEIN = {"voorvoegsel", "huisletter", "huisnummertoevoeging"}
_ONVINDBAAR, _OVERLEDEN = ["F", "W"], "O"


@dataclass(frozen=True, slots=True)
class Gevonden:
    """A person that was found."""

    bsn: str
    a_nummer: str
    categorieen: Categorieen


def _waarde(name: str, value: Any) -> Any:
    if name in _PATROON:
        text = zoekvorm(value).replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%")
        return text.replace("*", "%")
    if name in _KLEIN:
        return value.lower()
    if name == "postcode":
        return value.replace(" ", "").upper()
    return value.upper() if name == "geslacht" else value


def zoek(waarden: Mapping[str, Any], *, limit: int) -> list[Gevonden]:
    """Persons by the parameters of a question, at most `limit`. `inclusiefOverledenPersonen`: the deceased too."""
    asked = [name for name in _VOORWAARDEN if name in waarden]
    params: dict[str, Any] = {name: _waarde(name, waarden[name]) for name in asked}
    params["opgeschort"] = list(_ONVINDBAAR)
    if "burgerservicenummer" not in asked and not waarden.get("inclusiefOverledenPersonen"):
        params["opgeschort"].append(_OVERLEDEN)
    where = " AND ".join(_VOORWAARDEN[name] for name in asked)
    sql = f"""SELECT bsn, a_nummer, categorieen FROM brp_persoonslijst
WHERE {where} AND NOT opschorting = ANY(%(opgeschort)s) ORDER BY id LIMIT %(limit)s"""  # noqa: S608 - our own text
    return [Gevonden(**row) for row in fetch_all(sql, {**params, "limit": limit})]
