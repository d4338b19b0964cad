"""As of day X, as known on moment Y: the handelsregister against a model that plays every load again, in order."""

import itertools
import json
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.hr.jobs import forget_old_versions
from kapstok.magazijnen.hr.models import Versie
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.magazijnen.hr.tijd import bekend_op, geldig_op, wijzigingen
from kapstok.platform.db import tenant_scope

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
_numbers = itertools.count(1)
WHICH = st.integers(0, 1)
DAYS = st.sampled_from(["", "20100000", "20150301", "20200615", "20240101"])
VALUE = st.text("abcd", min_size=1, max_size=3)
# A load tells of one registration, or of a branch that may have gone to the other one.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("inschrijving"), WHICH, VALUE, DAYS, DAYS),
        st.tuples(st.just("vestiging"), st.integers(0, 2), WHICH, VALUE, DAYS, DAYS),
    ),
    min_size=1,
    max_size=9,
)
ASKED = st.lists(
    st.tuples(st.dates(date(2009, 1, 1), date(2025, 1, 1)), st.integers(0, 15)), min_size=1, max_size=6
)


def _period(begin: str, end: str) -> dict[str, Any]:
    told = {"datumAanvang": begin, "datumEinde": end}
    return {"materieleRegistratie": {name: day for name, day in told.items() if day}}


def _registration(kvk: str, naam: str, begin: str = "", end: str = "", **more: Any) -> dict[str, Any]:
    return {"kvkNummer": kvk, "naam": naam, **_period(begin, end), **more}


def _branch(kvk: str, number: str, naam: str, begin: str = "", end: str = "", **more: Any) -> dict[str, Any]:
    names = {"eersteHandelsnaam": naam, "kvkNummer": kvk, "vestigingsnummer": number}
    return {**names, **_period(begin, end), **more}


class Model:
    """What every load said, the naive way: all there was after each of them."""

    def __init__(self) -> None:
        self.now: dict[str, dict[str, Any]] = {}
        self.after: list[tuple[datetime, dict[str, dict[str, Any]]]] = []

    def told(self, moment: datetime, number: str, own: dict[str, Any]) -> None:
        before = self.now.get(number, {})
        # A branch that stays where it was is added to; where it goes elsewhere it is told anew.
        stays = "vestigingsnummer" in own and before.get("kvkNummer") == own["kvkNummer"]
        self.now[number] = {**before, **own} if stays else own
        self.after.append((moment, deepcopy(self.now)))

    def answer(self, kvk: str, day: date, known: datetime) -> tuple[str, dict[str, str]] | None:
        held: dict[str, dict[str, Any]] = {}
        for moment, everything in self.after:
            if moment <= known:
                held = everything
        if kvk not in held or not _is_there(held[kvk], day):
            return None
        mine = {
            n: o for n, o in held.items() if n != kvk and o["kvkNummer"] == kvk and "vestigingsnummer" in o
        }
        return held[kvk]["naam"], {n: o["eersteHandelsnaam"] for n, o in mine.items() if _is_there(o, day)}


