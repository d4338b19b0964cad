"""Sessions: terms, rotation, revocation, and one municipality's key in another."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapstok.platform.db import tenant_scope
from kapstok.platform.identity.models import Session
from kapstok.platform.identity.rules import (
    LOCK_FOR,
    MAX_FAILURES,
    TERMS,
    Failures,
    SessionState,
    after_failure,
    is_locked,
    seconds_left,
    session_state,
)
from kapstok.platform.identity.sessions import SessionStore, Visit, hash_key, remove_ended

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self, now=START):
        self.now = now

    def __call__(self):
        return self.now

    def forward(self, **step):
        self.now += timedelta(**step)


def opened(clock, **visit):
    session = SessionStore(clock=clock)
    session["a"] = "één"
    session.begin(Visit(**visit))
    return session


def again(session, clock):
    return SessionStore(session.session_key, clock=clock)


@pytest.mark.parametrize("kind", ["medewerker", "burger", "bedrijf"])
def test_session_that_stands_still_ends(tenant, kind):
    clock = Clock()
    session = opened(clock, kind=kind)
    clock.forward(seconds=TERMS[kind].idle.total_seconds() - 1)
    assert again(session, clock)["a"] == "één"
    clock.forward(seconds=1)
    late = again(session, clock)
    assert late.get("a") is None
    assert late.ended is SessionState.IDLE
    assert late.session_key is None


@pytest.mark.parametrize("kind", ["medewerker", "burger"])
def test_session_in_constant_use_ends_at_the_absolute_term(tenant, kind):
    clock = Clock()
    session = opened(clock, kind=kind)
    steps = int(TERMS[kind].absolute / timedelta(minutes=10))
    for _ in range(steps - 1):
        clock.forward(minutes=10)
        visit = again(session, clock)
        assert visit["a"] == "één"
        visit.touch()
    clock.forward(minutes=10)
    assert again(session, clock).get("a") is None


def test_saving_does_not_lengthen_the_absolute_term(tenant):
    clock = Clock()
    session = opened(clock, kind="burger")
    end = Session.objects.get().absolute_end
    clock.forward(minutes=10)
    session["b"] = 1
    session.save()
    assert Session.objects.get().absolute_end == end


def test_login_rotates_the_key_and_the_old_key_is_dead(tenant):
    clock = Clock()
    anonymous = SessionStore(clock=clock)
    anonymous["concept"] = "half formulier"
    anonymous.save()
    planted = anonymous.session_key
    anonymous.begin(Visit(kind="burger"))
    assert anonymous.session_key != planted
    assert anonymous["concept"] == "half formulier"
    assert SessionStore(planted, clock=clock).get("concept") is None
    assert not Session.objects.filter(key_hash=hash_key(planted)).exists()


def test_next_person_on_the_same_computer_gets_nothing_of_the_previous(tenant):
    clock = Clock()
    session = opened(clock, kind="burger")
    follow_up = again(session, clock)
    follow_up.begin(Visit(kind="medewerker"))
    assert follow_up.get("a") is None


def test_key_that_we_did_not_make_is_not_adopted(tenant):
    chosen = SessionStore("door-de-aanvaller-gekozen-sleutel", clock=Clock())
    chosen["a"] = 1
    chosen.save()
    assert chosen.session_key != "door-de-aanvaller-gekozen-sleutel"


def test_revoked_session_ends_at_once_and_cannot_be_saved(tenant):
    from django.contrib.sessions.backends.base import UpdateError

    clock = Clock()
    session = opened(clock, kind="medewerker")
    Session.objects.update(revoked=clock.now)
    assert again(session, clock).ended is None
    stale = again(session, clock)
    assert stale.get("a") is None
    assert stale.ended is SessionState.REVOKED
    with pytest.raises(UpdateError):
        session.save()


def test_key_of_one_municipality_is_unknown_in_another(tenant, as_tenant):
    clock = Clock()
    session = opened(clock, kind="medewerker")
    with as_tenant(2):
        assert again(session, clock).get("a") is None
    assert again(session, clock)["a"] == "één"


def test_content_copied_to_another_municipality_stays_sealed(tenant, as_tenant):
    clock = Clock()
    session = opened(clock, kind="burger")
    row = Session.objects.get()
    with as_tenant(2):
        Session.objects.create(
            key_hash=row.key_hash,
            kind=row.kind,
            data=row.data,
            created=row.created,
            last_seen=row.last_seen,
            absolute_end=row.absolute_end,
        )
        assert again(session, clock).get("a") is None


def test_database_holds_neither_key_nor_content(tenant):
    session = opened(Clock(), kind="burger")
    row = Session.objects.get()
    assert session.session_key not in row.key_hash
    assert "één".encode() not in bytes(row.data)


def test_ended_sessions_are_removed_and_live_ones_stay(tenant):
    clock = Clock()
    opened(clock, kind="burger")
    clock.forward(hours=5)
    kept = opened(clock, kind="medewerker")
    remove_ended(clock.now)
    assert list(Session.objects.values_list("key_hash", flat=True)) == [hash_key(kept.session_key)]


def test_outside_a_municipality_there_is_no_session(db):
    from django.contrib.sessions.backends.base import CreateError

    session = SessionStore(clock=Clock())
    session["a"] = 1
    with tenant_scope(None), pytest.raises(CreateError):
        session.save()


moments = st.integers(0, 20 * 3600).map(lambda s: START + timedelta(seconds=s))


@given(st.sampled_from(sorted(TERMS)), moments, moments)
def test_live_means_time_is_left(kind, last_seen, now):
    end = START + TERMS[kind].absolute
    state = session_state(kind, last_seen=last_seen, absolute_end=end, revoked=None, now=now)
    if state is SessionState.LIVE:
        assert now < end
        assert now - last_seen < TERMS[kind].idle
        assert 0 <= seconds_left(kind, absolute_end=end, now=now) <= TERMS[kind].idle.total_seconds()


@given(st.lists(st.integers(0, 600), max_size=12))
def test_account_locks_at_the_fifth_failure_in_a_row_and_not_before(gaps):
    failures, now, in_a_row = Failures(0, None), START, 0
    for gap in gaps:
        now += timedelta(seconds=gap)
        if is_locked(failures, now):
            continue
        in_a_row = 1 if failures.locked_until else in_a_row + 1
        failures = after_failure(failures, now)
        assert is_locked(failures, now) == (in_a_row >= MAX_FAILURES)
        assert not is_locked(failures, now + LOCK_FOR)
