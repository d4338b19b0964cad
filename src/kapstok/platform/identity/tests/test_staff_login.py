"""Staff come in: every page through the real middleware, host by host."""

import re
from datetime import timedelta
from unittest.mock import patch

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from kapstok.platform.config import settings as kapstok_settings
from kapstok.platform.db import tenant_scope
from kapstok.platform.identity.accounts import change_roles, deactivate_user
from kapstok.platform.identity.middleware import staff_identity
from kapstok.platform.identity.models import Session, User
from kapstok.platform.identity.second_factor import confirm_totp, verify_second_factor
from kapstok.platform.identity.users import create_user, set_password
from kapstok.platform.work import SYSTEM

PASSWORD = "correct paard batterij nietje"
LOGIN = "/inloggen/medewerker/"


def make(username="anna", **changes):
    return create_user(
        username,
        **{
            "naam": "Anna Zijlstra",
            "password": PASSWORD,
            "roles": ["behandelaar"],
            "actor": SYSTEM,
            **changes,
        },
    )


def with_app(user):
    secret = pyotp.random_base32()
    now = timezone.now() - timedelta(minutes=5)
    codes = confirm_totp(user.id, secret, pyotp.TOTP(secret).at(now), now=now, actor=SYSTEM)
    return pyotp.TOTP(secret), codes


def give_password(client, username="anna", password=PASSWORD, **extra):
    return client.post(LOGIN, {"username": username, "password": password, **extra})


def whoami(client):
    """The name in the header of a page tells who the server thinks this is."""
    return client.get("/inloggen/medewerker/beveiliging/").status_code == 200


def test_password_and_code_let_in(tenant, client_for):
    totp, _codes = with_app(make())
    client = client_for("ooststellingwerf")
    first = give_password(client, volgende="/werk/team/")
    assert first["Location"] == "/inloggen/medewerker/code/"
    assert not whoami(client)
    second = client.post(first["Location"], {"code": totp.now()})
    assert (second.status_code, second["Location"]) == (302, "/werk/team/")
    assert whoami(client)


def test_code_counts_once(tenant):
    user = make()
    totp, _codes = with_app(user)
    now = timezone.now()
    code = totp.at(now)
    assert verify_second_factor(user.id, code, now=now) is not None
    assert verify_second_factor(user.id, code, now=now + timedelta(seconds=5)) is None


def test_recovery_code_counts_once_and_dashes_do_not_matter(tenant):
    user = make()
    _totp, codes = with_app(user)
    typed = f"{codes[0][:4]}-{codes[0][4:8]}-{codes[0][8:]}".upper()
    assert verify_second_factor(user.id, typed, now=timezone.now()) is not None
    assert verify_second_factor(user.id, typed, now=timezone.now()) is None


def test_without_second_factor_it_is_set_up_first_and_recovery_codes_are_shown_once(tenant, client_for):
    make()
    client = client_for("ooststellingwerf")
    where = give_password(client)["Location"]
    assert where == "/inloggen/medewerker/instellen/"
    page = client.get(where).content.decode()
    assert "<svg" in page
    assert "style=" not in page
    secret = re.search(r'<code translate="no">([A-Z2-7]+)</code>', page).group(1)
    assert client.post(where, {"code": "000000"}).status_code == 422
    assert not whoami(client)
    done = client.post(where, {"code": pyotp.TOTP(secret).now()}).content.decode()
    assert len(re.findall(r"<li><code>[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}</code>", done)) == 8
    assert whoami(client)
    user = User.objects.get(username="anna")
    assert secret not in user.totp_secret
    assert client.get(where)["Location"] == LOGIN


def test_set_up_page_is_closed_to_who_already_has_a_second_factor(tenant, client_for):
    with_app(make())
    client = client_for("ooststellingwerf")
    give_password(client)
    assert client.get("/inloggen/medewerker/instellen/")["Location"] == LOGIN


def refusal_text(response):
    assert response.status_code == 422
    return re.search(r'id="foutsamenvatting".*?</div>', response.content.decode(), re.DOTALL).group()


def test_every_kind_of_no_reads_the_same(tenant, client_for, as_tenant):
    make()
    left = make("bert")
    deactivate_user(left.id, actor=SYSTEM, now=timezone.now())
    locked = make("cor")
    User.objects.filter(id=locked.id).update(locked_until=timezone.now() + timedelta(minutes=5))
    with as_tenant(2):
        make("dirk")
    client = client_for("ooststellingwerf")
    texts = {
        refusal_text(give_password(client, "anna", "fout")),
        refusal_text(give_password(client, "bestaat-niet")),
        refusal_text(give_password(client, "bert")),
        refusal_text(give_password(client, "cor")),
        refusal_text(give_password(client, "dirk")),
    }
    assert len(texts) == 1


def test_password_is_hashed_whoever_asks(tenant, client_for):
    """The time of a refusal is the time of one hash: also for an account that does not exist."""
    from django.contrib.auth import hashers

    make()
    client = client_for("ooststellingwerf")
    for username in ("anna", "bestaat-niet"):
        with patch.object(
            hashers.get_hasher().__class__,
            "encode",
            autospec=True,
            side_effect=hashers.get_hasher().__class__.encode,
        ) as encode:
            give_password(client, username, "fout")
        assert encode.call_count == 1, username


def test_fifth_failure_locks_and_the_right_password_no_longer_helps(tenant, client_for):
    with_app(make())
    client = client_for("ooststellingwerf")
    for _ in range(5):
        give_password(client, password="fout")
    assert give_password(client).status_code == 422
    User.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    assert give_password(client)["Location"] == "/inloggen/medewerker/code/"


