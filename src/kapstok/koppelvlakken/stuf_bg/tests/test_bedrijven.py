"""nnpLv01 and vesLv01: legal persons and branches of the handelsregister."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kapstok.demo.bedrijven import load_bedrijven
from kapstok.demo.personen import COMPANY
from kapstok.koppelvlakken.stuf_bg.tests.conftest import NS, Vrager, leeg, objecten
from kapstok.magazijnen.hr.models import Vestiging
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.config import settings

NNP = {"bericht": "nnp", "entiteittype": "NNP"}
VES = {"bericht": "ves", "entiteittype": "VES"}
FORMS = Path(settings.standaarden_map) / "registers" / "hr"
BV = {
    "kvkNummer": "90000011", "naam": "Fierljep BV", "statutaireNaam": "Fierljep B.V.",
    "materieleRegistratie": {"datumAanvang": "20100000"},
    "sbiActiviteiten": [
        {"sbiCode": "93199", "sbiOmschrijving": "Polsstokverhuur", "indHoofdactiviteit": "Ja"},
        {"sbiCode": "4724", "sbiOmschrijving": "Winkel in brood", "indHoofdactiviteit": "Nee"},
    ],
    "_embedded": {
        "eigenaar": {
            "rsin": "992760963", "rechtsvorm": "BV",
            "adressen": [{"type": "bezoekadres", "indAfgeschermd": "Nee", "straatHuisnummer": "Am Deich 1",
                          "postcodeWoonplaats": "26121 Oldenburg", "land": "Duitsland"}],
        },
        "hoofdvestiging": {
            "vestigingsnummer": "000090000011", "eersteHandelsnaam": "Fierljep", "indHoofdvestiging": "Ja",
            "handelsnamen": [{"naam": "Fierljep", "volgorde": 0}, {"naam": "De Polsstok", "volgorde": 1}],
            "adressen": [{"type": "bezoekadres", "indAfgeschermd": "Ja", "straatnaam": "Geheimpad", "huisnummer": 7,
                          "postcode": "8431AB", "plaats": "Oosterwolde", "land": "Nederland"}],
        },
    },
}  # fmt: skip
OP_RSIN = "<BG:inn.nnpId>992760963</BG:inn.nnpId>"
OP_NUMMER = "<BG:vestigingsNummer>000090000011</BG:vestigingsNummer>"


@pytest.fixture
def bv(tenant: Any, actor: Any) -> None:
    import_kvk(json.dumps(BV).encode(), actor=actor)


def test_a_legal_person_by_its_number(
    bv: None, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    answer = vrager().vraag(OP_RSIN, **NNP)
    schema.assertValid(answer.find(".//BG:nnpLa01", NS))
    [found] = objecten(answer)
    assert found.findtext("BG:statutaireNaam", "", NS) == "Fierljep B.V."
    assert found.findtext("BG:sub.verblijfBuitenland/BG:lnd.landnaam", "", NS) == "Duitsland"
    start = found.find("BG:datumAanvang", NS)
    assert (start.text, start.get(f"{{{NS['StUF']}}}indOnvolledigeDatum")) == ("20100101", "M")


def test_a_branch_with_its_names_and_activities_but_not_its_shielded_address(
    bv: None, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    answer = vrager().vraag(OP_NUMMER, **VES)
    schema.assertValid(answer.find(".//BG:vesLa01", NS))
    [found] = objecten(answer)
    assert [n.text for n in found.findall("BG:handelsnaam", NS)] == ["Fierljep", "De Polsstok"]
    assert [n.text for n in found.findall("BG:activiteit/BG:omschrijving", NS)] == [
        "Polsstokverhuur",
        "Winkel in brood",
    ]
    assert b"Geheimpad" not in etree.tostring(answer)


def test_a_name_is_exact_unless_asked_otherwise(bv: None, vrager: Callable[..., Vrager]) -> None:
    asker = vrager()
    assert not objecten(asker.vraag("<BG:handelsnaam>Polsstok</BG:handelsnaam>", **VES))
    assert len(objecten(asker.vraag("<BG:handelsnaam>De Polsstok</BG:handelsnaam>", **VES))) == 1
    loose = '<BG:statutaireNaam StUF:exact="false">fierl%</BG:statutaireNaam>'
    assert len(objecten(asker.vraag(loose, **NNP))) == 1


def test_only_what_is_named_and_why_the_rest_is_not_there(bv: None, vrager: Callable[..., Vrager]) -> None:
    names = leeg("handelsnaam", "sub.telefoonnummer", "activiteit")
    scope = f'<BG:scope><BG:object StUF:entiteittype="VES">{names}</BG:object></BG:scope>'
    [found] = objecten(vrager().vraag(OP_NUMMER, scope, **VES))
    told = list(dict.fromkeys(etree.QName(n).localname for n in found))
    assert told == ["handelsnaam", "activiteit", "sub.telefoonnummer"]


@pytest.mark.parametrize(
    ("gelijk", "soort", "code"),
    [
        ("<BG:inn.rechtsvorm>BV</BG:inn.rechtsvorm>", NNP, "StUF058"),
        ("<BG:inn.nnpId>één</BG:inn.nnpId>", NNP, "StUF055"),
        ("<BG:activiteit><BG:omschrijving>Brood</BG:omschrijving></BG:activiteit>", VES, "StUF058"),
    ],
)
def test_a_wrong_question_gets_its_published_code(
    bv: None, vrager: Callable[..., Vrager], gelijk: str, soort: dict[str, str], code: str
) -> None:
    assert vrager().fout(gelijk, **soort)[0] == code


def test_businesses_of_another_municipality_are_not_there(
    bv: None, other_tenant: Any, vrager: Callable[..., Vrager], as_tenant: Any
) -> None:
    with as_tenant(other_tenant):
        asker = vrager()
    assert objecten(asker.vraag(OP_RSIN, **NNP)) == []
    assert objecten(asker.vraag(OP_NUMMER, **VES)) == []


def test_the_register_is_open_so_nothing_is_logged(bv: None, vrager: Callable[..., Vrager]) -> None:
    vrager("burgerservicenummer").vraag(OP_RSIN, **NNP)
    assert not UseRecord.objects.exists()


def test_the_businesses_of_the_demo_are_valid(
    tenant: Any, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    load_bedrijven()
    asker = vrager()
    for branch in COMPANY.vestigingen:
        answer = asker.vraag(f"<BG:vestigingsNummer>{branch.nummer}</BG:vestigingsNummer>", **VES)
        schema.assertValid(answer.find(".//BG:vesLa01", NS))
        assert len(objecten(answer)) == 1
    answer = asker.vraag(OP_RSIN, **NNP)
    schema.assertValid(answer.find(".//BG:nnpLa01", NS))
    assert len(objecten(answer)) == 1


@pytest.mark.standaard
@pytest.mark.skipif(not FORMS.exists(), reason="the test forms are in the standards folder, which is absent")
def test_the_published_forms_are_valid(
    tenant: Any, actor: Any, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    for form in sorted(FORMS.glob("kvk-*.json")):
        import_kvk(form.read_bytes(), actor=actor)
    asker = vrager()
    for number in Vestiging.objects.values_list("vestigingsnummer", flat=True):
        answer = asker.vraag(f"<BG:vestigingsNummer>{number}</BG:vestigingsNummer>", **VES)
        schema.assertValid(answer.find(".//BG:vesLa01", NS))
        assert len(objecten(answer)) == 1
    answer = asker.vraag("<BG:inn.nnpId>992340594</BG:inn.nnpId>", **NNP)
    schema.assertValid(answer.find(".//BG:nnpLa01", NS))
    assert objecten(answer)[0].findtext("BG:bezoekadres/BG:aoa.huisnummer", "", NS) == "163"
