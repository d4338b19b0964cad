"""aoaLv01: addresses of the municipality, for whoever may come in."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from kapstok.koppelvlakken.stuf_bg.tests.conftest import NS, Vrager, leeg, objecten
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.platform.audit.models import UseRecord

OP_POSTCODE = "<BG:postcode>8431AB</BG:postcode>"
AOA = {"bericht": "aoa", "entiteittype": "AOA"}


@pytest.fixture
def straat(tenant: Any) -> None:
    for n, (number, letter) in enumerate(((12, ""), (2, "B"), (2, "A")), 1):
        Nummeraanduiding.objects.create(
            identificatie=f"008520000000000{n}", openbare_ruimte="Dorpsstraat", huisnummer=number,
            huisletter=letter, postcode="8431AB", woonplaats="Oosterwolde", lon=6.29, lat=52.99,
        )  # fmt: skip


def numbers(answer: Any) -> list[str]:
    return [
        o.findtext("BG:huisnummer", "", NS) + o.findtext("BG:huisletter", "", NS) for o in objecten(answer)
    ]


def test_addresses_in_the_order_of_their_number(
    straat: None, vrager: Callable[..., Vrager], schema: etree.XMLSchema
) -> None:
    answer = vrager().vraag(OP_POSTCODE, sortering="2", **AOA)
    schema.assertValid(answer.find(".//BG:aoaLa01", NS))
    assert numbers(answer) == ["2A", "2B", "12"]


def test_page_by_page_with_only_what_is_named(straat: None, vrager: Callable[..., Vrager]) -> None:
    names = leeg("huisnummer", "opr.identificatie")
    scope = f'<BG:scope><BG:object StUF:entiteittype="AOA">{names}</BG:object></BG:scope>'
    start = (
        '<BG:start><BG:object StUF:entiteittype="AOA">'
        "<BG:identificatie>0085200000000002</BG:identificatie></BG:object></BG:start>"
    )
    answer = vrager().vraag(OP_POSTCODE, scope, sortering="2", verder="true", start=start, **AOA)
    [last] = objecten(answer)
    assert [etree.QName(n).localname for n in last] == ["opr.identificatie", "huisnummer"]


def test_an_address_is_nobody_so_nothing_is_logged(straat: None, vrager: Callable[..., Vrager]) -> None:
    vrager("burgerservicenummer").vraag(OP_POSTCODE, **AOA)
    assert not UseRecord.objects.exists()


@pytest.mark.parametrize(
    ("gelijk", "code"),
    [
        ("<BG:huisnummer>12</BG:huisnummer>", "StUF058"),
        ("<BG:postcode>8431 AB</BG:postcode>", "StUF055"),
        ("<BG:num.status>Naamgeving uitgegeven</BG:num.status>", "StUF058"),
    ],
)
def test_too_little_or_wrong_is_said(
    straat: None, vrager: Callable[..., Vrager], gelijk: str, code: str
) -> None:
    assert vrager().fout(gelijk, **AOA)[0] == code


def test_addresses_of_another_municipality_are_not_there(
    straat: None, other_tenant: Any, vrager: Callable[..., Vrager], as_tenant: Any
) -> None:
    with as_tenant(other_tenant):
        asker = vrager()
    assert numbers(asker.vraag(OP_POSTCODE, **AOA)) == []
