"""The life of a vernietigingslijst: four eyes, and no way round them."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kapstok.diensten.archief import rules as r

TODAY = date(2026, 11, 23)
OPEN = r.Lijststand(opsteller="anna")
SUBMITTED = r.submit(OPEN, "bert", regels=3)
FIRST = r.approve(SUBMITTED, "carla", TODAY)
APPROVED = r.approve(FIRST, "dirk", TODAY)


def test_two_others_approve_and_then_a_week_passes():
    assert FIRST.status == r.Lijststatus.TWEEDE_BEOORDELING
    assert (APPROVED.status, APPROVED.uitvoerbaar_vanaf) == (r.Lijststatus.GOEDGEKEURD, date(2026, 11, 30))
    busy = r.start_destroying(APPROVED, date(2026, 11, 30))
    assert r.start_destroying(busy, date(2026, 12, 1)) == busy
    assert r.finish(busy).status == r.Lijststatus.VERNIETIGD


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: r.submit(OPEN, "bert", regels=0), "lijst-leeg"),
        (lambda: r.submit(SUBMITTED, "bert", regels=3), "lijst-vastgelegd"),
        (lambda: r.approve(OPEN, "carla", TODAY), "niet-ter-beoordeling"),
        (lambda: r.approve(SUBMITTED, "anna", TODAY), "eigen-lijst"),
        (lambda: r.approve(SUBMITTED, "bert", TODAY), "eigen-lijst"),
        (lambda: r.approve(SUBMITTED, "", TODAY), "eigen-lijst"),
        (lambda: r.approve(FIRST, "carla", TODAY), "zelfde-beoordelaar"),
        (lambda: r.approve(FIRST, "bert", TODAY), "eigen-lijst"),
        (lambda: r.reject(SUBMITTED, "bert", "fout"), "eigen-lijst"),
        (lambda: r.reject(SUBMITTED, "carla", "  "), "required"),
        (lambda: r.stop(APPROVED, ""), "required"),
        (lambda: r.stop(r.stop(APPROVED, "bezwaar"), "bezwaar"), "lijst-klaar"),
        (lambda: r.start_destroying(FIRST, TODAY), "niet-goedgekeurd"),
        (lambda: r.start_destroying(APPROVED, date(2026, 11, 29)), "wachttijd"),
        (lambda: r.finish(APPROVED), "niet-in-uitvoering"),
    ],
)
def test_act_out_of_turn_is_refused(act, code):
    with pytest.raises(r.ArchiefRefused) as refused:
        act()
    assert refused.value.code == code


def test_rejected_and_stopped_lists_end():
    assert r.reject(FIRST, "dirk", "te vroeg").status in r.FINAL
    assert r.stop(r.start_destroying(APPROVED, date(2027, 1, 1)), "bezwaar").status in r.FINAL


PERSONS = st.sampled_from(["", "anna", "bert", "carla", "dirk"])


class LijstMachine(RuleBasedStateMachine):
    """Anybody tries anything; whatever comes out, four different eyes saw a list that may destroy."""

    def __init__(self):
        super().__init__()
        self.stand, self.today, self.approved_on = r.Lijststand(opsteller="anna"), TODAY, None

    def attempt(self, act):
        try:
            self.stand = act()
        except r.ArchiefRefused:
            return
        if self.stand.status == r.Lijststatus.GOEDGEKEURD and self.approved_on is None:
            self.approved_on = self.today

    @rule(days=st.integers(1, 10))
    def days_pass(self, days):
        self.today += timedelta(days=days)

    @rule(person=PERSONS, regels=st.integers(0, 2))
    def submit(self, person, regels):
        self.attempt(lambda: r.submit(self.stand, person, regels=regels))

    @rule(person=PERSONS)
    def approve(self, person):
        self.attempt(lambda: r.approve(self.stand, person, self.today))

    @rule(person=PERSONS)
    def reject(self, person):
        self.attempt(lambda: r.reject(self.stand, person, "reden"))

    @rule()
    def stop(self):
        self.attempt(lambda: r.stop(self.stand, "reden"))

    @rule()
    def destroy(self):
        self.attempt(lambda: r.start_destroying(self.stand, self.today))

    @rule()
    def finish(self):
        self.attempt(lambda: r.finish(self.stand))

    @invariant()
    def four_eyes(self):
        stand = self.stand
        if stand.status in (*r.MAY_DESTROY, r.Lijststatus.VERNIETIGD):
            makers = {stand.opsteller, stand.indiener}
            reviewers = {stand.eerste_beoordelaar, stand.tweede_beoordelaar}
            assert len(reviewers) == 2
            assert not reviewers & (makers | {""})
        if stand.status in {r.Lijststatus.IN_UITVOERING, r.Lijststatus.VERNIETIGD}:
            assert self.today - self.approved_on >= r.WAITING_TIME


TestLijst = LijstMachine.TestCase
