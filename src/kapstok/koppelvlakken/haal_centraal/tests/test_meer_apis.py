"""Bewoning, verblijfplaatshistorie and reisdocumenten: in the form of their documents, with purpose and log."""

import json
from functools import cache
from pathlib import Path

import pytest

from kapstok.koppelvlakken.haal_centraal.tests import test_contract as contract
from kapstok.magazijnen.brp.models import Ingang, Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.audit.use import uses_of
from kapstok.platform.config import settings

BEWONING = "/haalcentraal/api/bewoning/bewoningen"
HISTORIE = "/haalcentraal/api/brphistorie/verblijfplaatshistorie"
REISDOCUMENTEN = "/haalcentraal/api/reisdocumenten/reisdocumenten"
BSN, ANDER, HIER, ELDERS = "999993653", "999990639", "0085010000000012", "0085010000000013"
STANDAARD = Path(settings.standaarden_map) / "registers"
HOUDER = {"type": "ZoekMetBurgerservicenummer", "burgerservicenummer": BSN}


@pytest.fixture
def persoon(tenant, actor):
    moved = [
        {"0910": "0085", "1010": "W", "1030": "20200101", "1110": "Vaart", "1120": "1", "1180": ELDERS},
        {"0910": "0085", "1010": "W", "1030": "20150101", "1110": "Kade", "1120": "2", "1180": HIER},
    ]
    paper = {"3510": "PN", "3520": "NE3663258", "3550": "20280506"}
    lost = {"3510": "NI", "3520": "ID82046A7", "3560": "20221229", "3570": "V"}
    categorieen = {
        "01": [[{"0110": "1", "0120": BSN, "0210": "Sam", "0240": "Veen", "0310": "19800101"}]],
        "07": [[{"7010": "7"}]],
        "08": [moved],
        "12": [[paper], [lost]],
    }
    document = {"formaat": "pl-json/1", "personen": [{"categorieen": categorieen}]}
    import_pl_json(json.dumps(document).encode(), actor=actor)


def ask(one, path, body, expect=200):
    response = one.client.post(path, json.dumps(body), content_type="application/json")
    assert response.status_code == expect, response.content
    return response.json()


def periode(van="2019-01-01", tot="2021-01-01", **more):
    return {"datumVan": van, "datumTot": tot, **more}


def test_who_lived_at_an_address_before(persoon, afnemer):
    body = {"type": "BewoningMetPeriode", "adresseerbaarObjectIdentificatie": HIER, **periode()}
    assert ask(afnemer("bewoning", doel="Adresonderzoek"), BEWONING, body) == {
        "bewoningen": [
            {
                "adresseerbaarObjectIdentificatie": HIER,
                "periode": {"datumVan": "2019-01-01", "datumTot": "2020-01-01"},
                "bewoners": [
                    {
                        "burgerservicenummer": BSN,
                        "geheimhoudingPersoonsgegevens": True,
                        "naam": {"volledigeNaam": "Sam Veen"},
                        "geboorte": {
                            "datum": {"type": "Datum", "datum": "1980-01-01", "langFormaat": "1 januari 1980"}
                        },
                    }
                ],
                "mogelijkeBewoners": [],
            }
        ]
    }
    (use,) = uses_of(BSN)
    assert (use.doel, use.velden) == ("Adresonderzoek", ["bewoning"])
    day = {
        "type": "BewoningMetPeildatum",
        "adresseerbaarObjectIdentificatie": HIER,
        "peildatum": "2020-01-01",
    }
    assert ask(afnemer("bewoning"), BEWONING, day) == {"bewoningen": []}
    assert len(uses_of(BSN)) == 1  # nobody was told of


def test_of_more_than_a_hundred_nobody_is_named(tenant, actor, persons, afnemer):
    home = {"0910": "0085", "1030": "20150101", "1180": HIER}
    persons(*({"01": {"0110": str(n), "0120": str(999000000 + n)}, "08": home} for n in range(101)))
    day = {
        "type": "BewoningMetPeildatum",
        "adresseerbaarObjectIdentificatie": HIER,
        "peildatum": "2020-01-01",
    }
    (one,) = ask(afnemer("bewoning"), BEWONING, day)["bewoningen"]
    assert (one["bewoners"], one["mogelijkeBewoners"], one["indicatieVeelBewoners"]) == ([], [], True)
    assert uses_of("999000001") == []


