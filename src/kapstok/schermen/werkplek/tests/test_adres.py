"""The address page: what stands there, on which day, drawn; and who lives there only for a purpose, which is logged."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.magazijnen.brp.services import import_pl_json
from kapstok.platform.audit.models import UseRecord

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NUM = "0085200000000001"
PAGE = f"/werk/adres/{NUM}/"


def person(bsn: str, naam: str, *, geheim: str = "0", letter: str = "") -> dict[str, Any]:
    place = {"0910": "0085", "1110": "Proefstraat", "1120": "12", "1160": "8431AA", "1170": "Oosterhout"}
    return {
        "categorieen": {
            "01": [[{"0120": bsn, "0210": "Anna", "0240": naam, "0310": "19850412"}]],
            "07": [[{"7010": geheim}]],
            "08": [[{**place, **({"1130": letter} if letter else {})}]],
        }
    }


@pytest.fixture
def huis(tenant: Any, actor: Any, tmp_path: Path) -> None:
    """A house that was made larger in 2020, with two residents and a neighbour on the letter A."""
    old, new = maak.verblijfsobject(oppervlakte=100).gevolgd("2020-01-01", "2020-01-08T10:00:00.000")
    larger = maak.replace(new, voor=new.voor.replace(">100<", ">120<"))
    objects = maak.stand(maak.woonplaats(), maak.straat(), maak.adres(), maak.pand(), old, larger)
    load(maak.zipped(tmp_path / "bag.zip", {"9999": objects}), tenant=1, actor=actor, now=NOW)
    people = [
        person("999993653", "Moulin"),
        person("999990019", "Postma", geheim="7"),
        person("999990020", "Buurman", letter="A"),
    ]
    import_pl_json(json.dumps({"formaat": "pl-json/1", "personen": people}).encode(), actor=actor)


@pytest.fixture
def handler(visit: Any) -> Any:
    return visit("medewerker", roles=("behandelaar",))


def text_of(answer: Any, expect: int = 200) -> str:
    assert answer.status_code == expect
    return answer.content.decode()


def test_an_address_is_found_in_spite_of_a_typing_error(huis: None, handler: Any) -> None:
    text = text_of(handler.get("/werk/adres/?q=profstraat+12"))
    assert PAGE in text
    assert "Geen adres gevonden" in text_of(handler.get("/werk/adres/?q=zzzzqq"))


@pytest.mark.parametrize(
    ("asked", "found"), [("profstraat 12", True), ("8431 AA", True), ("proefstraat", False)]
)
def test_the_one_search_box_knows_an_address(huis: None, handler: Any, asked: str, found: bool) -> None:
    text = text_of(handler.get("/werk/zoeken/", {"q": asked}))
    assert (PAGE in text) is found
    assert ("Niets gevonden" in text) is not found


def test_what_stands_there_is_told_and_drawn(huis: None, handler: Any) -> None:
    text = text_of(handler.get(PAGE))
    assert "Proefstraat 12" in text
    assert "120 m²" in text
    assert re.search(r"Bouwjaar</dt>\s*<dd[^>]*>\s*1965\s*<", text)
    assert text.count("k-plattegrond__pand--eigen") == 1
    assert "k-plattegrond__nummer--eigen" in text


def test_on_another_day_it_was_different(huis: None, handler: Any) -> None:
    facts = text_of(handler.get(f"{PAGE}?op=2019-06-01")).split('id="verloop"')[0]
    assert "100 m²" in facts
    assert "120 m²" not in facts
    assert "stond hier volgens de BAG niets" in text_of(handler.get(f"{PAGE}?op=2001-01-01"))


@pytest.mark.parametrize("day", ["gisteren", "2020-02-31", "%00", "9999-99-99"])
def test_a_day_that_is_none_is_told_next_to_its_field(huis: None, handler: Any, day: str) -> None:
    for field in ("op", "bekend"):
        text = text_of(handler.get(f"{PAGE}?{field}={day}"), 422)
        assert "Vul een bestaande datum in" in text
        assert f'href="#id_{field}"' in text


def test_the_residents_are_shown_for_a_purpose_and_that_is_logged(huis: None, handler: Any) -> None:
    assert "Moulin" not in text_of(handler.get(PAGE))
    text = text_of(
        handler.post(
            f"{PAGE}tonen/", {"wat": "bewoners", "voor": "toezicht", "doel": "Bericht over de straat"}
        )
    )
    assert "Moulin" in text
    assert "Postma" in text
    assert "Buurman" not in text  # lives on 12A
    assert text.count("Geheimhouding") == 1
    assert (
        sorted(UseRecord.objects.values_list("doel", "bron"))
        == [("Vergunningen en toezicht: Bericht over de straat", "Basisregistratie Personen")] * 2
    )


def test_who_lived_there_on_another_day_is_told_by_their_lists(huis: None, handler: Any, actor: Any) -> None:
    home = {"0910": "0085", "1010": "W", "1030": "20150101", "1180": "0085010000000001"}
    away = {"0910": "0085", "1010": "W", "1030": "20220101", "1110": "Elders", "1120": "1"}
    moved = {"01": [[{"0120": "999990639", "0210": "Sam", "0240": "Vertrokken"}]], "08": [[away, home]]}
    document = {"formaat": "pl-json/1", "personen": [{"categorieen": moved}]}
    import_pl_json(json.dumps(document).encode(), actor=actor)
    asked = {"wat": "bewoners", "voor": "toezicht", "doel": "Bericht over de straat"}
    for day, there in (("2021-12-31", True), ("2022-01-01", False)):
        text = text_of(handler.post(f"{PAGE}tonen/?op={day}", asked))
        assert ("Vertrokken" in text) is there
        assert "Wie woonde hier" in text
        assert f'action="{PAGE}"' in text  # the question for a day is no part of what was posted
    assert UseRecord.objects.count() == 1


@pytest.mark.parametrize("purpose", ["", "   ", "x" * 131, "\x00"])
def test_without_a_purpose_nobody_is_shown(huis: None, handler: Any, purpose: str) -> None:
    text = text_of(
        handler.post(f"{PAGE}tonen/", {"wat": "bewoners", "voor": "toezicht", "doel": purpose}), 422
    )
    assert "Vul in waarvoor" in text
    assert "Moulin" not in text
    assert not UseRecord.objects.exists()


def test_when_the_log_fails_there_is_no_answer(
    huis: None, handler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("geen logboek")

    monkeypatch.setattr("kapstok.schermen.werkplek.purpose.log_uses", broken)
    handler.raise_request_exception = False
    answer = handler.post(f"{PAGE}tonen/", {"wat": "bewoners", "voor": "toezicht", "doel": "Bericht"})
    assert answer.status_code == 500
    assert "Moulin" not in answer.content.decode()


def test_who_does_not_work_with_residents_cannot_see_them(huis: None, visit: Any) -> None:
    archivist = visit("medewerker", roles=("archivaris",))
    assert "Alleen wie met bewoners werkt" in text_of(archivist.get(PAGE))
    assert (
        archivist.post(
            f"{PAGE}tonen/", {"wat": "bewoners", "voor": "toezicht", "doel": "Nieuwsgierig"}
        ).status_code
        == 403
    )


def test_an_address_of_another_municipality_is_not_there(huis: None, visit: Any) -> None:
    there = visit("medewerker", roles=("behandelaar",), tenant="weststellingwerf")
    assert there.get(PAGE).status_code == 404
    assert (
        there.post(f"{PAGE}tonen/", {"wat": "bewoners", "voor": "toezicht", "doel": "Bericht"}).status_code
        == 404
    )
    assert NUM not in text_of(there.get("/werk/adres/?q=proefstraat+12"))
