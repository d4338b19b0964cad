"""How far a migration is: kept in the database, in the transaction of what was read in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from kapstok.koppelvlakken.zgw.migratie.bijwerken import bring_up_to_date
from kapstok.koppelvlakken.zgw.migratie.bron import TRAILED, ZAAK, Bron, Json, Ongelezen, root_of
from kapstok.koppelvlakken.zgw.migratie.rijen import Row, Uitkomst, insert, stands_elsewhere
from kapstok.koppelvlakken.zgw.models import MigratieAfgewezen, MigratieBron, MigratieStap, MigratieTaak
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.platform.audit.actor import Actor
from kapstok.platform.db import tenant_scope
from kapstok.platform.resource import compiled
from kapstok.platform.resource.names import camel
from kapstok.platform.resource.query import NOBODY
from kapstok.platform.work import Work, unit_of_work

# Told in the house only: subscribers outside hear of an import when that is asked for.
EVENT = "zgw.migratie.import"
_MARKS = frozenset(
    {
        "bronorganisatie",
        "verantwoordelijke_organisatie",
        "vertrouwelijkheidaanduiding",
        "zaaktype_id",
        "informatieobjecttype_id",
        "besluittype_id",
    }
)


class _Niets(Exception):
    """Nothing was new: there is nothing to put on record."""

    def __init__(self, deel: "Deel") -> None:
        super().__init__()
        self.deel = deel


@dataclass
class Deel:
    """What one transaction brings in."""

    stap: str
    work: Work
    nieuw: dict[str, list[str]] = field(default_factory=dict)
    afgewezen: list[tuple[str, str, str]] = field(default_factory=list)
    gewijzigd: dict[str, list[str]] = field(default_factory=dict)
    bijgewerkt: list[tuple[str, str, str]] = field(default_factory=list)
    gezien: int = 0
    changed: bool = False
    rijen: dict[str, list[Row]] = field(default_factory=dict)
    zaken: set[UUID] = field(default_factory=set)
    done: list[UUID] = field(default_factory=list)
    tasks: list[MigratieTaak] = field(default_factory=list)
    roots: frozenset[str] = frozenset()
    bron: str = ""

    def add(self, name: str, rows: list[Row], given: Iterable[Json], *, table: str = "") -> Uitkomst:
        """Insert rows of a resource, and bring up to date what was here already; what cannot come along is remembered
        with its reason."""
        by_id = {row["id"]: one for row, one in zip(rows, given, strict=True)}
        urls = {row: str(one.get("url", "")) for row, one in by_id.items()}
        for row in rows:
            stands_elsewhere(name, by_id[row["id"]], row, self.roots)
        table = table or compiled()[name].resource.table
        found = insert(table, rows, urls)
        self.afgewezen += [(name, url, why) for url, why in found.afgewezen]
        said = [by_id[row["id"]] for row in found.rijen]
        changed = bring_up_to_date(name, table, found.rijen, said, self.roots)
        self.afgewezen += [(name, urls[row], why) for row, why in changed.gelaten]
        self.bijgewerkt += [(name, urls[row], "Was bij de bron gewijzigd.") for row in changed.gewijzigd]
        if changed.gewijzigd:
            self.gewijzigd.setdefault(name, []).extend(str(i) for i in changed.gewijzigd)
        below = [r for r in rows if r["id"] in found.nieuw | changed.gewijzigd and name != ZAAK]
        self.zaken |= {row["zaak_id"] for row in below if row.get("zaak_id")}
        found.gewijzigd = changed.gewijzigd
        if found.nieuw:
            self.nieuw.setdefault(name, []).extend(str(i) for i in found.nieuw)
            self.rijen.setdefault(name, []).extend(row for row in rows if row["id"] in found.nieuw)
        return found


@dataclass
class Migratie:
    """One source into one municipality. `melden`: tell subscribers of every zaak, document and besluit. On a later run:
    `verwijderen` deletes what was deleted at the source, `rechten_als_bron` gives applications exactly the rights that
    they have there."""

    bron: Bron
    tenant: int
    actor: Actor
    now: datetime
    base: str
    melden: bool = False
    audittrail: bool = True
    verwijderen: bool = False
    rechten_als_bron: bool = False
    vertel: Callable[[str], None] = lambda _text: None
    row: UUID = NOBODY
    roots: frozenset[str] = frozenset()
    ongelezen: list[Ongelezen] = field(default_factory=list)

    def begin(self) -> None:
        """Find the source back, or note it down. A source that was done starts anew, and finds all there."""
        with tenant_scope(self.tenant):
            row, _made = MigratieBron.objects.get_or_create(
                adres=self.bron.adres[:500], defaults={"begonnen": self.now}
            )
            if row.klaar is not None:
                MigratieStap.objects.filter(bron_id=row.id).delete()
                MigratieAfgewezen.objects.filter(bron_id=row.id).delete()
                MigratieBron.objects.filter(id=row.id).update(klaar=None, begonnen=self.now)
            self.row, self.roots = row.id, frozenset(row.adressen)

    def end(self) -> None:
        """All steps were done."""
        with tenant_scope(self.tenant):
            MigratieBron.objects.filter(id=self.row).update(klaar=self.now)

    def reached(self, stap: str) -> tuple[int, bool]:
        """The last page that was read in whole, and whether the step is done."""
        with tenant_scope(self.tenant):
            found = MigratieStap.objects.filter(bron_id=self.row, naam=stap).first()
            return (found.pagina, found.klaar) if found else (0, False)

    def note_unread(self) -> int:
        """Remember for the report what the source did not let us read. How many."""
        found = self.bron.unread()
        self.ongelezen += found
        return len(found)

    def learn(self, rows: Iterable[Json]) -> None:
        """Under which address the source names its own things."""
        found = next((root_of(str(r.get("url", ""))) for r in rows), "")
        if found and found not in self.roots:
            self.roots = self.roots | {found}
            with tenant_scope(self.tenant):
                MigratieBron.objects.filter(id=self.row).update(adressen=sorted(self.roots))

    def part(
        self,
        stap: str,
        bring_in: Callable[[Deel], None],
        *,
        pagina: int = 0,
        klaar: bool = False,
        melding: str = "",
    ) -> Deel:
        """One transaction: the rows, how far we are, and when something came in an audit record and an event."""
        with tenant_scope(self.tenant):
            try:
                with unit_of_work(self.actor, "migratie.import") as work:
                    deel = Deel(stap, work, roots=self.roots, bron=self.bron.adres)
                    bring_in(deel)
                    if not deel.nieuw and not deel.changed and not deel.gewijzigd:
                        raise _Niets(deel)
                    _new_etags(deel.zaken)
                    self._on_record(deel, pagina)
                    self._keep(deel, pagina, klaar=klaar, melding=melding)
            except _Niets as nothing:
                deel = nothing.deel
                self._keep(deel, pagina, klaar=klaar, melding=melding)
        return deel

    def _on_record(self, deel: Deel, pagina: int) -> None:
        told: dict[str, Any] = {"bron": self.bron.adres, "stap": deel.stap, "pagina": pagina}
        deel.work.record(
            "migratie", self.row, after={**told, "nieuw": deel.nieuw, "gewijzigd": deel.gewijzigd}
        )
        counts = {name: len(ids) for name, ids in deel.nieuw.items()}
        deel.work.publish(EVENT, subject=self.row, data={**told, "nieuw": counts})
        if self.melden:
            for name in TRAILED:
                for row in deel.rijen.get(name, ()):
                    deel.work.publish(f"{name}.create", subject=row["id"], data=_told(name, row))

    def _keep(self, deel: Deel, pagina: int, *, klaar: bool, melding: str) -> None:
        unread, self.ongelezen = self.ongelezen, []
        MigratieAfgewezen.objects.bulk_create(
            (
                MigratieAfgewezen(
                    bron_id=self.row, soort=name, url=url[:1000], reden=why[:1000], bijgewerkt=updated
                )
                for updated, lines in ((False, [*deel.afgewezen, *unread]), (True, deel.bijgewerkt))
                for name, url, why in lines
            ),
            ignore_conflicts=True,
        )
        MigratieTaak.objects.filter(id__in=deel.done).delete()
        MigratieTaak.objects.bulk_create(deel.tasks)
        row, _made = MigratieStap.objects.get_or_create(bron_id=self.row, naam=deel.stap)
        MigratieStap.objects.filter(id=row.id).update(
            pagina=pagina or F("pagina"),
            klaar=klaar,
            gezien=F("gezien") + deel.gezien,
            nieuw=F("nieuw") + sum(map(len, deel.nieuw.values())),
            gewijzigd=F("gewijzigd") + sum(map(len, deel.gewijzigd.values())),
            melding=melding[:300],
        )


def _new_etags(zaken: set[UUID]) -> None:
    """What hangs on these zaken is another than it was."""
    if zaken:
        Zaak.objects.filter(id__in=zaken).update(versie=F("versie") + 1)


def _told(name: str, row: Row) -> dict[str, Any]:
    """What the national channels say of a new object."""
    noun, own = name.rpartition(".")[2], str(row["id"])
    marks = {camel(k.removesuffix("_id")): str(v) for k, v in row.items() if k in _MARKS}
    return {"resourceId": own, noun: own, "kenmerken": marks, "overgenomen": True}
