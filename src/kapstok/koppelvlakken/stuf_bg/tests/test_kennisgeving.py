"""npsLk01: a change of a person goes into the store as a whole, once, or not at all."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kapstok.koppelvlakken.stuf_bg.kennisgeving import VELDEN, Kennisgeving, gelezen
from kapstok.koppelvlakken.stuf_bg.nps_schrijven import toegepast
from kapstok.koppelvlakken.stuf_bg.tests.conftest import BESTANDEN, NS, Vrager, compiled, leeg
from kapstok.koppelvlakken.stuf_bg.waarden import Persoon
from kapstok.magazijnen.brp.models import Persoonslijst, Versie, Wijziging
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.events.models import Event
from kapstok.platform.stuf.fouten import StufFout
from kapstok.platform.stuf.xml import BG, SOAP, STUF, XSI

PATH = "/stuf/bg0310/ontvangAsynchroon"
BSN = "999990019"
LIJST = {
    "01": [[{"0110": "1000000011", "0120": BSN, "0210": "Anna Maria", "0230": "van", "0240": "Berg",
             "0310": "19850600", "0320": "0085", "0330": "6030", "0410": "V", "6110": "E", "8510": "19850612"}]],
    "08": [[{"0910": "0085", "0920": "20100101", "1010": "W", "1030": "20100101", "1110": "Dorpsstraat",
             "1115": "Dorpsstraat", "1120": "12", "1130": "a", "1160": "8431AB", "1170": "Oosterwolde",
             "1180": "0085010000000001", "1190": "0085200000000001", "7210": "I", "8510": "20100101"}]],
}  # fmt: skip
VERHUISD = {"gor.straatnaam": "Kerkweg", "aoa.postcode": "8432NA", "aoa.huisnummer": "7"}
WAS = {"gor.straatnaam": "Dorpsstraat", "aoa.postcode": "8431AB", "aoa.huisnummer": "12"}


def elementen(waarden: dict[str, str]) -> str:
    return "".join(f"<BG:{naam}>{tekst}</BG:{naam}>" for naam, tekst in waarden.items())


def adres(waarden: dict[str, str]) -> str:
    return f"<BG:verblijfsadres>{elementen(waarden)}</BG:verblijfsadres>"


def lk01(*objects: str, soort: str = "W", nummer: str = "M-1", overname: str = "V", werk: str = "") -> str:
    """A message; each object begins with the number of the person, unless it says so itself."""
    nodes = "".join(
        f'<BG:object StUF:entiteittype="NPS" StUF:verwerkingssoort="{werk or ("T" if soort == "T" else "W")}">'
        f"{o if '<BG:inp.bsn' in o else elementen({'inp.bsn': BSN}) + o}</BG:object>"
        for o in objects
    )
    return f"""<s:Envelope xmlns:s="{SOAP}"><s:Body>
