"""What a list reads does not grow with the number of zaken: counted in pages of memory, at 300 zaken and at 3,000.

Of each filter two values: one that nearly every zaak has, and one that the same five have at both sizes, the oldest, so
that a walk in the usual order comes to them last. What is measured are pages that a statement touches, never time.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from kapstok.koppelvlakken.zgw import apis  # noqa: F401 - declares the resources
from kapstok.koppelvlakken.zgw.tests.conftest import HOST
from kapstok.koppelvlakken.zgw.tests.planner import SEEN, Planner
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value
from kapstok.platform.db.server import SUPERUSER
from kapstok.platform.db.statement import Statement
from kapstok.platform.resource import Call, Caller, compiled, query
from kapstok.platform.resource import compile as engine

BASE = f"http://{HOST}"
SMALL, LARGE, FEW, NEAR = 300, 3000, 5, 20
KEPT = {"zaken_zaaktelregel", "zaken_zaaktelling", "zaken_ondertelregel", "zaken_ondertelling"}
BELOW = ("zaken.status", "zaken.rol", "zaken.resultaat", "zaken.zaakobject", "zaken.klantcontact")
SPARE = 30  # pages: what the tables of counts and the levels of an index differ

_ZAKEN = """
INSERT INTO zaken_zaak (id, identificatie, bronorganisatie, omschrijving, toelichting, zaaktype_id, registratiedatum,
  verantwoordelijke_organisatie, opdrachtgevende_organisatie, startdatum, einddatum, einddatum_gepland,
  uiterlijke_einddatum_afdoening, publicatiedatum, communicatiekanaal, communicatiekanaal_naam, producten_of_diensten,
  vertrouwelijkheidaanduiding, vertrouwelijkheid_rang, betalingsindicatie, selectielijstklasse, bewaartermijn_afgeleid,
  kenmerken, archiefnominatie, archiefstatus, archiefactiedatum, processobjectaard, laatst_gemuteerd, versie, zoektekst,
  hoofdzaak_id, min_x, min_y, max_x, max_y, zaakgeometrie)
SELECT z.id, 'ZAAK-' || n, nummer, word || n, '', CASE WHEN few THEN %(seldom)s ELSE %(kind)s END::uuid, d, nummer,
  nummer, d, CASE WHEN few THEN d END, d, d, d, '', '', '{}', '', CASE WHEN few THEN 1 ELSE 4 END, '', '', false,
  jsonb_build_array(jsonb_build_object('bron', word, 'kenmerk', 'k' || n)),
  CASE WHEN few THEN 'blijvend_bewaren' ELSE 'vernietigen' END,
  CASE WHEN few THEN 'overgedragen' ELSE 'nog_te_archiveren' END, CASE WHEN few THEN d END, '', now(), 1, '',
  CASE WHEN few THEN %(hoofdzaak)s::uuid END, x, 52, x, 52,
  jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(x, 52))
FROM groei z WHERE n BETWEEN %(start)s AND %(end)s
"""
_STATUSSEN = """
INSERT INTO zaken_status (id, zaak_id, statustype_id, datum_status_gezet, statustoelichting, gezetdoor, versie)
SELECT z.status, z.id, CASE WHEN few THEN %(seldom_status)s ELSE %(status)s END::uuid, d, '', '', 1
FROM groei z WHERE n BETWEEN %(start)s AND %(end)s
"""
_RESULTATEN = """
INSERT INTO zaken_resultaat (id, zaak_id, resultaattype_id, toelichting, versie)
SELECT z.resultaat, z.id, CASE WHEN few THEN %(seldom_resultaat)s ELSE %(resultaat)s END::uuid, '', 1
FROM groei z WHERE n BETWEEN %(start)s AND %(end)s
"""
_STAND = """
UPDATE zaken_zaak t SET status_id = z.status, resultaat_id = z.resultaat,
  statustype_id = CASE WHEN few THEN %(seldom_status)s ELSE %(status)s END::uuid
FROM groei z WHERE t.id = z.id AND n BETWEEN %(start)s AND %(end)s
"""
_ROLLEN = """
INSERT INTO zaken_rol (id, zaak_id, roltype_id, betrokkene, betrokkene_type, afwijkende_naam_betrokkene, omschrijving,
  omschrijving_generiek, roltoelichting, registratiedatum, indicatie_machtiging, bsn, kvk_nummer, vestigings_nummer,
  medewerker, naam, versie, betrokkene_identificatie, authenticatie_context)
