"""The invented households: the same each time, enough of them, and every check on quality finds nothing odd."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
from django.utils import timezone

from kapstok.demo.bag.extract import write_extract
from kapstok.demo.bag.streek import STREKEN
from kapstok.demo.bewoners import bewoners
from kapstok.demo.streekvol import load_streek
from kapstok.diensten.kwaliteit.models import Bevinding, Ronde
from kapstok.diensten.kwaliteit.ronde import begin_ronde, volgende_stap
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.brp.models import Persoonslijst
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.db import tenant_scope

TODAY = date(2026, 11, 25)


def _adressen(many: int) -> list[Any]:
    return [
        SimpleNamespace(
            identificatie=f"008520{n:010d}",
            openbare_ruimte="Proefstraat",
            huisnummer=n,
            huisletter="",
            postcode="8431AA",
            woonplaats="Proef",
        )
        for n in range(1, many + 1)
    ]


def test_the_same_addresses_hold_the_same_people_and_nobody_twice() -> None:
    made = [list(bewoners(_adressen(300), gemeente="0085", vandaag=TODAY)) for _ in range(2)]
    assert made[0] == made[1]
    numbers = [p["categorieen"]["01"][0][0]["0120"] for p in made[0]]
    assert len(set(numbers)) == len(numbers)
    assert made[0] != list(bewoners(_adressen(300), gemeente="0085", vandaag=TODAY, seed=2))


def test_the_region_holds_about_eighty_thousand_people() -> None:
    addresses = sum(s.adressen for s in STREKEN.values())
    sample = sum(1 for _ in bewoners(_adressen(4000), gemeente="0085", vandaag=TODAY))
    assert addresses == 45_000
    assert 76_000 < sample / 4000 * addresses < 86_000


def test_they_load_and_no_check_finds_anything_odd(db: None, actor: Any, tmp_path: Path) -> None:
    path = write_extract(tmp_path / "bag.zip", "ooststellingwerf", adressen=400)
    now = timezone.now()
    load(path, tenant=1, actor=actor, now=now)
    with tenant_scope(1):
        addresses = Nummeraanduiding.objects.order_by("identificatie")
        persons = list(bewoners(addresses, gemeente="0085", vandaag=TODAY))
        counts = import_pl_json(
            msgspec.json.encode({"formaat": "pl-json/1", "personen": persons}), actor=actor
        )
        assert counts.bevindingen == []
        assert counts.nieuw == Persoonslijst.objects.count() == len(persons)
        ronde = begin_ronde(actor=actor, moment=now)
        while Ronde.objects.get(id=ronde.id).klaar is None:
            volgende_stap(ronde.id, actor=actor, moment=now, today=timezone.localdate(now))
        assert list(Bevinding.objects.values_list("controle", "detail")) == []


def test_the_region_fills_and_a_second_time_changes_nothing(db: None, as_tenant: Any) -> None:
    def there() -> list[int]:
        counts = []
        for number in (1, 2, 3):
            with as_tenant(number):
                counts.append(Persoonslijst.objects.count())
        return counts

    told: list[tuple[str, float]] = []
    many = load_streek(lambda what, _number, share: told.append((what, share)), adressen=360)
    assert many == sum(there()) > 100, "on the fixed streets, 315 houses, live others"
    assert min(there()) > 30
    with as_tenant(1):
        before = list(Persoonslijst.objects.values_list("id", "bekend_sinds").order_by("id"))
    assert load_streek(lambda *_: None, adressen=360) == many == sum(there())
    with as_tenant(1):
        assert list(Persoonslijst.objects.values_list("id", "bekend_sinds").order_by("id")) == before
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert any("bewoners" in what for what, _ in told)
