"""Who may ask what, and the log of it."""

from datetime import UTC, datetime

import pytest

from kapstok.koppelvlakken.haal_centraal import personen as module
from kapstok.magazijnen.autorisaties.deletion import delete_applicatie, restore_applicatie
from kapstok.magazijnen.autorisaties.doelbinding import BRP, Doel, doel_van, give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.models import Doelbinding
from kapstok.magazijnen.autorisaties.rules import ApplicatieRefused
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.autorisaties.tests.tokens import token
from kapstok.magazijnen.brp.bevragen.velden import toegestaan
from kapstok.platform.audit.use import uses_of

BSN = "999993653"
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def person(persons):
    persons({"01": {"0110": "1", "0120": BSN, "0210": "Sam", "0240": "Veen", "0310": "19800101"},
             "08": {"1110": "Vaart", "1120": "1"}})  # fmt: skip
    return BSN


def test_an_application_shows_itself_with_its_key_or_its_token(person, afnemer):
    made = afnemer()
    assert len(made.bsn(person)["personen"]) == 1
    signed = token(made.made["client_id"], made.made["secret"])
    made.client.defaults.pop("HTTP_X_API_KEY")
    made.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {signed}"
    assert len(made.bsn(person)["personen"]) == 1


@pytest.mark.parametrize(
    "headers", [{"X-API-KEY": "raden"}, {"Authorization": "Bearer a.b.c"}, {"X-Niets": "x"}]
)
def test_a_stranger_is_not_answered(person, afnemer, headers):
    refused = afnemer(headers=headers).bsn(person, expect=401)
    assert (refused["code"], refused["status"]) == ("authentication", 401)


def test_a_field_outside_the_purpose_is_refused_and_nothing_is_logged(person, afnemer):
    limited = afnemer("naam.voornamen", "geboorte")
    assert limited.bsn(person, fields=["naam.voornamen"])["personen"] == [{"naam": {"voornamen": "Sam"}}]
    before = len(uses_of(person))
    for fields in (["naam"], ["naam.voornamen", "burgerservicenummer"], ["partners.naam.voornamen"]):
        refused = limited.bsn(person, fields=fields, expect=403)
        assert refused == {
            "type": "https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.3",
            "title": "U bent niet geautoriseerd voor één of meerdere opgegeven field waarden.",
            "status": 403,
            "code": "unauthorizedField",
            "instance": "/haalcentraal/api/brp/personen",
        }
    assert len(uses_of(person)) == before


def test_who_is_looked_for_by_a_field_outside_the_purpose_is_not_looked_for(person, afnemer):
    limited = afnemer("naam.geslachtsnaam", "geboorte.datum", "burgerservicenummer")
    asked = {"geslachtsnaam": "Veen", "geboortedatum": "1980-01-01"}
    assert len(limited.zoek("GeslachtsnaamEnGeboortedatum", **asked)["personen"]) == 1
    assert {"naam.geslachtsnaam", "geboorte.datum"} <= set(uses_of(person)[0].velden)
    refused = limited.zoek("GeslachtsnaamEnGeboortedatum", 403, **asked, voornamen="Sam")
    assert refused["code"] == "unauthorizedParameter"
    assert refused["detail"].endswith("parameter(s): voornamen.")
    assert limited.zoek("PostcodeEnHuisnummer", 403, postcode="8431AA", huisnummer=1)["detail"].endswith(
        "parameter(s): postcode, huisnummer."
    )


def test_without_a_purpose_nothing_is_given_even_to_who_may_do_everything(person, afnemer, actor):
    one = afnemer()
    one.made = add_applicatie(label="Alles", client_id=None, secret=None, alles=True, actor=actor)
    one.client.defaults["HTTP_X_API_KEY"] = one.made["api_key"]
    assert one.bsn(person, expect=403)["code"] == "unauthorized"


def test_a_purpose_taken_back_holds_at_once(person, afnemer, actor):
    one = afnemer()
    assert one.bsn(person)["personen"]
    applicatie = ApiClient.objects.get(client_id=one.made["client_id"]).applicatie_id
    give_doel(applicatie, BRP, doel="", velden=(), actor=actor)
    one.bsn(person, expect=403)


def test_fields_need_a_purpose_in_words(afnemer):
    with pytest.raises(ApplicatieRefused):
        afnemer("naam", doel="")


def test_who_may_ask_an_address_may_ask_the_dutch_ones_only():
    assert "adresseringBinnenland.adresregel1" in toegestaan(("adressering",))
    assert "adressering.adresregel1" not in toegestaan(("adresseringBinnenland",))
    assert "verblijfplaatsBinnenland.datumVan" not in toegestaan(("verblijfplaats.verblijfadres",))


@pytest.mark.eis("R-005")
def test_each_person_of_an_answer_is_in_the_log_with_purpose_and_fields(person, persons, afnemer):
    persons({"01": {"0110": "2", "0120": "999990639", "0240": "Veen", "0310": "19800101"}})
    one = afnemer(doel="Parkeervergunning")
    one.zoek(
        "GeslachtsnaamEnGeboortedatum", geslachtsnaam="veen", geboortedatum="1980-01-01", fields=["leeftijd"]
    )
    for bsn in (person, "999990639"):
        (use,) = uses_of(bsn)
        assert (use.actor_naam, use.doel) == ("Zorgloket", "Parkeervergunning")
        assert use.velden == ["geboorte.datum", "leeftijd", "naam.geslachtsnaam"]  # asked, and looked for by
        assert use.bron == "Basisregistratie Personen"


def test_without_a_log_there_is_no_answer(person, afnemer, monkeypatch):
    def fails(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(module, "log_uses", fails)
    one = afnemer()
    one.client.raise_request_exception = False
    response = one.client.post(
        "/haalcentraal/api/brp/personen",
        {"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [person], "fields": ["naam"]},
        content_type="application/json",
    )
    assert response.status_code == 500
    assert b"Veen" not in response.content


def test_a_deleted_application_comes_back_with_its_purpose(person, afnemer, actor):
    one = afnemer("leeftijd", doel="Leerlingenvervoer")
    applicatie = ApiClient.objects.get(client_id=one.made["client_id"]).applicatie_id
    delete_applicatie(applicatie, actor=actor, now=NOW)
    one.bsn(person, fields=["leeftijd"], expect=401)
    restore_applicatie(applicatie, actor=actor)
    assert doel_van(applicatie, BRP) == Doel("Leerlingenvervoer", ("leeftijd",))
    assert one.bsn(person, fields=["leeftijd"])["personen"]


def test_another_municipality_does_not_see_the_purpose(afnemer, as_tenant):
    one = afnemer("leeftijd")
    applicatie = ApiClient.objects.get(client_id=one.made["client_id"]).applicatie_id
    with as_tenant(2):
        assert doel_van(applicatie, BRP) is None
        assert Doelbinding.objects.count() == 0


def test_a_changed_purpose_holds_from_the_next_question(person, afnemer, actor):
    one = afnemer("leeftijd", doel="Leerlingenvervoer")
    applicatie = ApiClient.objects.get(client_id=one.made["client_id"]).applicatie_id
    assert one.bsn(person, fields=["leeftijd"])["personen"]
    give_doel(applicatie, BRP, doel="Leerlingenvervoer", velden=["geslacht"], actor=actor)
    one.bsn(person, fields=["leeftijd"], expect=403)
    assert one.bsn(person, fields=["geslacht"])["personen"]
    give_doel(applicatie, BRP, doel="", velden=[], actor=actor)
    one.bsn(person, fields=["geslacht"], expect=403)
