"""The portfolio: what is kept, who sees it, and what two editors do to each other."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from kapstok.diensten.sturing.harmonisatie.rules import beoordeel, per_component
from kapstok.diensten.sturing.portfolio import queries, services
from kapstok.diensten.sturing.portfolio.models import Applicatie, Contract, Gebruik, Koppeling
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.diensten.sturing.verband.queries import deelnemers
from kapstok.diensten.sturing.verband.services import toetreden, uittreden
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

TODAY = date(2019, 5, 1)
EVERYTHING = (Applicatie, Gebruik, Contract, Koppeling, Deelnemer)


def contract(app, nummer="C-1", **changes):
    return {
        "applicatie_id": app.id, "nummer": nummer, "begin": date(2017, 1, 1), "einde": date(2020, 12, 31),
        "opzegtermijn_maanden": 6, "kosten_per_jaar": 12_345_67, **changes,
    }  # fmt: skip


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_a_municipality_without_a_grant_sees_nothing_of_the_partnership(app, actor, as_tenant, outsider):
    one, two = app("Een", "BMR oost", "R west"), app("Twee", "R oost")
    services.save_contract(contract(one), actor=actor)
    services.save_koppeling({"van_id": one.id, "naar_id": two.id}, actor=actor)
    assert all(model.objects.exists() for model in EVERYTHING)
    with as_tenant(outsider):
        assert [model.__name__ for model in EVERYTHING if model.objects.exists()] == []
        assert queries.applicatie(one.id) is None
        assert queries.aantal(queries.Zoek()) == 0
        assert queries.contracten() == []
        assert queries.landschap().inzetten == []
        with pytest.raises(Refusal):
            services.save_applicatie({"naam": "Gestolen"}, actor=actor, applicatie_id=one.id)
        with pytest.raises(IntegrityError), transaction.atomic():
            Gebruik.objects.create(applicatie_id=one.id, deelnemer_id=UUID(int=1), raadplegen=True)
    assert Applicatie.objects.get(id=one.id).naam == "Een"


def test_the_second_editor_is_told_and_nothing_is_lost(app, actor):
    made = app("Een")
    services.save_applicatie({"eigenaar": "Burgerzaken"}, actor=actor, applicatie_id=made.id, versie=1)
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        services.save_applicatie({"eigenaar": "Financiën"}, actor=actor, applicatie_id=made.id, versie=1)
    row = Applicatie.objects.get(id=made.id)
    assert (row.eigenaar, row.versie) == ("Burgerzaken", 2)


def test_all_faults_come_in_one_answer(owo, actor):
    with pytest.raises(Refusal) as refused:
        services.save_applicatie({"naam": "", "biv": "9", "status": "kapot"}, actor=actor)
    assert {each.field for each in refused.value.all} == {"naam", "biv", "status"}
    assert not Applicatie.objects.exists()


def test_a_name_is_of_one_application_whatever_its_capitals(app, actor):
    app("Civision")
    with pytest.raises(Refusal, match="al een applicatie"):
        app("CIVISION")


def test_applications_do_not_replace_each_other_in_a_ring(app, actor):
    one, two = app("Een"), app("Twee")
    services.save_applicatie({"vervangen_door_id": two.id}, actor=actor, applicatie_id=one.id)
    with pytest.raises(Refusal, match="elkaar vervangen"):
        services.save_applicatie({"vervangen_door_id": one.id}, actor=actor, applicatie_id=two.id)
    with pytest.raises(Refusal, match="zichzelf"):
        services.save_applicatie({"vervangen_door_id": two.id}, actor=actor, applicatie_id=two.id)


@pytest.mark.eis("R-256")
def test_use_is_kept_by_kind_and_goes_when_nothing_is_ticked(app, owo, actor):
    made = app("Een", "MR oost")
    row = Gebruik.objects.get()
    assert (row.beheren, row.muteren, row.raadplegen) == (False, True, True)
    services.set_gebruik(made.id, owo["oost"].id, {}, actor=actor)
    assert not Gebruik.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"einde": date(2016, 1, 1)}, "einde"),
        ({"kosten_per_jaar": -1}, "kosten_per_jaar"),
        ({"nummer": ""}, "nummer"),
        ({"opzegtermijn_maanden": 61}, "opzegtermijn_maanden"),
        ({"nummer": "C-1"}, "nummer"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_at_its_field(app, actor, changes, field):
    made = app("Een")
    services.save_contract(contract(made), actor=actor)
    with pytest.raises(Refusal) as refused:
        services.save_contract(contract(made, **{"nummer": "C-2", **changes}), actor=actor)
    assert refused.value.all[0].field == field
    assert Contract.objects.count() == 1


def test_a_coupling_is_seen_from_both_ends(app, actor):
    one, two = app("Een"), app("Twee")
    services.save_koppeling({"van_id": one.id, "naar_id": two.id, "standaard": "StUF ZKN"}, actor=actor)
    assert [k["richting"] for k in queries.applicatie(one.id)["koppelingen"]] == ["heen"]
    assert [k["richting"] for k in queries.applicatie(two.id)["koppelingen"]] == ["terug"]
    with pytest.raises(Refusal, match="is er al"):
        services.save_koppeling({"van_id": one.id, "naar_id": two.id, "standaard": "StUF ZKN"}, actor=actor)


def test_the_list_is_searched_narrowed_and_counted(app, owo, actor, component):
    app("Zaakstroom", "BMR oost", leverancier="Waterland")
    app("Archiefkast", "R west", componenten=["Archiefbeheercomponent"], status="uitfaserend")
    rows = [services.save_contract(contract(Applicatie.objects.get(naam="Zaakstroom")), actor=actor)]
    names = lambda **asked: [  # noqa: E731
        r["naam"] for r in queries.applicaties(queries.Zoek(**asked), vandaag=TODAY, limit=50)
    ]
    assert names() == ["Archiefkast", "Zaakstroom"]
    assert names(q="WATER") == ["Zaakstroom"]
    assert names(q="%") == []
    assert names(status="uitfaserend") == ["Archiefkast"]
    assert names(component=component("Archiefbeheercomponent")) == ["Archiefkast"]
    assert names(deelnemer=owo["oost"].id) == ["Zaakstroom"]
    assert queries.aantal(queries.Zoek(q="a")) == 2
    row = queries.applicaties(queries.Zoek(q="Zaak"), vandaag=TODAY, limit=1)[0]
    assert (row["kosten"], row["einde"]) == (12_345_67, rows[0].einde)
    assert row["gebruik"] == {str(owo["oost"].id): "BMR"}


@pytest.mark.eis("R-202", "R-203")
def test_the_engine_reads_the_landscape_and_names_the_majority(app, owo, component):
    x, y = app("X", "BMR oost", "R west"), app("Y", "BMR opsterland")
    app("Oud", "BMR opsterland", status="beeindigd")
    found = queries.landschap()
    verdicts = beoordeel(per_component(found.inzetten, list(owo)), op=TODAY)
    key = (component("Zaakregistratiecomponent"), "opsterland")
    assert (verdicts[key].uitkomst, verdicts[key].naar) == ("volgt_meerderheid", str(x.id))
    assert found.soorten[str(y.id), "opsterland"] == "BMR"


def test_who_left_keeps_a_past_and_no_longer_counts(owo, actor):
    uittreden("west", tot=date(2018, 12, 31), actor=actor)
    assert [d.code for d in deelnemers(TODAY)] == ["oost", "opsterland"]
    assert [d.code for d in deelnemers(date(2018, 12, 31))] == ["oost", "west", "opsterland"]
    with pytest.raises(Refusal, match="al mee"):
        toetreden("oost", "Oost", "O", van=TODAY, actor=actor)


def test_an_application_goes_with_all_that_hangs_on_it(app, actor):
    one, two = app("Een", "R oost"), app("Twee")
    services.save_contract(contract(one), actor=actor)
    services.save_koppeling({"van_id": one.id, "naar_id": two.id}, actor=actor)
    services.verwijder_applicatie(one.id, actor=actor)
    assert not Contract.objects.exists()
    assert not Koppeling.objects.exists()
    assert not Gebruik.objects.exists()
    assert Applicatie.objects.get().naam == "Twee"


@pytest.mark.eis("R-255", "R-278", "R-279")
def test_a_manager_has_a_deputy_and_technical_management_is_of_the_central_unit(app, actor):
    one = app(
        "Zaakpunt", functioneel_beheerder="Fokke", technisch_beheerder="Vrije naam"
    )  # nobody holds it yet

    def refused(**values):
        with pytest.raises(Refusal) as found:
            services.save_applicatie(values, actor=actor, applicatie_id=one.id)
        return {(each.field, each.code) for each in found.value.all}

    assert refused(functioneel_plaatsvervanger="fokke") == {("functioneel_plaatsvervanger", "zelfde")}
    assert refused(functioneel_beheerder="", functioneel_plaatsvervanger="Anna") == {
        ("functioneel_beheerder", "beheerder")
    }
    services.save_applicatie({"functioneel_plaatsvervanger": "Anna"}, actor=actor, applicatie_id=one.id)
    for naam in ("Team OWO-I&A", "Jelle"):
        benoem("technisch_beheerder", naam, van=date(2016, 1, 1), actor=SYSTEM)
    assert refused(technisch_plaatsvervanger="Piet van de afdeling") == {("technisch_plaatsvervanger", "ia")}
    # What stood there stays until somebody changes it.
    services.save_applicatie({"technisch_plaatsvervanger": "Jelle"}, actor=actor, applicatie_id=one.id)
    assert refused(technisch_beheerder="Piet") == {("technisch_beheerder", "ia")}
    services.save_applicatie({"technisch_beheerder": "team owo-i&a"}, actor=actor, applicatie_id=one.id)
    one.refresh_from_db()
    assert (one.functioneel_plaatsvervanger, one.technisch_plaatsvervanger) == ("Anna", "Jelle")