SELECT uuidv7(), z.id, CASE WHEN few THEN %(seldom_rol)s ELSE %(rol)s END::uuid, 'https://wie.test/' || word,
  CASE WHEN few THEN 'vestiging' ELSE 'medewerker' END, '', CASE WHEN few THEN 'Zeldzaam' ELSE 'Gewoon' END,
  CASE WHEN few THEN 'initiator' ELSE 'behandelaar' END, '', now(), CASE WHEN few THEN 'gemachtigde' ELSE '' END,
  lpad(n::text, 9, '0'), lpad(n::text, 8, '0'), 'V' || n, 'M' || n, '', 1, jsonb_build_object('identificatie', 'O' || n,
  'anpIdentificatie', 'A' || n, 'inpA_nummer', 'N' || n, 'innNnpId', 'I' || n, 'annIdentificatie', 'X' || n),
  jsonb_build_object('levelOfAssurance', CASE WHEN few THEN 'urn:etoegang:core:assurance-class:loa4' ELSE '' END)
FROM groei z WHERE n BETWEEN %(start)s AND %(end)s
"""
_CONTACT = """
INSERT INTO zaken_zaakcontactmoment (id, zaak_id, contactmoment)
SELECT uuidv7(), z.id, 'https://contact.test/' || n FROM groei z WHERE n BETWEEN %(start)s AND %(end)s
"""
_GROEI = """
CREATE TEMPORARY TABLE groei ON COMMIT DROP AS
SELECT n, n <= %(few)s AS few, uuidv7() AS id, uuidv7() AS status, uuidv7() AS resultaat,
  CASE WHEN n <= %(few)s THEN 'zeldzaam' ELSE 'gewoon' END AS word,
  CASE WHEN n <= %(few)s THEN '851000022' ELSE '851000010' END AS nummer,
  CASE WHEN n <= %(few)s THEN 4.0 ELSE 6.0 END AS x,
  CASE WHEN n <= %(few)s THEN date '2020-01-01' ELSE date '2024-01-01' + n %% 700 END AS d
