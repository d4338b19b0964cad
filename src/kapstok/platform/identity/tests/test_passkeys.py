"""Passkeys, with a software authenticator that makes and signs what a real one does."""

import base64
import hashlib
import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

from kapstok.platform.identity.models import Passkey, User
from kapstok.platform.identity.users import create_user
from kapstok.platform.work import SYSTEM

PASSWORD = "correct paard batterij nietje"
BASE = "/inloggen/medewerker/passkey/"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Authenticator:
    """A key in software; `verified` says whether it asked for a finger or a pin."""

    def __init__(self, origin="http://ooststellingwerf.localhost", *, verified=True):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(repr(self.key).encode()).digest()
        self.origin, self.count = origin, 0
        self.flags = PRESENT | (VERIFIED if verified else 0)
        self.rp_id = origin.split("//")[1]

    def _client_data(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags):
        self.count += 1
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def make(self, options):
        point = self.key.public_key().public_numbers()
        cose = encode_cbor({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        attested = bytes(16) + len(self.id).to_bytes(2) + self.id + cose
        auth_data = self._data(self.flags | ATTESTED) + attested
        response = {
            "attestationObject": text(encode_cbor({"fmt": "none", "attStmt": {}, "authData": auth_data})),
            "clientDataJSON": text(self._client_data("webauthn.create", options["challenge"])),
        }
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}

    def give(self, options):
        auth_data, client_data = (
            self._data(self.flags),
            self._client_data("webauthn.get", options["challenge"]),
        )
        signature = self.key.sign(auth_data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "authenticatorData": text(auth_data),
            "clientDataJSON": text(client_data),
            "signature": text(signature),
            "userHandle": None,
        }
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}


def post(client, path, body=None):
    return client.post(
        BASE + path, json.dumps(body) if body is not None else "", content_type="application/json"
    )


@pytest.fixture
def anna(tenant, client_for):
    create_user("anna", naam="Anna", password=PASSWORD, roles=["kcc"], actor=SYSTEM, demo=True)
    client = client_for("ooststellingwerf")
    client.post("/inloggen/medewerker/", {"username": "anna", "password": PASSWORD})
    return client


def add(client, device):
    made = device.make(post(client, "nieuw/opties/").json())
    return post(client, "nieuw/?naam=Laptop", made)


def come_in(client, device):
    return post(client, "in/?volgende=/werk/team/", device.give(post(client, "opties/").json()))


def inside(client):
    return client.get("/inloggen/medewerker/beveiliging/").status_code == 200


def test_passkey_is_added_and_lets_in_without_password_and_code(anna, client_for):
    device = Authenticator()
    assert add(anna, device).status_code == 201
    assert Passkey.objects.get().naam == "Laptop"
    other = client_for("ooststellingwerf")
    answer = come_in(other, device)
    assert answer.json() == {"volgende": "/werk/team/"}
    assert inside(other)


def test_answer_counts_once(anna, client_for):
    device = Authenticator()
    add(anna, device)
    other = client_for("ooststellingwerf")
    given = device.give(post(other, "opties/").json())
    assert post(other, "in/", given).status_code == 200
    thief = client_for("ooststellingwerf")
    assert post(thief, "in/", given).status_code == 400
    post(thief, "opties/")
    assert post(thief, "in/", given).status_code == 400
    assert not inside(thief)


def test_answer_made_on_a_look_alike_site_is_refused(anna, client_for):
    device = Authenticator()
    add(anna, device)
    device.origin = "http://ooststellingwerf.localhost.boef.example"
    assert come_in(client_for("ooststellingwerf"), device).status_code == 400


def test_device_that_did_not_verify_its_user_is_refused(anna, client_for):
    assert add(anna, Authenticator(verified=False)).status_code == 400
    device = Authenticator()
    add(anna, device)
    device.flags = PRESENT
    assert come_in(client_for("ooststellingwerf"), device).status_code == 400


def test_other_key_under_a_known_id_is_refused(anna, client_for):
    device, copy = Authenticator(), Authenticator()
    add(anna, device)
    copy.id = device.id
    assert come_in(client_for("ooststellingwerf"), copy).status_code == 400


