"""Loading persons, and reading one with the use logged."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from kapstok.magazijnen.brp import gbav, rules
from kapstok.magazijnen.brp.models import Ingang, Persoonslijst, Wijziging
from kapstok.platform.audit.use import log_use
from kapstok.platform.db.ids import uuid7
from kapstok.platform.work import Actor, unit_of_work

BATCH = 500


@dataclass
class Counts:
    """Outcome of a load."""

    nieuw: int = 0
    gewijzigd: int = 0
    gelijk: int = 0
    verwijderd: int = 0
    bevindingen: list[str] = field(default_factory=list)


def read_file(content: bytes) -> list[tuple[str, rules.Categorieen]]:
    """The persons of a pl-json file or a GBA-V CSV (label, categories). Refuses it as a whole, with the place."""
    if gbav.is_gbav(content):
        return gbav.lees(content)
    try:
        document = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise rules.PersoonslijstRefused(
            "json", "bestand", f"Dit bestand is geen goede JSON: {error}."
        ) from error
    if not isinstance(document, dict) or document.get("formaat") != rules.FORMAAT:
        raise rules.PersoonslijstRefused(
            "formaat", "formaat", f"Dit bestand heeft niet het formaat {rules.FORMAAT}."
        )
    persons = document.get("personen")
    if not isinstance(persons, list):
        raise rules.PersoonslijstRefused("structuur", "personen", "De lijst personen ontbreekt.")
    return [
        (str(p.get("naam", "")) if isinstance(p, dict) else "", rules.check_structure(p, n))
        for n, p in enumerate(persons, start=1)
    ]


def import_pl_json(content: bytes, *, actor: Actor, replace: bool = False) -> Counts:
    """Load persons into the municipality in scope: all or nothing. `replace` removes who is not in the file."""
    persons = read_file(content)
    counts = Counts()
    with unit_of_work(actor, "brp.import") as work:
        known = {(p.a_nummer, p.bsn): p for p in Persoonslijst.objects.all()}
        new, changed, seen = [], [], set()
        for label, categorieen in persons:
            columns = rules.columns(categorieen)
            key = (columns["a_nummer"], columns["bsn"])
            seen.add(key)
            counts.bevindingen += [f"{label or key[1] or key[0]}: {f}" for f in rules.findings(categorieen)]
            old = known.get(key)
            if old is None:
                new.append(Persoonslijst(label=label, categorieen=categorieen, **columns))
            elif old.categorieen == categorieen and old.label == label:
                counts.gelijk += 1
            else:
                row = Persoonslijst(id=old.id, label=label, categorieen=categorieen, **columns)
                changed.append(row)
        # Numbers of one moment are not in order by themselves: sorted, the export has the order of the file.
        for row, number in zip(new, sorted(uuid7() for _ in new), strict=True):
            row.id = number
        Persoonslijst.objects.bulk_create(new, batch_size=BATCH)
        # Put in anew under its own id: far quicker than changing every column of every row.
        Persoonslijst.objects.filter(id__in=[row.id for row in changed]).delete()
        Persoonslijst.objects.bulk_create(changed, batch_size=BATCH)
        counts.nieuw, counts.gewijzigd = len(new), len(changed)
        gone = [p for key, p in known.items() if key not in seen] if replace else []
        Persoonslijst.objects.filter(id__in=[p.id for p in gone]).delete()
        counts.verwijderd = len(gone)
        _ingangen(new, changed)
        _gewijzigd([*new, *changed, *gone], work.moment)
        summary = {"nieuw": counts.nieuw, "gewijzigd": counts.gewijzigd, "verwijderd": counts.verwijderd}
        work.record("brp", "import", after=summary)
    return counts


def _ingangen(new: list[Persoonslijst], changed: list[Persoonslijst]) -> None:
    # Those of changed lists went with the lists.
    Ingang.objects.bulk_create(
        (
            Ingang(persoonslijst_id=row.id, soort=soort, waarde=waarde)
            for row in (*new, *changed)
            for soort, waarde in rules.ingangen(row.categorieen)
        ),
        batch_size=BATCH,
    )


def _gewijzigd(rows: list[Persoonslijst], moment: datetime) -> None:
    """Write down that these were changed, so that who follows them hears it."""
    Wijziging.objects.bulk_create(
        [Wijziging(bsn=bsn, laatst=moment) for bsn in sorted({row.bsn for row in rows if row.bsn})],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["tenant", "bsn"],
        update_fields=["laatst"],
    )


def export_pl_json() -> bytes:
    """All persons of the municipality in scope, in the form in which they came."""
    persons = [
        {**({"naam": row.label} if row.label else {}), "categorieen": row.categorieen}
        for row in Persoonslijst.objects.order_by("id").iterator(chunk_size=1000)
    ]
    return msgspec.json.encode({"formaat": rules.FORMAAT, "personen": persons})


def read_person(
    bsn: str, *, actor: Actor, moment: datetime, fields: list[str], zaak: UUID | None = None
) -> dict[str, Any] | None:
    """A person in plain values, with the use logged in this transaction. None when not known."""
    row = Persoonslijst.objects.filter(bsn=bsn).first() if bsn else None
    if row is None:
        return None
    log_use(bsn, actor=actor, moment=moment, source="Basisregistratie Personen", fields=fields, zaak=zaak)
    return rules.described(row.categorieen)
