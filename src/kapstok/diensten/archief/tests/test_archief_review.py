"""Submitting and reviewing a list on the real database."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kapstok.diensten.archief.models import Actie, Bewaargrond, Vernietigingslijst, Vernietigingsregel
from kapstok.diensten.archief.queries import lijsten, regels
from kapstok.diensten.archief.rules import ArchiefRefused, Lijststatus
from kapstok.diensten.archief.services import review, stops
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.work import SYSTEM, Actor

TODAY = date(2026, 11, 23)
ANNA, BERT, CARLA, DIRK = (
    Actor("medewerker", name, name.capitalize()) for name in ("anna", "bert", "carla", "dirk")
)


@pytest.fixture
def lijst(tenant):
    made = Vernietigingslijst.objects.create(
        identificatie="VL-2026-0001", naam="November", peildatum=TODAY, opsteller="anna"
    )
    for number in range(3):
        Vernietigingsregel.objects.create(
            lijst=made,
            zaak=uuid4(),
            identificatie=f"W-{number}",
            zaaktype="Boom kappen",
            startdatum=date(2015, 1, 1),
            einddatum=date(2015, 3, 1),
            archiefactiedatum=date(2025, 3, 1) + timedelta(days=number),
        )
    return made


def approve_twice(lijst):
    review.submit(lijst.id, actor=BERT, today=TODAY)
    review.approve(lijst.id, actor=CARLA, today=TODAY)
    return review.approve(lijst.id, actor=DIRK, today=TODAY)


def test_two_other_people_approve_and_every_step_is_recorded(lijst):
    approved = approve_twice(lijst)
    assert (approved.status, approved.uitvoerbaar_vanaf) == (Lijststatus.GOEDGEKEURD, date(2026, 11, 30))
    assert (approved.eerste_beoordelaar_naam, approved.tweede_beoordelaar_naam) == ("Carla", "Dirk")
    acts = (
        AuditRecord.objects.filter(object_id=str(lijst.id))
        .order_by("volgnummer")
        .values_list("actie", flat=True)
    )
    assert list(acts) == ["archief.lijst.submit", "archief.lijst.approve", "archief.lijst.approve"]


@pytest.mark.parametrize("person", [ANNA, BERT, CARLA, SYSTEM])
def test_second_reviewer_must_be_someone_else(lijst, person):
    review.submit(lijst.id, actor=BERT, today=TODAY)
    review.approve(lijst.id, actor=CARLA, today=TODAY)
    with pytest.raises(ArchiefRefused):
        review.approve(lijst.id, actor=person, today=TODAY)
    assert review.approve(lijst.id, actor=DIRK, today=TODAY).status == Lijststatus.GOEDGEKEURD


@pytest.mark.parametrize(
    "change",
    [
        {"eerste_beoordelaar": "anna"},
        {"eerste_beoordelaar": "bert"},
        {"tweede_beoordelaar": "anna"},
        {"tweede_beoordelaar": "carla"},
        {"tweede_beoordelaar": ""},
        {"uitvoerbaar_vanaf": None},
    ],
)
def test_database_refuses_what_the_rules_refuse(lijst, change):
    approve_twice(lijst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vernietigingslijst.objects.filter(id=lijst.id).update(**change)


def test_database_refuses_to_mark_a_kept_zaak_as_destroyed(lijst):
    regel = Vernietigingsregel.objects.filter(lijst=lijst).order_by("id")[:1]
    for change in (
        {
            "actie": Actie.LANGER_BEWAREN,
            "reden": "beroep",
            "open": False,
            "vernietigd_op": "2026-11-23T12:00Z",
        },
        {"open": True, "vernietigd_op": "2026-11-23T12:00Z"},
        {"actie": Actie.UITGESLOTEN},
        {"archiefactiedatum": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vernietigingsregel.objects.filter(id__in=list(regel.values_list("id", flat=True))).update(
                **change
            )


def test_zaak_stands_on_one_open_list_at_a_time(lijst):
    first = regels(lijst.id)[0]
    other = Vernietigingslijst.objects.create(identificatie="VL-2026-0002", naam="Nog een", peildatum=TODAY)
    values = {
        "lijst": other, "zaak": first.zaak, "identificatie": first.identificatie, "zaaktype": "Boom kappen",
        "startdatum": first.startdatum, "einddatum": first.einddatum, "archiefactiedatum": first.archiefactiedatum,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Vernietigingsregel.objects.create(**values)
    review.stop(lijst.id, "verkeerde lijst", actor=ANNA)
    assert Vernietigingsregel.objects.create(**values).open


def test_rejected_list_says_why_and_frees_its_zaken(lijst):
    review.submit(lijst.id, actor=BERT, today=TODAY)
    rejected = review.reject(lijst.id, " te vroeg ", actor=CARLA)
    assert (rejected.status, rejected.reden, rejected.beeindigd_door_naam) == (
        "afgewezen",
        "te vroeg",
        "Carla",
    )
    assert not any(regel.open for regel in regels(lijst.id))


def test_list_of_another_municipality_does_not_exist(lijst, other_tenant, as_tenant):
    with as_tenant(other_tenant):
        assert lijsten() == []
        assert regels(lijst.id) == []
        with pytest.raises(ArchiefRefused, match="bestaat niet"):
            review.submit(lijst.id, actor=BERT, today=TODAY)
    assert [found.id for found in lijsten()] == [lijst.id]


def test_stop_needs_a_reason_and_something_to_keep(tenant):
    for reden, zaaktype in (("", "kapvergunning"), ("beroep", "")):
        with pytest.raises(ArchiefRefused):
            stops.place_stop(Bewaargrond.JURIDISCH, reden, actor=ANNA, today=TODAY, zaaktype=zaaktype)
    placed = stops.place_stop(
        Bewaargrond.JURIDISCH, "beroep", actor=ANNA, today=TODAY, zaaktype="kapvergunning"
    )
    stops.lift_stop(placed.id, actor=BERT, today=TODAY)
    with pytest.raises(ArchiefRefused, match="al opgeheven"):
        stops.lift_stop(placed.id, actor=BERT, today=TODAY)
