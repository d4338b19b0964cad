"""Mutations of the BGT (was and wordt) keep the history, fit on what is there, and stop at the one that does not."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.magazijnen.bgt import queries
from kapstok.magazijnen.bgt.levering.laden import load
from kapstok.magazijnen.bgt.models import Levering, Vak, Voorkomen
from kapstok.magazijnen.bgt.rules import vakken
from kapstok.magazijnen.bgt.tests import leveringen as maak
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.laden import Telling

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND = "2020-01-02T10:00:00.000"
FIRST = maak.pand()
CLOSED = maak.replace(FIRST, eind=SECOND)
LATER = maak.replace(FIRST, geregistreerd=SECOND, size=20.0)
GREW = ((FIRST, CLOSED), (None, LATER))  # as one group of PDOK: the version ends, the next one comes
_files = itertools.count(1)


@pytest.fixture
def laad(tenant: Any, actor: Any, tmp_path: Path) -> Callable[[bytes], Telling]:
    """Load one file."""

    def make(content: bytes) -> Telling:
        path = maak.zipped(tmp_path / f"{next(_files)}.zip", {"bgt_delta": content})
        return load(path, tenant=1, actor=actor, now=NOW)

    return make


def told(counts: Telling) -> tuple[int, int, int, int]:
    return counts.nieuw, counts.gewijzigd, counts.verwijderd, counts.gelijk


def sizes(bekend: datetime | None = None) -> dict[str, float]:
    """What there is, or was known: how far east each object reaches."""
    vraag = queries.Vraag(("pand", "wegdeel", "waterdeel"), None, bekend=bekend)
    return {r["lokaal_id"]: _east(r) for r in queries.objecten(vraag, limit=100)}


def _east(row: Any) -> float:
    return (
        Voorkomen.objects.get(lokaal_id=row["lokaal_id"], geregistreerd=row["geregistreerd"]).oost - 200_000
    )


def test_a_version_ends_and_the_next_one_comes(laad: Any) -> None:
    assert told(laad(maak.mutaties((None, FIRST)))) == (1, 0, 0, 0)
    assert told(laad(maak.mutaties(*GREW))) == (1, 1, 0, 0)
    old, new = Voorkomen.objects.order_by("geregistreerd")
    assert old.eind_registratie == new.geregistreerd
    assert sizes() == {FIRST.id: 20.0}
    assert sizes(datetime(2019, 1, 1, tzinfo=UTC)) == {FIRST.id: 10.0}
    assert sizes(datetime(2014, 1, 1, tzinfo=UTC)) == {}
    assert Vak.objects.filter(voorkomen=new.id).count() == len(
        set(vakken(queries.Kader(new.west, new.zuid, new.oost, new.noord)))
    )


def test_on_a_download_of_what_there_is_mutations_go_on(laad: Any) -> None:
    laad(maak.gml(FIRST, maak.weg()))
    assert told(laad(maak.mutaties(*GREW))) == (1, 1, 0, 0)
    assert sizes() == {FIRST.id: 20.0, maak.weg().id: 10.0}


def test_what_a_download_had_already_told_changes_nothing(laad: Any) -> None:
    laad(maak.gml(FIRST))
    laad(maak.gml(LATER))  # the one before it ended by that
    before = set(Voorkomen.objects.values_list("id", flat=True))
    # That it ended is told once more, with all that it said; what came after it was known.
    assert told(laad(maak.mutaties(*GREW))) == (0, 1, 0, 1)
    assert set(Voorkomen.objects.values_list("id", flat=True)) == before
    assert sizes() == {FIRST.id: 20.0}


def test_the_same_mutations_in_another_file_change_nothing(laad: Any) -> None:
    laad(maak.mutaties((None, FIRST), *GREW))
    before = set(Voorkomen.objects.values_list("id", "eind_registratie"))
    assert told(laad(maak.mutaties((None, LATER), (FIRST, CLOSED)))) == (0, 0, 0, 2)
    assert set(Voorkomen.objects.values_list("id", "eind_registratie")) == before


def test_a_fault_in_an_older_version_is_put_right_and_what_never_was_goes(laad: Any) -> None:
    laad(maak.mutaties((None, FIRST), *GREW))
    right = maak.replace(CLOSED, size=5.0)
    assert told(laad(maak.mutaties((CLOSED, right), (LATER, None)))) == (0, 1, 1, 0)
    assert sizes(datetime(2019, 1, 1, tzinfo=UTC)) == {FIRST.id: 5.0}
    assert sizes() == {}


def test_the_first_state_is_loaded_as_what_there_is(laad: Any) -> None:
    assert told(laad(maak.mutaties((None, FIRST), (None, maak.weg()), soort="initial"))) == (2, 0, 0, 0)
    assert told(laad(maak.mutaties((None, LATER), (None, maak.weg()), soort="initial"))) == (1, 0, 0, 1)
    assert sizes() == {FIRST.id: 20.0, maak.weg().id: 10.0}


def test_a_day_on_which_nothing_happened_is_a_delivery_too(laad: Any) -> None:
    assert told(laad(maak.mutaties())) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("known", "mutation", "why"),
    [
        ((), (FIRST, CLOSED), "wat er volgens deze mutatie was, is er niet"),
        ((FIRST,), (LATER, None), "wat er volgens deze mutatie was, is er niet"),
        ((FIRST,), (None, LATER), "het voorkomen hiervoor is nog niet beëindigd"),
        ((FIRST,), (None, maak.replace(FIRST, size=3.0)), "dit voorkomen is er al, met een andere inhoud"),
        ((CLOSED, LATER), (FIRST, maak.replace(FIRST, size=3.0)), "is hier al anders geëindigd"),
        ((LATER,), (None, FIRST), "er is al een later voorkomen"),
    ],
)
def test_out_of_order_stops_at_the_mutation_with_its_place(
    laad: Any, known: tuple[maak.Ding, ...], mutation: Any, why: str
) -> None:
    if known:
        laad(maak.gml(*known))
    before = sizes()
    with pytest.raises(LeveringFout, match=rf"bgt_delta\.gml, regel \d+: pand G0085\.pand1: .*{why}") as no:
        laad(maak.mutaties((None, maak.weg()), mutation))
    assert no.value.code == "volgorde"
    assert sizes() == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ((b">delta<", b">later<"), "mutatieType “later” is geen initial of delta"),
        ((b"ml:toevoeging", b"ml:wijziging"), "geen toevoeging, wijziging of verwijdering"),
        ((b"mlb:bgtObject", b"mlb:leeg"), None),
        ((b"cityObjectMember", b"ander"), "ontbreekt het object"),
        ((b"generiek/2.0", b"generiek/9.0"), "hierin zit geen object"),
        ((b"mutatielevering-bgt/1.0", b"mutatielevering-bgt/9.0"), "geen BGT-levering"),
    ],
)
def test_a_broken_file_of_mutations_is_told(laad: Any, change: tuple[bytes, bytes], why: str | None) -> None:
    content = maak.mutaties((None, FIRST)).replace(*change)
    if why is None:  # what stands around the object says nothing
        assert told(laad(content)) == (1, 0, 0, 0)
        return
    with pytest.raises(LeveringFout, match=why):
        laad(content)
    assert sizes() == {}


def test_was_and_wordt_are_of_one_object(laad: Any) -> None:
    laad(maak.gml(FIRST))
    with pytest.raises(LeveringFout, match=r"G0085\.pand1 en wordt G0085\.ander zijn niet hetzelfde object"):
        laad(maak.mutaties((FIRST, maak.replace(FIRST, id="G0085.ander"))))


# A step: an object gets a new version so large, ends, or has its last version put right.
STEPS = st.lists(
    st.tuples(st.integers(1, 2), st.sampled_from(["nieuw", "eind", "recht"]), st.integers(2, 60)),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, cut=st.integers(0, 8), asked=st.lists(st.integers(0, 10), min_size=1, max_size=4))
def test_any_moment_agrees_with_the_list_of_what_happened(
    laad: Any, steps: list[tuple[int, str, int]], cut: int, asked: list[int]
) -> None:
    Voorkomen.objects.all().delete()
    Levering.objects.all().delete()
    start = datetime(2020, 1, 1, 12)
    versions: dict[str, list[maak.Ding]] = {}
    changes: list[tuple[maak.Ding | None, maak.Ding | None]] = []
    for n, (number, kind, size) in enumerate(steps, start=1):
        now = (start + timedelta(days=n)).isoformat()
        own = versions.setdefault(f"G0085.pand{number}", [])
        open_ = own[-1] if own and not own[-1].eind else None
        if kind == "recht" and own:
            right = maak.replace(own[-1], size=float(size))
            changes.append((own[-1], right))
            own[-1] = right
        elif kind == "eind" and open_:
            changes.append((open_, maak.replace(open_, eind=now)))
            own[-1] = maak.replace(open_, eind=now)
        elif kind == "nieuw":
            if open_:
                changes.append((open_, maak.replace(open_, eind=now)))
                own[-1] = maak.replace(open_, eind=now)
            own.append(maak.pand(f"G0085.pand{number}"))
            own[-1] = maak.replace(own[-1], geregistreerd=now, size=float(size))
            changes.append((None, own[-1]))
    for part in (changes[:cut], changes[cut:]):
        laad(maak.mutaties(*part))
    for days in asked:
        moment = start + timedelta(days=days, hours=6)
        expected = {
            number: v.size
            for number, own in versions.items()
            for v in own
            if datetime.fromisoformat(v.geregistreerd) <= moment
            and (not v.eind or datetime.fromisoformat(v.eind) > moment)
        }
        assert sizes(moment.replace(tzinfo=UTC)) == expected
    assert sizes() == {number: own[-1].size for number, own in versions.items() if own and not own[-1].eind}
