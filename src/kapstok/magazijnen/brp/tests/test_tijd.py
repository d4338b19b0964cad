"""As of day X, as known on moment Y: the store agrees with a model that remembers all that was told, in order."""

import itertools
import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.brp.jobs import forget_old_versions
from kapstok.magazijnen.brp.models import Persoonslijst, Versie
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.magazijnen.brp.tijd import bekend_op, geldig_op, opgenomen_op
from kapstok.platform.db import tenant_scope

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAYS = st.dates(date(2000, 1, 1), date(2025, 12, 31))
STAPELS = (("08", 0), ("05", 0), ("05", 1))
ELEMENT = {"08": "1110", "05": "0240"}
_numbers = itertools.count(1)


@dataclass
class Told:
    """One thing that was told: a value from a day on, and whether it has proved wrong."""

    begin: date
    value: str
    wrong: bool = False


@dataclass
class Model:
    """Everything that was told of one person, a story for each stapel, and how it stood at each load."""

    stories: list[list[Told]] = field(default_factory=lambda: [[] for _ in STAPELS])
    loads: list[tuple[datetime, list[list[Told]]]] = field(default_factory=list)
    gone: datetime | None = None

    def mutate(self, which: int, begin: date, value: str) -> None:
        for told in self.stories[which]:
            told.wrong = told.wrong or told.begin == begin  # told anew of the same day: the old was wrong
        self.stories[which].append(Told(begin, value))

    def correct(self, which: int, nth: int, begin: date, value: str) -> None:
        if right := [t for t in self.stories[which] if not t.wrong]:
            right[nth % len(right)].wrong = True
            self.mutate(which, begin, value)

    def answer(self, which: int, day: date, known: datetime) -> str | None:
        """Walk through everything, the naive way."""
        story: list[Told] = []
        for moment, stories in self.loads:
            if moment <= known:
                story = stories[which]
        found = None
        for told in story:
            if not told.wrong and told.begin <= day and (found is None or told.begin > found.begin):
                found = told
        return found.value if found else None


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def as_list(model: Model, number: int) -> dict:
    """The persoonslijst that tells this: of each stapel the newest beginning first."""
    categorieen = {"01": [[{"0110": f"{number:010d}", "0240": "Proef"}]]}
    for (category, _n), story in zip(STAPELS, model.stories, strict=True):
        entries = [
            {ELEMENT[category]: t.value, "8510": _day(t.begin), **({"8410": "O"} if t.wrong else {})}
            for t in sorted(story, key=lambda t: (not t.wrong, t.begin), reverse=True)
        ]
        # An empty stapel is told as one whose only entry is of another kind, so that the numbers keep.
        categorieen.setdefault(category, []).append(entries or [{"8210": "0085"}])
    return {"categorieen": categorieen}


def _file(*people: dict) -> bytes:
    return json.dumps({"formaat": "pl-json/1", "personen": list(people)}).encode()


WHICH, VALUE = st.integers(0, len(STAPELS) - 1), st.text("abcd", min_size=1, max_size=4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("mutatie"), WHICH, DAYS, VALUE),
        st.tuples(st.just("correctie"), WHICH, st.integers(0, 9), DAYS, VALUE),
        st.tuples(st.just("laden")),
        st.tuples(st.just("laden")),
    ),
    min_size=3,
    max_size=14,
)
ASKED = st.lists(st.tuples(DAYS, st.integers(0, 20)), min_size=1, max_size=6)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, leaves=st.booleans(), asked=ASKED)
def test_any_day_as_known_at_any_moment_is_what_was_told(tenant, actor, steps, leaves, asked):
    model, number, clock = Model(), next(_numbers), itertools.count(1)
    for kind, *values in [*steps, ("laden",)]:
        moment = START + timedelta(days=next(clock))
        if kind == "mutatie":
            model.mutate(*values)
        elif kind == "correctie":
            model.correct(*values)
        else:
            import_pl_json(_file(as_list(model, number)), actor=actor, moment=moment)
            model.loads.append((moment, deepcopy(model.stories)))
    row = Persoonslijst.objects.get(a_nummer=f"{number:010d}")
    if leaves:
        model.gone = START + timedelta(days=next(clock))
        import_pl_json(_file(), actor=actor, moment=model.gone, replace=True)
    first = model.loads[0][0]
    for day, after in asked:
        known = START + timedelta(days=after)
        found = bekend_op(row.id, known)
        if model.gone and known >= model.gone:
            assert found is None
            continue
        assert found is not None
        assert found.geschat == (known < first)
        if found.geschat:
            continue
        held = geldig_op(found.categorieen, day)
        for which, (category, nth) in enumerate(STAPELS):
            # A stapel that had not begun is left out: what is there is compared with what the model has there.
            expected = [model.answer(n, day, known) for n, (c, _) in enumerate(STAPELS) if c == category]
            given_values = [s[0].get(ELEMENT[category]) for s in held.get(category, [])]
            assert [v for v in given_values if v] == [v for v in expected if v], (which, nth)


