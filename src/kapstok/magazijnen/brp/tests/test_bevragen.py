"""What a persoonslijst says in the words of BRP personen bevragen: a table of facts for each subject."""

from datetime import date

import pytest

from kapstok.magazijnen.brp.bevragen import velden
from kapstok.magazijnen.brp.bevragen.persoon import persoon

TODAY = date(2026, 11, 25)
IJ = {"type": "Datum", "datum": "2020-03-01", "langFormaat": "1 maart 2020"}


def asked(fields: str, **categories):
    """The answer on a list of one entry per category (c01={...}), or of more (c05=[{...}, {...}])."""
    lijst = {
        name[1:]: [[v] for v in (given if isinstance(given, list) else [given])]
        for name, given in categories.items()
    }
    return persoon(lijst, velden.vraag(velden.PERSOON, fields.split(",")), TODAY)


@pytest.mark.parametrize(
    ("lo3", "form"),
    [
        ("20200301", IJ),
        ("20200300", {"type": "JaarMaandDatum", "jaar": 2020, "maand": 3, "langFormaat": "maart 2020"}),
        ("20200000", {"type": "JaarDatum", "jaar": 2020, "langFormaat": "2020"}),
        ("00000000", {"type": "DatumOnbekend", "onbekend": True, "langFormaat": "onbekend"}),
    ],
)
def test_a_date_has_the_form_of_what_is_known_of_it(lo3, form):
    assert asked("geboorte.datum", c01={"0310": lo3}) == {"geboorte": {"datum": form}}


@pytest.mark.parametrize(
    ("lo3", "years"),
    [
        ("20001125", 26),
        ("20001126", 25),
        ("20001200", 25),
        ("20001000", 26),
        ("20001100", None),
        ("20000000", None),
        ("00000000", None),
    ],
)
def test_age_is_told_when_it_is_certain(lo3, years):
    assert asked("leeftijd", c01={"0310": lo3}).get("leeftijd") == years
    assert "leeftijd" not in asked("leeftijd", c01={"0310": lo3}, c06={"0810": "20200301"})


@pytest.mark.parametrize(
    ("voornamen", "letters"),
    [
        ("Sietske", "S."),
        ("Jan-Douwe Pier", "J.P."),
        ("Ot L", "O.L"),
        ("Q", "Q"),
        ("Q R", "Q R"),
        ("Q Ria", "Q R."),
    ],
)
def test_initials(voornamen, letters):
    assert asked("naam.voorletters", c01={"0210": voornamen}) == {"naam": {"voorletters": letters}}


@pytest.mark.parametrize(
    ("titel", "geslacht", "volledig"),
    [
        ("", "M", "Sam van Veen"),
        ("G", "V", "Sam gravin van Veen"),
        ("GI", "O", "Sam gravin van Veen"),
        ("R", "V", "Sam ridder van Veen"),
        ("JH", "V", "jonkvrouw Sam van Veen"),
    ],
)
def test_the_name_in_full(titel, geslacht, volledig):
    naam = {"0210": "Sam", "0220": titel, "0230": "van", "0240": "Veen", "0410": geslacht}
    assert asked("naam.volledigeNaam", c01=naam)["naam"]["volledigeNaam"] == volledig


VAN_VEEN = {"0210": "Sam Bo", "0230": "van", "0240": "Veen"}
DE_WIT = {"0230": "de", "0240": "Wit", "0610": "20100101"}