FROM generate_series(1, %(large)s) AS n
"""


def _address(path: str, row: Any) -> str:
    return f"{BASE}/catalogi/api/v1/{path}/{row}"


def _examples(kind: Any, seldom: Any, hoofdzaak: UUID) -> dict[str, tuple[Any, ...]]:
    """Of every filter of the list and the search of zaken: what many have, and what few have."""
    before, after = "2021-01-01", "2023-01-01"
    who = "rol__betrokkeneIdentificatie"
    ring = [[3.0, 51.0], [5.0, 51.0], [5.0, 53.0], [3.0, 51.0]]
    few_ids = [str(row) for row in Zaak.objects.order_by("id").values_list("id", flat=True)[:3]]
    days = ("startdatum", "registratiedatum", "einddatumGepland", "uiterlijkeEinddatumAfdoening")
    return {
        "identificatie": ("ZAAK-3",),
        "bronorganisatie": ("851000010", "851000022"),
        "bronorganisatie__in": ("851000010,851000034", "851000022,851000034"),
        "zaaktype": (_address("zaaktypen", kind.id), _address("zaaktypen", seldom.id)),
        "zaaktype__in": (_address("zaaktypen", kind.id), _address("zaaktypen", seldom.id)),
        "archiefnominatie": ("vernietigen", "blijvend_bewaren"),
        "archiefnominatie__in": ("vernietigen", "blijvend_bewaren"),
        "archiefstatus": ("nog_te_archiveren", "overgedragen"),
        "archiefstatus__in": ("nog_te_archiveren", "overgedragen"),
        **dict.fromkeys((*days, "einddatum", "archiefactiedatum"), ("2020-01-01",)),
        **{f"{n}__gt": (after, "2030-01-01") for n in days},
        **{f"{n}__lt": ("2030-01-01", before) for n in days},
        "startdatum__gte": (after, "2030-01-01"),
        "startdatum__lte": ("2030-01-01", before),
        **dict.fromkeys(("einddatum__lt", "archiefactiedatum__lt"), (before,)),
        **dict.fromkeys(("einddatum__gt", "archiefactiedatum__gt"), ("2019-01-01",)),
        **dict.fromkeys(("einddatum__isnull", "archiefactiedatum__isnull"), ("true", "false")),
        "rol__betrokkeneType": ("medewerker", "vestiging"),
        "rol__betrokkene": ("https://wie.test/zeldzaam",),
        "rol__omschrijvingGeneriek": ("behandelaar", "initiator"),
        "rol__machtiging": ("eigen", "gemachtigde"),
        "rol__machtiging__loa": ("urn:etoegang:core:assurance-class:loa4",),
        "maximaleVertrouwelijkheidaanduiding": ("zaakvertrouwelijk", "openbaar"),
        f"{who}__natuurlijkPersoon__inpBsn": ("000000003",),
        f"{who}__natuurlijkPersoon__anpIdentificatie": ("A3",),
        f"{who}__natuurlijkPersoon__inpA_nummer": ("N3",),
        f"{who}__nietNatuurlijkPersoon__innNnpId": ("I3",),
        f"{who}__nietNatuurlijkPersoon__annIdentificatie": ("X3",),
        f"{who}__nietNatuurlijkPersoon__kvkNummer": ("00000003",),
        f"{who}__nietNatuurlijkPersoon__vestigingsNummer": ("V3",),
        f"{who}__vestiging__vestigingsNummer": ("V3",),
        f"{who}__vestiging__kvkNummer": ("00000003",),
        f"{who}__organisatorischeEenheid__identificatie": ("O3",),
        f"{who}__medewerker__identificatie": ("M3",),
        "identificatie__icontains": ("aak-2999", "aak-3"),
        "omschrijving": ("gewoon", "zeldzaam"),
        "zaaktype__omschrijving": ("boom", "zeldzaam"),
        "zaaktype__identificatie": ("KAP", "ZELDZAAM"),
        "kenmerk": ("zeldzaam:k3",),
        "kenmerk__bron": ("gewoon", "zeldzaam"),
        "opdrachtgevendeOrganisatie": ("851000010", "851000022"),
        "verantwoordelijkeOrganisatie": ("851000010", "851000022"),
        "hoofdzaak": (f"{BASE}/zaken/api/v1/zaken/{hoofdzaak}",),
        "status__datumStatusGezet__gte": (f"{after}T00:00:00Z", "2030-01-01T00:00:00Z"),
        "status__datumStatusGezet__lt": ("2030-01-01T00:00:00Z", f"{before}T00:00:00Z"),
        "status__statustype": tuple(_address("statustypen", k.statustypen[0].id) for k in (kind, seldom)),
        "resultaat__resultaattype": tuple(
            _address("resultaattypen", k.resultaattypen[0].id) for k in (kind, seldom)
        ),
        "uuid__in": (",".join(few_ids),),
        "zaakgeometrie.within": ({"type": "Polygon", "coordinates": [ring]},),
    }


# Only the ids of what is found: each row is then read as it would be by itself.
FOUND = "(SELECT string_agg(page.id::text, ',') FROM page) AS rows"
# A part of a text is looked for in all of them: what finds a part cannot be an index under the policy (decision 0007).
GROWS = {"identificatie__icontains", "omschrijving"}


class Groei:
    """Zaken in two steps, and what a list of them reads at each."""

    def __init__(self, given: Any) -> None:
        self.kind = given.zaaktype()
        self.seldom = given.zaaktype(identificatie="ZELDZAAM", omschrijving="Zeldzaam")
        self.hoofdzaak = given.zaak(self.kind).id
        self.there = 0
        self.everything = Caller(UUID(int=0), 1, SYSTEM, everything=True)
        self.values = {
            "few": FEW,
            "large": LARGE,
            "hoofdzaak": self.hoofdzaak,
            "kind": self.kind.id,
            "seldom": self.seldom.id,
        }
        for prefix, kind in (("", self.kind), ("seldom_", self.seldom)):
            self.values |= {
                f"{prefix}status": kind.statustypen[0].id,
                f"{prefix}resultaat": kind.resultaattypen[0].id,
                f"{prefix}rol": kind.roltypen["initiator" if prefix else "behandelaar"].id,
            }
        with connection.cursor() as cursor:
            cursor.execute(_GROEI, self.values)

    def until(self, number: int) -> None:
        """As many zaken, with what stands below them, counted as the job does."""
        with connection.cursor() as cursor:
            span = {**self.values, "start": self.there + 1, "end": number}
            for statement in (_ZAKEN, _STATUSSEN, _RESULTATEN, _STAND, _ROLLEN):
                cursor.execute(statement, span)
        self.there = number
        fetch_value("SELECT zaak_tellingen_bij()")

    def contact(self, start: int, end: int) -> None:
        """A contactmoment with each of these zaken."""
        with connection.cursor() as cursor:
            cursor.execute(_CONTACT, {"start": start, "end": end})

    def pages(self, asked: Mapping[str, Any], caller: Caller | None = None, name: str = "zaken.zaak") -> int:
        """Pages that the statement for the first page of this list or search touches, by the plan for any value."""
        return _touched(*self.sent(asked, caller, name))

    def sent(
        self, asked: Mapping[str, Any], caller: Caller | None = None, name: str = "zaken.zaak"
    ) -> tuple[Statement, Any]:
        """The statement for the first page of this list or search, and its values."""
        own = compiled()[name]
        call = Call(caller or self.everything, BASE, datetime(2026, 11, 23, tzinfo=UTC), compiled())
        search = own.resource.search or {}
        if any(n in search or "." in n for n in asked):
            body = {n.split(".")[0]: {n.split(".")[1]: v} if "." in n else v for n, v in asked.items()}
            want = query.of_search(call, own, {}, body)
        else:
            want = query.of_list(call, own, asked)
        sent: list[tuple[Statement, Any]] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "direct", lambda sql, values, **_tenant: sent.append((sql, values)))
            own.page(call, want, body=True)
        return sent[0]


def _given(statement: Statement, values: Mapping[str, Any]) -> str:
    """The values as EXECUTE wants them."""
    written = statement.given(values)
    return ", ".join("NULL" if v is None else "'" + v.decode().replace("'", "''") + "'" for v in written)


def _touched(statement: Statement, values: Mapping[str, Any]) -> int:
    """Without the numbers that are kept: those grow by month and kind, and in one transaction keep what they were."""
    given_ = _given(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table this small is read as a whole otherwise
        cursor.execute(f"PREPARE proef AS {statement.text.decode()}")
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE proef({given_})")
        plan = cursor.fetchone()[0][0]["Plan"]
        cursor.execute("DEALLOCATE proef")
    return _buffers(plan) - sum(_buffers(n) for n in _nodes(plan) if n.get("Relation Name") in KEPT)


def _cost(statement: Statement, values: Mapping[str, Any], plan: str) -> float:
    """What the planner expects of it, `force_generic_plan` or `force_custom_plan`."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL plan_cache_mode = {plan}")
        cursor.execute(f"PREPARE proef AS {statement.text.decode()}")
        cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE proef({_given(statement, values)})")
        cost = cursor.fetchone()[0][0]["Plan"]["Total Cost"]
        cursor.execute("DEALLOCATE proef")
    return float(cost)


