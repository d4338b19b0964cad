"""Finding an address by what somebody types: right, half, or wrong; by the index, and only our own."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kapstok.magazijnen.bag import plek, zoeken
from kapstok.magazijnen.bag.models import Drieletter, Nummeraanduiding, Straat
from kapstok.magazijnen.bag.queries import nearest
from kapstok.magazijnen.bag.zoeken import Gelezen, gelezen, straten, zoek_adres
from kapstok.platform.db import tenant_scope
from kapstok.platform.geo import wkb

STREETS = {
    "Lindelaan": "8431AA",
    "Lindenhof": "8431AB",
    "Molenweg": "8431BA",
    "Burgemeester Praatstraat": "8431BB",
    "2e Dwarsstraat": "8431CA",
    "Plein 1945": "8431CB",
    "Jan van Hoogzandwijk": "8431CC",
    "Singelblok": "8431CD",
    "Café Noordrand": "8431CE",
}


def address(n: int, street: str, number: int, **more: Any) -> Nummeraanduiding:
    return Nummeraanduiding(
        identificatie=f"0085200{n:09d}",
        openbare_ruimte=street,
        huisnummer=number,
        **{"postcode": "8431AA", "woonplaats": "Oosterwolde", "lon": 6.29, "lat": 52.99, **more},
    )


@pytest.fixture
def adressen(tenant: Any) -> None:
    rows = [
        address(100 * s + n, street, n, postcode=postcode)
        for s, (street, postcode) in enumerate(STREETS.items())
        for n in (1, 2, 12, 120)
    ]
    rows += [
        address(5000, "Molenweg", 12, woonplaats="Appelscha", postcode="8426BA"),
        address(5001, "Molenweg", 12, huisletter="A"),
        address(5002, "Molenweg", 12, huisletter="A", toevoeging="2"),
    ]
    Nummeraanduiding.objects.bulk_create(rows)


def first(question: str) -> str:
    return next((v.tekst for v in zoek_adres(question)), "")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Lindelaan 12", "Lindelaan 12, 8431 AA Oosterwolde"),
        ("lindelan 12", "Lindelaan 12, 8431 AA Oosterwolde"),
        ("Lindlaan 12", "Lindelaan 12, 8431 AA Oosterwolde"),
        ("lindeln 12 oosterwolde", "Lindelaan 12, 8431 AA Oosterwolde"),
        ("linde", "Lindelaan, Oosterwolde"),
        ("lindenh 2", "Lindenhof 2, 8431 AB Oosterwolde"),
        ("molnweg 12 apelscha", "Molenweg 12, 8426 BA Appelscha"),
        ("Appelscha molenweg 12", "Molenweg 12, 8426 BA Appelscha"),
        ("molenweg 12a-2", "Molenweg 12A-2, 8431 AA Oosterwolde"),
        ("burg praatstraat 1", "Burgemeester Praatstraat 1, 8431 BB Oosterwolde"),
        ("burgemeester praatstrat 1", "Burgemeester Praatstraat 1, 8431 BB Oosterwolde"),
        ("2e dwarstraat 2", "2e Dwarsstraat 2, 8431 CA Oosterwolde"),
        ("plein 1945", "Plein 1945, Oosterwolde"),
        ("plein 1945 2", "Plein 1945 2, 8431 CB Oosterwolde"),
        ("jan v hoogzantwijk 1", "Jan van Hoogzandwijk 1, 8431 CC Oosterwolde"),
        ("signelblok 1", "Singelblok 1, 8431 CD Oosterwolde"),
        ("cafe noordrand 1", "Café Noordrand 1, 8431 CE Oosterwolde"),
        ("8431 ab 12", "Lindenhof 12, 8431 AB Oosterwolde"),
        ("8431AB", "Lindenhof 1, 8431 AB Oosterwolde"),
        ("8426", "Molenweg 12, 8426 BA Appelscha"),
        ("12 8431ab", "Lindenhof 12, 8431 AB Oosterwolde"),
    ],
)
def test_what_was_meant_is_first(adressen: None, question: str, found: str) -> None:
    assert first(question) == found


def test_a_number_that_is_still_being_typed_gives_the_longer_ones_after_it(adressen: None) -> None:
    assert [v.huisnummer for v in zoek_adres("lindelaan 1") if v.straat == "Lindelaan"] == ["1", "12", "120"]


def test_a_number_that_is_not_there_still_shows_the_street(adressen: None) -> None:
    assert first("lindelaan 77") == "Lindelaan, Oosterwolde"


@pytest.mark.parametrize(
    "question", ["", " ", "x", "qqqqqq", "%", "\x00", "🌳🌳", "'", "zzzz 12", "9999ZZ 1", "\\"]
)
def test_nonsense_finds_nothing(adressen: None, question: str) -> None:
    assert zoek_adres(question) == []


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    parts = gelezen(text)
    assert parts.nummer is None or 0 <= parts.nummer <= 99999
    assert len(parts.woorden) <= 100


def test_taken_apart() -> None:
    assert gelezen("Lindelaan 12 a, 8431 AB Oosterwolde") == Gelezen(
        "Lindelaan Oosterwolde", "8431AB", 12, "A"
    )
    assert gelezen("12") == Gelezen("", "", 12)


def test_streets_come_and_go_with_their_addresses(adressen: None) -> None:
    Nummeraanduiding.objects.filter(openbare_ruimte="Singelblok", huisnummer__gt=1).delete()
    assert straten("singelblok") == [("Singelblok", "Oosterwolde")]
    Nummeraanduiding.objects.filter(openbare_ruimte="Singelblok").update(openbare_ruimte="Dubbelblok")
    assert ("Singelblok", "Oosterwolde") not in straten("singelblok")
    assert straten("dubbelblok")[0] == ("Dubbelblok", "Oosterwolde")
    Nummeraanduiding.objects.all().delete()
    assert not Straat.objects.exists()
    assert not Drieletter.objects.exists()


def test_another_municipality_finds_nothing(adressen: None, other_tenant: int) -> None:
    with tenant_scope(other_tenant):
        assert zoek_adres("lindelaan 12") == []
        assert zoek_adres("8431AB 12") == []
        assert not Straat.objects.exists()
        assert not Drieletter.objects.exists()
        assert nearest(6.29, 52.99) is None


@pytest.mark.parametrize(
    ("statement", "condition"),
    [
        ("SELECT straat_id FROM bag_drieletter WHERE drieletter = ANY('{lin,ind}')", "drieletter = ANY"),
        ("SELECT id FROM bag_nummeraanduiding WHERE lat BETWEEN 52 AND 53 AND lon BETWEEN 6 AND 7", "lat >="),
    ],
)
def test_the_index_is_used_by_the_application(
    adressen: None, just_loaded: Any, statement: str, condition: str
) -> None:
    """As the role that the policies hold for. Among so many rows no other index is as good."""
    Nummeraanduiding.objects.bulk_create(
        [address(6000 + n, f"Laan van de {n}e ruiter", n, lat=50 + n / 100) for n in range(600)]
    )
    just_loaded("bag_")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("kapstok_app",)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {statement}")
        plan = " ".join(row[0] for row in cursor.fetchall())
    used = plan.split("Index Cond:", 1)[1]
    assert "(tenant = " in used
    assert condition in used
    assert "Filter:" not in plan


def test_of_the_houses_with_a_number_only_those_in_the_streets_found_are_read(
    tenant: Any, just_loaded: Any
) -> None:
    """Also when the planner thinks that there are few of them: it knows nothing of what was just loaded."""
    Nummeraanduiding.objects.bulk_create(
        [address(n, f"Laan van de {n}e ruiter", n % 3, lat=50 + n / 100) for n in range(300)]
    )
    asked = {"nummer": 1, "letter": "", "extra": "", "most": 10}
    asked |= {"namen": ["Laan van de 1e ruiter"], "plaatsen": ["Oosterwolde"]}
    just_loaded("bag_")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {zoeken._IN_STREETS}", asked)
        plan = " ".join(row[0] for row in cursor.fetchall())
    assert "openbare_ruimte)::text = s.naam" in plan.split("Index Cond:", 1)[1].split("Filter:")[0]
    assert "Hash Join" not in plan


def test_a_point_in_a_hole_is_not_inside() -> None:
    def square(low: float, high: float) -> list[float]:
        return [low, low, high, low, high, high, low, high, low, low]

    ring = wkb.polygon([square(0, 10), square(4, 6)])
    both = wkb.several(wkb.MULTIPOLYGON, [ring, wkb.polygon([square(20, 30)])])
    asked = ((1, 1), (5, 5), (25, 25), (15, 15))
    assert [plek._over(both, x, y) for x, y in asked] == [True, False, True, False]


def test_the_nearest_is_the_nearest_also_across_the_border_of_the_small_box(tenant: Any) -> None:
    Nummeraanduiding.objects.bulk_create(
        [
            address(1, "Hoek", 1, lon=6.29 + 0.00098, lat=52.99 + 0.00058),  # in the corner of it: 92 m
            address(2, "Naast", 2, lon=6.29 + 0.0011, lat=52.99),  # just outside: 74 m
        ]
    )
    found = nearest(6.29, 52.99)
    assert found is not None
    assert found["straat"] == "Naast"
