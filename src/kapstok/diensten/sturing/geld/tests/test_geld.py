"""The money: what a booking does, what the database refuses whoever writes, and who sees it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.sturing.geld import queries, services
from kapstok.diensten.sturing.geld.models import Afsluiting, Maatwerk, Regel, Transactie
from kapstok.diensten.sturing.geld.rules import TeWeinig, kwartaal, laatste_dag, oudste_eerst
from kapstok.diensten.sturing.rollen.services import NietBevoegd, benoem
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import create_user
from kapstok.platform.work import SYSTEM, Actor

YEAR = 150_000_00


@given(
    st.dictionaries(st.integers(2015, 2022), st.integers(0, 10_000)),
    st.integers(1, 40_000),
    st.integers(2015, 2022),
)
def test_the_oldest_layer_is_used_first_and_none_of_a_later_year(layers, amount, until):
    room = sum(cents for year, cents in layers.items() if year <= until)
    if amount > room:
        with pytest.raises(TeWeinig) as short:
            oudste_eerst(layers, amount, until)
        assert short.value.tekort == amount - room
        return
    parts = dict(oudste_eerst(layers, amount, until))
    assert sum(parts.values()) == amount
    assert all(0 < cents <= layers[year] for year, cents in parts.items())
    last = max(parts)
    assert last <= until
    assert all(parts.get(year, 0) == cents for year, cents in layers.items() if year < last)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_day_lies_in_its_quarter(day):
    end = laatste_dag(day.year, kwartaal(day))
    assert kwartaal(end) == kwartaal(day)
    assert 0 <= (end - day).days < 92


def _reserve(owo, why, actor, years=(2016, 2017)):
    for year in years:
        for member in owo.values():
            services.reserveren(member.id, year, why(f"{year}-01-02"), actor=actor)


def _row(day, naam, laag):
    return next(r for r in queries.overzicht(day) if (r["naam"], r["laag"]) == (naam, laag))


@pytest.mark.eis("R-201", "R-216", "R-225")
def test_money_that_is_left_stays_and_money_that_comes_free_is_used_again(owo, why, actor):
    _reserve(owo, why, actor)
    oost = owo["oost"].id
    services.vastleggen({oost: 160_000_00}, why(project="P"), actor=actor)
    assert queries.lagen(oost, "vastgelegd", "P") == {2016: YEAR, 2017: 10_000_00}
    services.uitgeven({oost: 155_000_00}, why("2017-03-01", project="P"), actor=actor)
    services.vrijvallen({oost: 5_000_00}, why("2017-04-01", project="P"), actor=actor)
    assert queries.lagen(oost, "vrij") == {2017: 145_000_00}
    services.vastleggen({oost: 145_000_00}, why("2017-04-02", project="Q"), actor=actor)
    row = _row(date(2017, 12, 31), "Oost", 2017)
    assert (row["gereserveerd"], row["uitgegeven"], row["vastgelegd"], row["vrij"]) == (
        YEAR,
        5_000_00,
        145_000_00,
        0,
    )
    before = _row(date(2017, 3, 1), "Oost", 2017)
    assert (before["uitgegeven"], before["vastgelegd"], before["vrij"]) == (5_000_00, 5_000_00, 140_000_00)


def test_a_reservation_is_made_once_unless_a_decision_says_more(owo, why, actor):
    west = owo["west"].id
    services.reserveren(west, 2017, why(), actor=actor)
    with pytest.raises(Refusal, match="al gereserveerd"):
        services.reserveren(west, 2017, why(), actor=actor)
    services.reserveren(west, 2017, why(besluit="Besluit 12"), actor=actor, bedrag=10_000_00)
    assert queries.lagen(west, "vrij") == {2017: 160_000_00}


@pytest.mark.parametrize(
    ("act", "amount", "project", "field"),
    [
        ("vastleggen", 300_000_01, "P", "bedrag"),
        ("vastleggen", 0, "P", "bedrag"),
        ("vastleggen", -5, "P", "bedrag"),
        ("vastleggen", 5, "", "project"),
        ("uitgeven", 1, "P", "bedrag"),
        ("vrijvallen", 1, "P", "bedrag"),
    ],
)
def test_what_is_not_there_is_not_booked_and_said_at_its_field(owo, why, actor, act, amount, project, field):
    _reserve(owo, why, actor)
    number = Transactie.objects.count()
    with pytest.raises(Refusal) as refused:
        getattr(services, act)({owo["oost"].id: amount}, why(project=project), actor=actor)
    assert refused.value.field == field
    assert Transactie.objects.count() == number


def test_money_of_a_later_year_is_not_used(owo, why, actor):
    services.reserveren(owo["oost"].id, 2018, why(), actor=actor)
    with pytest.raises(Refusal, match="te weinig"):
        services.vastleggen({owo["oost"].id: 1}, why("2017-12-31", project="P"), actor=actor)
    services.vastleggen({owo["oost"].id: 1}, why("2018-01-01", project="P"), actor=actor)


def test_one_municipality_short_and_nobody_is_booked(owo, why, actor):
    services.reserveren(owo["oost"].id, 2017, why(), actor=actor)
    with pytest.raises(Refusal):
        services.vastleggen({owo["oost"].id: 1, owo["west"].id: 1}, why(project="P"), actor=actor)
    assert queries.lagen(owo["oost"].id, "vastgelegd", "P") == {}


def test_a_booking_is_taken_back_once_and_as_a_whole(owo, why, actor):
    _reserve(owo, why, actor)
    oost = owo["oost"].id
    made = services.vastleggen({oost: 160_000_00}, why(project="P"), actor=actor)
    back = services.storneren(made.id, why("2017-03-01"), actor=actor)
    assert queries.lagen(oost, "vrij") == {2016: YEAR, 2017: YEAR}
    with pytest.raises(Refusal, match="al teruggeboekt"):
        services.storneren(made.id, why("2017-03-02"), actor=actor)
    with pytest.raises(Refusal, match="niet terug"):
        services.storneren(back.id, why("2017-03-02"), actor=actor)
    with pytest.raises(Refusal, match="voor de dag"):
        services.storneren(made.id, why("2017-01-01"), actor=actor)


def test_what_was_built_on_is_not_taken_away_below(owo, why, actor):
    reserved = services.reserveren(owo["oost"].id, 2017, why(), actor=actor)
    services.vastleggen({owo["oost"].id: 1}, why(project="P"), actor=actor)
    with pytest.raises(Refusal, match="niet genoeg geld"):
        services.storneren(reserved.id, why("2017-03-01"), actor=actor)


def test_a_closed_quarter_takes_nothing_and_neither_does_an_earlier_one(owo, why, actor):
    made = services.reserveren(owo["oost"].id, 2017, why("2017-02-01"), actor=actor)
    services.sluit_kwartaal(2017, 1, actor=actor)
    for day in ("2017-03-31", "2016-06-01"):
        with pytest.raises(Refusal) as refused:
            services.vastleggen({owo["oost"].id: 1}, why(day, project="P"), actor=actor)
        assert refused.value.code in {"gesloten", "ruimte"}
    with pytest.raises(Refusal, match="gesloten"):
        services.storneren(made.id, why("2017-03-31"), actor=actor)
    with pytest.raises(Refusal, match="al gesloten"):
        services.sluit_kwartaal(2017, 1, actor=actor)
    services.storneren(made.id, why("2017-04-01"), actor=actor)
    assert queries.laatst_gesloten() == (2017, 1)


@pytest.mark.eis("R-208", "R-209")
def test_custom_work_is_settled_to_the_cent_once_and_only_after_approval(owo, why, actor):
    work = services.maatwerk_voorstellen("Koppeling", ["oost", "west"], 12_345_67, actor=actor)
    with pytest.raises(Refusal, match="eerst goedkeuren"):
        services.verrekenen(work.id, why(), actor=actor)
    services.maatwerk_besluiten(work.id, akkoord=True, op=date(2017, 2, 10), besluit="D-3", actor=SYSTEM)
    with pytest.raises(Refusal, match="eerst goedkeuren"):
        services.verrekenen(work.id, why("2017-02-09"), actor=actor)
    made = services.verrekenen(work.id, why("2017-02-10"), actor=actor)
    charged = {r["naam"]: r["verrekend"] for r in queries.overzicht(date(2017, 12, 31))}
    assert charged == {"Oost": 6_172_84, "West": 6_172_83}
    with pytest.raises(Refusal, match="al verrekend"):
        services.verrekenen(work.id, why("2017-02-11"), actor=actor)
    services.storneren(made.id, why("2017-02-12"), actor=actor)
    services.verrekenen(work.id, why("2017-02-13"), actor=actor)
    with pytest.raises(Refusal, match="al besloten"):
        services.maatwerk_besluiten(work.id, akkoord=False, op=date(2017, 3, 1), besluit="D-4", actor=SYSTEM)


@pytest.mark.eis("R-209")
def test_only_a_member_of_the_directie_writes_down_its_approval(owo, why, actor):
    work = services.maatwerk_voorstellen("Koppeling", ["oost"], 1, actor=actor)
    day = date(2017, 2, 1)
    user = create_user(
        "dirkje", naam="Dirkje", password="een lang wachtwoord", roles=("directie",), actor=SYSTEM
    )
    dirkje = Actor("medewerker", str(user.id), "Dirkje", "Sturing")

    def approve(who):
        services.maatwerk_besluiten(work.id, akkoord=True, op=day, besluit="D-5", actor=who)

    for who in (actor, dirkje):
        with pytest.raises(NietBevoegd):
            approve(who)
    benoem("owo_directie", "Dirkje", van=day, deelnemer_id=owo["oost"].id, persoon_id=user.id, actor=SYSTEM)
    approve(dirkje)
    assert Maatwerk.objects.get().akkoord is True


def test_a_refused_solution_is_never_settled(owo, why, actor):
    work = services.maatwerk_voorstellen("Koppeling", ["oost"], 1, actor=actor)
    services.maatwerk_besluiten(work.id, akkoord=False, op=date(2017, 1, 1), besluit="D-1", actor=SYSTEM)
    with pytest.raises(Refusal, match="eerst goedkeuren"):
        services.verrekenen(work.id, why(), actor=actor)


BYPASS = {
    "unbalanced": ("KG001", [("vrij", 100)]),
    "below zero": ("KG004", [("vrij", -100), ("vastgelegd", 100)]),
}


@pytest.mark.parametrize("how", BYPASS)
def test_who_goes_around_the_services_meets_the_database(owo, actor, how):
    code, lines = BYPASS[how]
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        row = Transactie.objects.create(
            datum=date(2017, 1, 1), soort="vastleggen", omschrijving="x", geboekt_door="x"
        )
        Regel.objects.bulk_create(
            Regel(transactie=row, deelnemer=owo["oost"], laag=2017, rekening=account, bedrag=cents)
            for account, cents in lines
        )
    assert refused.value.__cause__.sqlstate == code


def test_lines_are_not_added_later_nor_changed_nor_deleted(owo, why, actor):
    made = services.reserveren(owo["oost"].id, 2017, why(), actor=actor)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Regel.objects.bulk_create(
            Regel(transactie=made, deelnemer=owo["oost"], laag=2017, rekening=account, bedrag=cents)
            for account, cents in (("inbreng", -1), ("vrij", 1))
        )
    assert refused.value.__cause__.sqlstate == "KG002"
    for statement in (
        "UPDATE geld_regel SET bedrag = 1",
        "DELETE FROM geld_regel",
        "DELETE FROM geld_transactie",
        "UPDATE geld_transactie SET omschrijving = 'x'",
        "DELETE FROM geld_afsluiting",
        "TRUNCATE geld_regel",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_reversal_that_is_not_the_opposite_is_refused_by_the_database(owo, why, actor):
    made = services.reserveren(owo["oost"].id, 2017, why(), actor=actor)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        row = Transactie.objects.create(
            datum=date(2017, 3, 1), soort="storneren", omschrijving="x", geboekt_door="x", storneert=made
        )
        Regel.objects.bulk_create(
            Regel(transactie=row, deelnemer=owo["oost"], laag=2017, rekening=account, bedrag=cents)
            for account, cents in (("inbreng", 1), ("vrij", -1))
        )
    assert refused.value.__cause__.sqlstate == "KG006"


def test_even_the_owner_of_the_tables_changes_nothing(owo, why, actor):
    services.reserveren(owo["oost"].id, 2017, why(), actor=actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname IN ('geld_vast', 'geld_leeg') AND NOT tgisinternal"
            " AND tgenabled = 'O'"
        )
        assert cursor.fetchone() == (5,)


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_a_municipality_without_a_grant_sees_no_cent(owo, why, actor, as_tenant, outsider):
    services.reserveren(owo["oost"].id, 2017, why(), actor=actor)
    services.maatwerk_voorstellen("Koppeling", ["oost"], 1, actor=actor)
    services.sluit_kwartaal(2016, 4, actor=actor)
    with as_tenant(outsider):
        assert not any(m.objects.exists() for m in (Transactie, Regel, Maatwerk, Afsluiting))
        assert queries.overzicht(date(2017, 12, 31)) == []
        assert queries.boekingen(queries.Zoek(), limit=10) == []
        with pytest.raises(DatabaseError), transaction.atomic():
            services.reserveren(owo["oost"].id, 2018, why(), actor=SYSTEM)


def test_the_list_of_bookings_tells_what_was_booked_and_taken_back(owo, why, actor):
    made = services.reserveren(owo["oost"].id, 2017, why(), actor=actor)
    services.storneren(made.id, why("2017-03-01"), actor=actor)
    back, first = queries.boekingen(queries.Zoek(), limit=10)
    assert (first["gestorneerd"], back["storneert_id"]) == (True, made.id)
    assert [(r["rekening"], r["bedrag"]) for r in first["regels"]] == [("inbreng", -YEAR), ("vrij", YEAR)]
    assert queries.boekingen(queries.Zoek(soort="uitgeven"), limit=10) == []
    assert len(queries.boekingen(queries.Zoek(jaar=2017), limit=1, offset=1)) == 1
