"""What a list of documents or of besluiten reads does not grow with how many there are, as that of zaken does not.

Of each filter a value that nearly all have, and one that the same five have at both sizes, the oldest.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any

import pytest
from django.db import connection

from kapstok.koppelvlakken.zgw.tests.groei import (
    BASE,
    FEW,
    FOUND,
    LARGE,
    NEAR,
    SMALL,
    SPARE,
    Groei,
    by_address,
    planner_of,
)
from kapstok.koppelvlakken.zgw.tests.planner import Planner
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value, uuid7
from kapstok.platform.resource import Caller, compiled
from kapstok.platform.resource import compile as engine

_GROEI = """
CREATE TEMPORARY TABLE groei ON COMMIT DROP AS
SELECT n, n <= %(few)s AS few, uuidv7() AS id, uuidv7() AS zaak,
  CASE WHEN n <= %(few)s THEN 'zeldzaam' ELSE 'gewoon' END AS word,
  CASE WHEN n <= %(few)s THEN '851000022' ELSE '851000010' END AS nummer,
  CASE WHEN n <= %(few)s THEN date '2020-01-01' ELSE date '2024-01-01' + n %% 700 END AS d
FROM generate_series(1, %(large)s) AS n
"""
_DOCUMENTEN = """
INSERT INTO documenten_enkelvoudiginformatieobject (id, identificatie, bronorganisatie, informatieobjecttype_id,
  huidige_versie, lock, lock_door, versie)
SELECT id, 'DOC-' || n, nummer, CASE WHEN few THEN %(seldom)s ELSE %(kind)s END::uuid, 1,
  CASE WHEN few THEN 'sleutel' ELSE '' END, '', 1
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
"""
_VERSIES = """
INSERT INTO documenten_informatieobjectversie (id, informatieobject_id, versie, begin_registratie, creatiedatum, titel,
  vertrouwelijkheidaanduiding, is_gereed_voor_publicatie, tonen_aan_initiator, auteur, status, formaat, taal,
  bestandsnaam, sha256, bestandsomvang, link, beschrijving, verschijningsvorm, trefwoorden)
SELECT uuidv7(), id, 1, d::timestamptz, d, word || n, CASE WHEN few THEN 'openbaar' ELSE 'intern' END, false, false,
  word, CASE WHEN few THEN 'gearchiveerd' ELSE 'definitief' END, word, 'nld', '', '', n, '', word, '',
  ARRAY[word, 'k' || n]
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
"""
_RELATIES = """
INSERT INTO documenten_objectinformatieobject (id, informatieobject_id, object_type, object_id, object_url)
SELECT uuidv7(), id, CASE WHEN few THEN 'verzoek' ELSE 'zaak' END, CASE WHEN NOT few THEN zaak END,
  CASE WHEN few THEN 'https://elders.test/' || n ELSE '' END
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
"""
_BESLUITEN = """
INSERT INTO besluiten_besluit (id, identificatie, verantwoordelijke_organisatie, besluittype_id, zaak_id, zaak_url,
  datum, toelichting, bestuursorgaan, ingangsdatum, vervalreden, versie)
SELECT id, 'BESLUIT-' || n, nummer, CASE WHEN few THEN %(seldom)s ELSE %(kind)s END::uuid,
  CASE n WHEN 3 THEN %(zaak)s::uuid END, CASE WHEN few AND n <> 3 THEN 'https://elders.test/' || n ELSE '' END,
  d, '', '', d, '', 1
