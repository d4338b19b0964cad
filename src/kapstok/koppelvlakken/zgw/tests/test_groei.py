"""What a list reads does not grow with the number of zaken: counted in pages of memory, at 300 zaken and at 3,000.

Of each filter two values: one that nearly every zaak has, and one that the same five have at both sizes, the oldest, so
that a walk in the usual order comes to them last. What is measured are pages that a statement touches, never time.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

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
    cost,
    planner_of,
)
from kapstok.koppelvlakken.zgw.tests.planner import SEEN, Planner
from kapstok.magazijnen.autorisaties.models import Client
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.actor import SYSTEM
from kapstok.platform.db import fetch_value
from kapstok.platform.resource import Caller, compiled
from kapstok.platform.resource import compile as engine

BELOW = ("zaken.status", "zaken.rol", "zaken.resultaat", "zaken.zaakobject", "zaken.klantcontact")

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
        "zaaktype": (by_address("zaaktypen", kind.id), by_address("zaaktypen", seldom.id)),
        "zaaktype__in": (by_address("zaaktypen", kind.id), by_address("zaaktypen", seldom.id)),
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
        "status__statustype": tuple(by_address("statustypen", k.statustypen[0].id) for k in (kind, seldom)),
        "resultaat__resultaattype": tuple(
            by_address("resultaattypen", k.resultaattypen[0].id) for k in (kind, seldom)
        ),
        "uuid__in": (",".join(few_ids),),
        "zaakgeometrie.within": ({"type": "Polygon", "coordinates": [ring]},),
    }


# A part of a text is looked for in all of them: what finds a part cannot be an index under the policy (decision 0007).
GROWS = {"identificatie__icontains", "omschrijving"}


class Zaken(Groei):
    """Zaken with a status, a resultaat and a rol."""

    name = "zaken.zaak"

    def __init__(self, given: Any) -> None:
        super().__init__()
        self.kind = given.zaaktype()
        self.seldom = given.zaaktype(identificatie="ZELDZAAM", omschrijving="Zeldzaam")
        self.hoofdzaak = given.zaak(self.kind).id
        self.values |= {"hoofdzaak": self.hoofdzaak, "kind": self.kind.id, "seldom": self.seldom.id}
        for prefix, kind in (("", self.kind), ("seldom_", self.seldom)):
            self.values |= {
                f"{prefix}status": kind.statustypen[0].id,
                f"{prefix}resultaat": kind.resultaattypen[0].id,
                f"{prefix}rol": kind.roltypen["initiator" if prefix else "behandelaar"].id,
            }
        with connection.cursor() as cursor:
            cursor.execute(_GROEI, self.values)

    def fill(self, span: Mapping[str, Any]) -> None:
        with connection.cursor() as cursor:
            for statement in (_ZAKEN, _STATUSSEN, _RESULTATEN, _STAND, _ROLLEN):
                cursor.execute(statement, span)
        fetch_value("SELECT zaak_tellingen_bij()")

    def contact(self, start: int, end: int) -> None:
        """A contactmoment with each of these zaken."""
        with connection.cursor() as cursor:
            cursor.execute(_CONTACT, {"start": start, "end": end})


@pytest.fixture
def planner(just_loaded: Callable[..., None]) -> Iterator[Planner]:
    with planner_of(("zaken_",), just_loaded) as planner:
        yield planner


@pytest.fixture
def groei(planner: Planner, given: Any, monkeypatch: pytest.MonkeyPatch) -> Zaken:
    monkeypatch.setattr(engine, "NEAR", NEAR)
    return Zaken(given)


def test_no_filter_of_zaken_reads_more_when_there_are_more(groei: Zaken) -> None:
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    own = compiled()["zaken.zaak"].resource
    assert examples.keys() == {*own.filters, *(own.search or {})}, "a filter without an example"
    asked = {(name, n): {name: v} for name, values in examples.items() for n, v in enumerate(values)}
    asked |= {
        ("ordering", way + name): {"ordering": way + name} for name in own.orderings for way in ("", "-")
    }
    grown = groei.two_sizes(asked)
    assert {name for name, _ in grown} == GROWS, grown


def test_what_the_database_last_saw_decides_nothing_about_rollen(
    groei: Zaken, planner: Planner, monkeypatch: pytest.MonkeyPatch
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
    groei: Zaken, planner: Planner, monkeypatch: pytest.MonkeyPatch
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
            own, any_value = (cost(*groei.sent(one), f"force_{plan}_plan") for plan in ("custom", "generic"))
            if own < any_value * 0.97:
                cheaper[seen, name] = (own, any_value)
    assert not cheaper


def test_somebody_in_rollen_is_found_however_many_rollen_there_are(groei: Zaken) -> None:
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    asked = {name: {name.removeprefix("rol__"): values[-1]} for name, values in examples.items()}
    who = {n: one for n, one in asked.items() if n.startswith("rol__betrokkeneIdentificatie")}
    assert not groei.two_sizes({**who, "": asked["rol__betrokkene"]}, name="zaken.rol")


def test_a_list_that_is_too_long_is_refused_without_reading_it(
    groei: Zaken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_AT_ONCE", 100)
    read = []
    for start, end in ((1, SMALL), (SMALL + 1, LARGE)):
        groei.until(end)
        groei.contact(start, end)
        read.append(groei.pages({}, name="zaken.zaakcontactmoment"))
    assert read[1] <= read[0] + SPARE, read


def test_two_filters_on_rollen_are_counted_together(groei: Zaken) -> None:
    common = {"rol__betrokkeneType": "medewerker", "rol__omschrijvingGeneriek": "behandelaar"}
    seldom = {"rol__betrokkeneType": "vestiging", "rol__machtiging": "gemachtigde"}
    assert not groei.two_sizes({"common": common, "seldom": seldom})


def _limited(application: Any) -> Caller:
    """Who may see the zaken that few are."""
    app = application(zrc=(["zaken.lezen"], "ZELDZAAM", "zeer_geheim"))
    applicatie = Client.objects.get(client_id=app.client_id).applicatie_id
    return Caller(applicatie, 1, SYSTEM, everything=False, grants={"zrc": frozenset({"zaken.lezen"})})


def test_what_hangs_on_zaken_is_listed_without_counting_it(
    groei: Zaken, application: Any, monkeypatch: pytest.MonkeyPatch
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


def test_who_may_see_few_zaken_does_not_walk_past_the_others(groei: Zaken, application: Any) -> None:
    """Whatever it asks, and in which order."""
    caller = _limited(application)
    groei.until(FEW + 1)
    examples = _examples(groei.kind, groei.seldom, groei.hoofdzaak)
    asked = {(name, n): {name: v} for name, values in examples.items() for n, v in enumerate(values)}
    asked |= {
        ("", n): {"ordering": name} for n, name in enumerate(("startdatum", "-startdatum", "identificatie"))
    }
    grown = groei.two_sizes(asked, caller)
    assert {name for name, _ in grown} <= GROWS, grown
