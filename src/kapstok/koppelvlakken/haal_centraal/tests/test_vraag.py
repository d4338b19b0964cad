"""What is wrong in a question is told with the published texts."""

import pytest

from kapstok.koppelvlakken.haal_centraal.fouten import Geweigerd
from kapstok.koppelvlakken.haal_centraal.vraag import gelezen

FIELDS = ["burgerservicenummer"]
RAADPLEEG = {
    "type": "RaadpleegMetBurgerservicenummer",
    "burgerservicenummer": ["999993653"],
    "fields": FIELDS,
}
NAAM = {
    "type": "ZoekMetGeslachtsnaamEnGeboortedatum",
    "geslachtsnaam": "veen",
    "geboortedatum": "1980-01-01",
    "fields": FIELDS,
}
POSTCODE = {"type": "ZoekMetPostcodeEnHuisnummer", "postcode": "8431AB", "huisnummer": 1, "fields": FIELDS}
STRAAT = {
    "type": "ZoekMetStraatHuisnummerEnGemeenteVanInschrijving",
    "straat": "Vaart",
    "huisnummer": 1,
    "gemeenteVanInschrijving": "0085",
    "fields": FIELDS,
}


def refused(body):
    with pytest.raises(Geweigerd) as no:
        gelezen(body)
    document = no.value.document
    assert (document["status"], document["code"]) == (400, "paramsValidation")
    assert document["title"] == "Een of meerdere parameters zijn niet correct."
    assert document["instance"] == "/haalcentraal/api/brp/personen"
    return document


@pytest.mark.parametrize(
    ("body", "name", "code", "reason"),
    [
        ({}, "type", "required", "Parameter is verplicht."),
        ({"type": ""}, "type", "value", "Waarde is geen geldig zoek type."),
        ({"type": ["x"]}, "type", "value", "Waarde is geen geldig zoek type."),
        ({**RAADPLEEG, "fields": None}, "fields", "required", "Parameter is verplicht."),
        ({**RAADPLEEG, "fields": []}, "fields", "minItems", "Array bevat minder dan 1 items."),
        ({**RAADPLEEG, "fields": "naam"}, "fields", "array", "Parameter is geen array."),
        ({**RAADPLEEG, "fields": ["naam"] * 131}, "fields", "maxItems", "Array bevat meer dan 130 items."),
        ({**RAADPLEEG, "fields": ["a b"]}, "fields[0]", "pattern",
         r"Waarde voldoet niet aan patroon ^[a-zA-Z0-9\._]{1,200}$."),
        ({**RAADPLEEG, "fields": ["naam\n"]}, "fields[0]", "pattern",
         r"Waarde voldoet niet aan patroon ^[a-zA-Z0-9\._]{1,200}$."),
        ({**RAADPLEEG, "fields": ["naam", "Naam"]}, "fields[1]", "fields",
         "Parameter bevat een niet bestaande veldnaam."),
        ({**RAADPLEEG, "fields": ["rni"]}, "fields[0]", "fields", "Parameter bevat een niet toegestane veldnaam."),
        ({**RAADPLEEG, "fields": ["naam.inOnderzoek"]}, "fields[0]", "fields",
         "Parameter bevat een niet toegestane veldnaam."),
        ({**NAAM, "fields": ["aNummer"]}, "fields[0]", "fields", "Parameter bevat een niet bestaande veldnaam."),
        ({**RAADPLEEG, "burgerservicenummer": ["1"] * 21}, "burgerservicenummer", "maxItems",
         "Array bevat meer dan 20 items."),
        ({**RAADPLEEG, "burgerservicenummer": ["1"]}, "burgerservicenummer[0]", "pattern",
         "Waarde voldoet niet aan patroon ^[0-9]{9}$."),
        ({**RAADPLEEG, "voornamen": "x"}, "voornamen", "unknownParam", "Parameter is niet verwacht."),
        ({**NAAM, "geboortedatum": "19800101"}, "geboortedatum", "date", "Waarde is geen geldige datum."),
        ({**NAAM, "geboortedatum": "1980-02-30"}, "geboortedatum", "date", "Waarde is geen geldige datum."),
        ({**NAAM, "geslachtsnaam": "ab*"}, "geslachtsnaam", "pattern",
         r"Waarde voldoet niet aan patroon ^[a-zA-Z0-9À-ž \.\-\']{1,200}$|^[a-zA-Z0-9À-ž \.\-\']{3,199}\*{1}$."),
        ({**NAAM, "geslacht": "x"}, "geslacht", "pattern", "Waarde voldoet niet aan patroon ^([Mm]|[Vv]|[Oo])$."),
        ({**NAAM, "inclusiefOverledenPersonen": ""}, "inclusiefOverledenPersonen", "boolean",
         "Waarde is geen boolean."),
        ({**POSTCODE, "huisnummer": "2e"}, "huisnummer", "integer", "Waarde is geen geldig getal."),
        ({**POSTCODE, "huisnummer": True}, "huisnummer", "integer", "Waarde is geen geldig getal."),
        ({**POSTCODE, "huisnummer": 0}, "huisnummer", "minimum", "Waarde is lager dan minimum 1."),
        ({**POSTCODE, "huisnummer": "100000"}, "huisnummer", "maximum", "Waarde is hoger dan maximum 99999."),
        ({**POSTCODE, "postcode": "0431AB"}, "postcode", "pattern",
         "Waarde voldoet niet aan patroon ^[1-9]{1}[0-9]{3}[ ]?[A-Za-z]{2}$."),
        ({**STRAAT, "straat": "Laan*"}, "straat", "pattern", None),
        ({**STRAAT, "gemeenteVanInschrijving": "85"}, "gemeenteVanInschrijving", "pattern",
         "Waarde voldoet niet aan patroon ^[0-9]{4}$."),
    ],
)  # fmt: skip
def test_one_fault_is_told(body, name, code, reason):
    document = refused(body)
    (param,) = document["invalidParams"]
    assert (param["name"], param["code"]) == (name, code)
    assert reason in {None, param["reason"]}
    assert document["detail"] == f"De foutieve parameter(s) zijn: {name}."


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"type": NAAM["type"], "fields": FIELDS}, "geboortedatum, geslachtsnaam"),
        ({"type": POSTCODE["type"], "fields": FIELDS}, "postcode, huisnummer"),
        ({"type": STRAAT["type"], "fields": FIELDS}, "gemeenteVanInschrijving, huisnummer, straat"),
        ({"type": POSTCODE["type"], "postcode": "", "huisnummer": ""}, "postcode, huisnummer, fields"),
    ],
)
def test_all_faults_are_told_in_one_answer(body, names):
    assert refused(body)["detail"] == f"De foutieve parameter(s) zijn: {names}."


def test_numbers_and_booleans_may_come_as_text():
    asked = gelezen({**POSTCODE, "huisnummer": "0012", "inclusiefOverledenPersonen": "True"})
    assert asked.waarden["huisnummer"] == "12"
    assert asked.waarden["inclusiefOverledenPersonen"] is True
    assert asked.maximum == 30
