"""Files in and out: what goes out comes back the same, and a file with faults leaves nothing behind."""

from datetime import date
from pathlib import Path

import pytest

from kapstok.diensten.sturing.portfolio import services
from kapstok.diensten.sturing.portfolio.models import Applicatie, Contract, Gebruik, Koppeling
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff_in import import_ameff
from kapstok.diensten.sturing.portfolio.uitwisseling.ameff_uit import ameff_bytes
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_in import import_csv
from kapstok.diensten.sturing.portfolio.uitwisseling.csv_uit import (
    applicaties_csv,
    contracten_csv,
    koppelingen_csv,
)
from kapstok.platform.config import settings

SAMPLES = Path(settings.standaarden_map).resolve() / "governance"


@pytest.fixture
def full(app, owo, actor):
    """Two applications with everything on them."""
    one = app(
        "=Zaak\nstroom", "BMR oost", "R west", leverancier="-Waterland; BV", biv="221", hosting="eigen",
        omschrijving='Regel 1\nRegel 2 "aangehaald" <&>', standaarden=["StUF ZKN", "RGBZ"],
        integratie={"BRP": "ja", "BAG": "nvt"}, afgesproken=True, owo_entiteit=False, eigenaar="Burgerzaken",
        beheer_besluit="centraal", beheer_reden="Besloten in mei.",
    )  # fmt: skip
    two = app("Archief", componenten=["Archiefbeheercomponent", "Archiefregistratiecomponent"])
    services.set_gebruik(
        two.id, owo["oost"].id, {"muteren": True}, afdelingen=["DIV", "Juridisch"], actor=actor
    )
    services.save_applicatie({"vervangen_door_id": two.id}, actor=actor, applicatie_id=one.id)
    services.save_contract(
        {
            "applicatie_id": one.id, "deelnemer_id": owo["oost"].id, "nummer": "C-1", "begin": date(2017, 1, 1),
            "einde": date(2020, 12, 31), "opzegtermijn_maanden": 6, "kosten_per_jaar": 1_234_567_89,
        },
        actor=actor,
    )  # fmt: skip
    services.save_koppeling(
        {"van_id": one.id, "naar_id": two.id, "standaard": "StUF ZKN", "richting": "beide", "via_bus": True},
        actor=actor,
    )


def _empty():
    for model in (Koppeling, Contract, Gebruik):
        model.objects.all().delete()
    Applicatie.objects.update(vervangen_door=None)
    Applicatie.objects.all().delete()


def test_csv_out_and_in_again_changes_nothing_and_rebuilds_everything(full, actor):
    before = (applicaties_csv(), contracten_csv(), koppelingen_csv())
    again = [import_csv(text.encode(), actor=actor) for text in before]
    assert [(v.toegevoegd, v.gewijzigd, v.ongewijzigd) for v in again] == [(0, 0, 2), (0, 0, 1), (0, 0, 1)]
    _empty()
    fresh = [import_csv(text.encode(), actor=actor) for text in before]
    assert [v.fouten for v in fresh] == [[], [], []]
    assert [v.toegevoegd for v in fresh] == [2, 1, 1]
    assert (applicaties_csv(), contracten_csv(), koppelingen_csv()) == before


def test_ameff_out_and_in_again_is_the_same_portfolio(full, actor):
    Contract.objects.all().delete()  # an exchange file holds no contracts
    sheets, model = (applicaties_csv(), koppelingen_csv()), ameff_bytes("OWO")
    again = import_ameff(model, actor=actor)
    assert (again.fouten, again.gewijzigd, again.ongewijzigd) == ([], 0, 3)
    _empty()
    assert import_ameff(model, actor=actor).toegevoegd == 3
    assert (applicaties_csv(), koppelingen_csv()) == sheets


