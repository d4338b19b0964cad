"""Loading a delivery of the BGT: in batches, within one transaction, so that nothing half loaded is ever seen."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from kapstok.magazijnen.bgt.levering.lezen import Regel, read
from kapstok.magazijnen.bgt.models import Levering, Vak, Voorkomen
from kapstok.magazijnen.bgt.rules import Kader, Stand, bezwaar, vakken
from kapstok.platform.db.ids import uuid7
from kapstok.platform.leveringen.archief import files, told
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.laden import Tell, Telling, laad
from kapstok.platform.work import Actor

BATCH = 1000
_ZONE = ZoneInfo("Europe/Amsterdam")  # moments in a delivery have no zone; the register is a Dutch one
_PLACE = {"plaats"}
_MOMENTS = {"geregistreerd", "eind_registratie", "gepubliceerd"}
_END = (
    "UPDATE bgt_voorkomen v SET eind_registratie = e.moment "
    "FROM unnest(%s::uuid[], %s::timestamptz[]) AS e(id, moment) WHERE v.id = e.id"
)


def load(path: Path, *, tenant: int, actor: Actor, now: datetime, tell: Tell | None = None) -> Telling:
    """Load a file (GML, XML or a zip of them) for a municipality; call it outside a scope. Raises LeveringFout."""

    def store(file: Path, counts: Telling, made: Levering) -> None:
        for inner, content in files(file, (".gml", ".xml")):
            lines = _lines(inner, read(content, inner))
            while batch := list(islice(lines, BATCH)):
                _put(batch, counts)
                days = (line.gepubliceerd.date() for line in batch)
                made.stand = max(*days, made.stand or date.min)
                if tell:
                    tell(inner, counts.gelezen)
        if not counts.gelezen:
            raise LeveringFout("leeg", file.name, "hierin zit geen object van de BGT.")

    return laad(Levering, path, register="bgt", tenant=tenant, actor=actor, now=now, store=store)


def _lines(inner: str, found: Iterator[Regel]) -> Iterator[Regel]:
    while True:
        with told(inner):
            each = next(found, None)
        if each is None:
            return
        yield each


class _Bekend:
    """The voorkomens of the objects of a batch: what the store has, with what the batch brings."""

    def __init__(self, batch: list[Regel]) -> None:
        self.of: dict[str, dict[datetime, tuple[UUID, Stand]]] = {}
        rows = Voorkomen.objects.filter(lokaal_id__in={line.lokaal_id for line in batch})
        for id_, number, begin, end, mark in rows.values_list(
            "id", "lokaal_id", "geregistreerd", "eind_registratie", "merk"
        ):
            self.of.setdefault(number, {})[begin] = (id_, Stand(begin, end, mark))


def _put(batch: list[Regel], counts: Telling) -> None:
    """What is new or changed of a batch into the store; the one before a new voorkomen ends where that begins."""
    known, fresh, replaced, ended = (
        _Bekend(batch).of,
        dict[UUID, Regel](),
        set[UUID](),
        dict[UUID, datetime](),
    )
    for line in batch:
        counts.gelezen += 1
        for name in _MOMENTS:
            if (moment := getattr(line, name)) is not None and moment.tzinfo is None:
                setattr(line, name, moment.replace(tzinfo=_ZONE))
        own = known.setdefault(line.lokaal_id, {})
        before = own.get(line.geregistreerd)
        if before is not None and before[1].merk == line.merk:
            counts.gelijk += 1
            continue
        _check(own, line)
        id_ = before[0] if before else uuid7()
        if before is None:
            counts.nieuw += 1
        else:
            counts.gewijzigd += 1
            replaced.add(id_)
        fresh[id_] = line
        own[line.geregistreerd] = (id_, Stand(line.geregistreerd, line.eind_registratie, line.merk))
        for other, stand in list(own.values()):
            if stand.geregistreerd < line.geregistreerd and stand.eind is None:
                own[stand.geregistreerd] = (other, Stand(stand.geregistreerd, line.geregistreerd, stand.merk))
                ended[other] = line.geregistreerd
    for id_, moment in ended.items():
        if id_ in fresh:
            fresh[id_].eind_registratie = moment
    _write(fresh, replaced, {i: m for i, m in ended.items() if i not in fresh})


def _check(own: dict[datetime, tuple[UUID, Stand]], line: Regel) -> None:
    why = bezwaar([stand for _, stand in own.values()], line.geregistreerd, line.eind_registratie, line.merk)
    if why:
        what = f"{line.objecttype} {line.lokaal_id}"
        raise LeveringFout("volgorde", line.plaats, f"{what}: {why}. Is er een levering overgeslagen?")


def _write(fresh: dict[UUID, Regel], replaced: set[UUID], ended: dict[UUID, datetime]) -> None:
    if replaced:
        Voorkomen.objects.filter(id__in=replaced).delete()
    if ended:
        with connection.cursor() as cursor:
            cursor.execute(_END, [list(ended), list(ended.values())])
    names = [n for n in Regel.__struct_fields__ if n not in _PLACE]
    rows: list[Any] = [Voorkomen(id=i, **{n: getattr(line, n) for n in names}) for i, line in fresh.items()]
    Voorkomen.objects.bulk_create(rows)
    Vak.objects.bulk_create(
        [Vak(vak=vak, voorkomen_id=row.id) for row in rows for vak in vakken(_box(row))], batch_size=5000
    )


def _box(row: Any) -> Kader:
    return Kader(row.west, row.zuid, row.oost, row.noord).binnen()
