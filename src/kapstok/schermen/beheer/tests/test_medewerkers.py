"""Staff and teams under beheer: who may do what, and that it takes effect at once."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from kapstok.platform.audit.models import AuditRecord
from kapstok.platform.db import tenant_scope
from kapstok.platform.identity import add_member, create_team, create_user
from kapstok.platform.identity.models import Membership, PasswordLink, Session, Team, User
from kapstok.platform.mail.models import Mail
from kapstok.platform.work import SYSTEM

LIST = "/beheer/medewerkers/"
PASSWORD = "correct paard batterij nietje"


@pytest.fixture
def beheer(visit):
    return visit("medewerker", roles=("functioneel-beheerder",))


@pytest.fixture
def anna(given):
    return create_user(
        "anna", naam="Anna Zijlstra", password=PASSWORD, roles=["behandelaar"], email="anna@voorbeeld.test",
        actor=SYSTEM,
    )  # fmt: skip


def change(client, user, **changes):
    fields = {"naam": user.naam, "email": user.email, "roles": user.roles, "teams": [], **changes}
    return client.post(f"{LIST}{user.id}/", fields)


def act(client, user, what):
    return client.post(f"{LIST}{user.id}/{what}/", follow=True)


def test_the_list_is_searched_by_name_and_narrowed_by_role(beheer, anna):
    page = beheer.get(LIST, {"q": "zijl"}).content.decode()
    assert "Anna Zijlstra" in page
    assert "Anna Zijlstra" not in beheer.get(LIST, {"q": "100%"}).content.decode()
    assert "Anna Zijlstra" not in beheer.get(LIST, {"rol": "archivaris"}).content.decode()
    assert "Anna Zijlstra" in beheer.get(LIST, {"rol": "behandelaar", "stand": "actief"}).content.decode()


def test_the_list_has_pages_of_fifty(beheer, given):
    for number in range(55):
        create_user(f"u{number:02d}", naam=f"Zoek {number:02d}", roles=[], actor=SYSTEM)
    first = beheer.get(LIST, {"q": "Zoek"}).content.decode()
    second = beheer.get(LIST, {"q": "Zoek", "pagina": "2"}).content.decode()
    assert "55 medewerkers" in first
    assert "Zoek 49" in first
    assert "Zoek 50" not in first
    assert "Zoek 54" in second
    assert beheer.get(LIST, {"q": "Zoek", "pagina": "9"}).status_code == 302


@pytest.mark.parametrize("role", ["behandelaar", "teamleider", "archivaris"])
def test_other_roles_see_nothing_of_it(visit, anna, role):
    client = visit("medewerker", roles=(role,))
    for url in (LIST, f"{LIST}{anna.id}/", f"{LIST}nieuw/", f"{LIST}export.csv", "/beheer/teams/"):
        assert client.get(url).status_code == 403, url


def test_a_ciso_may_look_but_not_change(visit, anna):
    client = visit("medewerker", roles=("ciso",))
    assert client.get(f"{LIST}{anna.id}/").status_code == 200
    assert change(client, anna, naam="Anders").status_code == 403
    assert client.post(f"{LIST}{anna.id}/blokkeren/").status_code == 403
    anna.refresh_from_db()
    assert (anna.naam, anna.active) == ("Anna Zijlstra", True)


def test_another_municipality_finds_nobody(visit, anna):
    client = visit("medewerker", roles=("functioneel-beheerder",), tenant="weststellingwerf")
    assert "Anna Zijlstra" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{anna.id}/").status_code == 404
    for what in ("blokkeren", "tweede-stap", "wachtwoord"):
        assert client.post(f"{LIST}{anna.id}/{what}/").status_code == 404
    anna.refresh_from_db()
    assert anna.active


def test_a_new_medewerker_gets_a_link_by_mail_and_chooses_a_password(beheer, client_for):
    team = create_team("Vergunningen", actor=SYSTEM)
    beheer.post(
        f"{LIST}nieuw/",
        {"username": "Piet.Post", "naam": "Piet Post", "email": "piet@voorbeeld.test", "roles": ["kcc"],
         "teams": [str(team.id)]},
    )  # fmt: skip
    made = User.objects.get(username="piet.post")
    assert Membership.objects.filter(user_id=made.id, team_id=team.id, valid_until=None).exists()
    mail = Mail.objects.get(aan="piet@voorbeeld.test")
    link = re.search(r"http\S+", mail.tekst).group()
    path = link.split(".localhost", 1)[1]
    path = path[path.index("/") :]
    visitor = client_for("ooststellingwerf")
    assert visitor.get(path).status_code == 200
    short = visitor.post(path, {"password": "kort", "again": "kort"})
    assert short.status_code == 422
    assert "12 tekens" in short.content.decode()
    unequal = visitor.post(path, {"password": PASSWORD, "again": PASSWORD + "x"})
    assert "niet hetzelfde" in unequal.content.decode()
    assert visitor.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert visitor.get(path).status_code == 404, "a link works once"
    login = visitor.post("/inloggen/medewerker/", {"username": "piet.post", "password": PASSWORD})
    assert login["Location"] == "/inloggen/medewerker/instellen/"


def test_a_link_is_shown_once_to_the_beheerder_when_there_is_no_address(beheer, given, client_for):
    user = create_user("zonder", naam="Zonder Mail", roles=[], actor=SYSTEM)
    page = act(beheer, user, "wachtwoord").content.decode()
    path = re.search(r"/inloggen/medewerker/wachtwoord/[\w-]+/", page).group()
    assert PasswordLink.objects.get(user_id=user.id).key_hash not in page
    assert client_for("ooststellingwerf").get(path).status_code == 200
    act(beheer, user, "wachtwoord")
    assert client_for("ooststellingwerf").get(path).status_code == 404, "a newer link replaces it"


def test_a_link_ends_after_a_day_and_with_the_account(beheer, given, client_for):
    user = create_user("zonder", naam="Zonder Mail", roles=[], actor=SYSTEM)
    page = act(beheer, user, "wachtwoord").content.decode()
    path = re.search(r"/inloggen/medewerker/wachtwoord/[\w-]+/", page).group()
    act(beheer, user, "blokkeren")
    assert client_for("ooststellingwerf").get(path).status_code == 404
    act(beheer, user, "deblokkeren")
    assert client_for("ooststellingwerf").get(path).status_code == 200
    PasswordLink.objects.update(expires=timezone.now())
    assert client_for("ooststellingwerf").get(path).status_code == 404


def test_what_is_wrong_stands_next_to_the_field_and_what_was_typed_stays(beheer, anna):
    answer = beheer.post(f"{LIST}nieuw/", {"username": "ANNA", "naam": "Nog een Anna", "email": "geen adres"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nog een Anna" in page
    answer = beheer.post(f"{LIST}nieuw/", {"username": "ANNA", "naam": "Nog een Anna"})
    assert "al in gebruik" in answer.content.decode()
    assert User.objects.filter(naam="Nog een Anna").count() == 0


def test_roles_and_teams_change_at_once_and_are_recorded(beheer, anna):
    team = create_team("Vergunningen", actor=SYSTEM)
    today = timezone.localdate()
    old = create_team("Oud team", actor=SYSTEM)
    add_member(old.id, anna.id, valid_from=today.replace(year=today.year - 1), actor=SYSTEM)
    change(beheer, anna, roles=["archivaris"], teams=[str(team.id)])
    anna.refresh_from_db()
    assert anna.roles == ["archivaris"]
    assert Membership.objects.get(team_id=old.id).valid_until < today
    assert Membership.objects.get(team_id=team.id).valid_from == today
    actions = set(AuditRecord.objects.filter(object_id=str(anna.id)).values_list("actie", flat=True))
    assert "identity.user.change" in actions


def test_nobody_takes_away_their_own_role_of_beheerder(beheer, given):
    me = User.objects.get(username="proef-functioneel-beheerder")
    create_user("tweede", naam="Tweede", roles=["functioneel-beheerder"], actor=SYSTEM)
    answer = change(beheer, me, roles=["kcc"])
    assert answer.status_code == 422
    assert "uw eigen rol" in answer.content.decode()
    assert "eigen account niet blokkeren" in act(beheer, me, "blokkeren").content.decode()
    me.refresh_from_db()
    assert me.roles == ["functioneel-beheerder"]
    assert me.active


def test_a_colleague_may_lose_the_role_as_long_as_one_is_left(beheer, given):
    second = create_user("tweede", naam="Tweede", roles=["functioneel-beheerder"], actor=SYSTEM)
    assert change(beheer, second, roles=["kcc"]).status_code == 302


def test_blocking_ends_every_session_at_once(beheer, visit):
    victim = visit("medewerker", roles=("behandelaar",))
    assert victim.get("/werk/").status_code == 200
    user = User.objects.get(username="proef-behandelaar")
    act(beheer, user, "blokkeren")
    assert victim.get("/werk/").status_code == 302
    assert not Session.objects.filter(user_id=user.id, revoked=None).exists()
    assert "geblokkeerd" in beheer.get(LIST, {"stand": "geblokkeerd"}).content.decode()


def test_a_reset_of_the_second_factor_forgets_everything_and_ends_sessions(beheer, visit):
    victim = visit("medewerker", roles=("behandelaar",))
    user = User.objects.get(username="proef-behandelaar")
    User.objects.filter(id=user.id).update(totp_confirmed=True, totp_secret="x", recovery_codes=["a"])
    act(beheer, user, "tweede-stap")
    user.refresh_from_db()
    assert (user.totp_confirmed, user.totp_secret, user.recovery_codes) == (False, "", [])
    assert victim.get("/werk/").status_code == 302


def test_the_export_is_safe_for_a_spreadsheet_and_is_recorded(beheer, given):
    create_user("rekenaar", naam='=HYPERLINK("http://x")', roles=["kcc"], actor=SYSTEM)
    answer = beheer.get(f"{LIST}export.csv", {"q": "rekenaar"})
    text = answer.content.decode("utf-8-sig")
    assert "rekenaar;\"'=HYPERLINK" in text
    assert text.splitlines()[0].startswith("Gebruikersnaam;")
    assert AuditRecord.objects.filter(actie="identity.user.export").exists()


def test_last_login_is_shown(beheer, visit):
    visit("medewerker", roles=("kcc",))
    assert User.objects.get(username="proef-kcc").last_login is not None
    assert "nog nooit" not in beheer.get(LIST, {"q": "proef-kcc"}).content.decode()


def test_people_join_and_leave_a_team(beheer, anna):
    team = create_team("Vergunningen", actor=SYSTEM)
    url = f"/beheer/teams/{team.id}/"
    assert beheer.post(f"{url}lid/", {"user": str(anna.id), "functie": "Coördinator"}).status_code == 302
    assert "Coördinator" in beheer.get(url).content.decode()
    twice = beheer.post(f"{url}lid/", {"user": str(anna.id)})
    assert twice.status_code == 422
    assert "zit al in het team" in twice.content.decode()
    beheer.post(f"{url}lid/{anna.id}/weg/")
    assert not Membership.objects.filter(team_id=team.id).exists()


def test_somebody_unknown_cannot_join(beheer, as_tenant):
    team = create_team("Vergunningen", actor=SYSTEM)
    with tenant_scope(2):
        foreign = create_user("buur", naam="Buur", roles=[], actor=SYSTEM)
    for who in (foreign.id, uuid4(), "geen-id"):
        assert beheer.post(f"/beheer/teams/{team.id}/lid/", {"user": str(who)}).status_code == 422


def test_a_team_keeps_a_unique_name(beheer, given):
    create_team("Vergunningen", actor=SYSTEM)
    answer = beheer.post("/beheer/teams/nieuw/", {"naam": "vergunningen"})
    assert answer.status_code == 422
    assert "al een team" in answer.content.decode()


def test_a_team_with_open_zaken_is_not_dissolved(beheer, given):
    from kapstok.magazijnen.zaken.models import Zaak

    team = create_team("Vergunningen", actor=SYSTEM)
    zaak = given.zaak()
    Zaak.objects.filter(id=zaak.id).update(team_id=team.id)
    page = beheer.post(f"/beheer/teams/{team.id}/opheffen/", follow=True).content.decode()
    assert "1 open zaak" in page
    Zaak.objects.filter(id=zaak.id).update(team_id=None)
    beheer.post(f"/beheer/teams/{team.id}/opheffen/")
    assert not Team.objects.get(id=team.id).active
    assert "Vergunningen" not in [t.naam for t in Team.objects.filter(active=True)]
