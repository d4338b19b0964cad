"""BRK bevragen: what a purpose holds is given, whoever is named is written down, and every answer is as published."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kapstok.koppelvlakken.haal_centraal.brk.views import BRK
from kapstok.koppelvlakken.haal_centraal.tests.contract import faults
from kapstok.magazijnen.autorisaties.doelbinding import give_doel
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.brk.levering import load
from kapstok.magazijnen.brk.models import Gegeven, Ingang, Levering
from kapstok.magazijnen.brk.vorm import DELEN
from kapstok.platform.audit.models import UseRecord
from kapstok.platform.audit.use import uses_of
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope
from kapstok.platform.leveringen.fouten import LeveringFout

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DOCUMENT = Path(settings.standaarden_map) / "registers" / "brk" / "brk-bevragen-v2-openapi.yaml"
BSN, Z1, Z2 = "999993653", "76870487970000", "76870487980000"
ZAKEN = "/kadastraalonroerendezaken"
KOP = {"formaat": "brk-json/1", "levering": "stand", "tot": "2026-11-01"}


def zaak(number: str = Z1, name: str = "Oosterwolde M 5038", **more: Any) -> dict[str, Any]:
    own = {
        "identificatie": number,
        "domein": "NL.IMKAD.KadastraalObject",
        "type": "perceel",
        "kadastraleAanduiding": name,
        "kadastraleGrootte": {"soortGrootte": {"code": "1", "waarde": "Vastgesteld"}, "waarde": 240},
        "koopsom": {"koopsom": 185000, "koopjaar": 2014},
        "begrenzingPerceel": {
            "type": "Polygon",
            "coordinates": [[[1.0, 2.0], [3.0, 2.0], [3.0, 4.0], [1.0, 2.0]]],
        },
        "adressen": [
            {
                "straat": "Lindelaan",
                "huisnummer": 12,
                "huisletter": "a",
                "postcode": "8431AA",
                "nummeraanduidingIdentificatie": "0085200000000001",
            }
        ],
        **more,
    }
    return {"soort": "kadastraalOnroerendeZaak", "gemeentecode": "OWD01", "gegevens": own}


def recht(number: str = "1001", bij: str = Z1, persoon: dict[str, Any] | None = None) -> dict[str, Any]:
    own = {
        "identificatie": number,
        "type": "eigenaar",
        "aanvangsdatum": "2014-05-01",
        "tenaamstelling": {"aandeel": {"teller": 1, "noemer": 2}},
        "persoon": persoon
        or {
            "identificatie": BSN,
            "omschrijving": "Suzanne Moulin",
            "type": "ingeschreven_natuurlijk_persoon",
        },
    }
    return {"soort": "zakelijkGerechtigde", "bij": bij, "gegevens": own}


KADASTERPERSOON = {
    "identificatie": "NL.IMKAD.1",
    "omschrijving": "Pieter Ruré",
    "type": "kadaster_natuurlijk_persoon",
}
WHOLE = [
    zaak(bijbehorendeAppartementsrechten=[{"identificatie": Z2, "volgnummer": 1}]),
    zaak(Z2, "Oosterwolde M 5038 A1", type="appartementsrecht", adressen=[]),
    recht(),
    recht("1002", Z1, KADASTERPERSOON),
    {
        "soort": "kadasterNatuurlijkPersoon",
        "gegevens": {
            "identificatie": "NL.IMKAD.1",
            "omschrijving": "Pieter Ruré",
            "naam": {"geslachtsnaam": "Ruré", "voornamen": "Pieter"},
            "geboorte": {"datum": {"jaar": 1950}, "plaats": "Lille"},
        },
    },
    {
        "soort": "kadasterNietNatuurlijkPersoon",
        "gegevens": {"identificatie": "NL.IMKAD.2", "statutaireNaam": "Société du Canal"},
    },
    {
        "soort": "hypotheek",
        "bij": Z1,
        "gegevens": {
            "identificatie": "H1",
            "bedragZekerheidsstelling": {"som": 200000.0, "valuta": {"code": "EUR", "waarde": "Euro"}},
            "hypotheekhouders": [
                {
                    "identificatie": "992760963",
                    "omschrijving": "Bank",
                    "type": "ingeschreven_niet_natuurlijk_persoon",
                }
            ],
        },
    },
    {
        "soort": "beslag",
        "bij": Z1,
        "gegevens": {"identificatie": "B1", "aard": {"code": "1", "waarde": "Executoriaal"}},
    },
    {
        "soort": "privaatrechtelijkeBeperking",
        "bij": Z1,
        "gegevens": {"identificatie": "P1", "aard": {"code": "12", "waarde": "Kwalitatieve verplichting"}},
    },
    {
        "soort": "publiekrechtelijkeBeperking",
        "bij": Z1,
        "gegevens": {
            "identificatie": "U1",
            "datumInWerking": "2020-01-01",
            "grondslag": {"code": "MON", "waarde": "Monument"},
        },
    },
    {"soort": "stuk", "gegevens": {"identificatie": "S1", "stukdeelIdentificaties": ["D1"]}},
    {
        "soort": "stukdeel",
        "gegevens": {"identificatie": "D1", "omschrijvingKadastraleObjecten": "Huis en tuin"},
    },
]


@pytest.fixture
def laad(db: None, actor: Any, tmp_path: Path) -> Callable[..., Any]:
    """`laad(*records, **kop)`: a delivery for Ooststellingwerf."""

    def make(*records: Any, **kop: Any) -> Any:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        lines = [{**KOP, **kop}, *records]
        path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in lines))
        return load(path, tenant=1, actor=actor, now=NOW)

    return make


@pytest.fixture
def register(laad: Any) -> None:
    laad(*WHOLE)


@pytest.fixture
def afnemer(db: None, actor: Any) -> Callable[..., Any]:
    """`afnemer(*delen, gemeente=1)`: a function that asks as an application with that purpose."""

    def make(*delen: str, gemeente: int = 1) -> Any:
        with tenant_scope(gemeente):
            made = add_applicatie(label="Heffingen", client_id=None, secret=None, alles=False, actor=actor)
            row = ApiClient.objects.get(client_id=made["client_id"])
            give_doel(row.applicatie_id, "brk", doel="Heffing", velden=delen or DELEN, actor=actor)
        client = Client(headers={"X-Api-Key": made["api_key"]})

        def ask(path: str, expect: int = 200, body: Any = None) -> Any:
            where = f"/{BRK.root}{path}"
            response = (
                client.get(where)
                if body is None
                else client.post(where, json.dumps(body), content_type="application/json")
            )
            assert response.status_code == expect, response.content
            kind = "application/hal+json" if expect == 200 else "application/problem+json"
            assert response["Content-Type"] == kind
            assert response["api-version"] == "2.0.0"
            return response.json()

        return ask

    return make


def ids(answer: Any) -> list[str]:
    return [z["identificatie"] for z in answer["_embedded"].get("kadastraalOnroerendeZaken", [])]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kadastraleAanduiding=Oosterwolde M 5038", [Z1]),
        ("kadastraleAanduiding=oosterwolde M 5038", [Z1]),
        ("kadastraleAanduidingMetGemeentecode=OWD01 M 5038 A1", [Z2]),
        (
            "kadastraleAanduiding=Oosterwolde M 5038&inclusiefKadastraalOnroerendeZakenUitSplitsing=true",
            [Z1, Z2],
        ),
        ("postcode=8431AA", [Z1]),
        ("postcode=8431AA&huisnummer=12&huisletter=A", [Z1]),
        ("postcode=8431AA&huisnummer=13", []),
        ("postcode=8431AA&huisnummer=12&huisletter=B", []),
        ("nummeraanduidingIdentificatie=0085200000000001", [Z1]),
        ("persoon__identificatie=NL.IMKAD.1", [Z1]),
    ],
)
def test_a_parcel_is_found(afnemer: Any, asked: str, expected: list[str]) -> None:
    assert ids(afnemer()(f"{ZAKEN}?{asked}")) == expected


@pytest.mark.usefixtures("register")
def test_by_bsn_and_the_person_can_see_it(afnemer: Any) -> None:
    answer = afnemer()(ZAKEN, body={"burgerservicenummer": BSN, "fields": "kadastraleAanduiding"})
    (one,) = answer["_embedded"]["kadastraalOnroerendeZaken"]
    assert set(one) == {"kadastraleAanduiding", "_links"}
    with tenant_scope(1):
        (use,) = uses_of(BSN)
    assert (use.doel, use.bron) == ("Heffing", "Basisregistratie Kadaster")


@pytest.mark.usefixtures("register")
def test_who_is_named_is_written_down_and_who_is_not_is_not(afnemer: Any) -> None:
    ask = afnemer()
    ask(f"{ZAKEN}/{Z1}")
    with tenant_scope(1):
        assert UseRecord.objects.count() == 0
    ask(f"{ZAKEN}/{Z1}/zakelijkgerechtigden")
    with tenant_scope(1):
        assert len(uses_of(BSN)) == len(uses_of("NL.IMKAD.1")) == 1
    ask(f"{ZAKEN}/{Z1}?expand=zakelijkGerechtigden")
    with tenant_scope(1):
        assert len(uses_of(BSN)) == 2


@pytest.mark.usefixtures("register")
def test_without_a_log_no_answer(afnemer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("geen logboek")

    ask = afnemer()
    monkeypatch.setattr("kapstok.koppelvlakken.haal_centraal.bevraging.log_uses", broken)
    with pytest.raises(RuntimeError, match="geen logboek"):
        ask(f"{ZAKEN}/{Z1}/zakelijkgerechtigden")


@pytest.mark.usefixtures("register")
def test_what_the_purpose_does_not_hold_is_refused(afnemer: Any) -> None:
    ask = afnemer("kadastraalonroerendezaken")
    answer = ask(f"{ZAKEN}/{Z1}")
    assert not {n for n in answer if n.endswith("Identificaties")}
    for path in (
        f"{ZAKEN}/{Z1}/zakelijkgerechtigden",
        f"{ZAKEN}/{Z1}/hypotheken/H1",
        f"{ZAKEN}/{Z1}?expand=zakelijkGerechtigden",
        f"{ZAKEN}?persoon__identificatie={BSN}",
        "/kadasternatuurlijkpersonen?q=Rure",
        "/stukken/S1",
        f"/publiekrechtelijkebeperkingen?kadastraalOnroerendeZaakIdentificatie={Z1}",
    ):
        assert ask(path, 403)["code"] == "autorisation"
    ask(ZAKEN, 403, body={"burgerservicenummer": BSN})
    with tenant_scope(1):
        assert UseRecord.objects.count() == 0


def test_without_a_purpose_nothing(db: None, actor: Any, register: None) -> None:
    with tenant_scope(1):
        made = add_applicatie(label="Zonder", client_id=None, secret=None, alles=True, actor=actor)
    client = Client(headers={"X-Api-Key": made["api_key"]})
    assert client.get(f"/{BRK.root}{ZAKEN}/{Z1}").status_code == 403
    assert Client().get(f"/{BRK.root}{ZAKEN}/{Z1}").status_code == 401


@pytest.mark.usefixtures("register")
def test_another_municipality_sees_nothing(afnemer: Any) -> None:
    ask = afnemer(gemeente=2)
    assert ids(ask(f"{ZAKEN}?postcode=8431AA")) == []
    assert ask(f"{ZAKEN}/{Z1}", 404)["code"] == "notFound"
    with tenant_scope(2):
        assert not Gegeven.objects.exists()
        assert not Ingang.objects.exists()
        assert not Levering.objects.exists()


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("", "paramsRequired"),
        ("huisnummer=12", "paramsCombination"),
        ("postcode=8431AA&kadastraleAanduiding=Oosterwolde M 5038", "unsupportedCombi"),
        ("nummeraanduidingIdentificatie=0085200000000001&huisnummer=1", "unsupportedCombi"),
        ("postcode=8431aa", "paramsValidation"),
        ("postcode=8431AA&fields=verzonnen", "paramsValidation"),
        ("postcode=8431AA&expand=hypotheken", "paramsValidation"),
        ("postcode=8431AA&verzonnen=1", "paramsValidation"),
        ("persoon__identificatie=NL.IMKAD.1&expand=zakelijkGerechtigden", "paramsValidation"),
    ],
)
def test_what_cannot_be_asked_is_told(afnemer: Any, asked: str, code: str) -> None:
    assert afnemer()(f"{ZAKEN}?{asked}", 400)["code"] == code


@pytest.mark.usefixtures("register")
def test_fields_and_expand_choose(afnemer: Any) -> None:
    answer = afnemer()(
        f"{ZAKEN}/{Z1}?fields=adressen.postcode,kadastraleGrootte&expand=zakelijkGerechtigden.type"
    )
    assert set(answer) == {"adressen", "kadastraleGrootte", "_links", "_embedded"}
    assert answer["adressen"] == [{"postcode": "8431AA"}]
    rights = answer["_embedded"]["zakelijkGerechtigden"]
    assert [set(r) for r in rights] == [{"type", "_links"}] * 2


@cache
def document() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    read: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text())
    return read


_PLACES = {
    f"{ZAKEN}?postcode=8431AA&expand=zakelijkGerechtigden,privaatrechtelijkeBeperkingen": ZAKEN,
    f"{ZAKEN}/{Z1}": f"{ZAKEN}/{{kadastraalOnroerendeZaakIdentificatie}}",
    **{
        f"{ZAKEN}/{Z1}/{where}{one}": f"{ZAKEN}/{{kadastraalOnroerendeZaakIdentificatie}}/{where}{more}"
        for where, number, name in (
            ("zakelijkgerechtigden", "1001", "zakelijkGerechtigde"),
            ("hypotheken", "H1", "hypotheek"),
            ("beslagen", "B1", "beslag"),
            ("privaatrechtelijkebeperkingen", "P1", "privaatrechtelijkeBeperking"),
        )
        for one, more in (("", ""), (f"/{number}", f"/{{{name}Identificatie}}"))
    },
    f"/publiekrechtelijkebeperkingen?kadastraalOnroerendeZaakIdentificatie={Z1}": "/publiekrechtelijkebeperkingen",
    "/kadasternatuurlijkpersonen?q=pieter rure": "/kadasternatuurlijkpersonen",
    "/kadasternatuurlijkpersonen/NL.IMKAD.1": "/kadasternatuurlijkpersonen/{kadasterNatuurlijkPersoonIdentificatie}",
    "/kadasternietnatuurlijkpersonen?q=societe": "/kadasternietnatuurlijkpersonen",
    "/kadasternietnatuurlijkpersonen/NL.IMKAD.2": (
        "/kadasternietnatuurlijkpersonen/{kadasterNietNatuurlijkPersoonIdentificatie}"
    ),
    "/stukken/S1": "/stukken/{stukIdentificatie}",
    "/stukdelen/D1": "/stukdelen/{stukdeelIdentificatie}",
}


@pytest.mark.standaard
@pytest.mark.skipif(not DOCUMENT.exists(), reason="het OpenAPI-document van de BRK is er niet")
@pytest.mark.usefixtures("register")
def test_every_answer_is_as_published(afnemer: Any) -> None:
    ask, wrong = afnemer(), list[str]()
    for asked, path in _PLACES.items():
        answers = document()["paths"][path]["get"]["responses"]
        schema = answers["200"]["content"]["application/hal+json"]["schema"]
        answer = ask(asked)
        assert len(answer) > 1
        wrong += [f"{asked} {f}" for f in faults(answer, schema, document())]
    problem = document()["components"]["schemas"]["BadRequestFoutbericht"]
    wrong += faults(ask(f"{ZAKEN}?postcode=x", 400), problem, document())
    assert wrong == []
    assert set(_PLACES.values()) == {p for p, ops in document()["paths"].items() if "get" in ops}


@pytest.mark.usefixtures("register")
def test_the_same_again_changes_nothing_and_what_is_gone_ends(laad: Any) -> None:
    counts = laad(*WHOLE, tot="2026-11-02")
    assert (counts.gelijk, counts.nieuw, counts.gewijzigd, counts.verwijderd) == (len(WHOLE), 0, 0, 0)
    counts = laad(*[r for r in WHOLE if r["soort"] != "hypotheek"], tot="2026-11-03")
    assert counts.verwijderd == 1
    with tenant_scope(1):
        ended = Gegeven.objects.get(soort="hypotheek")
        assert (ended.sinds.isoformat(), ended.tot.isoformat()) == ("2026-11-01", "2026-11-03")


@pytest.mark.usefixtures("register")
def test_mutations_follow_on_what_is_known(laad: Any, afnemer: Any) -> None:
    bigger = zaak(kadastraleGrootte={"waarde": 300})
    counts = laad(
        bigger,
        {"soort": "beslag", "bij": Z1, "identificatie": "B1", "verwijderd": True},
        levering="mutatie",
        van="2026-11-01",
        tot="2026-11-05",
    )
    assert (counts.gewijzigd, counts.verwijderd, counts.nieuw) == (1, 1, 0)
    ask = afnemer()
    assert ask(f"{ZAKEN}/{Z1}")["kadastraleGrootte"] == {"waarde": 300}
    assert ask(f"{ZAKEN}/{Z1}/beslagen")["_embedded"] == {}
    with tenant_scope(1):
        old = Gegeven.objects.exclude(tot=None).get(identificatie=Z1)
        assert old.gegevens["kadastraleGrootte"]["waarde"] == 240


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("records", "kop", "told"),
    [
        ([], {"levering": "mutatie", "van": "2026-11-03", "tot": "2026-11-05"}, "levering overgeslagen"),
        ([], {"tot": "2026-10-01"}, "gaat al tot 01-11-2026"),
        ([], {"formaat": "brk-json/9"}, "regel 1: formaat “brk-json/9” is onbekend"),
        ([], {"levering": "mutatie"}, "regel 1: mutaties hebben een dag “van”"),
        (["{"], {}, "regel 2: dit is geen regel"),
        (["\udcff".encode("utf-8", "surrogatepass").decode("latin-1")], {}, "regel 2"),
        (
            [zaak(), {"soort": "luchtkasteel", "gegevens": {}}],
            {},
            "regel 3: soort “luchtkasteel” is onbekend",
        ),
        ([zaak(), zaak(verzonnen=1)], {}, r"regel 3: kadastraalOnroerendeZaak klopt niet: .*verzonnen"),
        ([zaak(type="huis")], {}, "regel 2: .*huis"),
        ([zaak(name="nergens")], {}, "de kadastrale aanduiding klopt niet"),
        ([zaak(), recht(bij="")], {}, "regel 3: .*hier hoort een onroerende zaak bij"),
        ([zaak(), recht(bij="999")], {}, "hoort bij onroerende zaak 999"),
        ([zaak(), zaak()], {}, "regel 3: .*twee keer"),
        ([{**zaak(), "verwijderd": True, "identificatie": Z1}], {}, "in een stand is niets verwijderd"),
    ],
)
def test_a_broken_delivery_is_told_and_counts_for_nothing(
    laad: Any, afnemer: Any, records: list[Any], kop: dict[str, Any], told: str
) -> None:
    with pytest.raises(LeveringFout, match=told):
        laad(*records, **{"tot": "2026-11-09", **kop})
    assert len(ids(afnemer()(f"{ZAKEN}?kadastraleAanduiding=Oosterwolde M 5038"))) == 1
    with tenant_scope(1):
        assert Gegeven.objects.filter(tot=None).count() == len(WHOLE)
        assert Levering.objects.filter(klaar=None).get().fout
