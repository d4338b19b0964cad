"""The calendar in SQL says what the rule says, and a contract that asks for a choice gets its zaak once."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.diensten.sturing.harmonisatie.rules_kalender import agenda
from kapstok.diensten.sturing.portfolio import gemma, services
from kapstok.diensten.sturing.portfolio.jobs import open_due
from kapstok.diensten.sturing.portfolio.models import Contract, Harmonisatiezaak
from kapstok.diensten.sturing.portfolio.queries_kalender import (
    aantallen,
    alternatieven,
    kalender,
    zaken_bij,
    zoek_contract,
    zonder_zaak,
)
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.magazijnen.zaken.models import Zaak, ZaakInformatieObject
from kapstok.platform.storage import store

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def contract(db, as_tenant, actor):
    """One at West, for zaken, that Oost uses too; three months' notice."""
    with as_tenant(4):
        members = [
            toetreden(code, code.capitalize(), code[:2], van=date(2015, 1, 1), volgorde=n, actor=actor)
            for n, code in enumerate(("oost", "west", "opsterland"))
        ]
        component = next(c.id for c in gemma.componenten().values() if c.naam == "Zaakregistratiecomponent")
        app = services.save_applicatie({"naam": "Zaakpunt", "componenten": [component]}, actor=actor)
        other = services.save_applicatie({"naam": "Dossier", "componenten": [component]}, actor=actor)
        for member in members[:2]:
            services.set_gebruik(app.id, member.id, {"muteren": True}, actor=actor)
        services.set_gebruik(other.id, members[2].id, {"muteren": True}, actor=actor)
        values = {
            "applicatie_id": other.id, "deelnemer_id": members[2].id, "nummer": "D-1", "begin": date(2020, 1, 1),
            "einde": date(2028, 8, 31), "opzegtermijn_maanden": 3,
        }  # fmt: skip
        yield services.save_contract(values, actor=actor)


@pytest.mark.eis("R-203")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    einde=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    maanden=st.integers(0, 60),
    vandaag=st.dates(date(2020, 1, 1), date(2032, 12, 31)),
)
def test_sql_and_rule_agree_on_every_day(contract, einde, maanden, vandaag):
    Contract.objects.update(einde=einde, opzegtermijn_maanden=maanden)
    days, found = agenda(einde, maanden), kalender(vandaag, None, limit=5)
    if vandaag > einde:
        assert found == []
        return
    row = found[0]
    assert (row["beginnen"], row["opzeggen"], row["stand"]) == (
        days.beginnen,
        days.opzeggen,
        days.stand(vandaag),
    )
    assert aantallen(vandaag) == {row["stand"]: 1}
    assert bool(zonder_zaak(vandaag, limit=5)) == (vandaag >= days.beginnen)


@pytest.mark.eis("R-203", "R-210")
def test_a_contract_gets_its_zaak_in_time_and_once_and_again_for_a_new_end(contract, actor):
    Contract.objects.update(einde=date(2028, 8, 28))  # begins on 28 November 2026
    open_due(4, NOW)
    assert not Harmonisatiezaak.objects.exists()
    Contract.objects.update(einde=date(2028, 8, 26))
    for _ in range(2):
        open_due(4, NOW)
    made = Harmonisatiezaak.objects.get()
    zaak = Zaak.objects.get(id=made.zaak_id)
    assert zaak.zaaktype.omschrijving == "Harmonisatie van een applicatie"
    assert zaak.omschrijving == "Harmonisatie Dossier"
    linked = ZaakInformatieObject.objects.get(zaak_id=zaak.id).informatieobject_id
    text = b"".join(
        store().read(InformatieObjectVersie.objects.get(informatieobject_id=linked).sha256)
    ).decode()
    assert "Opsterland" in text
    assert "Zaakpunt" in text
    assert "Regel E" in text
    assert zaken_bij([contract.id]) == {contract.id: zaak.id}
    Contract.objects.update(einde=date(2027, 1, 1))
    open_due(4, NOW)
    assert Harmonisatiezaak.objects.count() == 2


def test_a_contract_is_found_and_so_is_what_could_take_its_place(contract):
    assert [r["nummer"] for r in zoek_contract("doss", limit=5)] == ["D-1"]
    assert zoek_contract("%", limit=5) == []
    assert [naam for _id, naam in alternatieven(contract.applicatie_id)] == ["Zaakpunt"]


def test_another_municipality_opens_nothing(contract, as_tenant):
    Contract.objects.update(einde=date(2027, 1, 1))
    with as_tenant(1):
        open_due(1, NOW)
        assert not Harmonisatiezaak.objects.exists()
    assert not Harmonisatiezaak.objects.exists()
