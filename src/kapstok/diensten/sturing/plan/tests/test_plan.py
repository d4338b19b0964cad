"""The plan: what stands in it, who may change it and when, and what a spring review brings."""

from datetime import date

import msgspec
import pytest
from django.db import DatabaseError, transaction

from kapstok.diensten.sturing.plan import models as m
from kapstok.diensten.sturing.plan import queries, services
from kapstok.diensten.sturing.rollen.services import NietBevoegd
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM

DAY = date(2017, 5, 1)
SPRING = date(2018, 3, 1)


@pytest.fixture
def plan(owo, invoer):
    return services.leg_plan_aan(invoer, actor=SYSTEM)


@pytest.fixture
def adopted(plan):
    plan.status, plan.vastgesteld_op = "vastgesteld", date(2017, 6, 1)
    plan.save()
    return plan


@pytest.mark.eis("R-004", "R-007", "R-009", "R-011", "R-022", "R-023", "R-044")
def test_a_version_holds_everything_and_is_read_at_once(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        whole = queries.geheel(plan.id)
    assert (whole["naam"], whole["van"], whole["nummer"], whole["status"], whole["auteurs"]) == (
        "Plan", date(2017, 1, 1), 1, "concept", ["I&A"],
    )  # fmt: skip
    assert (whole["missie"], whole["visie"]) == ("Missie", "Visie")
    first, second = whole["speerpunten"]
    assert (first["akkoorden"], first["raakt"], second["raakt"]) == (
        {"oost": "akkoord"},
        "dienstverlening",
        "beide",
    )
    cloud = next(o for o in whole["onderdelen"] if o["code"] == "cloud")
    assert (cloud["standpunt"], cloud["bronnen"]) == ("Bewust", ["wet"])
    assert [s["code"] for s in queries.speerpunten(DAY)] == ["SP1", "SP2"]
    assert [p["code"] for p in queries.pijlers(DAY)] == ["P1"]
    assert queries.huidige(date(2017, 4, 30)) is None


@pytest.mark.eis("R-010")
def test_plans_form_a_chain(plan, invoer):
    later = msgspec.structs.replace(
        invoer, naam="Later", van=date(2021, 1, 1), tot=date(2024, 12, 31), voorganger="Plan"
    )
    assert queries.geheel(services.leg_plan_aan(later, actor=SYSTEM).id)["voorganger"] == "Plan"
    with pytest.raises(Refusal, match="al een plan"):
        services.leg_plan_aan(invoer, actor=SYSTEM)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("speerpunten", {"pijlers": ["P9"]}),
        ("speerpunten", {"ks": ["P1"]}),
        ("speerpunten", {"akkoorden": {"noord": ""}}),
        ("speerpunten", {"akkoorden": {"oost": "elders"}}),
        ("indicatoren", {"bij": "SP9"}),
    ],
)
def test_what_points_nowhere_is_named_and_nothing_is_kept(owo, invoer, part, change):
    items = list(getattr(invoer, part))
    items[0] = msgspec.structs.replace(items[0], **change)
    with pytest.raises(Refusal, match=f"{items[0].code} verwijst naar"):
        services.leg_plan_aan(msgspec.structs.replace(invoer, **{part: items}), actor=SYSTEM)
    assert not m.Plan.objects.exists()


@pytest.mark.eis("R-241")
def test_only_an_i_adviseur_writes_and_only_in_a_concept(plan, member):
    writer, other = member("i_adviseur"), member("teamleider_ia")
    services.wijzig_versie(plan.id, {"visie": "Nieuw"}, actor=writer, op=DAY, versie=1)
    with pytest.raises(NietBevoegd):
        services.wijzig_versie(plan.id, {"visie": "Anders"}, actor=other, op=DAY)
    with pytest.raises(Refusal, match="intussen gewijzigd"):
        services.wijzig_versie(plan.id, {"visie": "Anders"}, actor=writer, op=DAY, versie=1)
    services.wijzig_onderdeel(plan.id, "speerpunt", "SP1", {"naam": "Anders"}, actor=writer, op=DAY)
    assert queries.geheel(plan.id)["visie"] == "Nieuw"
    m.Planversie.objects.update(status="vastgesteld")
    with pytest.raises(Refusal, match="ligt vast"):
        services.wijzig_versie(plan.id, {"visie": "Anders"}, actor=writer, op=DAY)


