"""Why an address changed: it happened, or the register puts a mistake right, and shows it or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kapstok.magazijnen.bag import verandering
from kapstok.magazijnen.bag.grond import Aard
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.magazijnen.bag.tests.leveringen import Stuk
from kapstok.magazijnen.bag.verandering import Verandering
from kapstok.platform.work import Work

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NIEUW = "</ml:mutatieGroep><ml:mutatieGroep>"
SINDS, LATER = "2026-11-20T10:00:00.000", "2026-11-21T10:00:00.000"
NUMMER = ("huisnummer", "huisletter", "toevoeging", "postcode")
Laad = Callable[..., list[Verandering]]


def postcode(stuk: Stuk, text: str) -> dict[str, str]:
    return {"voor": stuk.voor.replace("8431AA", text)}


def eruit(stuk: Stuk, naam: str) -> str:
    """This voorkomen, taken out of the life of its object."""
    gone = {"Inactief": ("tijdstipInactief", "tijdstipInactiefLV"), "NietBag": ("", "tijdstipNietBagLV")}[
        naam
    ]
    text = stuk.xml()
    if gone[0]:
        text = text.replace("<Historie:BeschikbaarLV>", f"<Historie:{gone[0]}>{LATER}</Historie:{gone[0]}>"
                            "<Historie:BeschikbaarLV>")  # fmt: skip
    return text.replace(
        "</Historie:BeschikbaarLV>",
        f"<Historie:{gone[1]}>{LATER}</Historie:{gone[1]}></Historie:BeschikbaarLV>",
    )


@pytest.fixture
def laad(db: None, actor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laad:
    """Load mutations of a store with one house. Returns what was told."""
    monkeypatch.setattr(verandering, "of_interest", lambda _kind, keys: set(keys))
    told: list[Verandering] = []
    publish = Work.publish

    def heard(self: Work, type: str, **more: Any) -> None:  # noqa: A002 - as it is called
        if type == verandering.GEWIJZIGD:
            told.append(more["context"])
        publish(self, type, **more)

    monkeypatch.setattr(Work, "publish", heard)

    def make(*changes: str) -> list[Verandering]:
        told.clear()
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.zip"
        load(maak.zipped(path, {"9999MUT": maak.mutaties(*changes)}), tenant=1, actor=actor, now=NOW)
        return list(told)

    load(maak.zipped(tmp_path / "s.zip", {"9999": maak.stand(*maak.huis())}), tenant=1, actor=actor, now=NOW)
    return make


def gezegd(found: list[Verandering]) -> list[tuple[Any, ...]]:
    [change] = found
    return [(d.kolommen, d.aard, f"{d.sinds}", f"{d.ingang}") for d in change.delen]


NUM = maak.adres()


def test_what_follows_on_what_ended_happened(laad: Laad) -> None:
    ended, new = NUM.gevolgd("2026-11-20", SINDS, **postcode(NUM, "8431AB"))
    told = laad(maak.anders(NUM, ended) + NIEUW + maak.erbij(new))
    assert gezegd(told) == [(NUMMER, Aard.WIJZIGING, "2010-01-01", "2026-11-20")]


def test_what_ended_on_the_day_on_which_it_began_never_held(laad: Laad) -> None:
    ended, wrong = NUM.gevolgd("2026-11-20", SINDS, **postcode(NUM, "8431AB"))
    laad(maak.anders(NUM, ended) + NIEUW + maak.erbij(wrong))
    never, right = wrong.gevolgd("2026-11-20", LATER, **postcode(NUM, "8431AC"))
    told = laad(maak.anders(wrong, never) + NIEUW + maak.erbij(right))
    assert gezegd(told) == [(NUMMER, Aard.HERSTELD, "2026-11-20", "2026-11-20")]
    assert (told[0].was, told[0].wordt) != (None, None)


@pytest.mark.parametrize("naam", ["Inactief", "NietBag"])
def test_what_is_taken_out_of_the_life_of_an_object_was_a_mistake(laad: Laad, naam: str) -> None:
    right = replace(NUM, voorkomen=2, van="2012-01-01", sinds=LATER, **postcode(NUM, "8431AC"))
    gone = maak.anders(NUM, NUM).replace(NUM.xml(), eruit(NUM, naam)).replace(eruit(NUM, naam), NUM.xml(), 1)
    told = laad(gone + NIEUW + maak.erbij(right))
    assert gezegd(told) == [(NUMMER, Aard.HERSTELD, "2010-01-01", "2012-01-01")]


def test_what_is_written_over_was_a_mistake_that_is_not_shown(laad: Laad) -> None:
    told = laad(maak.anders(NUM, replace(NUM, **postcode(NUM, "8431AC"))))
    assert gezegd(told) == [(NUMMER, Aard.OVERSCHREVEN, "2010-01-01", "2010-01-01")]


def test_each_object_says_it_of_what_it_tells(laad: Laad) -> None:
    street = maak.straat()
    over = maak.anders(street, replace(street, voor=street.voor.replace("Proefstraat", "Proefweg")))
    ended, new = NUM.gevolgd("2026-11-20", SINDS, **postcode(NUM, "8431AB"))
    told = laad(over + NIEUW + maak.anders(NUM, ended) + NIEUW + maak.erbij(new))
    assert gezegd(told) == [
        (NUMMER, Aard.WIJZIGING, "2010-01-01", "2026-11-20"),
        (("openbare_ruimte",), Aard.OVERSCHREVEN, "2010-01-01", "2010-01-01"),
    ]


def test_another_street_is_a_change_of_the_number(laad: Laad) -> None:
    other = maak.straat("0085300000000002", "Brink")
    new = maak.adres(straat="0085300000000002")
    told = laad(maak.erbij(other) + NIEUW + maak.anders(NUM, new))
    assert gezegd(told) == [((*NUMMER, "openbare_ruimte"), Aard.OVERSCHREVEN, "2010-01-01", "2010-01-01")]


def test_what_only_stands_on_it_has_no_reason_of_the_address(laad: Laad) -> None:
    thing = maak.verblijfsobject()
    [change] = laad(maak.anders(thing, replace(thing, voor=thing.voor.replace(">120<", ">90<"))))
    assert change.delen == ()
