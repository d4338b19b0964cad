"""Authority over the API: asked whole, derived from the lists of relatives, and logged for everybody it names."""

import pytest

from kapstok.platform.audit.use import uses_of

KIND, MOEDER, OBJECT = "999993653", "999990639", "0085010000000012"


@pytest.fixture
def gezin(persons):
    persons(
        {"01": {"0110": "1", "0120": KIND, "0210": "Sam", "0240": "Veen", "0310": "20200101", "0330": "6030"},
         "02": {"0120": MOEDER, "0210": "Ina", "0240": "Veen", "0310": "19900101", "0410": "V", "6210": "20200101"},
         "08": {"0910": "0085", "1110": "Vaart", "1120": "1", "1180": OBJECT}},
        {"01": {"0110": "2", "0120": MOEDER, "0210": "Ina", "0240": "Veen", "0310": "19900101"},
         "09": {"0120": KIND, "0240": "Veen", "0310": "20200101"}, "08": {"0910": "0085"}},
    )  # fmt: skip


@pytest.mark.parametrize("bsn", [KIND, MOEDER])
def test_the_minor_and_the_parent_are_told_the_same(gezin, afnemer, bsn):
    (person,) = afnemer("gezag").bsn(bsn, fields=["gezag"])["personen"]
    (gezag,) = person["gezag"]
    assert (gezag["type"], gezag["ouder"]["burgerservicenummer"]) == ("EenhoofdigOuderlijkGezag", MOEDER)
    assert gezag["ouder"]["naam"]["volledigeNaam"] == "Ina Veen"


def test_who_lives_at_an_address_is_given_with_authority_and_other_searches_without(gezin, afnemer):
    one = afnemer()
    kind = "AdresseerbaarObjectIdentificatie"
    answer = one.zoek(kind, fields=["gezag"], adresseerbaarObjectIdentificatie=OBJECT)
    assert answer["personen"][0]["gezag"][0]["minderjarige"]["burgerservicenummer"] == KIND
    refused = one.zoek("PostcodeEnHuisnummer", 400, fields=["gezag"], postcode="8431AB", huisnummer=1)
    assert refused["invalidParams"][0]["reason"] == "Parameter bevat een niet bestaande veldnaam."


@pytest.mark.parametrize("path", ["gezag.type", "gezag.ouder", "gezag.nietBestaand"])
def test_a_part_of_it_cannot_be_asked(gezin, afnemer, path):
    refused = afnemer().bsn(KIND, fields=[path], expect=400)
    assert refused["invalidParams"][0]["reason"] == "Parameter bevat een niet toegestane veldnaam."


def test_it_needs_a_purpose_that_holds_it(gezin, afnemer):
    assert afnemer("naam").bsn(KIND, fields=["gezag"], expect=403)["code"] == "unauthorizedField"


def test_everybody_it_names_finds_it_in_their_log(gezin, afnemer):
    afnemer("gezag", doel="Jeugdhulp").bsn(KIND, fields=["gezag"])
    (use,) = uses_of(MOEDER)
    assert (use.doel, use.velden) == ("Jeugdhulp", ["gezag"])
    assert len(uses_of(KIND)) == 1


def test_another_municipality_derives_from_its_own_lists(gezin, afnemer, as_tenant):
    with as_tenant(2):
        other = afnemer("gezag")
    assert other.bsn(KIND, fields=["gezag"])["personen"] == []