def test_wrong_codes_lock_as_well(tenant):
    user = make()
    totp, _codes = with_app(user)
    now = timezone.now()
    for _ in range(5):
        assert verify_second_factor(user.id, "000000", now=now) is None
    assert verify_second_factor(user.id, totp.at(now), now=now) is None


def test_many_attempts_on_one_account_are_slowed_down_even_when_it_does_not_exist(tenant, client_for):
    answers = [give_password(client_for("ooststellingwerf"), "bestaat-niet").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_demo_user_needs_no_code_in_demo_mode_only(tenant, client_for):
    make(demo=True)
    client = client_for("ooststellingwerf")
    assert give_password(client)["Location"] == "/werk/"
    assert whoami(client)
    real = type(kapstok_settings)(demo=False)
    with patch("kapstok.platform.identity.passwords.settings", real):
        assert give_password(client_for("ooststellingwerf"))["Location"] == "/inloggen/medewerker/instellen/"


def enter(client):
    response = give_password(client)
    assert response["Location"] == "/werk/"
    return client


def test_login_gives_a_new_key_and_the_planted_one_is_nobody(tenant, client_for):
    make(demo=True)
    client = client_for("ooststellingwerf")
    client.get("/inloggen/digid/")
    planted = client.cookies["sessionid"].value
    enter(client)
    assert client.cookies["sessionid"].value != planted
    thief = client_for("ooststellingwerf")
    thief.cookies["sessionid"] = planted
    assert not whoami(thief)


def test_cookie_of_one_municipality_is_nobody_in_another(tenant, client_for, as_tenant):
    make(demo=True)
    client = enter(client_for("ooststellingwerf"))
    thief = client_for("weststellingwerf")
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    with as_tenant(2):
        assert not whoami(thief)
    assert whoami(client)


def test_deactivated_user_is_out_on_the_next_request(tenant, client_for):
    user = make(demo=True)
    client = enter(client_for("ooststellingwerf"))
    deactivate_user(user.id, actor=SYSTEM, now=timezone.now())
    assert not whoami(client)


def test_new_password_ends_every_session(tenant, client_for):
    user = make(demo=True)
    client = enter(client_for("ooststellingwerf"))
    set_password(user.id, "een heel ander wachtwoord", actor=SYSTEM, now=timezone.now())
    assert not whoami(client)


def test_changed_roles_count_from_the_next_request(tenant):
    user = make()
    change_roles(user.id, ["teamleider"], actor=SYSTEM)
    assert staff_identity(user.id, today=timezone.localdate()).roles == {"teamleider"}


def test_own_sessions_are_listed_and_one_can_be_ended_at_once(tenant, client_for):
    make(demo=True)
    here, there = enter(client_for("ooststellingwerf")), enter(client_for("ooststellingwerf"))
    page = here.get("/inloggen/medewerker/beveiliging/").content.decode()
    [ending] = re.findall(r'action="(/inloggen/medewerker/sessies/[0-9a-f-]{36}/)"', page)
    here.post(ending)
    assert not whoami(there)
    assert whoami(here)


def test_session_of_somebody_else_cannot_be_ended(tenant, client_for):
    make(demo=True)
    make("bert", demo=True)
    anna, bert = enter(client_for("ooststellingwerf")), client_for("ooststellingwerf")
    give_password(bert, "bert")
    target = Session.objects.exclude(user_id=User.objects.get(username="bert").id).get().id
    bert.post(f"/inloggen/medewerker/sessies/{target}/")
    assert whoami(anna)


def test_logging_out_needs_a_post_and_ends_the_session(tenant, client_for):
    make(demo=True)
    client = enter(client_for("ooststellingwerf"))
    assert client.get("/inloggen/uit").status_code == 405
    kept = client.cookies["sessionid"].value
    assert client.post("/inloggen/uit").status_code == 200
    thief = client_for("ooststellingwerf")
    thief.cookies["sessionid"] = kept
    assert not whoami(thief)


@pytest.mark.parametrize(
    "path", [LOGIN, "/inloggen/uit", "/inloggen/medewerker/code/", "/inloggen/medewerker/overdracht/"]
)
def test_post_from_another_site_is_refused(tenant, path):
    client = Client(headers={"host": "ooststellingwerf.localhost"}, enforce_csrf_checks=True)
    assert client.post(path, {"username": "anna", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize(
    "wanted",
    ["https://boef.example/", "//boef.example", "/\\boef.example", "javascript:alert(1)", "/inloggen/uit"],
)
def test_login_never_sends_to_another_site(tenant, client_for, wanted):
    make(demo=True)
    assert give_password(client_for("ooststellingwerf"), volgende=wanted)["Location"] == "/werk/"


@pytest.mark.parametrize("typed", ["\x00", "😀" * 40, "<script>alert(1)</script>", "a" * 5000, "' OR 1=1 --"])
def test_strange_input_gets_a_message_and_no_fault(tenant, client_for, typed):
    response = give_password(client_for("ooststellingwerf"), typed, typed)
    assert response.status_code == 422
    assert "<script>alert" not in response.content.decode()


def test_login_pages_carry_the_strict_policy(tenant, client_for):
    response = client_for("ooststellingwerf").get(LOGIN)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    page = response.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", page)


def test_plain_domain_sends_to_the_choice_of_municipality(db):
    with tenant_scope(None):
        client = Client(headers={"host": "localhost"})
        assert client.get(LOGIN)["Location"] == "/"
