"""Rules of the zakenmagazijn: each over all its small cases, success and refusal side by side."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.zaken import rules, rules_object, rules_rol, rules_status
from kapstok.magazijnen.zaken.rules_eigenschap import ztc_015_mismatch
from kapstok.magazijnen.zaken.services.suspension import suspended_by

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def codes(refusals):
    return [r.code for r in refusals]


@pytest.mark.regel("zrc-001")
def test_zrc_001_a_zaaktype_counts_until_the_day_it_ends():
    assert rules.zrc_001_zaaktype_is_in_force(DAY, None) == []
    assert rules.zrc_001_zaaktype_is_in_force(DAY, DAY) == []
    assert codes(rules.zrc_001_zaaktype_is_in_force(DAY, DAY - timedelta(1))) == ["zaaktype-ended"]
    assert codes(rules.zrc_001_zaaktype_is_published(concept=True)) == ["not-published"]


@pytest.mark.parametrize(("closed", "forced"), list(product([False, True], repeat=2)))
@pytest.mark.regel("zrc-007")
def test_zrc_007_closed_needs_force_and_is_a_matter_of_rights(closed, forced):
    refusals = rules.zrc_007_closed_needs_force(DAY if closed else None, forced=forced)
    assert bool(refusals) == (closed and not forced)
    assert all(r.forbidden for r in refusals)


@pytest.mark.parametrize(("own", "deelzaak", "parent", "named"), list(product([False, True], repeat=4)))
@pytest.mark.regel("zrc-013")
def test_zrc_013_hoofdzaak_over_all_cases(own, deelzaak, parent, named):
    family = rules.Family(
        "z", "z" if own else "h", "x" if deelzaak else None, parent, "KAP", ["KAP"] if named else []
    )
    expected = ["deelzaak-als-hoofdzaak"] * (deelzaak + parent) + ["invalid-deelzaaktype"] * (not named)
    assert codes(rules.zrc_013_hoofdzaak(family)) == (["self-forbidden"] if own else expected)
    assert rules.zrc_013_hoofdzaak(family._replace(hoofdzaak=None)) == []


@pytest.mark.regel("zrc-014")
def test_zrc_014_nothing_is_paid_where_nothing_is_due_or_later_than_now():
    assert rules.zrc_014_betaling("geheel", NOW, NOW) == []
    assert rules.zrc_014_betaling("nvt", None, NOW) == []
    both = rules.zrc_014_betaling("nvt", NOW + timedelta(days=1), NOW)
    assert codes(both) == ["betaling-nvt", "future_not_allowed"]


@given(st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")))
@pytest.mark.regel("zrc-015")
def test_zrc_015_products_are_those_of_the_zaaktype(given_, allowed):
    assert bool(rules.zrc_015_producten_of_diensten(given_, allowed)) == bool(given_ - allowed)


@pytest.mark.parametrize(
    ("nominatie", "actie", "unarchived"), list(product(["", "vernietigen"], [None, DAY], [0, 1]))
)
@pytest.mark.regel("zrc-022")
def test_zrc_022_archived_needs_all_three(nominatie, actie, unarchived):
    wanted = ["documents-not-archived"] * unarchived
    wanted += ["archiefnominatie-not-set"] * (not nominatie) + ["archiefactiedatum-not-set"] * (actie is None)
    assert (
        codes(rules.zrc_022_archiefstatus("overgedragen", nominatie, actie, unarchived=unarchived)) == wanted
    )
    assert rules.zrc_022_archiefstatus("nog_te_archiveren", nominatie, actie, unarchived=unarchived) == []


@given(DAYS, DAYS, st.booleans())
@pytest.mark.regel("zrc-x-moment")
def test_status_is_set_between_the_start_and_now_and_once(start, day, taken):
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    found = codes(rules_status.zrc_status_moment(rules_status.StatusMoment(moment, day, NOW, start, taken)))
    expected = {"date-in-future": moment > NOW, "date-before-startdatum": day < start, "unique": taken}
    assert found == [code for code, wrong in expected.items() if wrong]


@pytest.mark.parametrize("wrong", list(product([0, 1], repeat=5)))
@pytest.mark.regel("zrc-007")
def test_zrc_007_closing_tells_all_that_stands_in_the_way(wrong):
    closing = rules_status.Closing(not wrong[0], *wrong[1:])
    told = (
        "resultaat-does-not-exist",
        "deelzaken-not-closed",
        "deelzaak-resultaat-does-not-exist",
        "informatieobject-locked",
        "indicatiegebruiksrecht-unset",
    )
    assert codes(rules_status.zrc_007_end_status(closing)) == [
        c for c, w in zip(told, wrong, strict=True) if w
    ]


@pytest.mark.parametrize(("may", "closed"), list(product([False, True], repeat=2)))
@pytest.mark.regel("zrc-008")
def test_zrc_008_reopening_needs_the_right_and_an_open_hoofdzaak(may, closed):
    refusals = rules_status.zrc_008_reopening(may_reopen=may, hoofdzaak_closed=closed)
    assert codes(refusals) == (["zaak-closed"] if not may else ["hoofdzaak-closed"] if closed else [])


@pytest.mark.regel("zrc-019")
def test_zrc_019_somebody_is_identified_once_and_fittingly():
    assert codes(rules_rol.zrc_019_identificatie("medewerker", "", None)) == ["invalid-betrokkene"]
    assert rules_rol.zrc_019_identificatie("medewerker", "https://x.test/1", None) == []
    long = {"identificatie": "x" * 255}
    assert codes(rules_rol.zrc_019_identificatie("medewerker", "", long)) == ["max_length"]
    assert codes(rules_rol.zrc_019_once("initiator", others=True)) == ["max-occurences"]
    assert rules_rol.zrc_019_once("belanghebbende", others=True) == []
    assert codes(rules_rol.rol_authenticatie("medewerker", {})) == ["invalid"]


@pytest.mark.regel("zrc-x-object")
def test_zaakobject_overige_is_named_and_others_are_not():
    new = rules_object.GivenObject
    assert codes(rules_object.zaakobject_overige(new("overige"))) == ["missing-object-type-overige"]
    wrong = new("pand", object_type_overige="boom")
    assert codes(rules_object.zaakobject_overige(wrong)) == ["invalid-object-type-overige-usage"]
    assert rules_object.zaakobject_overige(new("overige", object_type_overige="boom")) == []
    by_data = new("besluit", object_identificatie={"a": 1})
    assert codes(rules_object.zaakobject_is_identified(by_data)) == ["invalid-zaakobject"]


@pytest.mark.parametrize(
    ("spec", "fits", "not_"),
    [
        (
            {"formaat": "datum", "lengte": "8"},
            ["20261231", "20240229"],
            ["2026-12-31", "20261301", "20230229", ""],
        ),
        ({"formaat": "datum_tijd", "lengte": "14"}, ["20261231235959"], ["20261231", "20261231246060"]),
        ({"formaat": "getal", "lengte": "3"}, ["1", "-999"], ["1000", "1,5", "x", ""]),
        ({"formaat": "getal", "lengte": "2,1"}, ["12,3", "1"], ["12,34", "123"]),
        ({"formaat": "tekst", "lengte": "3"}, ["", "abc"], ["abcd"]),
        ({"formaat": "tekst", "lengte": "9", "waardenverzameling": ["ja", "nee"]}, ["ja"], ["soms", ""]),
    ],
)
@pytest.mark.regel("ztc-015")
def test_ztc_015_value_fits_its_specificatie(spec, fits, not_):
    assert [v for v in fits if ztc_015_mismatch(spec, v)] == []
    assert [v for v in not_ if not ztc_015_mismatch(spec, v)] == []


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_ztc_015_takes_every_day_there_is(day):
    assert ztc_015_mismatch({"formaat": "datum"}, day.isoformat().replace("-", "")) is None


@given(st.text(max_size=20), st.text(max_size=4))
def test_ztc_015_judges_whatever_it_gets(value, length):
    for form in ("datum", "datum_tijd", "getal"):
        if ztc_015_mismatch({"formaat": form, "lengte": length}, value) is None:
            assert value.lstrip("-").replace(",", "", 1).replace(".", "", 1).isdecimal()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30)), max_size=8))
def test_days_of_opschorting_add_up(steps):
    kept, day, days, since = None, DAY, 0, None
    for suspend, later in steps:
        day += timedelta(later)
        kept = suspended_by(kept, {"indicatie": suspend, "reden": "x"}, day)
        if suspend:
            since = since or day
        elif since:
            days, since = days + (day - since).days, None
    if steps:
        assert kept["dagen"] == days
        assert kept["indicatie"] is (since is not None)
        assert kept.get("sinds") == (since.isoformat() if since else None)
