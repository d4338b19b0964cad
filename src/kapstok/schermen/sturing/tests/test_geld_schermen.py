"""The page of the money: the overview adds up, a booking is made and taken back, and a typo is told at its field."""

import re

import pytest

from kapstok.diensten.sturing.geld import queries
from kapstok.diensten.sturing.geld.models import Transactie
from kapstok.diensten.sturing.geld.services import sluit_kwartaal

GELD = "/sturing/geld/"
RESERVE = {"soort": "reserveren", "datum": "2017-01-02", "omschrijving": "Reservering 2017"}
COMMIT = {"soort": "vastleggen", "datum": "2017-02-01", "omschrijving": "Start", "project": "Zaakgericht"}


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def book(client, fields, **amounts):
    sent = {**fields, **{f"bedrag_{code}": text for code, text in amounts.items()}}
    return client.post(f"{GELD}boeken/", sent)


@pytest.fixture
def reserved(adviseur, owo):
    assert book(adviseur, RESERVE, oost="150.000", west="150.000", opsterland="150000,00").status_code == 302
    return adviseur


@pytest.mark.eis("R-201", "R-225")
def test_the_overview_shows_each_layer_and_what_is_together(reserved, directie):
    assert book(reserved, COMMIT, oost="10.000,50").status_code == 302
    text = page(directie, GELD)
    assert "€ 450.000,00" in text
    assert "€ 139.999,50" in text
    assert "€ 10.000,50" in text
    assert "Boeken</a>" not in text
    earlier = page(directie, f"{GELD}?op=2017-01-31")
    assert "€ 139.999,50" not in earlier
    assert "Er is nog niets geboekt" in page(directie, f"{GELD}?op=2016-12-31")
    page(directie, f"{GELD}?op=gisteren", status=422)


@pytest.mark.parametrize("typed", ["1.2345", "12,345", "tien"])
def test_an_amount_with_a_typo_is_told_at_the_field_and_nothing_is_booked(reserved, typed):
    before = Transactie.objects.count()
    refused = book(reserved, COMMIT, oost=typed, west="1")
    text = refused.content.decode()
    assert refused.status_code == 422
    assert f'value="{typed}"' in text
    assert 'id="id_bedrag_oost-fout"' in text
    assert Transactie.objects.count() == before


def test_what_cannot_be_is_said_next_to_its_field(reserved):
    assert "minstens één gemeente" in book(reserved, COMMIT).content.decode()
    assert "te weinig beschikbaar" in book(reserved, COMMIT, oost="150.000,01").content.decode()
    assert 'id="id_bedrag_oost-fout"' in book(reserved, COMMIT, oost="150.000,01").content.decode()
    assert "voor welk project" in book(reserved, {**COMMIT, "project": ""}, oost="1").content.decode()
    again = book(reserved, RESERVE, oost="1", west="1")
    assert "al gereserveerd" in again.content.decode()
    assert len(queries.boekingen(queries.Zoek(), limit=50)) == 3


def test_two_who_book_the_same_make_one_booking_and_a_second_is_said_to_be_one(reserved):
    amounts = {"oost": "10", "west": "5,50"}
    assert book(reserved, COMMIT, **amounts).status_code == 302
    late = book(reserved, {**COMMIT, "omschrijving": "Factuur <7>"}, **amounts)
    text = late.content.decode()
    assert late.status_code == 422
    assert "Deze boeking is er al: Start, door " in text
    assert 'name="nogmaals"' in text
    assert "Factuur &lt;7&gt;" in text
    for other in ({"datum": "2017-02-02"}, {"soort": "uitgeven"}):
        assert book(reserved, {**COMMIT, **other}, **amounts).status_code == 302
    assert book(reserved, COMMIT, oost="10").status_code == 302
    same = Transactie.objects.filter(soort="vastleggen", datum="2017-02-01")
    assert same.count() == 2
    assert book(reserved, {**COMMIT, "nogmaals": "on"}, **amounts).status_code == 302
    assert same.count() == 3
    for row in same:
        reserved.post(f"{GELD}{row.id}/terug/", {"datum": "2017-03-01", "omschrijving": "Fout"})
    # What was taken back is not there any more.
    assert book(reserved, COMMIT, **amounts).status_code == 302


def test_a_booking_is_taken_back_with_a_reason_and_both_stay_in_sight(reserved):
    book(reserved, COMMIT, oost="5")
    made = Transactie.objects.get(soort="vastleggen")
    url = f"{GELD}{made.id}/terug/"
    assert "Start" in page(reserved, url)
    assert reserved.post(url, {"datum": "2017-01-01", "omschrijving": "Fout"}).status_code == 422
    assert reserved.post(url, {"datum": "2017-03-01", "omschrijving": "Verkeerd project"}).status_code == 302
    text = page(reserved, GELD)
    assert "Verkeerd project" in text
    assert "teruggeboekt" in text
    assert len(re.findall(r'/terug/"', text)) == 3  # the reservations; not the booking nor its reversal
    assert "Start" not in page(reserved, f"{GELD}?soort=reserveren&jaar=2017")


def test_a_booking_on_a_closed_quarter_is_refused_at_the_day_and_what_was_typed_stays(reserved, actor):
    assert "agenda van het kwartaal" in page(reserved, GELD)
    sluit_kwartaal(2017, 1, actor=actor)
    assert "Gesloten tot en met kwartaal" in page(reserved, GELD)
    refused = book(reserved, COMMIT, oost="1")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Dit kwartaal is gesloten" in text
    assert 'id="id_datum-fout"' in text
    assert 'value="Zaakgericht"' in text


def test_only_the_adviseur_books_and_a_municipality_sees_nothing(reserved, directie, visit):
    made = Transactie.objects.first()
    for path in ("boeken/", f"{made.id}/terug/"):
        assert directie.post(f"{GELD}{path}", RESERVE).status_code == 403
    own = visit("medewerker", roles=("i-adviseur",), tenant="ooststellingwerf")
    assert "150.000" not in page(own, GELD)
    assert (
        own.post(f"{GELD}{made.id}/terug/", {"datum": "2017-03-01", "omschrijving": "x"}).status_code == 404
    )
    assert visit("medewerker", roles=("behandelaar",), tenant="owo").get(GELD).status_code == 403


def test_the_page_takes_as_many_statements_with_many_bookings(
    reserved, directie, django_assert_max_num_queries
):
    for n in range(15):
        book(reserved, {**COMMIT, "omschrijving": f"Start {n}"}, oost="1")
    with django_assert_max_num_queries(12):
        page(directie, GELD)
