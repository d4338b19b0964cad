"""Any history of bookings, beside a naive model that only adds and subtracts.

Few histories in the suite; GESCHIEDENISSEN=10000 makes as many as one likes. A history is a transaction of its own, and
one unit of work: what it leaves behind is rolled back before the next, and its records are written once, at its end.
"""

import os
from collections import defaultdict
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kapstok.diensten.sturing.geld import queries, services
from kapstok.diensten.sturing.geld.models import Regel, Transactie
from kapstok.diensten.sturing.geld.services import Waarvoor
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.db import fetch_value, tenant_scope
from kapstok.platform.errors import Refusal
from kapstok.platform.work import SYSTEM, unit_of_work

HISTORIES = int(os.environ.get("GESCHIEDENISSEN", "12"))
OWO = 4
WHO = st.integers(0, 11)
START = 100_000_00
CENTS = st.integers(1, 150_000_00)
PROJECT = st.sampled_from("PQ")


class Boekhouding(RuleBasedStateMachine):
    """The real book, and a dictionary of balances."""

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.stack.callback(transaction.set_rollback, True)
        self.stack.enter_context(tenant_scope(OWO))
        work = self.stack.enter_context(unit_of_work(SYSTEM, "proef.geschiedenis"))
        work.record("geschiedenis", "proef")
        self.today, self.closed = date(2017, 1, 15), (0, 0)
        self.model = defaultdict(int)  # (municipality, layer, account, project) -> cents
        self.booked = []  # [transaction, lines, taken back, day]
        self.settled = defaultdict(int)
        self.reserved = set()

    @initialize(number=st.integers(2, 12))
    def members(self, number):
        made = Deelnemer.objects.bulk_create(
            Deelnemer(code=f"g{n}", naam=f"Gemeente {n:02}", kort=f"G{n}", van=date(2016, 1, 1), volgorde=n)
            for n in range(number)
        )
        self.ids = [row.id for row in made]
        self.start_with_two_layers()

    def start_with_two_layers(self):
        """So that which one is taken matters; in one statement, which the triggers judge like any other."""
        places = [(who, year) for who in self.ids for year in (2016, 2017)]
        why = {"datum": self.today, "soort": "reserveren", "omschrijving": "Proef", "geboekt_door": "Proef"}
        rows = Transactie.objects.bulk_create(Transactie(**why) for _ in places)
        lines = [[((*place, "inbreng", ""), -START), ((*place, "vrij", ""), START)] for place in places]
        Regel.objects.bulk_create(
            Regel(
                transactie=row, deelnemer_id=who, laag=layer, rekening=account, project=project, bedrag=cents
            )
            for row, two in zip(rows, lines, strict=True)
            for (who, layer, account, project), cents in two
        )
        for row, two in zip(rows, lines, strict=True):
            self.model.update(two)
            self.booked.append([row, two, False, self.today])
        self.reserved.update(places)

    def who(self, n):
        return self.ids[n % len(self.ids)]

    def why(self, project=""):
        return Waarvoor(self.today, "Proef", project=project)

    def held(self, who, account, project):
        found = {
            y: c for (w, y, a, p), c in self.model.items() if (w, a, p) == (who, account, project) and c > 0
        }
        return dict(sorted(found.items()))

    def move(self, who, cents, source, target):
        """Lines of the model, or None when it is not there: the oldest layer first."""
        lines, left = [], cents
        for year, there in self.held(who, *source).items():
            if year <= self.today.year and left:
                part = min(left, there)
                lines += [((who, year, *source), -part), ((who, year, *target), part)]
                left -= part
        return None if left else lines

    def book(self, act, lines, *, allowed=True):
        """Do it for real; it is refused exactly when the model says so."""
        is_open = (self.today.year, (self.today.month + 2) // 3) > self.closed
        expected = lines is not None and allowed and is_open
        try:
            made = act()
        except Refusal:
            assert not expected
            return None
        assert expected
        for key, cents in lines:
            self.model[key] += cents
        self.booked.append([made, lines, False, self.today])
        return made

    @rule(days=st.integers(0, 200))
    def time_passes(self, days):
        self.today += timedelta(days=days)

    @rule(n=WHO, cents=CENTS, ahead=st.integers(0, 1))
    def reserve(self, n, cents, ahead):
        self.reserve_for(self.who(n), self.today.year + ahead, cents)

    def reserve_for(self, who, year, cents):
        lines = [((who, year, "inbreng", ""), -cents), ((who, year, "vrij", ""), cents)]
        made = self.book(
            lambda: services.reserveren(who, year, self.why(), actor=SYSTEM, bedrag=cents),
            lines,
            allowed=(who, year) not in self.reserved,
        )
        if made:
            self.reserved.add((who, year))

    @rule(n=WHO, cents=CENTS, project=PROJECT)
    def commit(self, n, cents, project):
        who = self.who(n)
        lines = self.move(who, cents, ("vrij", ""), ("vastgelegd", project))
        self.book(lambda: services.vastleggen({who: cents}, self.why(project), actor=SYSTEM), lines)

    @rule(n=WHO, cents=CENTS, project=PROJECT)
    def spend(self, n, cents, project):
        who = self.who(n)
        lines = self.move(who, cents, ("vastgelegd", project), ("uitgegeven", project))
        self.book(lambda: services.uitgeven({who: cents}, self.why(project), actor=SYSTEM), lines)

    @rule(n=WHO, project=PROJECT, all_of_it=st.booleans())
    def release(self, n, project, all_of_it):
        who = self.who(n)
        there = sum(self.held(who, "vastgelegd", project).values())
        cents = there if all_of_it and there else there // 2 + 1
        lines = self.move(who, cents, ("vastgelegd", project), ("vrij", ""))
        self.book(lambda: services.vrijvallen({who: cents}, self.why(project), actor=SYSTEM), lines)

    @rule(
        members=st.sets(WHO, min_size=1, max_size=4),
        cents=CENTS,
        approved=st.sampled_from([True, False, None]),
    )
    def settle(self, members, cents, approved):
        chosen = sorted({m % len(self.ids) for m in members})
        codes = sorted(f"g{m}" for m in chosen)
        work = services.maatwerk_voorstellen("Maatwerk", codes, cents, actor=SYSTEM)
        if approved is not None:
            services.maatwerk_besluiten(work.id, akkoord=approved, op=self.today, besluit="D", actor=SYSTEM)
        part, left = divmod(cents, len(codes))
        lines = []
        for place, code in enumerate(codes):
            share = part + (1 if place < left else 0)
            who = self.ids[int(code[1:])]
            if share:
                lines += [
                    ((who, self.today.year, "maatwerk", ""), share),
                    ((who, self.today.year, "verrekend", ""), -share),
                ]
        self.book(
            lambda: services.verrekenen(work.id, self.why(), actor=SYSTEM), lines, allowed=approved is True
        )

    @rule(place=st.integers(0, 60))
    def take_back(self, place):
        if not self.booked:
            return
        entry = self.booked[place % len(self.booked)]
        first, lines, done, day = entry
        opposite = [(key, -cents) for key, cents in lines]
        after = defaultdict(int, self.model)
        for key, cents in opposite:
            after[key] += cents
        bounded = {"vrij", "vastgelegd", "uitgegeven"}
        whole = all(after[key] >= 0 for key, _cents in lines if key[2] in bounded)
        made = self.book(
            lambda: services.storneren(first.id, self.why(), actor=SYSTEM),
            opposite,
            allowed=not done and first.storneert_id is None and whole and self.today >= day,
        )
        if made:
            entry[2] = True
            if first.soort == "reserveren":
                self.reserved.discard(lines[0][0][:2])

    @rule()
    def close_the_quarter_before(self):
        first = self.today.replace(day=1, month=(self.today.month - 1) // 3 * 3 + 1) - timedelta(days=1)
        quarter = (first.year, (first.month + 2) // 3)
        try:
            services.sluit_kwartaal(*quarter, actor=SYSTEM)
        except Refusal:
            assert quarter <= self.closed
        else:
            assert quarter > self.closed
            self.closed = quarter

    @invariant()
    def the_book_is_the_model(self):
        account = ("deelnemer_id", "laag", "rekening", "project")
        real = {
            tuple(key): cents for *key, cents in Regel.objects.values_list(*account).annotate(Sum("bedrag"))
        }
        assert {k: c for k, c in real.items() if c} == {k: c for k, c in self.model.items() if c}
        assert sum(real.values()) == 0

    @invariant()
    def the_overview_adds_up(self):
        rows = queries.overzicht(date.max)
        for row in rows:
            assert row["gereserveerd"] == row["vrij"] + row["vastgelegd"] + row["uitgegeven"]
            assert min(row["vrij"], row["vastgelegd"], row["uitgegeven"]) >= 0
        custom = fetch_value(
            "SELECT coalesce(sum(bedrag), 0)::bigint FROM geld_regel WHERE rekening = 'maatwerk'"
        )
        assert sum(row["verrekend"] for row in rows) == custom

    def teardown(self):
        self.stack.close()


@pytest.mark.eis("R-201", "R-208", "R-225")
@pytest.mark.timeout(0)
def test_any_history_is_what_a_naive_model_says(django_db_setup, django_db_blocker):
    checked = settings(
        max_examples=HISTORIES,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with django_db_blocker.unblock():  # no transaction around them all: one would grow with every history
        run_state_machine_as_test(Boekhouding, settings=checked)
