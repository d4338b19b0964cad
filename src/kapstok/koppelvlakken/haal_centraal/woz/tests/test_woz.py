"""WOZ bevragen: the values that count, who has an interest only for who may know, and every use written down."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kapstok.koppelvlakken.haal_centraal.woz.views import WOZ
from kapstok.magazijnen.autorisaties.doelbinding import give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.woz.levering import load
from kapstok.magazijnen.woz.models import Gegeven, Ingang, Levering
from kapstok.magazijnen.woz.rules import relevante_waarden, volgorde
from kapstok.magazijnen.woz.vorm import DELEN, Antwoord
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.audit.use import uses_of
from kapstok.platform.db import tenant_scope
from kapstok.platform.leveringen.fouten import LeveringFout

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
NR, BSN = "008500000001", "999993653"


def waarde(euro: int, peil: str, ingang: str, *statuses: str) -> dict[str, Any]:
    return {
        "vastgesteldeWaarde": euro,
        "waardepeildatum": peil,
        "ingangsdatum": ingang,
        "beschikkingsStatussen": list(statuses or ("beschikking_genomen",)),
    }


def ding(number: str = NR, **more: Any) -> dict[str, Any]:
    own = {
        "identificatie": number,
        "aanduiding": {
            "straat": "Lindelaan",
            "huisnummer": 12,
            "huisletter": "a",
            "postcode": "8431AA",
            "woonplaats": "Oosterwolde",
            "nummeraanduidingIdentificatie": "0085200000000001",
        },
        "adresseerbaarObjectIdentificaties": ["0085010000000001"],
        "pandIdentificaties": ["0085100000000001"],
        "grondoppervlakte": 240,
        "kadastraalOnroerendeZaken": [{"identificatie": "76870487970000"}],
        "verantwoordelijkeGemeente": {"code": "0085", "omschrijving": "Ooststellingwerf"},
        "belanghebbendeEigenaar": {
            "burgerservicenummer": BSN,
            "naam": "S. Moulin",
            "type": "natuurlijk_persoon",
        },
        "belanghebbendeGebruiker": {
            "rsin": "992760963",
            "kvkNummer": "90001354",
            "naam": "Bakkerij",
            "type": "niet_natuurlijk_persoon",
        },
        "waarden": [waarde(250000, "2024-01-01", "2025-01-01"), waarde(262000, "2025-01-01", "2026-01-01")],
        **more,
    }
    return {"soort": "wozObject", "gegevens": own}


@pytest.fixture
def laad(db: None, actor: Any, tmp_path: Path) -> Callable[..., Any]:
    """`laad(*records, **kop)`: a delivery for Ooststellingwerf."""

    def make(*records: Any, **kop: Any) -> Any:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        head = {"formaat": "woz-json/1", "levering": "stand", "tot": "2026-11-01", **kop}
        path.write_text("\n".join(json.dumps(r) for r in (head, *records)))
        return load(path, tenant=1, actor=actor, now=NOW)

    return make


@pytest.fixture
def afnemer(db: None, actor: Any) -> Callable[..., Any]:
    """`afnemer(*delen, gemeente=1)`: a function that asks as an application with that purpose."""

    def make(*delen: str, gemeente: int = 1) -> Any:
        with tenant_scope(gemeente):
            made = add_applicatie(label="Heffingen", client_id=None, secret=None, alles=False, actor=actor)
            row = ApiClient.objects.get(client_id=made["client_id"])
            give_doel(row.applicatie_id, "woz", doel="Heffing", velden=delen or DELEN, actor=actor)
        client = Client(headers={"X-Api-Key": made["api_key"]})

        def ask(path: str, expect: int = 200) -> Any:
            response = client.get(f"/{WOZ.root}/wozobjecten{path}")
            assert response.status_code == expect, response.content
            return response.json()

        return ask

    return make


def ids(answer: Any) -> list[str]:
    return [z["identificatie"] for z in answer["_embedded"].get("wozObjecten", [])]


@pytest.mark.parametrize(
    "asked",
    [
        "nummeraanduidingIdentificatie=0085200000000001",
        "adresseerbaarObjectIdentificatie=0085010000000001",
        "postcode=8431AA&huisnummer=12",
        "postcode=8431AA&huisnummer=12&huisletter=A",
    ],
)
def test_an_object_is_found_and_is_as_published(laad: Any, afnemer: Any, asked: str) -> None:
    laad(ding())
    answer = afnemer()(f"?{asked}")
    (one,) = answer["_embedded"]["wozObjecten"]
    links = one.pop("_links")
    assert set(links) == {"self", "adres", "adresseerbareObjecten", "panden", "kadastraalOnroerendeZaken"}
    msgspec.convert(one, Antwoord)  # a name that the document does not have is refused
    assert [w["vastgesteldeWaarde"] for w in one["waarden"]] == [262000, 250000]


def test_what_is_not_there(laad: Any, afnemer: Any) -> None:
    laad(ding())
    ask = afnemer()
    assert ask("?postcode=8431AA&huisnummer=12&huisletter=b")["_embedded"] == {}
    assert ask("?postcode=8431AA&huisnummer=13")["_embedded"] == {}
    told = ask("/123456789012", 404)
    assert told["detail"] == "Er bestaat geen wozobject met identificatie '123456789012'"


def test_who_has_an_interest_is_written_down(laad: Any, afnemer: Any) -> None:
    laad(ding())
    ask = afnemer()
    ask(f"/{NR}?fields=waarden")
    with tenant_scope(1):
        assert UseRecord.objects.count() == 0
    ask(f"/{NR}?fields=belanghebbendeEigenaar.naam")
    with tenant_scope(1):
        (use,) = uses_of(BSN)
        assert (use.doel, use.bron, use.velden) == (
            "Heffing",
            "Basisregistratie WOZ",
            ["belanghebbendeEigenaar"],
        )
        assert uses_of("90001354") == []


def test_what_the_purpose_does_not_hold_is_not_given(laad: Any, afnemer: Any) -> None:
    laad(ding())
    ask = afnemer("wozobjecten")
    assert not {"waarden", "belanghebbendeEigenaar", "belanghebbendeGebruiker"} & set(ask(f"/{NR}"))
    assert ask(f"/{NR}?fields=waarden", 403)["code"] == "autorisation"
    assert ask("?rsin=992760963", 403)["code"] == "autorisation"
    with tenant_scope(1):
        assert UseRecord.objects.count() == 0
    afnemer("waarden")(f"/{NR}", 403)


def test_another_municipality_sees_nothing(laad: Any, afnemer: Any) -> None:
    laad(ding())
    ask = afnemer(gemeente=2)
    ask(f"/{NR}", 404)
    assert ids(ask("?postcode=8431AA&huisnummer=12")) == []
    with tenant_scope(2):
        assert not Gegeven.objects.exists()
        assert not Ingang.objects.exists()
        assert not Levering.objects.exists()


@pytest.mark.parametrize(
    ("asked", "code", "reasons"),
    [
        ("", "paramsRequired", {}),
        ("?rsin=", "paramsValidation", {"rsin": "geen waarde opgegeven"}),
        (
            "?rsin=&fields=",
            "paramsValidation",
            {"rsin": "geen waarde opgegeven", "fields": "geen waarde opgegeven"},
        ),
        (
            "?postcode=1234AA&huisnummer=A",
            "paramsValidation",
            {"huisnummer": "waarde 'A' is geen getal tussen 1 en 99999"},
        ),
        (
            "?postcode=8000GB&huisnummer=1&page=0",
            "paramsValidation",
            {"page": "waarde '0' is kleiner dan de toegestane minimum waarde (1)"},
        ),
        (
            "?postcode=8000GB&huisnummer=1&pageSize=101",
            "paramsValidation",
            {"pageSize": "waarde '101' is groter dan de toegestane maximum waarde (100)"},
        ),
        ("?rsin=857567433&kvkNummer=68727720", "unsupportedCombi", {}),
        ("?postcode=1234AA", "paramsCombination", {"huisnummer": "parameter is verplicht"}),
        ("?huisnummer=1", "paramsCombination", {"postcode": "parameter is verplicht"}),
        (
            "?rsin=abc&fields=bestaatniet",
            "paramsValidation",
            {
                "rsin": "waarde 'abc' is geen 9 cijferig getal",
                "fields": "ongeldige waarde: 'bestaatniet' opgegeven",
            },
        ),
        ("/1", "paramsValidation", {"identificatie": "waarde '1' is geen 12 cijferig getal"}),
        ("?verzonnen=1", "paramsValidation", {"verzonnen": "parameter is niet verwacht"}),
    ],
)
def test_faults_are_told_as_published(afnemer: Any, asked: str, code: str, reasons: dict[str, str]) -> None:
    told = afnemer()(asked, 400)
    assert told["code"] == code
    assert {p["name"]: p["reason"] for p in told.get("invalidParams", [])} == reasons


def test_objects_are_in_the_order_of_addresses_and_in_pages(laad: Any, afnemer: Any) -> None:
    houses = [
        ("8000GB", 1, "a", "bis"),
        ("7399PP", 101, "B", "4"),
        ("7399PP", 101, "B", "31"),
        ("7399PP", 101, "b", "2"),
        ("7399PP", 101, "", ""),
        ("7399PP", 22, "E", ""),
    ]
    names = ("postcode", "huisnummer", "huisletter", "huisnummertoevoeging")
    owner = {"rsin": "000000061", "type": "niet_natuurlijk_persoon"}
    laad(
        *(
            ding(f"{n:012d}", aanduiding=dict(zip(names, h, strict=True)), belanghebbendeEigenaar=owner)
            for n, h in enumerate(houses)
        )
    )
    ask = afnemer()
    answer = ask("?rsin=000000061&pageSize=4")
    assert [int(i) for i in ids(answer)] == [5, 4, 3, 2]
    following = answer["_links"]["next"]["href"].partition("/wozobjecten")[2]
    answer = ask(following)
    assert [int(i) for i in ids(answer)] == [1, 0]
    assert "next" not in answer["_links"]


def test_the_values_that_count() -> None:
    """Scenarios of features/waarden.feature: a new owner within the year, annulled, disputed."""
    found = relevante_waarden(
        [
            waarde(160000, "2018-01-01", "2019-01-01"),
            waarde(163000, "2018-01-01", "2019-03-17"),
            waarde(171000, "2019-01-01", "2020-01-01", "beschikking_genomen", "bezwaar_ingediend"),
            waarde(900000, "2019-01-01", "2020-06-01", "beschikking_vernietigd"),
        ]
    )
    assert found == [
        {"vastgesteldeWaarde": 171000, "waardepeildatum": "2019-01-01", "indicatieBezwaarBeroep": True},
        {"vastgesteldeWaarde": 163000, "waardepeildatum": "2018-01-01"},
    ]


_DAYS = st.dates().map(lambda d: d.isoformat())


@given(st.lists(st.builds(waarde, st.integers(0, 10**9), _DAYS, _DAYS), max_size=8))
def test_one_value_per_day_newest_first(values: list[dict[str, Any]]) -> None:
    days = [w["waardepeildatum"] for w in relevante_waarden(values)]
    assert days == sorted({w["waardepeildatum"] for w in values}, reverse=True)


def test_an_address_without_a_letter_goes_first() -> None:
    bare = {"identificatie": "2", "aanduiding": {"postcode": "8431AA", "huisnummer": 1}}
    letter = {"identificatie": "1", "aanduiding": {"postcode": "8431AA", "huisnummer": 1, "huisletter": "a"}}
    assert sorted([letter, bare], key=volgorde) == [bare, letter]


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (ding("12"), "twaalf cijfers"),
        (ding(waarden=[waarde(-1, "2024-01-01", "2025-01-01")]), "negatief"),
        (ding(waarden=[waarde(1, "gisteren", "2025-01-01")]), "regel 3"),
        (ding(waarden=[waarde(1, "2024-01-01", "2025-01-01", "verzonnen")]), "regel 3.*verzonnen"),
        (ding(verzonnen=1), "regel 3.*verzonnen"),
    ],
)
def test_a_broken_delivery_counts_for_nothing(laad: Any, record: Any, told: str) -> None:
    with pytest.raises(LeveringFout, match=told):
        laad(ding("008500000002"), record)
    with tenant_scope(1):
        assert not Gegeven.objects.exists()


def test_the_same_again_changes_nothing(laad: Any) -> None:
    laad(ding())
    counts = laad(ding(), tot="2026-11-08")
    assert (counts.gelijk, counts.nieuw, counts.gewijzigd, counts.verwijderd) == (1, 0, 0, 0)
    assert laad(ding(grondoppervlakte=1), tot="2026-11-09").gewijzigd == 1