@pytest.mark.parametrize(
    ("persoon_", "partner", "aanhef", "naam", "vorm", "tekst"),
    [
        ("M E", None, "Geachte heer Van Veen", "S.B. van Veen", None, "de heer Van Veen"),
        ("V P", None, "Geachte mevrouw Van Veen", "S.B. van Veen", None, "mevrouw Van Veen"),
        ("V P", "", "Geachte mevrouw De Wit", "S.B. de Wit", None, "mevrouw De Wit"),
        (
            "V V",
            "",
            "Geachte mevrouw De Wit-van Veen",
            "S.B. de Wit-van Veen",
            None,
            "mevrouw De Wit-van Veen",
        ),
        (
            "V N",
            "",
            "Geachte mevrouw Van Veen-de Wit",
            "S.B. van Veen-de Wit",
            None,
            "mevrouw Van Veen-de Wit",
        ),
        ("O N", "", "Geachte S.B. van Veen-de Wit", "S.B. van Veen-de Wit", None, "S.B. van Veen-de Wit"),
        (
            "V V",
            "B",
            "Hoogwelgeboren vrouwe",
            "S.B. barones de Wit-van Veen",
            "De hoogwelgeboren vrouwe",
            "barones de Wit-van Veen",
        ),
        ("M V", "B", "Geachte heer De Wit-van Veen", "S.B. de Wit-van Veen", None, "de heer De Wit-van Veen"),
        (
            "M E G",
            "",
            "Hooggeboren heer",
            "S.B. graaf van Veen",
            "De hooggeboren heer",
            "graaf van Veen",
        ),
        (
            "M E JH",
            "",
            "Hoogwelgeboren heer",
            "Jonkheer S.B. van Veen",
            "De hoogwelgeboren heer",
            "jonkheer van Veen",
        ),
        ("V E JV", "", "Geachte mevrouw Van Veen", "S.B. van Veen", None, "mevrouw Van Veen"),
        ("O E P", "", "Hoogheid", "S.B. van Veen", "De hoogheid", "S.B. van Veen"),
    ],
)
def test_how_a_person_is_addressed(persoon_, partner, aanhef, naam, vorm, tekst):
    geslacht, gebruik, *titel = persoon_.split()
    person = {**VAN_VEEN, "0410": geslacht, "6110": gebruik, "0220": "".join(titel)}
    partners = [] if partner is None else [{**DE_WIT, "0220": partner}]
    found = asked(
        "adressering.aanhef,adressering.aanschrijfwijze,adressering.gebruikInLopendeTekst",
        c01=person,
        c05=partners,
    )["adressering"]
    assert found == {
        "aanhef": aanhef,
        "aanschrijfwijze": {"naam": naam, **({"aanspreekvorm": vorm} if vorm else {})},
        "gebruikInLopendeTekst": tekst,
    }


def test_a_name_that_is_not_known_is_not_written():
    assert asked("adressering.aanhef", c01={"0240": ".", "0410": "V"}) == {"adressering": {}}
    only_own = asked("adressering.aanhef", c01={**VAN_VEEN, "0410": "V", "6110": "P"}, c05={"0240": "."})
    assert only_own["adressering"]["aanhef"] == "Geachte mevrouw Van Veen"


def test_the_oldest_of_more_partners_gives_the_name_and_all_are_given():
    two = [{"0240": "Jong", "0610": "20200101"}, {"0240": "Oud", "0610": "20100000"}]
    person = {**VAN_VEEN, "0410": "V", "6110": "P"}
    found = asked("partners.naam.geslachtsnaam,adressering.aanhef", c01=person, c05=two)
    assert found["adressering"]["aanhef"] == "Geachte mevrouw Oud"
    assert len(found["partners"]) == 2


def test_of_dissolved_relations_only_the_last_is_given():
    ex = [{"0240": "A", "0710": "20100101"}, {"0240": "B", "0710": "20200301"}]
    found = asked("partners.naam.geslachtsnaam,partners.ontbindingHuwelijkPartnerschap", c05=ex)
    assert found["partners"] == [
        {"naam": {"geslachtsnaam": "B"}, "ontbindingHuwelijkPartnerschap": {"datum": IJ}}
    ]


ADRES = {
    "0910": "0085",
    "1010": "W",
    "1110": "Vaart NZ",
    "1120": "12",
    "1160": "8431AB",
    "1170": "Oosterwolde",
}


