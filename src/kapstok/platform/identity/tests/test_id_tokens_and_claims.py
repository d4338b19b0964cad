"""Attacks on the ID token, and what counts as a resident or a company."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from kapstok.platform.identity.oidc.claims import identity_from_claims, level_for, read_claim
from kapstok.platform.identity.oidc.config import BrokerConfig
from kapstok.platform.identity.oidc.errors import LoginRefused
from kapstok.platform.identity.oidc.tokens import Expected, UnknownKey, half_hash, verify_id_token

NOW = 1_800_000_000.0
ISSUER, CLIENT, NONCE, ACCESS = "https://broker.example", "kapstok", "nonce-1", "access-1"
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"})
KEYS = KeySet([RSAKey.import_key(RSA.as_dict(private=False))])
EXPECTED = Expected(ISSUER, CLIENT, NONCE, ACCESS)


def claims(**changes):
    good = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "s-1",
        "iat": int(NOW) - 5,
        "exp": int(NOW) + 300,
        "nonce": NONCE,
        "at_hash": half_hash(ACCESS, "RS256"),
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def signed(key=RSA, alg="RS256", kid="rsa-1", **changes):
    header = {"alg": alg} | ({"kid": kid} if kid else {})
    return jwt.encode(header, claims(**changes), key, algorithms=[alg])


def verify(token, keys=KEYS, now=NOW):
    return verify_id_token(token, keys, EXPECTED, now=now)


def test_right_token_is_accepted():
    assert verify(signed())["sub"] == "s-1"
    assert verify(signed(kid=None))["sub"] == "s-1"
    assert verify(signed(aud=[CLIENT, "ander"], azp=CLIENT))["sub"] == "s-1"
    assert verify(signed(at_hash=None))["sub"] == "s-1"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://andere-broker.example"},
        {"iss": ISSUER + "/"},
        {"iss": None},
        {"aud": "iemand-anders"},
        {"aud": ["iemand-anders"]},
        {"aud": None},
        {"aud": [CLIENT, "ander"]},
        {"azp": "iemand-anders"},
        {"sub": ""},
        {"sub": None},
        {"sub": 5},
        {"exp": int(NOW) - 61},
        {"exp": None},
        {"exp": "straks"},
        {"exp": True},
        {"iat": int(NOW) + 61},
        {"iat": int(NOW) - 601},
        {"iat": None},
        {"nbf": int(NOW) + 61},
        {"nonce": "nonce-2"},
        {"nonce": None},
        {"at_hash": half_hash("access-2", "RS256")},
        {"at_hash": ""},
    ],
    ids=lambda changes: "-".join(f"{k}={v}" for k, v in changes.items())[:40],
)
def test_token_with_one_wrong_claim_is_refused(changes):
    with pytest.raises(LoginRefused):
        verify(signed(**changes))


def test_clock_difference_of_a_minute_is_forgiven():
    assert verify(signed(exp=int(NOW) - 59))
    assert verify(signed(iat=int(NOW) + 59))


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_unsigned_token_is_refused():
    for alg in ("none", "None", ""):
        with pytest.raises(LoginRefused):
            verify(f"{part({'alg': alg, 'kid': 'rsa-1'})}.{part(claims())}.")


def test_token_signed_with_our_public_key_as_secret_is_refused():
    pem = RSA.as_pem(private=False)
    confused = OctKey.import_key(base64.urlsafe_b64encode(pem).decode())
    with pytest.raises(LoginRefused):
        verify(signed(key=confused, alg="HS256"))
    with pytest.raises(LoginRefused):
        verify(signed(key=confused, alg="HS256"), keys=KeySet([confused]))


def test_token_of_another_signer_with_the_same_key_id_is_refused():
    with pytest.raises(LoginRefused):
        verify(signed(key=OTHER))


def test_changed_content_under_a_real_signature_is_refused():
    head, _, signature = signed().split(".")
    with pytest.raises(LoginRefused):
        verify(f"{head}.{part(claims(sub='s-2'))}.{signature}")


def test_unknown_key_id_asks_to_look_again():
    with pytest.raises(UnknownKey):
        verify(signed(kid="rsa-2"))


def test_key_in_the_header_is_not_believed():
    token = jwt.encode(
        {"alg": "RS256", "kid": "mijn", "jwk": OTHER.as_dict(private=False)},
        claims(),
        OTHER,
        algorithms=["RS256"],
    )
    with pytest.raises(LoginRefused):
        verify(token)


def test_encryption_key_does_not_sign():
    key = ECKey.generate_key("P-256", {"kid": "enc", "use": "enc"})
    public = KeySet([ECKey.import_key(key.as_dict(private=False))])
    signer = ECKey.import_key({k: v for k, v in key.as_dict(private=True).items() if k != "use"})
    with pytest.raises(LoginRefused):
        verify(signed(key=signer, alg="ES256", kid="enc", at_hash=None), keys=public)


@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda b: b.decode("latin-1")))
def test_any_text_for_a_token_is_refused_and_never_crashes(token):
    with pytest.raises(LoginRefused):
        verify(token)


def config(kind="digid", **changes):
    return BrokerConfig(kind=kind, issuer=ISSUER, client_id=CLIENT, client_secret="x", **changes)


MIDDEN = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract"
EH3 = "urn:etoegang:core:assurance-class:loa3"
KVK, BRANCH = "urn:etoegang:core:LegalSubjectID", "urn:etoegang:1.9:ServiceRestriction:Vestigingsnr"


def test_resident_has_bsn_and_level():
    identity = identity_from_claims({"bsn": "999993653", "acr": MIDDEN}, config())
    assert (identity.kind, identity.id, identity.level) == ("burger", "999993653", "midden")


def test_machtiging_gives_the_represented_person_and_keeps_who_acts():
    both = {"aanvrager": {"bsn": "999993653"}, "gemachtigde": {"bsn": "999990019"}, "acr": MIDDEN}
    identity = identity_from_claims(both, config())
    assert (identity.id, identity.gemachtigde) == ("999993653", "999990019")
    with pytest.raises(LoginRefused):
        identity_from_claims({**both, "gemachtigde": {}}, config())


@pytest.mark.parametrize("bsn", ["", "123456789", "99999365", "9999936530", "٩٩٩٩٩٣٦٥٣", None, 999993653, {}])
def test_wrong_bsn_is_refused(bsn):
    with pytest.raises(LoginRefused):
        identity_from_claims({"bsn": bsn, "acr": MIDDEN}, config())


def test_level_too_low_or_unknown_is_refused_with_the_needed_level():
    basis = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
    with pytest.raises(LoginRefused, match="DigiD Midden"):
        identity_from_claims({"bsn": "999993653", "acr": basis}, config())
    with pytest.raises(LoginRefused, match="DigiD Substantieel"):
        identity_from_claims({"bsn": "999993653", "acr": MIDDEN}, config(), minimum="substantieel")
    with pytest.raises(LoginRefused):
        identity_from_claims({"bsn": "999993653", "acr": "onbekend"}, config())
    with pytest.raises(LoginRefused):
        identity_from_claims({"bsn": "999993653"}, config())


def test_company_with_and_without_restriction_to_a_branch():
    whole = {KVK: "69599084", "acr": EH3, "namequalifier": "urn:etoegang:1.9:EntityConcernedID:KvKnr"}
    identity = identity_from_claims(whole, config("eherkenning"))
    assert (identity.kind, identity.id, identity.vestiging) == ("bedrijf", "69599084", "")
    branch = identity_from_claims({**whole, BRANCH: "000038509504"}, config("eherkenning"))
    assert branch.vestiging == "000038509504"


@pytest.mark.parametrize(
    "changes",
    [
        {KVK: "6959908"},
        {KVK: ["69599084", "69599076"]},
        {BRANCH: "123"},
        {"namequalifier": "urn:etoegang:1.9:EntityConcernedID:RSIN"},
    ],
    ids=["short", "two", "branch", "rsin"],
)
def test_company_that_is_not_clear_is_refused(changes):
    with pytest.raises(LoginRefused):
        identity_from_claims({KVK: "69599084", "acr": EH3, **changes}, config("eherkenning"))


def test_level_of_a_product_is_named_in_the_scheme_of_the_broker():
    assert level_for("eherkenning", "substantieel") == "eh3"
    assert level_for("digid", "eh4") == "hoog"
    assert config("eherkenning").acr_of("eh3") == EH3


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["bsn", "acr", "aanvrager", "gemachtigde", "name"]), json_values))
def test_any_claims_give_an_identity_with_a_valid_bsn_or_a_refusal(found):
    try:
        identity = identity_from_claims({**found, "acr": MIDDEN}, config())
    except LoginRefused:
        return
    assert len(identity.id) == 9


@given(json_values, st.lists(st.text(max_size=3), max_size=3))
def test_reading_a_claim_always_gives_text(value, path):
    assert isinstance(read_claim({"a": value}, ("a", *path)), str)
