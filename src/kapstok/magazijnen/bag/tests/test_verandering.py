"""What a follower sees of an address changes: the address itself, what stands on it, the building, street or place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kapstok.magazijnen.bag import verandering
from kapstok.magazijnen.bag.jobs import addresses_of_today
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Adresdag, Voorkomen
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.magazijnen.bag.tests.leveringen import Stuk
from kapstok.platform.db import tenant_scope
from kapstok.platform.events.models import Event

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NUM, ANDER, DAG, SINDS = "0085200000000001", "0085200000000002", "2026-11-20", "2026-11-20T10:00:00.000"
Laad = Callable[..., list[str]]


@pytest.fixture
def laad(db: None, actor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laad:
    """Load mutations of a store with two houses, of which everybody is followed. Returns what was told."""
    monkeypatch.setattr(verandering, "of_interest", lambda _kind, keys: set(keys))

    def make(*changes: str) -> list[str]:
        path = maak.zipped(
            tmp_path / f"{len(list(tmp_path.iterdir()))}.zip", {"9999MUT": maak.mutaties(*changes)}
        )
        with tenant_scope(1):
            Event.objects.all().delete()
        load(path, tenant=1, actor=actor, now=NOW)
        return verteld()

    neighbour = [maak.adres(ANDER, 14), maak.verblijfsobject("0085010000000002", ANDER)]
    load(
        maak.zipped(tmp_path / "stand.zip", {"9999": maak.stand(*maak.huis(), *neighbour)}),
        tenant=1,
        actor=actor,
        now=NOW,
    )
    return make


def verteld() -> list[str]:
    with tenant_scope(1):
        found = Event.objects.filter(type="bag.adres.gewijzigd").order_by("volgnummer")
        return [event.data["identificatie"] for event in found]


def anders(was: Stuk, **new: str) -> str:
    """The mutations of an object of which something is different from a day on."""
    ended, next_one = was.gevolgd(DAG, SINDS, **new)
    return maak.anders(was, ended) + "</ml:mutatieGroep><ml:mutatieGroep>" + maak.erbij(next_one)


VBO, PAND = maak.verblijfsobject(), maak.pand()


@pytest.mark.parametrize(
    ("was", "new", "told"),
    [
        (VBO, {"status": "Verbouwing verblijfsobject"}, [NUM]),
        (VBO, {"voor": VBO.voor.replace(">120<", ">135<")}, [NUM]),
        (VBO, {"voor": VBO.voor.replace("woonfunctie", "winkelfunctie")}, [NUM]),
        (VBO, {"voor": VBO.voor.replace("200500.0 550500.0", "200501.0 550500.0")}, [NUM]),
        # In the building stand both, along the street lie both, in the place too.
        (PAND, {"status": "Verbouwing pand"}, [NUM, ANDER]),
        (PAND, {"voor": PAND.voor.replace(">1965<", ">1966<")}, [NUM, ANDER]),
        (PAND, {"voor": PAND.voor.replace("200410 550412", "200411 550413")}, [NUM, ANDER]),
        (maak.straat(), {"voor": maak.straat().voor.replace("Proefstraat", "Nieuwstraat")}, [NUM, ANDER]),
        (maak.woonplaats(), {"voor": maak.woonplaats(naam="Nieuwdorp").voor}, [NUM, ANDER]),
        (maak.adres(), {"voor": maak.adres().voor.replace("8431AA", "8431AB")}, [NUM]),
        # A new voorkomen that says the same is nothing to tell.
        (VBO, {}, []),
        (PAND, {}, []),
    ],
)
def test_whatever_changes_of_an_address_is_told_of_that_address(
    laad: Laad, was: Stuk, new: dict[str, str], told: list[str]
) -> None:
    assert laad(anders(was, **new)) == told


def test_a_change_of_many_is_told_once_and_read_in_one_statement(
    laad: Laad, django_assert_max_num_queries: Any
) -> None:
    change = anders(VBO, status="Verbouwing verblijfsobject", voor=VBO.voor.replace(">120<", ">90<"))
    assert laad(change + "</ml:mutatieGroep><ml:mutatieGroep>" + anders(PAND, status="Verbouwing pand")) == [
        NUM,
        ANDER,
    ]
    with tenant_scope(1), django_assert_max_num_queries(8):
        verandering.stand()


def test_what_begins_on_a_day_is_told_on_it_also_when_nobody_was_there_for_days(laad: Laad) -> None:
    ended, following = VBO.gevolgd("2026-11-27", SINDS, status="Verbouwing verblijfsobject")
    assert laad(maak.anders(VBO, ended), maak.erbij(following)) == []
    with tenant_scope(1):
        assert Adresdag.objects.get().dag == date(2026, 11, 25)
        addresses_of_today(1, NOW + timedelta(days=1))
    assert verteld() == []
    with tenant_scope(1):
        addresses_of_today(1, NOW + timedelta(days=5))
    assert verteld() == [NUM]


def test_without_followers_nothing_is_read_of_what_stands_there(
    laad: Laad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verandering, "of_interest", lambda _kind, _keys: set[str]())
    monkeypatch.setattr(verandering, "merken", lambda numbers, _op: {} if not numbers else 1 / 0)
    assert laad(anders(replace(VBO), status="Verbouwing verblijfsobject")) == []
    with tenant_scope(1):
        assert Voorkomen.objects.filter(objecttype="VBO").count() == 3
