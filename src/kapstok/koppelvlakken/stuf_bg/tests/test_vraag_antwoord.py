"""npsLv01 and its answer: what is found, what is told, what is not, and what a wrong message gets."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from kapstok.koppelvlakken.stuf_bg.tests.conftest import (
    ENVELOP,
    NS,
    PATH,
    STANDAARD,
    Vrager,
    gelezen_fout,
    leeg,
    objecten,
)
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.config import settings
from kapstok.platform.stuf.xml import BG, NIL, STUF

OFFICIAL = Path(settings.standaarden_map) / "registers" / "brp" / "testset-gbav-2022.pl.json"
REDEN = f"{{{STUF}}}noValue"
ANNA = {
    "01": [[{"0110": "1000000011", "0120": "999990019", "0210": "Anna Maria", "0230": "van", "0240": "Berg",
             "0310": "19850600", "0320": "0085", "0330": "6030", "0410": "V", "6110": "E"}]],
    "02": [[{"0210": "Joke", "0240": "Berg", "0310": "19550102", "0410": "V", "6210": "19850612"}]],
    "05": [[{"0120": "999990056", "0210": "Piet", "0240": "Jansen", "0310": "19800101", "0410": "M",
             "0610": "20100505", "0620": "0085", "0630": "6030", "1510": "H"}]],
    "08": [[{"0910": "0085", "0920": "20100101", "1010": "W", "1030": "20100101", "1110": "Dorpsstraat",
             "1115": "Dorpsstraat", "1120": "12", "1130": "a", "1160": "8431AB", "1170": "Oosterwolde",
             "1190": "0085200000000001"}]],
}  # fmt: skip
PIET = {
    "01": [[{"0120": "999990056", "0210": "Piet", "0240": "Jansen", "0310": "19800101", "0410": "M"}]],
    "08": [[{"0910": "0085", "1110": "Dorpsstraat", "1120": "12", "1160": "8431AB"}]],
}  # fmt: skip
OP_ADRES = (
    "<BG:verblijfsadres><BG:aoa.postcode>8431AB</BG:aoa.postcode>"
    "<BG:aoa.huisnummer>12</BG:aoa.huisnummer></BG:verblijfsadres>"
)


@pytest.fixture
def anna(tenant: Any, actor: Any) -> None:
    import json

    personen = [{"categorieen": ANNA}, {"categorieen": PIET}]
    import_pl_json(json.dumps({"formaat": "pl-json/1", "personen": personen}).encode(), actor=actor)


def tekst(node: Any, naam: str) -> str:
    found = node.findtext(f"BG:{naam}", None, NS)
    assert found is not None, etree.tostring(node, pretty_print=True).decode()
    return found


def reden(node: Any, naam: str) -> str:
    found = node.find(f"BG:{naam}", NS)
    assert found is not None, naam
    assert found.get(NIL) == "true", naam
    return found.get(REDEN)


def test_a_person_by_number_with_what_is_named_and_nothing_else(
    anna: None, vrager: Callable[..., Vrager]
) -> None:
    names = ("geslachtsnaam", "voorvoegselGeslachtsnaam", "voorletters", "overlijdensdatum")
    found = vrager().bsn("999990019", leeg(*names))
    assert tuple(etree.QName(n).localname for n in found) == names
    assert (tekst(found, "geslachtsnaam"), tekst(found, "voorletters")) == ("Berg", "A.M.")
    assert reden(found, "overlijdensdatum") == "geenWaarde"


def test_a_date_says_what_of_it_is_unknown(anna: None, vrager: Callable[..., Vrager]) -> None:
    node = vrager().bsn("999990019", leeg("geboortedatum")).find("BG:geboortedatum", NS)
    assert (node.text, node.get(f"{{{STUF}}}indOnvolledigeDatum")) == ("19850601", "D")


def test_address_and_family_in_the_form_of_the_schema(
    anna: None, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    answer = vrager().vraag("<BG:inp.bsn>999990019</BG:inp.bsn>")
    schema.assertValid(answer.find(".//BG:npsLa01", NS))
    [found] = objecten(answer)
    assert tekst(found, "verblijfsadres/BG:aoa.huisnummer") == "12"
    assert tekst(found, "inp.heeftAlsEchtgenootPartner/BG:gerelateerde/BG:geslachtsnaam") == "Jansen"
    assert tekst(found, "inp.heeftAlsOuders/BG:ouderAanduiding") == "Ouder1"
    assert tekst(found, "inp.burgerlijkeStaat") == "2"
    assert reden(found, "inp.heeftAlsKinderen") == "geenWaarde"


def test_the_answer_goes_back_to_who_asked(anna: None, vrager: Callable[..., Vrager]) -> None:
    answer = vrager().vraag("<BG:inp.bsn>999990019</BG:inp.bsn>").find(".//BG:stuurgegevens", NS)
    assert answer.findtext("StUF:ontvanger/StUF:applicatie", "", NS) == "WMO"
    assert answer.findtext("StUF:ontvanger/StUF:gebruiker", "", NS) == "jansen"
    assert answer.findtext("StUF:crossRefnummer", "", NS) == "R-1"
    assert len(answer.findtext("StUF:tijdstipBericht", "", NS)) == 17


def test_what_the_purpose_does_not_allow_is_said_in_its_place(
    anna: None, vrager: Callable[..., Vrager]
) -> None:
    narrow = vrager("burgerservicenummer", "naam.geslachtsnaam")
    found = narrow.bsn(
        "999990019", leeg("geslachtsnaam", "geboortedatum", "sub.telefoonnummer", "inp.heeftAlsKinderen")
    )
    assert tekst(found, "geslachtsnaam") == "Berg"
    assert reden(found, "geboortedatum") == "nietGeautoriseerd"
    assert reden(found, "inp.heeftAlsKinderen") == "nietGeautoriseerd"
    assert reden(found, "sub.telefoonnummer") == "nietOndersteund"


def test_searching_by_what_may_not_be_known_is_refused(anna: None, vrager: Callable[..., Vrager]) -> None:
    code, details = vrager("burgerservicenummer").fout(OP_ADRES)
    assert code == "StUF052"
    assert "postcode" in details


def test_every_answer_is_logged_with_what_was_told(anna: None, vrager: Callable[..., Vrager]) -> None:
    vrager("burgerservicenummer", "naam.geslachtsnaam").bsn(
        "999990019", leeg("geslachtsnaam", "geboortedatum")
    )
    [row] = UseRecord.objects.all()
    assert row.velden == ["burgerservicenummer", "naam.geslachtsnaam"]
    assert (row.doel, row.bron) == ("Uitvoering Wmo", "Basisregistratie Personen")


def test_no_log_no_answer(anna: None, vrager: Callable[..., Vrager], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr("kapstok.koppelvlakken.stuf_bg.bronnen.log_uses", broken)
    asker = vrager()
    asker.client.raise_request_exception = False
    response = asker.client.post(
        PATH,
        ENVELOP % {**STANDAARD, "gelijk": "<BG:inp.bsn>999990019</BG:inp.bsn>", "scope": ""},
        content_type="text/xml",
    )
    assert response.status_code == 500
    assert b"Berg" not in response.content


def test_in_order_and_page_by_page(anna: None, vrager: Callable[..., Vrager]) -> None:
    asker = vrager()
    first = asker.vraag(OP_ADRES, leeg("inp.bsn", "geslachtsnaam"), sortering="1", aantal="1")
    assert [tekst(o, "geslachtsnaam") for o in objecten(first)] == ["Berg"]
    assert first.findtext(".//StUF:indicatorVervolgvraag", "", NS) == "true"
    assert first.findtext(".//StUF:aantalVoorkomens", "", NS) == "2"
    start = '<BG:start><BG:object StUF:entiteittype="NPS"><BG:inp.bsn>999990019</BG:inp.bsn></BG:object></BG:start>'
    second = asker.vraag(
        OP_ADRES, leeg("inp.bsn", "geslachtsnaam"), sortering="1", verder="true", start=start
    )
    assert [tekst(o, "geslachtsnaam") for o in objecten(second)] == ["Jansen"]
    assert second.findtext(".//StUF:indicatorVervolgvraag", "", NS) == "false"
    assert asker.fout(OP_ADRES, verder="true")[0] == "StUF103"
    assert asker.fout(OP_ADRES, sortering="11")[0] == "StUF133"


def test_a_name_is_exact_unless_asked_otherwise(anna: None, vrager: Callable[..., Vrager]) -> None:
    asker = vrager()
    born = '<BG:geboortedatum StUF:indOnvolledigeDatum="D">19850601</BG:geboortedatum>'
    assert objecten(asker.vraag(f"<BG:geslachtsnaam>berg</BG:geslachtsnaam>{born}")) == []
    for name in ("berg", "Ber%"):
        loose = f'<BG:geslachtsnaam StUF:exact="false">{name}</BG:geslachtsnaam>{born}'
        assert len(objecten(asker.vraag(loose))) == 1


def test_nobody_found_is_an_answer_without_objects(
    anna: None, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    answer = vrager().vraag("<BG:inp.bsn>999992740</BG:inp.bsn>").find(".//BG:npsLa01", NS)
    schema.assertValid(answer)
    assert answer.find("BG:antwoord", NS) is None


@pytest.mark.parametrize(
    ("gelijk", "scope", "code", "named"),
    [
        ("<BG:inp.bsn>123456789</BG:inp.bsn>", "", "StUF055", "inp.bsn"),
        ("<BG:inp.bsn>één</BG:inp.bsn>", "", "StUF055", "inp.bsn"),
        ("<BG:geslachtsnaam>Berg</BG:geslachtsnaam>", "", "StUF058", "Zoek op bsn"),
        ("<BG:sub.emailadres>a@b.nl</BG:sub.emailadres>", "", "StUF058", "sub.emailadres"),
        ("<BG:inp.bsn>999990019</BG:inp.bsn>", "<BG:bestaatNiet/>", "StUF055", "bestaatNiet"),
        (
            "<BG:inp.bsn>999990019</BG:inp.bsn>",
            '<BG:scope><BG:object StUF:entiteittype="NPS" StUF:scope="alles"><BG:inp.bsn/></BG:object></BG:scope>',
            "StUF097",
            "",
        ),
    ],
)
def test_a_wrong_question_gets_its_published_code(
    anna: None, vrager: Callable[..., Vrager], gelijk: str, scope: str, code: str, named: str
) -> None:
    found, details = vrager().fout(gelijk, scope)
    assert found == code
    assert named in details


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ({"berichtcode": "Lv03"}, "StUF025"),
        ({"berichtcode": "Xx99"}, "StUF022"),
        ({"entiteittype": "KOZ", "bericht": "koz"}, "StUF031"),
        ({"entiteittype": "AOA"}, "StUF055"),
        ({"aantal": "veel"}, "StUF055"),
    ],
)
def test_another_message_is_refused_by_its_code(
    vrager: Callable[..., Vrager], rest: dict[str, str], code: str
) -> None:
    assert vrager().fout("<BG:inp.bsn>999990019</BG:inp.bsn>", **rest)[0] == code


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"geen xml",
        b"<a/>",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>',
        b"\xff\xfe\x00kapot",
    ],
)
def test_what_is_no_message_gets_a_fault_too(vrager: Callable[..., Vrager], body: bytes) -> None:
    answer = vrager().stuur(body, 500)
    assert gelezen_fout(answer)[0] == "StUF055"
    assert b"root:" not in etree.tostring(answer)


def test_too_large_and_by_get(vrager: Callable[..., Vrager]) -> None:
    asker = vrager()
    asker.stuur(b"<a>" + b" " * 1_000_001 + b"</a>", 413)
    assert asker.client.get(PATH).status_code == 405


def _basic(made: dict[str, Any]) -> dict[str, str]:
    pair = f"{made['client_id']}:{made['secret']}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def test_a_name_and_password_are_enough(anna: None, vrager: Callable[..., Vrager]) -> None:
    assert vrager(headers=_basic).bsn("999990019") is not None
    wrong = vrager(headers=lambda made: _basic({**made, "secret": "anders"}))
    assert wrong.fout("<BG:inp.bsn>999990019</BG:inp.bsn>", expect=401)[0] == "StUF013"


def test_a_username_token_in_the_envelope_is_enough(anna: None, vrager: Callable[..., Vrager]) -> None:
    kept: dict[str, Any] = {}
    asker = vrager(headers=lambda made: kept.update(made) or {})
    text = ENVELOP % {**STANDAARD, "gelijk": "<BG:inp.bsn>999990019</BG:inp.bsn>", "scope": ""}
    wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    token = (
        f'<w:Security xmlns:w="{wsse}"><w:UsernameToken><w:Username>{kept["client_id"]}</w:Username>'
        f"<w:Password>{kept['secret']}</w:Password></w:UsernameToken></w:Security>"
    )
    with_token = text.replace("<soapenv:Header/>", f"<soapenv:Header>{token}</soapenv:Header>")
    assert len(objecten(asker.stuur(with_token))) == 1
    assert gelezen_fout(asker.stuur(text, 401))[0] == "StUF013"


def test_without_a_purpose_nothing_is_told(anna: None, tenant: Any, actor: Any) -> None:
    from kapstok.magazijnen.autorisaties.services import add_applicatie

    made = add_applicatie(label="Zonder doel", client_id=None, secret=None, alles=True, actor=actor)
    body = ENVELOP % {**STANDAARD, "gelijk": "<BG:inp.bsn>999990019</BG:inp.bsn>", "scope": ""}
    response = Client(headers={"X-API-KEY": made["api_key"]}).post(PATH, body, content_type="text/xml")
    assert gelezen_fout(etree.fromstring(response.content))[0] == "StUF052"


def test_persons_of_another_municipality_are_not_there(
    anna: None, other_tenant: Any, vrager: Callable[..., Vrager], as_tenant: Any
) -> None:
    with as_tenant(other_tenant):
        asker = vrager()
    assert objecten(asker.vraag("<BG:inp.bsn>999990019</BG:inp.bsn>")) == []


@pytest.mark.standaard
@pytest.mark.skipif(
    not OFFICIAL.exists(), reason="the official test set is in the standards folder, which is absent"
)
def test_answers_for_all_test_persons_are_valid(
    tenant: Any, actor: Any, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    import_pl_json(OFFICIAL.read_bytes(), actor=actor)
    from kapstok.magazijnen.brp.models import Persoonslijst

    asker, seen = vrager(), 0
    for bsn in Persoonslijst.objects.exclude(bsn="").order_by("bsn").values_list("bsn", flat=True).distinct():
        answer = asker.vraag(f"<BG:inp.bsn>{bsn}</BG:inp.bsn>").find(".//BG:npsLa01", NS)
        assert schema.validate(answer), (bsn, str(schema.error_log)[:600])
        seen += len(objecten(answer))
    assert seen > 600
    assert BG in answer.tag
