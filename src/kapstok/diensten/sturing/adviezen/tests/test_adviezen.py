"""The register of advices: two questions always, a reason for not following, undone, of the partnership alone."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kapstok.diensten.sturing.adviezen.models import Advies
from kapstok.diensten.sturing.adviezen.queries import Zoek, adviezen
from kapstok.diensten.sturing.adviezen.services import ongedaan, opslaan, stukken
from kapstok.diensten.sturing.dossier import Stuk
from kapstok.diensten.sturing.projecten.services import Deelneming, aanmelden
from kapstok.diensten.sturing.verband.services import toetreden
from kapstok.magazijnen.documenten.models import EnkelvoudigInformatieObject
from kapstok.magazijnen.documenten.queries import document
from kapstok.platform.errors import Refusal
from kapstok.platform.storage import store
from kapstok.platform.work import SYSTEM
from kapstok.site.bevoegd import appoint, somebody

OWO, DAY, LATER = 4, date(2018, 3, 1), date(2018, 4, 1)
GIVEN = {
    "onderwerp": "Digitaal ondertekenen", "soort": "ongevraagd", "gever": "owo_div", "adviseur": "D. Visser",
    "uitgebracht_op": DAY, "advies": "Eén werkwijze", "samenwerking": "Kan samen", "standaardisatie": "Past",
}  # fmt: skip
FOLLOWED = {"opvolging": "gevolgd", "opvolging_door": "OWO-directie", "opvolging_op": LATER}


@pytest.fixture
def owo(db, as_tenant):
    with as_tenant(OWO):
        yield [toetreden("oost", "oost", "oo", van=date(2015, 1, 1), volgorde=1, actor=SYSTEM)]


def keep(values, actor=SYSTEM, **more):
    return opslaan(values, op=LATER, actor=actor, **more)


@pytest.mark.eis("R-271", "R-274")
def test_an_advice_is_kept_with_its_kind_its_giver_and_what_was_done_with_it(owo):
    made = keep(GIVEN)
    keep(FOLLOWED, advies_id=made.id, versie=1)
    row = Advies.objects.get()
    assert (row.soort, row.gever, row.adviseur, row.uitgebracht_op) == (
        "ongevraagd",
        "owo_div",
        "D. Visser",
        DAY,
    )
    assert (row.opvolging, row.opvolging_door, row.opvolging_op) == ("gevolgd", "OWO-directie", LATER)
    assert [a.id for a in adviezen(Zoek(opvolging="gevolgd", gever="owo_div", soort="ongevraagd"))] == [
        row.id
    ]
    assert not adviezen(Zoek(opvolging="open")).exists()


@pytest.mark.eis("R-271", "R-272")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"samenwerking": " "}, "samenwerking"),
        ({"standaardisatie": ""}, "standaardisatie"),
        ({"soort": "x"}, "soort"),
        ({"gever": "raad"}, "gever"),
        ({**FOLLOWED, "opvolging": "deels"}, "opvolging_reden"),
        ({**FOLLOWED, "opvolging": "niet"}, "opvolging_reden"),
        ({**FOLLOWED, "opvolging_door": ""}, "opvolging_door"),
        ({**FOLLOWED, "opvolging_op": date(2018, 2, 1)}, "opvolging_op"),
    ],
)
def test_what_an_advice_or_its_follow_up_lacks_is_named(owo, change, field):
    with pytest.raises(Refusal) as refused:
        keep({**GIVEN, **change})
    assert [each.field for each in refused.value.all] == [field]
    assert not Advies.objects.exists()


def test_the_database_holds_the_two_questions_and_the_reason_too(owo):
    for change in ({"samenwerking": ""}, {**FOLLOWED, "opvolging": "niet"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Advies.objects.create(**{**GIVEN, **change})


def test_who_advises_does_not_say_what_is_done_with_it_and_the_other_way_round(owo):
    person = somebody()
    with pytest.raises(Refusal):
        keep(GIVEN, actor=person)
    appoint(person.id, owo, "owo_div")
    made = keep(GIVEN, actor=person)
    with pytest.raises(Refusal) as refused:
        keep(FOLLOWED, actor=person, advies_id=made.id, versie=1)
    assert refused.value.forbidden
    appoint(person.id, owo, "counterpart")
    assert keep(FOLLOWED, actor=person, advies_id=made.id, versie=1).opvolging == "gevolgd"


@pytest.fixture
def project(owo):
    parts = [Deelneming(owo[0].id, DAY, LATER)]
    values = {"naam": "Ondertekenen", "jaar": 2018, "omschrijving": "Digitaal"}
    return aanmelden(values, parts, op=DAY, actor=SYSTEM)


def written(text=b"Doe het samen."):
    return Stuk("Advies", "Digitaal ondertekenen", [text], "text/plain", "advies.txt")


@pytest.mark.eis("R-271", "R-274")
def test_an_advice_is_a_document_with_the_zaak_of_its_project(owo, project):
    made = keep({**GIVEN, "project_id": project.id, "document": "Map 12"}, bestand=written())
    found = document(made.stuk_id)
    assert b"".join(store().read(found["sha256"])) == b"Doe het samen."
    assert (found["informatieobjecttype"], found["bestandsnaam"]) == ("Advies", "advies.txt")
    assert made.stuk_id in {each["id"] for each in stukken(project.id)}
    assert made.document == "Map 12"
    newer = keep({}, advies_id=made.id, versie=1, bestand=written(b"Beter"))
    assert newer.stuk_id != made.stuk_id
    assert len(stukken(project.id)) == 3  # the proposal, and both as they were
    assert ongedaan(made.id, versie=2, op=LATER, actor=SYSTEM).stuk_id == made.stuk_id


def test_a_document_that_lies_with_the_project_is_linked_and_no_other(owo, project):
    (proposal,) = stukken(project.id)
    made = keep({**GIVEN, "project_id": project.id, "stuk_id": proposal["id"]})
    assert made.stuk_id == proposal["id"]
    for values in ({"stuk_id": uuid4(), "project_id": project.id}, {"stuk_id": proposal["id"]}):
        with pytest.raises(Refusal) as refused:
            keep({**GIVEN, **values})
        assert [each.field for each in refused.value.all] == ["stuk_id"]
    assert Advies.objects.count() == 1


def test_an_advice_without_a_project_is_a_document_by_itself_until_it_has_one(owo, project):
    made = keep(GIVEN, bestand=written())
    assert document(made.stuk_id)["titel"] == "Digitaal ondertekenen"
    assert len(stukken(project.id)) == 1
    keep({"project_id": project.id}, advies_id=made.id, versie=1)
    keep({"advies": "Korter"}, advies_id=made.id, versie=2)
    assert [each["id"] for each in stukken(project.id)].count(made.stuk_id) == 1


def test_what_lacks_keeps_no_document_and_who_may_not_advise_files_none(owo):
    for values, actor in (({**GIVEN, "advies": ""}, SYSTEM), (GIVEN, somebody())):
        with pytest.raises(Refusal):
            keep(values, bestand=written(), actor=actor)
    assert not EnkelvoudigInformatieObject.objects.exists()


def test_the_last_change_is_undone_unless_somebody_changed_it_again(owo):
    made = keep(GIVEN)
    keep({"advies": "Toch niet"}, advies_id=made.id, versie=1)
    with pytest.raises(Refusal, match="intussen"):
        ongedaan(made.id, versie=1, op=LATER, actor=SYSTEM)
    ongedaan(made.id, versie=2, op=LATER, actor=SYSTEM)
    row = Advies.objects.get()
    assert (row.advies, row.uitgebracht_op) == ("Eén werkwijze", DAY)


def test_another_municipality_sees_none_of_it(owo, as_tenant):
    keep(GIVEN)
    with as_tenant(1):
        assert not Advies.objects.exists()
