"""Every question to the BRK, the WOZ and the BGT finds what is asked by an index, not among all rows.

The planner is asked as the role that the policies hold for: under those, only what is leakproof may use an index
(docs/besluiten/0007).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from kapstok.magazijnen.bgt import queries as bgt
from kapstok.magazijnen.bgt.rules import Kader
from kapstok.magazijnen.brk import queries as brk
from kapstok.magazijnen.brk.vorm import GERECHTIGDE, ZAAK
from kapstok.magazijnen.woz import queries as woz

Node = dict[str, Any]
Register = dict[str, tuple[Callable[[], Any], str, set[str]]]
MANY = 3000
KADER = Kader(100_000.0, 500_000.0, 100_010.0, 500_010.0)
_FILL = {
    "brk": (ZAAK, GERECHTIGDE),
    "woz": ("WozObject",),
}
_GEGEVEN = """
WITH nieuw AS (
  INSERT INTO {0}_gegeven (id, soort, identificatie, bij, gegevens, merk, sinds, levering_id)
  SELECT gen_random_uuid(), %(soort)s, lpad(n::text, 12, '0'), '',
         jsonb_build_object('identificatie', lpad(n::text, 12, '0')), '', '2026-01-01', gen_random_uuid()
  FROM generate_series(1, %(many)s) AS n RETURNING id, identificatie
) INSERT INTO {0}_ingang (ingang, gegeven_id) SELECT 'proef ' || identificatie, id FROM nieuw
"""
_GROND = """
WITH nieuw AS (
  INSERT INTO bgt_voorkomen (id, objecttype, lokaal_id, geregistreerd, begin, gepubliceerd, bronhouder, status,
                             hoogte, gegevens, geometrie, merk, west, zuid, oost, noord)
  SELECT gen_random_uuid(), 'Wegdeel', 'G' || lpad(n::text, 5, '0'), '2026-01-01', '2026-01-01', '2026-01-01', 'G0085',
         'bestaand', 0, '{}', '', '', n, 500000, n + 10, 500010
  FROM generate_series(1, %(many)s) AS n RETURNING id, lokaal_id
) INSERT INTO bgt_vak (vak, voorkomen_id) SELECT right(lokaal_id, 5)::int, id FROM nieuw
"""


def _fill(register: str) -> None:
    """So many rows that reading those of the municipality is dearer than the index, without any statistics."""
    with connection.cursor() as cursor:
        for soort in _FILL.get(register, ()):
            cursor.execute(_GEGEVEN.format(register), {"soort": soort, "many": MANY})
        if register == "bgt":
            cursor.execute(_GROND, {"many": MANY})


def _nodes(plan: Node) -> Iterator[Node]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def _reads(question: Callable[[], Any]) -> list[Node]:
    """The steps that read a table, of all that the question sends. Other ways are a last resort, so that statistics
    do not decide."""
    sent: list[tuple[str, Any]] = []

    def remembered(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remembered):
        question()
    found: list[Node] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("kapstok_app",)
        for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        for sql, params in sent:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            found += [n for n in _nodes(cursor.fetchone()[0][0]["Plan"]) if "Relation Name" in n]
    return found


def _columns(node: Node) -> set[str]:
    """What the index is entered by, besides the municipality."""
    return set(re.findall(r"\(*(\w+)\)?(?:::text)? (?:=|>=|<=)", node.get("Index Cond", ""))) - {"tenant"}


BRK: Register = {
    "een zaak": (lambda: brk.gegeven(ZAAK, "000000000001"), "brk_gegeven", {"identificatie"}),
    "zaken": (lambda: brk.zaken(["000000000001", "000000000002"]), "brk_gegeven", {"identificatie"}),
    "een ingang": (lambda: brk.zoek(ZAAK, "proef 000000000001"), "brk_ingang", {"ingang"}),
    "een naam": (lambda: brk.zoek_naam(GERECHTIGDE, "de proef"), "brk_ingang", {"ingang"}),
    "zaken van een persoon": (lambda: brk.zaken_van("999990007"), "brk_ingang", {"ingang"}),
    "wat erop rust": (lambda: brk.wat_rust(["000000000001"]), "brk_ingang", {"ingang"}),
}
WOZ: Register = {
    "een object": (lambda: woz.wozobject("000000000001"), "woz_gegeven", {"identificatie"}),
    "een ingang": (lambda: woz.zoek("proef 000000000001"), "woz_ingang", {"ingang"}),
}
_WEG = bgt.Vraag(("Wegdeel",), date(2026, 2, 1))
_HIER = bgt.Vraag(("Wegdeel",), date(2026, 2, 1), kader=KADER)
BGT: Register = {
    "een object": (
        lambda: bgt.object_van("Wegdeel", "G00001", date(2026, 2, 1)),
        "bgt_voorkomen",
        {"lokaal_id"},
    ),
    "een soort": (lambda: bgt.objecten(_WEG, limit=10), "bgt_voorkomen", {"objecttype"}),
    "binnen een kader": (lambda: bgt.objecten(_HIER, limit=10), "bgt_vak", {"vak"}),
    "hoeveel binnen een kader": (lambda: bgt.aantal(_HIER), "bgt_vak", {"vak"}),
    "de omvang van een soort": (lambda: bgt.omvang("Wegdeel"), "bgt_voorkomen", {"objecttype"}),
}


@pytest.mark.parametrize(("register", "vragen"), [("brk", BRK), ("woz", WOZ), ("bgt", BGT)])
def test_what_is_asked_is_found_by_an_index_under_the_policy(
    tenant: Any, just_loaded: Any, register: str, vragen: Register
) -> None:
    """In which order entries and records are joined is for the statistics to say, and here there are none."""
    _fill(register)
    just_loaded(f"{register}_")
    for wat, (question, table, by) in vragen.items():
        reads = _reads(question)
        assert {n["Node Type"] for n in reads} <= {"Index Scan", "Index Only Scan"}, wat
        own = [n for n in reads if n["Relation Name"] == table]
        assert own, wat
        assert all(by <= _columns(n) for n in own), f"{wat}: {own}"
