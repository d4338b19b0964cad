"""Access across municipalities: given with purpose and end, seen by both, ended at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import tenant_scope
from kapstok.platform.identity import create_team, create_user
from kapstok.platform.identity.grants import enter_tenant, reachable_tenants
from kapstok.platform.identity.middleware import staff_identity
from kapstok.platform.identity.models import Grant
from kapstok.platform.work import SYSTEM

PAGE = "/beheer/toegang/"


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


@pytest.fixture
def jelle(given):
    """A behandelaar of Weststellingwerf."""
    with tenant_scope(2):
        return create_user("jelle", naam="Jelle Akkerman", roles=["behandelaar", "kcc"], actor=SYSTEM)


def give(client, **changes):
    today = timezone.localdate()
    fields = {
        "username": "jelle",
        "purpose": "Vervanging bij ziekte",
        "roles": ["behandelaar"],
        "valid_from": today.isoformat(),
        "valid_until": (today + timedelta(days=30)).isoformat(),
        **changes,
    }
    return client.post(f"{PAGE}geven/?gemeente=weststellingwerf", fields)


def test_a_colleague_of_another_municipality_comes_in_under_a_grant(beheer, jelle):
    assert give(beheer).status_code == 302
    today = timezone.localdate()
    with tenant_scope(2):
        me = staff_identity(jelle.id, today=today)
        assert [r.naam for r in reachable_tenants(me, today=today)] == ["Ooststellingwerf"]
        entry = enter_tenant(me, 1, today)
    assert entry.identity.roles == {"behandelaar"}


def test_both_sides_see_it_and_have_it_in_their_trail(beheer, jelle, visit):
    give(beheer)
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    for client in (beheer, there):
        page = client.get(PAGE).content.decode()
        assert "Jelle Akkerman" in page
        assert "Vervanging bij ziekte" in page
    third = visit("medewerker", roles=("functioneel-beheerder",), tenant="opsterland")
    assert "Jelle Akkerman" not in third.get(PAGE).content.decode()
    grant = str(Grant.objects.get().id)
    assert AuditRecord.objects.filter(object_id=grant, actie="identity.grant.give").exists()
    with tenant_scope(2):
        assert AuditRecord.objects.filter(object_id=grant, actie="identity.grant.received").exists()


def test_ending_puts_the_guest_out_at_once_and_keeps_the_history(beheer, jelle):
    give(beheer)
    today = timezone.localdate()
    with tenant_scope(2):
        entry = enter_tenant(staff_identity(jelle.id, today=today), 1, today)
    grant = Grant.objects.get()
    page = beheer.post(f"{PAGE}{grant.id}/einde/", follow=True).content.decode()
    assert "heeft geen toegang meer" in page
    assert staff_identity(jelle.id, today=today, grant=entry.grant) is None
    assert "Wie eerder toegang had" in page
    grant.refresh_from_db()
    assert (grant.valid_from, grant.ended_by) == (today, "Proef functioneel-beheerder")
    again = beheer.post(f"{PAGE}{grant.id}/einde/", follow=True).content.decode()
    assert "al beëindigd" in again


def test_the_holders_municipality_gives_it_back(beheer, jelle, visit):
    give(beheer)
    grant = Grant.objects.get()
    there = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    third = visit("medewerker", roles=("functioneel-beheerder",), tenant="opsterland")
    third.post(f"{PAGE}ooststellingwerf/{grant.id}/terug/")
    grant.refresh_from_db()
    assert grant.ended is None
    there.post(f"{PAGE}ooststellingwerf/{grant.id}/terug/")
    grant.refresh_from_db()
    assert grant.ended is not None


def test_another_municipality_cannot_end_it(beheer, jelle, visit):
    give(beheer)
    grant = Grant.objects.get()
    third = visit("medewerker", roles=("functioneel-beheerder",), tenant="opsterland")
    third.post(f"{PAGE}{grant.id}/einde/")
    grant.refresh_from_db()
    assert grant.ended is None


def test_a_team_gets_access_by_its_name(beheer, given):
    with tenant_scope(2):
        team = create_team("Vergunningen West", actor=SYSTEM)
    page = beheer.get(f"{PAGE}geven/?gemeente=weststellingwerf").content.decode()
    assert "Vergunningen West" in page
    assert give(beheer, username="", team=str(team.id)).status_code == 302
    assert Grant.objects.get().holder_naam == "Team Vergunningen West"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"purpose": " "}, "waarvoor de toegang nodig is"),
        ({"roles": []}, "minstens één rol"),
        ({"username": "niemand"}, "geen medewerker met deze gebruikersnaam"),
        ({"username": ""}, "één team, of vul één gebruikersnaam"),
        ({"valid_until": "2020-01-01"}, "einddatum ligt voor"),
        ({"valid_until": "2199-01-01"}, "binnen een jaar"),
        ({"valid_from": "2020-01-01"}, "dag die nog komt"),
        ({"valid_until": "morgen"}, "Vul een datum in"),
        ({"team": "geen-id"}, "team uit de lijst"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_given(beheer, jelle, changes, words):
    answer = give(beheer, **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Grant.objects.exists()


def test_the_staff_of_the_other_municipality_is_not_listed(beheer, jelle):
    assert "Jelle" not in beheer.get(f"{PAGE}geven/?gemeente=weststellingwerf").content.decode()


def test_a_ciso_sees_it_and_gives_nothing(visit, jelle):
    client = visit("medewerker", roles=("ciso",))
    assert client.get(PAGE).status_code == 200
    assert give(client).status_code == 403
    assert visit("medewerker", roles=("behandelaar",)).get(PAGE).status_code == 403


@pytest.mark.parametrize("slug", ["ooststellingwerf", "bestaat-niet", ""])
def test_only_another_municipality_can_be_chosen(beheer, slug):
    assert beheer.get(f"{PAGE}geven/?gemeente={slug}").status_code == 404


def test_a_guest_beheerder_does_not_end_their_own_access(given, beheer):
    from kapstok.platform.errors import Refusal
    from kapstok.platform.identity.shared_access import withdraw_access
    from kapstok.platform.work import Actor

    with tenant_scope(2):
        fokke = create_user("fokke", naam="Fokke", roles=["functioneel-beheerder"], actor=SYSTEM)
    give(beheer, username="fokke", roles=["functioneel-beheerder"])
    grant = Grant.objects.get()
    with pytest.raises(Refusal, match="Vraag een collega"):
        withdraw_access(grant.id, actor=Actor("medewerker", str(fokke.id), "Fokke", ""), now=timezone.now())
    assert beheer.post(f"{PAGE}{grant.id}/einde/").status_code == 302
    grant.refresh_from_db()
    assert grant.ended is not None
