"""Loading persons, and reading one with the use logged."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from uuid import UUID

import msgspec
from django.db import connection

from kapstok.magazijnen.brp import inlezen, rules, uitvoer
from kapstok.magazijnen.brp.models import Ingang, Persoonslijst, Wijziging
from kapstok.magazijnen.brp.verandering import vertel
from kapstok.platform.audit.use import log_use, log_uses
from kapstok.platform.db import current_tenant
from kapstok.platform.db.bulk import insert_many
from kapstok.platform.db.ids import uuid7
from kapstok.platform.work import Actor, unit_of_work

BATCH = 500
LOG_BATCH = 5000
BRON = "Basisregistratie Personen"
_BEWAAR = """INSERT INTO brp_versie (id, lijst_id, bsn, a_nummer, categorieen, sinds, tot)
SELECT n.nieuw, p.id, p.bsn, p.a_nummer, p.categorieen, p.bekend_sinds, %(moment)s
FROM unnest(%(ids)s::uuid[], %(nieuw)s::uuid[]) AS n(lijst, nieuw) JOIN brp_persoonslijst p ON p.id = n.lijst"""


_COLUMNS = "p.id, p.a_nummer, p.bsn, p.label, p.categorieen"
_BEKEND = f"""SELECT {_COLUMNS} FROM (SELECT DISTINCT * FROM unnest(%(nummers)s::text[], %(bsns)s::text[])) AS n(a, b)
JOIN brp_persoonslijst p ON p.a_nummer = n.a AND p.bsn = n.b ORDER BY p.id LIMIT 1000000"""  # noqa: S608 - constants
_OP_NUMMER = f"""SELECT {_COLUMNS} FROM brp_persoonslijst p
WHERE p.a_nummer = ANY(%(nummers)s) ORDER BY p.id LIMIT 1000000"""  # noqa: S608 - constants


@dataclass
class Counts:
    """Outcome of a load."""

    nieuw: int = 0
    gewijzigd: int = 0
    gelijk: int = 0
    verwijderd: int = 0
    bevindingen: list[str] = field(default_factory=list)


def import_persons(
    content: bytes, *, actor: Actor, replace: bool = False, moment: datetime | None = None
) -> Counts:
    """Load a file with persons, in whichever form: pl-json/1, GBA-V CSV or messages of LO3. All or nothing.

    `replace` removes who is not in the file.
    """
    return _load(
        lambda: inlezen.lees(content, _op_nummer, replace=replace),
        actor=actor,
        replace=replace,
        moment=moment,
    )


def import_pl_json(
    content: bytes,
    *,
    actor: Actor,
    replace: bool = False,
    moment: datetime | None = None,
    alleen: str = "",
) -> Counts:
    """The same of lists in pl-json/1 and no other form. `alleen`: it is about this bsn, nobody else is looked at."""
    return _load(lambda: inlezen.pl_json(content), actor=actor, replace=replace, moment=moment, alleen=alleen)


def _load(
    lees: Callable[[], list[inlezen.Gelezen]],
    *,
    actor: Actor,
    replace: bool,
    moment: datetime | None,
    alleen: str = "",
) -> Counts:
    counts = Counts()
    with unit_of_work(actor, "brp.import", moment=moment) as work:
        read = [(p, rules.columns(p.categorieen)) for p in lees()]
        keys = [p.was or (columns["a_nummer"], columns["bsn"]) for p, columns in read]
        known = _bekend(keys)
        new, changed, former = [], [], []
        for key, (person, columns) in zip(keys, read, strict=True):
            label, categorieen = person.label, person.categorieen
            name = label or columns["bsn"] or columns["a_nummer"]
            counts.bevindingen += [f"{name}: {f}" for f in rules.findings(categorieen)]
            old = known.get(key)
            if old is None:
                new.append(Persoonslijst(label=label, categorieen=categorieen, **columns))
            elif old.categorieen == categorieen and old.label == label:
                counts.gelijk += 1
            else:
                row = Persoonslijst(id=old.id, label=label, categorieen=categorieen, **columns)
                changed.append(row)
                former.append(old)
        # Numbers of one moment are not in order by themselves: sorted, the export has the order of the file.
        for row, number in zip(new, sorted(uuid7() for _ in new), strict=True):
            row.id = number
        for row in (*new, *changed):
            row.bekend_sinds = work.moment
        gone = _weg(set(keys)) if replace else []
        _versies([row.id for row in (*changed, *gone)], work.moment)
        insert_many(new, batch=BATCH)
        # Put in anew under its own id: far quicker than changing every column of every row.
        Persoonslijst.objects.filter(id__in=[row.id for row in changed]).delete()
        insert_many(changed, batch=BATCH)
        counts.nieuw, counts.gewijzigd = len(new), len(changed)
        Persoonslijst.objects.filter(id__in=[p.id for p in gone]).delete()
        counts.verwijderd = len(gone)
        _ingangen(new, changed)
        # Who follows a number that a person had, hears it too.
        _gewijzigd([*new, *changed, *gone, *former], work.moment)
        vertel(
            work, gewijzigd=list(zip(former, changed, strict=True)), nieuw=new, weg=gone, altijd=bool(alleen)
        )
        summary = {"nieuw": counts.nieuw, "gewijzigd": counts.gewijzigd, "verwijderd": counts.verwijderd}
        work.record("brp", "persoon" if alleen else "import", after=summary)
    return counts


def _bekend(keys: Sequence[inlezen.Sleutel]) -> dict[inlezen.Sleutel, Persoonslijst]:
    """Which lists the store has under these numbers: not all there are, of a whole municipality that is a lot."""
    if not keys:
        return {}
    asked = {"nummers": [a for a, _ in keys], "bsns": [b for _, b in keys]}
    return {(p.a_nummer, p.bsn): p for p in Persoonslijst.objects.raw(_BEKEND, asked)}


def _op_nummer(numbers: Iterable[str]) -> dict[inlezen.Sleutel, Persoonslijst]:
    found = Persoonslijst.objects.raw(_OP_NUMMER, {"nummers": list(numbers)})
    return {(p.a_nummer, p.bsn): p for p in found}


def _weg(seen: set[inlezen.Sleutel]) -> list[Persoonslijst]:
    """Lists under other numbers than these."""
    numbers = Persoonslijst.objects.values_list("id", "a_nummer", "bsn")
    gone = [id_ for id_, *key in numbers if tuple(key) not in seen]
    # Whole: what they said is told after they are out.
    return list(Persoonslijst.objects.filter(id__in=gone))


def _versies(ids: list[UUID], moment: datetime) -> None:
    """Keep what these lists say now, before they are changed or taken out."""
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_BEWAAR, {"ids": ids, "moment": moment, "nieuw": [uuid7() for _ in ids]})


def take_person(bsn: str) -> list[Persoonslijst]:
    """The lists with this number, at most two; nobody else takes them until the end of the transaction."""
    # A lock on the row would not do: a list that changes is put in anew.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"brp.persoon:{current_tenant()}:{bsn}"]
        )
    return list(Persoonslijst.objects.filter(bsn=bsn).order_by("id")[:2])


def change_person(bsn: str, label: str, categorieen: rules.Categorieen, *, actor: Actor) -> None:
    """Write the list of one person anew, or for the first time."""
    person = {"naam": label, "categorieen": categorieen}
    content = msgspec.json.encode({"formaat": rules.FORMAAT, "personen": [person]})
    with unit_of_work(actor, "brp.persoon.update") as work:
        before = Persoonslijst.objects.filter(bsn=bsn).first()
        import_pl_json(content, actor=actor, alleen=bsn)
        row = Persoonslijst.objects.get(bsn=bsn)
        old = before.categorieen if before else {}
        changed = sorted(c for c in {*old, *categorieen} if old.get(c) != categorieen.get(c))
        work.record(
            "persoonslijst",
            row.id,
            before={c: old[c] for c in changed if c in old},
            after={c: categorieen[c] for c in changed if c in categorieen},
        )


def remove_person(bsn: str, *, actor: Actor) -> None:
    """Take the list of one person out; what it said stays among the versions."""
    content = msgspec.json.encode({"formaat": rules.FORMAAT, "personen": []})
    with unit_of_work(actor, "brp.persoon.destroy") as work:
        row = Persoonslijst.objects.get(bsn=bsn)
        import_pl_json(content, actor=actor, alleen=bsn, replace=True)
        work.record("persoonslijst", row.id, before=row.categorieen)


def _ingangen(new: list[Persoonslijst], changed: list[Persoonslijst]) -> None:
    # Those of changed lists went with the lists.
    insert_many(
        Ingang(persoonslijst_id=row.id, soort=soort, waarde=waarde)
        for row in (*new, *changed)
        for soort, waarde in rules.ingangen(row.categorieen)
    )


def _gewijzigd(rows: list[Persoonslijst], moment: datetime) -> None:
    """Write down that these were changed, so that who follows them hears it."""
    insert_many(
        (Wijziging(bsn=bsn, laatst=moment) for bsn in sorted({row.bsn for row in rows if row.bsn})),
        conflict="ON CONFLICT (tenant, bsn) DO UPDATE SET laatst = excluded.laatst",
    )


def export_to(
    file: IO[bytes], *, vorm: str, actor: Actor, now: datetime, fields: Sequence[str] = ("persoonslijst",)
) -> int:
    """Write all lists of the municipality in scope, logging the use of each. Returns how many.

    `vorm` is one of uitvoer.VORMEN. Raises PersoonslijstRefused where a list does not fit the form.
    """
    numbers = Persoonslijst.objects.order_by("id").values_list("bsn", "a_nummer")
    who = [bsn or a_nummer for bsn, a_nummer in numbers]
    once = list(dict.fromkeys(who))
    for start in range(0, len(once), LOG_BATCH):
        some = once[start : start + LOG_BATCH]
        log_uses(some, actor=actor, moment=now, source=BRON, fields=list(fields))
    file.writelines(uitvoer.stukken(vorm, now))
    return len(who)


def read_person(
    bsn: str, *, actor: Actor, moment: datetime, fields: list[str], zaak: UUID | None = None
) -> dict[str, Any] | None:
    """A person in plain values, with the use logged in this transaction. None when not known."""
    row = Persoonslijst.objects.filter(bsn=bsn).first() if bsn else None
    if row is None:
        return None
    log_use(bsn, actor=actor, moment=moment, source=BRON, fields=fields, zaak=zaak)
    return rules.described(row.categorieen)