def test_every_fault_has_its_row_and_nothing_is_kept(owo, actor):
    text = (
        "naam;status;biv;componenten;gebruik oost;kleur\n"
        "Goed;in_gebruik;221;Zaakregistratiecomponent;BMR;\n"
        "Fout;kapot;9;Koffiecomponent;X;\n"
        "Kort;in_gebruik\n"
        "goed;in_gebruik;;;;\n"
    )
    report = import_csv(text.encode(), actor=actor)
    found = {(f.rij, f.kolom) for f in report.fouten}
    assert {(1, "kleur"), (3, "componenten"), (3, "gebruik oost"), (4, ""), (5, "naam")} <= found
    assert (report.toegevoegd, Applicatie.objects.count()) == (0, 0)
    mended = text.replace(";kleur", "").replace("BMR;", "BMR").replace("X;", "X").replace(";;;;", ";;;")
    report = import_csv(
        mended.replace("Koffiecomponent;X", ";R")
        .replace("Kort;in_gebruik\n", "")
        .replace("goed;", "Anders;")
        .encode(),
        actor=actor,
    )
    assert [(f.rij, f.kolom) for f in report.fouten] == [(3, "biv"), (3, "status")]
    assert not Applicatie.objects.exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("C-1;Archief;mars;2017-01-01;2020-12-31;10", "gemeente"),
        ("C-1;Onbekend;oost;2017-01-01;2020-12-31;10", "applicatie"),
        ("C-1;Archief;oost;2017-02-30;2020-12-31;10", "begin"),
        ("C-1;Archief;oost;01-01-2017;31-12-2020;1.2345", "kosten_per_jaar"),
        ("C-1;Archief;oost;2017-01-01;2016-12-31;10", "einde"),
        (";Archief;oost;2017-01-01;2020-12-31;10", "nummer"),
    ],
)
def test_a_contract_with_a_typo_is_named_by_row_and_column(app, actor, row, column):
    app("Archief")
    text = f"nummer;applicatie;gemeente;begin;einde;kosten_per_jaar\nC-0;Archief;;2017-01-01;2020-12-31;1\n{row}\n"
    report = import_csv(text.encode(), actor=actor)
    assert [(f.rij, f.kolom) for f in report.fouten] == [(3, column)]
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n\n", b"naam\n\xff\xfe\n", b"naam\n\0\n", b'naam\n"open', b"iets;anders\n1;2\n",
        b"nummer;applicatie\nC-1;X\n", b"naam;naam\nx;y\n",
    ],
)  # fmt: skip
def test_a_file_that_is_no_portfolio_is_refused_in_words(owo, actor, content):
    report = import_csv(content, actor=actor)
    assert report.fouten
    assert all(f.rij >= 1 and f.reden for f in report.fouten)
    assert not Applicatie.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<model/>", b"geen xml", b'<!DOCTYPE a [<!ENTITY x "y">]><model/>',
        b'<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"/>',
    ],
)  # fmt: skip
def test_xml_that_is_no_exchange_file_is_refused_in_words(owo, actor, content):
    report = import_ameff(content, actor=actor)
    assert len(report.fouten) == 1
    assert report.fouten[0].reden.endswith(".")


def test_a_broken_element_is_named_by_line_and_nothing_is_kept(full, actor):
    model = ameff_bytes("OWO").decode().replace(">221<", ">991<").replace(">BMR<", ">QQ<")
    _empty()
    report = import_ameff(model.encode(), actor=actor)
    assert "Gebruik" in {f.kolom for f in report.fouten}
    assert all(f.rij > 1 for f in report.fouten)
    assert not Applicatie.objects.exists()


@pytest.mark.standaard
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here (standaarden_map)")
def test_the_national_samples_hold_no_application_and_say_so(owo, actor):
    for name in ("gemma/gemma-uittreksel.ameff.xml", "softwarecatalogus/ameff-voorbeeld.xml"):
        report = import_ameff((SAMPLES / name).read_bytes(), actor=actor)
        assert [f.reden for f in report.fouten] == ["In dit bestand staat geen enkele applicatie."]
