"""National tables: loaded from the files of RvIG, with the days on which a code was given out."""

from contextlib import suppress
from pathlib import Path

import pytest
from django.db import ProgrammingError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.brp import rules, tabelbeheer
from kapstok.magazijnen.brp.bevragen import tabellen
from kapstok.magazijnen.brp.models import Tabellading
from kapstok.magazijnen.brp.tabelbeheer import TabelRefused, lees
from kapstok.platform.config import settings

KOP = "92.10 Gemeentecode,92.11 Omschrijving,92.12 Nieuwe code,99.98 Datum ingang,99.99 Datum einde\r\n"
OFFICIAL = Path(settings.standaarden_map) / "registers" / "tabellen"


@pytest.fixture
def bron():
    """The lookups, put back as they were after the test."""
    yield tabellen.bron
    tabellen.bron.volg(None)


@pytest.fixture
def owner(db):
    """Connected as the owner of the database; what was loaded is taken away again."""
    usual = connections["default"]
    own = usual.copy()
    own.settings_dict = {**usual.settings_dict, "USER": "kapstok"}
    connections["default"] = own
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        own.close()
        connections["default"] = usual


def table(*rows, kop=KOP):
    return (kop + "".join(f"{row}\r\n" for row in rows)).encode()


def test_a_table_is_read_in_utf_8_and_as_rvig_publishes_it():
    rows = '0085,Ooststellingwerf,,,\r\n9000,"Dorp, Nij",,20300101,\r\n'
    expected = {"0085": ("Ooststellingwerf", "", ""), "9000": ("Dorp, Nij", "20300101", "")}
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert lees((KOP + rows).encode(encoding)) == ("gemeenten", expected)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (table("0085,Ooststellingwerf,,,", kop="code,naam\r\n"), "Rij 1: dit is geen landelijke tabel"),
        (table(), "Rij 1: de tabel is leeg."),
        (table("85 A,Dorp,,,"), "Rij 2: code 85 A kan niet in deze tabel."),
        (table("00085,Dorp,,,"), "Rij 2: code 00085 kan niet in deze tabel."),
        (table("0085,Dorp,,,", "0085,Stad,,,"), "Rij 3: code 0085 staat er twee keer in."),
        (table("0085,,,,"), "Rij 2: code 0085 heeft geen omschrijving"),
        (table("0085,Dorp,,1 mei,"), "Rij 2: 1 mei is geen datum."),
        (table("0085,Dorp,,20200101,20190101"), "Rij 2: code 0085 eindigt voordat hij begint."),
        (table('0085,"Dorp,,,'), "Rij 2: dit is geen goede CSV"),
        (table("0085,Dorp,,,").replace(b"Dorp", b"\xff"), "Rij 1: dit bestand is geen UTF-8 of UTF-16."),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_row(content, says):
    with pytest.raises(TabelRefused) as no:
        lees(content)
    assert no.value.message.startswith(says)


@given(st.binary(max_size=200))
def test_whatever_is_offered_is_a_table_or_a_refusal(content):
    with suppress(TabelRefused):
        lees(KOP.encode() + content)


def test_the_application_cannot_change_what_holds_for_all_municipalities(tenant):
    with pytest.raises(ProgrammingError, match="permission denied"):
        tabelbeheer.laad(table("9000,Dorp,,,"), bestand="33.csv")


def test_the_owner_loads_a_table_and_later_a_newer_one(owner, bron):
    first = tabelbeheer.laad(table("9000,Dorp,,20100101,", "9001,Stad,,,"), bestand="33.csv")
    assert (first.nieuw, first.gewijzigd, first.gelijk, first.bleven) == (2, 0, 0, 0)
    later = tabelbeheer.laad(table("9000,Dorp,,20100101,20250101", "9002,Buurt,,,"), bestand="33-nieuw.csv")
    assert (later.nieuw, later.gewijzigd, later.gelijk, later.bleven) == (1, 1, 0, 1)
    assert list(Tabellading.objects.order_by("id").values_list("bestand", "regels")) == [
        ("33.csv", 2),
        ("33-nieuw.csv", 2),
    ]
    bron.volg(tabelbeheer.geladen)
    assert {"9000", "9001", "9002"} <= set(tabellen.tabel("gemeenten"))
    assert not tabellen.geldig("gemeenten", "9000", "20260101")


def test_what_was_loaded_is_looked_up_over_what_came_with_the_product(bron):
    assert "9000" not in tabellen.tabel("gemeenten")
    bron.volg(lambda: {"gemeenten": lees(table("9000,Nieuw Dorp,,20300101,", "0085,Stellingwerf,,,"))[1]})
    assert tabellen.waarde(tabellen.tabel("gemeenten"), "9000") == {
        "code": "9000",
        "omschrijving": "Nieuw Dorp",
    }
    assert tabellen.tabel("gemeenten")["0085"] == "Stellingwerf"
    # What the file does not have keeps its meaning: persoonslijsten hold it for life.
    assert tabellen.tabel("gemeenten")["0098"] == "Weststellingwerf"
    assert tabellen.tabel("landen")["5002"] == "Frankrijk"


@pytest.mark.parametrize(
    ("day", "fits"),
    [("20091231", False), ("20100101", True), ("20150000", True), ("20100000", True), ("20090000", False),
     ("20200101", True), ("20200102", False), ("20210000", False), ("20200000", True), ("00000000", True)],
)  # fmt: skip
def test_a_code_holds_from_its_first_until_its_last_day_and_what_is_unknown_of_a_day_fits(bron, day, fits):
    bron.volg(lambda: {"gemeenten": lees(table("9000,Dorp,,20100101,20200101"))[1]})
    assert tabellen.geldig("gemeenten", "9000", day) is fits
    assert not tabellen.geldig("gemeenten", "9999", day)


def test_a_code_that_is_unknown_or_had_ended_is_a_finding_and_no_reason_to_refuse():
    def found(home):
        person = {"01": [[{"0120": "999993653"}]], "08": [[{"0910": "0085", **home}]]}
        return rules.findings(person)

    assert found({"0920": "20100101"}) == []
    assert found({"0910": "0001", "0920": "19890101"}) == []
    assert found({"0910": "0001", "0920": "20100101"}) == [
        "08.0910: code 0001 gold niet op 20100101 (tabel gemeenten)"
    ]
    assert found({"1310": "5999"}) == ["08.1310: code 5999 staat niet in de tabel landen"]


@pytest.mark.standaard
@pytest.mark.skipif(not OFFICIAL.exists(), reason="the tables are in the standards folder, which is absent")
def test_the_published_tables_are_those_of_this_version(bron):
    names = set()
    for path in OFFICIAL.glob("lo3-tabel*.csv"):
        if "38-" in path.name:  # titles: a closed list, kept with the rules on names
            continue
        name, rows = lees(path.read_bytes())
        names.add(name)
        assert rows == bron.regels(name), path.name
    assert names == {name for name, _size in tabelbeheer.SOORTEN.values()}
