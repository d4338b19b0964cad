"""Loading a delivery of the BAG: read into a waiting table with its place, then all at once into the store.

What has been read survives an interruption: whoever offers the same file again goes on where it was. What is wrong with
a delivery is told with its place, and nothing of it counts. The same file a second time changes nothing.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import cast

from django.db import transaction
from django.utils import timezone

from kapstok.magazijnen.bag import verandering
from kapstok.magazijnen.bag.levering import mutaties, tabel
from kapstok.magazijnen.bag.levering.lezen import Kop, Regel, read
from kapstok.magazijnen.bag.models import Adresdag, Levering
from kapstok.magazijnen.bag.soorten import OBJECTTYPEN
from kapstok.platform.db import tenant_scope
from kapstok.platform.leveringen.archief import files, hash_of, told
from kapstok.platform.leveringen.fouten import LeveringFout
from kapstok.platform.leveringen.vooruit import ahead
from kapstok.platform.work import Actor, unit_of_work

BATCH = 1000
Tell = Callable[[str, int], None]
_ADDRESSES = (Path(__file__).parent.parent / "sql" / "adressen.sql").read_text()
_ENDED = sorted({s for t in OBJECTTYPEN.values() for s in t.ten_einde})


@dataclass
class Telling:
    """Outcome of a load."""

    gelezen: int = 0
    nieuw: int = 0
    gewijzigd: int = 0
    gelijk: int = 0
    verwijderd: int = 0
    adressen: int = 0
    al_geladen: bool = False


def load(
    path: Path, *, tenant: int, actor: Actor, now: datetime, replace: bool = False, tell: Tell | None = None
) -> Telling:
    """Load a file for a municipality, in transactions of its own (call it outside a scope). `replace`: what a stand
    does not have of its object types goes. `tell` hears which file is being read and how many lines there are by now.
    Raises LeveringFout."""
    name, mark = path.name[:200], hash_of(path)
    with tenant_scope(tenant):
        made = Levering.objects.filter(hash=mark).first()
        if made is not None and made.klaar is not None:
            return Telling(
                **{**made.telling, "nieuw": 0, "gewijzigd": 0, "verwijderd": 0, "al_geladen": True}
            )
        if made is None:
            made = Levering.objects.create(naam=name, hash=mark, begonnen=now)
    try:
        _read(made, path, tenant, tell)
        with tenant_scope(tenant), unit_of_work(actor, "bag.laden", moment=now) as work:
            was = verandering.stand()
            counts = _merge(made, now, replace=replace)
            verandering.vertel(work, was)
            made.klaar, made.telling, made.fout = now, asdict(counts), ""
            made.save(update_fields=["klaar", "telling", "fout"])
            outcome = {"naam": made.naam, "soort": made.soort, **asdict(counts)}
            work.record("bag", made.id, after=outcome)
            work.publish("bag.levering.geladen", subject=made.id, data=outcome)
    except LeveringFout as fault:
        with tenant_scope(tenant):
            tabel.forget(made.id)
            again = {"fout": fault.message[:500], "deel": 0, "positie": 0, "telling": {}, "soort": ""}
            Levering.objects.filter(id=made.id).update(**again)
        raise
    return counts


def _read(made: Levering, path: Path, tenant: int, tell: Tell | None) -> None:
    """Into the waiting table, a batch and its place in one transaction; meanwhile the next batch is read."""
    number = int(made.telling.get("gelezen", 0))
    for part, inner, piece in ahead(pieces(path, made.deel, made.positie)):
        if isinstance(piece, Kop):
            _head(made, piece)
            continue
        position = made.positie if part == made.deel else 0
        with tenant_scope(tenant):
            if piece:
                tabel.fill(made.id, number, piece)
            number += len(piece)
            _remember(made, part, position + len(piece), number)
        if tell and piece:
            tell(inner, number)
    if not made.soort:
        raise LeveringFout("leeg", made.naam, "hierin zit geen bestand met BAG-objecten.")


def pieces(path: Path, part: int, position: int) -> Generator[tuple[int, str, Kop | list[Regel]]]:
    """What is still to be read, each piece with the number and name of its file: first what a file says about itself,
    then its lines; after the last of them an empty piece of the next number."""
    for index, (inner, file) in enumerate(files(path)):
        if index < part:
            continue
        with told(inner):
            found = read(file, inner)
            yield index, inner, cast("Kop", next(found))
            lines = cast("Iterator[Regel]", found)  # only the first one is not a line
            for _ in islice(lines, position if index == part else 0):
                pass
            while batch := list(islice(lines, BATCH)):
                yield index, inner, batch
        yield index + 1, inner, []


def _head(made: Levering, head: Kop) -> None:
    if made.soort and made.soort != head.soort:
        raise LeveringFout("soort", made.naam, "een stand en mutaties horen niet in één levering.")
    made.soort = head.soort
    made.stand = max(filter(None, (made.stand, head.stand)), default=None)


def _remember(made: Levering, part: int, position: int, number: int) -> None:
    made.deel, made.positie, made.telling = part, position, {"gelezen": number}
    made.save(update_fields=["deel", "positie", "telling", "soort", "stand"])


def _merge(made: Levering, now: datetime, *, replace: bool) -> Telling:
    counts = Telling(gelezen=int(made.telling.get("gelezen", 0)))
    if made.soort == Levering.Soort.MUTATIE:
        done = mutaties.apply(made.id)
        counts.nieuw, counts.gewijzigd = done.nieuw, done.gewijzigd
        counts.verwijderd, counts.gelijk = done.verwijderd, done.gelijk
    else:
        counts.nieuw, counts.gewijzigd, counts.gelijk = tabel.merge_stand(made.id)
        counts.verwijderd = tabel.remove_absent(made.id) if replace else 0
    tabel.forget(made.id)
    counts.adressen = renew_addresses(timezone.localdate(now))
    return counts


def renew_addresses(day: date) -> int:
    """Make the addresses of this day again; voorkomens begin and end on days. In the scope of the caller."""
    with transaction.atomic():
        many = tabel.renew_addresses(_ADDRESSES, _ENDED, day)
        if not Adresdag.objects.update(dag=day):
            Adresdag.objects.create(dag=day)
        return many
