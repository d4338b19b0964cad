"""Adoption: seven decisions in order, each a besluit on the zaak, and only by who holds the function."""

from datetime import date

import pytest

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan import queries, services
from kapstok.diensten.sturing.rollen.services import NietBevoegd
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

DAY = date(2017, 5, 15)
CODES = ("oost", "west", "opsterland")


@pytest.fixture
def version(owo, invoer):
    return services.leg_plan_aan(invoer, actor=SYSTEM)


def step(version, orgaan, code=""):
    return m.Vaststelling.objects.get(
        planversie=version, orgaan=orgaan, **({"deelnemer__code": code} if code else {"deelnemer": None})
    )


@pytest.fixture
def handed_in(version):
    services.dien_in(version.id, op=DAY, actor=SYSTEM)
    return version


@pytest.mark.eis("R-236", "R-237", "R-238", "R-239", "R-212")
def test_seven_besluiten_in_order_by_those_who_may(version, member):
    writer, teamleader = member("i_adviseur"), member("teamleider_ia")
    with pytest.raises(NietBevoegd):
        services.dien_in(version.id, op=DAY, actor=teamleader)
    services.dien_in(version.id, op=DAY, actor=writer)
    with pytest.raises(Refusal, match="ligt vast"):
        services.wijzig_versie(version.id, {"visie": "x"}, actor=writer, op=DAY)
    board = step(version, "owo_directie")
    secretaries = {code: member("owo_directie", code) for code in CODES}
    with pytest.raises(Refusal, match="nog niet op de agenda"):
        services.stem(board.id, "oost", op=DAY, actor=secretaries["oost"])
    with pytest.raises(NietBevoegd):
        services.agendeer(board.id, op=DAY, actor=writer)
    services.agendeer(board.id, op=DAY, actor=member("counterpart", "west"))
    bodies = {(o, c): member(o, c) for o in ("college", "raad") for c in CODES}
    with pytest.raises(Refusal, match="nog niet aan de beurt"):
        services.besluit(step(version, "college", "oost").id, op=DAY, actor=bodies["college", "oost"])
    for code in CODES:
        assert not Besluit.objects.exists()
        services.stem(board.id, code, op=DAY, actor=secretaries[code])
    assert Besluit.objects.get().bestuursorgaan == "OWO-directie"
    with pytest.raises(NietBevoegd):
        services.besluit(step(version, "college", "oost").id, op=DAY, actor=bodies["raad", "oost"])
    with pytest.raises(NietBevoegd):
        services.besluit(step(version, "college", "oost").id, op=DAY, actor=bodies["college", "west"])
    services.besluit(step(version, "college", "oost").id, op=DAY, actor=bodies["college", "oost"])
    services.besluit(step(version, "raad", "oost").id, op=DAY, actor=bodies["raad", "oost"])
    with pytest.raises(Refusal, match="nog niet aan de beurt"):
        services.besluit(step(version, "raad", "west").id, op=DAY, actor=bodies["raad", "west"])
    for code in ("west", "opsterland"):
        for orgaan in ("college", "raad"):
            services.besluit(step(version, orgaan, code).id, op=DAY, actor=bodies[orgaan, code])
    whole = queries.geheel(version.id)
    assert (whole["status"], whole["vastgesteld_op"]) == ("vastgesteld", DAY)
    assert len({v["besluit"] for v in whole["vaststellingen"]}) == 7 == Besluit.objects.count()
    zaak = Zaak.objects.get(id=whole["zaak_id"])
    assert zaak.einddatum == DAY
    assert set(Besluit.objects.values_list("zaak_id", flat=True)) == {zaak.id}
    with pytest.raises(Refusal, match="al besloten"):
        services.besluit(step(version, "raad", "west").id, op=DAY, actor=bodies["raad", "west"])


def test_a_secretary_agrees_once_and_only_for_the_own_municipality(handed_in, member):
    board, east = step(handed_in, "owo_directie"), member("owo_directie", "oost")
    services.agendeer(board.id, op=DAY, actor=SYSTEM)
    with pytest.raises(NietBevoegd):
        services.stem(board.id, "west", op=DAY, actor=east)
    services.stem(board.id, "oost", op=DAY, actor=east)
    with pytest.raises(Refusal, match="al ingestemd"):
        services.stem(board.id, "oost", op=DAY, actor=east)
    with pytest.raises(Refusal, match="al ingediend"):
        services.dien_in(handed_in.id, op=DAY, actor=SYSTEM)


def test_who_hands_in_does_not_adopt_and_no_decision_lies_before_the_one_it_follows(version, member, owo):
    from uuid import UUID

    from kapstok.diensten.sturing.rollen.services import benoem

    writer = member("i_adviseur")
    services.dien_in(version.id, op=DAY, actor=writer)
    board = step(version, "owo_directie")
    services.agendeer(board.id, op=DAY, actor=SYSTEM)
    benoem(
        "owo_directie", "Ook secretaris", van=date(2016, 1, 1), deelnemer_id=owo["oost"].id,
        persoon_id=UUID(writer.id), actor=SYSTEM,
    )  # fmt: skip
    with pytest.raises(Refusal, match="niet zelf vast"):
        services.stem(board.id, "oost", op=DAY, actor=writer)
    with pytest.raises(Refusal, match="ligt voor"):
        services.stem(board.id, "oost", op=date(2017, 5, 14), actor=SYSTEM)
    assert not m.Stem.objects.exists()


def test_a_new_version_takes_the_place_of_the_adopted_one(handed_in):
    def adopt(version, day):
        board = step(version, "owo_directie")
        services.agendeer(board.id, op=day, actor=SYSTEM)
        for code in CODES:
            services.stem(board.id, code, op=day, actor=SYSTEM)
        for orgaan in ("college", "raad"):
            for code in CODES:
                services.besluit(step(version, orgaan, code).id, op=day, actor=SYSTEM)

    adopt(handed_in, DAY)
    spring = date(2018, 3, 1)
    review = services.open_herziening(2018, op=spring, actor=SYSTEM)
    for code in CODES:
        services.antwoord(review.id, code, actueel=True, toelichting="", op=spring, actor=SYSTEM)
    new = services.sluit_herziening(
        review.id, uitkomst="Bijstellen", nieuwe_versie=True, op=spring, actor=SYSTEM
    ).planversie
    assert queries.huidige(spring) == handed_in.id
    services.dien_in(new.id, op=spring, actor=SYSTEM)
    adopt(new, spring)
    assert queries.huidige(spring) == new.id
    assert queries.geheel(handed_in.id)["status"] == "vervangen"


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_a_municipality_without_a_grant_cannot_decide(handed_in, as_tenant, outsider):
    board = step(handed_in, "owo_directie")
    with as_tenant(outsider), pytest.raises(Refusal, match="er niet"):
        services.agendeer(board.id, op=DAY, actor=SYSTEM)
