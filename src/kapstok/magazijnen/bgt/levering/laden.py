"""Loading a delivery of the BGT: in batches, within one transaction, so that nothing half loaded is ever seen."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from kapstok.magazijnen.bgt.levering.lezen import Mutatie, Regel, Verschil, read
from kapstok.magazijnen.bgt.levering.mutaties import muteer
from kapstok.magazijnen.bgt.levering.tabel import bekend, check, schrijf
from kapstok.magazijnen.bgt.models import Levering
from kapstok.magazijnen.bgt.rules import Stand
from kapstok.platform.db.ids import uuid7
from kapstok.platform.leveringen.archief import files, told
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.laden import Tell, Telling, laad
from kapstok.platform.work import Actor

BATCH = 1000
Een = Regel | Mutatie | Verschil


def load(path: Path, *, tenant: int, actor: Actor, now: datetime, tell: Tell | None = None) -> Telling:
    """Load a file (GML, XML or a zip of them) for a municipality; call it outside a scope. Raises LeveringFout."""

    def store(file: Path, counts: Telling, made: Levering) -> None:
        something = False
        for inner, content in files(file, (".gml", ".xml")):
            lines = _lines(inner, read(content, inner))
            while batch := list(islice(lines, BATCH)):
                something = True
                _put([one for one in batch if isinstance(one, Regel)], counts)
                muteer([one for one in batch if isinstance(one, Mutatie)], counts)
                days = [_day(one) for one in batch if not isinstance(one, Verschil)]
                made.stand = max([*days, *([made.stand] if made.stand else [])], default=None)
                if tell:
                    tell(inner, counts.gelezen)
        if not something:
            raise LeveringFout("leeg", file.name, "hierin zit geen object van de BGT.")

    return laad(Levering, path, register="bgt", tenant=tenant, actor=actor, now=now, store=store)


def _day(one: Regel | Mutatie) -> date:
    """The last on which something of this was published."""
    states = (one,) if isinstance(one, Regel) else (one.was, one.wordt)
    return max(state.gepubliceerd.date() for state in states if state is not None)


def _lines(inner: str, found: Iterator[Een]) -> Iterator[Een]:
    while True:
        with told(inner):
            each = next(found, None)
        if each is None:
            return
        yield each


def _put(batch: list[Regel], counts: Telling) -> None:
    """What is new or changed of a batch into the store; the one before a new voorkomen ends where that begins."""
    known = bekend(line.lokaal_id for line in batch)
    fresh, replaced, ended = dict[UUID, Regel](), set[UUID](), dict[UUID, datetime]()
    for line in batch:
        counts.gelezen += 1
        own = known.setdefault(line.lokaal_id, {})
        before = own.get(line.geregistreerd)
        if before is not None and before[1].merk == line.merk:
            counts.gelijk += 1
            continue
        check(own, line)
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
    schrijf(fresh, weg=replaced, beeindigd={i: m for i, m in ended.items() if i not in fresh})
