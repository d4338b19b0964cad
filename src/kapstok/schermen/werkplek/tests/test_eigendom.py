"""Parcel, owner and WOZ value of an address: only for a purpose, and written down; and the ground on its map."""

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kapstok.magazijnen.autorisaties.roldoelen import zet_roldoel
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.magazijnen.bgt.levering.laden import load as load_bgt
from kapstok.magazijnen.bgt.tests import leveringen as grond
from kapstok.magazijnen.brk.levering import load as load_brk
from kapstok.magazijnen.woz.levering import load as load_woz
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.audit.use import uses_of

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NUM, BSN = "0085200000000001", "999993653"
PAGE = f"/werk/adres/{NUM}/"
_PLACE = {"nummeraanduidingIdentificatie": NUM}
_PARCEL = {"identificatie": "1", "kadastraleAanduiding": "Oosterhout A 12", "adressen": [_PLACE]}
_OWNER = {"identificatie": BSN, "omschrijving": "Anna Moulin", "type": "ingeschreven_natuurlijk_persoon"}
_HALF = {"aandeel": {"teller": 1, "noemer": 2}}
_RIGHT = {"identificatie": "11", "type": "eigenaar", "tenaamstelling": _HALF, "persoon": _OWNER}
_VALUE = {
    "vastgesteldeWaarde": 262000,
    "waardepeildatum": "2025-01-01",
    "ingangsdatum": "2026-01-01",
    "beschikkingsStatussen": ["bezwaar_ingediend"],
}
_WOZ = {
    "identificatie": "008500000001",
    "aanduiding": _PLACE,
    "belanghebbendeEigenaar": {"burgerservicenummer": BSN, "type": "natuurlijk_persoon"},
    "waarden": [_VALUE],
}


def _lines(path: Path, formaat: str, *records: dict[str, Any], tot: str = "2026-11-01") -> Path:
    head = {"formaat": formaat, "levering": "stand", "tot": tot}
    path.write_text("\n".join(json.dumps(r) for r in (head, *records)))
    return path


@pytest.fixture
def huis(tenant: Any, actor: Any, tmp_path: Path) -> None:
    """A house with an owner, a value and a road through its garden."""
    some = {"tenant": 1, "actor": actor, "now": NOW}
    load(maak.zipped(tmp_path / "bag.zip", {"9999": maak.stand(*maak.huis())}), **some)
    parcel = {"soort": "kadastraalOnroerendeZaak", "gegevens": _PARCEL}
    right = {"soort": "zakelijkGerechtigde", "bij": "1", "gegevens": _RIGHT}
    load_brk(_lines(tmp_path / "brk.jsonl", "brk-json/1", parcel, right), **some)
    load_woz(_lines(tmp_path / "woz.jsonl", "woz-json/1", {"soort": "wozObject", "gegevens": _WOZ}), **some)


@pytest.fixture
def handler(visit: Any) -> Any:
    return visit("medewerker", roles=("behandelaar",))


def text_of(answer: Any, expect: int = 200) -> str:
    assert answer.status_code == expect
    return answer.content.decode()


def test_for_a_purpose_it_is_shown_and_the_owner_can_see_that(huis: None, handler: Any) -> None:
    assert "Oosterhout A 12" not in text_of(handler.get(PAGE))
    text = text_of(
        handler.post(
            f"{PAGE}tonen/", {"wat": "eigendom", "voor": "belastingen", "doel": "Vraag over de aanslag"}
        )
    )
    for told in (
        "Oosterhout A 12",
        "Anna Moulin, voor 1/2",
        "262.000",
        "1 januari 2025",
        "In bezwaar of beroep",
    ):
        assert told in text
    uses = uses_of(BSN)
    assert sorted(u.bron for u in uses) == ["Basisregistratie Kadaster", "Basisregistratie WOZ"]
    assert {u.doel for u in uses} == {"Belastingen heffen: Vraag over de aanslag"}


@pytest.mark.parametrize("purpose", ["", "   ", "x" * 131, "\x00"])
def test_without_a_purpose_it_is_not_shown(huis: None, handler: Any, purpose: str) -> None:
    text = text_of(
        handler.post(f"{PAGE}tonen/", {"wat": "eigendom", "voor": "belastingen", "doel": purpose}), 422
    )
    assert 'href="#id_doel"' in text
    assert "Oosterhout A 12" not in text
    assert not UseRecord.objects.exists()


def test_one_purpose_serves_the_whole_page_and_is_kept(huis: None, handler: Any) -> None:
    where = f"{PAGE}tonen/"
    assert text_of(handler.get(PAGE)).count('name="doel"') == 1
    text_of(
        handler.post(where, {"wat": "bewoners", "voor": "adresonderzoek", "doel": "Vraag over de aanslag"})
    )
    assert 'value="Vraag over de aanslag"' in text_of(handler.get(PAGE))
    # What was shown stays while the rest is asked; it is read again, so it is written down again.
    both = text_of(
        handler.post(
            where,
            {"wat": ["bewoners", "eigendom"], "voor": "adresonderzoek", "doel": "Vraag over de aanslag"},
        )
    )
    assert "Op dit adres staat niemand ingeschreven" in both
    assert "Oosterhout A 12" in both
    assert 'name="doel"' not in both
    # The pages of persons and businesses know it as well.
    assert handler.get("/werk/gegevens/").status_code == 200


