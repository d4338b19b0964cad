"""Every check finds what it is for, and a register with nothing odd gives nothing."""

from datetime import timedelta
from typing import Any

import pytest

from kapstok.diensten.kwaliteit.alle import CONTROLES, VAN_CODE
from kapstok.diensten.kwaliteit.tests.conftest import ANNA, BOUKE, CEES, NOW, ander, lijst
from kapstok.kern.nummers import is_bsn
from kapstok.magazijnen.bag.tests import leveringen as maak

PARTNERS = (
    lijst(ANNA, "Anna", _05=[ander(BOUKE, "Bouke")], _09=[ander(CEES, "Cees", "20100101")]),
    lijst(BOUKE, "Bouke", _05=[ander(ANNA, "Anna")], _09=[ander(CEES, "Cees", "20100101")]),
    lijst(CEES, "Cees", "20100101", _02=[ander(ANNA, "Anna")], _03=[ander(BOUKE, "Bouke")]),
)


@pytest.mark.usefixtures("huis")
def test_a_family_of_which_all_is_right_gives_nothing(personen: Any, controleer: Any) -> None:
    assert all(is_bsn(b) for b in (ANNA, BOUKE, CEES))
    personen(*PARTNERS)
    assert controleer() == {}


ODD: dict[str, tuple[dict[str, Any], ...]] = {
    "bsn-elfproef": (lijst("123456789", "Anna"),),
    "bsn-ontbreekt": (lijst(ANNA, "Anna", persoon={"0120": ""}),),
    "persoon-dubbel": (lijst(ANNA, "Anna"), lijst(BOUKE, "ANNA")),
    "adres-zonder-bag": (lijst(ANNA, "Anna", woont={"1190": "", "1180": ""}),),
    "adres-onbekend": (lijst(ANNA, "Anna", woont={"1190": "0085200000000099"}),),
    "adres-anders": (lijst(ANNA, "Anna", woont={"1160": "8431ZZ"}),),
    "partner-wederkerig": (lijst(ANNA, "Anna", _05=[ander(BOUKE, "Bouke")]), lijst(BOUKE, "Bouke")),
    "kind-wederkerig": (
        lijst(ANNA, "Anna", _09=[ander(CEES, "Cees", "20100101")]),
        lijst(CEES, "Cees", "20100101"),
    ),
    "ouder-wederkerig": (
        lijst(ANNA, "Anna"),
        lijst(CEES, "Cees", "20100101", _03=[ander(ANNA, "Anna")]),
    ),
    "ouder-te-jong": (lijst(CEES, "Cees", "19900101", _02=[ander(ANNA, "Anna", "19800102")]),),
    "datum-bestaat-niet": (lijst(ANNA, "Anna", "19810229"),),
    "datum-kan-niet": (lijst(ANNA, "Anna", "20270101"),),
    "zeer-oud": (lijst(ANNA, "Anna", "19150101"),),
    "overleden-niet-opgeschort": (lijst(ANNA, "Anna", _06=[[{"0810": "20200101"}]]),),
}


@pytest.mark.usefixtures("huis")
@pytest.mark.parametrize("code", ODD)
def test_what_is_odd_about_a_person_is_found_by_its_own_check_only(
    code: str, personen: Any, controleer: Any
) -> None:
    personen(*ODD[code])
    assert set(controleer()) == {code}


@pytest.mark.usefixtures("huis")
def test_two_lists_with_one_number_are_both_found(personen: Any, controleer: Any) -> None:
    personen(
        lijst(ANNA, "Anna", persoon={"0110": "9000000001"}),
        lijst(ANNA, "Gea", persoon={"0110": "9000000002"}),
    )
    assert controleer() == {"bsn-dubbel": 2}


@pytest.mark.usefixtures("huis")
@pytest.mark.parametrize(
    ("born", "found"),
    [
        ("20000229", {}),
        ("19000229", {"datum-bestaat-niet": 1, "zeer-oud": 1}),
        ("19800000", {}),
        ("19801300", {"datum-bestaat-niet": 1}),
        ("19800431", {"datum-bestaat-niet": 1}),
        ("00000000", {}),
        ("19800031", {"datum-bestaat-niet": 1}),
        ("onbekend", {"datum-bestaat-niet": 1}),
    ],
)
def test_dates_that_are_known_in_part_are_no_fault_and_days_that_never_were_are(
    born: str, found: dict[str, int], personen: Any, controleer: Any
) -> None:
    personen(lijst(ANNA, "Anna", born))
    assert controleer() == found


