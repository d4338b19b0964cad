"""Zaaknummers: each but once, whatever somebody gave by hand."""

from typing import Any

import pytest
from django.db import connection

from kapstok.kern.zaaknummer import format_zaaknummer, split_zaaknummer
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services.numbers import HIGHEST


def _later(zaak: Zaak, places: int) -> str:
    """The number so many places after that of this zaak."""
    parts = split_zaaknummer(zaak.identificatie)
    return str(format_zaaknummer(parts.prefix, parts.year, parts.series + places))


def _next(given: Any, kind: Any) -> Zaak:
    """A zaak that gets the next number."""
    return given.zaak(kind, identificatie="")


def test_zaken_follow_each_other(given: Any) -> None:
    kind = given.zaaktype()
    first = _next(given, kind)
    assert [_next(given, kind).identificatie for _ in range(3)] == [_later(first, n) for n in (1, 2, 3)]


def test_numbers_that_were_given_by_hand_before_their_turn_are_skipped(given: Any) -> None:
    kind = given.zaaktype()
    first = _next(given, kind)
    for ahead in (1, 2, 4, 40):
        given.zaak(kind, identificatie=_later(first, ahead))
    assert [_next(given, kind).identificatie for _ in range(3)] == [_later(first, n) for n in (3, 5, 6)]


@pytest.mark.parametrize(
    "change", [str.lower, lambda n: n.replace("-", " "), lambda n: n[:7], lambda n: n + "X"]
)
def test_another_spelling_of_a_number_to_come_stands_in_nobodys_way(given: Any, change: Any) -> None:
    kind = given.zaaktype()
    first = _next(given, kind)
    given.zaak(kind, identificatie=change(_later(first, 1)))
    given.zaak(kind, identificatie=_later(first, 2))
    assert [_next(given, kind).identificatie for _ in range(2)] == [_later(first, n) for n in (1, 3)]


def test_the_highest_number_is_found_by_the_index(given: Any) -> None:
    _next(given, given.zaaktype())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {HIGHEST}", {"first": "W-2026-0", "behind": "W-2026-A"})
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "Backward using zaak_identificatie_uniek" in plan
    assert "identificatie >= 'W-2026-0'" in plan.split("Index Cond:", 1)[1]
    assert "Sort" not in plan