@pytest.mark.parametrize(
    ("more", "regel1", "regel2"),
    [
        ({}, "Vaart NZ 12", "8431 AB  OOSTERWOLDE"),
        ({"1130": "a"}, "Vaart NZ 12 a", "8431 AB  OOSTERWOLDE"),
        ({"1130": "a", "1140": "II"}, "Vaart NZ 12 aII", "8431 AB  OOSTERWOLDE"),
        ({"1140": "2"}, "Vaart NZ 12-2", "8431 AB  OOSTERWOLDE"),
        ({"1140": "bis"}, "Vaart NZ 12 bis", "8431 AB  OOSTERWOLDE"),
        ({"1150": "to"}, "Vaart NZ t/o 12", "8431 AB  OOSTERWOLDE"),
        ({"1170": "."}, "Vaart NZ 12", "8431 AB  OOSTSTELLINGWERF"),
        ({"1120": "0"}, None, None),
        ({"1110": "."}, None, None),
    ],
)
def test_lines_of_a_dutch_address(more, regel1, regel2):
    lines = asked("adressering.adresregel1,adressering.adresregel2", c08={**ADRES, **more})["adressering"]
    assert (lines.get("adresregel1"), lines.get("adresregel2")) == (regel1, regel2)


@pytest.mark.parametrize(
    ("home", "kind"),
    [
        (ADRES, "Adres"),
        ({"1210": "Woonschip aan de Opsterlandse Compagnonsvaart"}, "Locatie"),
        ({"1310": "5010", "1330": "Rue Haute 1"}, "VerblijfplaatsBuitenland"),
        ({"1310": "0000"}, "VerblijfplaatsOnbekend"),
    ],
)
def test_kinds_of_residence(home, kind):
    assert asked("verblijfplaats.datumVan", c08=home)["verblijfplaats"] == {"type": kind}
    abroad = kind.startswith("Verblijfplaats")
    assert ("verblijfplaats" in asked("verblijfplaatsBinnenland", c08=home)) is not abroad
    assert asked("verblijfplaats", c08={"1030": "20200301"}) == {}


def test_an_identification_of_the_wrong_length_is_not_given():
    home = {**ADRES, "1180": "85010000012345", "1190": "0085200000012345"}
    ids = "verblijfplaats.adresseerbaarObjectIdentificatie,verblijfplaats.nummeraanduidingIdentificatie"
    assert asked(ids, c08=home)["verblijfplaats"] == {
        "type": "Adres",
        "nummeraanduidingIdentificatie": "0085200000012345",
    }


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"0510": "0001"}, "Nationaliteit"),
        ({"0510": "0000"}, "NationaliteitOnbekend"),
        ({"0510": "0499"}, "Staatloos"),
        ({"6510": "B"}, "BehandeldAlsNederlander"),
        ({"0510": "0500"}, "VastgesteldNietNederlander"),
    ],
)
def test_kinds_of_nationality(entry, kind):
    assert asked("nationaliteiten.type", c04=entry) == {"nationaliteiten": [{"type": kind}]}
    assert asked("nationaliteiten.type", c04={**entry, "6410": "401"}) == {"nationaliteiten": []}


