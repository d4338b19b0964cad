"""The clock of a zaak against the examples of the law and against counting day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kapstok.diensten.termijnen import rules as t
from kapstok.kern.tijdvak import Duration
from kapstok.kern.werkdagen import is_werkdag

MAANDAG = date(2026, 11, 23)
ACHT_WEKEN = t.Termijnregels(
    Duration(weeks=8), servicenorm=Duration(weeks=4), verlengingstermijn=Duration(weeks=6)
)
KLOK = t.Klok(MAANDAG, ACHT_WEKEN)
DAY = timedelta(days=1)


def test_eight_weeks_after_monday_end_on_monday():
    assert t.uiterste_datum(KLOK, MAANDAG) == date(2027, 1, 18)
    assert t.streefdatum(KLOK, MAANDAG) == date(2026, 12, 21)


def test_term_that_ends_on_a_feestdag_moves_to_the_next_working_day():
    klok = t.Klok(date(2026, 10, 30), ACHT_WEKEN)
    assert t.uiterste_datum(klok, MAANDAG) == date(2026, 12, 28)
    assert t.uiterste_datum(klok, MAANDAG, {date(2026, 12, 28)}) == date(2026, 12, 29)


def test_term_of_half_a_year_ends_on_its_own_day_also_on_sunday():
    klok = t.Klok(date(2026, 11, 24), t.Termijnregels(Duration(months=6)))
    assert t.uiterste_datum(klok, MAANDAG) == date(2027, 5, 24)
    klok = replace(klok, startdatum=date(2026, 11, 23))
    assert t.uiterste_datum(klok, MAANDAG).isoformat() == "2027-05-23"
    assert not is_werkdag(date(2027, 5, 23))


def test_streefdatum_is_the_deadline_without_servicenorm_and_never_later():
    regels = replace(ACHT_WEKEN, servicenorm=None)
    assert t.streefdatum(replace(KLOK, regels=regels), MAANDAG) == date(2027, 1, 18)
    regels = replace(ACHT_WEKEN, servicenorm=Duration(weeks=20))
    assert t.streefdatum(replace(KLOK, regels=regels), MAANDAG) == date(2027, 1, 18)


def test_suspended_days_shift_the_deadline():
    suspended = t.suspend(KLOK, MAANDAG + DAY)
    assert t.uiterste_datum(suspended, MAANDAG + 8 * DAY) == date(2027, 1, 25)
    running = t.resume(suspended, MAANDAG + 8 * DAY)
    assert running.opgeschorte_dagen == 7
    assert t.uiterste_datum(running, MAANDAG + 30 * DAY) == date(2027, 1, 25)


def test_suspending_and_resuming_on_one_day_changes_nothing():
    assert t.resume(t.suspend(KLOK, MAANDAG), MAANDAG) == KLOK


def test_verlenging_adds_to_the_term():
    assert t.uiterste_datum(t.extend(KLOK, Duration(weeks=6), MAANDAG), MAANDAG) == date(2027, 3, 1)


def test_closing_ends_a_suspension_and_fixes_the_deadline():
    closed = t.close(t.suspend(KLOK, MAANDAG), MAANDAG + 7 * DAY)
    assert (closed.opgeschort_sinds, closed.opgeschorte_dagen) == (None, 7)
    assert t.uiterste_datum(closed, date(2030, 1, 1)) == date(2027, 1, 25)
    assert not t.is_late(closed, date(2030, 1, 1))
    assert t.reopen(closed).einddatum is None


LATE = date(2027, 1, 19)
CLOSED = t.close(KLOK, MAANDAG)
EXTENDED = t.extend(KLOK, Duration(weeks=1), MAANDAG)
SUSPENDED = t.suspend(KLOK, MAANDAG + DAY)
STRICT = replace(KLOK, regels=t.Termijnregels(Duration(weeks=8), opschorting_mogelijk=False))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: t.suspend(CLOSED, MAANDAG), "zaak-afgerond"),
        (lambda: t.suspend(KLOK, MAANDAG - DAY), "datum-te-vroeg"),
        (lambda: t.suspend(STRICT, MAANDAG), "opschorten-niet-mogelijk"),
        (lambda: t.suspend(SUSPENDED, MAANDAG + DAY), "al-opgeschort"),
        (lambda: t.resume(KLOK, MAANDAG), "niet-opgeschort"),
        (lambda: t.resume(SUSPENDED, MAANDAG), "datum-te-vroeg"),
        (lambda: t.extend(STRICT, Duration(weeks=1), MAANDAG), "verlengen-niet-mogelijk"),
        (lambda: t.extend(EXTENDED, Duration(weeks=1), MAANDAG), "al-verlengd"),
        (lambda: t.extend(KLOK, Duration(), MAANDAG), "verlenging-leeg"),
        (lambda: t.extend(KLOK, Duration(days=43), MAANDAG), "verlenging-te-lang"),
        (lambda: t.extend(KLOK, Duration(weeks=1), LATE), "termijn-verstreken"),
        (lambda: t.close(CLOSED, MAANDAG), "zaak-afgerond"),
        (lambda: t.reopen(KLOK), "niet-afgerond"),
    ],
)
def test_act_that_is_not_allowed_is_refused_with_its_code(act, code):
    with pytest.raises(t.TermijnRefused) as refused:
        act()
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("klok", "today", "needed", "niveau", "reason"),
    [
        (KLOK, date(2027, 1, 13), 5, t.Niveau.TE_KRAP, "Nog 3 werkdagen, gemiddeld 5 nodig"),
        (KLOK, date(2027, 1, 13), 3, t.Niveau.OP_SCHEMA, "Nog 3 werkdagen, gemiddeld 3 nodig"),
        (KLOK, date(2027, 1, 13), None, t.Niveau.OP_SCHEMA, "Nog 3 werkdagen"),
        (KLOK, date(2027, 1, 15), None, t.Niveau.OP_SCHEMA, "Nog 1 werkdag"),
        (KLOK, date(2027, 1, 18), 1, t.Niveau.TE_KRAP, "Vandaag is de laatste dag, gemiddeld 1 nodig"),
        (KLOK, date(2027, 1, 19), 1, t.Niveau.TE_LAAT, "1 dag te laat"),
        (KLOK, date(2027, 1, 20), 1, t.Niveau.TE_LAAT, "2 dagen te laat"),
        (SUSPENDED, MAANDAG + DAY, 1, t.Niveau.OPGESCHORT, "Opgeschort sinds 24 november 2026"),
        (CLOSED, date(2030, 1, 1), 1, t.Niveau.AFGEROND, "Op tijd afgerond"),
        (t.close(KLOK, LATE), date(2030, 1, 1), 1, t.Niveau.AFGEROND, "1 dag te laat afgerond"),
        (t.close(KLOK, LATE + DAY), date(2030, 1, 1), 1, t.Niveau.AFGEROND, "2 dagen te laat afgerond"),
        (
            t.Klok(date(2026, 11, 23), t.Termijnregels(Duration(months=6))),
            date(2027, 5, 22),
            None,
            t.Niveau.OP_SCHEMA,
            "Geen werkdag meer over",
        ),
    ],
)
def test_urgency_says_why_in_words(klok, today, needed, niveau, reason):
    found = t.urgency(klok, today, needed)
    assert (found.niveau, str(found.reason)) == (niveau, reason)


def test_what_goes_wrong_first_comes_first():
    today = date(2027, 1, 13)
    tight, roomy, late = (
        KLOK,
        replace(KLOK, startdatum=date(2026, 12, 28)),
        replace(KLOK, startdatum=date(2026, 10, 1)),
    )
    later = replace(KLOK, startdatum=date(2026, 9, 1))
    wanted = [later, late, tight, roomy, t.suspend(KLOK, today), CLOSED]
    mixed = wanted[::-1]
    assert sorted(mixed, key=lambda klok: t.urgency(klok, today, 5).order) == wanted


@given(st.integers(0, 120), st.integers(0, 30), st.integers(0, 30))
def test_more_days_needed_is_never_less_urgent(passed, one, other):
    today = MAANDAG + passed * DAY
    low, high = sorted((one, other))
    assert t.urgency(KLOK, today, high).order <= t.urgency(KLOK, today, low).order


class KlokMachine(RuleBasedStateMachine):
    """Any sequence of acts, next to a naive calendar in which every suspended day is ticked off."""

    @initialize(start=st.dates(date(2025, 1, 1), date(2027, 12, 31)), weeks=st.integers(1, 12))
    def begin(self, start, weeks):
        regels = t.Termijnregels(Duration(weeks=weeks), verlengingstermijn=Duration(weeks=6))
        self.klok, self.today = t.Klok(start, regels), start
        self.term, self.ticked, self.suspended, self.closed = 7 * weeks, 0, False, False

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.today += timedelta(days=days)
        self.ticked += days if self.suspended and not self.closed else 0

    @rule()
    def suspend(self):
        if self.closed or self.suspended:
            with pytest.raises(t.TermijnRefused):
                t.suspend(self.klok, self.today)
            return
        self.klok, self.suspended = t.suspend(self.klok, self.today), True

    @rule()
    def resume(self):
        if self.closed or not self.suspended:
            with pytest.raises(t.TermijnRefused):
                t.resume(self.klok, self.today)
            return
        self.klok, self.suspended = t.resume(self.klok, self.today), False

    @rule(weeks=st.integers(1, 7))
    def extend(self, weeks):
        duur = Duration(weeks=weeks)
        allowed = not self.closed and weeks <= 6 and self.klok.verlenging is None
        if not allowed or self.today > self.deadline():
            with pytest.raises(t.TermijnRefused):
                t.extend(self.klok, duur, self.today)
            return
        self.klok, self.term = t.extend(self.klok, duur, self.today), self.term + 7 * weeks

    @rule()
    @precondition(lambda self: not self.closed)
    def close(self):
        self.klok, self.suspended, self.closed = t.close(self.klok, self.today), False, True

    @rule()
    @precondition(lambda self: self.closed)
    def reopen(self):
        self.klok, self.closed = t.reopen(self.klok), False

    def deadline(self):
        day = self.klok.startdatum + timedelta(days=self.term + self.ticked)
        while not is_werkdag(day):
            day += DAY
        return day

    @invariant()
    def deadline_is_the_naive_one(self):
        if not hasattr(self, "klok"):
            return
        deadline = t.uiterste_datum(self.klok, self.today)
        assert deadline == self.deadline()
        assert t.streefdatum(self.klok, self.today) <= deadline
        measured = self.klok.einddatum or self.today
        assert t.is_late(self.klok, self.today) == (measured > deadline)
        left = t.days_left(self.klok, self.today)
        assert left <= 0 if measured > deadline else left >= 0
        assert str(t.urgency(self.klok, self.today, 5).reason)


TestKlok = KlokMachine.TestCase