def test_periods_in_which_nobody_is_named_are_told_as_one(tenant, actor, persons, afnemer):
    home = {"0910": "0085", "1030": "20150300", "1180": HIER}  # first possibly, then for certain
    persons(*({"01": {"0110": str(n), "0120": str(999000000 + n)}, "08": home} for n in range(101)))
    body = {"type": "BewoningMetPeriode", "adresseerbaarObjectIdentificatie": HIER}
    asked = {**body, **periode("2015-01-01", "2016-01-01")}
    (one,) = ask(afnemer("bewoning"), BEWONING, asked)["bewoningen"]
    assert one["periode"] == {"datumVan": "2015-03-01", "datumTot": "2016-01-01"}
    assert one["indicatieVeelBewoners"] is True


def test_where_somebody_lived_the_newest_first(persoon, afnemer):
    body = {"type": "RaadpleegMetPeriode", "burgerservicenummer": BSN, **periode()}
    answer = ask(afnemer("verblijfplaatshistorie"), HISTORIE, body)
    now, before = answer["verblijfplaatsen"]
    assert answer["geheimhoudingPersoonsgegevens"] is True
    assert now["adresseerbaarObjectIdentificatie"] == ELDERS
    assert "datumTot" not in now
    assert before["datumTot"] == now["datumVan"]
    assert before["adressering"] == {"adresregel1": "Kade 2"}
    assert len(uses_of(BSN)) == 1
    unknown = {"type": "RaadpleegMetPeildatum", "burgerservicenummer": ANDER, "peildatum": "2020-01-01"}
    assert ask(afnemer("verblijfplaatshistorie"), HISTORIE, unknown) == {"verblijfplaatsen": []}


def test_a_document_by_its_number_and_what_somebody_has(persoon, afnemer):
    one = afnemer("reisdocumenten")
    by_number = {"type": "RaadpleegMetReisdocumentnummer", "reisdocumentnummer": ["ID82046A7"]}
    fields = ["reisdocumentnummer", "inhoudingOfVermissing"]
    (lost,) = ask(one, REISDOCUMENTEN, {**by_number, "fields": fields})["reisdocumenten"]
    assert lost["inhoudingOfVermissing"]["aanduiding"] == {"code": "V", "omschrijving": "vermist"}
    assert lost["houder"] == {"geheimhoudingPersoonsgegevens": True}  # comes along, the number does not
    (had,) = ask(one, REISDOCUMENTEN, {**HOUDER, "fields": ["soort"]})["reisdocumenten"]
    assert had["soort"] == {"code": "PN", "omschrijving": "Nationaal paspoort"}


def test_a_document_field_outside_the_purpose_is_refused(persoon, afnemer):
    limited = afnemer("reisdocumenten.soort", "naam")
    assert ask(limited, REISDOCUMENTEN, {**HOUDER, "fields": ["soort"]})["reisdocumenten"]
    refused = ask(limited, REISDOCUMENTEN, {**HOUDER, "fields": ["reisdocumentnummer"]}, 403)
    assert refused["code"] == "unauthorizedField"
    assert refused["instance"] == REISDOCUMENTEN


BEWONING_VRAAG = {
    "type": "BewoningMetPeildatum",
    "adresseerbaarObjectIdentificatie": HIER,
    "peildatum": "2020-01-01",
}
HISTORIE_VRAAG = {"type": "RaadpleegMetPeildatum", "burgerservicenummer": BSN, "peildatum": "2020-01-01"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (BEWONING, BEWONING_VRAAG),
        (HISTORIE, HISTORIE_VRAAG),
        (REISDOCUMENTEN, {**HOUDER, "fields": ["soort"]}),
    ],
)
def test_it_needs_a_purpose_of_its_own(persoon, afnemer, path, body):
    refused = ask(afnemer("naam", "verblijfplaats", "burgerservicenummer"), path, body, 403)
    assert (refused["status"], refused["instance"]) == (403, path)