@pytest.mark.parametrize(
    ("fields", "categories", "given"),
    [
        ("ouders.ouderAanduiding", {"c02": {"8120": "1AB"}, "c03": {"0240": "."}},
         {"ouders": [{"ouderAanduiding": "2"}]}),
        ("kinderen.burgerservicenummer", {"c09": [{"0240": "A"}, {"0240": "B", "8910": "L"}]}, {"kinderen": [{}]}),
        ("verblijfstitel.aanduiding", {"c10": {"3910": "98"}}, {}),
        ("verblijfstitel.aanduiding", {"c10": {"3910": "37", "3920": "20261125"}}, {}),
        ("europeesKiesrecht.aanduiding.code", {"c13": {"3110": "2", "3130": "20260000"}},
         {"europeesKiesrecht": {"aanduiding": {"code": "2", "omschrijving": "persoon ontvangt oproep"}}}),
        ("uitsluitingKiesrecht", {"c13": {"3810": "A", "3820": "20261000"}}, {}),
        ("immigratie.indicatieVestigingVanuitBuitenland,immigratie.vanuitVerblijfplaatsOnbekend",
         {"c08": {"1410": "0000", "1420": "20200301"}},
         {"immigratie": {"vanuitVerblijfplaatsOnbekend": True, "indicatieVestigingVanuitBuitenland": True}}),
        ("overlijden.plaats", {"c06": {"0820": "Brussel"}}, {"overlijden": {"plaats": {"omschrijving": "Brussel"}}}),
        ("overlijden.land", {"c06": {"0830": "0000"}}, {"overlijden": {}}),
        ("indicatieCurateleRegister,indicatieGezagMinderjarige", {"c11": {"3310": "1", "3210": "1"}},
         {"indicatieCurateleRegister": True,
          "indicatieGezagMinderjarige": {"code": "1", "omschrijving": "Ouder1 heeft het gezag"}}),
        ("aNummer", {"c07": {"7010": "4", "6720": "E", "6710": "20200301", "7110": "20200301"}},
         {"geheimhoudingPersoonsgegevens": True,
          "opschortingBijhouding": {"reden": {"code": "E", "omschrijving": "emigratie"}, "datum": IJ},
          "verificatie": {"datum": IJ}}),
        ("geslacht", {"c01": {"8810": "201"}, "c04": {"8810": "0501"}},
         {"rni": [{"deelnemer": {"code": "0201", "omschrijving": "Sociale Verzekeringsbank (inzake AOW, Anw en AKW)"},
                   "categorie": "Persoon"}]}),
    ],
)  # fmt: skip
def test_smaller_groups_and_what_comes_unasked(fields, categories, given):
    assert asked(fields, **categories) == given


@pytest.mark.parametrize(
    ("rubriek", "fields", "marked"),
    [
        ("010000", "burgerservicenummer", {"burgerservicenummer": True, "datumIngangOnderzoekPersoon": IJ}),
        ("010120", "burgerservicenummer", {"burgerservicenummer": True, "datumIngangOnderzoekPersoon": IJ}),
        ("010120", "leeftijd", None),
        ("010300", "leeftijd", {"leeftijd": True, "datumIngangOnderzoekPersoon": IJ}),
    ],
)
def test_what_is_looked_into_is_marked_when_it_is_asked(rubriek, fields, marked):
    entry = {"0120": "999993653", "0310": "20000101", "8310": rubriek, "8320": "20200301"}
    assert asked(fields, c01=entry).get("inOnderzoek") == marked
    assert "inOnderzoek" not in asked(fields, c01={**entry, "8330": "20200401"})


def test_who_does_not_live_at_the_address_is_said_so():
    home = {**ADRES, "1420": "20200301", "8310": "089999", "8320": "20200301"}
    found = asked(
        "verblijfplaats.functieAdres,adressering.adresregel1,immigratie.datumVestigingInNederland", c08=home
    )
    assert found["verblijfplaats"]["indicatieVastgesteldVerblijftNietOpAdres"] is True
    assert set(found["verblijfplaats"]["inOnderzoek"]) == {"type", "functieAdres", "datumIngangOnderzoek"}
    assert found["adressering"]["indicatieVastgesteldVerblijftNietOpAdres"] is True
    assert found["adressering"]["inOnderzoek"]["adresregel1"] is True
    assert "inOnderzoek" not in found["immigratie"]
    unasked = asked("adressering.aanhef", c01=VAN_VEEN, c08=home)["adressering"]
    assert "indicatieVastgesteldVerblijftNietOpAdres" not in unasked