def test_who_owned_it_before_is_told_as_it_was_known(
    tenant: Any, handler: Any, actor: Any, tmp_path: Path
) -> None:
    place = maak.zipped(tmp_path / "bag.zip", {"9999": maak.stand(*maak.huis())})
    load(place, tenant=1, actor=actor, now=NOW)
    new = {**_RIGHT, "persoon": {**_OWNER, "identificatie": "2", "omschrijving": "Nieuw Eigenaar"}}
    parcel = {"soort": "kadastraalOnroerendeZaak", "gegevens": _PARCEL}
    right: dict[str, Any] = {"soort": "zakelijkGerechtigde", "bij": "1"}
    first = {**right, "gegevens": _RIGHT}
    then = {**right, "gegevens": {**new, "aanvangsdatum": "2022-12-05"}}
    value = {
        "soort": "wozObject",
        "gegevens": {**_WOZ, "waarden": [{**_VALUE, "ingangsdatum": "2022-01-01"}]},
    }
    for loader, formaat, day, told in (
        (load_brk, "brk-json/1", "2021-11-01", first),
        (load_woz, "woz-json/1", "2021-11-01", value),
        (load_brk, "brk-json/1", "2022-12-15", then),
    ):
        records = [parcel, told] if loader is load_brk else [told]
        path = _lines(tmp_path / f"{formaat[:3]}{day}.jsonl", formaat, *records, tot=day)
        loaded = datetime.fromisoformat(f"{day}T12:00+00:00") + timedelta(days=5)
        loader(path, tenant=1, actor=actor, now=loaded)

    def shown(query: str) -> str:
        return text_of(
            handler.post(f"{PAGE}tonen/{query}", {"wat": "eigendom", "voor": "belastingen", "doel": "Vraag"})
        )

    assert "Nieuw Eigenaar" in shown("")
    before = shown("?bekend=2022-12-19")
    assert "Anna Moulin" in before
    assert "Nieuw Eigenaar" not in before
    assert "262.000" in before
    assert "Bij dit adres is geen perceel bekend" in shown("?bekend=2021-11-05")  # nothing was loaded yet
    # The right had not begun, and the kadaster tells no more of the one before it; the value counted from a later day.
    then_day = shown("?op=2021-12-31")
    assert "Nieuw Eigenaar" not in then_day
    assert "geeft het Kadaster niet meer door" in then_day
    assert "262.000" not in then_day


def test_what_the_page_does_not_have_is_not_there(huis: None, handler: Any) -> None:
    assert handler.post(f"{PAGE}tonen/", {"wat": "hypotheken", "doel": "Vraag"}).status_code == 404


def test_not_for_everybody_and_not_elsewhere(huis: None, visit: Any) -> None:
    archivist = visit("medewerker", roles=("archivaris",))
    assert (
        archivist.post(
            f"{PAGE}tonen/", {"wat": "eigendom", "voor": "belastingen", "doel": "Nieuwsgierig"}
        ).status_code
        == 403
    )
    there = visit("medewerker", roles=("behandelaar",), tenant="weststellingwerf")
    assert (
        there.post(f"{PAGE}tonen/", {"wat": "eigendom", "voor": "belastingen", "doel": "Bericht"}).status_code
        == 404
    )


def test_the_ground_is_on_the_map(huis: None, handler: Any, actor: Any, tmp_path: Path) -> None:
    assert "k-plattegrond__grond" not in text_of(handler.get(PAGE))
    from kapstok.kern.rd import from_lonlat
    from kapstok.magazijnen.bag.models import Nummeraanduiding

    row = Nummeraanduiding.objects.get(identificatie=NUM)
    x, y = from_lonlat(row.lon, row.lat)
    things = (grond.replace(grond.weg(), x=x, y=y), grond.replace(grond.water(), x=x + 5000, y=y))
    load_bgt(grond.zipped(tmp_path / "bgt.zip", {"bgt": grond.gml(*things)}), tenant=1, actor=actor, now=NOW)
    text = text_of(handler.get(PAGE))
    assert "k-plattegrond__grond--weg" in text
    assert "k-plattegrond__grond--water" not in text
    assert "Getekend uit de BAG en de BGT" in text


_TOLD = {
    "Oosterhout A 12": ("brk", "kadastraalonroerendezaken"),
    "Anna Moulin": ("brk", "zakelijkgerechtigden"),
    "262.000": ("woz", "waarden"),
}


@pytest.mark.parametrize("parts", [p for n in range(4) for p in combinations(_TOLD.values(), n)])
def test_only_the_parts_that_the_purpose_holds_are_told(
    huis: None, visit: Any, actor: Any, parts: tuple[tuple[str, str], ...]
) -> None:
    given = {"brk": tuple(p for r, p in parts if r == "brk"), "woz": tuple(p for r, p in parts if r == "woz")}
    whole = {**given, "woz": ("wozobjecten", *given["woz"])}
    zet_roldoel("klantcontact", naam="Proef", rollen=["kcc"], velden=whole, actor=actor)
    text = text_of(
        visit("medewerker", roles=("kcc",)).post(f"{PAGE}tonen/", {"wat": "eigendom", "doel": "Vraag"})
    )
    # Who owns a parcel is told with the parcel.
    parcel = "kadastraalonroerendezaken" in given["brk"]
    for words, (register, part) in _TOLD.items():
        assert (words in text) is (part in given[register] and (parcel or register == "woz")), words
    assert "Niet voor dit doel" in text  # of the restrictions always, and of what else lacks
    assert bool(uses_of(BSN)) is ("Anna Moulin" in text or "262.000" in text)
