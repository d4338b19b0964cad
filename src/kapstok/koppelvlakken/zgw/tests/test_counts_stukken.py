"""How documents stand, and how many documents and besluiten there are: kept with every write, however it is written."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.besluiten.models import Besluit
from kapstok.magazijnen.documenten.models import (
    Documentstand,
    Documenttelling,
    Documenttelregel,
    Documenttrefwoord,
    EnkelvoudigInformatieObject,
    InformatieObjectVersie,
    ObjectInformatieObject,
)
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value, tenant_scope, uuid7
from kapstok.platform.resource import Call, Caller, compiled, query

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LEVELS = [v.value for v in Vertrouwelijkheid]
DAYS = st.dates(date(2024, 11, 20), date(2025, 3, 10))
VERSIE = st.fixed_dictionaries(
    {
        "creatiedatum": DAYS,
        "vertrouwelijkheidaanduiding": st.sampled_from(LEVELS),
        "is_gereed_voor_publicatie": st.sampled_from([None, False, True]),
        "titel": st.sampled_from(["Brief", "Tekening"]),
        "trefwoorden": st.lists(st.sampled_from(["boom", "kap", "Eik"]), max_size=3),
    }
)
AT, NUMBER = st.integers(0, 3), st.sampled_from(["851000010", "851000022"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("nieuw"), NUMBER, VERSIE, st.booleans()),
        st.tuples(st.just("versie"), AT, VERSIE),
        st.tuples(st.just("herstel"), AT, VERSIE),
        st.tuples(st.just("slot"), AT, st.sampled_from(["", "sleutel"])),
        st.tuples(st.just("organisatie"), AT, NUMBER),
        st.tuples(st.just("object"), AT, st.sampled_from(["zaak", "besluit"])),
        st.tuples(st.just("los"), AT, st.sampled_from(["zaak", "besluit"])),
        st.tuples(st.just("weg"), AT),
        st.tuples(st.just("optellen")),
    ),
    max_size=12,
)


def _versie(document: UUID, number: int, columns: dict[str, Any]) -> InformatieObjectVersie:
    fixed = {"auteur": "Proef", "taal": "nld", "begin_registratie": NOW}
    return InformatieObjectVersie(informatieobject_id=document, versie=number, **fixed, **columns)


def _new(kind: UUID, number: str, columns: dict[str, Any], *, document_first: bool) -> None:
    row = EnkelvoudigInformatieObject(
        id=uuid7(), identificatie=str(uuid7()), bronorganisatie=number, informatieobjecttype_id=kind
    )
    if not document_first:  # as what is brought in may come: a version that is not the newest yet
        row.huidige_versie = 7
    row.save(force_insert=True)
    _versie(row.id, 1, columns).save(force_insert=True)
    EnkelvoudigInformatieObject.objects.filter(id=row.id).update(huidige_versie=1)


def _do(step: Any, kind: UUID) -> None:
    if step[0] == "optellen":
        fetch_value("SELECT document_tellingen_bij()")
        assert not Documenttelregel.objects.exists()
        return
    if step[0] == "nieuw":
        _new(kind, *step[1:3], document_first=step[3])
        return
    there = list(EnkelvoudigInformatieObject.objects.order_by("id"))
    if step[1] >= len(there):
        return
    row, own = there[step[1]], EnkelvoudigInformatieObject.objects.filter(id=there[step[1]].id)
    links = ObjectInformatieObject.objects.filter(informatieobject_id=row.id)
    match step[0]:
        case "versie":
            _versie(row.id, row.huidige_versie + 1, step[2]).save(force_insert=True)
            own.update(huidige_versie=row.huidige_versie + 1)
        case "herstel":
            InformatieObjectVersie.objects.filter(
                informatieobject_id=row.id, versie=row.huidige_versie
            ).update(**step[2])
        case "slot":
            own.update(lock=step[2])
        case "organisatie":
            own.update(bronorganisatie=step[2])
        case "object":
            ObjectInformatieObject.objects.create(
                informatieobject_id=row.id, object_type=step[2], object_id=uuid7()
            )
        case "los":
            links.filter(
                id__in=list(links.filter(object_type=step[2]).values_list("id", flat=True)[:1])
            ).delete()
        case _:
            own.delete()


def _expected() -> list[dict[str, Any]]:
    """Every document with its newest version, and what it belongs to, by the rows themselves."""
    found = []
    for row in EnkelvoudigInformatieObject.objects.all():
        newest = InformatieObjectVersie.objects.get(informatieobject_id=row.id, versie=row.huidige_versie)
        links = ObjectInformatieObject.objects.filter(informatieobject_id=row.id)
        found.append(
            {
                "id": row.id,
                "bronorganisatie": row.bronorganisatie,
                "locked": bool(row.lock),
                "rang": LEVELS.index(newest.vertrouwelijkheidaanduiding) + 1,
                "gereed": newest.is_gereed_voor_publicatie is True,
                "creatiedatum": newest.creatiedatum,
                "titel": newest.titel,
                "trefwoorden": newest.trefwoorden,
                "objectsoorten": sorted({link.object_type for link in links}),
            }
        )
    return found


def _check() -> None:
    there = _expected()
    standing = Documentstand.objects.values(*there[0]) if there else Documentstand.objects.values()
    assert sorted(standing, key=lambda row: row["id"]) == sorted(there, key=lambda row: row["id"])
    words = {(word, row["id"]) for row in there for word in row["trefwoorden"]}
    assert set(Documenttrefwoord.objects.values_list("woord", "document_id")) == words
    own = compiled()["documenten.enkelvoudiginformatieobject"]
    call = Call(Caller(UUID(int=0), 1, SYSTEM, everything=True), "http://owo.localhost", NOW, compiled())
    asked: list[tuple[dict[str, str], Any]] = [
        ({}, lambda _: True),
        ({"locked": "true"}, lambda r: r["locked"]),
        ({"locked": "false"}, lambda r: not r["locked"]),
        ({"bronorganisatie": "851000022"}, lambda r: r["bronorganisatie"] == "851000022"),
        ({"vertrouwelijkheidaanduiding": "intern"}, lambda r: r["rang"] == 3),
        ({"objectinformatieobjecten__objectType": "zaak"}, lambda r: "zaak" in r["objectsoorten"]),
        ({"creatiedatum__gte": "2024-12-15"}, lambda r: r["creatiedatum"] >= date(2024, 12, 15)),
        ({"creatiedatum__lte": "2025-01-15"}, lambda r: r["creatiedatum"] <= date(2025, 1, 15)),
        ({"trefwoorden": "boom,Eik"}, lambda r: {"boom", "Eik"} <= set(r["trefwoorden"])),
        ({"trefwoorden__overlap": "kap,niets"}, lambda r: "kap" in r["trefwoorden"]),
        (
            {"trefwoorden": "boom", "locked": "false"},
            lambda r: "boom" in r["trefwoorden"] and not r["locked"],
        ),
        ({"titel": "TEKEN", "ordering": "-titel"}, lambda r: r["titel"] == "Tekening"),
        (
            {"bronorganisatie": "851000010", "creatiedatum__gte": "2025-01-01"},
            lambda r: r["bronorganisatie"] == "851000010" and r["creatiedatum"] >= date(2025, 1, 1),
        ),
    ]
    for given_, holds in asked:
        number = sum(map(holds, there))
        count, rows = own.page(call, query.of_list(call, own, given_), body=True)
        assert (count, rows.count(b'"beginRegistratie":')) == (number, number), given_


def test_how_documents_stand_is_what_their_rows_say(given: Any, tenant: Any) -> None:
    """In whatever order a document and its versions come; and nothing of another municipality."""
    kind = given.zaaktype().informatieobjecttype.id

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @examples(STEPS)
    def agrees(steps: list[Any]) -> None:
        EnkelvoudigInformatieObject.objects.all().delete()
        for step in steps:
            _do(step, kind)
        _check()

    agrees()
    with tenant_scope(2):
        assert not any(m.objects.exists() for m in (Documentstand, Documenttelling, Documenttrefwoord))


def test_besluiten_are_counted_as_they_come_change_and_go(given: Any, application: Any) -> None:
    made = given.zaaktype()
    days = {"datum": date(2026, 11, 1), "ingangsdatum": date(2026, 11, 1)}
    rows = [
        Besluit(
            identificatie=str(n),
            verantwoordelijke_organisatie=number,
            besluittype_id=made.besluittype.id,
            **days,
        )
        for n, number in enumerate(("851000010", "851000010", "851000022"))
    ]
    Besluit.objects.bulk_create(rows)
    everybody, nobody = application(), application(brc=(["besluiten.lezen"], "Anders", ""))
    limited = application(brc=(["besluiten.lezen"], "Vergunning", ""))

    def numbers() -> list[int]:
        place = "/besluiten/api/v1/besluiten"
        of = "verantwoordelijkeOrganisatie=851000010"
        found = [app.get(f"{place}?{q}").data for app in (everybody, limited, nobody) for q in ("", of)]
        assert all(page["count"] == len(page["results"]) for page in found)
        return [page["count"] for page in found]

    assert numbers() == [3, 2, 3, 2, 0, 0]
    fetch_value("SELECT besluit_tellingen_bij()")
    assert numbers() == [3, 2, 3, 2, 0, 0]
    Besluit.objects.filter(identificatie="2").update(verantwoordelijke_organisatie="851000010")
    assert numbers() == [3, 3, 3, 3, 0, 0]
    Besluit.objects.filter(identificatie="0").delete()
    assert numbers() == [2, 2, 2, 2, 0, 0]


def test_who_may_see_some_documents_counts_those(given: Any, application: Any) -> None:
    """By type, by how confidential they are, and by whether they may be published; in every kind of list."""
    kind = given.zaaktype().informatieobjecttype.id
    plain = {"creatiedatum": date(2025, 1, 2), "titel": "Brief", "trefwoorden": ["boom"]}
    for level, ready in (("openbaar", True), ("openbaar", None), ("geheim", True)):
        columns = {**plain, "vertrouwelijkheidaanduiding": level, "is_gereed_voor_publicatie": ready}
        _new(kind, "851000010", columns, document_first=True)
    apps = [
        application(),
        application(drc=(["documenten.lezen"], "Bijlage", "vertrouwelijk")),
        application(drc=(["documenten.lezen"], "Anders", "zeer_geheim")),
    ]
    asked = (
        "",
        "bronorganisatie=851000010",
        "creatiedatum__gte=2024-01-05",
        "trefwoorden=boom",
        "ordering=titel",
    )
    for added_up in (False, True):
        for query_ in asked:
            found = [
                app.get(f"/documenten/api/v1/enkelvoudiginformatieobjecten?{query_}").data for app in apps
            ]
            assert [page["count"] for page in found] == [3, 2, 0], (added_up, query_)
            assert [len(page["results"]) for page in found] == [3, 2, 0], (added_up, query_)
        fetch_value("SELECT document_tellingen_bij()")
