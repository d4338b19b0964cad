"""The rules of the catalogus, one by one, without a database."""

import datetime as dt
from itertools import combinations, product

import pytest

from kapstok.magazijnen.catalogi import rules, rules_archief, rules_vorm
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.selectielijst import Resultaat, lijst


def codes(found: list[CatalogusRefused]) -> set[tuple[str, str]]:
    return {(r.field, r.code) for r in found}


def klasse(procestermijn: str) -> Resultaat:
    return next(r for r in lijst().resultaten.values() if r.procestermijn == procestermijn)


@pytest.mark.regel("ztc-001")
def test_ztc_001_asks_for_a_procestype():
    procestype = next(iter(lijst().procestypen.values()))
    assert rules_archief.ztc_001(procestype.url, lijst()) == []
    assert rules_archief.ztc_001("", lijst()) == []
    wrong = rules_archief.ztc_001(klasse("nihil").url, lijst())
    assert codes(wrong) == {("selectielijstProcestype", "invalid-resource")}


@pytest.mark.regel("ztc-002")
def test_ztc_002_names_every_wrong_address():
    found = rules_archief.ztc_002("https://a.test/x", "https://a.test/y", None, lijst())
    assert codes(found) == {
        ("resultaattypeomschrijving", "invalid-resource"),
        ("selectielijstklasse", "invalid-resource"),
    }


def test_ztc_002_keeps_the_class_within_the_procestype():
    generic = next(iter(lijst().omschrijvingen.values()))
    one = klasse("nihil")
    own = next(p for p in lijst().procestypen.values() if p.nummer == one.procestype)
    other = next(p for p in lijst().procestypen.values() if p.nummer != one.procestype)
    assert rules_archief.ztc_002(generic.url, one.url, own, lijst()) == []
    assert rules_archief.ztc_002(generic.url, one.url, None, lijst()) == []
    found = rules_archief.ztc_002(generic.url, one.url, other, lijst())
    assert codes(found) == {("nonFieldErrors", "procestype-mismatch")}


def test_ztc_002_takes_what_is_not_said_from_the_class():
    one = next(r for r in lijst().resultaten.values() if r.waardering == "vernietigen" and r.bewaartermijn)
    row = {"selectielijstklasse": one.url, "resultaattypeomschrijving": ""}
    empty = rules_archief.ztc_002_defaults(
        {**row, "archiefnominatie": "", "archiefactietermijn": ""}, lijst()
    )
    assert (empty["archiefnominatie"], empty["archiefactietermijn"]) == ("vernietigen", one.bewaartermijn)
    said = rules_archief.ztc_002_defaults(
        {**row, "archiefnominatie": "blijvend_bewaren", "archiefactietermijn": "P99Y"}, lijst()
    )
    assert not {"archiefnominatie", "archiefactietermijn"} & set(said)


@pytest.mark.parametrize(
    ("procestermijn", "good"),
    [("nihil", {"afgehandeld"}), ("ingeschatte_bestaansduur_procesobject", {"termijn"}), ("", None)],
)
@pytest.mark.regel("ztc-003")
def test_ztc_003_leaves_the_way_that_fits_the_procestermijn(procestermijn: str, good: set[str] | None):
    for way in rules_archief.WANTED:
        found = rules_archief.ztc_003(way, klasse(procestermijn))
        assert (found == []) == (good is None or way in good), way


@pytest.mark.parametrize("way", sorted(rules_archief.WANTED))
@pytest.mark.parametrize("size", range(len(rules_archief.CODES) + 1))
@pytest.mark.regel("ztc-004", "ztc-005", "ztc-006", "ztc-007", "ztc-008")
def test_ztc_004_to_008_say_what_is_missing_and_what_is_too_much(way: str, size: int):
    for given_ in map(set, combinations(rules_archief.CODES, size)):
        _members(way, given_)


