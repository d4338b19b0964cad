"""Mijn werk and Team: what goes wrong first, what is new, other municipalities under a grant, dashboard."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kapstok.diensten.behandeling.models import Gezien
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.klanten.services import person_key, post_message
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import assign_zaak, link_document
from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import tenant_scope
from kapstok.platform.identity import add_member, create_team, give_grant
from kapstok.platform.identity.models import User
from kapstok.platform.tenancy.registry import tenants
from kapstok.site.given import Given

BSN = "999993653"


@pytest.fixture
def kind(given):
    return given.zaaktype()


@pytest.fixture
def handler(visit):
    return visit("medewerker", roles=("behandelaar",))


def _me():
    return User.objects.get(username="proef-behandelaar")


def _mine(given, kind, **more):
    made = given.zaak(kind, **more)
    assign_zaak([made.id], behandelaar_id=_me().id, team_id=None, actor=given.actor)
    return made


def _due(zaak, days):
    day = timezone.localdate() + timedelta(days=days)
    Zaak.objects.filter(id=zaak.id).update(
        uiterlijke_einddatum_afdoening=day, startdatum=day - timedelta(weeks=8)
    )


@pytest.mark.eis("R-047")
def test_what_is_late_comes_first_then_what_is_short_of_time_then_what_is_suspended(handler, given, kind):
    from kapstok.magazijnen.zaken.services import suspend_zaak

    calm, late, later, still = (_mine(given, kind) for _ in range(4))
    _due(calm, 30)
    _due(late, -2)
    _due(later, -9)
    suspend_zaak(still.id, reden="Wacht", actor=given.actor, today=timezone.localdate())
    rows = handler.get("/werk/").context["rijen"]
    assert [r["id"] for r in rows] == [later.id, late.id, calm.id, still.id]
    assert "te laat" in rows[0]["reden"]


def test_what_came_in_and_is_nobodys_stands_with_every_team_until_somebody_takes_it(
    visit, handler, given, kind
):
    team, other = (create_team(name, actor=given.actor) for name in ("Vergunningen", "Burgerzaken"))
    me = _me().id
    add_member(team.id, me, valid_from=timezone.localdate(), actor=given.actor)
    handler = visit("medewerker", roles=("behandelaar",))
    new, theirs = given.zaak(kind), given.zaak(kind)
    assign_zaak([theirs.id], behandelaar_id=None, team_id=other.id, actor=given.actor)
    shown = handler.get("/werk/team/").content.decode()
    assert new.identificatie in shown
    assert theirs.identificatie not in shown
    assign_zaak([new.id], behandelaar_id=me, team_id=None, actor=given.actor)
    assert new.identificatie not in handler.get("/werk/team/").content.decode()


def test_news_is_what_came_after_the_last_look(handler, given, kind):
    zaak = _mine(given, kind)
    given.initiator(zaak, kind, BSN)
    assert [n["soort"] for n in handler.get("/werk/").context["nieuws"]] == ["nieuw"]
    handler.get(f"/werk/zaak/{zaak.id}/")
    assert handler.get("/werk/").context["nieuws"] == []
    post_message(
        zaak_id=zaak.id,
        van=Van.INWONER,
        person=person_key(BSN),
        author="Suzanne",
        subject="Vraag",
        text="Wanneer hoor ik iets?",
        actor=given.actor,
        moment=timezone.now(),
    )
    came = given.document(kind, titel="Tekening", ontvangstdatum=timezone.localdate(), status="")
    link_document(zaak.id, came.informatieobject_id, actor=given.actor)
    page = handler.get("/werk/")
    assert {n["soort"] for n in page.context["nieuws"]} == {"bericht", "document"}
    assert "Wanneer hoor ik iets?" in page.content.decode()
    handler.post("/werk/gezien/")
    assert handler.get("/werk/").context["nieuws"] == []


@pytest.mark.parametrize(("days", "kind_of_news"), [(3, "bijna"), (-1, "te-laat")])
@pytest.mark.eis("R-047", "R-069")
def test_a_term_that_ran_out_since_the_last_look_is_news_once(handler, given, kind, days, kind_of_news):
    zaak = _mine(given, kind)
    handler.get(f"/werk/zaak/{zaak.id}/")
    Gezien.objects.update(moment=timezone.now() - timedelta(days=20))
    _due(zaak, days)
    assert [n["soort"] for n in handler.get("/werk/").context["nieuws"]] == [kind_of_news]
    handler.get(f"/werk/zaak/{zaak.id}/")
    assert handler.get("/werk/").context["nieuws"] == []


def test_news_of_another_medewerker_is_not_mine(handler, visit, given, kind):
    _mine(given, kind)
    other = visit("medewerker", roles=("behandelaar", "kcc"))
    assert other.get("/werk/").context["nieuws"] == []


@pytest.fixture
def elsewhere(given):
    """A zaak in Weststellingwerf, and a grant there for the behandelaar of here."""

    def make(**grant):
        home, other = tenants()["ooststellingwerf"].id, tenants()["weststellingwerf"].id
        me, today = _me(), timezone.localdate()
        with tenant_scope(other):
            there = Given(given.actor)
            zaak = there.zaak(omschrijving="Boom over de grens")
            values = {
                "holder_tenant": home,
                "holder_naam": me.naam,
                "holder_user": me.id,
                "purpose": "Vervanging",
                "roles": ["behandelaar"],
                "valid_from": today,
                "valid_until": today,
                **grant,
            }
            if grant is not None:
                give_grant(**values, actor=given.actor)
        return zaak

    return make


def test_zaken_of_a_municipality_that_gave_a_grant_stand_in_the_same_list(handler, given, kind, elsewhere):
    here, there = given.zaak(kind), elsewhere()
    page = handler.get("/werk/team/")
    rows = {r["id"]: r for r in page.context["rijen"]}
    assert set(rows) == {here.id, there.id}
    assert rows[there.id]["gemeente"] == "Weststellingwerf"
    assert f'value="{there.id}"' not in page.content.decode()
    assert handler.get("/werk/team/?gemeente=weststellingwerf").context["totaal"] == 1
    with tenant_scope(tenants()["weststellingwerf"].id):
        assert AuditRecord.objects.filter(actie="werklijst.read").count() == 1


def test_a_grant_that_ended_shows_nothing_any_more(handler, given, kind, elsewhere):
    yesterday = timezone.localdate() - timedelta(days=1)
    elsewhere(valid_from=yesterday, valid_until=yesterday)
    assert handler.get("/werk/team/").context["rijen"] == []


def test_a_grant_of_somebody_else_shows_nothing(visit, handler, given, elsewhere):
    elsewhere()
    other = visit("medewerker", roles=("behandelaar", "kcc"))
    assert other.get("/werk/team/").context["rijen"] == []


def test_the_way_to_a_zaak_elsewhere_leads_to_that_zaak(handler, elsewhere):
    there = elsewhere()
    address = handler.get("/werk/team/").context["rijen"][0]["adres"]
    answer = handler.get(address)
    assert answer.url.startswith("http://weststellingwerf.")
    assert f"volgende=%2Fwerk%2Fzaak%2F{there.id}%2F" in answer.url


def test_a_view_is_shared_with_a_team_and_only_its_maker_removes_it(visit, given):
    from kapstok.diensten.behandeling.models import Weergave
    from kapstok.platform.identity import add_member, create_team

    team = create_team("Vergunningen", actor=given.actor)
    today = timezone.localdate()
    maker, mate = visit("medewerker", roles=("behandelaar",)), visit("medewerker", roles=("teamleider",))
    for name in ("proef-behandelaar", "proef-teamleider"):
        user = User.objects.get(username=name)
        add_member(team.id, user.id, valid_from=today, actor=given.actor)
    maker.post("/werk/team/weergave/?te_laat=ja", {"naam": "Alles te laat", "team": str(team.id)})
    assert "Alles te laat" in mate.get("/werk/team/").content.decode()
    mate.post("/werk/team/weergave/", {"weg": str(Weergave.objects.get().id)})
    assert Weergave.objects.count() == 1


def test_a_view_without_a_fitting_name_is_refused_at_the_field_on_the_same_list(handler):
    long = "Alles van de wijk " * 10
    for name, words in (
        (" ", "Geef de weergave een naam."),
        (long, "Dit is te lang: het mag 80 tekens zijn."),
    ):
        answer = handler.post("/werk/team/weergave/?te_laat=ja", {"naam": name})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert page.count(words) == 2  # in the summary, and next to the field
        assert 'aria-describedby="id_naam-fout"' in page
        assert answer.context["filters"]["te_laat"]
    assert long.strip() in page
    assert handler.get("/werk/team/weergave/?te_laat=ja").url == "/werk/team/?te_laat=ja"


def test_distributing_to_nobody_is_refused_at_the_choice_with_the_ticks_kept(visit, given, kind):
    zaak = given.zaak(kind)
    leader = visit("medewerker", roles=("behandelaar", "teamleider"))
    ticked = {"actie": "verdelen", "kies": [str(zaak.id)]}
    page = leader.post("/werk/team/toewijzen/", ticked).content.decode()
    assert 'aria-describedby="id_naar-fout"' in page
    assert f'value="{zaak.id}" checked' in page
    none = leader.post("/werk/team/toewijzen/?volgorde=oudste", {"actie": "mij"})
    assert (none.status_code, none.context["filters"]["order"]) == (422, "oudste")
    assert none.content.decode().count("Kies eerst een of meer zaken.") == 2
    own = leader.post(f"/werk/zaak/{zaak.id}/doen/", {"actie": "verdelen", "naar": "x"})
    assert 'id="id_verdelen_naar-fout"' in own.content.decode()


@pytest.mark.eis("R-069")
def test_dashboard_is_for_leaders_and_counts_in_out_stock_and_late(visit, handler, given, kind):
    assert handler.get("/werk/dashboard/").status_code == 403
    late, old = given.zaak(kind), given.zaak(kind)
    _due(late, -1)
    Zaak.objects.filter(id=old.id).update(startdatum="2020-01-01", einddatum="2020-02-01")
    leader = visit("medewerker", roles=("teamleider",))
    now = leader.get("/werk/dashboard/").context["totaal"]
    assert (now["binnen"], now["klaar"], now["voorraad"], now["te_laat"]) == (1, 0, 1, 1)
    then = leader.get("/werk/dashboard/?van=2020-01-01&tot=2020-12-31")
    assert (then.context["totaal"]["binnen"], then.context["totaal"]["klaar"]) == (1, 1)
    assert sum(n for _label, n in then.context["binnen"]) == 1


@pytest.mark.parametrize(
    "query", ["van=2026-02-31", "van=2026-05-01&tot=2026-04-01", "van=0001-01-01", "tot=x%00"]
)
def test_a_period_that_cannot_be_is_refused_next_to_the_field(visit, query):
    page = visit("medewerker", roles=("teamleider",)).get(f"/werk/dashboard/?{query}")
    assert page.status_code == 422
    assert "k-veld__fout" in page.content.decode()


def test_the_figures_go_to_a_spreadsheet_without_formulas(visit, given):
    given.zaak(given.zaaktype(omschrijving="=HYPERLINK(1)"))
    answer = visit("medewerker", roles=("teamleider",)).get("/werk/dashboard/csv/?periode=4w")
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("'=HYPERLINK(1);")


def test_another_municipality_counts_nothing_of_ours(visit, given, kind):
    given.zaak(kind)
    there = visit("medewerker", roles=("teamleider",), tenant="weststellingwerf")
    assert there.get("/werk/dashboard/").context["totaal"]["voorraad"] == 0
    assert len(there.get("/werk/dashboard/csv/").content.splitlines()) == 1
