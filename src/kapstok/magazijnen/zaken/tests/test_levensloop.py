"""The life of zaken against a naive model: whatever is done in whatever order, the store says what the model says."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.besluiten.services import NieuwBesluit, create_besluit, delete_besluit
from kapstok.magazijnen.catalogi.models import ResultaatType
from kapstok.magazijnen.zaken import services
from kapstok.magazijnen.zaken.models import Zaak, Zaaktelling
from kapstok.platform.db import fetch_value
from kapstok.platform.errors import Refusal

START = date(2024, 1, 1)
WHICH = st.integers(0, 5)
YEARS = (10, 5)


@dataclass(eq=False)
class Model:
    """What somebody without a database would remember of a zaak."""

    id: Any
    hoofdzaak: "Model | None" = None
    einddatum: date | None = None
    resultaat: int | None = None
    archive: tuple[str, date | None] = ("", None)
    besluiten: list[date] = field(default_factory=list)
    suspended: bool = False
    extended: bool = False

    def brondatum(self) -> date | None:
        """The first resultaattype counts from the end of the zaak, the second from the last besluit."""
        return self.einddatum if self.resultaat == 0 else max(self.besluiten, default=None)

    def derive(self) -> None:
        day, years = self.brondatum(), YEARS[self.resultaat or 0]
        self.archive = ("vernietigen", day.replace(year=day.year + years) if day else None)


class Levensloop(RuleBasedStateMachine):
    """Staff and applications at work on a few zaken, with and without the rights that they need."""

    def __init__(self, given: Any, kind: Any) -> None:
        super().__init__()
        self.given, self.kind, self.actor = given, kind, given.actor
        self.zaken: list[Model] = []
        self.day = START
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def pick(self, which: int) -> Model:
        return self.zaken[which % len(self.zaken)]

    def tomorrow(self) -> datetime:
        self.day += timedelta(1)
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def attempt(self, refusals: set[str], act: Any) -> bool:
        """Done, or refused for exactly these reasons. The rest of the world stays as it was (see the invariant)."""
        told: set[str] = set()
        try:
            act()
        except Refusal as no:
            told = {r.code for r in no.all}
        assert told == refusals
        return not told

    def deelzaken(self, zaak: Model) -> list[Model]:
        return [z for z in self.zaken if z.hoofdzaak is zaak]

    @initialize()
    def first(self) -> None:
        self.zaken.append(Model(self.given.zaak(self.kind, startdatum=START).id))

    @precondition(lambda self: len(self.zaken) < 6)
    @rule(which=WHICH, under=st.booleans())
    def create(self, which: int, under: bool) -> None:
        above = self.pick(which) if under and self.zaken else None
        refusals = {"deelzaak-als-hoofdzaak"} if above and above.hoofdzaak else set()
        made: list[Any] = []
        parent = above.id if above else None

        def act() -> None:
            made.append(self.given.zaak(self.kind, startdatum=START, hoofdzaak_id=parent))

        if self.attempt(refusals, act):
            self.zaken.append(Model(made[0].id, above))

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH, step=st.integers(0, 1), right=st.booleans())
    def progress(self, which: int, step: int, right: bool) -> None:
        zaak, moment = self.pick(which), self.tomorrow()
        refusals = set()
        if zaak.einddatum and not right:
            refusals = {"zaak-closed"}
        elif zaak.einddatum and zaak.hoofdzaak and zaak.hoofdzaak.einddatum:
            refusals = {"hoofdzaak-closed"}
        kind = self.kind.statustypen[step].id
        how = {"actor": self.actor, "moment": moment, "may_reopen": right}
        if self.attempt(refusals, lambda: services.set_status(zaak.id, kind, **how)) and zaak.einddatum:
            zaak.einddatum, zaak.archive = None, ("", None)

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH, right=st.booleans())
    def close(self, which: int, right: bool) -> None:
        zaak, moment = self.pick(which), self.tomorrow()
        below = self.deelzaken(zaak)
        found = {
            "resultaat-does-not-exist": zaak.resultaat is None,
            "deelzaken-not-closed": any(d.einddatum is None for d in below),
            "deelzaak-resultaat-does-not-exist": any(d.einddatum and d.resultaat is None for d in below),
        }
        refusals = {code for code, wrong in found.items() if wrong}
        if not refusals and zaak.resultaat == 1 and not zaak.besluiten:
            refusals = {"archiefactiedatum-error"}
        if zaak.einddatum and not right:
            refusals = {"zaak-closed"}
        kind = self.kind.statustypen[-1].id
        how = {"actor": self.actor, "moment": moment, "forced": right}
        if self.attempt(refusals, lambda: services.set_status(zaak.id, kind, **how)):
            zaak.einddatum = self.day
            zaak.derive()

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH, outcome=st.sampled_from([0, 1, None]), right=st.booleans())
    def result(self, which: int, outcome: int | None, right: bool) -> None:
        zaak = self.pick(which)
        refusals = {"zaak-closed"} if zaak.einddatum and not right else set()
        how = {"actor": self.actor, "forced": right}
        if outcome is None:
            refusals = refusals or ({"not_found"} if zaak.resultaat is None else set())
            if self.attempt(refusals, lambda: services.remove_resultaat(zaak.id, **how)):
                zaak.resultaat, zaak.archive = None, ("", None)
            return
        kind = self.kind.resultaattypen[outcome].id
        if self.attempt(refusals, lambda: services.set_resultaat(zaak.id, kind, **how)):
            zaak.resultaat = outcome
            if zaak.einddatum:
                zaak.derive()

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH, days=st.integers(-90, 900), away=st.booleans())
    def decide(self, which: int, days: int, away: bool) -> None:
        zaak, day = self.pick(which), START + timedelta(days)
        if away and zaak.besluiten:
            day = zaak.besluiten.pop()
            delete_besluit(Besluit.objects.filter(zaak_id=zaak.id, ingangsdatum=day)[0].id, actor=self.actor)
        else:
            new = {"besluittype_id": self.kind.besluittype.id, "datum": START, "zaak_id": zaak.id}
            create_besluit(NieuwBesluit(ingangsdatum=day, **new), actor=self.actor)
            zaak.besluiten.append(day)
        if zaak.einddatum and zaak.resultaat == 1:
            zaak.derive()

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH, stop=st.booleans())
    def clock(self, which: int, stop: bool) -> None:
        zaak = self.pick(which)
        how = {"actor": self.actor, "today": self.day}
        if stop:
            refusals = {"zaak-closed"} if zaak.einddatum else {"not-allowed"} if zaak.suspended else set()
            done = self.attempt(refusals, lambda: services.suspend_zaak(zaak.id, reden="x", **how))
        else:
            refusals = set() if zaak.suspended else {"not-allowed"}
            done = self.attempt(refusals, lambda: services.resume_zaak(zaak.id, **how))
        zaak.suspended = stop if done else zaak.suspended

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH)
    def extend(self, which: int) -> None:
        zaak = self.pick(which)
        refusals = {"zaak-closed"} if zaak.einddatum else {"not-allowed"} if zaak.extended else set()
        how = {"reden": "x", "duur": "P6W", "uiterlijk": date(2030, 1, 1), "actor": self.actor}
        zaak.extended |= self.attempt(refusals, lambda: services.extend_zaak(zaak.id, **how))

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH, right=st.booleans())
    def change(self, which: int, right: bool) -> None:
        zaak = self.pick(which)
        refusals = {"zaak-closed"} if zaak.einddatum and not right else set()
        how = {"actor": self.actor, "forced": right}
        self.attempt(refusals, lambda: services.change_zaak(zaak.id, {"toelichting": "y"}, **how))

    @precondition(lambda self: self.zaken)
    @rule(which=WHICH, right=st.booleans())
    def delete(self, which: int, right: bool) -> None:
        zaak = self.pick(which)
        gone = [zaak, *self.deelzaken(zaak)]
        refusals = {"related-besluiten"} if any(z.besluiten for z in gone) else set()
        if zaak.einddatum and not right:
            refusals = {"zaak-closed"}
        how = {"actor": self.actor, "forced": right}
        if self.attempt(refusals, lambda: services.delete_zaak(zaak.id, **how)):
            self.zaken = [z for z in self.zaken if z not in gone]

    @invariant()
    def store_says_the_same(self) -> None:
        rows = {z.id: z for z in Zaak.objects.all()}
        assert set(rows) == {z.id for z in self.zaken}
        for zaak in self.zaken:
            row = rows[zaak.id]
            assert row.einddatum == zaak.einddatum
            assert (row.archiefnominatie, row.archiefactiedatum) == zaak.archive
            assert (row.resultaat_id is None) == (zaak.resultaat is None)
            assert row.hoofdzaak_id == (zaak.hoofdzaak.id if zaak.hoofdzaak else None)
            assert bool((row.opschorting or {}).get("indicatie")) == zaak.suspended
            assert bool(row.verlenging) == zaak.extended
        fetch_value("SELECT zaak_tellingen_bij()")
        kept = Zaaktelling.objects.filter(wat="einddatum").exclude(aantal=0)
        months = Counter(z.einddatum and z.einddatum.replace(day=1) for z in self.zaken)
        assert dict(kept.values_list("maand", "aantal")) == months


def test_life_of_zaken_agrees_with_a_naive_model(given):
    kind = given.zaaktype(deelzaaktypen=["KAP"])
    second = ResultaatType.objects.filter(id=kind.resultaattypen[1].id)
    second.update(brondatum_archiefprocedure={"afleidingswijze": "ingangsdatum_besluit"})
    run_state_machine_as_test(
        lambda: Levensloop(given, kind),
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
