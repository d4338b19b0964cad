"""Functions and rights: who may do what, where and when; deputies; one holder at a time; and nobody from outside."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from django.db import DatabaseError, transaction

from kapstok.diensten.sturing.rollen import queries, rules
from kapstok.diensten.sturing.rollen.models import Vervulling
from kapstok.diensten.sturing.rollen.rules import Houder, mandaat
from kapstok.diensten.sturing.rollen.services import NietBevoegd, beeindig, benoem, eis
from kapstok.platform.config import settings
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

DAY = date(2017, 5, 1)
STANDARD = Path(settings.standaarden_map).resolve() / "governance" / "beleidsplan" / "rollen.yaml"


def test_every_act_belongs_to_a_function_and_every_function_exists():
    assert all(t.functie in rules.FUNCTIES for t in rules.TAKEN)
    assert all(rules.functies_voor(each) for each in rules.HANDELINGEN)
    with pytest.raises(KeyError):
        rules.functies_voor("koffie.zetten")


@pytest.mark.standaard
@pytest.mark.skipif(not STANDARD.exists(), reason="rollen.yaml is not here (standaarden_map)")
def test_the_tables_are_those_of_the_plan():
    told = yaml.safe_load(STANDARD.read_text())
    ours = {}
    for task in rules.TAKEN:
        ours.setdefault((task.tabel, task.functie), task)
    for table, name in (
        ("beleidsplan", "tabel_2_beleidsplan"),
        ("jaarplan", "tabel_3_jaarplan"),
        ("project", "tabel_4_project"),
    ):
        assert [t.functie for t in rules.TAKEN if t.tabel == table] == [row["functie"] for row in told[name]]
        for row in told[name]:
            task = ours[table, row["functie"]]
            assert (task.raci, task.rol) == (row["raci"], row["rol"].lower())
            assert set(row["recht"]) <= set(task.handelingen)
            assert task.indien_nodig == row.get("indien_nodig", False)
    assert set(rules.FUNCTIES) == set(told["functies"])
    assert set(told["bijlage_1_taken"]) <= {t.functie for t in rules.TAKEN}


@pytest.mark.eis("R-236", "R-237", "R-238", "R-239", "R-240", "R-241")
@pytest.mark.parametrize(
    ("act", "functies"),
    [
        ("beleidsplan.vaststellen", {"raad", "college", "owo_directie"}),
        ("beleidsplan.agenderen", {"counterpart"}),
        ("beleidsplan.toewijzen", {"teamleider_ia"}),
        ("beleidsplan.bewerken", {"i_adviseur"}),
    ],
)
def test_table_2_says_who_does_what_with_the_plan(act, functies):
    assert set(rules.functies_voor(act)) == functies


@pytest.mark.eis("R-242", "R-243", "R-244", "R-245")
@pytest.mark.parametrize(
    ("act", "functie"),
    [
        ("jaarplan.vaststellen", "owo_directie"),
        ("project.honoreren", "counterpart"),
        ("project.afvoeren", "counterpart"),
        ("budget.boeken", "teamleider_ia"),
        ("memo.opstellen", "i_adviseur"),
    ],
)
def test_table_3_says_who_does_what_with_the_year_plan(act, functie):
    assert rules.functies_voor(act) == [functie]


@pytest.mark.eis("R-246", "R-247", "R-248", "R-249")
def test_table_4_gives_one_leader_per_project_and_helpers_where_needed():
    assert rules.functies_voor("project.leiden") == ["projectleider"]
    assert rules.FUNCTIES["projectleider"].enig
    assert rules.functies_voor("project.adviseren") == ["i_adviseur"]
    helpers = [t for t in rules.TAKEN if "project.taak_uitvoeren" in t.handelingen]
    assert {t.functie for t in helpers} == {"functioneel_beheerder", "technisch_beheerder"}
    assert all(t.indien_nodig for t in helpers)


def test_a_mandate_is_of_the_municipality_the_project_and_the_day():
    college = Houder("college", "C", gemeente="oost", van=DAY, tot=date(2018, 1, 1))
    act = "beleidsplan.vaststellen"
    assert mandaat([college], act, DAY, gemeente="oost") is college
    assert mandaat([college], act, DAY, gemeente="west") is None
    assert mandaat([college], act, date(2018, 1, 2), gemeente="oost") is None
    assert mandaat([college], act, date(2017, 4, 30), gemeente="oost") is None
    assert mandaat([college], act, DAY, gemeente="oost", functie="raad") is None
    leader = Houder("projectleider", "L", project="Zaakgericht", van=DAY)
    assert mandaat([leader], "project.leiden", DAY, project="Zaakgericht") is leader
    assert mandaat([leader], "project.leiden", DAY, project="Anders") is None
    assert mandaat([leader], "project.leiden", DAY) is None


def test_the_holder_goes_before_the_deputy_and_a_deputy_can_do_the_same():
    deputy = Houder("teamleider_ia", "D", plaatsvervanger=True, van=DAY)
    holder = Houder("teamleider_ia", "H", van=DAY)
    assert mandaat([deputy, holder], "budget.boeken", DAY) is holder
    assert mandaat([deputy], "budget.boeken", DAY) is deputy


@pytest.mark.eis("R-236", "R-237")
def test_the_gate_asks_the_function_and_the_right_of_another_municipality_does_not_count(owo, person):
    anne, bouwe = person("Anne"), person("Bouwe")
    benoem("college", "Anne", van=DAY, deelnemer_id=owo["oost"].id, persoon_id=UUID(anne.id), actor=SYSTEM)
    assert eis(anne, "beleidsplan.vaststellen", DAY, gemeente="oost").functie == "college"
    for who, gemeente in ((anne, "west"), (bouwe, "oost")):
        with pytest.raises(NietBevoegd):
            eis(who, "beleidsplan.vaststellen", DAY, gemeente=gemeente)
    assert eis(SYSTEM, "beleidsplan.vaststellen", DAY) is None
    assert queries.may("geen-uuid", "beleidsplan.vaststellen", "oost", DAY) is None


@pytest.mark.eis("R-160", "R-266")
@pytest.mark.parametrize("functie", ["ciso", "owo_directie"])
def test_there_is_one_at_a_time_per_municipality_and_deputies_beside(owo, functie):
    def appoint(naam, van, code="oost", **more):
        return benoem(functie, naam, van=van, deelnemer_id=owo[code].id, actor=SYSTEM, **more)

    first = appoint("A", DAY)
    with pytest.raises(Refusal, match="al iemand"):
        appoint("B", date(2018, 1, 1))
    appoint("B", date(2018, 1, 1), plaatsvervanger=True)
    appoint("C", DAY, code="west")
    beeindig(first.id, tot=date(2017, 12, 31), actor=SYSTEM)
    appoint("B", date(2018, 1, 1))
    assert Vervulling.objects.count() == 4
    held = queries.houders(date(2018, 6, 1))
    missing = rules.gaten(held, ["oost", "west", "opsterland"], date(2018, 6, 1))
    assert (functie, "opsterland") in missing
    assert (functie, "oost") not in missing


def test_one_leader_at_a_time_in_a_project_and_one_team_leader(owo):
    for functie, project in (("projectleider", "Zaakgericht"), ("teamleider_ia", "")):
        benoem(functie, "A", van=DAY, project=project, actor=SYSTEM)
        with pytest.raises(Refusal, match="al iemand"):
            benoem(functie, "B", van=DAY, project=project, actor=SYSTEM)
    benoem("projectleider", "B", van=DAY, project="Anders", actor=SYSTEM)


@pytest.mark.parametrize(
    ("functie", "more", "field"),
    [
        ("koning", {}, "functie"),
        ("raad", {}, "gemeente"),
        ("projectleider", {}, "project"),
        ("i_adviseur", {"naam": " "}, "naam"),
        ("i_adviseur", {"tot": date(2017, 4, 30)}, "tot"),
    ],
)
def test_what_is_missing_is_said_at_its_field(owo, functie, more, field):
    naam = more.pop("naam", "A")
    with pytest.raises(Refusal) as refused:
        benoem(functie, naam, van=DAY, actor=SYSTEM, **more)
    assert refused.value.field == field


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_a_municipality_without_a_grant_sees_and_gives_no_functions(owo, as_tenant, outsider):
    benoem("raad", "Raad", van=DAY, deelnemer_id=owo["oost"].id, actor=SYSTEM)
    with as_tenant(outsider):
        assert not Vervulling.objects.exists()
        assert queries.vervullingen() == []
        with pytest.raises(DatabaseError), transaction.atomic():
            benoem("raad", "Raad", van=DAY, deelnemer_id=owo["oost"].id, actor=SYSTEM)
