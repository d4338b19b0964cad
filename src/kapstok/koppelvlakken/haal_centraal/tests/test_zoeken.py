"""The seven kinds of question, and who is found by them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kapstok.platform.db.line import Line

SJOERD, ANNA, BO = "999993653", "999990639", "999991425"
THUIS = {
    "0910": "0085", "1110": "Ln vd Heide", "1115": "Laan van der Heide", "1120": "12", "1130": "b", "1140": "III",
    "1160": "8431AB", "1180": "0085010000000012", "1190": "0085200000000012",
}  # fmt: skip


@pytest.fixture
def found(persons, afnemer):
    persons(
        {"01": {"0110": "1", "0120": SJOERD, "0210": "Sjoerd Jan", "0240": "Käster", "0310": "19800101", "0410": "M"},
         "08": THUIS},
        {"01": {"0110": "2", "0120": ANNA, "0210": "Anna", "0230": "van", "0240": "Kasteren", "0310": "19800101",
                "0410": "V"},
         "08": {**THUIS, "0910": "0098", "1130": "c", "1160": "8471CD", "1190": "0098200000000001"}},
        {"01": {"0110": "3", "0120": BO, "0210": "Bo", "0240": "Kaster", "0310": "19500101"},
         "07": {"6720": "O"}, "08": THUIS},
        {"01": {"0110": "4", "0120": "999990007", "0210": "Fout", "0240": "Kaster", "0310": "19800101"},
         "07": {"6720": "F"}, "08": THUIS},
        {"01": {"0110": "5", "0120": "999990019", "0210": "Weg", "0240": "Kaster", "0310": "19800101"},
         "07": {"6720": "W"}, "08": THUIS},
    )  # fmt: skip
    return afnemer().found


ALSO_DEAD = {"inclusiefOverledenPersonen": True}
NAAM = {"geboortedatum": "1980-01-01"}
STRAAT = {"gemeenteVanInschrijving": "0085"}


@pytest.mark.parametrize(
    ("kind", "asked", "who"),
    [
        ("GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "käster", **NAAM}, [SJOERD]),
        ("GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "KASTER", **NAAM}, [SJOERD]),
        ("GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "kas*", **NAAM}, [ANNA, SJOERD]),
        ("GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "kast", **NAAM}, []),
        ("GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "kas*", "geslacht": "v", **NAAM}, [ANNA]),
        ("GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "kas*", "voorvoegsel": "VAN", **NAAM}, [ANNA]),
        ("GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "kas*", "voornamen": "sjo*", **NAAM}, [SJOERD]),
        ("NaamEnGemeenteVanInschrijving",
         {"geslachtsnaam": "kaster", "voornamen": "sjoerd jan", **STRAAT}, [SJOERD]),
        ("PostcodeEnHuisnummer", {"postcode": "8431 ab", "huisnummer": "12"}, [SJOERD]),
        ("PostcodeEnHuisnummer",
         {"postcode": "8431AB", "huisnummer": 12, "inclusiefOverledenPersonen": "true"}, [ANNA, BO, SJOERD][1:]),
        ("PostcodeEnHuisnummer", {"postcode": "8431AB", "huisnummer": 12, "huisletter": "B"}, [SJOERD]),
        ("PostcodeEnHuisnummer", {"postcode": "8431AB", "huisnummer": 12, "huisnummertoevoeging": "ii"}, []),
        ("StraatHuisnummerEnGemeenteVanInschrijving", {"straat": "ln vd heide", "huisnummer": 12, **STRAAT}, [SJOERD]),
        ("StraatHuisnummerEnGemeenteVanInschrijving", {"straat": "laan van*", "huisnummer": 12, **STRAAT}, [SJOERD]),
        ("StraatHuisnummerEnGemeenteVanInschrijving", {"straat": "*er heide", "huisnummer": 12, **STRAAT}, [SJOERD]),
        ("StraatHuisnummerEnGemeenteVanInschrijving", {"straat": "laan", "huisnummer": 12, **STRAAT}, []),
        ("NummeraanduidingIdentificatie", {"nummeraanduidingIdentificatie": "0085200000000012"}, [SJOERD]),
        ("AdresseerbaarObjectIdentificatie",
         {"adresseerbaarObjectIdentificatie": "0085010000000012"}, [ANNA, SJOERD]),
        ("AdresseerbaarObjectIdentificatie",
         {"adresseerbaarObjectIdentificatie": "0085010000000012", "gemeenteVanInschrijving": "0098"}, [ANNA]),
    ],
)  # fmt: skip
def test_who_is_found(found, kind, asked, who):
    assert found(kind, **asked) == sorted(who)


def test_by_number_the_deceased_are_found_and_lists_to_forget_are_not(found, afnemer):
    answer = afnemer().bsn(SJOERD, BO, "999990007", "999990019", "999999990")
    assert sorted(p["burgerservicenummer"] for p in answer["personen"]) == sorted([SJOERD, BO])
    assert answer["type"] == "RaadpleegMetBurgerservicenummer"


@pytest.mark.parametrize(
    ("maximum", "kind", "asked"),
    [
        (10, "GeslachtsnaamEnGeboortedatum", {"geslachtsnaam": "veel", "geboortedatum": "1980-01-01"}),
        (30, "PostcodeEnHuisnummer", {"postcode": "8431AB", "huisnummer": 12}),
    ],
)
def test_more_than_the_maximum_is_no_answer(persons, afnemer, maximum, kind, asked):
    def one(n):
        return {"01": {"0110": str(n), "0120": str(n), "0240": "Veel", "0310": "19800101"}, "08": THUIS}

    application = afnemer()
    persons(*(one(999000000 + n) for n in range(maximum)))
    assert len(application.zoek(kind, **asked)["personen"]) == maximum
    persons(one(999100000))
    refused = application.zoek(kind, expect=400, **asked)
    assert (refused["code"], refused["title"]) == ("tooManyResults", "Teveel zoekresultaten.")
    assert (
        refused["detail"]
        == f"Meer dan maximum van {maximum} zoekresultaten gevonden. Verfijn de zoekopdracht."
    )


def test_another_municipality_finds_nobody(found, afnemer, as_tenant, actor):
    assert found("GeslachtsnaamEnGeboortedatum", geslachtsnaam="kaster", **NAAM) == [SJOERD]
    with as_tenant(2):
        other = afnemer()
    assert other.found("GeslachtsnaamEnGeboortedatum", geslachtsnaam="kaster", **NAAM) == []
    assert other.bsn(SJOERD)["personen"] == []


def test_an_answer_with_its_log_takes_two_statements_however_many_are_found(found, monkeypatch):
    sent = []
    put = Line.put

    def counted(line, name, text, given, **how):
        if b"set_config" not in text:
            sent.append(text.split(b"(")[0].split()[0])
        return put(line, name, text, given, **how)

    def ask(number):
        sent.clear()
        with CaptureQueriesContext(connection) as more:
            who = found("PostcodeEnHuisnummer", postcode="8431AB", huisnummer=number, **ALSO_DEAD)
        return len(who), sent + [q["sql"] for q in more if q["sql"] not in {"BEGIN", "COMMIT"}]

    ask(12)  # who asks, and for which purpose, is known from here on
    monkeypatch.setattr(Line, "put", counted)
    assert ask(12) == (2, [b"SELECT", b"INSERT"])
    assert ask(13) == (0, [b"SELECT"])
