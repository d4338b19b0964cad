"""The voorkomens in the store: what is known of objects, whether another one fits on that, and writing them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kapstok.magazijnen.bgt.levering.lezen import Regel
from kapstok.magazijnen.bgt.models import Vak, Voorkomen
from kapstok.magazijnen.bgt.rules import Kader, Stand, bezwaar, vakken
from kapstok.platform.leveringen.fouten import LeveringFout

Bekend = dict[datetime, tuple[UUID, Stand]]
_END = (
    "UPDATE bgt_voorkomen v SET eind_registratie = e.moment "
    "FROM unnest(%s::uuid[], %s::timestamptz[]) AS e(id, moment) WHERE v.id = e.id"
)


def bekend(numbers: Iterable[str]) -> dict[str, Bekend]:
    """Of each of these objects its voorkomens, by the moment that they were registered."""
    found: dict[str, Bekend] = {}
    rows = Voorkomen.objects.filter(lokaal_id__in=set(numbers))
    for id_, number, begin, end, mark in rows.values_list(
        "id", "lokaal_id", "geregistreerd", "eind_registratie", "merk"
    ):
        found.setdefault(number, {})[begin] = (id_, Stand(begin, end, mark))
    return found


def check(own: Bekend, line: Regel) -> None:
    """Raises LeveringFout when a voorkomen does not fit on what is known of its object."""
    why = bezwaar([stand for _, stand in own.values()], line.geregistreerd, line.eind_registratie, line.merk)
    if why:
        raise volgorde(line, line.plaats, why)


def volgorde(line: Regel, plaats: str, why: str) -> LeveringFout:
    """That something came out of order, or that something before it never came."""
    what = f"{line.objecttype} {line.lokaal_id}"
    return LeveringFout("volgorde", plaats, f"{what}: {why}. Is er een levering overgeslagen?")


def schrijf(fresh: dict[UUID, Regel], *, weg: set[UUID], beeindigd: dict[UUID, datetime]) -> None:
    """Take out, end, and put in."""
    if weg:
        Voorkomen.objects.filter(id__in=weg).delete()
    if beeindigd:
        with connection.cursor() as cursor:
            cursor.execute(_END, [list(beeindigd), list(beeindigd.values())])
    names = [n for n in Regel.__struct_fields__ if n != "plaats"]
    rows: list[Any] = [Voorkomen(id=i, **{n: getattr(line, n) for n in names}) for i, line in fresh.items()]
    Voorkomen.objects.bulk_create(rows)
    Vak.objects.bulk_create(
        [Vak(vak=vak, voorkomen_id=row.id) for row in rows for vak in vakken(_box(row))], batch_size=5000
    )


def _box(row: Any) -> Kader:
    return Kader(row.west, row.zuid, row.oost, row.noord).binnen()
