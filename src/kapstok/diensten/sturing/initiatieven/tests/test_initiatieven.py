"""The register of initiatives: weighed before decided, undone, made a project once, and of the partnership alone."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.initiatieven.queries import Zoek, initiatieven
from kapstok.diensten.sturing.initiatieven.rules import CRITERIA, KEUZES, TEMPO, UITKOMSTEN, fouten, score
from kapstok.diensten.sturing.initiatieven.services import maak_project, ongedaan, opslaan
from kapstok.diensten.sturing.projecten.models import Deelname, Project
from kapstok.diensten.sturing.projecten.services import Deelneming
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

OWO, DAY = 4, date(2018, 3, 1)
WEIGHED = {
    "naam": "Chatbot", "keuze": "samen", "keuze_reden": "Eén leverancier", "tempo": "wachten",
    "tempo_reden": "Nog weinig ervaring", "voor": "Sneller antwoord", "tegen": "Duur", "risico": "Fout antwoord",
    "criteria": dict.fromkeys(CRITERIA, 4),
}  # fmt: skip
DECIDED = {**WEIGHED, "uitkomst": "doen", "besluit_door": "OWO-directie", "besloten_op": DAY}


@pytest.fixture
def owo(db, as_tenant):
    with as_tenant(OWO):
        yield {
            code: toetreden(code, code, code[:2], van=date(2015, 1, 1), volgorde=n, actor=SYSTEM)
            for n, code in enumerate(("oost", "west"))
        }


def keep(values, **more):
    return opslaan(values, op=DAY, actor=SYSTEM, **more)


@pytest.mark.eis("R-030", "R-035")
def test_a_weighing_is_kept_with_its_reasons_decision_day_and_decider(owo):
    row = Initiatief.objects.get(id=keep(DECIDED).id)
    assert (row.voor, row.tegen, row.risico) == ("Sneller antwoord", "Duur", "Fout antwoord")
    assert (row.keuze, row.keuze_reden) == ("samen", "Eén leverancier")
    assert (row.tempo, row.tempo_reden) == ("wachten", "Nog weinig ervaring")
    assert (row.uitkomst, row.besluit_door, row.besloten_op) == ("doen", "OWO-directie", DAY)
    assert score(row.criteria) == 4


@pytest.mark.eis("R-030", "R-035")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"criteria": {"nut": 3}}, "kosten"),
        ({"keuze": ""}, "keuze"),
        ({"tempo": ""}, "tempo"),
        ({"keuze_reden": " "}, "keuze_reden"),
        ({"tempo_reden": ""}, "tempo_reden"),
        ({"besluit_door": ""}, "besluit_door"),
        ({"besloten_op": None}, "besloten_op"),
        ({"uitkomst": "later"}, "herzien_op"),
        ({"herzien_op": date(2018, 2, 1)}, "herzien_op"),
        ({"naam": " "}, "naam"),
        ({"keuze": "dromen"}, "keuze"),
        ({"criteria": {**dict.fromkeys(CRITERIA, 3), "nut": 6}}, "nut"),
    ],
)
def test_without_the_whole_weighing_there_is_no_decision_and_nothing_is_kept(owo, change, field):
    with pytest.raises(Refusal) as refused:
        keep({**DECIDED, **change})
    assert field in [each.field for each in refused.value.all]
    assert not Initiatief.objects.exists()


def test_the_database_holds_it_too(owo):
    row = keep(WEIGHED)
    for wrong in ({"uitkomst": "doen"}, {"keuze": "dromen"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Initiatief.objects.filter(id=row.id).update(**wrong)


@given(
    st.fixed_dictionaries(
        {
            "naam": st.text(max_size=3),
            "keuze": st.sampled_from(("", *KEUZES)),
            "keuze_reden": st.sampled_from(("", "om")),
            "tempo": st.sampled_from(("", *TEMPO)),
            "tempo_reden": st.sampled_from(("", "om")),
            "criteria": st.dictionaries(st.sampled_from(CRITERIA), st.integers(0, 6)),
            "uitkomst": st.sampled_from(("", *UITKOMSTEN)),
            "besluit_door": st.sampled_from(("", "raad")),
            "besloten_op": st.none() | st.dates(),
            "herzien_op": st.none() | st.dates(),
        }
    )
)
def test_what_the_rules_let_through_as_decided_is_weighed_whole(values):
    if not fouten(values) and values["uitkomst"]:
        assert score(values["criteria"]) is not None
        assert values["keuze_reden"]
        assert values["tempo_reden"]
        assert values["besluit_door"]


def test_the_last_change_is_undone_and_undoing_is_undone(owo):
    row = keep(DECIDED)
    row = keep(
        {**DECIDED, "naam": "Praatrobot", "besloten_op": date(2018, 4, 1)}, initiatief_id=row.id, versie=1
    )
    row = ongedaan(row.id, versie=row.versie, op=DAY, actor=SYSTEM)
    row.refresh_from_db()
    assert (row.naam, row.besloten_op, row.versie) == ("Chatbot", DAY, 3)
    assert ongedaan(row.id, versie=3, op=DAY, actor=SYSTEM).naam == "Praatrobot"
    with pytest.raises(Refusal, match="Iemand anders"):
        ongedaan(row.id, versie=3, op=DAY, actor=SYSTEM)


def test_there_is_nothing_to_undo_in_a_new_one(owo):
    with pytest.raises(Refusal, match="geen wijziging"):
        ongedaan(keep(WEIGHED).id, versie=1, op=DAY, actor=SYSTEM)


def test_the_second_of_two_editors_is_told(owo):
    row = keep(WEIGHED)
    keep({"naam": "Eerste"}, initiatief_id=row.id, versie=1)
    with pytest.raises(Refusal, match="Iemand anders"):
        keep({"naam": "Tweede"}, initiatief_id=row.id, versie=1)
    assert Initiatief.objects.get().naam == "Eerste"


def test_a_name_is_there_once(owo):
    keep(WEIGHED)
    with pytest.raises(Refusal, match="al een initiatief"):
        keep({**WEIGHED, "naam": "CHATBOT"})


@pytest.mark.eis("R-030")
def test_a_decision_to_do_it_becomes_a_project_proposal_once(owo):
    part = [Deelneming(owo["oost"].id, DAY, date(2018, 12, 31), naam="Oost")]

    def make(row):
        return maak_project(row.id, part, jaar=2018, op=DAY, actor=SYSTEM)

    undecided = keep({**WEIGHED, "naam": "Ander"})
    with pytest.raises(Refusal, match="nog geen besluit"):
        make(undecided)
    row = keep(DECIDED)
    project = make(row)
    found = Project.objects.get()
    assert (found.id, found.naam, found.keuze, found.keuze_reden) == (
        project.id,
        "Chatbot",
        "samen",
        "Eén leverancier",
    )
    assert found.zaak_id
    assert Deelname.objects.get().deelnemer_id == owo["oost"].id
    with pytest.raises(Refusal, match="al een project"):
        make(row)
    assert Project.objects.count() == 1


def test_a_refused_project_leaves_the_initiative_as_it_was(owo):
    row = keep(DECIDED)
    with pytest.raises(Refusal):
        maak_project(row.id, [], jaar=2018, op=DAY, actor=SYSTEM)
    row.refresh_from_db()
    assert (row.project_id, row.versie) == (None, 1)


@pytest.mark.eis("R-035")
def test_the_register_is_narrowed_by_choice_stand_and_day_to_look_again(owo):
    keep(WEIGHED)
    keep({**DECIDED, "naam": "Later", "keuze": "zelf", "uitkomst": "later", "herzien_op": date(2018, 6, 1)})

    def names(today=DAY, **asked):
        return [row.naam for row in initiatieven(Zoek(**asked), today)]

    assert names() == ["Chatbot", "Later"]
    assert names(keuze="zelf") == ["Later"]
    assert names(stand="open") == ["Chatbot"]
    assert names(stand="herzien") == []
    assert names(date(2018, 6, 1), stand="herzien") == ["Later"]
    assert names(q="chat") == ["Chatbot"]


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_another_municipality_sees_and_writes_nothing(owo, as_tenant, outsider):
    row = keep(DECIDED)
    with as_tenant(outsider):
        assert not Initiatief.objects.exists()
        with pytest.raises((Refusal, DatabaseError)):
            keep({"naam": "x"}, initiatief_id=row.id)
