"""A medewerker manages the app for codes; a password alone never becomes enough."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.utils import timezone

from kapstok.platform.identity.models import Passkey, User
from kapstok.platform.identity.second_factor import confirm_totp
from kapstok.platform.identity.users import create_user
from kapstok.platform.work import SYSTEM

PASSWORD = "correct paard batterij nietje"
APP = "/inloggen/medewerker/app/"


@pytest.fixture
def anna(tenant):
    user = create_user("anna", naam="Anna", password=PASSWORD, roles=["kcc"], actor=SYSTEM)
    secret = pyotp.random_base32()
    before = timezone.now() - timedelta(minutes=5)
    confirm_totp(user.id, secret, pyotp.TOTP(secret).at(before), now=before, actor=SYSTEM)
    user.secret = secret
    return user


@pytest.fixture
def client(anna, client_for):
    made = client_for("ooststellingwerf")
    made.post("/inloggen/medewerker/", {"username": "anna", "password": PASSWORD})
    made.post("/inloggen/medewerker/code/", {"code": pyotp.TOTP(anna.secret).now()})
    return made


def give_passkey(user):
    Passkey.objects.create(user_id=user.id, naam="Laptop", credential_id="abc", public_key=b"x")


def test_another_app_takes_over_when_it_proves_that_it_works(client, anna):
    page = client.get(APP).content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page).group(1)
    code = pyotp.TOTP(secret).now()
    wrong = client.post(APP, {"code": code, "password": "fout wachtwoord"})
    assert wrong.status_code == 422
    assert "wachtwoord klopt niet" in wrong.content.decode()
    done = client.post(APP, {"code": code, "password": PASSWORD})
    assert "herstelcodes" in done.content.decode().lower()
    before = User.objects.get(id=anna.id)
    client.post("/inloggen/uit")
    client.post("/inloggen/medewerker/", {"username": "anna", "password": PASSWORD})
    old = client.post("/inloggen/medewerker/code/", {"code": pyotp.TOTP(anna.secret).now()})
    assert old.status_code == 422
    assert before.totp_confirmed


def test_the_app_goes_only_when_a_passkey_is_left(client, anna):
    page = client.post(f"{APP}weg/", {"password": PASSWORD}, follow=True).content.decode()
    assert "laatste tweede stap" in page
    give_passkey(anna)
    refused = client.post(f"{APP}weg/", {"password": "fout wachtwoord"})
    assert refused.status_code == 422
    assert 'id="id_password-fout"' in refused.content.decode()
    assert "wachtwoord klopt niet" in refused.content.decode()
    client.post(f"{APP}weg/", {"password": PASSWORD})
    anna.refresh_from_db()
    assert (anna.totp_confirmed, anna.recovery_codes) == (False, [])


def test_without_app_a_password_alone_couples_no_new_app(client, anna, client_for):
    give_passkey(anna)
    client.post(f"{APP}weg/", {"password": PASSWORD})
    thief = client_for("ooststellingwerf")
    answer = thief.post("/inloggen/medewerker/", {"username": "anna", "password": PASSWORD})
    assert answer.status_code == 422
    assert "passkey" in answer.content.decode()
    assert thief.get("/inloggen/medewerker/instellen/").status_code == 302


def test_guessing_the_password_here_locks_the_account_too(client, anna):
    give_passkey(anna)
    for _turn in range(5):
        client.post(f"{APP}weg/", {"password": "fout wachtwoord"})
    client.post(f"{APP}weg/", {"password": PASSWORD})
    anna.refresh_from_db()
    assert anna.locked_until is not None
    assert anna.totp_confirmed
