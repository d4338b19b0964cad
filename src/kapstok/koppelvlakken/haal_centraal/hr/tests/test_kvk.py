"""The KVK APIs: found by what is known of a business, read as it was loaded, and no address that is shielded."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kapstok.magazijnen.autorisaties.services import add_applicatie
from kapstok.magazijnen.bag.models import Nummeraanduiding
from kapstok.magazijnen.hr.models import Ingang, Inschrijving, Vestiging
from kapstok.magazijnen.hr.queries import bedrijf
from kapstok.magazijnen.hr.rules import HrRefused
from kapstok.magazijnen.hr.services import import_kvk
from kapstok.platform.config import settings
from kapstok.platform.db import tenant_scope

V1, V2 = "/kvk/api/v1", "/kvk/api/v2"
SAMPLES = Path(settings.standaarden_map) / "registers" / "hr"
KVK, MAIN, SIDE = "90001354", "000090013541", "000090013542"


def place(**more: Any) -> dict[str, Any]:
    return {
        "type": "bezoekadres",
        "indAfgeschermd": "Nee",
        "volledigAdres": "Lindelaan 12A 8431AA Oosterwolde",
        "straatnaam": "Lindelaan",
        "huisnummer": 12,
        "huisletter": "A",
        "postcode": "8431AA",
        "plaats": "Oosterwolde",
        "land": "Nederland",
        **more,
    }


def profile(**more: Any) -> dict[str, Any]:
    return {
        "kvkNummer": KVK,
        "indNonMailing": "Ja",
        "naam": "Bakkerij Het Turfschip",
        "formeleRegistratiedatum": "20150101",
        "materieleRegistratie": {"datumAanvang": "20150101"},
        "totaalWerkzamePersonen": 7,
        "statutaireNaam": "Bakkerij Het Turfschip B.V.",
        "handelsnamen": [
            {"naam": "Bakkerij Het Turfschip", "volgorde": 0},
            {"naam": "Café Noordrand", "volgorde": 1},
        ],
        "sbiActiviteiten": [{"sbiCode": "1071", "sbiOmschrijving": "Brood", "indHoofdactiviteit": "Ja"}],
        "_embedded": {
            "hoofdvestiging": {
                "vestigingsnummer": MAIN,
                "kvkNummer": KVK,
                "eersteHandelsnaam": "Het Turfschip Oosterwolde",
                "indHoofdvestiging": "Ja",
                "indCommercieleVestiging": "Ja",
                "totaalWerkzamePersonen": 5,
                "adressen": [place()],
            },
            "eigenaar": {
                "rsin": "992760963",
                "rechtsvorm": "BV",
                "uitgebreideRechtsvorm": "Besloten Vennootschap",
            },
        },
        **more,
    }


SIDE_BRANCH = {
    "vestigingsnummer": SIDE,
    "kvkNummer": KVK,
    "eersteHandelsnaam": "Het Turfschip Gorredijk",
    "indHoofdvestiging": "Nee",
    "indCommercieleVestiging": "Nee",
    "handelsnamen": [{"naam": "Het Turfschip Gorredijk", "volgorde": 0}],
    "adressen": [
        place(
            indAfgeschermd="Ja", straatnaam="Geheimpad", huisnummer=7, postcode="8401ZZ", plaats="Gorredijk"
        )
    ],
}


@pytest.fixture
def laad(tenant: Any, actor: Any) -> Callable[..., Any]:
    return lambda *profiles: import_kvk(json.dumps(list(profiles)).encode(), actor=actor)


@pytest.fixture
def turfschip(laad: Any) -> None:
    laad(profile(), SIDE_BRANCH)


@pytest.fixture
def vraag(tenant: Any, actor: Any) -> Callable[..., Any]:
    made = add_applicatie(label="Loket", client_id=None, secret=None, alles=False, actor=actor)
    client = Client(headers={"apikey": made["api_key"]})

    def ask(path: str, expect: int = 200) -> Any:
        response = client.get(path)
        assert response.status_code == expect, response.content
        assert response["Content-Type"] == "application/hal+json"
        return response.json()

    return ask


def found(answer: Any) -> list[tuple[str, str]]:
    return sorted((r["type"], r.get("vestigingsnummer", "")) for r in answer["resultaten"])


ALL = [("hoofdvestiging", MAIN), ("nevenvestiging", SIDE), ("rechtspersoon", "")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (f"kvkNummer={KVK}", ALL),
        ("rsin=992760963", ALL),
        ("naam=turfschip", ALL),
        ("naam=cafe noord", ALL),
        ("naam=turfschip gorredijk", [ALL[1]]),
        (f"vestigingsnummer={SIDE}", [ALL[1]]),
        ("postcode=8431aa&huisnummer=12", [ALL[0]]),
        ("postcode=8431AA&huisnummer=12&huisletter=a", [ALL[0]]),
        ("straatnaam=lindelaan&plaats=oosterwolde", [ALL[0]]),
        (f"kvkNummer={KVK}&type=hoofdvestiging&type=rechtspersoon", [ALL[0], ALL[2]]),
    ],
)
def test_a_business_is_found(turfschip: None, vraag: Any, asked: str, expected: Any) -> None:
    assert found(vraag(f"{V2}/zoeken?{asked}")) == expected


@pytest.mark.parametrize(
    "asked",
    [
        "naam=schip",
        "naam=bestaat niet",
        "postcode=8401ZZ&huisnummer=7",
        "straatnaam=Geheimpad",
        "kvkNummer=00000000",
    ],
)
def test_what_is_not_there_or_shielded_is_not_found(turfschip: None, vraag: Any, asked: str) -> None:
    assert vraag(f"{V2}/zoeken?{asked}", 404)["fout"][0]["omschrijving"]


def test_a_result_leads_to_its_profile(turfschip: None, vraag: Any) -> None:
    [row] = vraag(f"{V2}/zoeken?vestigingsnummer={MAIN}")["resultaten"]
    assert row["adres"]["binnenlandsAdres"]["straatnaam"] == "Lindelaan"
    assert row["actief"] == "Ja"
    where = row["_links"]["vestigingsprofiel"]["href"].removeprefix("http://testserver")
    branch = vraag(where)
    assert (branch["vestigingsnummer"], branch["kvkNummer"]) == (MAIN, KVK)
    assert (
        vraag(row["_links"]["basisprofiel"]["href"].removeprefix("http://testserver"))["naam"]
        == profile()["naam"]
    )


def test_pages(laad: Any, vraag: Any) -> None:
    laad(
        *(
            profile(kvkNummer=f"9100000{n}", _embedded={"eigenaar": {"rsin": f"99276096{n}"}})
            for n in range(7)
        )
    )
    first = vraag(f"{V2}/zoeken?naam=turfschip&resultatenPerPagina=3")
    assert (first["totaal"], len(first["resultaten"]), "vorige" in first) == (7, 3, False)
    last = vraag(
        vraag(first["volgende"].removeprefix("http://testserver"))["volgende"].removeprefix(
            "http://testserver"
        )
    )
    assert (last["pagina"], len(last["resultaten"]), "volgende" in last) == (3, 1, False)


def test_the_profile_comes_back_as_it_was_loaded(turfschip: None, vraag: Any) -> None:
    answer = vraag(f"{V1}/basisprofielen/{KVK}")
    given = profile()
    embedded, wanted = answer.pop("_embedded"), given.pop("_embedded")
    answer.pop("links")
    assert answer == given
    for name, part in wanted.items():
        embedded[name].pop("links")
        assert embedded[name] == part
    assert vraag(f"{V1}/basisprofielen/{KVK}/eigenaar")["rechtsvorm"] == "BV"
    assert vraag(f"{V1}/basisprofielen/{KVK}/hoofdvestiging")["vestigingsnummer"] == MAIN


def test_branches_and_a_shielded_address(turfschip: None, vraag: Any) -> None:
    answer = vraag(f"{V1}/basisprofielen/{KVK}/vestigingen")
    counts = ("aantalCommercieleVestigingen", "aantalNietCommercieleVestigingen", "totaalAantalVestigingen")
    assert [answer[n] for n in counts] == [1, 1, 2]
    assert [v["indAdresAfgeschermd"] for v in answer["vestigingen"]] == ["Nee", "Ja"]
    assert "volledigAdres" not in answer["vestigingen"][1]
    branch = vraag(f"{V1}/vestigingsprofielen/{SIDE}")
    assert branch["adressen"] == [{"type": "bezoekadres", "indAfgeschermd": "Ja"}]
    assert "Geheimpad" not in json.dumps([answer, branch, vraag(f"{V2}/zoeken?kvkNummer={KVK}")])


def test_with_the_place_that_the_bag_knows(turfschip: None, vraag: Any) -> None:
    Nummeraanduiding.objects.create(
        identificatie="0085200000000001", openbare_ruimte="Lindelaan", huisnummer=12, huisletter="A",
        postcode="8431AA", woonplaats="Oosterwolde", lon=6.29, lat=52.99,
    )  # fmt: skip
    geo = vraag(f"{V1}/vestigingsprofielen/{MAIN}?geoData=true")["adressen"][0]["geoData"]
    assert geo["nummerAanduidingId"] == "0085200000000001"
    assert (round(geo["rijksdriehoekX"]), round(geo["rijksdriehoekY"])) == (215622, 556271)
    assert "geoData" not in vraag(f"{V1}/vestigingsprofielen/{MAIN}")["adressen"][0]


@pytest.mark.parametrize(
    "path",
    [
        f"{V2}/zoeken",
        f"{V2}/zoeken?naam=",
        f"{V2}/zoeken?postcode=8431AA",
        f"{V2}/zoeken?huisnummer=1",
        f"{V2}/zoeken?kvkNummer=1&rsin=2",
        f"{V2}/zoeken?naam=x&pagina=0",
        f"{V2}/zoeken?naam=x&type=filiaal",
        f"{V2}/zoeken?naam=%00",
        f"{V2}/zoeken?bedrijf=x",
        f"{V1}/basisprofielen/1",
        f"{V1}/basisprofielen/{KVK}?geoData=ja",
        f"{V1}/vestigingsprofielen/x",
    ],
)
def test_a_wrong_question_is_told(turfschip: None, vraag: Any, path: str) -> None:
    assert vraag(path, 400)["fout"][0]["omschrijving"]


def test_all_faults_at_once(vraag: Any) -> None:
    assert len(vraag(f"{V2}/zoeken?kvkNummer=1&rsin=2&pagina=0", 400)["fout"]) == 3


def test_without_a_key_nothing(turfschip: None, client: Any) -> None:
    assert client.get(f"{V1}/basisprofielen/{KVK}").status_code == 401
    assert client.get(f"{V1}/basisprofielen/{KVK}", headers={"apikey": "fout"}).status_code == 401


def test_another_municipality_sees_nothing(turfschip: None, other_tenant: int, actor: Any) -> None:
    with tenant_scope(other_tenant):
        made = add_applicatie(label="Ander", client_id=None, secret=None, alles=False, actor=actor)
        for model in (Inschrijving, Vestiging, Ingang):
            assert not model.objects.exists()
    client = Client(headers={"apikey": made["api_key"]})
    assert client.get(f"{V1}/basisprofielen/{KVK}").status_code == 404
    assert client.get(f"{V2}/zoeken?naam=turfschip").status_code == 404


def test_the_same_twice_changes_nothing_and_a_change_is_found_by_its_new_name_only(
    laad: Any, vraag: Any
) -> None:
    laad(profile(), SIDE_BRANCH)
    again = laad(profile(), SIDE_BRANCH)
    assert (again.nieuw, again.gewijzigd, again.gelijk) == (0, 0, 3)
    laad(
        profile(
            naam="De Oven", statutaireNaam="De Oven B.V.", handelsnamen=[{"naam": "De Oven", "volgorde": 0}]
        )
    )
    assert found(vraag(f"{V2}/zoeken?naam=oven")) == ALL
    assert vraag(f"{V2}/zoeken?naam=bakkerij", 404)


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (b"{", "bestand"),
        (b"[]", "bestand"),
        (b'"tekst"', "profiel"),
        (json.dumps([profile(), profile(kvkNummer="12")]).encode(), "[1].kvkNummer"),
        (
            json.dumps([profile(), profile(materieleRegistratie={"datumAanvang": "gisteren"})]).encode(),
            "[1].datumAanvang",
        ),
        (json.dumps([profile(), profile(indNonMailing="misschien")]).encode(), "[1].indNonMailing"),
        (json.dumps([profile(), profile(adressen={})]).encode(), "[1].adressen"),
        (json.dumps([profile(), {**SIDE_BRANCH, "kvkNummer": "11111111"}]).encode(), "11111111"),
        (json.dumps(profile()).encode("utf-16"), "bestand"),
    ],
)
def test_a_broken_file_is_told_with_its_place_and_nothing_counts(
    tenant: Any, actor: Any, broken: bytes, where: str
) -> None:
    with pytest.raises(HrRefused) as no:
        import_kvk(broken, actor=actor)
    assert where in no.value.message
    assert not Inschrijving.objects.exists()


def test_known_answers_for_a_form(turfschip: None) -> None:
    answers = bedrijf(KVK)
    assert answers is not None
    assert (answers["naam"], answers["rechtsvorm"]) == ("Bakkerij Het Turfschip", "BV")
    assert answers["adres"] == {
        "postcode": "8431AA", "huisnummer": "12A", "straat": "Lindelaan", "woonplaats": "Oosterwolde",
    }  # fmt: skip
    assert bedrijf("00000000") is None


def test_the_index_is_used_by_the_application(turfschip: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # so that no statistics decide
        cursor.execute(
            "EXPLAIN SELECT inschrijving_id FROM hr_ingang "
            "WHERE soort = 'naam' AND ingang >= 'A' AND ingang < 'B' ORDER BY ingang"
        )
        plan = " ".join(row[0] for row in cursor.fetchall())
    used = plan.split("Index Cond:", 1)[1]
    assert "(tenant = " in used
    assert "ingang >=" in used
    assert "Filter:" not in plan


@pytest.mark.standaard
@pytest.mark.skipif(not SAMPLES.exists(), reason="de map met standaarden is er niet")
@pytest.mark.parametrize("name", ["kvk-basisprofiel_response.json", "kvk-basisprofiel_response_vve.json"])
def test_the_samples_of_the_kvk_come_back_the_same(tenant: Any, actor: Any, vraag: Any, name: str) -> None:
    sample = json.loads((SAMPLES / name).read_text())
    import_kvk((SAMPLES / name).read_bytes(), actor=actor)
    answer = vraag(f"{V1}/basisprofielen/{sample['kvkNummer']}")
    assert answer["links"][0]["rel"] == "self"
    for part in (answer, sample, *answer["_embedded"].values(), *sample["_embedded"].values()):
        part.pop("links")
    assert answer == sample