def _buffers(node: Mapping[str, Any]) -> int:
    return int(node["Shared Hit Blocks"] + node["Shared Read Blocks"])


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


@pytest.fixture
def planner(just_loaded: Callable[..., None]) -> Iterator[Planner]:
    """It expects tables of some size; what it found depends on the tests before this one, and on when."""
    server = connection.get_connection_params()
    where = {
        "host": server["host"],
        "port": server.get("port"),
        "dbname": server["dbname"],
        "user": SUPERUSER,
    }
    with psycopg.connect(**where, autocommit=True) as superuser:
        planner = Planner(superuser, just_loaded)
        names = [sql.Identifier(table) for table in planner.tables]
        for name in names:
            superuser.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = false)").format(name))
        superuser.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(names)))
        planner.saw("ten rows on a page")
        yield planner
        for name in names:
            superuser.execute(sql.SQL("ALTER TABLE {} RESET (autovacuum_enabled)").format(name))
        just_loaded("zaken_")


@pytest.fixture
def groei(planner: Planner, given: Any, monkeypatch: pytest.MonkeyPatch) -> Groei:
    monkeypatch.setattr(engine, "NEAR", NEAR)
    return Groei(given)


def _two_sizes(
    groei: Groei,
    asked: Mapping[Any, Mapping[str, Any]],
    caller: Caller | None = None,
    name: str = "zaken.zaak",
) -> dict[Any, Any]:
    """Of those that read more at the larger size: how many pages at each."""
    groei.until(SMALL)
    small = {key: groei.pages(one, caller, name) for key, one in asked.items()}
    groei.until(LARGE)
    large = {key: groei.pages(one, caller, name) for key, one in asked.items()}
    return {key: (small[key], large[key]) for key in asked if large[key] > small[key] * 1.5 + SPARE}


def test_no_filter_of_zaken_reads_more_when_there_are_more(groei: Groei) -> None:
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    own = compiled()["zaken.zaak"].resource
    assert examples.keys() == {*own.filters, *(own.search or {})}, "a filter without an example"
    asked = {(name, n): {name: v} for name, values in examples.items() for n, v in enumerate(values)}
    asked |= {
        ("ordering", way + name): {"ordering": way + name} for name in own.orderings for way in ("", "-")
    }
    grown = _two_sizes(groei, asked)
    assert {name for name, _ in grown} == GROWS, grown


