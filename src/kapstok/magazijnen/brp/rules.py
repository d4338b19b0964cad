"""Reading a persoonslijst: the format pl-json/1, and what it says about the person. Pure.

Element numbers are those of the Logisch Ontwerp BRP (LO3): category, then group and element.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from kapstok.kern.datum import PartialDate
from kapstok.kern.nummers import is_bsn
from kapstok.magazijnen.brp.bevragen.tabellen import geldig, tabel
from kapstok.platform.errors import Refusal

FORMAAT = "pl-json/1"
CATEGORIES = {f"{n:02d}" for n in range(1, 17)}
_ELEMENT = re.compile(r"\d{4}")

Categorieen = dict[str, list[list[dict[str, str]]]]


@dataclass(frozen=True, slots=True)
class Lijst:
    """A persoonslijst that was found, whole: a purpose decides what is told of it."""

    bsn: str
    a_nummer: str
    categorieen: Categorieen

    @property
    def wie(self) -> str:
        """The number that the use of their data is logged under."""
        return self.bsn or self.a_nummer


class PersoonslijstRefused(Refusal):
    """The file is not pl-json/1; the message says where it goes wrong."""


def check_structure(person: Any, position: int) -> Categorieen:
    """The categories of one person, or a refusal with its position in the file."""
    where = f"Persoon {position}"
    categorieen = person.get("categorieen") if isinstance(person, dict) else None
    if not isinstance(categorieen, dict) or not categorieen:
        raise PersoonslijstRefused("structuur", where, f"{where} heeft geen categorieën.")
    for category, stapels in categorieen.items():
        if category not in CATEGORIES:
            raise PersoonslijstRefused("structuur", where, f"{where}: categorie {category} bestaat niet.")
        if not isinstance(stapels, list) or not all(isinstance(s, list) and s for s in stapels):
            raise PersoonslijstRefused(
                "structuur", where, f"{where}: categorie {category} is geen lijst van stapels."
            )
        for voorkomen in (v for stapel in stapels for v in stapel):
            _check_elements(voorkomen, f"{where}, categorie {category}")
    return categorieen


def _check_elements(voorkomen: Any, where: str) -> None:
    if not isinstance(voorkomen, dict):
        raise PersoonslijstRefused("structuur", where, f"{where}: een voorkomen is geen object.")
    for element, value in voorkomen.items():
        if not _ELEMENT.fullmatch(element) or not isinstance(value, str) or not value:
            raise PersoonslijstRefused("structuur", where, f"{where}: element {element} is niet goed.")


def actual(categorieen: Categorieen, category: str) -> dict[str, str]:
    """The actual voorkomen of the first stapel of a category; empty when there is none."""
    stapels = categorieen.get(category) or [[{}]]
    return stapels[0][0]


# Letters that do not fall apart into a letter and a sign.
_LOS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŀ": "l"}
)


def zoekvorm(text: str) -> str:
    """A name as it is looked for: small letters without diacritics."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LOS))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _bag(identificatie: str) -> str:
    """An identification to look for; one of the wrong length is a fault in the source, and finds nobody."""
    return identificatie if len(identificatie) == 16 else ""


def columns(categorieen: Categorieen) -> dict[str, Any]:
    """What is kept beside the list to find the person by."""
    person, home = actual(categorieen, "01"), actual(categorieen, "08")
    inscription = actual(categorieen, "07")
    return {
        "bsn": person.get("0120", ""),
        "a_nummer": person.get("0110", ""),
        "voornamen": person.get("0210", ""),
        "voorvoegsel": person.get("0230", ""),
        "geslachtsnaam": person.get("0240", ""),
        "geboortedatum": person.get("0310", ""),
        "postcode": home.get("1160", ""),
        "huisnummer": home.get("1120", ""),
        "gemeentecode": home.get("0910", ""),
        "overleden": bool(actual(categorieen, "06").get("0810")),
        "geheim": int(inscription.get("7010", "0") or 0),
        "opschorting": inscription.get("6720", "")[:1],
        "geslacht": person.get("0410", "")[:1],
        "huisletter": home.get("1130", "")[:1],
        "toevoeging": home.get("1140", "")[:4],
        "adresseerbaar_object": _bag(home.get("1180", "")),
        "nummeraanduiding": _bag(home.get("1190", "")),
        "zoek_naam": zoekvorm(person.get("0240", ""))[:200],
        "zoek_voornamen": zoekvorm(person.get("0210", ""))[:200],
        "zoek_straat": zoekvorm(home.get("1110", ""))[:80],
        "zoek_openbare_ruimte": zoekvorm(home.get("1115", ""))[:80],
    }


