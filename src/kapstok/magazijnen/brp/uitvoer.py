"""All persoonslijsten of the municipality in scope, in each form in which they can come in, a person at a time."""

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec
from django.db import connection

from kapstok.magazijnen.brp import gbav, rules
from kapstok.magazijnen.brp.lo3 import lijst
from kapstok.magazijnen.brp.models import Persoonslijst

CHUNK = 1000
_ELEMENTEN = """
SELECT DISTINCT c.key, e.key
FROM brp_persoonslijst p, jsonb_each(p.categorieen) c, jsonb_array_elements(c.value) s, jsonb_array_elements(s) v,
     jsonb_each(v) e
"""


def _rows() -> Iterator[Persoonslijst]:
    return Persoonslijst.objects.order_by("id").iterator(chunk_size=CHUNK)


def _pl_json(_moment: datetime) -> Iterator[bytes]:
    yield f'{{"formaat":"{rules.FORMAAT}","personen":['.encode()
    for place, row in enumerate(_rows()):
        person = {**({"naam": row.label} if row.label else {}), "categorieen": row.categorieen}
        yield (b"," if place else b"") + msgspec.json.encode(person)
    yield b"]}"


def _gbav(_moment: datetime) -> Iterator[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(_ELEMENTEN)
        elements = cursor.fetchall()
    return gbav.schrijf(((row.label, row.categorieen) for row in _rows()), elements)


def _lo3(moment: datetime) -> Iterator[bytes]:
    for place, row in enumerate(_rows(), start=1):
        where = f"Persoonslijst {place} ({row.label or row.a_nummer})"
        yield lijst.als_bericht(row.categorieen, waar=where, moment=moment) + b"\r\n"


VORMEN: dict[str, Callable[[datetime], Iterator[bytes]]] = {"pl-json": _pl_json, "gbav": _gbav, "lo3": _lo3}
"""Form by name. `moment` is when a message of LO3 says it was made."""


def stukken(vorm: str, moment: datetime) -> Iterator[bytes]:
    """The file in a form of VORMEN, in pieces. Raises PersoonslijstRefused where a list does not fit the form."""
    return VORMEN[vorm](moment)