FROM groei WHERE n BETWEEN %(start)s AND %(end)s
"""
# A part of a text is looked for in all of them: what finds a part cannot be an index under the policy (decision 0007).
GROWS = {"auteur", "beschrijving", "titel"}


def _seldom(kind: Any) -> Any:
    """Another type like this one."""
    kind.id, kind.omschrijving = uuid7(), "Zeldzaam"
    kind._state.adding = True
    kind.save()
    return kind


class Documenten(Groei):
    """Documents that belong to something."""

    name = "documenten.enkelvoudiginformatieobject"

    def __init__(self, given: Any) -> None:
        super().__init__()
        self.kind = given.zaaktype().informatieobjecttype
        self.seldom = _seldom(copy(self.kind))
        self.values |= {"kind": self.kind.id, "seldom": self.seldom.id}
        with connection.cursor() as cursor:
            cursor.execute(_GROEI, self.values)

    def fill(self, span: Mapping[str, Any]) -> None:
        with connection.cursor() as cursor:
            for statement in (_DOCUMENTEN, _VERSIES, _RELATIES):
                cursor.execute(statement, span)
        fetch_value("SELECT document_tellingen_bij()")

    def examples(self) -> dict[str, tuple[str, ...]]:
        """Of every filter: what many have, and what few have."""
        zaak = fetch_value("SELECT zaak::text FROM groei WHERE n = 20")
        of_zaak, elsewhere = f"{BASE}/zaken/api/v1/zaken/{zaak}", "https://elders.test/3"
        return {
            "identificatie": ("DOC-3",),
            "bronorganisatie": ("851000010", "851000022"),
            "trefwoorden": ("zeldzaam", "zeldzaam,k3"),
            "trefwoorden__overlap": ("zeldzaam,onbekend",),
            **dict.fromkeys(
                ("objectinformatieobjecten_object", "objectinformatieobjecten__object"), (of_zaak, elsewhere)
            ),
            **dict.fromkeys(
                ("objectinformatieobjecten_objectType", "objectinformatieobjecten__objectType"),
                ("zaak", "verzoek", "besluit"),
            ),
            "auteur": ("gewoon", "zeldzaam"),
            "beschrijving": ("gewoon", "zeldzaam"),
            "titel": ("gewoon", "zeldzaam"),
            "creatiedatum__gte": ("2023-01-01", "2030-01-01"),
            "creatiedatum__lte": ("2030-01-01", "2021-01-01"),
            "informatieobjecttype": tuple(
                by_address("informatieobjecttypen", k.id) for k in (self.kind, self.seldom)
            ),
            "locked": ("false", "true"),
            "vertrouwelijkheidaanduiding": ("intern", "openbaar", "geheim"),
            "uuid__in": (str(fetch_value("SELECT id FROM groei WHERE n = 3")),),
        }


class Besluiten(Groei):
    """Besluiten, of which few belong to a zaak."""

    name = "besluiten.besluit"

    def __init__(self, given: Any) -> None:
        super().__init__()
        made = given.zaaktype()
        self.kind, self.zaak = made.besluittype, given.zaak(made).id
        self.seldom = _seldom(copy(self.kind))
        self.values |= {"kind": self.kind.id, "seldom": self.seldom.id, "zaak": self.zaak}
        with connection.cursor() as cursor:
            cursor.execute(_GROEI, self.values)

    def fill(self, span: Mapping[str, Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_BESLUITEN, span)
        fetch_value("SELECT besluit_tellingen_bij()")

    def examples(self) -> dict[str, tuple[str, ...]]:
        """Of every filter: what many have, and what few have."""
        return {
            "identificatie": ("BESLUIT-3",),
            "verantwoordelijkeOrganisatie": ("851000010", "851000022"),
            "besluittype": tuple(by_address("besluittypen", k.id) for k in (self.kind, self.seldom)),
            "zaak": (f"{BASE}/zaken/api/v1/zaken/{self.zaak}", "https://elders.test/4"),
        }


@pytest.fixture
def planner(just_loaded: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Planner]:
    monkeypatch.setattr(engine, "NEAR", NEAR)
    with planner_of(("documenten_", "besluiten_"), just_loaded) as planner:
        yield planner


@pytest.fixture(params=[Documenten, Besluiten])
def groei(request: Any, planner: Planner, given: Any) -> Groei:
    planner.saw("very many rows")
    return request.param(given)


def _asked(groei: Any) -> dict[Any, dict[str, str]]:
    """Every filter with each of its examples, and every order."""
    groei.until(FEW + 1)
    examples, own = groei.examples(), compiled()[groei.name].resource
    assert examples.keys() == {*own.filters, *(own.search or {})}, "a filter without an example"
    asked = {(name, n): {name: v} for name, values in examples.items() for n, v in enumerate(values)}
    orders = (way + name for name in own.orderings for way in ("", "-"))
    return asked | {("ordering", order): {"ordering": order} for order in orders} | {("", 0): {}}


def test_no_filter_reads_more_when_there_are_more(groei: Groei) -> None:
    grown = groei.two_sizes(_asked(groei))
    assert {name for name, _ in grown} == GROWS & compiled()[groei.name].resource.filters.keys(), grown


def test_who_may_see_few_does_not_walk_past_the_others(groei: Groei, application: Any) -> None:
    app = application(
        drc=(["documenten.lezen"], "Zeldzaam", "zeer_geheim"), brc=(["besluiten.lezen"], "Zeldzaam", "")
    )
    applicatie = Client.objects.get(client_id=app.client_id).applicatie_id
    grants = {"drc": frozenset({"documenten.lezen"}), "brc": frozenset({"besluiten.lezen"})}
    caller = Caller(applicatie, 1, SYSTEM, everything=False, grants=grants)
    grown = groei.two_sizes(_asked(groei), caller)
    assert {name for name, _ in grown} <= GROWS, grown


def test_what_the_database_last_saw_decides_nothing(
    groei: Groei, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of ids it may look at an index that has them in another order, until it first counts: that grows a little."""
    monkeypatch.setattr(engine, "_ROWS", FOUND)
    asked = {key: one for key, one in _asked(groei).items() if key[0] not in {*GROWS, "uuid__in"}}
    read: dict[Any, list[int]] = {}
    for number in (SMALL, LARGE):
        groei.until(number)
        for seen in ("very many rows", "nothing", "all different"):
            planner.saw(seen)
            for key, one in asked.items():
                read.setdefault((seen, *key), []).append(groei.pages(one))
    assert not {key: pages for key, pages in read.items() if pages[1] > pages[0] * 1.5 + SPARE}