@pytest.mark.parametrize(
    ("path", "body", "name", "code"),
    [
        (BEWONING, {}, "type", "required"),
        (BEWONING, {**BEWONING_VRAAG, "type": "x"}, "type", "value"),
        (BEWONING, {**BEWONING_VRAAG, "peildatum": "2020-02-30"}, "peildatum", "date"),
        (BEWONING, {**BEWONING_VRAAG, "adresseerbaarObjectIdentificatie": "0" * 16},
         "adresseerbaarObjectIdentificatie", "pattern"),
        (BEWONING, {**BEWONING_VRAAG, "fields": ["naam"]}, "fields", "unknownParam"),
        (BEWONING, {"type": "BewoningMetPeriode", "adresseerbaarObjectIdentificatie": HIER,
                    **periode("2021-01-01", "2020-01-01")}, "datumTot", "invalidParam"),
        (HISTORIE, {**HISTORIE_VRAAG, "burgerservicenummer": "1"}, "burgerservicenummer", "pattern"),
        (HISTORIE, {"type": "RaadpleegMetPeildatum", "peildatum": "2020-01-01"}, "burgerservicenummer", "required"),
        (REISDOCUMENTEN, {**HOUDER, "fields": ["naam"]}, "fields[0]", "fields"),
        (REISDOCUMENTEN, {**HOUDER, "fields": ["soort"] * 26}, "fields", "maxItems"),
        (REISDOCUMENTEN, {"type": "RaadpleegMetReisdocumentnummer", "reisdocumentnummer": ["x"], "fields": ["soort"]},
         "reisdocumentnummer", "pattern"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_name(persoon, afnemer, path, body, name, code):
    refused = ask(afnemer("bewoning", "verblijfplaatshistorie", "reisdocumenten"), path, body, 400)
    assert [(p["name"], p["code"]) for p in refused["invalidParams"]] == [(name, code)]
    assert refused["instance"] == path


def test_another_municipality_is_told_nothing(persoon, afnemer, as_tenant):
    with as_tenant(2):
        other = afnemer("bewoning", "verblijfplaatshistorie", "reisdocumenten")
    assert ask(other, BEWONING, {**BEWONING_VRAAG, "peildatum": "2016-01-01"}) == {"bewoningen": []}
    assert ask(other, HISTORIE, HISTORIE_VRAAG) == {"verblijfplaatsen": []}
    assert ask(other, REISDOCUMENTEN, {**HOUDER, "fields": ["soort"]})["reisdocumenten"] == []


@cache
def _document(name):
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((STANDAARD / "history" / name).read_text())["components"]["schemas"]


@pytest.mark.standaard
@pytest.mark.skipif(not (STANDAARD / "history").exists(), reason="the standards folder is absent")
def test_every_official_test_person_is_answered_as_the_documents_say(tenant, actor, afnemer, monkeypatch):
    import_pl_json((STANDAARD / "brp" / "testset-gbav-2022.pl.json").read_bytes(), actor=actor)
    one = afnemer("bewoning", "verblijfplaatshistorie")
    monkeypatch.setattr(contract, "_schemas", lambda: _document("brp-historie-v2-openapi.yaml"))
    given = 0
    for bsn in sorted({b for b in Persoonslijst.objects.values_list("bsn", flat=True) if b})[:120]:
        body = {
            "type": "RaadpleegMetPeriode",
            "burgerservicenummer": bsn,
            **periode("1900-01-01", "2030-01-01"),
        }
        answer = ask(one, HISTORIE, body)
        schema = {"$ref": "#/components/schemas/VerblijfplaatshistorieQueryResponse"}
        assert [f for f in contract.faults(answer, schema) if "past niet" not in f] == []
        given += len(answer["verblijfplaatsen"])
    assert given > 120
    monkeypatch.setattr(contract, "_schemas", lambda: _document("brp-bewoning-v2-openapi.yaml"))
    objects = sorted(set(Ingang.objects.filter(soort="object").values_list("waarde", flat=True)))[:60]
    lived = 0
    for obj in objects:
        body = {"type": "BewoningMetPeriode", "adresseerbaarObjectIdentificatie": obj}
        answer = ask(one, BEWONING, {**body, **periode("1900-01-01", "2030-01-01")})
        schema = {"$ref": "#/components/schemas/BewoningenQueryResponse"}
        assert [f for f in contract.faults(answer, schema) if "past niet" not in f] == []
        lived += len(answer["bewoningen"])
    assert lived > 30