@pytest.mark.eis("R-050", "R-057")
def test_an_ambition_ends_the_day_before_the_next_begins_also_in_an_adopted_plan(adopted, member):
    def change(niveau, van, besluit="Begroting", actor=SYSTEM):
        return services.wijzig_ambitie(
            adopted.id, "SP2", "opsterland", niveau, van=van, besluit=besluit, actor=actor
        )

    with pytest.raises(Refusal) as refused:
        change("adequaat", date(2016, 11, 1), besluit=" ")
    assert refused.value.field == "besluit"
    with pytest.raises(NietBevoegd):
        change("adequaat", date(2016, 11, 1), actor=member("college", "oost"))
    change("adequaat", date(2016, 11, 1), actor=member("college", "opsterland"))
    with pytest.raises(Refusal, match="latere datum"):
        change("goed", date(2016, 11, 1))
    _first, second = queries.geheel(adopted.id)["speerpunten"]
    assert [(a["niveau"], a["van"], a["tot"]) for a in second["ambities"]] == [
        ("excellent", "2014-01-01", "2016-10-31"),
        ("adequaat", "2016-11-01", None),
    ]


@pytest.mark.eis("R-019", "R-021", "R-212", "R-213", "R-214")
def test_a_spring_review_asks_all_and_brings_a_version_that_tells_what_changed(adopted, member):
    with pytest.raises(Refusal, match="1 maart"):
        services.open_herziening(2018, op=date(2018, 2, 28), actor=SYSTEM)
    writer = member("i_adviseur")
    review = services.open_herziening(2018, op=SPRING, actor=writer)
    with pytest.raises(Refusal, match="er al"):
        services.open_herziening(2018, op=SPRING, actor=writer)
    counterparts = {code: member("counterpart", code) for code in ("oost", "west", "opsterland")}

    def answer(code, *, actueel=True, toelichting="", by=None):
        who = counterparts[by or code]
        services.antwoord(review.id, code, actueel=actueel, toelichting=toelichting, op=SPRING, actor=who)

    answer("oost")
    with pytest.raises(NietBevoegd):
        answer("west", by="oost")
    with pytest.raises(Refusal, match="moet veranderen"):
        answer("west", actueel=False)
    answer("west", actueel=False, toelichting="SP1 moet breder")

    def close(**more):
        return services.sluit_herziening(
            review.id, uitkomst="Bijstellen", nieuwe_versie=True, op=SPRING, actor=writer, **more
        )

    with pytest.raises(Refusal, match="Nog geen antwoord van Opsterland"):
        close()
    answer("opsterland")
    new = close().planversie
    with pytest.raises(Refusal, match="gesloten"):
        answer("oost")
    assert services.verslag(new.id) == []

    services.wijzig_onderdeel(
        new.id, "speerpunt", "SP1",
        {"naam": "Breder", "akkoorden": {"oost": "akkoord", "west": ""}}, actor=writer, op=SPRING,
    )  # fmt: skip
    services.wijzig_ambitie(
        new.id, "SP2", "opsterland", "adequaat", van=SPRING, besluit="Begroting", actor=SYSTEM
    )
    told = {(d.soort, d.code, d.gemeente, d.veld): (d.oud, d.nieuw, by) for d, by in services.verslag(new.id)}
    assert told["speerpunt", "SP1", "", "naam"] == ("Samen", "Breder", "i_adviseur")
    assert told["akkoord", "SP1", "west", ""] == (None, "Breder", "i_adviseur")
    assert told["ambitie", "SP2", "opsterland", "niveau"] == ("excellent", "adequaat", "Kapstok")
    old = queries.geheel(adopted.id)
    assert old["speerpunten"][0]["naam"] == "Samen"
    assert queries.huidige(SPRING) == adopted.id


def test_one_version_is_in_the_making_at_a_time(plan, owo):
    with pytest.raises(DatabaseError), transaction.atomic():
        m.Planversie.objects.create(plan_id=plan.plan_id, nummer=2, datum=DAY)


@pytest.mark.parametrize("outsider", [1, 2, 3])
def test_a_municipality_without_a_grant_sees_nothing_of_the_plan(plan, as_tenant, outsider):
    with as_tenant(outsider):
        assert queries.geheel(plan.id) is None
        assert queries.versies() == []
        assert queries.speerpunten(DAY) == []
        assert queries.herzieningen() == []
        assert not any(
            kind.objects.exists()
            for kind in (
                m.Plan,
                m.Planversie,
                m.Bron,
                m.Onderdeel,
                m.Speerpunt,
                m.Akkoord,
                m.Ambitie,
                m.Indicator,
            )
        )
