"""Point 8 follows the roles of the tables: what belongs to a function is refused to who does not hold it."""

from datetime import date

import pytest

from kapstok.diensten.sturing.communicatie.models import Bericht, Doelgroep, Feed, Publicatie
from kapstok.diensten.sturing.enquete.models import Enquete
from kapstok.diensten.sturing.initiatieven.models import Initiatief
from kapstok.diensten.sturing.initiatieven.rules import CRITERIA
from kapstok.diensten.sturing.rollen.models import Vervulling
from kapstok.diensten.sturing.rollen.services import benoem
from kapstok.platform.identity.models import User
from kapstok.platform.work import SYSTEM

S = "/sturing/"
GROUP = {"naam": "Managers", "adressen": "a@oost.example"}
IDEA = {"naam": "Drone", "keuze": "samen", "keuze_reden": "r", "tempo": "innoveren", "tempo_reden": "t",
        **dict.fromkeys(CRITERIA, "4")}  # fmt: skip
DECIDED = {**IDEA, "uitkomst": "doen", "besluit_door": "OWO-directie", "besloten_op": "2018-03-01"}


@pytest.fixture
def staff(visit, owo):
    """The staff role alone, without a function of the plan."""
    return visit("medewerker", roles=("i-adviseur",), tenant="owo")


def hold(functie, member=None):
    benoem(
        functie, "Proef", van=date(2016, 1, 1), deelnemer_id=member and member.id, actor=SYSTEM,
        persoon_id=User.objects.get(username="proef-i-adviseur").id,
    )  # fmt: skip


@pytest.mark.eis("R-070")
@pytest.mark.parametrize(
    ("path", "sent", "model"),
    [
        ("doelgroepen/nieuw/", GROUP, Doelgroep),
        ("enquetes/nieuw/", {"naam": "Ronde", "vragen": "a; schaal; ; Hoe?"}, Enquete),
        ("initiatieven/nieuw/", IDEA, Initiatief),
        ("feeds/oost/", {"doen": "openbaar"}, Feed),
    ],
)
def test_the_staff_role_alone_does_not_plan_ask_weigh_or_publish(staff, path, sent, model):
    answer = staff.post(S + path, sent, follow=True)
    text = answer.content.decode()
    assert "een rol die u niet heeft" in text
    assert not model.objects.exists()
    if "naam" in sent:
        assert answer.status_code == 422
        assert f'value="{sent["naam"]}"' in text  # what was typed is kept
    hold("i_adviseur")
    staff.post(S + path, sent)
    assert model.objects.count() == 1


def test_a_message_is_published_by_an_i_adviseur_and_planned_by_a_counterpart_too(staff, owo):
    hold("counterpart", owo["oost"])
    staff.post(f"{S}doelgroepen/nieuw/", GROUP)
    message = {
        "titel": "Nieuws", "tekst": "x", "doelgroepen": [str(Doelgroep.objects.get().id)], "kanalen": ["intranet"],
        "verantwoordelijke": "Igor", "moment": "datum", "datum": "2018-03-01",
    }  # fmt: skip
    staff.post(f"{S}communicatie/nieuw/", message)
    row = Bericht.objects.get()
    out = {"doen": "publiceren", "versie": "1"}
    assert (
        "een rol die u niet heeft"
        in staff.post(f"{S}communicatie/{row.id}/doen/", out, follow=True).content.decode()
    )
    assert not Publicatie.objects.exists()
    hold("i_adviseur")
    staff.post(f"{S}communicatie/{row.id}/doen/", out)
    assert Publicatie.objects.count() == 1


@pytest.mark.eis("R-030")
def test_who_weighs_does_not_decide_and_does_not_take_a_decision_back(staff, owo):
    hold("i_adviseur")
    staff.post(f"{S}initiatieven/nieuw/", IDEA)
    row = Initiatief.objects.get()
    change = f"{S}initiatieven/{row.id}/wijzigen/"
    refused = staff.post(change, {**DECIDED, "versie": "1"})
    assert refused.status_code == 422
    assert "een rol die u niet heeft" in refused.content.decode()
    hold("counterpart", owo["oost"])
    assert staff.post(change, {**DECIDED, "versie": "1"}).status_code == 302
    Vervulling.objects.filter(functie="counterpart").delete()
    staff.post(f"{S}initiatieven/{row.id}/ongedaan/", {"versie": "2"})
    assert Initiatief.objects.get().uitkomst == "doen"


def test_a_target_group_is_put_back_and_a_concept_survey_taken_away(staff, owo):
    hold("i_adviseur")
    staff.post(f"{S}doelgroepen/nieuw/", GROUP)
    row = Doelgroep.objects.get()
    url = f"{S}doelgroepen/{row.id}/"
    assert "ongedaan maken" not in staff.get(url).content.decode()
    staff.post(url, {**GROUP, "naam": "Anders", "adressen": "", "versie": "1"})
    assert "ongedaan maken" in staff.get(url).content.decode()
    staff.post(url, {"doen": "ongedaan", "versie": "1"})  # somebody who looked at an older one
    assert Doelgroep.objects.get().naam == "Anders"
    staff.post(url, {"doen": "ongedaan", "versie": "2"})
    row.refresh_from_db()
    assert (row.naam, row.adressen) == ("Managers", ["a@oost.example"])
    staff.post(f"{S}enquetes/nieuw/", {"naam": "Ronde", "vragen": "a; schaal; ; Hoe?"})
    kept = Enquete.objects.get()
    do = f"{S}enquetes/{kept.id}/doen/"
    assert "Enquête verwijderen" in staff.get(f"{S}enquetes/{kept.id}/").content.decode()
    assert staff.post(do, {"doen": "verwijderen", "versie": "7"}).status_code == 422
    Enquete.objects.update(stand="open")
    assert staff.post(do, {"doen": "verwijderen", "versie": "1"}).status_code == 422
    assert Enquete.objects.count() == 1
    Enquete.objects.update(stand="concept")
    assert staff.post(do, {"doen": "verwijderen", "versie": "1"}).status_code == 302
    assert not Enquete.objects.exists()
