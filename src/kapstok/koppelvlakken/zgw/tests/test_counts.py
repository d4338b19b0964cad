"""The number in a list is kept with every write, and is the number of rows that the caller sees."""

from datetime import UTC, date, datetime, timedelta
from operator import eq, ge, gt, le, lt
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from kapstok.magazijnen.zaken import services as s
from kapstok.magazijnen.zaken.models import Status, Zaak, Zaakstand, Zaaktelregel
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value, tenant_scope
from kapstok.platform.resource import Call, Caller, compiled, query
from kapstok.platform.resource.kept import months

PLACE = "/zaken/api/v1/zaken"
# No number is kept by two more properties: the rows are counted.
SCAN = "startdatum__gte=1900-01-01&registratiedatum__gt=1900-01-01"


def _both(client: Any, query: str = "") -> int:
    kept = client.get(f"{PLACE}?{query}").data["count"]
    scanned = client.get(f"{PLACE}?{SCAN}&{query}").data["count"]
    assert kept == scanned
    return int(kept)


@pytest.mark.regel("zgw-x-lijst")
def test_the_kept_number_is_the_number_of_rows_in_reach(given: Any, application: Any) -> None:
    kap, other = given.zaaktype(), given.zaaktype(identificatie="ANDERS", omschrijving="Anders")
    given.zaak(kap)
    given.zaak(kap, vertrouwelijkheidaanduiding="geheim")
    closed, gone = given.zaak(kap), given.zaak(other)
    everybody = application()
    limited = application(zrc=(["zaken.lezen"], "KAP", "vertrouwelijk"))
    assert (_both(everybody), _both(limited)) == (4, 2)
    s.close_zaak(
        closed.id, kap.resultaattypen[0].id, actor=given.actor, moment=datetime(2026, 11, 24, tzinfo=UTC)
    )
    assert (_both(everybody), _both(limited)) == (4, 2)
    s.change_zaak(closed.id, {"vertrouwelijkheidaanduiding": "geheim"}, actor=given.actor, forced=True)
    assert (_both(everybody), _both(limited)) == (4, 1)
    s.delete_zaak(gone.id, actor=given.actor)
    assert (_both(everybody), _both(limited)) == (3, 1)
    of_type = f"zaaktype=http://ooststellingwerf.localhost/catalogi/api/v1/zaaktypen/{kap.id}"
    assert (_both(everybody, of_type), _both(limited, of_type)) == (3, 1)
    assert _both(everybody, "maximaleVertrouwelijkheidaanduiding=openbaar") == 0
    assert _both(application(zrc=(["zaken.lezen"], "NIETS", "zeer_geheim"))) == 0


def test_a_range_of_days_with_rights_on_some_zaken_counts_those(given: Any, application: Any) -> None:
    """Of whole months by what is kept, of the days at both ends by what is there."""
    kind, other = given.zaaktype(), given.zaaktype(identificatie="ANDERS", omschrijving="Anders")
    _add([_at(date(2026, month, 15), rang) for month in (1, 2, 3) for rang in (1, 8)], kind.id)
    _add([_at(date(2026, month, 15), 1) for month in (1, 2, 3)], other.id, 6)
    limited = application(zrc=(["zaken.lezen"], "KAP", "vertrouwelijk"))
    for start, end, number in (("01-10", "03-20", 3), ("01-16", "03-15", 1), ("01-15", "01-15", 0)):
        asked = f"{PLACE}?startdatum__gte=2026-{start}&startdatum__lt=2026-{end}"
        found = limited.get(asked).data
        assert (found["count"], len(found["results"])) == (number, number), asked


def _at(day: date, rang: int) -> dict[str, Any]:
    texts = {"archiefnominatie": "", "archiefstatus": "nog_te_archiveren", "bronorganisatie": "851000010"}
    return {"startdatum": day, "registratiedatum": day, "vertrouwelijkheid_rang": rang, **texts}


