"""The rules by themselves, over every small case."""

import base64
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.documenten import rules
from kapstok.magazijnen.documenten.integriteit import content_matches
from kapstok.magazijnen.documenten.rules import Inhoud

SIZES = st.none() | st.integers(0, 9)


@given(st.integers(0, 10_000), st.integers(1, 700))
def test_parts_are_together_the_whole_and_none_is_empty(omvang, most):
    parts = rules.parts_of(omvang, most)
    assert sum(parts) == omvang
    assert all(0 < part <= most for part in parts)
    assert all(part == most for part in parts[:-1])


@given(SIZES, st.booleans(), SIZES, SIZES, st.booleans())
@pytest.mark.regel("drc-x-inhoud")
def test_content_is_in_parts_only_when_bytes_are_promised_and_none_are_given(size, is_null, omvang, now, new):
    what, faults = rules.content_of(size=size, is_null=is_null, omvang=omvang, now=now, new=new)
    assert (what is Inhoud.PARTS) <= (size is None and bool(omvang))
    assert (what is Inhoud.KEEP) <= (size is None and not new and not is_null)
    assert (what is Inhoud.NONE) <= (size is None and omvang is None)
    assert (size is not None) <= (what is Inhoud.GIVEN)
    assert bool(faults) == (size is not None and omvang is not None and omvang != size)


@given(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "a", "b"]), st.booleans(), st.booleans())
@pytest.mark.regel("drc-009")
def test_only_the_right_key_changes_a_document(held, key, forced, whole):
    faults = rules.drc_009_needs_the_lock(held, key, forced=forced, whole=whole)
    assert (faults == []) == (forced or bool(held and held == key))


@given(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "a", "b"]), st.booleans())
def test_a_wrong_key_never_unlocks_not_even_by_force(held, key, forced):
    faults = rules.drc_009_unlocks_with_the_lock(held, key, forced=forced)
    assert (faults == []) == (key == held or (not key and forced))


@given(st.sets(st.sampled_from(rules.ADDRESSES)))
@pytest.mark.regel("drc-x-verzending")
def test_one_address_is_one(given_ones):
    values = dict.fromkeys(given_ones, "iets") | {"toelichting": "iets"}
    assert (rules.verzending_has_one_address(values) == []) == (len(given_ones) == 1)


@pytest.mark.parametrize("has_rights", [True, False])
@pytest.mark.parametrize("indicatie", [True, False, None])
@pytest.mark.regel("drc-006")
def test_the_indication_agrees_with_the_rights(indicatie, has_rights):
    refused = rules.drc_006_rights_decide(indicatie=indicatie, has_rights=has_rights)
    assert bool(refused) == (indicatie is not None and indicatie is not has_rights)


SUMS = {
    "md5": lambda c: hashlib.md5(c).digest(),
    "sha_1": lambda c: hashlib.sha1(c).digest(),
    "sha_256": lambda c: hashlib.sha256(c).digest(),
    "sha_512": lambda c: hashlib.sha512(c).digest(),
    "sha_3": lambda c: hashlib.sha3_256(c).digest(),
    "crc_32": lambda c: zlib.crc32(c).to_bytes(4, "big"),
}
SPELLINGS = (bytes.hex, lambda s: s.hex().upper(), lambda s: base64.b64encode(s).decode())


@given(st.binary(max_size=99), st.sampled_from(sorted(SUMS)), st.sampled_from(SPELLINGS), st.integers(1, 9))
def test_the_sum_of_the_content_is_taken_and_of_other_content_not(content, algoritme, spelling, length):
    def chunks(text):
        return lambda: (text[i : i + length] for i in range(0, len(text), length))

    integriteit = {"algoritme": algoritme, "waarde": spelling(SUMS[algoritme](content))}
    assert content_matches(integriteit, chunks(content)) == []
    assert [r.field for r in content_matches(integriteit, chunks(content + b"x"))] == ["integriteit.waarde"]


@given(st.text(min_size=1, max_size=128), st.sampled_from([*SUMS, "fletcher_4", "crc_16", "hmac"]))
def test_any_text_as_a_sum_is_judged_or_left_alone(waarde, algoritme):
    found = content_matches({"algoritme": algoritme, "waarde": waarde}, lambda: [b"inhoud"])
    assert len(found) <= 1
    assert algoritme in SUMS or found == []