def test_before_the_store_knew_a_person_the_list_itself_says_what_had_been_taken_up(tenant, actor):
    home = [
        {"1110": "Nieuweweg", "8510": "20200301", "8610": "20200310"},
        {"1110": "Foutstraat", "8510": "20190101", "8610": "20190105", "8410": "O"},
        {"1110": "Oudeweg", "8510": "20100101", "8610": "20100102"},
    ]
    person = {"categorieen": {"01": [[{"0110": "9000000001"}]], "08": [home]}}
    import_pl_json(_file(person), actor=actor, moment=START)
    row = Persoonslijst.objects.get()

    def street(day: date, known: datetime) -> str:
        found = bekend_op(row.id, known)
        assert found is not None
        assert found.geschat
        return geldig_op(found.categorieen, day)["08"][0][0]["1110"]

    in_2019, in_2020 = datetime(2019, 6, 1, tzinfo=UTC), datetime(2020, 4, 1, tzinfo=UTC)
    assert street(date(2019, 7, 1), in_2019) == "Foutstraat"  # it was not yet known to be wrong
    assert street(date(2019, 7, 1), in_2020) == "Oudeweg"
    assert street(date(2026, 1, 1), in_2020) == "Nieuweweg"
    assert "08" not in opgenomen_op(row.categorieen, date(2009, 1, 1))


def test_who_died_later_was_not_suspended_and_an_unknown_part_counts_as_early():
    lists = {
        "07": [[{"7010": "7", "6710": "20240500", "6720": "O"}]],
        "06": [[{"0810": "20240510", "8510": "20240510"}]],
        "04": [[{"0510": "0001", "8510": "00000000"}]],
    }
    assert geldig_op(lists, date(2024, 4, 30)) == {"07": [[{"7010": "7"}]], "04": lists["04"]}
    assert geldig_op(lists, date(2024, 5, 10)) == lists


def test_after_twenty_years_what_a_list_said_is_forgotten_and_not_a_day_before(tenant, actor):
    person = {"categorieen": {"01": [[{"0110": "9000000001", "0240": "Eerst"}]]}}
    told = datetime(2028, 2, 29, 12, tzinfo=UTC)
    for name, moment in (("Eerst", START), ("Daarna", told), ("Nu", told + timedelta(days=9))):
        person["categorieen"]["01"][0][0]["0240"] = name
        import_pl_json(_file(person), actor=actor, moment=moment)
    forget_old_versions(tenant.id, datetime(2048, 2, 28, 12, tzinfo=UTC))
    assert Versie.objects.count() == 2
    forget_old_versions(tenant.id, datetime(2048, 3, 1, 12, tzinfo=UTC))
    assert [v.categorieen["01"][0][0]["0240"] for v in Versie.objects.all()] == ["Daarna"]
    assert Persoonslijst.objects.count() == 1


def test_what_a_list_said_before_is_of_one_municipality_and_nobody_changes_it(tenant, actor):
    person = {"categorieen": {"01": [[{"0110": "9000000001", "0240": "Eerst"}]]}}
    import_pl_json(_file(person), actor=actor, moment=START)
    row = Persoonslijst.objects.get()
    person["categorieen"]["01"][0][0]["0240"] = "Daarna"
    import_pl_json(_file(person), actor=actor, moment=START + timedelta(days=2))
    import_pl_json(_file(person), actor=actor, moment=START + timedelta(days=3))  # nothing new, no version
    assert Versie.objects.get().categorieen["01"][0][0]["0240"] == "Eerst"
    assert bekend_op(row.id, START + timedelta(days=1)).categorieen["01"][0][0]["0240"] == "Eerst"
    with tenant_scope(2):
        assert bekend_op(row.id, START + timedelta(days=1)) is None
        assert not Versie.objects.exists()