DAY = st.dates(date(2024, 11, 20), date(2025, 3, 10))
COLUMNS = {
    "startdatum": "startdatum",
    "registratiedatum": "registratiedatum",
    "einddatum": "einddatum",
    "einddatumGepland": "einddatum_gepland",
    "uiterlijkeEinddatumAfdoening": "uiterlijke_einddatum_afdoening",
    "archiefactiedatum": "archiefactiedatum",
}
HOW = {"__gt": gt, "__gte": ge, "__lt": lt, "__lte": le, "": eq}
OFFERED = {"startdatum": tuple(HOW)}
ZAAK = st.fixed_dictionaries(
    {
        "startdatum": DAY,
        "registratiedatum": DAY,
        "einddatum": st.none() | DAY,
        "einddatum_gepland": st.none() | DAY,
        "uiterlijke_einddatum_afdoening": st.none() | DAY,
        "archiefactiedatum": st.none() | DAY,
        "archiefnominatie": st.sampled_from(["", "vernietigen", "blijvend_bewaren"]),
        "archiefstatus": st.sampled_from(["nog_te_archiveren", "overgedragen"]),
        "bronorganisatie": st.sampled_from(["851000010", "851000022"]),
        "vertrouwelijkheid_rang": st.integers(1, 8),
        "statustype_id": st.sampled_from([None, UUID(int=7)]),
    }
)


@st.composite
def days(draw: Any) -> tuple[dict[str, str], Any]:
    """One or two bounds on one day, and what they mean."""
    name = draw(st.sampled_from(sorted(COLUMNS)))
    offered = OFFERED.get(name, ("__gt", "__lt", ""))
    asked = draw(st.dictionaries(st.sampled_from(offered), DAY, min_size=1, max_size=2))

    def holds(zaak: dict[str, Any]) -> bool:
        day = zaak[COLUMNS[name]]
        return day is not None and all(HOW[how](day, bound) for how, bound in asked.items())

    return {f"{name}{how}": day.isoformat() for how, day in asked.items()}, holds


VALUES = st.sampled_from(
    [
        ({}, lambda z: True),
        ({"einddatum__isnull": "true"}, lambda z: z["einddatum"] is None),
        ({"archiefactiedatum__isnull": "false"}, lambda z: z["archiefactiedatum"] is not None),
        ({"archiefnominatie": "vernietigen"}, lambda z: z["archiefnominatie"] == "vernietigen"),
        ({"archiefnominatie__in": "vernietigen,"}, lambda z: z["archiefnominatie"] in {"vernietigen", ""}),
        ({"archiefstatus": "overgedragen"}, lambda z: z["archiefstatus"] == "overgedragen"),
        ({"bronorganisatie": "851000022"}, lambda z: z["bronorganisatie"] == "851000022"),
        ({"maximaleVertrouwelijkheidaanduiding": "intern"}, lambda z: z["vertrouwelijkheid_rang"] <= 3),
        (
            {
                "status__statustype": "http://ooststellingwerf.localhost/catalogi/api/v1/statustypen/"
                "00000000-0000-0000-0000-000000000007"
            },
            lambda z: z["statustype_id"] == UUID(int=7),
        ),
    ]
)


def _add(zaken: list[dict[str, Any]], zaaktype: UUID, start: int = 0) -> None:
    fixed = {
        "verantwoordelijke_organisatie": "851000010",
        "laatst_gemuteerd": datetime(2026, 1, 1, tzinfo=UTC),
    }
    rows = [
        Zaak(zaaktype_id=zaaktype, identificatie=str(n), vertrouwelijkheidaanduiding="", **fixed, **z)
        for n, z in enumerate(zaken, start)
    ]
    Zaak.objects.bulk_create(rows)


def test_what_is_kept_is_what_is_there(given: Any, tenant: Any) -> None:
    """Whatever is written, added up or asked for; and nothing of another municipality."""
    kind = given.zaaktype()
    now = datetime(2026, 11, 23, tzinfo=UTC)
    caller = Caller(UUID(int=0), 1, SYSTEM, everything=True)
    call = Call(caller, "http://ooststellingwerf.localhost", now, compiled())
    own = compiled()["zaken.zaak"]

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @examples(
        st.lists(ZAAK, max_size=12),
        st.lists(ZAAK, max_size=6),
        days() | VALUES,
        st.booleans(),
        st.integers(0, 3),
    )
    def agrees(
        first: list[dict[str, Any]], second: list[dict[str, Any]], asked: Any, added_up: bool, gone: int
    ) -> None:
        given_, holds = asked
        Zaak.objects.all().delete()
        _add(first, kind.id)
        if added_up:
            fetch_value("SELECT zaak_tellingen_bij()")
            assert not Zaaktelregel.objects.exists()
        _add(second, kind.id, len(first))
        Zaak.objects.filter(identificatie__in=[str(n) for n in range(gone)]).delete()
        there = [*first, *second][gone:]
        if there:
            change = {"einddatum": None, "archiefnominatie": "vernietigen"}
            Zaak.objects.filter(identificatie=str(gone)).update(**change)
            there[0] = {**there[0], **change}
        want = query.of_list(call, own, given_)
        assert own.page(call, want, body=False)[0] == sum(map(holds, there))
        count, rows = own.page(call, want, body=True)
        assert (count, rows.count(b'"uuid":')) == (sum(map(holds, there)),) * 2

    agrees()
    with tenant_scope(2):
        assert fetch_value("SELECT count(*) FROM zaken_zaaktelregel") == 0
        assert fetch_value("SELECT count(*) FROM zaken_zaaktelling") == 0