def _members(way: str, given_: set[str]) -> None:
    found = rules_archief.ztc_004_to_008({"afleidingswijze": way, **dict.fromkeys(given_, "x")})
    wanted = rules_archief.WANTED[way]
    missing = {r.field.partition(".")[2] for r in found if r.code == "required"}
    extra = {r.field.partition(".")[2] for r in found if r.code == "must-be-empty"}
    assert missing == wanted - given_
    forbidden = set(rules_archief.CODES) - wanted - {"einddatumBekend"}
    assert extra - {"einddatumBekend"} == given_ & forbidden
    assert ("einddatumBekend" in extra) == ("einddatumBekend" in given_ and way in {"afgehandeld", "termijn"})


@pytest.mark.regel("ztc-x-brondatum")
def test_only_what_is_kept_for_ever_can_do_without_a_start():
    assert rules_archief.brondatum_present(None, "blijvend_bewaren") == []
    found = rules_archief.brondatum_present(None, "vernietigen")
    assert codes(found) == {("brondatumArchiefprocedure", "required")}


@pytest.mark.regel("ztc-009")
def test_ztc_009_lets_a_published_type_only_end():
    assert rules.ztc_009(concept=True, forced=False, changed={"omschrijving"}) == []
    assert rules.ztc_009(concept=False, forced=True, changed={"omschrijving"}) == []
    assert rules.ztc_009(concept=False, forced=False, changed={"einde_geldigheid"}) == []
    for changed in ({"omschrijving"}, {"einde_geldigheid", "omschrijving"}, set(), None):
        found = rules.ztc_009(concept=False, forced=False, changed=changed)
        assert codes(found) == {("nonFieldErrors", "non-concept-object")}


def test_ztc_009_force_does_not_make_it_another_type():
    found = rules.ztc_009_key({"identificatie": "A"}, {"identificatie": "B"}, ["identificatie"])
    assert codes(found) == {("identificatie", "non-concept-object")}
    assert rules.ztc_009_key({"identificatie": "A"}, {"identificatie": "A"}, ["identificatie"]) == []


@pytest.mark.regel("ztc-010")
def test_ztc_010_a_part_of_a_published_zaaktype_stays():
    assert rules.ztc_010(concept=True, forced=False) == rules.ztc_010(concept=False, forced=True) == []
    assert codes(rules.ztc_010(concept=False, forced=False)) == {("nonFieldErrors", "non-concept-zaaktype")}


def test_ztc_010_a_relation_stays_when_both_sides_are_published():
    for one, other in ((True, True), (True, False), (False, True)):
        assert rules.ztc_010_relation(zaaktype_concept=one, other_concept=other, forced=False) == []
    found = rules.ztc_010_relation(zaaktype_concept=False, other_concept=False, forced=False)
    assert codes(found) == {("nonFieldErrors", "non-concept-relation")}


@pytest.mark.regel("ztc-012")
def test_ztc_012_says_all_that_is_missing_at_once():
    found = rules.ztc_012(
        statustypen=1, resultaattypen=0, roltypen=0, without_class=["Verleend"], concept_relations=["Brief"]
    )
    assert {r.code for r in found} == {"concept-relation"}
    fields = [r.field for r in found]
    assert sorted(fields) == ["nonFieldErrors", "resultaattypen", "resultaattypen", "roltypen", "statustypen"]
    nothing = rules.ztc_012(
        statustypen=2, resultaattypen=1, roltypen=1, without_class=[], concept_relations=[]
    )
    assert nothing == []


@pytest.mark.regel("ztc-016")
def test_ztc_016_overlap_is_sharing_a_day():
    start = dt.date(2020, 1, 1)
    periods = [
        (start + dt.timedelta(begin), None if end is None else start + dt.timedelta(end))
        for begin in range(5)
        for end in (*range(begin + 1, 6), None)
    ]

    def days(period: rules.Period) -> set[int]:
        end = 9 if period[1] is None else (period[1] - start).days
        return set(range((period[0] - start).days, end))

    for one, other in product(periods, periods):
        assert rules.overlaps(one, other) == bool(days(one) & days(other)), (one, other)


