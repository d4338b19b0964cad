"""Messages of LO3: lists in and out without loss, changes that fit the list they are about, and where it goes wrong."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.brp import gbav
from kapstok.magazijnen.brp.lo3 import bericht, lijst, teletex
from kapstok.magazijnen.brp.models import Persoonslijst, Wijziging
from kapstok.magazijnen.brp.rules import PersoonslijstRefused
from kapstok.magazijnen.brp.services import import_persons
from kapstok.magazijnen.brp.uitvoer import stukken
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope

NOW = datetime(2026, 11, 26, 9, 30, 15, 123000, tzinfo=UTC)
BRP = Path(settings.standaarden_map) / "registers" / "brp"
KOP = b"00000000Lg0120261126093015123"

TEKST = st.text(st.sampled_from(sorted(teletex.TEKENS)), min_size=1, max_size=40)
NUMMER = st.integers(101, 8899).map(lambda n: f"{n:04d}")
ENTRY = st.dictionaries(NUMMER, TEKST, max_size=4)
STAPEL = st.lists(ENTRY, min_size=1, max_size=3)
LIJST = st.dictionaries(
    st.integers(1, 16).map(lambda n: f"{n:02d}"),
    st.lists(STAPEL, min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)


def change(soort, number, *pairs):
    """A Gv01 or Gv02: of each category what is new and what was."""
    inhoud = [
        entry
        for category, new, old in pairs
        for entry in [(category, new), (bericht.historisch(category), old)]
    ]
    return bericht.schrijf(bericht.Bericht(soort, {"aNummer": number}, inhoud))


def whole(categorieen):
    return lijst.als_bericht(categorieen, waar="Lijst", moment=NOW)


PERSON = {
    "01": [
        [{"0110": "8940402024", "0120": "999993653", "0210": "Suzanne", "0240": "Moulin", "8510": "19851201"}]
    ],
    "07": [[{"8010": "0004"}]],
    "08": [[{"0910": "0085", "1110": "Dorpsstraat", "1120": "2", "8510": "20150808"}]],
    "12": [[{"3510": "PN", "3520": "PN1234567"}]],
}


def now():
    return Persoonslijst.objects.get().categorieen


# The character set


def test_the_set_has_the_293_characters_and_three_control_codes_of_the_standard():
    own = {c for c in teletex.TEKENS if c not in "Ĕĕ"}
    assert len(own) == len({teletex.TEKENS[c] for c in own}) == 296


def test_a_sign_stands_before_its_letter_and_a_dollar_is_not_where_ascii_has_it():
    assert teletex.schrijf("Hélène") == b"H\xc2el\xc1ene"
    assert teletex.lees(b"\xcfCapek \xf9 \xa4 \xc2g \xcbG \xc7I") == "Čapek ø $ ģ Ģ İ"
    # A letter and its sign apart are the same letter.
    assert teletex.schrijf(unicodedata.normalize("NFD", "Hélène")) == b"H\xc2el\xc1ene"


@given(TEKST)
def test_every_text_of_the_set_comes_back(text):
    assert teletex.lees(teletex.schrijf(text)) == text


@given(st.binary(max_size=30))
def test_bytes_are_read_as_what_they_are_written_as_or_refused(content):
    try:
        text = teletex.lees(content)
    except teletex.TeletexRefused:
        return
    assert teletex.schrijf(text) == content


# Whole lists


def test_a_list_is_written_as_the_standard_lays_it_out():
    small = {"01": [[{"0110": "8940402024", "0210": "Hélène"}]], "04": [[{"0510": "0057"}, {"0510": "0001"}]]}
    assert whole(small) == (
        KOP + b"89404020240000000000" + b"00069" + b"01032" + b"01100108940402024" + b"0210008H\xc2el\xc1ene"
        + b"04011" + b"05100040057" + b"54011" + b"05100040001"
    )  # fmt: skip


@given(LIJST)
def test_whatever_a_list_holds_it_comes_back_out_of_its_message(categorieen):
    (message,) = bericht.lees(whole(categorieen))
    assert (message.soort, lijst.lijst(message)) == ("Lg01", categorieen)


@given(LIJST)
def test_whatever_a_list_holds_it_comes_back_out_of_the_csv(categorieen):
    # A file names what has a value; an entry without any at the end of a stapel cannot be told.
    told = {
        c: [[v for v in s if v] or [{"0110": "x"}] for s in stapels] for c, stapels in categorieen.items()
    }
    elements = [(c, e) for c, stapels in told.items() for s in stapels for v in s for e in v]
    content = b"".join(gbav.schrijf([("A", told), ("B", told)], elements))
    assert gbav.lees(content) == [("A", told), ("B", told)]


def test_what_is_no_more_stays_empty_before_its_history_in_the_csv():
    ended = {
        "01": [[{"0110": "1"}]],
        "11": [[{}, {"3210": "12"}]],
        "04": [[{"0510": "0001"}], [{}, {"0510": "0057"}]],
    }
    elements = [("01", "0110"), ("04", "0510"), ("11", "3210")]
    assert gbav.lees(b"".join(gbav.schrijf([("A", ended)], elements))) == [("A", ended)]


def test_all_lists_go_out_and_come_back_in_every_form(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    for vorm in ("pl-json", "gbav", "lo3"):
        content = b"".join(stukken(vorm, NOW))
        Persoonslijst.objects.all().delete()
        assert import_persons(content, actor=actor).nieuw == 1, vorm
        assert now() == PERSON


@pytest.mark.standaard
@pytest.mark.skipif(not BRP.exists(), reason="the test set is in the standards folder, which is absent")
@pytest.mark.parametrize("vorm", ["gbav", "lo3"])
def test_the_official_test_set_goes_out_and_comes_back_equal(tenant, actor, vorm):
    # The set has ¦ where its source must have had #: byte A6, read with another table. LO3 has no ¦.
    official = (BRP / "testset-gbav-2022.csv").read_text("utf-8-sig").replace("¦", "#")
    import_persons(official.encode("utf-8-sig"), actor=actor)
    before = {p.a_nummer: p.categorieen for p in Persoonslijst.objects.all()}
    counts = import_persons(b"".join(stukken(vorm, NOW)), actor=actor)
    assert (counts.nieuw, counts.gewijzigd, counts.verwijderd) == (0, 0, 0)
    assert len(before) == counts.gelijk == 687


# Changes


def test_a_move_makes_the_former_address_history(tenant, actor):
    moved = {"1110": "Brink", "1120": "7", "8510": "20261101"}
    was = {"1110": "Dorpsstraat", "1120": "2", "8510": "20150808"}
    counts = import_persons(
        whole(PERSON) + b"\r\n" + change("Gv01", "8940402024", ("08", moved, was)), actor=actor
    )
    assert (counts.nieuw, now()["08"]) == (1, [[{**PERSON["08"][0][0], **moved}, PERSON["08"][0][0]]])


def test_with_the_same_first_day_what_was_is_marked_as_incorrect(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    import_persons(change("Gv02", "8940402024", ("08", {"1120": "22"}, {"1120": "2"})), actor=actor)
    address = PERSON["08"][0][0]
    assert now()["08"] == [[{**address, "1120": "22"}, {**address, "8410": "O"}]]


def test_an_inquiry_and_the_data_of_the_list_itself_leave_no_history(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    import_persons(
        change(
            "Gv01",
            "8940402024",
            ("07", {"8010": "0005"}, {"8010": "0004"}),
            ("08", {"8310": "080000", "8320": "20261101"}, {"8310": "", "8320": ""}),
        ),
        actor=actor,
    )
    assert now()["07"] == [[{"8010": "0005"}]]
    assert now()["08"] == [[{**PERSON["08"][0][0], "8310": "080000", "8320": "20261101"}]]


def test_a_second_document_and_a_death_are_new_and_an_element_can_go(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    import_persons(
        change(
            "Gv01",
            "8940402024",
            ("06", {"0810": "20261101", "8510": "20261101"}, {"0810": "", "8510": ""}),
            ("12", {"3510": "NI", "3520": "NI7654321"}, {"3510": "", "3520": ""}),
            ("01", {"0210": "", "8510": "20261102"}, {"0210": "Suzanne", "8510": "19851201"}),
        ),
        actor=actor,
    )
    assert now()["06"] == [[{"0810": "20261101", "8510": "20261101"}]]
    assert now()["12"] == [*PERSON["12"], [{"3510": "NI", "3520": "NI7654321"}]]
    assert "0210" not in now()["01"][0][0]
    assert Persoonslijst.objects.get().overleden


def test_changes_of_one_person_count_in_the_order_of_the_file(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    steps = [("2", "3"), ("3", "4"), ("4", "5")]
    content = [change("Gv02", "8940402024", ("08", {"1120": new}, {"1120": was})) for was, new in steps]
    import_persons(b"".join(content), actor=actor)
    assert [entry["1120"] for entry in now()["08"][0]] == ["5", "4", "3", "2"]


def test_a_person_who_gets_other_numbers_stays_the_same_and_followers_of_both_hear_it(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    old_id = Persoonslijst.objects.get().id
    Wijziging.objects.all().delete()
    new, was = {"0110": "1010101010", "0120": "999990639"}, {"0110": "8940402024", "0120": "999993653"}
    counts = import_persons(change("Gv01", "8940402024", ("01", new, was)), actor=actor, replace=False)
    assert (counts.gewijzigd, Persoonslijst.objects.get().id) == (1, old_id)
    assert set(Wijziging.objects.values_list("bsn", flat=True)) == {"999990639", "999993653"}


def test_a_list_can_come_under_a_new_number_with_the_former_one_in_its_header(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    renamed = {**PERSON, "01": [[{**PERSON["01"][0][0], "0110": "1010101010"}]]}
    content = whole(renamed).replace(b"10101010100000000000", b"10101010108940402024", 1)
    assert import_persons(content, actor=actor).gewijzigd == 1
    assert Persoonslijst.objects.get().a_nummer == "1010101010"


def test_a_former_number_that_ends_in_a_zero_is_that_number(tenant, actor):
    first = {**PERSON, "01": [[{**PERSON["01"][0][0], "0110": "1010101010"}]]}
    import_persons(whole(first), actor=actor)
    same = Persoonslijst.objects.get().id
    content = whole(PERSON).replace(b"89404020240000000000", b"89404020241010101010", 1)
    counts = import_persons(content, actor=actor)
    assert (counts.nieuw, counts.gewijzigd) == (0, 1)
    assert (Persoonslijst.objects.get().id, Persoonslijst.objects.get().a_nummer) == (same, "8940402024")


# What is wrong


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"00000000Lq01", "Bericht 1, byte 9: berichten van soort Lq01 worden niet gelezen."),
        (b"00000000Gv01894040", "Bericht 1, byte 13: het bericht houdt op in aNummer."),
        (b"00000000Gv01894040202400x11", "Bericht 1, byte 23: de lengte is geen getal."),
        (b"00000000Gv01894040202400011", "Bericht 1, byte 28: er komen 11 bytes, maar het bestand heeft er nog 0."),
        (b"00000000Gv0189404020240000517000", "Bericht 1, byte 28: categorie 17 bestaat niet."),
        (b"00000000Gv0189404020240000507009", "Bericht 1, byte 33: categorie 07 is langer dan het bericht."),
        (b"00000000Gv01894040202400013070088010001\xff", "Bericht 1, byte 40: ff op plaats 1 is geen teken."),
        (whole(PERSON) + b"rommel", "Bericht 2, byte"),
        (change("Gv01", "1", ("07", {"8010": "2"}, {"8010": "1"})), "Bericht 1: er is geen persoonslijst"),
        (change("Gv01", "8940402024", ("08", {"1120": "9"}, {"1120": "8"})), "Bericht 1: de wijziging van"),
        (change("Gv01", "8940402024", ("08", {"1120": "9"}, {"1110": "Brink"})), "Bericht 1: categorie 08 noemt"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place_and_nothing_of_the_file_counts(
    tenant, actor, content, says
):
    import_persons(whole(PERSON), actor=actor)
    good = change("Gv01", "8940402024", ("07", {"8010": "0005"}, {"8010": "0004"}))
    for before in (b"", good):
        with pytest.raises(PersoonslijstRefused) as no:
            import_persons(before + content, actor=actor)
        assert before or no.value.message.startswith(says)
        assert now() == PERSON


@given(st.binary(max_size=60), st.integers(0, 250))
def test_a_damaged_message_is_refused_and_never_an_unexpected_error(junk, place):
    content = whole(PERSON)
    try:
        for message in bericht.lees(content[:place] + junk + content[place + len(junk) :]):
            lijst.lijst(message)
    except PersoonslijstRefused:
        pass


def test_a_change_that_fits_two_documents_is_refused():
    two = {**PERSON, "12": [*PERSON["12"], [{"3510": "PN", "3520": "PN7654321"}]]}
    (message,) = bericht.lees(change("Gv01", "8940402024", ("12", {"3510": "NI"}, {"3510": "PN"})))
    with pytest.raises(PersoonslijstRefused, match="past op meer dan één"):
        lijst.gewijzigd(two, message)


def test_a_name_that_lo3_cannot_write_is_named(tenant, actor):
    with pytest.raises(PersoonslijstRefused, match=r"Lijst, 01.0240: het teken 李 kan niet in LO3"):
        whole({"01": [[{"0240": "李"}]]})
    with pytest.raises(PersoonslijstRefused, match="te lang"):
        whole({"01": [[{"0240": "a" * 1000}]]})


def test_changes_never_replace_everybody(tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    content = change("Gv01", "8940402024", ("07", {"8010": "0005"}, {"8010": "0004"}))
    with pytest.raises(PersoonslijstRefused, match="alleen een bestand met hele lijsten"):
        import_persons(content, actor=actor, replace=True)


def test_a_change_for_one_municipality_does_not_find_the_list_of_another(tenant, other_tenant, actor):
    import_persons(whole(PERSON), actor=actor)
    content = change("Gv01", "8940402024", ("07", {"8010": "0005"}, {"8010": "0004"}))
    with tenant_scope(other_tenant), pytest.raises(PersoonslijstRefused, match="geen persoonslijst"):
        import_persons(content, actor=actor)