@pytest.mark.usefixtures("huis")
def test_death_before_birth_cannot_be(personen: Any, controleer: Any) -> None:
    personen(
        lijst(ANNA, "Anna", "19800101", _06=[[{"0810": "19791231"}]], _07=[[{"6720": "O", "7010": "0"}]])
    )
    assert controleer() == {"datum-kan-niet": 1}


@pytest.mark.usefixtures("huis")
def test_a_partner_of_before_need_not_be_named_back(personen: Any, controleer: Any) -> None:
    personen(lijst(ANNA, "Anna", _05=[ander(BOUKE, "Bouke", **{"0710": "20200101"})]), lijst(BOUKE, "Bouke"))
    assert controleer() == {}


def test_who_lives_in_a_building_that_was_pulled_down(laad: Any, personen: Any, controleer: Any) -> None:
    gone = maak.replace(maak.pand(), status="Pand gesloopt")
    laad(maak.woonplaats(), maak.straat(), maak.adres(), gone, maak.verblijfsobject())
    personen(lijst(ANNA, "Anna"))
    assert controleer() == {"pand-gesloopt": 1, "woning-zonder-pand": 1}


def test_who_lives_on_an_address_that_was_withdrawn(laad: Any, personen: Any, controleer: Any) -> None:
    second = "0085200000000002"
    gone = maak.replace(maak.adres(second), status="Naamgeving ingetrokken")
    laad(maak.woonplaats(), maak.straat(), maak.adres(), gone, maak.pand(), maak.verblijfsobject())
    personen(lijst(ANNA, "Anna", woont={"1190": second}))
    assert controleer() == {"adres-ingetrokken": 1}


def test_who_lives_in_a_dwelling_that_was_withdrawn(laad: Any, personen: Any, controleer: Any) -> None:
    gone = maak.verblijfsobject("0085010000000002", "0085200000000002", status="Verblijfsobject ingetrokken")
    laad(maak.woonplaats(), maak.straat(), maak.adres(), maak.pand(), maak.verblijfsobject(), gone)
    personen(lijst(ANNA, "Anna", woont={"1180": "0085010000000002"}))
    assert controleer() == {"object-ingetrokken": 1}


def test_addresses_that_nothing_has_that_lie_nowhere_and_that_are_there_twice(
    laad: Any, controleer: Any
) -> None:
    lost = maak.adres("0085200000000002", 14, straat="0085300000000009")
    twice = maak.adres("0085200000000003")
    laad(maak.woonplaats(), maak.straat(), maak.adres(), lost, twice, maak.pand(), maak.verblijfsobject())
    assert controleer() == {"adres-zonder-object": 2, "adres-zonder-straat": 1}
    laad(maak.verblijfsobject("0085010000000003", "0085200000000003"))
    later = controleer(moment=NOW + timedelta(days=1))
    assert later == {"adres-zonder-object": 1, "adres-zonder-straat": 1, "adres-dubbel": 2}


@pytest.mark.parametrize(("size", "found"), [(3, 1), (120, 0), (999_999, 0), (5000, 1)])
def test_a_dwelling_of_a_size_that_cannot_be(laad: Any, controleer: Any, size: int, found: int) -> None:
    laad(maak.woonplaats(), maak.straat(), maak.adres(), maak.pand(), maak.verblijfsobject(oppervlakte=size))
    assert controleer() == ({"oppervlakte-vreemd": 1} if found else {})


@pytest.mark.usefixtures("huis")
def test_many_on_one_address_are_told_once(personen: Any, controleer: Any) -> None:
    numbers = [n for n in range(999_990_000, 999_991_000) if is_bsn(str(n))][:13]
    personen(*(lijst(str(n), f"Inwoner {n}") for n in numbers))
    assert controleer() == {"veel-bewoners": 1}


def test_checks_are_told_apart_and_say_in_plain_words_what_is_wrong() -> None:
    assert len(VAN_CODE) == len(CONTROLES)
    assert all(str(c.naam) and str(c.uitleg).endswith((".", "?")) for c in CONTROLES)


def test_every_check_on_persons_has_a_story_here() -> None:
    told = {
        *ODD,
        "bsn-dubbel",
        "veel-bewoners",
        "pand-gesloopt",
        "adres-ingetrokken",
        "object-ingetrokken",
        "adres-zonder-object",
        "adres-zonder-straat",
        "woning-zonder-pand",
        "adres-dubbel",
        "oppervlakte-vreemd",
    }
    assert told == set(VAN_CODE)
