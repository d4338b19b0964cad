"""Working for another municipality, and who may open which page."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone

from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.identity.access import (
    Access,
    access_of,
    no_login_needed,
    resident,
    staff,
    urls_without_access,
)
from kapstok.platform.identity.grants import end_grant, enter_tenant, give_grant, reachable_tenants
from kapstok.platform.identity.identities import Identity
from kapstok.platform.identity.middleware import staff_identity
from kapstok.platform.identity.models import User
from kapstok.platform.identity.teams import add_member, create_team
from kapstok.platform.identity.users import create_user
from kapstok.platform.work import SYSTEM

PASSWORD = "correct paard batterij nietje"
WEST = 2


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def anna(tenant):
    return create_user(
        "anna",
        naam="Anna Zijlstra",
        password=PASSWORD,
        roles=["behandelaar", "kcc"],
        actor=SYSTEM,
        demo=True,
    )


@pytest.fixture
def grant_in_west(as_tenant, today):
    def give(**changes):
        with as_tenant(WEST):
            return give_grant(
                **{
                    "holder_tenant": 1,
                    "holder_naam": "Anna Zijlstra",
                    "purpose": "Vervanging team vergunningen",
                    "roles": ["behandelaar", "archivaris"],
                    "valid_from": today,
                    "valid_until": today + timedelta(days=30),
                    "actor": SYSTEM,
                    **changes,
                }
            )

    return give


def me(user, today):
    return staff_identity(user.id, today=today)


def test_without_a_grant_nobody_enters(anna, today):
    assert reachable_tenants(me(anna, today), today=today) == []
    with pytest.raises(Refusal, match="geen toegang"):
        enter_tenant(me(anna, today), WEST, today)


def test_grant_lets_in_with_the_rights_that_holder_and_grant_share(anna, today, grant_in_west):
    grant = grant_in_west(holder_user=anna.id)
    [reach] = reachable_tenants(me(anna, today), today=today)
    assert (reach.slug, reach.purpose) == ("weststellingwerf", "Vervanging team vergunningen")
    entry = enter_tenant(me(anna, today), WEST, today)
    assert entry.grant == grant.id
    assert entry.identity.roles == {"behandelaar"}
    assert entry.identity.home_tenant == 1
    assert entry.identity.as_actor().purpose == "Vervanging team vergunningen"


def test_every_entry_stands_in_the_audit_trail_of_the_giver_with_its_purpose(
    anna, today, grant_in_west, as_tenant
):
    grant_in_west(holder_user=anna.id)
    for _ in range(2):
        enter_tenant(me(anna, today), WEST, today)
    with as_tenant(WEST):
        entries = AuditRecord.objects.filter(actie="identity.enter")
        assert [(e.actor_id, e.doel) for e in entries] == [(str(anna.id), "Vervanging team vergunningen")] * 2


def test_grant_to_a_team_counts_for_its_members_of_today(anna, today, grant_in_west):
    team = create_team("Vergunningen", actor=SYSTEM)
    grant_in_west(holder_team=team.id)
    with pytest.raises(Refusal):
        enter_tenant(me(anna, today), WEST, today)
    add_member(team.id, anna.id, valid_from=today - timedelta(days=9), valid_until=today, actor=SYSTEM)
    assert enter_tenant(me(anna, today), WEST, today).identity.id == str(anna.id)
    tomorrow = today + timedelta(days=1)
    with pytest.raises(Refusal):
        enter_tenant(me(anna, tomorrow), WEST, tomorrow)


@pytest.mark.parametrize("days", [-1, 31])
def test_grant_counts_only_within_its_period(anna, today, grant_in_west, days):
    grant_in_west(holder_user=anna.id)
    other_day = today + timedelta(days=days)
    with pytest.raises(Refusal):
        enter_tenant(me(anna, other_day), WEST, other_day)


def test_grant_for_one_is_no_grant_for_another(anna, today, grant_in_west):
    grant_in_west(holder_user=anna.id)
    bert = create_user("bert", naam="Bert", password=PASSWORD, roles=["behandelaar"], actor=SYSTEM)
    with pytest.raises(Refusal):
        enter_tenant(me(bert, today), WEST, today)
    with pytest.raises(Refusal):
        enter_tenant(me(anna, today), 3, today)


def test_resident_never_enters(anna, today, grant_in_west):
    grant_in_west(holder_user=anna.id)
    with pytest.raises(Refusal):
        enter_tenant(Identity("burger", str(anna.id), "x"), WEST, today)


def test_grant_without_purpose_role_or_end_is_refused_with_all_faults_at_once(tenant, today):
    with pytest.raises(Refusals) as refused:
        give_grant(
            holder_tenant=1,
            holder_naam="x",
            purpose=" ",
            roles=[],
            valid_from=today,
            valid_until=today - timedelta(days=1),
            actor=SYSTEM,
        )
    assert {r.code for r in refused.value.all} == {"holder-tenant", "required", "roles", "period", "holder"}


@pytest.fixture
def guest(anna, today, grant_in_west, client_for, as_tenant):
    """Anna, logged in at home, gone over to Weststellingwerf by the pages."""
    grant = grant_in_west(holder_user=anna.id)
    at_home = client_for("ooststellingwerf")
    at_home.post("/inloggen/medewerker/", {"username": "anna", "password": PASSWORD})
    address = at_home.get("/inloggen/medewerker/andere-gemeente/weststellingwerf/")["Location"]
    away = client_for("weststellingwerf")
    return grant, address, away


def over(address):
    parts = urlsplit(address)
    return parts.path, parts.query.removeprefix("kaart=").replace("%3D", "=")


def opens(client):
    return client.get("/inloggen/medewerker/beveiliging/").status_code == 200


def test_ticket_takes_over_after_confirming_and_counts_once(guest, as_tenant, client_for):
    _grant, address, away = guest
    where, ticket = over(address)
    assert urlsplit(address).hostname == "weststellingwerf.localhost"
    with as_tenant(WEST):
        assert away.get(where, {"kaart": ticket}).status_code == 200
        assert not opens(away)
        assert away.post(where, {"kaart": ticket})["Location"] == "/werk/"
        assert opens(away)
        assert client_for("weststellingwerf").post(where, {"kaart": ticket}).status_code == 403


def test_ticket_for_one_municipality_is_worthless_in_another(guest, as_tenant, client_for):
    _grant, address, _away = guest
    where, ticket = over(address)
    with as_tenant(3):
        assert client_for("opsterland").post(where, {"kaart": ticket}).status_code == 403
    with as_tenant(WEST):
        assert (
            client_for("weststellingwerf").post(where, {"kaart": ticket[:-8] + "AAAAAAA="}).status_code == 403
        )


def test_guest_is_out_as_soon_as_the_grant_ends(guest, as_tenant, today):
    grant, address, away = guest
    where, ticket = over(address)
    with as_tenant(WEST):
        away.post(where, {"kaart": ticket})
        assert opens(away)
        end_grant(grant.id, actor=SYSTEM, now=timezone.now())
        assert not opens(away)


def test_guest_is_out_as_soon_as_home_lets_them_go(guest, as_tenant, anna):
    _grant, address, away = guest
    where, ticket = over(address)
    with as_tenant(WEST):
        away.post(where, {"kaart": ticket})
        assert opens(away)
    User.objects.filter(id=anna.id).update(active=False)
    with as_tenant(WEST):
        assert not opens(away)


def test_guest_row_gives_no_way_to_log_in(guest, as_tenant, client_for):
    _grant, address, away = guest
    where, ticket = over(address)
    with as_tenant(WEST):
        away.post(where, {"kaart": ticket})
        row = User.objects.get(home_tenant=1)
        answer = client_for("weststellingwerf").post(
            "/inloggen/medewerker/", {"username": row.username, "password": PASSWORD}
        )
        assert answer.status_code == 422


def test_page_of_departure_exists_only_where_a_grant_does(anna, client_for):
    client = client_for("ooststellingwerf")
    client.post("/inloggen/medewerker/", {"username": "anna", "password": PASSWORD})
    assert client.get("/inloggen/medewerker/andere-gemeente/opsterland/").status_code == 404


def view(_request):
    return HttpResponse("binnen")


BEHANDELAAR = Identity("medewerker", "00000000-0000-0000-0000-000000000001", "A", frozenset({"behandelaar"}))
RESIDENT = Identity("burger", "999993653", "B", level="midden")
COMPANY = Identity("bedrijf", "69599084", "C", level="eh3")


def ask(guarded, identity, method="get"):
    request = getattr(RequestFactory(), method)("/mijn/zaken/?a=1")
    request.identity = identity
    return guarded(request)


def test_staff_page_opens_for_the_role_only():
    guarded = staff("behandelaar", "teamleider")(view)
    assert ask(guarded, BEHANDELAAR).content == b"binnen"
    for identity in (RESIDENT, COMPANY, Identity("medewerker", BEHANDELAAR.id, "A", frozenset({"kcc"}))):
        with pytest.raises(PermissionDenied):
            ask(guarded, identity)
    assert ask(guarded, None)["Location"] == "/inloggen/medewerker/?volgende=%2Fmijn%2Fzaken%2F%3Fa%3D1"


def test_after_a_lost_post_one_does_not_return_to_it():
    assert ask(staff()(view), None, "post")["Location"] == "/inloggen/medewerker/"


def test_resident_page_opens_at_the_level_and_asks_to_step_up_below_it():
    assert ask(resident()(view), RESIDENT).content == b"binnen"
    assert ask(resident(level="midden")(view), COMPANY).content == b"binnen"
    assert ask(resident(level="substantieel")(view), COMPANY).content == b"binnen"
    up = ask(resident(level="substantieel")(view), RESIDENT)["Location"]
    assert up.startswith("/inloggen/?niveau=substantieel")
    for identity, kinds in ((BEHANDELAAR, ("burger", "bedrijf")), (RESIDENT, ("bedrijf",))):
        with pytest.raises(PermissionDenied):
            ask(resident(kinds=kinds)(view), identity)


def test_role_or_level_that_does_not_exist_is_a_fault_of_the_programmer():
    with pytest.raises(ValueError):
        staff("behandelar")
    with pytest.raises(ValueError):
        resident(level="heel hoog")


def test_view_that_does_not_say_who_may_open_it_is_found():
    patterns = [path("a/", no_login_needed(view)), path("b/", view), path("c/", staff("kcc")(view))]
    assert urls_without_access(patterns) == ["b/"]
    assert access_of(patterns[2].callback) == Access("medewerker", roles=frozenset({"kcc"}))


def test_every_login_page_says_who_may_open_it():
    from kapstok.platform.identity import urls
    from kapstok.platform.identity.simulator import urls as simulator_urls

    assert urls_without_access([*urls.urlpatterns, *simulator_urls.urlpatterns]) == []


def test_first_day_of_a_grant_may_be_its_last(anna, grant_in_west):
    day = date(2026, 11, 23)
    grant_in_west(holder_user=anna.id, valid_from=day, valid_until=day)
    assert enter_tenant(me(anna, day), WEST, day).identity.is_guest
