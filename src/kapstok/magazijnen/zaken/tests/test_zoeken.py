"""Finding zaken by words, under the policy and by the index."""

from typing import Any

import pytest
from django.db import connection

from kapstok.magazijnen.zaken.models import Zaak, ZaakWoord
from kapstok.magazijnen.zaken.services import change_zaak
from kapstok.magazijnen.zaken.zoeken import find_zaken, words_of
from kapstok.platform.db import tenant_scope


def _found(question: str) -> set[str]:
    return {row["omschrijving"] for row in find_zaken(question, limit=50)}


@pytest.fixture
def zaken(given: Any) -> Any:
    kind = given.zaaktype()
    made = given.zaak(kind, omschrijving="Kapvergunning eik Lindelaan 12")
    given.initiator(made, kind)
    given.zaak(kind, omschrijving="Café met terras")
    return made


@pytest.mark.parametrize(
    "question", ["eik", "EIK linde", "lindelaan 12", "moulin", "suz mou", "kapverg", "  eik  "]
)
def test_every_word_of_the_question_begins_a_word_of_the_zaak(zaken: Any, question: str) -> None:
    assert _found(question) == {"Kapvergunning eik Lindelaan 12"}


@pytest.mark.parametrize("question", ["cafe", "CAFÉ", "café terr"])
def test_accents_make_no_difference(zaken: Any, question: str) -> None:
    assert _found(question) == {"Café met terras"}


@pytest.mark.parametrize(
    "question", ["eik terras", "laan", "", "%", "'", "\\", "eik_", "🌳", "a" * 300, "🌳" * 200]
)
def test_a_part_of_a_word_or_nonsense_finds_nothing(zaken: Any, question: str) -> None:
    assert _found(question) in (set(), {"Kapvergunning eik Lindelaan 12"} if question == "eik_" else set())


def test_a_number_is_found_by_its_parts(zaken: Any) -> None:
    assert _found(zaken.identificatie) == {"Kapvergunning eik Lindelaan 12"}


def test_another_subject_is_found_by_its_new_words_only(zaken: Any, actor: Any) -> None:
    change_zaak(zaken.id, {"omschrijving": "Beuk aan de Dorpsstraat"}, actor=actor)
    assert _found("beuk dorps") == {"Beuk aan de Dorpsstraat"}
    assert _found("lindelaan") == set()
    assert _found("moulin") == {"Beuk aan de Dorpsstraat"}


def test_words_go_with_the_zaak(zaken: Any) -> None:
    assert ZaakWoord.objects.filter(zaak_id=zaken.id).exists()
    Zaak.objects.filter(id=zaken.id).delete()
    assert not ZaakWoord.objects.filter(zaak_id=zaken.id).exists()


def test_words_are_those_of_the_text_after_every_change(zaken: Any) -> None:
    for text in ("ÉCOLE EIK EIK 7", "ECOLE BEUK", "", "DÉ BEUK 007"):
        Zaak.objects.filter(id=zaken.id).update(zoektekst=text)
        kept = ZaakWoord.objects.filter(zaak_id=zaken.id).order_by("woord")
        assert list(kept.values_list("woord", flat=True)) == words_of(text)
    Zaak.objects.filter(id=zaken.id).delete()
    assert not ZaakWoord.objects.filter(zaak_id=zaken.id).exists()


def test_a_word_is_written_in_one_index(zaken: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'zaken_zaakwoord'")
        assert cursor.fetchall() == [("zaken_zaakwoord_pkey",)]


def test_another_municipality_finds_nothing(zaken: Any, other_tenant: int) -> None:
    with tenant_scope(other_tenant):
        assert _found("eik") == set()
        assert not ZaakWoord.objects.exists()


def test_words_are_in_capitals_and_each_once(tenant: Any) -> None:
    assert words_of("Eik, eik & é-mail o 7") == ["7", "EIK", "MAIL"]


def test_the_index_is_used_by_the_application(given: Any) -> None:
    """As the role that the policies hold for. Asked in the order of the words, so that no statistics decide."""
    given.zaak(given.zaaktype(), omschrijving="Veel woorden")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("kapstok_app",)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT zaak_id FROM zaken_zaakwoord WHERE woord >= 'W003' AND woord < 'W004' ORDER BY woord"
        )
        plan = " ".join(row[0] for row in cursor.fetchall())
    condition = plan.split("Index Cond:", 1)[1]
    assert "(tenant = " in condition
    assert "(woord >= 'W003'" in condition
    assert "Filter:" not in plan