def test_copied_device_whose_counter_stands_still_is_refused(anna, client_for):
    device = Authenticator()
    add(anna, device)
    assert come_in(client_for("ooststellingwerf"), device).status_code == 200
    device.count = 0
    assert come_in(client_for("ooststellingwerf"), device).status_code == 400


def test_passkey_of_one_municipality_is_unknown_in_another(anna, client_for, as_tenant):
    device = Authenticator()
    add(anna, device)
    device.origin, device.rp_id = "http://weststellingwerf.localhost", "weststellingwerf.localhost"
    with as_tenant(2):
        assert come_in(client_for("weststellingwerf"), device).status_code == 400


def test_passkey_of_somebody_who_left_is_refused(anna, client_for):
    device = Authenticator()
    add(anna, device)
    User.objects.update(active=False)
    assert come_in(client_for("ooststellingwerf"), device).status_code == 400


def test_removed_passkey_no_longer_lets_in(anna, client_for):
    device = Authenticator()
    add(anna, device)
    add(anna, Authenticator())
    page = anna.get("/inloggen/medewerker/beveiliging/").content.decode()
    removal, _other = re.findall(r'action="(/inloggen/medewerker/passkey/[0-9a-f-]{36}/weg/)"', page)
    anna.post(removal)
    assert come_in(client_for("ooststellingwerf"), device).status_code == 400


@pytest.mark.parametrize(
    "body",
    [None, [], "x", {}, {"id": 5}, {"id": "a" * 5000}, {"id": "abc", "response": {"clientDataJSON": 3}}],
)
def test_nonsense_gets_a_message_and_no_fault(anna, client_for, body):
    device = Authenticator()
    add(anna, device)
    if isinstance(body, dict) and body.get("id") == "abc":
        body = {**body, "id": text(device.id), "rawId": text(device.id), "type": "public-key"}
    client = client_for("ooststellingwerf")
    post(client, "opties/")
    answer = post(client, "in/", body)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    post(anna, "nieuw/opties/")
    assert post(anna, "nieuw/", body).status_code == 400


def test_adding_a_passkey_needs_a_login(tenant, client_for):
    assert post(client_for("ooststellingwerf"), "nieuw/opties/").status_code == 302


def test_the_last_second_step_stays(anna, client_for):
    device = Authenticator()
    add(anna, device)
    passkey = Passkey.objects.get()
    page = anna.post(f"{BASE}{passkey.id}/weg/", follow=True).content.decode()
    assert "laatste tweede stap" in page
    User.objects.update(totp_confirmed=True, totp_secret="x")
    anna.post(f"{BASE}{passkey.id}/weg/")
    assert not Passkey.objects.exists()


def test_a_passkey_gets_another_name(anna):
    add(anna, Authenticator())
    passkey = Passkey.objects.get()
    anna.post(f"{BASE}{passkey.id}/naam/", {"naam": "  Telefoon   van werk "})
    assert Passkey.objects.get().naam == "Telefoon van werk"
    for typed, words in ((" ", "Vul een naam in"), ("Telefoon " * 20, "het mag 100 tekens zijn")):
        refused = anna.post(f"{BASE}{passkey.id}/naam/", {"naam": typed})
        page = refused.content.decode()
        assert refused.status_code == 422
        assert f'id="naam-{passkey.id}-fout"' in page
        assert (words in page, typed in page) == (True, True)


def test_a_colleague_cannot_touch_my_passkey(anna, client_for):
    add(anna, Authenticator())
    passkey = Passkey.objects.get()
    create_user("piet", naam="Piet", password=PASSWORD, roles=["kcc"], actor=SYSTEM, demo=True)
    piet = client_for("ooststellingwerf")
    piet.post("/inloggen/medewerker/", {"username": "piet", "password": PASSWORD})
    User.objects.update(totp_confirmed=True)
    piet.post(f"{BASE}{passkey.id}/weg/")
    piet.post(f"{BASE}{passkey.id}/naam/", {"naam": "van mij"})
    assert Passkey.objects.get().naam == "Laptop"