def test_what_the_database_last_saw_decides_nothing_about_rollen(
    groei: Groei, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have looked at the tables long ago, or while they held something else."""
    monkeypatch.setattr(engine, "_ROWS", FOUND)
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    asked = {
        name: {name: values[-1]} for name, values in examples.items() if name.startswith(("rol_", "kenmerk"))
    }
    read: dict[Any, list[int]] = {}
    for number in (SMALL, LARGE):
        groei.until(number)
        for seen in SEEN:
            planner.saw(seen)
            for name, one in asked.items():
                read.setdefault((seen, name), []).append(groei.pages(one))
    assert not {key: pages for key, pages in read.items() if pages[1] > pages[0] * 1.5 + SPARE}


def test_finding_somebody_in_a_rol_looks_no_cheaper_for_one_value_than_for_any(
    groei: Groei, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise PostgreSQL plans the statement anew each time, which takes longer than finding them."""
    monkeypatch.setattr(engine, "_ROWS", FOUND)
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    groei.until(LARGE)
    asked = {
        n: {n: v[-1]} for n, v in examples.items() if n.startswith(("rol__betrokkene", "rol__machtiging__"))
    }
    cheaper = {}
    for seen in SEEN:
        planner.saw(seen)
        for name, one in asked.items():
            own, any_value = (_cost(*groei.sent(one), f"force_{plan}_plan") for plan in ("custom", "generic"))
            if own < any_value * 0.97:
                cheaper[seen, name] = (own, any_value)
    assert not cheaper


def test_somebody_in_rollen_is_found_however_many_rollen_there_are(groei: Groei) -> None:
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    asked = {name: {name.removeprefix("rol__"): values[-1]} for name, values in examples.items()}
    who = {n: one for n, one in asked.items() if n.startswith("rol__betrokkeneIdentificatie")}
    assert not _two_sizes(groei, {**who, "": asked["rol__betrokkene"]}, name="zaken.rol")


def test_a_list_that_is_too_long_is_refused_without_reading_it(
    groei: Groei, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_AT_ONCE", 100)
    read = []
    for start, end in ((1, SMALL), (SMALL + 1, LARGE)):
        groei.until(end)
        groei.contact(start, end)
        read.append(groei.pages({}, name="zaken.zaakcontactmoment"))
    assert read[1] <= read[0] + SPARE, read


def test_two_filters_on_rollen_are_counted_together(groei: Groei) -> None:
    common = {"rol__betrokkeneType": "medewerker", "rol__omschrijvingGeneriek": "behandelaar"}
    seldom = {"rol__betrokkeneType": "vestiging", "rol__machtiging": "gemachtigde"}
    assert not _two_sizes(groei, {"common": common, "seldom": seldom})


def _limited(application: Any) -> Caller:
    """Who may see the zaken that few are."""
    app = application(zrc=(["zaken.lezen"], "ZELDZAAM", "zeer_geheim"))
    applicatie = Client.objects.get(client_id=app.client_id).applicatie_id
    return Caller(applicatie, 1, SYSTEM, everything=False, grants={"zrc": frozenset({"zaken.lezen"})})


def test_what_hangs_on_zaken_is_listed_without_counting_it(
    groei: Groei, application: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a zaak: for who sees all of it, and for who sees little of it."""
    monkeypatch.setattr(engine, "_ROWS", FOUND)
    limited, read = _limited(application), dict[Any, list[int]]()
    for number in (SMALL, LARGE):
        groei.until(number)
        for name in BELOW:
            for who, caller in (("all", None), ("limited", limited)):
                read.setdefault((name, who), []).append(groei.pages({}, caller, name))
    assert not {key: pages for key, pages in read.items() if pages[1] > pages[0] * 1.5 + SPARE}


def test_who_may_see_few_zaken_does_not_walk_past_the_others(groei: Groei, application: Any) -> None:
    """Whatever it asks, and in which order."""
    caller = _limited(application)
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    asked = {(name, n): {name: v} for name, values in examples.items() for n, v in enumerate(values)}
    asked |= {
        ("", n): {"ordering": name} for n, name in enumerate(("startdatum", "-startdatum", "identificatie"))
    }
    grown = _two_sizes(groei, asked, caller)
    assert {name for name, _ in grown} <= GROWS, grown
