"""Rows of a file become rows of the portfolio, all of them or none."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.portfolio import services
from kapstok.diensten.sturing.portfolio.models import Applicatie, Contract, Gebruik, Koppeling
from kapstok.diensten.sturing.portfolio.rules import SOORTEN_GEBRUIK
from kapstok.diensten.sturing.portfolio.uitwisseling.verslag import Rij, Verslag
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.errors import Refusal
from kapstok.platform.work import Actor, unit_of_work

LETTERS = dict(zip("BMR", SOORTEN_GEBRUIK, strict=True))


class _Terug(Exception):
    """Undo everything: there are faults."""


Stap = tuple[Callable[["Toepassing", Rij], None], list[Rij]]


class Toepassing:
    """One file being read: names that are known by now, and what came of it."""

    def __init__(self, verslag: Verslag, actor: Actor) -> None:
        self.verslag, self.actor = verslag, actor
        self.apps: dict[str, UUID] = {}
        self.deelnemers = dict(Deelnemer.objects.values_list("code", "id"))

    def run(self, stappen: Iterable[Stap]) -> Verslag:
        """Do every step over its rows; faults of one row do not hide those of the next."""
        self.apps = {naam.casefold(): pk for naam, pk in Applicatie.objects.values_list("naam", "id")}
        try:
            with unit_of_work(self.actor, "portfolio.inlezen") as work:
                for step, rows in stappen:
                    for row in rows:
                        self._row(step, row)
                if self.verslag.fouten:
                    raise _Terug
                told = {
                    k: getattr(self.verslag, k) for k in ("soort", "toegevoegd", "gewijzigd", "ongewijzigd")
                }
                work.record("portfolio", self.verslag.soort, after=told)
        except _Terug:
            return self.verslag.niets()
        return self.verslag

    def _row(self, step: Callable[["Toepassing", Rij], None], row: Rij) -> None:
        try:
            with transaction.atomic():
                step(self, row)
        except Refusal as refused:
            for each in refused.all:
                self.verslag.fout(row.nummer, each.field, each.message)
        except IntegrityError:
            self.verslag.fout(row.nummer, "", _("De databank weigert deze rij."))

    def app(self, row: Rij, field: str) -> UUID:
        """The application that a field names."""
        found = self.apps.get(row.namen.get(field, "").casefold())
        if found is None:
            text = _("Er is geen applicatie met de naam %s.") % (row.namen.get(field) or "-")
            raise Refusal("unknown", field, text)
        return found

    def count(self, *, made: bool, changed: bool) -> None:
        """One more row that was read."""
        name = "toegevoegd" if made else "gewijzigd" if changed else "ongewijzigd"
        setattr(self.verslag, name, getattr(self.verslag, name) + 1)


def _differs(row: Any, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def applicatie(work: Toepassing, rij: Rij) -> None:
    """An application by its name, with its use."""
    known = work.apps.get(rij.waarden["naam"].casefold())
    current = Applicatie.objects.filter(id=known).first() if known else None
    if rij.erbij and current and rij.waarden.get("componenten") is not None:
        rij.waarden["componenten"] = [
            *current.componenten, *(c for c in rij.waarden["componenten"] if c not in current.componenten)
        ]  # fmt: skip
    changed = current is None or _differs(current, rij.waarden)
    if changed:
        current = services.save_applicatie(rij.waarden, actor=work.actor, applicatie_id=known)
        work.apps[current.naam.casefold()] = current.id
    used = _uses(work, rij, current.id)  # type: ignore[union-attr]
    work.count(made=known is None, changed=changed or used)


def _uses(work: Toepassing, rij: Rij, app: UUID) -> bool:
    changed = False
    for code, letters in rij.gebruik.items():
        row = Gebruik.objects.filter(applicatie_id=app, deelnemer_id=work.deelnemers[code]).first()
        kinds = {kind: letter in letters for letter, kind in LETTERS.items()}
        units = rij.afdelingen.get(code, []) if any(kinds.values()) else []
        if rij.erbij and row is not None:
            kinds = {kind: kinds[kind] or getattr(row, kind) for kind in kinds}
            units = row.afdelingen
        same = _same_use(row, kinds, units)
        if not same:
            services.set_gebruik(app, work.deelnemers[code], kinds, actor=work.actor, afdelingen=units)
        changed = changed or not same
    return changed


def _same_use(row: Gebruik | None, kinds: dict[str, bool], units: list[str]) -> bool:
    if row is None:
        return not any(kinds.values())
    return not _differs(row, {**kinds, "afdelingen": units})


def opvolger(work: Toepassing, rij: Rij) -> None:
    """Replaced by: afterwards, since it may name a row further on."""
    app = work.apps[rij.waarden["naam"].casefold()]
    target = work.app(rij, "vervangen_door") if rij.namen.get("vervangen_door") else None
    if Applicatie.objects.get(id=app).vervangen_door_id != target:
        services.save_applicatie({"vervangen_door_id": target}, actor=work.actor, applicatie_id=app)


def contract(work: Toepassing, rij: Rij) -> None:
    """A contract by its number."""
    code = rij.namen.get("gemeente", "")
    if code and code not in work.deelnemers:
        raise Refusal("unknown", "gemeente", _("Deze gemeente doet niet mee: %s.") % code)
    values = {**rij.waarden, "applicatie_id": work.app(rij, "applicatie")}
    if "gemeente" in rij.namen:
        values["deelnemer_id"] = work.deelnemers.get(code)
    known = Contract.objects.filter(nummer=values["nummer"]).first()
    changed = known is None or _differs(known, values)
    if changed:
        services.save_contract(values, actor=work.actor, contract_id=known.id if known else None)
    work.count(made=known is None, changed=changed)


def koppeling(work: Toepassing, rij: Rij) -> None:
    """A coupling by its two ends and its standard."""
    values = {**rij.waarden, "van_id": work.app(rij, "van"), "naar_id": work.app(rij, "naar")}
    ends = {name: values[name] for name in ("van_id", "naar_id", "standaard")}
    known = Koppeling.objects.filter(**ends).first()
    changed = known is None or _differs(known, values)
    if changed:
        services.save_koppeling(values, actor=work.actor, koppeling_id=known.id if known else None)
    work.count(made=known is None, changed=changed)