<BG:npsLk01 xmlns:BG="{BG}" xmlns:StUF="{STUF}" xmlns:xsi="{XSI}">
<BG:stuurgegevens><StUF:berichtcode>Lk01</StUF:berichtcode>
<StUF:zender><StUF:applicatie>BURGERZAKEN</StUF:applicatie></StUF:zender>
<StUF:ontvanger><StUF:applicatie>KAPSTOK</StUF:applicatie></StUF:ontvanger>
<StUF:referentienummer>{nummer}</StUF:referentienummer><StUF:tijdstipBericht>20261126101500</StUF:tijdstipBericht>
<StUF:entiteittype>NPS</StUF:entiteittype></BG:stuurgegevens>
<BG:parameters><StUF:mutatiesoort>{soort}</StUF:mutatiesoort>
<StUF:indicatorOvername>{overname}</StUF:indicatorOvername></BG:parameters>{nodes}
</BG:npsLk01></s:Body></s:Envelope>"""


class Zender:
    """An application that sends changes."""

    def __init__(self, asker: Vrager, schema: etree.XMLSchema) -> None:
        self.client, self.schema = asker.client, schema

    def stuur(self, body: str, expect: int = 200) -> Any:
        response = self.client.post(PATH, body, content_type="text/xml")
        assert response.status_code == expect, response.content
        answer = etree.fromstring(response.content)
        [message] = answer.xpath(".//*[local-name()='Bv03Bericht' or local-name()='Fo03Bericht']")
        self.schema.assertValid(message)
        return message

    def fout(self, body: str, expect: int = 500) -> tuple[str, str]:
        body_of = self.stuur(body, expect).find("StUF:body", NS)
        return body_of.findtext("StUF:code", "", NS), body_of.findtext("StUF:details", "", NS)


@pytest.fixture(scope="session")
def mutatie(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    first = BESTANDEN / "bg0310" / "mutatie" / "bg0310_msg_mutatie.xsd"
    if not first.exists():
        pytest.skip("De XSD's van StUF-BG staan niet naast dit project (../shared/standards).")
    return compiled(first, tmp_path_factory.mktemp("xsd-mutatie"))


@pytest.fixture
def zender(vrager: Callable[..., Vrager], mutatie: etree.XMLSchema) -> Zender:
    return Zender(vrager("persoonslijsten.laden", "burgerservicenummer"), mutatie)


def laad(lijst: Any, actor: Any) -> None:
    import_pl_json(
        json.dumps({"formaat": "pl-json/1", "personen": [{"categorieen": lijst}]}).encode(), actor=actor
    )


@pytest.fixture
def anna(tenant: Any, actor: Any) -> None:
    laad(LIJST, actor)


def lijst() -> Any:
    return Persoonslijst.objects.get(bsn=BSN).categorieen


def test_somebody_moves_and_what_was_becomes_history(
    anna: None, zender: Zender, mutatie: etree.XMLSchema
) -> None:
    begin = "<BG:begindatumVerblijf>%s</BG:begindatumVerblijf></BG:verblijfsadres>"
    nodes = [
        adres(a).replace("</BG:verblijfsadres>", begin % d)
        for a, d in ((WAS, "20100101"), (VERHUISD, "20261120"))
    ]
    body = lk01(*nodes)
    mutatie.assertValid(etree.fromstring(body).find(".//BG:npsLk01", NS))
    answer = zender.stuur(body)
    assert answer.findtext("StUF:stuurgegevens/StUF:crossRefnummer", "", NS) == "M-1"
    assert answer.findtext("StUF:stuurgegevens/StUF:ontvanger/StUF:applicatie", "", NS) == "BURGERZAKEN"
    new, old = lijst()["08"][0]
    assert (new["1110"], new["1160"], new["1120"], new["1030"]) == ("Kerkweg", "8432NA", "7", "20261120")
    assert new["8510"] == "20261120"
    assert "1180" not in new  # another address is another object, which the message does not name
    assert old == LIJST["08"][0][0]
    row = Persoonslijst.objects.get(bsn=BSN)
    assert (row.postcode, row.huisnummer) == ("8432NA", "7")
    [event] = Event.objects.filter(type="brp.persoon.gewijzigd")
    assert (event.subject, event.data) == (str(row.id), {"categorieen": ["08"]})
    assert Wijziging.objects.filter(bsn=BSN).exists()
    [use] = UseRecord.objects.all()
    assert "verblijfplaats.verblijfadres.postcode" in use.velden


def test_the_same_message_twice_changes_once(anna: None, zender: Zender) -> None:
    body = lk01(adres(WAS), adres(VERHUISD))
    for _ in range(2):
        zender.stuur(body)
    assert len(lijst()["08"][0]) == 2
    assert Event.objects.filter(type="brp.persoon.gewijzigd").count() == 1


def test_out_of_order_is_said_by_name_and_nothing_is_taken_over(anna: None, zender: Zender) -> None:
    naam = elementen({"geslachtsnaam": "Dijk"})
    code, details = zender.fout(
        lk01(naam + adres(VERHUISD), elementen({"geslachtsnaam": "Veld"}) + adres(WAS))
    )
    assert code == "StUF058"
    assert "geslachtsnaam" in details
    assert "Dijk" not in details
    assert lijst() == LIJST
    # Once what was missed has come, the same message, with the same number, is taken in.
    zender.stuur(
        lk01(elementen({"geslachtsnaam": "Berg"}) + adres(WAS), naam + adres(VERHUISD), nummer="M-0")
    )
    zender.stuur(lk01(naam + adres(VERHUISD), elementen({"geslachtsnaam": "Veld"}) + adres(WAS)))
    assert (lijst()["01"][0][0]["0240"], lijst()["08"][0][0]["1120"]) == ("Veld", "12")


def test_somebody_dies_on_a_day_that_is_partly_known(anna: None, zender: Zender) -> None:
    was = '<BG:overlijdensdatum xsi:nil="true" StUF:noValue="geenWaarde"/>'
    wordt = '<BG:overlijdensdatum StUF:indOnvolledigeDatum="D">20261101</BG:overlijdensdatum>'
    zender.stuur(lk01(was, wordt))
    assert lijst()["06"][0][0]["0810"] == "20261100"
    assert Persoonslijst.objects.get(bsn=BSN).overleden


def test_somebody_new(tenant: Any, zender: Zender) -> None:
    person = elementen({"inp.bsn": BSN, "geslachtsnaam": "Berg", "voornamen": "Anna"}) + adres(WAS)
    zender.stuur(lk01(person, soort="T"))
    assert lijst()["01"][0][0]["0240"] == "Berg"
    assert zender.fout(lk01(person, soort="T", nummer="M-2"))[0] == "StUF067"


def test_who_is_taken_out_is_gone_and_what_was_is_kept(
    anna: None, zender: Zender, mutatie: etree.XMLSchema
) -> None:
    nothing = '<BG:object StUF:entiteittype="NPS" StUF:verwerkingssoort="V" xsi:nil="true"/>'
    body = lk01(elementen({"geslachtsnaam": "Berg"}), soort="V", werk="V")
    body = body.replace("</BG:npsLk01>", f"{nothing}</BG:npsLk01>")
    mutatie.assertValid(etree.fromstring(body).find(".//BG:npsLk01", NS))
    zender.stuur(body)
    assert not Persoonslijst.objects.filter(bsn=BSN).exists()
    assert Versie.objects.get(bsn=BSN).categorieen == LIJST


@pytest.mark.parametrize(("soort", "length", "marked"), [("C", 1, None), ("F", 2, "O")])
def test_a_correction_leaves_formal_history_or_none(
    anna: None, zender: Zender, soort: str, length: int, marked: str | None
) -> None:
    names = (elementen({"voornamen": v}) for v in ("Anna Maria", "Anna Marie"))
    zender.stuur(lk01(*names, soort=soort))
    stapel = lijst()["01"][0]
    assert (len(stapel), stapel[0]["0210"], stapel[0]["8510"]) == (length, "Anna Marie", "19850612")
    assert stapel[-1].get("8410") == marked


def test_what_is_only_told_is_not_taken_over(anna: None, zender: Zender) -> None:
    zender.stuur(lk01(adres(WAS), adres(VERHUISD), overname="I"))
    assert lijst() == LIJST


PARTNER = (
    '<BG:inp.heeftAlsEchtgenootPartner StUF:entiteittype="NPSNPSHUW" StUF:verwerkingssoort="%s"'
    '><BG:gerelateerde StUF:entiteittype="NPS"/></BG:inp.heeftAlsEchtgenootPartner>'
)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (lk01(elementen({"inp.bsn": BSN}), elementen({"inp.bsn": "999990056"})), "StUF058"),
        (lk01("", PARTNER % "T"), "StUF058"),
        (lk01("", "", werk="S"), "StUF058"),
        (lk01("", "", soort="V", werk="V"), "StUF055"),
        (lk01(elementen({"geslachtsnaam": "Veld"}), soort="V", werk="V"), "StUF058"),
        (lk01("", "", soort="X"), "StUF055"),
        (lk01(""), "StUF055"),
        (lk01("", elementen({"geslachtsnaam": "Veld"})), "StUF055"),
        (lk01(elementen({"geboortedatum": "19850601"}), elementen({"geboortedatum": "19851399"})), "StUF058"),
        (lk01(adres(WAS), adres({**VERHUISD, "aoa.postcode": "fout"})), "StUF055"),
        (lk01(elementen({"inp.burgerlijkeStaat": "1"}), elementen({"inp.burgerlijkeStaat": "2"})), "StUF058"),
        (lk01(elementen({"inp.indicatieGeheim": "0"}), elementen({"inp.indicatieGeheim": "x"})), "StUF055"),
        (lk01("", "<BG:bestaatNiet>1</BG:bestaatNiet>"), "StUF055"),
        (lk01(*[elementen({"inp.bsn": "999990056"})] * 2), "StUF064"),
        (lk01("", "").replace("npsLk01", "npsLk02"), "StUF055"),
        (lk01("", "").replace(">Lk01<", ">Lk02<"), "StUF025"),
        ("geen xml", "StUF055"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_by_its_code(
    anna: None, zender: Zender, body: str, code: str
) -> None:
    assert zender.fout(body)[0] == code
    assert lijst() == LIJST


def test_a_relation_that_is_only_named_changes_nothing(anna: None, zender: Zender) -> None:
    zender.stuur(lk01(PARTNER % "I" + adres(WAS), PARTNER % "I" + adres(VERHUISD)))
    assert lijst()["08"][0][0]["1110"] == "Kerkweg"


def test_only_who_may_load_persons_may_change_them(
    anna: None, vrager: Callable[..., Vrager], mutatie: etree.XMLSchema
) -> None:
    reader = Zender(vrager(), mutatie)
    assert reader.fout(lk01(adres(WAS), adres(VERHUISD)))[0] == "StUF052"
    reader.client = Client()
    assert reader.fout(lk01(adres(WAS), adres(VERHUISD)), expect=401)[0] == "StUF013"
    assert lijst() == LIJST


def test_persons_of_another_municipality_cannot_be_changed(
    anna: None, other_tenant: Any, vrager: Callable[..., Vrager], as_tenant: Any, mutatie: etree.XMLSchema
) -> None:
    with as_tenant(other_tenant):
        stranger = Zender(vrager("persoonslijsten.laden"), mutatie)
    assert stranger.fout(lk01(adres(WAS), adres(VERHUISD)))[0] == "StUF064"
    assert lijst() == LIJST


def test_what_was_taken_in_is_what_is_answered(
    anna: None, zender: Zender, vrager: Callable[..., Vrager]
) -> None:
    zender.stuur(lk01(adres(WAS), adres(VERHUISD)))
    found = vrager().bsn(BSN, leeg("verblijfsadres"))
    assert found.findtext("BG:verblijfsadres/BG:gor.straatnaam", "", NS) == "Kerkweg"


VANDAAG = date(2026, 11, 26)
_namen = st.text(st.characters(categories=["L"], max_codepoint=0x17F), min_size=1, max_size=20)
_dagen = st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(lambda d: f"{d:%Y%m%d}")
_waarden = st.fixed_dictionaries(
    {},
    optional={
        "geslachtsnaam": _namen,
        "voornamen": _namen,
        "geslachtsaanduiding": st.sampled_from("MVO"),
        "geboortedatum": _dagen,
        "overlijdensdatum": _dagen,
        "inp.overlijdenplaats": st.sampled_from(["Heerenveen", "Oldenburg"]),
        "inp.indicatieGeheim": st.sampled_from("0237"),
        "verblijfsadres/gor.straatnaam": _namen,
        "verblijfsadres/aoa.huisnummer": st.integers(1, 99999).map(str),
        "verblijfsadres/aoa.postcode": st.sampled_from(["8431AB", "9231FA"]),
        "inp.gemeenteVanInschrijving": st.sampled_from(["0085", "0086", "0098"]),
    },
)


@given(st.lists(_waarden, min_size=1, max_size=4), st.sampled_from("WCF"))
def test_after_any_row_of_changes_the_list_says_what_the_last_one_said(
    changes: list[dict[str, str]], soort: str
) -> None:
    from kapstok.koppelvlakken.stuf_bg.entiteit import Waarde

    now, expected = LIJST, {}
    for change in changes:
        was = {pad: VELDEN[pad].lees(Persoon(now, VANDAAG)) for pad in change}
        was = {pad: w._replace(onvolledig=w.onvolledig.replace("V", "")) for pad, w in was.items()}
        wordt = {pad: Waarde(text) for pad, text in change.items()}
        now, _ = toegepast(now, Kennisgeving(soort, True, was, wordt, ""), VANDAAG)
        expected |= change
    after = Persoon(now, VANDAAG)
    assert {pad: VELDEN[pad].lees(after).tekst for pad in expected} == expected


def _soup() -> Iterator[str]:
    yield from ("", "1", "20261399", "0" * 300, "é", "9999999999")


@given(st.sampled_from(sorted(VELDEN)), st.sampled_from(list(_soup())), st.sampled_from(list(_soup())))
def test_no_value_of_any_element_breaks_it(pad: str, was: str, wordt: str) -> None:
    groep, _, naam = pad.rpartition("/")
    nodes = [elementen({naam: w}) for w in (was, wordt)]
    if groep:
        nodes = [f"<BG:{groep}>{n}</BG:{groep}>" for n in nodes]
    bericht = etree.fromstring(lk01(*nodes).encode()).find(".//BG:npsLk01", NS)
    try:
        new, changed = toegepast(LIJST, gelezen(bericht), VANDAAG)
    except StufFout:
        return
    assert (new == LIJST) == (not changed)
