"""What lies over a point is found, however large it is."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kapstok.kern.rd import to_lonlat
from kapstok.magazijnen.bag import plek
from kapstok.magazijnen.bag.bevragen import Tijd
from kapstok.magazijnen.bag.levering.laden import load
from kapstok.magazijnen.bag.maat import SIZES, maat, vensters
from kapstok.magazijnen.bag.plek import op_punt
from kapstok.magazijnen.bag.tests import leveringen as maak
from kapstok.platform.db import tenant_scope

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
OP = Tijd(date(2026, 11, 25), NOW)
SMALL, HALL = "0085100000000001", "0085100000000002"


def hal(west: int, south: int, wide: int, high: int) -> maak.Stuk:
    """A building with these sides."""
    ring = [
        (west, south),
        (west + wide, south),
        (west + wide, south + high),
        (west, south + high),
        (west, south),
    ]
    corners = " ".join(f"{x} {y} 0" for x, y in ring)
    old = "200400 550400 0 200410 550400 0 200410 550412 0 200400 550412 0 200400 550400 0"
    made = maak.pand(HALL)
    return maak.replace(made, voor=made.voor.replace(old, corners))


@pytest.mark.parametrize(("x", "y"), [(200001, 550001), (203999, 550899), (202000, 550450)])
def test_a_building_of_kilometres_is_found_at_its_corners_as_in_its_middle(
    db: None, actor: Any, tmp_path: Path, x: int, y: int
) -> None:
    made = maak.zipped(
        tmp_path / "x.zip", {"9999PND": maak.stand(maak.pand(), hal(200000, 550000, 4000, 900))}
    )
    load(made, tenant=1, actor=actor, now=NOW)
    with tenant_scope(1):
        assert [row["identificatie"] for row in op_punt("PND", x, y, OP)] == [HALL]
        assert {row["identificatie"] for row in op_punt("PND", 200405, 550405, OP)} == {SMALL, HALL}
        assert op_punt("PND", 199999, y, OP) == []
    with tenant_scope(2):
        assert op_punt("PND", x, y, OP) == []


def test_sizes_and_borders_are_conditions_of_the_index(tenant: Any) -> None:
    """As the role that the policies hold for. Asked in the order of the index, as no other one is better when there is
    hardly anything."""
    sizes = "(VALUES (1::smallint, 0.1, 0.1)) AS m(maat, hoog, breed)"
    statement = f"EXPLAIN SELECT * FROM {sizes}, LATERAL ({plek._OF_SIZE} ORDER BY maat, lat LIMIT 1) AS v"
    with connection.cursor() as cursor:
        for other in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{other} = off")
        cursor.execute(statement, {"soort": "PND", "lat": 52.9, "lon": 6.1})
        plan = " ".join(row[0] for row in cursor.fetchall())
    used = plan.split("Index Cond:", 1)[1]
    assert all(part in used for part in ("(tenant = ", "objecttype", "maat = ", "lat >= ", "lon <= "))
    assert "Filter:" not in plan


@given(
    st.floats(0, 290_000),
    st.floats(300_000, 630_000),
    st.floats(0.01, 60_000),
    st.floats(0.01, 60_000),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_the_window_of_its_size_holds_the_middle_of_every_box_over_the_point(
    west: float, south: float, wide: float, high: float, right: float, up: float
) -> None:
    """Anywhere in the country and a good deal round it."""
    size = maat((west, south, west + wide, south + high))
    assert max(wide, high) / 2 <= 2**size * 1.000001 or size == SIZES[-1]
    lon, lat = to_lonlat(west + wide * right, south + high * up)
    middle_lon, middle_lat = to_lonlat(west + wide / 2, south + high / 2)
    sizes, highs, wides = vensters(lat)
    at = sizes.index(size)
    assert abs(middle_lat - lat) <= highs[at]
    assert abs(middle_lon - lon) <= wides[at]