def ingangen(categorieen: Categorieen) -> list[tuple[str, str]]:
    """What a list can be found by that stands on it now or stood on it before: (kind, value)."""
    objects = (v.get("1180", "") for stapel in categorieen.get("08", ()) for v in stapel if "8410" not in v)
    papers = (stapel[0].get("3520", "") for stapel in categorieen.get("12", ()))
    found = {("object", _bag(value)) for value in objects}
    found |= {("reisdocument", value[:16]) for value in papers if value.strip(".")}
    return sorted(pair for pair in found if pair[1].strip("0"))


# Codes that must stand in a national table, and the element with the day on which they were given.
_GECODEERD = (
    ("04", "0510", "nationaliteiten", "8510"),
    ("08", "0910", "gemeenten", "0920"),
    ("08", "1310", "landen", "1320"),
    ("08", "1410", "landen", "1420"),
    ("10", "3910", "verblijfstitels", "3920"),
)


def _codes(categorieen: Categorieen) -> list[str]:
    """Codes of today that their table does not have, or did not have on that day."""
    found = []
    for category, element, table, day in _GECODEERD:
        for stapel in categorieen.get(category, ()):
            code, since = stapel[0].get(element, ""), stapel[0].get(day, "")
            if not code.strip("0"):
                continue
            if code not in tabel(table):
                found.append(f"{category}.{element}: code {code} staat niet in de tabel {table}")
            elif since.strip("0") and not geldig(table, code, since):
                found.append(f"{category}.{element}: code {code} gold niet op {since} (tabel {table})")
    return found


def findings(categorieen: Categorieen) -> list[str]:
    """What is odd about a person: reported, never a reason to refuse."""
    person = actual(categorieen, "01")
    found = []
    if not person.get("0120"):
        found.append("geen burgerservicenummer")
    elif not is_bsn(person["0120"]):
        found.append("burgerservicenummer voldoet niet aan de elfproef")
    if not actual(categorieen, "08").get("0910"):
        found.append("geen gemeente van inschrijving")
    return found + _codes(categorieen)


def full_name(element: dict[str, str]) -> str:
    """Voornamen, voorvoegsel and geslachtsnaam of one voorkomen."""
    return " ".join(element[k] for k in ("0210", "0230", "0240") if element.get(k))


def _address(home: dict[str, str]) -> dict[str, str]:
    number = "".join(home.get(k, "") for k in ("1120", "1130")) + (
        f"-{home['1140']}" if home.get("1140") else ""
    )
    return {
        "straat": home.get("1115") or home.get("1110", ""),
        "huisnummer": number,
        "postcode": home.get("1160", ""),
        "woonplaats": home.get("1170", "") or tabel("gemeenten").get(home.get("0910", ""), ""),
    }


def _relatives(categorieen: Categorieen, category: str) -> list[dict[str, str]]:
    """Actual voorkomens of relatives in a category: name, bsn and birth date."""
    relatives = []
    for stapel in categorieen.get(category) or []:
        if full_name(stapel[0]) and not stapel[0].get("0710"):
            day = stapel[0].get("0310", "")
            relatives.append(
                {"naam": full_name(stapel[0]), "bsn": stapel[0].get("0120", ""), "geboortedatum": day}
            )
    return relatives


def _exact(birth: PartialDate) -> str:
    day = birth.exact()
    return day.isoformat() if day else ""


def described(categorieen: Categorieen) -> dict[str, Any]:
    """The person in plain values, for forms and pages."""
    person = actual(categorieen, "01")
    birth = PartialDate.parse_lo3(person["0310"]) if person.get("0310") else None
    return {
        "bsn": person.get("0120", ""),
        "naam": full_name(person),
        "voornamen": person.get("0210", ""),
        "geslachtsnaam": " ".join(person[k] for k in ("0230", "0240") if person.get(k)),
        "geboortedatum": _exact(birth) if birth else "",
        "adres": _address(actual(categorieen, "08")),
        "partner": next(iter(_relatives(categorieen, "05")), None),
        "kinderen": _relatives(categorieen, "09"),
        "ouders": _relatives(categorieen, "02") + _relatives(categorieen, "03"),
        "overleden": bool(actual(categorieen, "06").get("0810")),
        "geheim": actual(categorieen, "07").get("7010", "0") != "0",
    }
