"""From the columns of zaak and zaaktype to the clock."""

from datetime import UTC, date, datetime

import pytest

from kapstok.diensten.termijnen import Klok, Termijnregels, close, extend, resume, suspend, uiterste_datum
from kapstok.diensten.termijnen.klok import klok_of, regels_of
from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import extend_zaak, resume_zaak, suspend_zaak
from kapstok.platform.work import Actor

START = date(2026, 11, 23)
REGELS = Termijnregels(Duration(weeks=8), Duration(weeks=4), verlengingstermijn=Duration(weeks=6))
BERT = Actor("medewerker", "bert", "Bert")


def zaaktype(**values):
    defaults = {
        "doorlooptijd": "P8W", "servicenorm": "P4W", "opschorting_en_aanhouding_mogelijk": True,
        "verlenging_mogelijk": True, "verlengingstermijn": "P6W",
    }  # fmt: skip
    return ZaakType(**{**defaults, **values})


def zaak(**values):
    return Zaak(startdatum=START, laatst_gemuteerd=datetime(2026, 12, 1, tzinfo=UTC), **values)


@pytest.mark.parametrize(
    ("values", "klok"),
    [
        ({}, Klok(START, REGELS)),
        ({"einddatum": date(2026, 12, 1)}, close(Klok(START, REGELS), date(2026, 12, 1))),
        (
            {"verlenging": {"reden": "druk", "duur": "P2W"}},
            extend(Klok(START, REGELS), Duration(weeks=2), START),
        ),
        (
            {"opschorting": {"indicatie": True, "reden": "x", "sinds": "2026-11-30", "dagen": 0}},
            suspend(Klok(START, REGELS), date(2026, 11, 30)),
        ),
        (
            {"opschorting": {"indicatie": False, "reden": "x", "dagen": 5}},
            Klok(START, REGELS, opgeschorte_dagen=5),
        ),
        (
            {"opschorting": {"indicatie": True, "reden": "x"}},
            Klok(START, REGELS, opgeschort_sinds=date(2026, 12, 1)),
        ),
    ],
)
def test_clock_follows_the_columns_of_the_zaak(values, klok):
    assert klok_of(zaak(**values), zaaktype()) == klok


def test_zaaktype_without_verlenging_and_servicenorm_gives_neither():
    found = regels_of(zaaktype(verlenging_mogelijk=False, servicenorm=""))
    assert (found.verlengingstermijn, found.servicenorm) == (None, None)


def test_store_and_rules_agree_after_suspending_resuming_and_extending(tenant, given_open_zaak):
    row, kind = given_open_zaak
    suspend_zaak(row.id, reden="wacht op tekening", actor=BERT, today=date(2026, 11, 30))
    resume_zaak(row.id, actor=BERT, today=date(2026, 12, 7))
    wanted = extend(
        resume(suspend(Klok(START, REGELS), date(2026, 11, 30)), date(2026, 12, 7)), Duration(weeks=2), START
    )
    deadline = uiterste_datum(wanted, date(2026, 12, 7))
    extend_zaak(row.id, reden="druk", duur="P2W", uiterlijk=deadline, actor=BERT)
    stored = Zaak.objects.get(id=row.id)
    assert klok_of(stored, kind) == wanted
    assert stored.uiterlijke_einddatum_afdoening == deadline == date(2027, 2, 8)


@pytest.fixture
def given_open_zaak(tenant):
    from kapstok.magazijnen.catalogi.models import Catalogus

    catalogus = Catalogus.objects.create(domein="OWO", rsin="000000000", contactpersoon_beheer_naam="B")
    kind = zaaktype(
        catalogus=catalogus, identificatie="kapvergunning", omschrijving="Boom kappen", doel="d", aanleiding="a",
        vertrouwelijkheidaanduiding="intern", indicatie_intern_of_extern="extern", handeling_initiator="Aanvragen",
        onderwerp="Boom", handeling_behandelaar="Behandelen", publicatie_indicatie=False, verantwoordelijke="OWO",
        begin_geldigheid=START, concept=False,
    )  # fmt: skip
    kind.save()
    row = zaak(
        identificatie="W-1", bronorganisatie="000000000", verantwoordelijke_organisatie="000000000", zaaktype=kind,
        registratiedatum=START, vertrouwelijkheidaanduiding="intern", vertrouwelijkheid_rang=3,
        uiterlijke_einddatum_afdoening=date(2027, 1, 18),
    )  # fmt: skip
    row.save()
    return row, kind