@pytest.mark.regel("ztc-x-woorden")
def test_a_type_does_not_end_before_it_begins():
    day = dt.date(2026, 1, 1)
    assert rules.period(day, None) == rules.period(day, day) == []
    found = rules.period(day, dt.date(2025, 12, 31))
    assert codes(found) == {("nonFieldErrors", "date-mismatch")}


@pytest.mark.parametrize(
    ("formaat", "lengte", "good"),
    [
        ("datum", "8", True),
        ("datum", "10", False),
        ("datum_tijd", "14", True),
        ("datum_tijd", "8", False),
        ("tekst", "255", True),
        ("tekst", "0", False),
        ("tekst", "5,2", False),
        ("tekst", "lang", False),
        ("getal", "5,2", True),
        ("getal", "5", True),
    ],
)
@pytest.mark.regel("ztc-015")
def test_ztc_015_the_length_fits_the_form(formaat: str, lengte: str, good: bool):
    found = rules_vorm.ztc_015({"formaat": formaat, "lengte": lengte, "kardinaliteit": "1"})
    assert codes(found) == (set() if good else {("specificatie.lengte", "invalid")})


@pytest.mark.parametrize(
    ("formaat", "lengte", "value", "good"),
    [
        ("datum", "8", "20261125", True),
        ("datum", "8", "20261325", False),
        ("datum", "8", "2026-11-25", False),
        ("datum_tijd", "14", "20261125235959", True),
        ("datum_tijd", "14", "20261125250000", False),
        ("tekst", "3", "eik", True),
        ("tekst", "3", "beuk", False),
        ("getal", "2", "12", True),
        ("getal", "2", "123", False),
        ("getal", "3,2", "123,45", True),
        ("getal", "3,2", "1,234", False),
        ("getal", "3", "1,2", False),
    ],
)
@pytest.mark.regel("ztc-015")
def test_ztc_015_a_value_fits_form_and_length(formaat: str, lengte: str, value: str, good: bool):
    assert (rules_vorm.value_mismatch(value, formaat, lengte) is None) == good
    found = rules_vorm.ztc_015(
        {"formaat": formaat, "lengte": lengte, "kardinaliteit": "N", "waardenverzameling": [value]}
    )
    assert (found == []) == good


def test_how_often_is_a_number_or_n():
    for value, good in (("1", True), ("N", True), ("0", False), ("veel", False), ("", False)):
        found = rules_vorm.ztc_015({"formaat": "datum", "lengte": "8", "kardinaliteit": value})
        assert (found == []) == good, value


@pytest.mark.regel("ztc-x-uniek")
def test_form_of_a_catalogus():
    assert rules_vorm.organisation("OWO", "851000010") == []
    assert rules_vorm.organisation("OWO", "000000000") == []
    assert codes(rules_vorm.organisation("owo", "85100001A")) == {
        ("domein", "invalid"),
        ("rsin", "only-digits"),
    }
    assert codes(rules_vorm.organisation("OWO", "12345678")) == {("rsin", "invalid")}
    assert codes(rules_vorm.organisation("OWO", "123456789")) == {("rsin", "invalid")}


def test_words_of_a_zaaktype_agree():
    assert codes(rules_vorm.verlenging(mogelijk=True, termijn="")) == {
        ("nonFieldErrors", "verlenging-mismatch")
    }
    assert rules_vorm.verlenging(mogelijk=False, termijn="") == []
    assert codes(rules_vorm.bron({"url": "x"}, None)) == {
        ("nonFieldErrors", "invalid-bronzaaktype-for-broncatalogus")
    }
    assert codes(rules_vorm.duration("servicenorm", "P0D")) == {("servicenorm", "empty-duration")}
    assert rules_vorm.duration("servicenorm", "") == rules_vorm.duration("servicenorm", "P10D") == []
    assert codes(rules_vorm.number("volgnummer", 0, 9999)) == {("volgnummer", "min_value")}
    assert codes(rules_vorm.number("volgnummer", 10000, 9999)) == {("volgnummer", "max_value")}