@examples(
    st.lists(st.tuples(st.sampled_from([">", ">=", "<", "<=", "="]), st.dates()), min_size=1, max_size=3),
    st.dates(),
)
@example([("=", date.max)], date.max)
def test_a_day_counts_once_when_it_is_asked_for_and_else_not(asked: Any, day: date) -> None:
    how = {">": gt, ">=": ge, "<": lt, "<=": le, "=": eq}
    span = months(asked)
    if span is None:
        assert any(bound > date.max - timedelta(days=40) for _, bound in asked)
        return
    ends = {"-infinity": date.min, "infinity": date.max}
    at = {n: ends.get(v) or date.fromisoformat(v) for n, v in span.items() if n not in {"left", "right"}}
    if day == date.max and "infinity" in span.values():
        return
    number = at["first"] <= day < at["last"]
    number += int(span["left"]) * (at["left_from"] <= day < at["left_to"])
    number += int(span["right"]) * (at["right_from"] <= day < at["right_to"])
    assert number == all(how[op](day, bound) for op, bound in asked)
    assert all(span[n] in ends or at[n].day == 1 for n in ("first", "last"))
    assert sum((at[f"{n}_to"] - at[f"{n}_from"]).days for n in ("left", "right")) <= 31


def test_where_a_zaak_stands_is_counted_with_every_change(given: Any, application: Any) -> None:
    """Its newest status by the moment, its outcome and its kenmerken: as they are given, put right and taken away."""
    kind, app = given.zaaktype(), application()
    zaak = given.zaak(kind)
    given.zaak(kind)

    def numbers() -> list[int]:
        place, base = "http://ooststellingwerf.localhost/catalogi/api/v1", "status__datumStatusGezet"
        asked = (
            f"{base}__gte=2026-11-23T10:00:00Z",
            f"{base}__gte=2026-11-01T00:00:00Z&{base}__lt=2026-11-23T10:00:00Z",
            f"status__statustype={place}/statustypen/{kind.statustypen[1].id}",
            f"resultaat__resultaattype={place}/resultaattypen/{kind.resultaattypen[0].id}",
            f"resultaat__resultaattype={place}/resultaattypen/{kind.resultaattypen[1].id}",
            "kenmerk__bron=oud",
        )
        found = [app.get(f"{PLACE}?{query}").data for query in asked]
        assert all(page["count"] == len(page["results"]) for page in found)
        return [page["count"] for page in found]

    assert numbers() == [0, 0, 0, 0, 0, 0]
    first, second = (datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in (9, 10))
    s.set_status(zaak.id, kind.statustypen[0].id, actor=given.actor, moment=first)
    assert numbers() == [0, 1, 0, 0, 0, 0]
    row = s.set_status(zaak.id, kind.statustypen[1].id, actor=given.actor, moment=second)
    s.set_resultaat(zaak.id, kind.resultaattypen[0].id, actor=given.actor)
    s.change_zaak(zaak.id, {"kenmerken": [{"bron": "oud", "kenmerk": "1:2"}]}, actor=given.actor)
    assert numbers() == [1, 0, 1, 1, 0, 1]
    assert app.get(f"{PLACE}?kenmerk=oud:1:2").data["count"] == 1
    assert app.get(f"{PLACE}?kenmerk=oud:1").data["count"] == 0
    fetch_value("SELECT zaak_tellingen_bij()")
    s.set_resultaat(zaak.id, kind.resultaattypen[1].id, actor=given.actor)
    Status.objects.filter(id=row.id).update(datum_status_gezet=first + timedelta(minutes=1))
    assert numbers() == [0, 1, 1, 0, 1, 1]
    s.remove_resultaat(zaak.id, actor=given.actor)
    s.change_zaak(zaak.id, {"kenmerken": []}, actor=given.actor)
    assert numbers() == [0, 1, 1, 0, 0, 0]
    s.delete_zaak(zaak.id, actor=given.actor)
    assert numbers() == [0, 0, 0, 0, 0, 0]
    assert not Zaakstand.objects.exists()