def _is_there(own: dict[str, Any], day: date) -> bool:
    period, text = own["materieleRegistratie"], day.strftime("%Y%m%d")
    return period.get("datumAanvang", "00000000") <= text < period.get("datumEinde", "99999999")


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, asked=ASKED)
def test_any_day_as_known_at_any_moment_is_what_was_told(
    tenant: Any, actor: Any, steps: list[Any], asked: list[tuple[date, int]]
) -> None:
    model, clock, n = Model(), itertools.count(1), next(_numbers)
    both = [f"{2 * n + i:08d}" for i in (0, 1)]
    # Both are known from the first day, so that a branch always has a place to go.
    for step in [("inschrijving", 0, "eerst", "", ""), ("inschrijving", 1, "eerst", "", ""), *steps]:
        kind, *values = step
        moment = START + timedelta(days=next(clock))
        if kind == "inschrijving":
            own = _registration(both[values[0]], *values[1:])
            number = own["kvkNummer"]
        else:
            own = _branch(both[values[1]], f"{10 * n + values[0]:012d}", *values[2:])
            number = own["vestigingsnummer"]
        import_kvk(json.dumps(own).encode(), actor=actor, moment=moment)
        import_kvk(
            json.dumps(own).encode(), actor=actor, moment=moment + timedelta(hours=1)
        )  # changes nothing
        model.told(moment, number, own)
    for day, after in asked:
        known = START + timedelta(days=2 + after)
        for kvk in both:
            found = bekend_op(kvk, known)
            assert found is not None
            assert not found.geschat
            stand = geldig_op(found.stand, day)
            given_answer = (
                None
                if stand is None
                else (stand.naam, {m: o["eersteHandelsnaam"] for m, o in stand.vestigingen.items()})
            )
            assert given_answer == model.answer(kvk, day, known), (kvk, day, known)


def _load(actor: Any, moment: datetime, *profiles: dict[str, Any]) -> None:
    import_kvk(json.dumps(profiles).encode(), actor=actor, moment=moment)


def test_before_the_store_knew_a_business_it_tells_itself_since_when_it_was_registered(tenant, actor):
    own = _registration("90001354", "Turfschip", "20140101", formeleRegistratiedatum="20150101")
    branch = _branch("90001354", "000090013541", "Noordrand", formeleRegistratiedatum="20200101")
    _load(actor, START, own, branch)

    def known(year: int) -> Any:
        return bekend_op("90001354", datetime(year, 6, 1, tzinfo=UTC))

    assert known(2014) is None  # it had begun, and nobody had been told
    assert known(2016).geschat
    assert known(2016).stand.vestigingen == {}
    assert list(known(2021).stand.vestigingen) == ["000090013541"]
    assert not known(2026).geschat
    assert bekend_op("90001355", START) is None


def test_that_it_ended_later_was_not_so_on_a_day_before(tenant, actor):
    _load(actor, START, _registration("90001354", "Turfschip", "20140101", "20240101"))
    found = bekend_op("90001354", START)
    assert found is not None
    held = geldig_op(found.stand, date(2023, 12, 31))
    assert held is not None
    assert held.gegevens["materieleRegistratie"] == {"datumAanvang": "20140101"}
    assert geldig_op(found.stand, date(2024, 1, 1)) is None
    assert geldig_op(found.stand, date(2013, 12, 31)) is None


def test_after_twenty_years_what_a_business_said_is_forgotten_and_not_a_day_before(tenant, actor):
    told = datetime(2028, 2, 29, 12, tzinfo=UTC)
    for naam, moment in (("Eerst", START), ("Daarna", told), ("Nu", told + timedelta(days=9))):
        _load(actor, moment, _registration("90001354", naam))
    forget_old_versions(tenant.id, datetime(2048, 2, 28, 12, tzinfo=UTC))
    assert Versie.objects.count() == 2
    forget_old_versions(tenant.id, datetime(2048, 3, 1, 12, tzinfo=UTC))
    assert [v.gegevens["naam"] for v in Versie.objects.all()] == ["Daarna"]


def test_what_a_business_said_before_is_of_one_municipality(tenant, actor):
    _load(actor, START, _registration("90001354", "Eerst"))
    _load(actor, START + timedelta(days=2), _registration("90001354", "Daarna"))
    found = bekend_op("90001354", START + timedelta(days=1))
    assert found is not None
    assert found.stand.naam == "Eerst"
    assert [w["gegevens"]["naam"] for w in wijzigingen("90001354", limit=5)] == ["Eerst"]
    with tenant_scope(2):
        assert bekend_op("90001354", START + timedelta(days=1)) is None
        assert wijzigingen("90001354", limit=5) == []
        assert not Versie.objects.exists()
