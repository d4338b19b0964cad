"""Who may do what with projects, quarters and money: every act by every function, as tables 2 to 4 of the plan say."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from kapstok.diensten.sturing.geld import services as geld
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.kwartaal import services as kwartaal
from kapstok.diensten.sturing.kwartaal.models import Kaart
from kapstok.diensten.sturing.kwartaal.services import Besluit
from kapstok.diensten.sturing.projecten import services
from kapstok.diensten.sturing.projecten.models import Project
from kapstok.diensten.sturing.projecten.services import Opgave
from kapstok.diensten.sturing.rollen.rules import FUNCTIES, GEMEENTE, PROJECT
from kapstok.diensten.sturing.rollen.services import NietBevoegd, benoem
from kapstok.platform.errors import Refusal
from kapstok.platform.identity import create_user
from kapstok.platform.work import SYSTEM, Actor

DAY = date(2019, 4, 5)
WHY = Waarvoor(DAY, "Proef", project="Zaakgericht")
LEIDERS = {"projectleider", "counterpart"}
MELDERS = {"i_adviseur", "projectleider"}
OPSTELLERS = {"i_adviseur", "counterpart"}
BOEKERS = {"teamleider_ia"}


def card(besluit):
    def decide(project, who):
        row = kwartaal.openen(2019, 1, op=DAY, actor=SYSTEM)
        seen = Kaart.objects.get(project=project)
        said = [Besluit(seen.id, besluit, "Waarom", versie=seen.versie)]
        kwartaal.besluiten(row.id, said, op=DAY, actor=who)

    return decide


def step(naar):
    return lambda project, who: services.zet(project.id, naar, Opgave("Waarom"), op=DAY, actor=who)


# What is done, where the project stands, and which functions may.
ACTS = {
    "propose": ("aangemeld", lambda _p, who: services.aanmelden({"naam": "X"}, [], op=DAY, actor=who), {"i_adviseur"}),
    "assess": (
        "aangemeld", lambda p, who: services.beoordelen(p.id, noodzaak="wenselijk", op=DAY, actor=who), {"counterpart"},
    ),
    "honour": ("beoordeeld", step("gehonoreerd"), {"counterpart", "owo_directie"}),
    "do not honour": ("beoordeeld", step("niet_gehonoreerd"), {"counterpart"}),
    "start": ("gehonoreerd", step("in_uitvoering"), {"counterpart"}),
    "review": (
        "in_uitvoering", lambda p, who: services.toets(p.id, 2019, 1, {"voortgang": 1}, op=DAY, actor=who), MELDERS,
    ),
    "round off": ("in_uitvoering", step("in_afronding"), LEIDERS),
    "finish": ("in_afronding", step("afgerond"), LEIDERS),
    "strike": ("in_uitvoering", step("afgevoerd"), {"counterpart"}),
    "card: go on": ("in_uitvoering", card("doorgaan"), OPSTELLERS),
    "card: strike": ("in_uitvoering", card("afvoeren"), {"counterpart"}),
    "card: round off": ("in_uitvoering", card("afronden"), LEIDERS),
    "open a quarter": ("aangemeld", lambda _p, who: kwartaal.openen(2019, 1, op=DAY, actor=who), OPSTELLERS),
    "close a quarter": (
        "afgerond",
        lambda _p, who: kwartaal.sluiten(kwartaal.openen(2018, 4, op=DAY, actor=SYSTEM).id, op=DAY, actor=who),
        OPSTELLERS,
    ),
    "reserve": ("aangemeld", lambda p, who: geld.reserveren(uuid4(), 2019, WHY, actor=who, bedrag=0), BOEKERS),
    "commit": ("aangemeld", lambda _p, who: geld.vastleggen({}, WHY, actor=who), BOEKERS),
    "spend": ("aangemeld", lambda _p, who: geld.uitgeven({}, WHY, actor=who), BOEKERS),
    "release": ("aangemeld", lambda _p, who: geld.vrijvallen({}, WHY, actor=who), BOEKERS),
    "take back": ("aangemeld", lambda _p, who: geld.storneren(uuid4(), WHY, actor=who), BOEKERS),
    "settle": ("aangemeld", lambda _p, who: geld.verrekenen(uuid4(), WHY, actor=who), BOEKERS),
    "approve custom work": (
        "aangemeld",
        lambda _p, who: geld.maatwerk_besluiten(uuid4(), akkoord=True, op=DAY, besluit="D", actor=who),
        {"owo_directie"},
    ),
}  # fmt: skip


@pytest.fixture
def holder(owo):
    """`holder("counterpart")`: somebody with an account who holds that function from 2016 on."""

    def make(functie, **more):
        user = create_user(
            f"{functie}{len(more)}", naam=f"De {functie}", password="een lang wachtwoord", roles=("directie",),
            actor=SYSTEM,
        )  # fmt: skip
        kind = FUNCTIES[functie].bereik
        benoem(
            functie, f"De {functie}", persoon_id=user.id, actor=SYSTEM,
            deelnemer_id=owo["oost"].id if kind == GEMEENTE else None,
            project="Zaakgericht" if kind == PROJECT else "", **{"van": date(2016, 1, 1), **more},
        )  # fmt: skip
        return Actor("medewerker", str(user.id), f"De {functie}", "Sturing")

    return make


def allowed(act, project, who):
    """Did the gate let this person through? What else lacks is no matter of rights."""
    try:
        act(project, who)
    except NietBevoegd:
        return False
    except Refusal as refused:
        return not any(each.code == "niet_bevoegd" for each in refused.all)
    return True


@pytest.mark.eis("R-242", "R-243", "R-244", "R-245", "R-246")
@pytest.mark.parametrize("name", ACTS)
def test_only_the_functions_of_the_plan_may(name, maak, holder):
    state, act, able = ACTS[name]
    project = maak()
    found = set()
    Project.objects.filter(id=project.id).update(toestand=state)
    for functie in FUNCTIES:
        # What one of them did is undone before the next one tries.
        with transaction.atomic():
            if allowed(act, project, holder(functie)):
                found.add(functie)
            transaction.set_rollback(True)
    assert found == able


def test_a_deputy_may_the_same_in_its_days_and_a_leader_only_in_the_own_project(maak, owo, holder):
    project = maak()
    deputy = holder("counterpart", plaatsvervanger=True, van=date(2019, 4, 1), tot=date(2019, 4, 30))
    judge = services.beoordelen
    for day in (date(2019, 3, 31), date(2019, 5, 1)):
        with pytest.raises(NietBevoegd):
            judge(project.id, noodzaak="wenselijk", op=day, actor=deputy)
    judge(project.id, noodzaak="wenselijk", op=date(2019, 4, 30), actor=deputy)
    other, leader = maak("Anders"), holder("projectleider")
    Project.objects.update(toestand="in_uitvoering")
    with pytest.raises(NietBevoegd):
        services.toets(other.id, 2019, 2, {"voortgang": 5}, op=DAY, actor=leader)
    services.toets(project.id, 2019, 2, {"voortgang": 5}, op=DAY, actor=leader)


def test_the_refusal_names_the_function_and_who_holds_it(maak, actor, holder):
    project = maak()
    stranger = Actor("medewerker", str(uuid4()), "Vreemd", "Sturing")
    with pytest.raises(NietBevoegd) as refused:
        services.beoordelen(project.id, noodzaak="wenselijk", op=DAY, actor=stranger)
    assert refused.value.forbidden
    assert "Counterpart" in refused.value.message
    assert "B. Bakker" in refused.value.message
    assert Project.objects.get().toestand == "aangemeld"
