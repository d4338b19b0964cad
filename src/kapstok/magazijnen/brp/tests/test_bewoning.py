"""Compositions of residents, after the public examples of the bewoning API; and against a model of day by day."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.brp.bewoning import samenstellingen, verblijven

HIER, ELDERS = "0800010000000001", "0800010000000002"


def lijst(*stays, opgeschort="", **entry):
    """Stays as (object, begin), the oldest first; `entry` changes the last."""
    found = [{"0910": "0800", "1010": "W", "1180": obj, "1030": begin} for obj, begin in stays]
    found[-1] |= {name[1:]: value for name, value in entry.items()}
    made = {"08": [list(reversed(found))]}
    return made | ({"07": [[{"6720": "O", "6710": opgeschort}]]} if opgeschort else {})


def told(lists, van, tot):
    found = samenstellingen(lists, HIER, date.fromisoformat(van), date.fromisoformat(tot))
    return [
        (
            f"{s.van} {s.tot}",
            "".join(sorted(b.sleutel for b in s.bewoners)),
            "".join(sorted(b.sleutel for b in s.mogelijk)),
        )
        for s in found
    ]


@pytest.mark.parametrize(
    ("lists", "van", "tot", "outcome"),
    [
        ({"a": lijst((HIER, "20100818")), "b": lijst((HIER, "20200000")), "c": lijst((HIER, "00000000"))},
         "2020-01-01", "2021-07-01",
         [("2020-01-01 2021-01-01", "a", "bc"), ("2021-01-01 2021-07-01", "ab", "c")]),
        ({"a": lijst((HIER, "20100818"), (ELDERS, "20160526"))}, "2020-01-01", "2021-01-01", []),
        ({"a": lijst((HIER, "20200818"))}, "2020-01-01", "2021-01-01", [("2020-08-18 2021-01-01", "a", "")]),
        ({"a": lijst((HIER, "20170818"), (ELDERS, "20201103")), "b": lijst((HIER, "20200526"))},
         "2020-01-01", "2021-01-01",
         [("2020-01-01 2020-05-26", "a", ""), ("2020-05-26 2020-11-03", "ab", ""), ("2020-11-03 2021-01-01", "b", "")]),
        # the stay before began within what is uncertain of this one: the day after it at the earliest
        ({"a": lijst((ELDERS, "20100410"), (HIER, "20100000"))}, "2010-03-01", "2012-03-01",
         [("2010-04-11 2011-01-01", "", "a"), ("2011-01-01 2012-03-01", "a", "")]),
        # and the stay after: until that day
        ({"a": lijst((HIER, "20210500"), (ELDERS, "20210526"))}, "2020-01-01", "2022-01-01",
         [("2021-05-01 2021-05-26", "", "a")]),
        ({"a": lijst((HIER, "00000000"), (ELDERS, "20210526"))}, "2020-01-01", "2022-01-01",
         [("2020-01-01 2021-05-26", "", "a")]),
        ({"a": lijst((HIER, "20210500"), (ELDERS, "20221014"))}, "2020-01-01", "2023-01-01",
         [("2021-05-01 2021-06-01", "", "a"), ("2021-06-01 2022-10-14", "a", "")]),
        # nor can a stay begin before the one before it can have begun
        ({"a": lijst((ELDERS, "20150300"), (HIER, "20150000"))}, "2014-06-01", "2016-06-01",
         [("2015-03-01 2016-01-01", "", "a"), ("2016-01-01 2016-06-01", "a", "")]),
        ({"a": lijst((ELDERS, "20150300"), (HIER, "00000000"))}, "2014-06-01", "2015-02-01", []),
        # a stay of which nothing is known between them: then anything may be
        ({"a": lijst((ELDERS, "20150310"), ("", "00000000"), (HIER, "00000000"))}, "2014-01-01", "2014-02-01",
         [("2014-01-01 2014-02-01", "", "a")]),
        # until when, is told by the next stay alone, not by the one after that
        ({"a": lijst((HIER, "20150101"), (ELDERS, "20160400"), (ELDERS, "20160420"), opgeschort="20160809")},
         "2016-03-01", "2016-08-01", [("2016-03-01 2016-04-01", "a", ""), ("2016-04-01 2016-05-01", "", "a")]),
        # a letter box is not a home, and who died does not live there
        ({"a": lijst((HIER, "20200101"), e1010="B")}, "2020-01-01", "2021-01-01", []),
        ({"a": lijst((HIER, "20100818"), opgeschort="20200601")}, "2020-01-01", "2021-01-01",
         [("2020-01-01 2020-06-01", "a", "")]),
        # it was found that the person is not there
        ({"a": lijst((HIER, "20200818"), e8310="089999", e8320="20220526")}, "2022-01-01", "2023-01-01",
         [("2022-01-01 2022-05-26", "a", "")]),
        # an entry that was put right never was
        ({"a": {"08": [[{"1180": ELDERS, "1030": "20200101"}, {"1180": HIER, "1030": "20200101", "8410": "O"}]]}},
         "2020-01-01", "2021-01-01", []),
        # the BAG number came later than the stay
        ({"a": {"08": [[{"1180": HIER, "1030": "20100818", "8510": "20220501"}, {"1030": "20100818"}]]}},
         "2022-01-01", "2023-01-01", [("2022-05-01 2023-01-01", "a", "")]),
    ],
)  # fmt: skip
def test_who_lived_there(lists, van, tot, outcome):
    assert told(lists.items(), van, tot) == outcome


def test_an_investigation_is_told_of_the_resident():
    who = samenstellingen(
        {"a": lijst((HIER, "20100818"), e8310="081180", e8320="20200401")}.items(),
        HIER,
        date(2020, 1, 1),
        date(2020, 1, 2),
    )
    assert who[0].bewoners[0].in_onderzoek


_DAYS = st.dates(date(2019, 12, 1), date(2020, 3, 31))


def _lo3(day, known):
    return day.strftime({"dag": "%Y%m%d", "maand": "%Y%m00", "jaar": "%Y0000"}[known])


_STAYS = st.lists(
    st.tuples(st.sampled_from([HIER, ELDERS]), _DAYS, st.sampled_from(["dag", "dag", "maand", "jaar"])),
    min_size=1, max_size=4,
).map(lambda stays: sorted(stays, key=lambda s: s[1]))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_STAYS, min_size=1, max_size=3))
def test_compositions_agree_with_asking_each_day(people):
    """Naively: on each day, of each stay apart, whether it may or must hold."""
    van, tot = date(2019, 11, 1), date(2020, 5, 1)
    lists = {str(n): lijst(*((o, _lo3(d, k)) for o, d, k in stays)) for n, stays in enumerate(people)}
    found = samenstellingen(lists.items(), HIER, van, tot)
    assert all(a.tot <= b.van for a, b in itertools.pairwise(found))
    day = van
    while day < tot:
        sure, maybe = set(), set()
        for name, one in lists.items():
            for stay in verblijven(one):
                if stay.object == HIER:
                    if stay.begin.laatst <= day < stay.einde.vroegst:
                        sure.add(name)
                    elif stay.begin.vroegst <= day < stay.einde.laatst:
                        maybe.add(name)
        here = next((s for s in found if s.van <= day < s.tot), None)
        assert {b.sleutel for b in here.bewoners} == sure if here else not sure
        assert {b.sleutel for b in here.mogelijk} == maybe - sure if here else not maybe
        day += timedelta(days=1)


@settings(max_examples=150, deadline=None)
@given(_STAYS)
def test_who_knows_all_days_is_somewhere_on_each_of_them_and_nowhere_twice(stays):
    exact = lijst(*((o, _lo3(d, "dag")) for o, d, _k in stays))
    day = min(d for _o, d, _k in stays)
    while day < date(2020, 5, 1):
        here = [v for v in verblijven(exact) if v.begin.laatst <= day < v.einde.vroegst]
        assert len(here) == 1
        day += timedelta(days=1)
