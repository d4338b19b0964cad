"""Finding persoonslijsten for the API: each kind of question in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from kapstok.magazijnen.brp.rules import Categorieen, Lijst, zoekvorm
from kapstok.platform.db.later import later

# What each parameter asks of a row; "not empty", because the index leaves those out.
# Lists that were made by mistake (F) or are to be wiped (W) are never found.
_VOORWAARDEN = {
    "burgerservicenummer": "bsn <> '' AND bsn = ANY(%(burgerservicenummer)s)",
    "geslachtsnaam": "zoek_naam = %(geslachtsnaam)s",
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
    "nummeraanduidingIdentificatie": "nummeraanduiding <> '' AND nummeraanduiding = %(nummeraanduidingIdentificatie)s",
    "adresseerbaarObjectIdentificatie": (
        "adresseerbaar_object <> '' AND adresseerbaar_object = %(adresseerbaarObjectIdentificatie)s"
    ),
}
# The beginning of a name as two bounds: policies keep LIKE away from an index, as it could tell of rows of others.
_BEGIN = "zoek_naam ~>=~ %(geslachtsnaam)s AND zoek_naam ~<~ %(geslachtsnaam_tot)s"
_EEN_BSN = "bsn <> '' AND bsn = %(burgerservicenummer)s"
_PATROON = {"voornamen", "straat"}
_KLEIN = {"voorvoegsel", "huisletter", "huisnummertoevoeging"}
_ONVINDBAAR, _OVERLEDEN = ["F", "W"], "O"


@dataclass(frozen=True, slots=True)
class Gevonden(Lijst):
    """A person that was found."""

    @property
    def sleutel(self) -> str:
        """Keeps lists apart, also two that bear one number."""
        return f"{self.bsn}/{self.a_nummer}"


def _na(begin: str) -> str:
    """The first text after all that begin so, by code point."""
    return begin[:-1] + chr(ord(begin[-1]) + 1)


def _waarde(name: str, value: Any) -> Any:
    if name in _PATROON:
        text = zoekvorm(value).replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%")
        return text.replace("*", "%")
    if name == "geslachtsnaam":
        return zoekvorm(value)
    if name in _KLEIN:
        return value.lower()
    if name == "postcode":
        return value.replace(" ", "").upper()
    return value.upper() if name == "geslacht" else value


def _statement(waarden: Mapping[str, Any], *, limit: int) -> tuple[str, dict[str, Any]]:
    """The statement for the parameters of a question, with its values."""
    asked = [name for name in _VOORWAARDEN if name in waarden]
    params: dict[str, Any] = {name: _waarde(name, waarden[name]) for name in asked}
    params["opgeschort"] = list(_ONVINDBAAR)
    if "burgerservicenummer" not in asked and not waarden.get("inclusiefOverledenPersonen"):
        params["opgeschort"].append(_OVERLEDEN)
    conditions = {name: _VOORWAARDEN[name] for name in asked}
    if (naam := waarden.get("geslachtsnaam", "")).endswith("*"):
        params["geslachtsnaam"] = begin = zoekvorm(naam.removesuffix("*"))
        params["geslachtsnaam_tot"] = _na(begin)
        conditions["geslachtsnaam"] = _BEGIN
    if (
        len(params.get("burgerservicenummer", ())) == 1
    ):  # of one number the plan is made once, of a list each time
        params["burgerservicenummer"] = params["burgerservicenummer"][0]
        conditions["burgerservicenummer"] = _EEN_BSN
    where = " AND ".join(conditions.values())
    sql = f"""SELECT bsn, a_nummer, categorieen FROM brp_persoonslijst
WHERE {where} AND NOT opschorting = ANY(%(opgeschort)s) ORDER BY id LIMIT %(limit)s"""  # noqa: S608 - our own text
    return sql, {**params, "limit": limit}


def zoek(waarden: Mapping[str, Any], *, limit: int) -> list[Gevonden]:
    """Persons by the parameters of a question, at most `limit`. `inclusiefOverledenPersonen`: the deceased too."""
    return _gevonden(*_statement(waarden, limit=limit))


def _gevonden(sql: str, values: dict[str, Any]) -> list[Gevonden]:
    """Prepared once per connection; what opens the transaction goes along."""
    result = later(sql, values).result
    value, lists = result.get_value, []
    for row in range(result.ntuples):
        categorieen: Categorieen = msgspec.json.decode(value(row, 2))
        lists.append(Gevonden(value(row, 0).decode(), value(row, 1).decode(), categorieen))
    return lists


_INGANG = """SELECT p.bsn, p.a_nummer, p.categorieen FROM brp_persoonslijst p
WHERE p.id = ANY(SELECT i.persoonslijst_id FROM brp_ingang i WHERE i.soort = %(soort)s AND i.waarde = %(waarde)s)
AND NOT p.opschorting = ANY(%(opgeschort)s) ORDER BY p.id LIMIT %(limit)s"""


def zoek_ingang(soort: str, waarde: str, *, limit: int) -> list[Gevonden]:
    """Whose list holds this now or held it before: an address of the BAG (object) or the number of a document."""
    params = {"soort": soort, "waarde": waarde, "opgeschort": list(_ONVINDBAAR), "limit": limit}
    return _gevonden(_INGANG, params)
