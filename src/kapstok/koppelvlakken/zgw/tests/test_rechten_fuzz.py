"""Random rights over every way to read, against an oracle that knows nothing of SQL.

A short run is part of the suite; `RECHTEN_FUZZ=4000 pytest .../test_rechten_fuzz.py -s` does the long one.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.autorisaties.bearer import forget_known
from kapstok.magazijnen.autorisaties.models import Applicatie, Autorisatie
from kapstok.magazijnen.autorisaties.models import Client as ApiClient
from kapstok.magazijnen.catalogi import models as c
from kapstok.magazijnen.catalogi.services import add, publish
from kapstok.magazijnen.zaken import services as s

ROUNDS = int(os.environ.get("RECHTEN_FUZZ", "12"))
BASE = "http://ooststellingwerf.localhost"
LEVELS = [v.value for v in Vertrouwelijkheid]
USED = ["openbaar", "zaakvertrouwelijk", "zeer_geheim"]
READ = {"zrc": "zaken.lezen", "drc": "documenten.lezen", "brc": "besluiten.lezen"}
TRAIL = "audittrails.lezen"
SCOPES = {
    "zrc": [READ["zrc"], TRAIL, "zaken.aanmaken", "zaken.bijwerken"],
    "drc": [READ["drc"], TRAIL, "documenten.aanmaken"],
    "brc": [READ["brc"], TRAIL, "besluiten.aanmaken"],
}
KINDS = {"zrc": ["KAP", "KAP2", "WEG"], "drc": ["Aanvraag", "Advies", "WEG"], "brc": ["Vergunning", "WEG"]}
MEMBER = {"zrc": "zaaktype", "drc": "informatieobjecttype", "brc": "besluittype"}


@dataclass(frozen=True)
class Right:
    component: str
    scopes: tuple[str, ...]
    kind: str  # "" is the whole catalogus
    level: str


@dataclass(frozen=True)
class Thing:
    """Something to see: what the oracle knows of it."""

    component: str
    kind: str
    level: str
    id: UUID
    ready: bool = True


@dataclass
class World:
    """All there is to see, and the one application that looks."""

    app: Any
    catalogus: UUID
    zaken: list[Thing]
    documents: list[Thing]
    besluiten: list[Thing]
    rollen: dict[UUID, UUID]
    links: dict[UUID, tuple[UUID, UUID]]
    deelzaken: dict[UUID, list[UUID]]

    def give(self, rights: list[Right], *, ready_only: bool) -> None:
        row = ApiClient.objects.get(client_id=self.app.client_id)
        Autorisatie.objects.filter(applicatie_id=row.applicatie_id).delete()
        Applicatie.objects.filter(id=row.applicatie_id).update(alleen_is_gereed_voor_publicatie=ready_only)
        for right in rights:
            named = {MEMBER[right.component]: right.kind} if right.kind else {"catalogus_id": self.catalogus}
            Autorisatie.objects.create(
                applicatie_id=row.applicatie_id,
                component=right.component,
                scopes=list(right.scopes),
                max_vertrouwelijkheidaanduiding="" if right.component == "brc" else right.level,
                **named,
            )
        forget_known()


@dataclass
class Oracle:
    """Who may see what, one thing at a time."""

    rights: list[Right]
    ready_only: bool

    def has(self, component: str, scope: str) -> bool:
        return any(r.component == component and scope in r.scopes for r in self.rights)

    def sees(self, thing: Thing, scope: str = "") -> bool:
        scope = scope or READ[thing.component]
        if thing.component == "drc" and self.ready_only and not thing.ready:
            return False
        return any(
            right.component == thing.component
            and scope in right.scopes
            and right.kind in {"", thing.kind}
            and (thing.component == "brc" or LEVELS.index(thing.level) <= LEVELS.index(right.level))
            for right in self.rights
        )


@pytest.fixture
def world(given: Any, application: Any) -> World:
    first, second = given.zaaktype(), given.zaaktype()
    advies = add(
        c.InformatieObjectType,
        {
            "catalogus_id": given.catalogus().id,
            "omschrijving": "Advies",
            "vertrouwelijkheidaanduiding": "openbaar",
            "begin_geldigheid": first.informatieobjecttype.begin_geldigheid,
            "informatieobjectcategorie": "advies",
        },
        actor=given.actor,
    )
    publish(c.InformatieObjectType, advies.id, actor=given.actor)
    zaken, documents, besluiten, rollen, links, deelzaken = [], [], [], {}, {}, {}
    for kind in (first, second):
        for level in USED:
            row = given.zaak(kind, vertrouwelijkheidaanduiding=level)
            zaken.append(Thing("zrc", "KAP" if kind is first else "KAP2", level, row.id))
            rollen[given.initiator(row, kind).id] = row.id
    for number, level in enumerate(USED):
        for type_name, type_id in (
            (first.informatieobjecttype.omschrijving, first.informatieobjecttype.id),
            ("Advies", advies.id),
        ):
            more = {"vertrouwelijkheidaanduiding": level, "informatieobjecttype_id": type_id}
            made = given.document(first, is_gereed_voor_publicatie=number != 1, **more)
            documents.append(Thing("drc", type_name, level, made.informatieobject_id, ready=number != 1))
    for zaak, document in zip(zaken, [d for d in documents if d.kind != "Advies"], strict=False):
        link = s.link_document(zaak.id, document.id, actor=given.actor)
        links[link.id] = (zaak.id, document.id)
    _deelzaken(zaken, deelzaken)
    besluiten.append(_besluit(given, first, zaken[0]))
    app = application(zrc=(["zaken.lezen"], "KAP", "openbaar"))
    return World(app, given.catalogus().id, zaken, documents, besluiten, rollen, links, deelzaken)


def _deelzaken(zaken: list[Thing], deelzaken: dict[UUID, list[UUID]]) -> None:
    from kapstok.magazijnen.zaken.models import Zaak

    parts = [zaken[1].id, zaken[3].id, zaken[5].id]
    Zaak.objects.filter(id__in=parts).update(hoofdzaak_id=zaken[0].id)
    deelzaken[zaken[0].id] = parts


def _besluit(given: Any, kind: Any, zaak: Thing) -> Thing:
    from datetime import date

    from kapstok.magazijnen.besluiten.services import NieuwBesluit, create_besluit

    day = date(2026, 11, 23)
    new = NieuwBesluit(besluittype_id=kind.besluittype.id, datum=day, ingangsdatum=day, zaak_id=zaak.id)
    return Thing("brc", "Vergunning", "", create_besluit(new, actor=given.actor).id)


def _right(component: str) -> st.SearchStrategy[Right]:
    scopes = st.lists(st.sampled_from(SCOPES[component]), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(
        Right, st.just(component), scopes, st.sampled_from([*KINDS[component], ""]), st.sampled_from(LEVELS)
    )


RIGHTS = st.lists(st.one_of(_right("zrc"), _right("drc"), _right("brc")), max_size=6)
Case = tuple[str, Any, Any]


def _ids(answer: Any) -> set[str]:
    data = answer.json()
    rows = data if isinstance(data, list) else data["results"]
    return {row["url"].rsplit("/", 1)[-1] for row in rows}


def _collection(
    world: World, oracle: Oracle, place: str, component: str, expected: list[UUID]
) -> Iterator[Case]:
    """List, count on a page of one, and HEAD."""
    answer = world.app.client.get(place)
    if not oracle.has(component, READ[component]):
        yield f"list {place}", answer.status_code, 403
        yield f"HEAD {place}", world.app.client.head(place).status_code, 403
        return
    yield f"list {place}", _ids(answer), {str(i) for i in expected}
    if isinstance(answer.json(), dict):
        yield f"count {place}", answer.json()["count"], len(expected)
        one = world.app.client.get(f"{place}?pageSize=1").json()
        yield f"count of a page {place}", one["count"], len(expected)
    yield f"HEAD {place}", world.app.client.head(place).status_code, 200


def _one(world: World, place: str, *, seen: bool) -> Iterator[Case]:
    """Detail, HEAD and 304."""
    client, good = world.app.client, 200 if seen else 403
    yield f"detail {place}", client.get(place).status_code, good
    yield f"HEAD {place}", client.head(place).status_code, good
    known = client.get(place, headers={"if-none-match": "*"}).status_code
    yield f"304 {place}", known, 304 if seen else 403


def _zaken(world: World, oracle: Oracle) -> Iterator[Case]:
    place, client = "/zaken/api/v1/zaken", world.app.client
    seen = [z for z in world.zaken if oracle.sees(z)]
    yield from _collection(world, oracle, place, "zrc", [z.id for z in seen])
    search = {"uuid__in": [str(z.id) for z in world.zaken]}
    for body in (search, {**search, "fields": ["url", {"rollen": ["url"]}]}):
        answer = client.post(f"{place}/_zoek", json.dumps(body), content_type="application/json")
        if oracle.has("zrc", READ["zrc"]):
            yield f"_zoek {sorted(body)}", _ids(answer), {str(z.id) for z in seen}
            yield f"count of _zoek {sorted(body)}", answer.json()["count"], len(seen)
        else:
            yield f"_zoek {sorted(body)}", answer.status_code, 403
    for zaak in world.zaken:
        yield from _one(world, f"{place}/{zaak.id}", seen=oracle.sees(zaak))
        trail = client.get(f"{place}/{zaak.id}/audittrail").status_code
        yield f"audittrail {zaak}", trail, 200 if oracle.sees(zaak, TRAIL) else 403
    of_zaak = {z.id: z for z in world.zaken}
    rollen = [r for r, zaak in world.rollen.items() if oracle.sees(of_zaak[zaak])]
    yield from _collection(world, oracle, "/zaken/api/v1/rollen", "zrc", rollen)
    for rol, zaak in world.rollen.items():
        yield from _one(world, f"/zaken/api/v1/rollen/{rol}", seen=oracle.sees(of_zaak[zaak]))
    links = [link for link, (zaak, _) in world.links.items() if oracle.sees(of_zaak[zaak])]
    yield from _collection(world, oracle, "/zaken/api/v1/zaakinformatieobjecten", "zrc", links)


def _expand(world: World, oracle: Oracle) -> Iterator[Case]:
    """What is inside an answer is what could be read by itself."""
    things = {t.id: t for t in [*world.zaken, *world.documents]}
    path = "deelzaken,zaakinformatieobjecten.informatieobject"
    for zaak in (z for z in world.zaken if oracle.sees(z)):
        found = world.app.client.get(f"/zaken/api/v1/zaken/{zaak.id}?expand={path}").json()["_expand"]
        parts = {d["url"].rsplit("/", 1)[-1] for d in found["deelzaken"] if d}
        expected = {str(d) for d in world.deelzaken.get(zaak.id, []) if oracle.sees(things[d])}
        yield f"expand deelzaken {zaak}", parts, expected
        inside = [link.get("_expand", {}).get("informatieobject") for link in found["zaakinformatieobjecten"]]
        documents = {d["url"].rsplit("/", 1)[-1] for d in inside if d}
        linked = [d for own, d in world.links.values() if own == zaak.id]
        yield f"expand documents {zaak}", documents, {str(d) for d in linked if oracle.sees(things[d])}


def _documents(world: World, oracle: Oracle) -> Iterator[Case]:
    place, client = "/documenten/api/v1/enkelvoudiginformatieobjecten", world.app.client
    seen = [d.id for d in world.documents if oracle.sees(d)]
    yield from _collection(world, oracle, place, "drc", seen)
    body = json.dumps({"uuid__in": [str(d.id) for d in world.documents]})
    answer = client.post(f"{place}/_zoek", body, content_type="application/json")
    if oracle.has("drc", READ["drc"]):
        yield "_zoek documents", _ids(answer), {str(d) for d in seen}
    for document in world.documents:
        yield from _one(world, f"{place}/{document.id}", seen=oracle.sees(document))
        good = 200 if oracle.sees(document) else 403
        yield f"download {document}", client.get(f"{place}/{document.id}/download").status_code, good
        trail = client.get(f"{place}/{document.id}/audittrail").status_code
        yield f"audittrail {document}", trail, 200 if oracle.sees(document, TRAIL) else 403


def _besluiten(world: World, oracle: Oracle) -> Iterator[Case]:
    place = "/besluiten/api/v1/besluiten"
    seen = [b.id for b in world.besluiten if oracle.sees(b)]
    yield from _collection(world, oracle, place, "brc", seen)
    for besluit in world.besluiten:
        yield from _one(world, f"{place}/{besluit.id}", seen=oracle.sees(besluit))
        trail = world.app.client.get(f"{place}/{besluit.id}/audittrail").status_code
        yield f"audittrail {besluit}", trail, 200 if oracle.sees(besluit, TRAIL) else 403


@pytest.mark.regel("zgw-x-rechten", "zrc-006", "ac-x-catalogus")
@pytest.mark.timeout(7200)
def test_every_way_to_read_shows_what_the_rights_say_and_nothing_else(world: World) -> None:
    cases = 0

    @settings(
        max_examples=ROUNDS,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(rights=RIGHTS, ready_only=st.booleans())
    def look(rights: list[Right], ready_only: bool) -> None:
        nonlocal cases
        world.give(rights, ready_only=ready_only)
        oracle = Oracle(rights, ready_only)
        for ways in (_zaken, _expand, _documents, _besluiten):
            for way, got, expected in ways(world, oracle):
                cases += 1
                assert got == expected, way

    look()
    sys.stdout.write(f"{cases} cases\n")
    assert cases >= 20 * ROUNDS
